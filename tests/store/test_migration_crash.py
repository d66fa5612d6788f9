"""Killed or refused at any call that brings an older register up to date: it is the old one or the new."""

import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.store import audit, backups, schema
from kmss_dpo.store.copying import FILE
from kmss_dpo.store.register import Register
from kmss_dpo.store.sqlcipher import connect
from tests.breaking import (
    FAULTS,
    IN_FOLDERS,
    SHORT_OF_ROOM,
    Ground,
    Saver,
    ShortOfRoom,
    break_each,
    ending,
    needs_strace,
    says_what_to_do,
    spread,
)
from tests.services.backing_up import reopen, typed
from tests.store.test_crash import WATCHED
from tests.store.test_schema import (
    check_as_it_was,
    check_the_rule_and_the_disposal,
    filled_as_it_was,
    stands_at,
    version_of_before,
    with_a_rule_and_a_disposal,
)

MADE = ("backups", "backups/.unfinished", "backups/2026-11-22T093000Z")
SAYS = r"open|told .+|end"
WHOLE = r"open\nend\n"
Rows = dict[str, list[dict[str, Any]]]
_TABLES = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    " AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite%' AND name != 'alembic_version'"
)
PERSON = (
    "INSERT INTO contacts (version, name, sort_name, kind, organisation, safe_contact, adjustments, language,"
    " notes) VALUES (1, ?, 'x', 'person', '', '', '', '', ?)"
)
OF_BEFORE: dict[str, tuple[Callable[[Register], None], Callable[[Register], None]]] = {
    "0001": (filled_as_it_was, check_as_it_was),
    "0003": (with_a_rule_and_a_disposal, check_the_rule_and_the_disposal),
}
"""How a register of the first version and of the one before this are filled, and how that is found again."""


@dataclass(frozen=True)
class Older:
    """A register of an older version with every row in it; `found_again` asserts what they became."""

    ground: Ground
    key: str
    version: str
    rows: Rows
    found_again: Callable[[Register], None]


def watched(register: Path) -> list[Path]:
    """The register's files, and those of the backup that is made before anything is changed."""
    made = [register / folder for folder in MADE]
    return [*made, *(folder / name for folder in (register, *made) for name in (*WATCHED, "register.keys"))]


@pytest.fixture(scope="module")
def migrator() -> Iterator[Saver]:
    migrator = Saver(Path(__file__).with_name("migrating_child.py"), watched, IN_FOLDERS)
    yield migrator
    migrator.close()


@pytest.fixture(params=OF_BEFORE)
def older(
    request: pytest.FixtureRequest,
    unlocking: Unlocking,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Older:
    version = request.param
    fill, found_again = OF_BEFORE[version]
    version_of_before(version, tmp_path_factory.mktemp("scripts"), monkeypatch)
    opened, _recovery = unlocking.create(tmp_path / "register", "Old", "Robin Hale", typed())
    fill(opened.register)
    with opened.register.writing_lane.transaction() as connection:
        for number in range(30):
            connection.exec_driver_sql(PERSON, (f"Person {number}", "n" * 3000))
    key = opened.unlocked.key.copy_for_sqlcipher().decode()
    opened.close()
    monkeypatch.undo()
    ground = Ground.of(tmp_path, tmp_path_factory.mktemp("kept"))
    stood_at, rows = within(tmp_path / "register", key)
    assert stood_at == version
    assert len(rows["contacts"]) == 30
    return Older(ground, key, version, rows, found_again)


def within(folder: Path, key: str) -> tuple[str, Rows]:
    """The version of a register or a backup and all that is in it, without touching it."""
    copy = Path(shutil.copytree(folder, folder.with_name("looked-into")))
    connection = connect(copy / FILE, bytearray(key.encode()))
    try:
        assert connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        rows: Rows = {}
        for (name,) in connection.execute(_TABLES).fetchall():
            found = connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid')
            columns = [column[0] for column in found.description]
            rows[name] = [dict(zip(columns, row, strict=True)) for row in found]
    finally:
        connection.close()
        shutil.rmtree(copy)
    return version, rows


def check(older: Older, unlocking: Unlocking, register: Path, said: str, clock: Any) -> str:
    """It is the old one or the new one, and opens as the new one with everything in it; which it was."""
    stood_at, rows = within(register, older.key)
    assert stood_at in {older.version, schema.NEWEST}
    assert stood_at == schema.NEWEST or "open" not in said.split()
    before = backups.kept(register)
    if stood_at == older.version:
        assert rows == older.rows
    else:
        assert before, "no step without a backup"
    session = reopen(unlocking, register, clock)
    assert stands_at(session.opened.register) == schema.NEWEST
    older.found_again(session.opened.register)
    with session.opened.register.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert audit.verify(connection).broken_at is None
    session.close()
    holds_all(older.rows, within(register, older.key)[1])
    assert {path.name for path in register.joinpath("backups").iterdir()} == {
        path.name for path in backups.kept(register)
    }
    for backup in backups.kept(register):
        assert within(backup, older.key) == (older.version, older.rows)
        assert (backup / "register.keys").read_bytes() == (register / "register.keys").read_bytes()
    return "new" if stood_at == schema.NEWEST else "old"


def holds_all(before: Rows, now: Rows) -> None:
    """Each row is there, the same in every column that there still is."""
    for name in before.keys() & now.keys():
        for row in before[name]:
            assert any(row.items() <= (row | each).items() for each in now[name]), name


@needs_strace
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_call_fails_it_is_the_old_register_or_the_new_one(
    unlocking: Unlocking, migrator: Saver, older: Older, fault: str, clock: Any
) -> None:
    register = older.ground.laid_out()
    whole = migrator.save_traced(register, older.key)
    assert whole.said == "open\nend\n"
    assert check(older, unlocking, register, whole.said, clock) == "new"
    counts = whole.counts()
    endings: Counter[tuple[str, str, str]] = Counter()
    places = spread(counts, fault)
    for name, _, done in break_each(migrator, older.ground.laid_out, older.key, fault, places):
        assert done.as_meant(SAYS), done.said
        endings[name, ending(done), check(older, unlocking, register, done.said, clock)] += 1
    assert (fault == "signal=KILL") == all(how == "killed" for _, how, _ in endings)
    of_calls = f"{endings.total()} of {sum(counts.values())} calls broken"
    sys.stdout.write(f"{older.version}, {fault}: {of_calls}, {dict(endings)}\n")


@pytest.mark.parametrize("short", SHORT_OF_ROOM)
def test_a_full_disk_is_told_and_leaves_the_old_register_or_the_new_one(
    unlocking: Unlocking, migrator: Saver, older: Older, short: ShortOfRoom, clock: Any
) -> None:
    states: Counter[str] = Counter()
    for register, done in short(migrator, older.ground, older.key, WHOLE):
        assert done.as_meant(SAYS), done.said
        assert all(map(says_what_to_do, done.told())), done.said
        states[check(older, unlocking, register, done.said, clock)] += 1
    sys.stdout.write(f"{older.version}, {short.__name__}: {dict(states)}\n")
