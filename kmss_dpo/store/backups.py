"""Copies of the register: made, opened again and compared before they count, and reached by disposals.

A backup is a folder like the register's own, with the encrypted file and the key file of the day, so the
program can open it as it stands. A connection that opens it lends its key: nobody else needs to hold it.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from sqlalchemy import update

from kmss_dpo.domain.backups import to_drop
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.store import audit, disposals, schema, unfinished, writing
from kmss_dpo.store.copying import FILE, LOG, GoesOn, always, copy_whole, is_same_state
from kmss_dpo.store.lanes import Lane, Reading
from kmss_dpo.store.parties import NAMED
from kmss_dpo.store.refusals import DamagedRegister
from kmss_dpo.store.sqlcipher import DriverConnection, Refused, check_file, write_anew
from kmss_dpo.store.tables import correspondence, identity_checks
from kmss_dpo.support.clock import LONDON
from kmss_dpo.support.safe_file import not_written, settle_folder

FOLDER = "backups"
UNFINISHED = ".unfinished"
_STAMP = "%Y-%m-%dT%H%M%SZ"
_WAITING = ".unchecked"
"""The end of the name of a copy made when locking, without a key: it was not opened yet."""
_CLOCKS_APART = timedelta(minutes=1)


def make(
    lane: Lane,
    register: Path,
    at: datetime,
    still: AbstractContextManager[None] | None = None,
    goes_on: GoesOn = always,
) -> Path:
    """Copy the register's file as it stands, open the copy and compare it; those that are too many go.

    The file does not change while `still` lasts. The copy gets its name only after it was verified, so a
    folder with a date is a backup that opened.
    """
    folder = register / FOLDER
    unfinished = folder / UNFINISHED
    try:
        _make_folder(folder)
        with still or nullcontext():
            copy_whole(register, unfinished, goes_on, in_use=True)
        check(lane, unfinished / FILE)
        made = name_it(unfinished, folder, at)
    except OSError as error:
        raise _not_made(error) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    rotate(folder, max(at, made_at(made)))
    return made


def _make_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)


def _not_made(error: OSError) -> Trouble:
    told = not_written(error)
    return Trouble("The backup could not be written.", f"{told.happened} {told.to_do}")


def name_it(unfinished: Path, folder: Path, at: datetime, ending: str = "") -> Path:
    """Give a whole copy the name of its moment, or of the first second after it that is free."""
    while (made := folder / f"{at.astimezone(UTC).strftime(_STAMP)}{ending}").exists():
        at += timedelta(seconds=1)
    unfinished.rename(made)
    settle_folder(folder)
    return made


def rotate(folder: Path, now: datetime) -> None:
    """Delete those that are too many; one that cannot be deleted now is tried again by the next backup."""
    by_moment = {made_at(path).astimezone(LONDON): path for path in dated(folder)}
    for old in to_drop(list(by_moment), now.astimezone(LONDON)):
        shutil.rmtree(by_moment[old], ignore_errors=True)


def leave_copy(register: Path, at: datetime) -> None:
    """Copy a closed register that changed since its last copy, without a key: `settle` opens it later.

    Raises `Trouble`; then nothing is left of it.
    """
    folder = register / FOLDER
    if any(is_same_state(register, copy) for copy in (*kept(register), *waiting(register))):
        return
    unfinished = folder / UNFINISHED
    try:
        _make_folder(folder)
        copy_whole(register, unfinished)
        name_it(unfinished, folder, at, _WAITING)
    except OSError as error:
        raise _not_made(error) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def waiting(register: Path) -> list[Path]:
    """The copies that were made when locking and not opened yet, newest first."""
    found = (path for path in (register / FOLDER).glob(f"*Z{_WAITING}") if _is_dated(path))
    return sorted(found, reverse=True)


def is_waiting(backup: Path) -> bool:
    """Whether it is such a copy, by its name."""
    return backup.name.endswith(_WAITING)


def settle(lane: Lane, register: Path, now: datetime) -> None:
    """Open the copies made when locking; those that pass are backups, one that does not is removed.

    Raises `Trouble` where one was removed or could not be named, after all were opened.
    """
    troubles: list[Trouble] = []
    for copy in waiting(register):
        try:
            check(lane, copy / FILE)
            name_it(copy, copy.parent, made_at(copy))
        except Trouble as trouble:
            shutil.rmtree(copy, ignore_errors=True)
            troubles.append(trouble)
        except OSError as error:  # it is sound and stays, to be named the next time
            troubles.append(_not_made(error))
    rotate(register / FOLDER, now)
    if troubles:
        raise troubles[0]


def tidy(register: Path) -> None:
    """Remove what was being made when the program was killed: no erasure would reach it."""
    shutil.rmtree(register / FOLDER / UNFINISHED, ignore_errors=True)
    shutil.rmtree(register / REHEARSAL, ignore_errors=True)
    shutil.rmtree(restoring(register), ignore_errors=True)


REHEARSAL = ".rehearsal"
"""The folder in a register's own in which a restore is rehearsed."""


def restoring(register: Path) -> Path:
    """Where the register's backups are restored until the restored register is whole."""
    return register.parent / f".{register.name}-restoring"


def kept(register: Path) -> list[Path]:
    """The verified backups, newest first."""
    return dated(register / FOLDER)


def dated(folder: Path) -> list[Path]:
    """The backups in a folder, newest first; a folder that somebody else put beside them is none."""
    found = (path for path in folder.glob("*Z") if path.is_dir() and _is_dated(path))
    return sorted(found, reverse=True)


