"""Work that reports how far it is and can be stopped, tied to a progress bar."""

from collections.abc import Callable
from concurrent.futures import Executor
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner

T = TypeVar("T")
Proceed = Callable[[int, int], bool]
_LOOK_EVERY = 50
"""Milliseconds between two looks at how far the work is."""


class _Course:
    """How far one job is and whether it should stop: all that its thread and the window share.

    Nothing of Qt, so that a lock may take the window down while the job is still running.
    """

    def __init__(self) -> None:
        self.stop = Event()
        self.step: tuple[int, int] | None = None

    def proceed(self, done: int, of: int) -> bool:
        """Called by the job, on its thread: note how far it is; whether to go on."""
        self.step = (done, of)
        return not self.stop.is_set()


class LongWork(QObject):
    """Runs one job at a time beside the window; `proceed(done, of)` tells the bar and says whether to go on.

    The work stops at its next step when it is cancelled and when its bar is gone, as after a lock. A job that
    follows before it has ended takes its place: the answer of the first is dropped. With `patience`, in
    milliseconds, the bar does not show for work that is over before.
    """

    def __init__(self, runner: Runner, lane: Executor, progress: Progress, patience: int = 0) -> None:
        super().__init__(progress)
        self._runner = runner
        self._lane = lane
        self._progress = progress
        self._patience = patience
        self._waited = 0
        self._words = ""
        self._course = _Course()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        progress.cancel_requested.connect(self.stop)

    def running(self) -> bool:
        """Whether a job is on its way."""
        return self._timer.isActive()

    def stopped(self) -> bool:
        """Whether the last job was asked to stop."""
        return self._course.stop.is_set()

    def run(
        self,
        words: str,
        job: Callable[[Proceed], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Show `words`, run `job` with a way to report, and hand its answer to `then`."""
        self._course.stop.set()
        course = self._course = _Course()
        self.destroyed.connect(course.stop.set)
        self._words, self._waited = words, 0
        self._timer.start()
        if not self._patience:
            self._progress.begin(words)

        def ended(answer: T) -> None:
            if course is self._course:
                self._end()
                then(answer)

        def broken(error: Exception) -> None:
            if course is self._course:
                self._end()
                (failed or self._runner.report)(error)

        def proceed(done: int, of: int) -> bool:
            self._runner.let_window_work()
            return course.proceed(done, of)

        self._runner.run(self, self._lane, lambda: job(proceed), ended, broken)

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self._course.stop.set()

    def _look(self) -> None:
        before, self._waited = self._waited, self._waited + _LOOK_EVERY
        if before < self._patience <= self._waited and not self.stopped():
            self._progress.begin(self._words)
        if self._course.step is not None and not self.stopped():
            self._progress.step(*self._course.step)

    def _end(self) -> None:
        self._timer.stop()
        self._progress.end()
