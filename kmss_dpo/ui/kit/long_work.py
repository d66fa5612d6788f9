"""Work that reports how far it is and can be stopped, tied to a progress bar."""

from collections.abc import Callable
from concurrent.futures import Executor
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner

T = TypeVar("T")
Proceed = Callable[[int, int], bool]


class LongWork(QObject):
    """Runs one job at a time beside the window; `proceed(done, of)` tells the bar and says whether to go on.

    The work stops at its next step when it is cancelled and when its bar is gone, as after a lock.
    """

    _stepped = Signal(int, int)

    def __init__(self, runner: Runner, lane: Executor, progress: Progress) -> None:
        super().__init__(progress)
        self._runner = runner
        self._lane = lane
        self._progress = progress
        self._stop = Event()
        self._running = False
        self._stepped.connect(progress.step)
        progress.cancel_requested.connect(self._stop.set)

    def running(self) -> bool:
        """Whether a job is on its way."""
        return self._running

    def stopped(self) -> bool:
        """Whether the last job was asked to stop."""
        return self._stop.is_set()

    def run(
        self,
        words: str,
        job: Callable[[Proceed], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Show `words`, run `job` with a way to report, and hand its answer to `then`."""
        self._stop.clear()
        self._running = True
        self._progress.begin(words)

        def ended(answer: T) -> None:
            self._end()
            then(answer)

        def broken(error: Exception) -> None:
            self._end()
            (failed or self._runner.report)(error)

        self._runner.run(self, self._lane, lambda: job(self._proceed), ended, broken)

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def _proceed(self, done: int, of: int) -> bool:
        if not isValid(self) or self._stop.is_set():
            return False
        self._stepped.emit(done, of)
        return True

    def _end(self) -> None:
        self._running = False
        self._progress.end()
