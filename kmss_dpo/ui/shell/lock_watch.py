"""When to lock unasked: nobody is there, the screen is locked, it falls asleep, the window is put away."""

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from kmss_dpo.support.clock import Clock
from kmss_dpo.support.settings import COUNT_OTHER_PROGRAMS, IDLE_MINUTES, LOCK_WHEN_MINIMISED, Settings
from kmss_dpo.ui.shell.desktop import Desktop
from kmss_dpo.ui.shell.idle import IdleWatch
from kmss_dpo.ui.shell.shortcuts import LOCK

_LOCK = QKeySequence(LOCK.keys)


class LockWatch(QObject):
    """Watches the computer and the main window; how is what the officer settled for this computer.

    `put_away` asks for a lock, too, by somebody who is there still and can be told why it was not possible:
    the window was put away, or the key of the lock was pressed in another one. The main window's own shortcut
    is dead there, and in every window while a dialog lies above it.
    """

    lock_requested = Signal()
    put_away = Signal()
    minutes_left_changed = Signal(int)

    def __init__(self, clock: Clock, settings: Settings, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._window = window
        self._idle = IdleWatch(clock, settings.get(IDLE_MINUTES), self)
        self._desktop = Desktop(window, self)
        self._idle.lock_requested.connect(self.lock_requested)
        self._idle.minutes_left_changed.connect(self.minutes_left_changed)
        self._idle.looked.connect(self._ask_elsewhere)
        self._idle.key_pressed.connect(self._lock_by_key)
        self._desktop.touched.connect(self._idle.touched_elsewhere)
        self._desktop.left.connect(self.lock_requested)

    def start(self) -> None:
        """Begin to watch."""
        self._window.installEventFilter(self)
        self._desktop.listen()
        self._idle.start()

    def stop(self) -> None:
        """Watch no longer for anybody's absence; a lock is under way."""
        self._window.removeEventFilter(self)
        self._idle.stop()

    def set_minutes(self, minutes: int) -> None:
        """Another time to wait, from now on."""
        self._idle.set_minutes(minutes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the window was put away."""
        put_away = event.type() == QEvent.Type.WindowStateChange and self._window.isMinimized()
        if put_away and self._settings.get(LOCK_WHEN_MINIMISED):
            self.put_away.emit()
        return super().eventFilter(watched, event)

    def _lock_by_key(self, keys: QKeyCombination) -> None:
        if QKeySequence(keys) == _LOCK:
            self.put_away.emit()

    def _ask_elsewhere(self) -> None:
        if self._settings.get(COUNT_OTHER_PROGRAMS):
            self._desktop.ask_when_touched()
