"""A lane is one thread with one connection of its own: jobs on it run one after the other.

The register has three: one that writes, one that reads, and one for long work (backups, verification),
so that a search, a screen or the lock never queues behind a backup.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import RLock
from typing import ParamSpec, TypeVar

from sqlalchemy import Connection, exc

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.store.sqlcipher import DriverConnection, DriverError, engine_on

Reading = Connection
"""What a query runs on; handed along, never looked into, outside the store."""

P = ParamSpec("P")
T = TypeVar("T")


class Stopped(Exception):  # noqa: N818 - a wish that was granted, no error
    """The work was interrupted because the register is being locked or the officer cancelled it."""


class Lane(Executor):
    """One thread, one connection; `begin` is the statement that opens its transactions."""

    def __init__(self, name: str, connection: DriverConnection, begin: str) -> None:
        self._driver = connection
        self._engine = engine_on(connection, begin)
        self._one_at_a_time = RLock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"register-{name}")

    def submit(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a job behind those already waiting."""
        return self._thread.submit(job, *args, **kwargs)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: kept if the block ends well, undone if it raises; a second thread waits."""
        try:
            with self._one_at_a_time, self._engine.begin() as connection:
                yield connection
        except exc.OperationalError as error:
            raise _told(error) from None

    @contextmanager
    def outside_transactions(self) -> Iterator[DriverConnection]:
        """The bare connection, for the statements SQLite refuses inside a transaction."""
        try:
            with self._one_at_a_time:
                yield self._driver
        except DriverError as error:
            raise _told(error) from None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other threads out for the length of the block, over several transactions."""
        with self._one_at_a_time:
            yield

    def interrupt(self) -> None:
        """Stop the statement that is running, from any thread."""
        self._driver.interrupt()

    def close(self, *, drop_waiting: bool = False) -> None:
        """Finish what is running and waiting, or drop what waits, and close; the key goes with it."""
        self._thread.shutdown(wait=True, cancel_futures=drop_waiting)
        self._engine.dispose()
        self._driver.close()


def _told(error: exc.OperationalError | DriverError) -> Exception:
    """Trouble the officer can do something about, by the code SQLite gives; anything else as it was."""
    original = error.orig if isinstance(error, exc.OperationalError) else error
    name = str(getattr(original, "sqlite_errorname", ""))
    for prefix, (happened, to_do) in _TROUBLES.items():
        if name.startswith(prefix):
            return Trouble(happened, to_do)
    return Stopped() if name == "SQLITE_INTERRUPT" else error


_TROUBLES = {
    "SQLITE_FULL": ("The disk is full; nothing was saved.", "Free some space and save again."),
    "SQLITE_IOERR": (
        "The disk refused to write; nothing was saved.",
        "Check the disk or the network folder and save again.",
    ),
    "SQLITE_READONLY": (
        "The register's folder cannot be written to; nothing was saved.",
        "Ask for write permission on the folder, or copy the register to a folder of your own.",
    ),
    "SQLITE_BUSY": ("Another program holds the register's file.", "Close it and try again."),
}
