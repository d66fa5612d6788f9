"""Knows what needs attention while a register is open, and brings it up when it is time and nobody minds."""

from collections.abc import Iterable
from concurrent.futures import Executor, Future
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from kmss_dpo.domain.alerts import AN_HOUR, Alert, Alerts, PutOff, in_numbers, still_lasting
from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.holds import HoldDoing, HoldWish
from kmss_dpo.domain.ids import HoldId, Kind
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.support.settings import Settings
from kmss_dpo.ui.alerts.badge import Badge
from kmss_dpo.ui.alerts.calendar import CalendarExport
from kmss_dpo.ui.alerts.dialog import ReminderDialog
from kmss_dpo.ui.alerts.fingers import Fingers
from kmss_dpo.ui.alerts.tray import TrayMessages
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.shell.window import MainWindow

_TOLD_BY = frozenset(
    {Kind.CASE, Kind.QUICK_NOTE, Kind.RETENTION, Kind.HOLD, Kind.HOLIDAY, Kind.SETTING}
    | {Kind.ACTION, Kind.LESSON, Kind.DOCUMENT, Kind.IDENTITY_CHECK}
)
_GATHER = 400
"""For how many milliseconds changes gather before it is read again: an import makes thousands."""
_TRY_EVERY = 1_000
"""Milliseconds until it is seen again whether the reminder may open."""
_RETENTION = "retention"
"""The page on which records are gone through and rules are kept."""
NOTHING = "Nothing needs attention now."