def _is_dated(folder: Path) -> bool:
    try:
        made_at(folder)
    except ValueError:
        return False
    return True


def made_at(backup: Path) -> datetime:
    """The moment a backup was made, from its name."""
    return datetime.strptime(backup.name.removesuffix(_WAITING), _STAMP).replace(tzinfo=UTC)


def newest(register: Path, now: datetime) -> datetime | None:
    """When the newest verified backup was made, those left aside that a wrong clock dated after now."""
    return next((at for at in map(made_at, kept(register)) if at <= now + _CLOCKS_APART), None)


class Reached(Enum):
    """What became of a kept backup when erased records were to leave it; `OLDER` can only go whole."""

    ERASED = auto()
    DELETED = auto()
    OLDER = auto()
    LEFT = auto()


def erase_from(lane: Lane, backup: Path, records: Sequence[tuple[Kind, int]]) -> Reached:
    """Take erased records out of a kept backup too.

    A backup with older tables can't be reached record by record. What a deletion that was broken off left of
    one is deleted. One that does not open is left, since it may be all that there is.
    """
    if not (backup / FILE).exists():  # attaching would make one
        return Reached.DELETED if delete_whole(backup) else Reached.LEFT
    try:
        with _attached(lane, backup / FILE) as bare:
            stands_at = bare.execute("SELECT version_num FROM kept.alembic_version").fetchone()[0]
            if stands_at == schema.NEWEST:
                return _erase_attached(lane, bare, backup, records)
    except (Refused, OSError, Trouble):
        return Reached.LEFT
    return Reached.OLDER


def delete_whole(backup: Path) -> bool:
    """Delete a backup whole; False where the disk refuses."""
    try:
        shutil.rmtree(backup)
    except OSError:
        return False
    return True


def _erase_attached(
    lane: Lane, bare: DriverConnection, backup: Path, records: Sequence[tuple[Kind, int]]
) -> Reached:
    """Erased once the file itself is: where the disk refuses to empty its log at the end nobody is told."""
    with lane.transaction() as connection:
        there = connection.execution_options(schema_translate_map={None: "kept"})
        erase_in_copy(there, records, partial(writing.erase_records, there))
    write_anew(bare, "kept", backup / FILE)
    is_busy = bare.execute("PRAGMA kept.wal_checkpoint(TRUNCATE)").fetchone()[0]
    return Reached.LEFT if is_busy else Reached.ERASED


def trail_end(lane: Lane, backup: Path) -> audit.End | None:
    """Where the audit trail of a kept backup ends; None for one that does not open with this key."""
    if not (backup / FILE).is_file():  # attaching would make one
        return None
    with suppress(Refused, Trouble), _attached(lane, backup / FILE) as bare:
        found = bare.execute("SELECT id, chained FROM kept.audit ORDER BY id DESC LIMIT 1").fetchone()
        return audit.End(*found) if found else None
    return None


Erase = Callable[[Sequence[tuple[Kind, int]]], object]


def erase_in_copy(connection: Reading, records: Sequence[tuple[Kind, int]], erase: Erase) -> None:
    """Erase records where others may still name what was erased: in a backup, or a register made of one."""
    for kind, some in groupby(_with_their_parts(connection, records), key=itemgetter(0)):
        ids = [record for _, record in some]
        for start in range(0, len(ids), _AT_ONCE):
            few = ids[start : start + _AT_ONCE]
            for column in _NAMED_BY.get(kind, ()):
                connection.execute(update(column.table).where(column.in_(few)).values({column: None}))
        erase([(kind, record) for record in ids])
    # The register may have forgotten whom an unfinished form is about.
    erase(unfinished.everything(connection))


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


@contextmanager
def _attached(lane: Lane, file: Path) -> Iterator[DriverConnection]:
    """Under the name `kept`; nobody else opens it meanwhile, so that a network folder will do."""
    with lane.outside_transactions() as bare:
        bare.execute("ATTACH DATABASE ? AS kept", (str(file),))
        try:
            bare.execute("PRAGMA kept.locking_mode=EXCLUSIVE")
            yield bare
        finally:
            bare.execute("DETACH DATABASE kept")


@contextmanager
def looked_into(lane: Lane, file: Path, name: str = "kept") -> Iterator[DriverConnection]:
    """A backup attached to be read only: nothing is written beside it, so a disk that is read only will do.

    Where a killed erasure left its log it is opened like any other.
    """
    check_file(file)
    as_it_is = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    address = str(file) if file.with_name(LOG).exists() else as_it_is
    with lane.outside_transactions() as bare:
        bare.execute(f"ATTACH DATABASE ? AS {name}", (address,))
        try:
            yield bare
        finally:
            bare.execute(f"DETACH DATABASE {name}")


def check(lane: Lane, file: Path) -> None:
    """Every page that holds anything authentic and sound, and the last audit entry one of the register's.

    SQLCipher refuses a page that is not as it was written, and the check reads each of them. Raises
    `DamagedRegister`, and `Trouble` where the trail is another one.
    """
    newest = "SELECT id, chained FROM kept.audit ORDER BY id DESC LIMIT 1"
    with looked_into(lane, file) as bare:
        if bare.execute("PRAGMA kept.quick_check(1)").fetchone()[0] != "ok":
            raise DamagedRegister
        last = bare.execute(newest).fetchone()
        if (
            last
            and not bare.execute("SELECT 1 FROM main.audit WHERE id = ? AND chained = ?", last).fetchone()
        ):
            raise Trouble(
                "The backup was made but did not pass its check, so it was not kept.",
                "Check the disk, then make a backup again.",
            )
