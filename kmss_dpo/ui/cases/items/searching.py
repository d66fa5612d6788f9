"""The search plan of a case, begun from the processing activities."""

from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.days import say_count
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.items.page import ItemsPage
from kmss_dpo.ui.cases.items.requests import SEARCH
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.runner import Runner


class Searching(ItemsPage):
    """The places, with a button that puts on the plan what the activities name."""

    def __init__(self, session: Session, runner: Runner, window: QWidget) -> None:
        self._plan = button("Plan from the processing activities")
        super().__init__("Search plan", (SEARCH,), session, runner, window, more={SEARCH.form: (self._plan,)})
        self._plan.clicked.connect(self._plan_search)

    def _plan_search(self) -> None:
        if (view := self.view) is None:
            return
        self._runner.run(
            self, self._session.writing, lambda: self._session.items.plan_search(view.id), self._planned
        )

    def _planned(self, count: int) -> None:
        if count:
            verb = "was" if count == 1 else "were"
            self.told.emit(f"{say_count(count, 'place')} {verb} added to the plan. Ask each of them.")
        else:
            self.told.emit("Every place that the activities name is on the plan already.")
