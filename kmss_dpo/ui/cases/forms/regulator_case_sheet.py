"""The regulator asks about a case: its own case, filled with what is known and linked as it is opened."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import CaseKind, Family, family_of
from kmss_dpo.domain.ids import Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.case import CaseForm, asked_about
from kmss_dpo.ui.cases.forms.new_case_sheet import NewCaseSheet
from kmss_dpo.ui.kit.runner import Runner


class RegulatorCaseSheet(NewCaseSheet):
    """The two cases show each other from then on."""

    FORM = "case of the regulator"

    def __init__(self, parent: QWidget, session: Session, runner: Runner, view: CaseView) -> None:
        self._view = view
        self._today = session.day()
        super().__init__(parent, session, runner, family_of(view.details.kind))

    def title_of(self, family: Family) -> str:
        """The same in whichever list."""
        assert family in Family
        return f"New regulator case about {self._view.reference}"

    def kinds_of(self, family: Family) -> tuple[CaseKind, ...]:
        """Nobody else asks here."""
        assert family in Family
        return (CaseKind.REGULATOR,)

    def begins_with(self, kinds: tuple[CaseKind, ...]) -> CaseForm:
        """What the case says that the regulator asks about."""
        assert kinds
        return asked_about(self._view, self._today)

    def people(self) -> list[tuple[Kind, int]]:
        """The case that it is about first, as `resume` reads it."""
        return [(Kind.CASE, self._view.id), *super().people()]

    def keep_case(self, state: CaseForm) -> None:
        """Open the case and link it, with whatever came with it."""
        arrival = replace(state.arrival(), about=self._view.id)
        receive = self._session.receiving.open
        self.keep(self._session.writing, lambda: receive(arrival)[0])
