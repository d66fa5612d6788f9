"""Copies of the register: made, opened again and compared before they count, and reached by disposals.

A backup is a folder like the register's own, with the encrypted file and the key file of the day, so the
program can open it as it stands. The connection that copies lends its key: nobody else needs to hold it.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from enum import Enum, auto
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from sqlalchemy import update

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.store import audit, disposals, schema, unfinished, writing
from kmss_dpo.store.lanes import Lane, Reading
from kmss_dpo.store.parties import NAMED
from kmss_dpo.store.sqlcipher import DriverConnection, Refused
from kmss_dpo.store.tables import correspondence, identity_checks
from kmss_dpo.support.safe_file import make_private_folder, settle_folder

FOLDER = "backups"
FILE = "register.kmss"
KEY_FILE = "register.keys"
KEPT = 14
_UNFINISHED = ".unfinished"
_STAMP = "%Y-%m-%dT%H%M%SZ"


def make(lane: Lane, register: Path, at: datetime) -> Path:
    """Copy the register as it stands, open the copy and compare it; the oldest beyond 14 go.

    The copy gets its name only after it was verified, so a folder with a date is a backup that opened.
    """
    folder = register / FOLDER
    unfinished = folder / _UNFINISHED
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        make_private_folder(folder)
        unfinished.mkdir(mode=0o700)
        _copy(lane, register, unfinished)
        _verify(lane, unfinished / FILE)
        made = folder / at.astimezone(UTC).strftime(_STAMP)
        shutil.rmtree(made, ignore_errors=True)
        unfinished.rename(made)
        settle_folder(folder)
    except OSError:
        raise Trouble("The backup could not be written.", "Check the free space on the disk.") from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    for old in kept(register)[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)  # the backup is made; the next one tries again
    return made


def tidy(register: Path) -> None:
    """Remove what a backup that was killed left behind: no erasure would reach it."""
    shutil.rmtree(register / FOLDER / _UNFINISHED, ignore_errors=True)


def kept(register: Path) -> list[Path]:
    """The verified backups, newest first; a folder that somebody else put beside them is none."""
    found = (path for path in (register / FOLDER).glob("*Z") if path.is_dir() and _is_dated(path))
    return sorted(found, reverse=True)


def _is_dated(folder: Path) -> bool:
    try:
        made_at(folder)
    except ValueError:
        return False
    return True


def made_at(backup: Path) -> datetime:
    """The moment a backup was made, from its name."""
    return datetime.strptime(backup.name, _STAMP).replace(tzinfo=UTC)


def newest(register: Path, now: datetime) -> datetime | None:
    """When the newest verified backup was made, those left aside that a wrong clock dated after now."""
    return next((at for at in map(made_at, kept(register)) if at <= now), None)


class Reached(Enum):
    """What became of a kept backup when erased records were to leave it."""

    ERASED = auto()
    DELETED = auto()
    LEFT = auto()


def erase_from(lane: Lane, backup: Path, records: Sequence[tuple[Kind, int]]) -> Reached:
    """Take erased records out of a kept backup too.

    A backup with older tables can't be reached record by record: it is deleted. One that does not open
    is left, since it may be all that there is.
    """
    try:
        with _attached(lane, backup / FILE) as bare:
            stands_at = bare.execute("SELECT version_num FROM kept.alembic_version").fetchone()[0]
            if stands_at == schema.NEWEST:
                with lane.transaction() as connection:
                    _erase(connection.execution_options(schema_translate_map={None: "kept"}), records)
                return Reached.ERASED
        shutil.rmtree(backup)
    except (Refused, OSError, Trouble):
        return Reached.LEFT
    return Reached.DELETED


def trail_end(lane: Lane, backup: Path) -> audit.End | None:
    """Where the audit trail of a kept backup ends; None for one that does not open with this key."""
    if not (backup / FILE).is_file():  # attaching would make one
        return None
    with suppress(Refused, Trouble), _attached(lane, backup / FILE) as bare:
        found = bare.execute("SELECT id, chained FROM kept.audit ORDER BY id DESC LIMIT 1").fetchone()
        return audit.End(*found) if found else None
    return None


def _erase(connection: Reading, records: Sequence[tuple[Kind, int]]) -> None:
    """Erase records from a backup in which other records may still have named what was erased."""
    for kind, some in groupby(_with_their_parts(connection, records), key=itemgetter(0)):
        ids = [record for _, record in some]
        for start in range(0, len(ids), _AT_ONCE):
            few = ids[start : start + _AT_ONCE]
            for column in _NAMED_BY.get(kind, ()):
                connection.execute(update(column.table).where(column.in_(few)).values({column: None}))
        writing.erase_records(connection, [(kind, record) for record in ids])
    # The register may have forgotten whom an unfinished form is about.
    writing.erase_records(connection, unfinished.everything(connection))


_NAMED_BY = {
    Kind.CONTACT: tuple(column for _, column in NAMED),
    Kind.DOCUMENT: (correspondence.c.document_id, identity_checks.c.document_id),
}


_AT_ONCE = 500
"""How many records one statement is about."""


def _with_their_parts(connection: Reading, records: Sequence[tuple[Kind, int]]) -> Iterator[tuple[Kind, int]]:
    """The records, and before them what hung on their cases here and was thrown away since."""
    going = [CaseId(record) for kind, record in records if kind in {Kind.CASE, Kind.IDENTIFYING}]
    for start in range(0, len(going), _AT_ONCE):
        yield from disposals.parts_of(connection, going[start : start + _AT_ONCE])
    yield from records


def _copy(lane: Lane, register: Path, into: Path) -> None:
    file = into / FILE
    with lane.outside_transactions() as bare:
        bare.execute("VACUUM INTO ?", (str(file),))
    file.chmod(0o600)
    shutil.copyfile(register / KEY_FILE, into / KEY_FILE)
    (into / KEY_FILE).chmod(0o600)
    for path in (file, into / KEY_FILE):
        with path.open("r+b") as copied:
            os.fsync(copied.fileno())
    settle_folder(into)


@contextmanager
def _attached(lane: Lane, file: Path) -> Iterator[DriverConnection]:
    with lane.outside_transactions() as bare:
        bare.execute("ATTACH DATABASE ? AS kept", (str(file),))
        try:
            yield bare
        finally:
            bare.execute("DETACH DATABASE kept")


def _verify(lane: Lane, file: Path) -> None:
    """Every page authentic, every index sound, and the last audit entry the same as in the register."""
    newest = "SELECT id, chained FROM kept.audit ORDER BY id DESC LIMIT 1"
    with _attached(lane, file) as bare:
        faults = bare.execute("PRAGMA kept.cipher_integrity_check").fetchall()
        sound = bare.execute("PRAGMA kept.quick_check(1)").fetchone()[0] == "ok"
        last = bare.execute(newest).fetchone()
        same = (
            last is None
            or bare.execute("SELECT 1 FROM main.audit WHERE id = ? AND chained = ?", last).fetchone()
        )
        if faults or not sound or not same:
            raise Trouble(
                "The backup was made but did not pass its check, so it was not kept.",
                "Check the disk, then make a backup again.",
            )
