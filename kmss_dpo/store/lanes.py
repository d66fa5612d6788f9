"""A lane is one thread with one connection of its own: jobs on it run one after the other.

The register has three: one that writes, one that reads, and one for long work (backups, verification),
so that a search, a screen or the lock never queues behind a backup.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Lock, RLock
from typing import ParamSpec, TypeVar

from sqlalchemy import Connection, exc

from kmss_dpo.domain.errors import Stopped
from kmss_dpo.store.refusals import told
from kmss_dpo.store.sqlcipher import DriverConnection, Refused, engine_on

Reading = Connection
"""What a query runs on; handed along, never looked into, outside the store."""

_INTERRUPT_EVERY = 0.01
"""Seconds between two interruptions of work that is to stop."""

P = ParamSpec("P")
T = TypeVar("T")


class Lane(Executor):
    """One thread, one connection; `begin` is the statement that opens its transactions."""

    def __init__(self, name: str, connection: DriverConnection, begin: str) -> None:
        self._driver = connection
        self._engine = engine_on(connection, begin)
        self._one_at_a_time = RLock()
        self._interrupting = Lock()
        self._can_be_interrupted = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"register-{name}")
        self._stopped = Event()
        self._idle = Event()
        self._idle.set()

    def submit(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a job behind those already waiting; raises `Stopped` once the lane is closed."""
        try:
            return self._thread.submit(self._work, job, *args, **kwargs)
        except RuntimeError:
            raise Stopped from None

    def have_done(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Have a job done on this lane and wait for it, on another thread than this lane's own.

        Raises what the job raises, and `Stopped` where the lane is closed before its turn.
        """
        try:
            return self.submit(job, *args, **kwargs).result()
        except CancelledError:
            raise Stopped from None

    def _work(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        self._idle.clear()
        try:
            return job(*args, **kwargs)
        finally:
            self._idle.set()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: kept if the block ends well, undone if it raises; a second thread waits."""
        with (
            self._one_at_a_time,
            self._in_plain_words(),
            self._interruptible(now=False),
            self._engine.begin() as connection,
            self._interruptible(now=True),
        ):
            yield connection

    @contextmanager
    def outside_transactions(self) -> Iterator[DriverConnection]:
        """The bare connection, for the statements SQLite refuses inside a transaction."""
        with self._one_at_a_time, self._in_plain_words(), self._interruptible(now=True):
            yield self._driver

    @contextmanager
    def _interruptible(self, *, now: bool) -> Iterator[None]:
        """Whether statements can be interrupted, for the length of the block."""
        with self._interrupting:
            before, self._can_be_interrupted = self._can_be_interrupted, now
        try:
            yield
        finally:
            with self._interrupting:
                self._can_be_interrupted = before

    @contextmanager
    def _in_plain_words(self) -> Iterator[None]:
        if self._stopped.is_set():
            raise Stopped
        try:
            yield
        except (exc.DatabaseError, Refused) as error:
            raise told(error) from None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other threads out for the length of the block, over several transactions."""
        with self._one_at_a_time:
            yield

    def interrupt(self) -> None:
        """Stop the statement that is running, from any thread.

        Not one that begins or ends a transaction: where that fails the connection is given up.
        """
        with self._interrupting:
            if self._can_be_interrupted:
                self._driver.interrupt()

    def close(self) -> None:
        """Finish what is running and waiting, and close; the key goes with it."""
        self._thread.shutdown(wait=True)
        with self._one_at_a_time:
            self._engine.dispose()
            self._driver.close()

    def stop(self) -> None:
        """Drop what waits, break off what is running with `Stopped`, and close; the key goes with it.

        The statement that is running is interrupted until the job ends, since one may begin after the first
        interruption.
        """
        self._stopped.set()
        self._thread.shutdown(wait=False, cancel_futures=True)
        while not self._idle.wait(_INTERRUPT_EVERY):
            self.interrupt()
        self.close()
