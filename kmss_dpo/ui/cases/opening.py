"""The sheets that open a case: written down by hand, or from a quick note."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.cases import Family
from kmss_dpo.domain.ids import QuickNoteId
from kmss_dpo.domain.quick_notes import Caller, QuickNote
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.forms.new_case_sheet import NewCaseSheet
from kmss_dpo.ui.cases.forms.note_case_sheet import NoteCaseSheet
from kmss_dpo.ui.kit.runner import Runner


class Opening(QObject):
    """`opened` carries a case of this list and what was done; `completed` one that a note became."""

    opened = Signal(object, str)
    completed = Signal(object)

    def __init__(self, family: Family, session: Session, runner: Runner, page: QWidget) -> None:
        super().__init__(page)
        self._family = family
        self._session = session
        self._runner = runner
        self._page = page

    def by_hand(self) -> NewCaseSheet:
        """Write a new case down; answers the open sheet."""
        sheet = NewCaseSheet(self._page, self._session, self._runner, self._family)
        sheet.saved.connect(lambda case: self.opened.emit(case, sheet.said()))
        sheet.open()
        return sheet

    def from_note(self, note: int, kept: Unfinished | None = None) -> None:
        """Open a case from a quick note; `kept` is what was typed before a lock."""
        notes, wanted = self._session.quick_notes, QuickNoteId(note)
        read = lambda: (notes.note(wanted), notes.caller(wanted))  # noqa: E731 - read in one go
        self._runner.run(self, self._session.reading, read, lambda found: self._open(*found, kept))

    def resumes(self, kept: Unfinished) -> bool:
        """Go on with a sheet that a lock closed; False where it is none of these."""
        if kept.form == NewCaseSheet.FORM:
            self.by_hand().typing.resume(kept)
        elif kept.form == NoteCaseSheet.FORM:
            self.from_note(kept.about[0][1], kept)
        return kept.form in {NewCaseSheet.FORM, NoteCaseSheet.FORM}

    def _open(self, note: QuickNote, caller: Caller, kept: Unfinished | None) -> None:
        sheet = NoteCaseSheet(self._page, self._session, self._runner, note, caller)
        sheet.saved.connect(self.completed)
        sheet.open()
        if kept:
            sheet.typing.resume(kept)
