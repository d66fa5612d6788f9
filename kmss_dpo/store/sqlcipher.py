"""The only module that opens the encrypted file and hands it the key.

Connections hold the key inside SQLCipher from here on; the caller's copy can be wiped. Files that the
program makes beside it (`VACUUM INTO`, `ATTACH`) take the key from the connection.
"""

from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from kmss_dpo.domain.errors import Trouble

DriverConnection = driver.Connection
DriverError = driver.OperationalError
Refused = driver.DatabaseError

APPLICATION_ID = 0x4B4D5352  # "KMSR"
# Erased bytes are overwritten, children go with their parents, and a commit is on disk when it returns.
# Setters answer nothing: each is read back.
PRAGMAS = {"foreign_keys": 1, "secure_delete": 1, "synchronous": 2, "temp_store": 2, "busy_timeout": 10_000}


class DamagedRegister(Trouble):
    """The file is not what the right key should open."""

    def __init__(self) -> None:
        super().__init__(
            "The register's file is damaged: the key is right, but the file cannot be read.",
            "Restore the newest backup from the “backups” folder beside it, and keep the damaged file.",
        )


class EmptyRegister(Trouble):
    """SQLCipher would take an empty file for a new register; this program does not."""

    def __init__(self) -> None:
        super().__init__(
            "The register's file is empty.",
            "Restore the newest backup from the “backups” folder beside it.",
        )


def connect(path: Path, raw_key: bytearray) -> driver.Connection:
    """A connection that any one thread at a time may use; creates the file where there is none.

    `raw_key` is the 67 ASCII bytes x'HEX'; the caller wipes them once the last connection is open.
    """
    connection = driver.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.set_key(raw_key)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        _prepare(connection)
    except driver.DatabaseError as refusal:
        connection.close()
        if refusal.sqlite_errorname == "SQLITE_NOTADB":
            raise DamagedRegister from None
        raise
    return connection


def _prepare(connection: driver.Connection) -> None:
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
        answer = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if answer != value:
            raise Trouble(f"The encrypted store refuses the setting {name}.", "Install the program again.")


def check_file(path: Path) -> None:
    """Refuse a file that is missing or empty before any key touches it."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise Trouble(
            "The register's file is missing from its folder.",
            "Restore the newest backup, or open another folder.",
        ) from None
    if size == 0:
        raise EmptyRegister


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
