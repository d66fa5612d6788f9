"""Where quick notes are taken and completed, over whatever page is in front."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from kmss_dpo.domain.bin import Deleted
from kmss_dpo.domain.ids import Kind, QuickNoteId
from kmss_dpo.domain.quick_notes import QuickNote
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.deleting import offer_undo
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.quick_notes.completing import CompleteSheet
from kmss_dpo.ui.quick_notes.sheet import PLACE, QuickNoteSheet
from kmss_dpo.ui.shell.window import MainWindow

__all__ = ["PLACE", "QuickNoteDesk"]
_KEPT = "The note is kept. Today lists it until it is completed."
_ADDED = "The note was added to the case, and is gone from Today."


class QuickNoteDesk(QObject):
    """`page` brings a page to the front by its name; on that of the requests a note becomes a case."""

    show_requested = Signal(object, int)

    def __init__(
        self, session: Session, runner: Runner, window: MainWindow, page: Callable[[str], Any]
    ) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._window = window
        self._page = page

    def take(self) -> QuickNoteSheet | None:
        """Take a call down; answers the open sheet, None where one is open already."""
        if any(each.isVisible() for each in self._window.findChildren(QuickNoteSheet)):
            return None
        sheet = QuickNoteSheet(self._window, self._session, self._runner)
        sheet.saved.connect(lambda _note: self._window.say(_KEPT))
        sheet.open()
        return sheet

    def complete(self, note: int) -> None:
        """Ask what becomes of a note."""
        self._read(note, lambda read: self._open(read, None))

    def resume(self, kept: Unfinished) -> None:
        """Go on with a sheet that a lock closed."""
        match kept.form:
            case CompleteSheet.FORM:
                self._read(kept.about[0][1], lambda note: self._open(note, kept))
            case QuickNoteSheet.EDITING:
                self._read(kept.about[0][1], lambda note: self._edit(note, kept))
            case _ if sheet := self.take():
                sheet.typing.resume(kept)

    def gone(self) -> None:
        """A note is gone from the register: take it out of the kept backups when there is time."""
        reach = self._session.quick_notes.reach_backups
        self._runner.run(self, self._session.long_work, reach, lambda _left: None)

    def _read(self, note: int, then: Callable[[QuickNote], None]) -> None:
        read, wanted = self._session.quick_notes.note, QuickNoteId(note)
        self._runner.run(self._window, self._session.reading, lambda: read(wanted), then)

    def _open(self, note: QuickNote, kept: Unfinished | None) -> None:
        sheet = CompleteSheet(self._window, self._session, self._runner, note)
        sheet.case_wanted.connect(lambda: self._page("requests").opening.from_note(note.id))
        sheet.saved.connect(self._completed)
        sheet.open()
        if kept:
            sheet.typing.resume(kept)

    def _edit(self, note: QuickNote, kept: Unfinished) -> None:
        sheet = QuickNoteSheet(self._window, self._session, self._runner, note)
        sheet.saved.connect(lambda _note: self._window.say(_KEPT))
        sheet.open()
        sheet.typing.resume(kept)

    def _completed(self, outcome: int | Deleted | None) -> None:
        """It went into a case or into the bin; on the way to a new case nothing is said yet."""
        if isinstance(outcome, Deleted):
            offer_undo(self._window, self._session, self._runner, [outcome], "The note")
        elif outcome is not None:
            self.gone()
            self._window.say(_ADDED)
            self.show_requested.emit(Kind.CASE, outcome)
