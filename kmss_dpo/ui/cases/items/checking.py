"""The checklist of a case, and below it how it was made sure who is asking."""

from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import Status
from kmss_dpo.domain.identity import proportionate
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.checklist import Checklist
from kmss_dpo.ui.cases.items.page import ItemsPage
from kmss_dpo.ui.cases.items.requests import IDENTITY
from kmss_dpo.ui.cases.prose import Passage, Prose, Voice
from kmss_dpo.ui.kit.runner import Runner


class Checking(ItemsPage):
    """Ticks are kept at once."""

    def __init__(self, session: Session, runner: Runner, window: QWidget) -> None:
        self.checklist = Checklist()
        super().__init__("Checklist", (IDENTITY,), session, runner, window, above=self.checklist)
        self.advice = Prose("What may be asked in proportion")
        self.column.insertWidget(self.column.count() - 1, self.advice)
        self.checklist.ticked.connect(self._tick)

    def show_case(self, view: CaseView) -> None:
        """Show the checklist and the identity checks of a case."""
        self._show_ticks(view)
        super().show_case(view)
        self.advice.setHidden(self.parts[IDENTITY.form].isHidden())
        said = [Passage("What may be asked in proportion, the least first", Voice.STRONG)]
        self.advice.tell([*said, *(Passage(line, Voice.QUIET) for line in proportionate(view.details))])

    def _tick(self, item: str, on: bool) -> None:  # noqa: FBT001 as the signal carries it
        if (view := self.view) is None:
            return
        tick = self._session.checklists.tick
        self._runner.run(
            self,
            self._session.writing,
            lambda: tick(view.id, item, on=on),
            lambda _none: None,
            self._refused,
        )

    def _refused(self, error: Exception) -> None:
        """Nothing was kept, so nothing is shown as ticked that was not before."""
        if self.view:
            self._show_ticks(self.view)
        self._runner.report(error)

    def _show_ticks(self, view: CaseView) -> None:
        self.checklist.show_items(view.checklist, changes=view.status is not Status.VOIDED)
