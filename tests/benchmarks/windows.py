"""What the rows with windows share: an application, and knowing when it painted or answered a key."""

import gc
from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import (
    QEvent,
    QEventLoop,
    QObject,
    Qt,
    QTimer,
    Signal,
    SignalInstance,
    qInstallMessageHandler,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_PATIENCE = 60.0
REST = 1.0
HEARTBEAT = 2


def application() -> QApplication:
    """The one application of this process; offscreen Qt complains of what only a display could do."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    qInstallMessageHandler(lambda *_: None)
    return QApplication([])


def wait_until(happened: Callable[[], bool], patience: float = _PATIENCE) -> None:
    """Let the window work until something has happened, a minute at most."""
    app, end = application(), perf_counter() + patience
    while not happened():
        app.processEvents(
            QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        )
        if perf_counter() > end:
            raise TimeoutError("what was waited for did not happen")


def rest() -> None:
    """Let the window do all it has to do, and make of what is loaded what the program makes of it."""
    end = perf_counter() + REST
    wait_until(lambda: perf_counter() > end)
    gc.collect()
    gc.freeze()


class Heart(QTimer):
    """Beats every two milliseconds and remembers the longest time between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = perf_counter()
        self.setInterval(HEARTBEAT)
        self.timeout.connect(self._beat)

    def begin(self) -> None:
        """Forget what was."""
        self.longest, self._last = 0.0, perf_counter()
        self.start()

    def _beat(self) -> None:
        now = perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


class Bridge(QObject):
    """Carries change notices from the writing lane to the window's thread, as the workplace does."""

    changed = Signal(object)

    def tell(self, changes: object) -> None:
        """Called on the thread that wrote."""
        self.changed.emit(changes)


class PaintAfter(QObject):
    """Waits for what is painted after a signal came, of one widget or any: the answer as it is seen."""

    def __init__(self, signal: SignalInstance, of: QWidget | None = None) -> None:
        super().__init__()
        self._signal = signal
        self._of = of
        self._painted = False
        signal.connect(self._came)

    def wait(self) -> None:
        """Let the window work until it painted."""
        wait_until(lambda: self._painted)
        self._signal.disconnect(self._came)

    def _came(self) -> None:
        application().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint and self._of in {None, watched}:
            application().removeEventFilter(self)
            QTimer.singleShot(0, self, self._say)
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        self._painted = True


class KeyAnswered(QObject):
    """Presses a key where the focus is; it has its turn behind all that the window is still to do."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._answered = False
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
        self._target = QApplication.focusWidget() or window
        self._target.installEventFilter(self)
        QApplication.postEvent(self._target, key, Qt.EventPriority.LowEventPriority.value)

    def wait(self) -> None:
        """Let the window work until the key was taken."""
        wait_until(lambda: self._answered)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.KeyPress:
            self._target.removeEventFilter(self)
            QTimer.singleShot(0, self, self._say)
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        self._answered = True
