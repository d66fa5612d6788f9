"""The only module that opens the encrypted file and hands it the key.

Connections hold the key inside SQLCipher from here on; the caller's copy can be wiped. Files that the
program makes beside it (`VACUUM INTO`, `ATTACH`) take the key from the connection.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.folding import folded
from kmss_dpo.store.refusals import (
    EmptyRegister,
    ForeignFile,
    MissingRegister,
    NotTogether,
    UnreadableFile,
    told,
)
from kmss_dpo.support.clock import london_day

DriverConnection = driver.Connection
Refused = driver.DatabaseError

_PIECE = 1_000_000
"""Bytes of a file's content that are read in one go, in about 3 ms (measured)."""
_MOST_IN_MEMORY = 64 * 2**20
"""Bytes of a file that is written anew in as much memory; a larger one goes by a file for the time being."""
_UNENCRYPTED = b"SQLite format 3\0"
APPLICATION_ID = 0x4B4D5352  # "KMSR"
# Erased bytes are overwritten, children go with their parents, and a commit is on disk when it returns.
# Setters answer nothing: each is read back.
PRAGMAS = {"foreign_keys": 1, "secure_delete": 1, "synchronous": 2, "temp_store": 2, "busy_timeout": 10_000}


def connect(path: Path, raw_key: bytearray) -> driver.Connection:
    """A connection that any one thread at a time may use; creates the file where there is none.

    `raw_key` is the 67 ASCII bytes x'HEX'; the caller wipes them once the last connection is open.
    Raises `Trouble`.
    """
    try:
        connection = driver.connect(str(path), isolation_level=None, check_same_thread=False, uri=True)
    except driver.DatabaseError as refusal:
        raise told(refusal) from None
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.set_key(raw_key)
        _read_first_page(connection)
        _prepare(connection)
        connection.create_function("folded", 1, folded, deterministic=True)
        connection.create_function("london_day", 1, _london_day, deterministic=True)
    except (driver.DatabaseError, Trouble) as refusal:
        connection.close()
        raise told(refusal) from None
    return connection


def _london_day(moment: str) -> str:
    """The day in London at a moment as the register keeps it."""
    return london_day(datetime.fromisoformat(moment)).isoformat()


def _read_first_page(connection: driver.Connection) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except driver.DatabaseError as refusal:
        raise NotTogether if refusal.sqlite_errorname == "SQLITE_NOTADB" else refusal from None


def _prepare(connection: driver.Connection) -> None:
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
        answer = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if answer != value:
            raise Trouble(f"The encrypted store refuses the setting {name}.", "Install the program again.")


def check_file(path: Path) -> None:
    """Refuse a file that cannot be a register before any key touches it."""
    try:
        with path.open("rb") as file:
            begins = file.read(len(_UNENCRYPTED))
    except FileNotFoundError:
        raise MissingRegister from None
    except OSError:
        raise UnreadableFile from None
    if not begins:
        raise EmptyRegister
    if begins == _UNENCRYPTED:
        raise ForeignFile


def is_cut_short(connection: driver.Connection, path: Path) -> bool:
    """Whether the file ends before its last page does; asked while the write-ahead log is empty."""
    pages, size = (connection.execute(f"PRAGMA {of}").fetchone()[0] for of in ("page_count", "page_size"))
    return path.stat().st_size < int(pages) * int(size)


def engine_on(connection: driver.Connection, begin: str) -> Engine:
    """An engine over one open connection; `begin` is the statement that opens its transactions."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=driver,
        creator=lambda: connection,
        poolclass=StaticPool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _(opened: object) -> None:
        opened.exec_driver_sql(begin)  # type: ignore[attr-defined]

    return engine


def tuples(connection: Connection, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows as the driver makes them, within the transaction of `connection`: for many at once."""
    bare: Any = connection.connection.driver_connection
    try:
        return list(bare.execute(statement, values))
    except driver.DatabaseError as refusal:
        raise told(refusal) from None


def is_sound(connection: driver.Connection) -> bool:
    """Whether every page of the file is authentic, every index agrees with its table, and no row is lost.

    The pages are read past the transaction: while somebody writes, one may be seen half written.
    """
    faults = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    lost = connection.execute("PRAGMA foreign_key_check").fetchone()
    return not faults and not lost and connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)


def write_anew(connection: driver.Connection, schema: str, file: Path) -> None:
    """Write every page of a file anew; 9 seconds for 500 MB (measured).

    `secure_delete` overwrites what is deleted. It does not overwrite what a page keeps in its free middle of
    rows that were moved when it was put in order (SQLite's `rebuildPage`), and that may be a copy of one that
    is deleted later. Pages that are written anew have nothing there.

    The file that a large one goes by is encrypted with the same key (seen in its writes); what is sorted in
    such a file would not be, so that the connection has none at any other time.
    """
    if file.stat().st_size > _MOST_IN_MEMORY:
        connection.execute("PRAGMA temp_store=FILE")
    try:
        connection.execute(f"VACUUM {schema}")
    finally:
        connection.execute("PRAGMA temp_store=MEMORY")


def blob_pieces(connection: Connection, table: str, column: str, row: int) -> Iterator[bytes]:
    """The bytes in one field, piece by piece, within the transaction of `connection`.

    To copy 100 MB into one object would stop every Python thread, the window's too, for 70 ms (measured).
    """
    bare = connection.connection.driver_connection
    blob = bare.open_blob(table, column, row, True)  # type: ignore[union-attr] # noqa: FBT003 - read only
    try:
        while piece := blob.read(_PIECE):
            yield piece
    finally:
        blob.close()
