"""A case opened from a quick note: what was taken down stands in the form, and saving it ends the note."""

from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.cases import CaseKind, Family
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.quick_notes import Caller, QuickNote
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.case import CaseForm, from_note
from kmss_dpo.ui.cases.forms.new_case_sheet import NewCaseSheet
from kmss_dpo.ui.kit.runner import Runner


class NoteCaseSheet(NewCaseSheet):
    """Any kind of case; closed without saving it leaves the note where it was."""

    FORM = "case from a quick note"

    def __init__(
        self, parent: QWidget, session: Session, runner: Runner, note: QuickNote, caller: Caller
    ) -> None:
        self._note = note
        self._caller = caller
        super().__init__(parent, session, runner, Family.REQUESTS)

    def title_of(self, family: Family) -> str:
        """The same in whichever list."""
        assert family in Family
        return "New case from a quick note"

    def kinds_of(self, family: Family) -> tuple[CaseKind, ...]:
        """Every kind: nobody has said yet what the call was."""
        assert family in Family
        return tuple(CaseKind)

    def begins_with(self, kinds: tuple[CaseKind, ...]) -> CaseForm:
        """What was taken down, but not what it asks for."""
        assert kinds
        return from_note(self._note, self._caller)

    def people(self) -> list[tuple[Kind, int]]:
        """The note first, as `resume` reads it."""
        return [(Kind.QUICK_NOTE, self._note.id), *super().people()]

    def keep_case(self, state: CaseForm) -> None:
        """Open the case, and all others the call asked for; the note goes."""
        arrival, note, complete = state.arrival(), self._note.id, self._session.quick_notes.open_cases
        self.keep(self._session.writing, lambda: complete(note, arrival)[0])
