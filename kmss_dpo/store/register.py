"""The open register: three lanes over one encrypted file, and the only door to writing in it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from filelock import FileLock, Timeout
from sqlalchemy import Connection, insert, select, update

from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.store import audit, backups, rekeying, schema
from kmss_dpo.store.copying import FILE, is_same_state
from kmss_dpo.store.lanes import Lane
from kmss_dpo.store.refusals import DamagedRegister, told
from kmss_dpo.store.sqlcipher import (
    APPLICATION_ID,
    PRAGMAS,
    Refused,
    check_file,
    connect,
    is_cut_short,
    write_anew,
)
from kmss_dpo.store.tables import actors
from kmss_dpo.store.writing import Writing
from kmss_dpo.support.clock import Clock

LOCK = "register.lock"
_LOG_PATIENCE, _LOG_TRIES = 200, 10
"""How many milliseconds an erasure waits for readers of the write-ahead log; a backup waits ten times."""
_GONE = (
    "The register's file is no longer in its folder, so nothing was saved.",
    "Put the folder back where it was and save again, or restore a backup.",
)


@dataclass(frozen=True)
class Person:
    """Who unlocked the register: the key slot, and the name it carries."""

    slot: str
    name: str


class Register:
    """An unlocked register. Reading, writing and long work each happen on their own lane.

    `trail_end` is where the audit trail ends; it can be asked for after the register was closed.
    """

    def __init__(self, folder: Path, raw_key: bytearray, person: Person, clock: Clock) -> None:
        self.folder = folder
        self.file = folder / FILE
        self.person = person.name
        self._clock = clock
        self._outer: Writing | None = None
        self._log_holds_erased = False
        self._closing = Event()
        self._listeners: list[Callable[[Changes], None]] = []
        self._lock = only_one(folder)
        try:
            self._open(raw_key, person)
        except BaseException:
            self._lock.release()
            raise

    @classmethod
    def create(cls, folder: Path, raw_key: bytearray, person: Person, clock: Clock) -> "Register":
        """Make the encrypted file in a folder that holds none, and open it; all of it or nothing."""
        file = folder / FILE
        try:
            file.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            raise Trouble(
                "The folder holds a register's file without its key file.",
                "Put register.keys back from a backup, or choose another folder.",
            ) from None
        try:
            _mark(file, raw_key)
            return cls(folder, raw_key, person, clock)
        except BaseException:
            for left in folder.glob(f"{FILE}*"):
                left.unlink(missing_ok=True)
            raise

    def _open(self, raw_key: bytearray, person: Person) -> None:
        rekeying.finish(self.folder, raw_key)
        check_file(self.file)
        with ExitStack() as opened:

            def lane(name: str, begin: str) -> Lane:
                made = Lane(name, connect(self.file, raw_key), begin)
                opened.callback(made.close)
                return made

            self.writing_lane = lane("writing", "BEGIN IMMEDIATE")
            self._check_and_upgrade()
            self._check_whole()
            self.reading_lane = lane("reading", "BEGIN")
            self.long_lane = lane("long-work", "BEGIN")
            self.actor = self._actor(person)
            with self.reading_lane.transaction() as connection:
                self.trail_end = audit.end(connection)
            backups.tidy(self.folder)
            opened.pop_all()

    def _check_and_upgrade(self) -> None:
        lane = self.writing_lane
        with lane.outside_transactions() as bare:
            if bare.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise DamagedRegister
            bare.execute("PRAGMA journal_mode=WAL")
        with lane.transaction() as connection:
            stands_at = schema.present(connection)
        if stands_at == schema.NEWEST:
            return
        if stands_at:
            self.empty_log()  # no other connection is open yet: the file stands still
            if not any(is_same_state(self.folder, kept) for kept in backups.kept(self.folder)):
                backups.make(lane, self.folder, self._clock.now())
        schema.upgrade(lane)

    def _check_whole(self) -> None:
        if self.empty_log():
            with self.writing_lane.outside_transactions() as bare:
                if is_cut_short(bare, self.file):
                    raise DamagedRegister

    def _actor(self, person: Person) -> int:
        with self.writing_lane.transaction() as connection:
            found = connection.execute(select(actors).where(actors.c.slot == person.slot)).first()
            if found is None:
                added = connection.execute(insert(actors), {"slot": person.slot, "name": person.name})
                return int(added.inserted_primary_key[0])  # type: ignore[index]
            if found.name != person.name:
                connection.execute(update(actors).where(actors.c.id == found.id).values(name=person.name))
            return int(found.id)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view for the length of the block, on the reading lane."""
        with self.reading_lane.transaction() as connection:
            yield connection

    @contextmanager
    def committed(self, connection: Connection) -> Iterator[Connection]:
        """A view of what is on the disk alone, for whoever reads on what may be the writing connection."""
        if self._outer is None or self._outer.connection is not connection:
            yield connection
            return
        with self.reading() as other:
            yield other

    @contextmanager
    def writing(self, action: str) -> Iterator[Writing]:
        """One transaction on the writing lane; whoever listens is told after it is on disk.

        Inside another one it is part of that. After an erasure the write-ahead log is emptied, so that no
        erased page stays in it. Where the register's file was deleted or moved meanwhile nothing is written:
        the system would take it, and let it go at the lock.
        """
        with self.writing_lane.alone():
            if self._outer:
                yield self._outer
                return
            if not self.file.exists():
                raise Trouble(*_GONE)
            with self.writing_lane.transaction() as connection:
                self._outer = Writing(connection, self.actor, self._clock.now(), action)
                try:
                    yield self._outer
                    changes = self._outer.finish()
                    end = self._outer.end
                finally:
                    erased, self._outer = self._outer.erased_something, None
            self.trail_end = end or self.trail_end
            self._log_holds_erased |= erased
            if self._log_holds_erased:
                self.empty_log()
        if changes.touched:
            for listener in tuple(self._listeners):
                listener(changes)

    def empty_log(self) -> bool:
        """Move every page of the write-ahead log into the file and cut the log to nothing.

        False where a long read, such as a backup, still needs the log, or the disk refuses: what was saved
        is safe in the log. The next write tries again, and the lock and the next unlock do it in any case.
        """
        with suppress(Trouble), self.writing_lane.outside_transactions() as bare:
            bare.execute(f"PRAGMA busy_timeout={_LOG_PATIENCE}")
            try:
                busy = bare.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            finally:
                bare.execute(f"PRAGMA busy_timeout={PRAGMAS['busy_timeout']}")
            self._log_holds_erased = bool(busy)
            return not busy
        return False

    @contextmanager
    def still(self) -> Iterator[None]:
        """The register's file as it stands, all pages in it, for a block on the lane for long work.

        What is written meanwhile goes to the log: who began to read while the log was empty reads the file
        alone, and keeps checkpoints from changing it (SQLite's first read mark).
        """
        with ExitStack() as reading:
            with self.writing_lane.alone():
                if not any(self.empty_log() for _ in range(_LOG_TRIES)):
                    raise Trouble("The register is in use, so it was not copied.", "Try again in a moment.")
                connection = reading.enter_context(self.long_lane.transaction())
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema")
            yield

    def subscribe(self, listener: Callable[[Changes], None]) -> None:
        """Call `listener` after every commit, on the thread that wrote."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Stop reading and long work, finish every write, close everything; the keys go with it."""
        with self.shut():
            pass

    @contextmanager
    def shut(self) -> Iterator[None]:
        """As `close`; the block runs without any key while the folder is still kept from everybody else."""
        self._closing.set()
        with ExitStack() as last:
            last.callback(self._lock.release)
            with ExitStack() as lanes:
                lanes.callback(self.writing_lane.close)
                lanes.callback(self.reading_lane.stop)
                lanes.callback(self.long_lane.stop)
            yield

    def goes_on(self) -> bool:
        """Whether long work may begin its next slice: not once the register is being closed."""
        return not self._closing.is_set()


def write_file_anew(register: Register) -> bool:
    """Write a register's file anew after an erasure; false where the disk refuses. On the writing lane."""
    with suppress(Trouble), register.writing_lane.outside_transactions() as bare:
        write_anew(bare, "main", register.file)
        register.empty_log()
        return True
    return False


def _mark(file: Path, raw_key: bytearray) -> None:
    """Make an empty file a register's."""
    connection = connect(file, raw_key)
    try:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    except Refused as refusal:
        raise told(refusal) from None
    finally:
        connection.close()


def only_one(folder: Path) -> FileLock:
    """The lock that keeps a second copy of the program out; the system frees it if the process dies."""
    lock = FileLock(folder / LOCK, mode=0o600, thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise Trouble(
            "This register is already open in another window or by another person.",
            "Close it there, or lock it, and try again.",
        ) from None
    except OSError:
        raise Trouble(
            "The register's folder cannot be written to.",
            "Ask for write permission on the folder, or copy the register to a folder of your own.",
        ) from None
    return lock
