"""Jobs on a lane, answers on the GUI thread: the window never waits for the register or a file."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from kmss_dpo.domain.errors import Mistake, Stopped, Trouble
from kmss_dpo.ui.kit.tidying import Tidying

if TYPE_CHECKING:
    from concurrent.futures import Executor

T = TypeVar("T")
_PATIENCE = 0.05
"""Seconds a job waits for the window: it goes on without it where the window is being taken down."""


@dataclass
class _Task:
    """A job on its way: what to do, whom to tell, and what came of it."""

    owner: QObject
    job: Callable[[], Any]
    then: Callable[[Any], None]
    failed: Callable[[Exception], None] | None
    result: Any = None
    error: Exception | None = None
    dropped: bool = False


class Runner(QObject):
    """Runs a job on a lane and hands its answer to a continuation, unless the owner is gone by then."""

    trouble = Signal(str, str)
    defect = Signal(object)
    _done = Signal(int)
    _turn_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tidying = Tidying(self)
        self._numbers = count()
        self._tasks: dict[int, _Task] = {}
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._turn_wanted.connect(_give_turn, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        lane: "Executor",
        job: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `job` on `lane`; call `then` with its answer, or `failed` with what it raised, here.

        Without `failed` a Mistake or Trouble becomes `trouble`. Anything else is our own defect and is
        announced as `defect` in any case; `failed` hears of it too, so that a busy page comes to rest.
        Once the register is locked, or the pool is closed at the end, nothing is run and nobody hears of it:
        the asker is on its way out.
        """
        number = next(self._numbers)
        self._tasks[number] = _Task(owner, job, then, failed)
        try:
            future = lane.submit(self._work, number)
        except (Stopped, RuntimeError):
            del self._tasks[number]
            return
        future.add_done_callback(lambda ended: self._drop(number) if ended.cancelled() else None)

    def let_window_work(self) -> None:
        """Called by a job on its thread: wait until the window has done all that it was to do.

        Python's threads take turns of five milliseconds, and painting gives its turn up at every call of Qt:
        beside a job that never rests, 30 ms of painting took 230 (measured, two cores).
        """
        if isValid(self):
            had = Event()
            self._turn_wanted.emit(had)
            had.wait(_PATIENCE)

    def report(self, error: Exception) -> None:
        """Announce a Mistake or Trouble that a `failed` callback cannot show; defects were announced."""
        match error:
            case Mistake():
                self.trouble.emit(error.sentence, "")
            case Trouble():
                self.trouble.emit(error.happened, error.to_do)
            case _:
                pass

    def _work(self, number: int) -> None:
        """On the lane's thread, which lets go of the task before it tells of it.

        Were its hold the last one, a widget would be taken apart here, and Qt would fall over.
        """
        task = self._tasks[number]
        try:
            task.result = task.job()
        except Exception as error:  # noqa: BLE001 the one net under every job
            task.error = error
        del task
        if isValid(self):
            self._done.emit(number)

    def _drop(self, number: int) -> None:
        """The lane was closed before it came to this task: let go of it, on the GUI thread."""
        self._tasks[number].dropped = True
        if isValid(self):
            self._done.emit(number)

    def _deliver(self, number: int) -> None:
        task = self._tasks.pop(number)
        if task.dropped or not isValid(task.owner):
            return
        if task.error is None:
            task.then(task.result)
            return
        if not isinstance(task.error, Mistake | Trouble | Stopped):
            self.defect.emit(task.error)
        (task.failed or self.report)(task.error)


def _give_turn(had: Event) -> None:
    QTimer.singleShot(0, had.set)
