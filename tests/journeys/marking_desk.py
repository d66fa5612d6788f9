"""What is done at the desk on a marked day: calls taken down, one of them made a case."""

from collections.abc import Iterator

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.ui.cases.words import kind_words
from kmss_dpo.ui.hands import choose, click, is_there
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
    yield lambda: settled() and is_there("Decide what it is…")
    click("Requests")
    yield lambda: is_there("Write letter")