class Alerting(QObject):
    """The number at once; the dialog with the time: after the unlock, on a new day, when put off until then.

    What came up while the officer was at work is left for an hour, so that nothing interrupts what it came
    of. What was looked at is not brought up again for an hour, and what is put off not before its time.
    """

    def __init__(
        self, session: Session, runner: Runner, files: Executor, settings: Settings, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._window = window
        self._alerts = Alerts()
        self._begun = self._timely = False
        self._known: frozenset[str] = frozenset()
        self._held: dict[str, PutOff] = {}
        self._told: frozenset[str] = frozenset()
        self._dialog: ReminderDialog | None = None
        self._reading = Newest(runner, session.reading, self)
        self._ahead: Future[Alerts] | None = session.reading.submit(session.attention.alerts)
        self._fingers = Fingers(self)
        self._badge = Badge(window)
        self._tray = TrayMessages(settings, self)
        self.calendar = CalendarExport(session, runner, files, window)
        self._gather = _timer(self, _GATHER)
        self._gather.setSingleShot(True)
        self._waiting = _timer(self, _TRY_EVERY)
        self._connect()

    def time_came(self) -> None:
        """The register was unlocked or a new day began: bring up what there is.

        At the unlock that is what there was then; it was read while the window was built.
        """
        self._begun = self._timely = True
        self._told = frozenset()
        ahead, self._ahead = self._ahead, None
        self._reading.ask(ahead.result if ahead else self._session.attention.alerts, self._show)

    def changes_made(self, changes: Changes) -> None:
        """Read again soon, where something was touched that alerts are worked out from."""
        if not _TOLD_BY.isdisjoint(changes.kinds()) and not self._gather.isActive():
            self._gather.start()

    def look(self) -> None:
        """See whether something is to be brought up now; asked every minute."""
        loud = self._alerts.loud(self._session.now(), self._held)
        if not loud or self._dialog is not None or not self._window.isVisible():
            self._waiting.stop()
            return
        if self._may_open():
            self._waiting.stop()
            self._open(loud)
            return
        self._tell(loud)
        if not self._waiting.isActive():
            self._waiting.start()

    def command(self, name: str) -> None:
        """What the search field offers to do."""
        match name:
            case "reminders":
                self.show_all()
            case "calendar":
                self.calendar.ask()

    def show_all(self) -> None:
        """Show everything because the officer asks for it, what is put off too."""
        if self._dialog is None and self._alerts.every:
            self._open(self._alerts.every)
        elif self._dialog is None:
            self._window.say(NOTHING)

    def resume(self, kept: Unfinished) -> None:
        """Go on with putting off that a lock closed; forgotten where nothing needs attention any more."""
        read = self._session.attention.alerts
        self._runner.run(self, self._session.reading, read, lambda alerts: self._go_on(alerts, kept))

    def _go_on(self, alerts: Alerts, kept: Unfinished) -> None:
        self._alerts = alerts
        self.show_all()
        if self._dialog is not None:
            self._dialog.typing.resume(kept)
        else:
            forget = partial(self._session.unfinished.forget, kept.id)
            self._runner.run(self, self._session.writing, forget, lambda _: None)

    def _connect(self) -> None:
        self._gather.timeout.connect(self._read_changes)
        self._waiting.timeout.connect(self.look)
        self._tray.wanted.connect(self._come_to_front)
        self.calendar.told.connect(self._window.say)
        self._window.installEventFilter(self)

    def _read_changes(self) -> None:
        if self._begun:
            self._reading.ask(self._session.attention.alerts, self._show)
        else:
            self._gather.start()

    def _show(self, alerts: Alerts) -> None:
        """Show the number; what is new is held for an hour, unless it came with the time.

        An answer that comes once the window has gone with the lock is for nobody.
        """
        if not self._window.isVisible():
            return
        now = self._session.now()
        keys = frozenset(each.key for each in alerts.every)
        fresh = keys - self._known
        self._held = still_lasting(self._held, now)
        if not self._timely:
            self._hold(fresh, now + AN_HOUR)
        self._timely, self._known, self._alerts = False, keys, alerts
        self._window.show_count("today", alerts.count(), overdue=alerts.overdue())
        self._badge.show(alerts.count())
        self.look()

    def _may_open(self) -> bool:
        """Whether the window is in front, nothing is open above it, and nobody types."""
        above = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        return self._window.isActiveWindow() and above is None and self._fingers.rest()

    def _open(self, alerts: tuple[Alert, ...]) -> None:
        more, put_off = self._alerts.more, self._alerts.put_off
        made = self._dialog = ReminderDialog(self._window, self._session, self._runner, alerts, put_off, more)
        made.go_requested.connect(self._go)
        made.decided.connect(self._hold)
        made.left.connect(self._leave)
        made.finished.connect(self._closed)
        self._tray.end()
        made.open()

    def _closed(self) -> None:
        self._dialog = None

    def _leave(self, alerts: tuple[Alert, ...]) -> None:
        """Nothing was decided about these, so they are quiet for an hour; those put off before stay so."""
        session, now = self._session, self._session.now()
        keys = [each.key for each in Alerts(alerts, self._alerts.put_off).loud(now)]
        self._hold(keys, now + AN_HOUR)
        if keys:
            put_off = partial(session.attention.put_off, keys, now + AN_HOUR)
            self._runner.run(self, session.writing, put_off, lambda _: None)

    def _hold(self, keys: Iterable[str], until: datetime) -> None:
        """Keep these quiet from this moment on: what was decided is read again a little later only."""
        self._held |= dict.fromkeys(keys, PutOff(self._session.now(), until))

    def _go(self, alert: Alert) -> None:
        """Show the record on its page; a hold is reviewed in its own sheet, which reads what it is on."""
        kind, record = alert.target
        match kind:
            case Kind.HOLD:
                self._window.hold_requested.emit(HoldWish(HoldDoing.REVIEW, (kind, record), HoldId(record)))
            case Kind.DISPOSAL | Kind.RETENTION:
                page: Any = self._window.show_page(_RETENTION)
                page.first_focus()
            case _:
                self._window.show_requested.emit(kind, record)

    def _tell(self, alerts: tuple[Alert, ...]) -> None:
        """Say it in numbers where another program is in front: once for the same things."""
        keys = frozenset(each.key for each in alerts)
        if QApplication.activeWindow() is None and not keys <= self._told:
            self._told |= keys
            self._tray.tell(in_numbers(alerts), len(alerts))
            QApplication.alert(self._window)

    def _come_to_front(self) -> None:
        self._tray.end()
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.raise_()
        self._window.activateWindow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the window comes to the front, or goes with the lock, and with it all that was known."""
        if watched is self._window and event.type() == QEvent.Type.WindowActivate:
            self._tray.end()
            self.look()
        elif watched is self._window and event.type() == QEvent.Type.Hide:
            self._waiting.stop()
            self._tray.end()
            self._badge.show(0)
        return super().eventFilter(watched, event)


def _timer(owner: QObject, milliseconds: int) -> QTimer:
    made = QTimer(owner)
    made.setInterval(milliseconds)
    return made
