"""The register's file under another key: copied, compared, and put in the place of the one before.

While the file changes places there are two of them: `register.kmss.new` under the key to come, and
`register.kmss.old`, on its way out. Which is the register is decided by the key file alone, which is
replaced in one step between the two: the file that its key opens is the register. `finish` sees to it
whenever the register is opened, wherever the change was broken off.
"""

import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

from sqlalchemy import Connection

from kmss_dpo.domain.errors import Stopped, Trouble
from kmss_dpo.store import audit
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.lanes import Lane
from kmss_dpo.store.sqlcipher import DriverConnection, Refused, connect
from kmss_dpo.support.destroying import destroy_file
from kmss_dpo.support.safe_file import not_written, settle_folder

FRESH = f"{FILE}.new"
OUTGOING = f"{FILE}.old"
Proceed = Callable[[int, int], bool]
_PAGES = 1000
"""Pages that are copied in one go: 4 MB, in about 30 ms."""
_CHECKS = 4
_ROOM = 2.2
"""Times its size that a register needs while it gets a new key: the copy, and the backup that follows."""
_BESIDE = ("-journal", "-wal", "-shm")
_TABLES = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
)


def room_needed(folder: Path) -> int:
    """How many bytes are missing on the disk for a key change; 0 where there is room."""
    needed = int((folder / FILE).stat().st_size * _ROOM)
    return max(0, needed - shutil.disk_usage(folder).free)


def copy_under(folder: Path, before: bytearray, after: bytearray, proceed: Proceed) -> None:
    """Make the copy under the key `after` and compare it; nothing else is touched, and no copy left if not.

    Nobody else may have the register open. `proceed(done, of)` says whether to go on; else `Stopped`.
    Raises `Trouble`.
    """
    try:
        discard(folder)
        (folder / FRESH).touch(mode=0o600, exist_ok=False)
        with ExitStack() as opened:
            old = Lane("old-key", connect(folder / FILE, before), "BEGIN")
            opened.callback(old.close)
            new = Lane("new-key", connect(folder / FRESH, after), "BEGIN")
            opened.callback(new.close)
            _copy(old, new, proceed)
            _compare(old, new, proceed)
        settle_folder(folder)
        _refuse_leftovers(folder)
    except OSError as error:
        discard(folder)
        raise not_written(error) from error
    except BaseException:
        discard(folder)
        raise


def swap(folder: Path) -> None:
    """Put the copy in the place of the register's file and destroy that. Raises OSError."""
    if (folder / FILE).exists():
        (folder / FILE).replace(folder / OUTGOING)
    (folder / FRESH).replace(folder / FILE)
    settle_folder(folder)
    destroy_file(folder / OUTGOING)


def discard(folder: Path) -> None:
    """Destroy a copy that is not to be the register's file."""
    for name in (FRESH, *(f"{FRESH}{each}" for each in _BESIDE)):
        with suppress(OSError):
            destroy_file(folder / name)


def finish(folder: Path, raw_key: bytearray) -> None:
    """Bring a key change that was broken off to its end: forward where the key is the new one, else back.

    Where neither file opens nothing is touched: the opening that follows says what is wrong.
    """
    if not (folder / FRESH).exists() and not (folder / OUTGOING).exists():
        return
    with suppress(OSError):
        if _opens(folder / FILE, raw_key):
            discard(folder)
            destroy_file(folder / OUTGOING)
        elif _opens(folder / FRESH, raw_key):
            swap(folder)


def _opens(file: Path, raw_key: bytearray) -> bool:
    """Whether a file that is there and not empty opens with a key."""
    if not file.exists() or not file.stat().st_size:
        return False
    try:
        connect(file, raw_key).close()
    except Trouble:
        return False
    return True


def _copy(before: Lane, after: Lane, proceed: Proceed) -> None:
    """Page by page, decrypted by the one connection and encrypted by the other."""

    def step(_status: int, remaining: int, pages: int) -> None:
        if not proceed(pages - remaining, pages * 2):
            raise Stopped

    with before.outside_transactions() as source, after.outside_transactions() as target:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        try:
            source.backup(target, pages=_PAGES, progress=step)
        except Refused:  # which of the two disks it was and why is not told
            raise Trouble(
                "The disk refused the copy under the new key, so the register was left as it is.",
                "Check the free space and the disk, then try again.",
            ) from None


def _compare(before: Lane, after: Lane, proceed: Proceed) -> None:
    """Every page authentic, every index sound, every table as long as it was, the same trail to the end."""

    def go_on(done: int) -> None:
        if not proceed(_CHECKS + done, _CHECKS * 2):
            raise Stopped

    with after.outside_transactions() as bare:
        authentic = not bare.execute("PRAGMA cipher_integrity_check").fetchall()
        go_on(1)
        sound = bare.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        go_on(2)
    with before.outside_transactions() as old, after.outside_transactions() as new:
        same = _marks(old) == _marks(new)
        go_on(3)
    with before.transaction() as old_trail, after.transaction() as new_trail:
        same = same and _trail(old_trail) == _trail(new_trail)
    if not (authentic and sound and same):
        raise Trouble(
            "The copy under the new key did not pass its check, so the register was left as it is.",
            "Check the disk, then try again.",
        )


def _marks(bare: DriverConnection) -> list[tuple[str, int]]:
    """What the file is, and how many rows are in each table."""
    marks = [(of, bare.execute(f"PRAGMA {of}").fetchone()[0]) for of in ("application_id", "user_version")]
    tables = [name for (name,) in bare.execute(_TABLES).fetchall()]
    counts = [(name, bare.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in tables]  # noqa: S608 names from the schema itself
    return marks + counts


def _trail(connection: Connection) -> tuple[audit.End, audit.Verdict]:
    """Where the trail ends and whether it holds: one that was broken before stays as it was."""
    return audit.end(connection), audit.verify(connection)


def _refuse_leftovers(folder: Path) -> None:
    """What a log beside the file still held would be written into the one that takes its place."""
    if any((folder / f"{name}{each}").exists() for name in (FILE, FRESH) for each in _BESIDE):
        raise Trouble(
            "Another program holds the register's file, so it was left as it is.", "Close it and try again."
        )
