"""What is done with the lists of a marked day: narrowed, searched, worked on several at a time."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kmss_dpo.ui.hands import click, is_there, named, within
from kmss_dpo.ui.workplace import Workplace
from tests.journeys.marking import MARKER, edits, fill, settled, write
from tests.journeys.walking import Step


def searching(work: Workplace) -> Iterator[Step]:
    """In the window's field and in the filters of the lists."""
    for name in ("Requests", "Contacts", "Enquiries", "Complaints"):
        click(name)
        yield settled
        write(next(each for each in edits() if each.accessibleName().startswith(("Filter", "Find"))))
    write(named("Search"))
    results = work.results
    QTest.keyClick(named("Search"), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(named("Search"), MARKER)
    yield lambda: results.model.rowCount() > 0
    QTest.keyClick(named("Search"), Qt.Key.Key_Escape)


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
