"""What the rows with windows share: an application, waiting for a condition, and knowing when it painted."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication

_PATIENCE = 60.0


def application() -> QApplication:
    """The one application of this process."""
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication([])


def wait_until(happened: Callable[[], bool]) -> None:
    """Let the window work until something has happened, a minute at most."""
    app, end = application(), perf_counter() + _PATIENCE
    while not happened():
        app.processEvents(
            QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        )
        if perf_counter() > end:
            raise TimeoutError("what was waited for did not happen")


class PaintAfter(QObject):
    """Waits for what is painted after a signal came: the answer as it is seen."""

    def __init__(self, signal: SignalInstance) -> None:
        super().__init__()
        self._signal = signal
        self._painted = False
        signal.connect(self._came)

    def wait(self) -> None:
        """Let the window work until it painted."""
        wait_until(lambda: self._painted)
        self._signal.disconnect(self._came)

    def _came(self) -> None:
        application().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            application().removeEventFilter(self)
            QTimer.singleShot(0, self, self._say)
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        self._painted = True
