"""A sheet on a clock that shows what the date becomes while one types, before anything is saved."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.clock import ClockFacts, Deadline
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.forms.outlook import Outlook
from kmss_dpo.ui.cases.forms.sheet import Sheet
from kmss_dpo.ui.cases.prose import Passage
from kmss_dpo.ui.kit.labels import label, rule
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.runner import Runner

PAUSE = 150
OUTLOOK_LEAST = 44
"""Characters of plain text that the outlook needs beside the form, with what lies between them."""


class LookingAhead(Sheet):
    """Asks what the clock would say a moment after the last key; `look_soon` is called at every change."""

    def __init__(
        self, parent: QWidget, session: Session, runner: Runner, view: CaseView, *, title: str, decide: str
    ) -> None:
        super().__init__(parent, runner, title, decide)
        self._session = session
        self._view = view
        self._turn = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        self.looked_at = view.facts
        self.outlook = Outlook(view.deadline)
        self._panel = QWidget()
        self._beside = Scrolling("", margin=4)
        self._between = rule(upright=True)

    def facts(self) -> ClockFacts:
        """The facts as they would be, raising the first `Mistake` of what is typed; each sheet its own."""
        raise NotImplementedError

    def lay_out_outlook(self, heading: str, form: int, outlook: int) -> None:
        """Put the outlook beside the form; the numbers share out the width."""
        self._beside.setAccessibleName(heading)
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(heading, "heading", wrap=True))
        column.addWidget(self.outlook)
        self._beside.column.addWidget(self._panel)
        self._beside.column.addStretch(1)
        self.body.setStretch(0, form)
        self.body.addWidget(self._between)
        self.body.addWidget(self._beside, outlook)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is no room beside the form the outlook stands below it, in the same scroll area."""
        super().resizeEvent(event)
        least = self._scroll.minimumWidth() + OUTLOOK_LEAST * self.fontMetrics().averageCharWidth()
        narrow = self.contentsRect().width() < least
        if narrow != self._beside.isHidden():
            place, at = (self._scroll, 1) if narrow else (self._beside, 0)
            place.column.insertWidget(at, self._panel)
            self._beside.setHidden(narrow)
            self._between.setHidden(narrow)

    def look_soon(self, changed: object = None) -> None:
        """Something was typed; `changed` is what a field says of it."""
        del changed
        self._pause.start()

    def refuse(self, error: Exception) -> None:
        """Say why it was not saved; no look that is still under way takes that back."""
        self._pause.stop()
        self._turn += 1
        super().refuse(error)

    def look(self) -> None:
        """Ask what the clock would say; nothing is changed by it."""
        self._turn += 1
        turn, case = self._turn, self._view.id
        try:
            facts = self.facts()
        except Mistake as mistake:
            self._tell_wrong(turn, mistake)
            return
        self.looked_at = facts
        self._runner.run(
            self,
            self._session.reading,
            lambda: self._session.cases.what_if(case, facts),
            lambda deadline: self._tell(turn, deadline),
            lambda error: self._tell_wrong(turn, error),
        )

    def said_more(self, deadline: Deadline) -> tuple[Passage, ...]:
        """What a sheet adds below the date to come, which is that of the facts `looked_at`; each its own."""
        raise NotImplementedError

    def _tell(self, turn: int, deadline: Deadline) -> None:
        if turn == self._turn:
            self.form.show_errors({})
            self.outlook.show_then(deadline, *self.said_more(deadline))

    def _tell_wrong(self, turn: int, error: Exception) -> None:
        """Say what is wrong beside its field, without moving the focus away from what is being typed."""
        if turn != self._turn:
            return
        if not isinstance(error, Mistake):
            self._runner.report(error)
            return
        self.form.show_errors({error.field or "": error.sentence})
        self.outlook.warn(error.sentence)
