"""What is done with a document whose name and content are markers, by the names of the controls."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton

from kmss_dpo.ui.cases.tabs import Part
from kmss_dpo.ui.hands import click, is_there, named, within
from kmss_dpo.ui.workplace import Workplace
from tests.journeys.marking import MARKER, choose_file, fill, says, settled
from tests.journeys.walking import Step


def documents(file: Path, workplace: Callable[[], Workplace]) -> Iterator[Step]:
    """Kept once, looked at with what is attached, marked, erased, kept anew."""
    yield from _add(file, "The document was added")
    yield from _add(file, "is on the case already")
    workplace().page("requests").detail.tabs.turn_to(Part.DOCUMENTS)
    yield lambda: is_there("Text of the message")
    click("Look")
    yield lambda: is_there("Close") and is_there("Text of the message")
    attached = next(each for each in within().findChildren(QPushButton) if MARKER in each.text())
    click(attached.accessibleName())
    yield lambda: not is_there("Save a copy…")
    for left in (2, 1):
        click("Close")
        yield lambda left=left: settled() if left == 1 else is_there("Save a copy…")
    trigger("Mark as ▾", "Identity paper")
    yield lambda: is_there("Mark as identity paper")
    fill()
    click("Mark as identity paper")
    yield lambda: says("is now marked")
    trigger("More ▾", "Delete…")
    yield lambda: is_there("Erase document")
    click("Erase document")
    fill()
    click("Erase document")
    yield lambda: settled() and says("The document was erased")
    yield from _add(file, "The document was added")


def trigger(name: str, entry: str) -> None:
    """Open the menu of a button and choose an entry."""
    menu = named(name).menu()
    menu.aboutToShow.emit()
    next(each for each in menu.actions() if each.text() == entry).trigger()


def _add(file: Path, said: str) -> Iterator[Step]:
    trigger("More, opens a menu", "Add document…")
    yield lambda: QApplication.activeModalWidget() is not None
    yield from choose_file(file)
    yield lambda: says(said)
