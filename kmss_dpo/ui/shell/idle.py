"""Notices when nobody has touched the program for a while."""

from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from kmss_dpo.support.clock import Clock

LOOK_EVERY_SECONDS = 5
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Emits `lock_requested` after `minutes` without a touch, sleep of the computer included.

    Each look is told by `looked`: whoever knows of a touch elsewhere can say so before the next. As it sees
    every key, in whichever window, `key_pressed` carries each one with those held beside it.
    """

    lock_requested = Signal()
    looked = Signal()
    minutes_left_changed = Signal(int)
    key_pressed = Signal(object)

    def __init__(self, clock: Clock, minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._allowed = timedelta(minutes=minutes)
        self._touched = clock.now()
        self._told = -1
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_SECONDS * 1000)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch the whole application."""
        self._touched = self._clock.now()
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def set_minutes(self, minutes: int) -> None:
        """Another time to wait, from now on."""
        self._allowed = timedelta(minutes=minutes)
        self.look()

    def touched_elsewhere(self, milliseconds: int) -> None:
        """So long ago a key or the mouse was touched in another program."""
        self._touched = max(self._touched, self._clock.now() - timedelta(milliseconds=milliseconds))

    def look(self) -> None:
        """See how long it has been; a clock set back counts as a touch."""
        now = self._clock.now()
        self._touched = min(self._touched, now)
        left = self._allowed - (now - self._touched)
        if left <= timedelta(0):
            self.stop()
            self.lock_requested.emit()
            return
        minutes = -int(-left // timedelta(minutes=1))
        if minutes != self._told:
            self._told = minutes
            self.minutes_left_changed.emit(minutes)
        self.looked.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: anything a person does counts."""
        if event.type() in _TOUCHES:
            self._touched = self._clock.now()
            if watched.isWindowType() and isinstance(event, QKeyEvent):
                self.key_pressed.emit(event.keyCombination())
        return super().eventFilter(watched, event)
