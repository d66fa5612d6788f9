"""The sheets that open a case: written down by hand, from a quick note, or because the regulator asks."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import Family
from kmss_dpo.domain.ids import CaseId, QuickNoteId
from kmss_dpo.domain.quick_notes import Caller, QuickNote
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.forms.new_case_sheet import NewCaseSheet
from kmss_dpo.ui.cases.forms.note_case_sheet import NoteCaseSheet
from kmss_dpo.ui.cases.forms.regulator_case_sheet import RegulatorCaseSheet
from kmss_dpo.ui.kit.runner import Runner


class Opening(QObject):
    """`opened` carries a case of this list and what was done; `completed` one of any list."""

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

    def for_regulator(self, view: CaseView) -> RegulatorCaseSheet:
        """Open the case of the regulator that asks about this one; answers the open sheet."""
        sheet = RegulatorCaseSheet(self._page, self._session, self._runner, view)
        sheet.saved.connect(self.completed)
        sheet.open()
        return sheet

    def resumes(self, kept: Unfinished) -> bool:
        """Go on with a sheet that a lock closed; False where it is none of these."""
        if kept.form == NewCaseSheet.FORM:
            self.by_hand().typing.resume(kept)
        elif kept.form == NoteCaseSheet.FORM:
            self.from_note(kept.about[0][1], kept)
        elif kept.form == RegulatorCaseSheet.FORM:
            read, about = self._session.cases.case, CaseId(kept.about[0][1])
            again = lambda view: self.for_regulator(view).typing.resume(kept)  # noqa: E731 - one go on with it
            self._runner.run(self, self._session.reading, lambda: read(about), again)
        return kept.form in {NewCaseSheet.FORM, NoteCaseSheet.FORM, RegulatorCaseSheet.FORM}

    def _open(self, note: QuickNote, caller: Caller, kept: Unfinished | None) -> None:
        sheet = NoteCaseSheet(self._page, self._session, self._runner, note, caller)
        sheet.saved.connect(self.completed)
        sheet.open()
        if kept:
            sheet.typing.resume(kept)
