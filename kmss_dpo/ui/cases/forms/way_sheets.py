"""Stepping back on the way of a case: where to, and why."""

from dataclasses import dataclass

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import Status
from kmss_dpo.domain.ways import Stage, stages_before, way_of
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.forms.sheet import Sheet
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.runner import Runner


@dataclass(frozen=True)
class BackForm:
    """Where to, by the stage's code, and why."""

    stage: str = ""
    reason: str = ""


class BackSheet(Sheet):
    """Back to an earlier stage; what was recorded meanwhile stays."""

    FORM = "stepping back"

    def __init__(self, parent: QWidget, session: Session, runner: Runner, view: CaseView) -> None:
        super().__init__(parent, runner, f"Step back on {view.reference}", "Step back")
        self._session = session
        self._view = view
        before = _before(view)
        self.stage = choice([(stage.title, stage.code) for stage in before])
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(self.fontMetrics().height() * 4)
        self._begun = BackForm(before[-1].code if before else "")
        self.binder: Binder[BackForm] = Binder(self._begun, self)
        self.form.add("stage", "Back to", self.stage, "What was recorded meanwhile stays.", required=True)
        self.form.add("reason", "Why", self.reason, required=True)
        self.binder.choice("stage", self.stage)
        self.binder.text("reason", self.reason)
        self.widen(72)
        self.keep_typing_on(session, view, lambda: self.binder.state, self.binder.show)

    def touched(self) -> bool:
        """Whether something was typed."""
        return self.binder.state != self._begun

    def save(self) -> None:
        """Go back; the register refuses it without a reason."""
        state = self.binder.state
        case, version = self._view.id, self._view.version
        go = self._session.ways.go
        self.keep(self._session.writing, lambda: go(case, version, state.stage, state.reason))


def may_go_back(view: CaseView) -> bool:
    """Whether there is an earlier stage to go back to."""
    return bool(_before(view))


def _before(view: CaseView) -> tuple[Stage, ...]:
    if view.status is not Status.OPEN:
        return ()
    way = way_of(view.details.kind, for_customer=bool(view.details.for_customer))
    return tuple(stages_before(way, view.stage))
