"""The reminder: a calm list of what needs attention, each put off for a time or gone to, never dismissed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kmss_dpo.domain.alerts import Alert, PutOff, offered
from kmss_dpo.session import Session
from kmss_dpo.support.clock import LONDON
from kmss_dpo.ui.alerts.form_state import (
    Line,
    PickState,
    chosen,
    lines,
    standing_words,
    title_words,
    which_words,
)
from kmss_dpo.ui.alerts.pick import Pick
from kmss_dpo.ui.alerts.table import ReminderTable
from kmss_dpo.ui.kit.flow import Flow
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.notice import Notice
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.typing_kept import keep_typing

_WIDE = 96
"""How many characters of plain text a line has room for."""
_MOST_ROWS = 9
"""As many rows are in sight at most, where the window has the room."""
NOT_NOW = "Not now"
PLACE = "reminders"
"""Where one that a lock closed is gone on with: above whichever page is shown."""
FORM = "put off until"
_TITLE = "Put off on a day and time"


class ReminderDialog(QDialog):
    """Opened with `open()`; Escape is “Not now” and loses nothing.

    `go_requested` carries the alert to go to; `decided` the keys of those that were put off, and until when;
    `left` those that nothing was decided about.
    """

    go_requested = Signal(object)
    decided = Signal(object, object)
    left = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        runner: Runner,
        alerts: Sequence[Alert],
        put_off: Mapping[str, PutOff] | None = None,
        more: int = 0,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._window = parent.window()
        self._session = session
        self._runner = runner
        self._alerts = tuple(alerts)
        self._put_off, self._more = put_off or {}, more
        self._lines: Mapping[int, Line] = {}
        self._title, self._stands = label("", "title", wrap=True), label("", "quiet", wrap=True)
        self.notice = Notice(closable=False)
        self.table = ReminderTable(runner, session.reading, self)
        self._which = label("", "label", wrap=True)
        self.pick = Pick(session.day, session.now)
        self._lay_out()
        self._show()
        self._connect()
        self._fit()
        state, show = self._picked, self._show_picked
        self.typing = keep_typing(
            self, session, runner, place=PLACE, form=FORM, title=_TITLE, state=state, show=show
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: every button has its key, and one is at the first thing."""
        super().showEvent(event)
        mark_keys(self)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.first()

    def alerts(self) -> tuple[Alert, ...]:
        """What is listed still."""
        return self._alerts

    def _lay_out(self) -> None:
        self._choices = Flow()
        for each in offered(self._session.now(), LONDON):
            made = button(each.words)
            made.clicked.connect(partial(self._keep_until, each.until))
            self._choices.addWidget(made)
        self._other = button("On a day and time…")
        self._choices.addWidget(self._other)
        self._close = button(NOT_NOW)
        self._close.setToolTip("They come again in an hour.")
        self._close.setAccessibleDescription("They come again in an hour. Escape does the same.")
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget, stretch in ((self._title, 0), (self._stands, 0), (self.notice, 0), (self.table, 1)):
            column.addWidget(widget, stretch)
        column.addWidget(self._which)
        column.addLayout(self._choices)
        column.addWidget(self.pick)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.pick.button)
        foot.addWidget(self._close)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.table.open_requested.connect(self._go)
        self.table.action_requested.connect(self._go)
        self.table.selected_changed.connect(self._say_which)
        self._other.clicked.connect(self._pick)
        self.pick.picked.connect(self._keep_until)
        self._close.clicked.connect(self.reject)
        self.rejected.connect(lambda: self.left.emit(self._alerts))

    def _show(self) -> None:
        self._lines = lines(self._alerts, self._put_off, self._session.now())
        title = title_words(len(self._alerts) + self._more)
        self.setWindowTitle(title)
        self._title.setText(title)
        self._stands.setText(standing_words(self._alerts, self._more))
        self.table.show_lines(self._lines)
        self._say_which()

    def _say_which(self) -> None:
        meant = len(self._meant())
        self._which.setText(which_words(meant, len(self._alerts)))

    def _meant(self) -> list[Alert]:
        return chosen(self._lines, self.table.selected())

    def _go(self, line: int) -> None:
        """Leave the rest for later and go to one."""
        alert = self._lines[line].alert
        if alert is not None:
            self.reject()
            self.go_requested.emit(alert)

    def _pick(self) -> None:
        self.pick.begin()
        mark_keys(self)
        self._fit()

    def _picked(self) -> PickState:
        """The day and the time that are typed, and what they are meant for, while there is one."""
        state = self.pick.binder.state
        if state == PickState() or not self.table.selected():
            return state
        return replace(state, keys=tuple(each.key for each in self._meant()))

    def _show_picked(self, state: PickState) -> None:
        """Go on with them, where something of what was meant is listed still."""
        meant = [line.id for line in self._lines.values() if line.alert and line.alert.key in state.keys]
        if bool(meant) == bool(state.keys):
            self.pick.binder.show(replace(state, keys=()))
            self._pick()
            self.table.select(meant)

    def _keep_until(self, until: datetime) -> None:
        """Put off those that are meant; what is left stays listed."""
        keys = [each.key for each in self._meant()]
        session = self._session
        self.notice.hide()
        self._runner.run(
            self,
            session.writing,
            lambda: session.attention.put_off(keys, until),
            lambda _: self._take_away(frozenset(keys), until),
            self.notice.say_error,
        )

    def _take_away(self, keys: frozenset[str], until: datetime) -> None:
        self.decided.emit(keys, until)
        self._alerts = tuple(each for each in self._alerts if each.key not in keys)
        if not self._alerts:
            self.accept()
            return
        self.table.clearSelection()
        self._show()
        self.table.first()

    def _fit(self) -> None:
        """As high as its rows, as far as the window has the room."""
        room = self._window.size()
        width = min(self.fontMetrics().averageCharWidth() * _WIDE, round(room.width() * 0.94))
        self.ensurePolished()
        self.table.setMinimumHeight(self.table.height_of(2))
        rows = self.table.height_of(_MOST_ROWS)
        around = self._column.totalHeightForWidth(width) - self.table.sizeHint().height()
        self.resize(width, min(around + rows, round(room.height() * 0.94)))
