"""What is done at the desk on a marked day: calls taken down, and many cases at once."""

from collections.abc import Iterator

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.ui.cases.words import kind_words
from kmss_dpo.ui.hands import choose, click, is_there, within
from kmss_dpo.ui.workplace import Workplace
from tests.journeys.marking import fill, settled
from tests.journeys.marking_documents import trigger
from tests.journeys.walking import Step


def quick_notes(work: Workplace) -> Iterator[Step]:
    """One stays as it is, one becomes a case."""
    for _ in range(2):
        trigger("New ▾", "Quick note…")
        yield lambda: is_there("Keep the note")
        fill()
        click("Keep the note")
        yield settled
    click("Today")
    notes = work.session.quick_notes
    yield lambda: len(notes.waiting()) == 2
    work.quick_notes.complete(notes.waiting()[0].id)
    yield lambda: is_there("Open a case…")
    click("Open a case…")
    yield lambda: is_there("What is asked for, required")
    choose("What is asked for, required", kind_words(CaseKind.COMPLAINT))
    click("Open the case")
    yield lambda: settled() and is_there("Log correspondence")
    click("Requests")
    yield lambda: is_there("Write letter")


def several() -> Iterator[Step]:
    """Cases are assigned and noted from a table, whose filter is kept by name."""
    click("Requests")
    yield settled
    click("Show as table")
    click("Clear the filter")
    yield lambda: is_there("Select all")
    click("Select all")
    for button, field in (
        ("Assign to…", "Who works on them, required"),
        ("Add a note…", "Note, required"),
    ):
        yield lambda button=button: settled() and is_there(button)
        click(button)
        yield lambda field=field: is_there(field)
        fill()
        within().decide_button.click()
    yield lambda: settled() and is_there("Export selected…")
    click("Show: Open")
    yield lambda: is_there("Save…")
    click("Save…")
    yield lambda: is_there("Name, required")
    fill()
    click("Save the filter")
    yield settled
    click("Show as cards")
