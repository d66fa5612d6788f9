"""Killed at any call that makes or restores a backup, or refused it by the disk: old state or new one."""

import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.backups import SecondPlace
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import backups, second_place
from kmss_dpo.store.copying import FILE
from tests.breaking import (
    FAULTS,
    IN_FOLDERS,
    SHORT_OF_ROOM,
    Ground,
    Outcome,
    Saver,
    ShortOfRoom,
    break_each,
    ending,
    needs_strace,
    on_a_small_disk,
    says_what_to_do,
    spread,
)
from tests.services.backing_up import typed
from tests.services.old_records import dealt_with, dispose, person

MADE, OLDER = "2026-11-22T093000Z", "2026-11-20T093000Z"
SAYS = r"open|made \d+|elsewhere \d|restored \d+|told .+|end"
WHOLE = r"open\nmade 093000\nelsewhere \d\nrestored \d+\nend\n"
_FILES = ("register.kmss", "register.kmss-wal", "register.kmss-shm", "register.kmss-journal", "register.keys")


def watched(folder: Path) -> list[Path]:
    """Every folder and file that a backup, its copy elsewhere and a restore make or take away."""
    place = folder.parent / "disk" / "register-backups-mark"
    made = [
        folder / "backups",
        place,
        folder.parent / f".{folder.name}-restoring",
        folder.parent / "restored",
    ]
    made += [within / name for within in made[:2] for name in (".unfinished", MADE)]
    made.append(folder / "backups" / f"{MADE}.unchecked")
    return [*made, *(within / name for within in made for name in _FILES)]


@pytest.fixture(scope="module")
def maker() -> Iterator[Saver]:
    maker = Saver(Path(__file__).with_name("backing_up_child.py"), watched, IN_FOLDERS)
    yield maker
    maker.close()


@pytest.fixture
def ground(
    folder: Path, unlocking: Unlocking, clock: Any, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Ground, str]:
    """A register with one older backup in both places, and a disposal since; and the raw key."""
    now = clock.moment
    clock.moment = now - timedelta(days=2)
    session = Session(unlocking.with_passphrase(folder, typed()), clock)
    (folder.parent / "disk").mkdir()
    dealt_with(session, person(session))
    person(session, "Bob Example")
    session.backups.make()
    aside = shutil.copytree(folder / "backups" / OLDER, folder.parent / "aside")
    dispose(session)
    shutil.rmtree(folder / "backups" / OLDER)
    aside.rename(folder / "backups" / OLDER)
    place = SecondPlace(str(folder.parent / "disk"), "mark")
    second_place.make_ready(place)
    with session.opened.register.writing("settled") as writing:
        second_place.settle(writing, place)
    session.backups.copy_elsewhere()
    raw = session.opened.unlocked.key.copy_for_sqlcipher().decode()
    session.close()
    clock.moment = now
    return Ground.of(folder.parent, tmp_path_factory.mktemp("kept")), raw


def opens(unlocking: Unlocking, folder: Path, clock: Any) -> Session:
    return Session(unlocking.with_passphrase(folder, typed()), clock)


def check(unlocking: Unlocking, register: Path, done: Outcome, clock: Any) -> None:
    """What is listed is whole, the older backup is still there, and what was said to be done is done."""
    session = opens(unlocking, register, clock)
    backups.settle(session.long_work, register, clock.now())
    kept = backups.kept(register)
    assert OLDER in {path.name for path in kept}
    assert [path.name for path in (register / "backups").iterdir() if path.name.startswith(".")] == []
    for copy in kept:
        backups.check(session.long_work, copy / FILE)
        assert (copy / "register.keys").read_bytes() == (register / "register.keys").read_bytes()
    if re.search("^made", done.said, re.MULTILINE):
        assert MADE in {path.name for path in kept}
    with session.opened.register.reading() as connection:
        place = second_place.settled(connection)
    assert place is not None
    for copy in second_place.copies(place):
        backups.check(session.long_work, copy / FILE)
    session.close()
    restored = register.with_name("restored")
    said_so = re.search("^restored", done.said, re.MULTILINE) is not None
    assert restored.exists() or not said_so
    if restored.exists():
        again = opens(unlocking, restored, clock)
        assert again.search.find("bob")
        assert not again.search.find("zebulonquax")
        assert again.restored.origin()
        assert again.today.health().broken_at is None
        again.close()


@needs_strace
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_call_fails_each_backup_is_whole_or_not_there(
    unlocking: Unlocking, maker: Saver, ground: tuple[Ground, str], fault: str, clock: Any
) -> None:
    there, key = ground
    register = there.laid_out()
    whole = maker.save_traced(register, key)
    assert re.fullmatch(WHOLE, whole.said), whole.said
    check(unlocking, register, whole, clock)
    counts = whole.counts()
    assert counts["fsync"] + counts.get("fdatasync", 0) > 10
    assert counts["rename"] == 4
    endings: Counter[tuple[str, str]] = Counter()
    places = spread(counts, fault)
    for name, _, done in break_each(maker, there.laid_out, key, fault, places):
        assert done.as_meant(SAYS), done.said
        check(unlocking, register, done, clock)
        endings[name, ending(done)] += 1
    sys.stdout.write(f"{fault}: {endings.total()} of {sum(counts.values())} calls broken, {dict(endings)}\n")
    if fault == "signal=KILL":
        assert {how for _, how in endings} == {"killed"}


def with_a_small_second_place(
    saver: Saver, ground: Ground, key: str, until: str
) -> Iterator[tuple[Path, Outcome]]:
    return on_a_small_disk(saver, ground, key, until, within="disk")


@pytest.mark.parametrize("short", [*SHORT_OF_ROOM, with_a_small_second_place])
def test_a_full_disk_is_told_and_each_backup_is_whole_or_not_there(
    unlocking: Unlocking, maker: Saver, ground: tuple[Ground, str], short: ShortOfRoom, clock: Any
) -> None:
    there, key = ground
    told: Counter[str] = Counter()
    for register, done in short(maker, there, key, WHOLE):
        assert done.as_meant(SAYS), done.said
        assert all(map(says_what_to_do, done.told())), done.said
        check(unlocking, register, done, clock)
        told.update(line.partition(".")[0] for line in done.told())
    assert told
    sys.stdout.write(f"{short.__name__}: {dict(told)}\n")
