"""Killed or refused at any write, flush, cut, removal or renaming of a change of passphrase or key.

One state holds afterwards, the old or the new one, whole and with everything that was acknowledged.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.ids import ContactId
from kmss_dpo.domain.unlocking import WrongPassphrase
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import audit, backups
from kmss_dpo.store.rekeying import FRESH, OUTGOING
from tests.breaking import (
    FAULTS,
    IN_FOLDERS,
    SHORT_OF_ROOM,
    Ground,
    Outcome,
    Saver,
    ShortOfRoom,
    break_each,
    needs_strace,
    sample,
    says_what_to_do,
)
from tests.conftest import PASSPHRASE
from tests.keys.changing_child import CHOSEN

OLD_BACKUP = "backups/2026-10-01T093000Z"
SAYS = r"saved|changed|settled|left|stopped|told .+|end"
WHOLE = {"passphrase": r"saved\nchanged\nend\n", "key": r"saved\nchanged\nsettled\nend\n"}
FILES = ("register.kmss", "register.kmss.new", "register.kmss.old")
NAMES = (
    *(f"{name}{end}" for name in FILES for end in ("", "-wal", "-shm", "-journal")),
    *("register.keys", "register.keys.new", "register.keys.bak", "register.keys.bak.new", "", "backups"),
    *(f"{OLD_BACKUP}{name}" for name in ("", "/register.kmss", "/register.keys")),
    *(f"backups/.unfinished{name}" for name in ("", "/register.kmss", "/register.keys")),
)


@pytest.fixture(scope="module")
def changer() -> Iterator[Saver]:
    changer = Saver(
        Path(__file__).with_name("changing_child.py"),
        lambda folder: [folder / name for name in NAMES],
        IN_FOLDERS,
    )
    yield changer
    changer.close()


@pytest.fixture
def with_backup(folder: Path, session: Session, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """A register with a backup of some weeks ago, closed."""
    session.backups.make()
    [made] = backups.kept(folder)
    made.rename(folder / OLD_BACKUP)
    session.close()
    return Ground.of(folder.parent, tmp_path_factory.mktemp("kept"))


def opened_by(unlocking: Unlocking, folder: Path, passphrase: bytes) -> Opened | None:
    try:
        return unlocking.with_passphrase(folder, bytearray(passphrase))
    except WrongPassphrase:
        return None


def check(unlocking: Unlocking, folder: Path, done: Outcome, what: str, clock: Any) -> str:
    """One of the two passphrases opens it, and everything acknowledged is there; which state it is in."""
    old = opened_by(unlocking, folder, PASSPHRASE.encode())
    if old is not None:
        whole(old, clock)
    new = opened_by(unlocking, folder, CHOSEN)
    if new is not None:
        unlocking.keys(new).settle_new_key()  # what a fault left of it is done at the next unlocking
        assert what == "passphrase" or not (folder / OLD_BACKUP).exists()
        whole(new, clock)
    assert (old is None) != (new is None), done.said
    assert not (folder / FRESH).exists()
    assert not (folder / OUTGOING).exists()
    assert new is not None or "changed" not in done.said.split()
    if re.search("nothing was changed|left as it is", done.said) or "stopped" in done.said.split():
        assert old is not None
    if what == "passphrase" and done.told():
        assert old is not None, "whoever is told of trouble goes on with the passphrase of before"
    return "new" if new is not None else "old"


def whole(opened: Opened, clock: Any) -> None:
    session = Session(opened, clock)
    assert session.contacts.contact(ContactId(1)).details.name == "Person 1"
    with opened.register.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []
        assert audit.verify(connection).broken_at is None
    session.close()


@needs_strace
@pytest.mark.parametrize("what", WHOLE)
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_call_fails_one_state_holds_and_nothing_acknowledged_is_lost(
    unlocking: Unlocking, changer: Saver, with_backup: Ground, what: str, fault: str, clock: Any
) -> None:
    register = with_backup.laid_out()
    clean = changer.save_traced(register, what)
    assert re.fullmatch(WHOLE[what], clean.said), clean.said
    assert check(unlocking, register, clean, what, clock) == "new"
    counts = clean.counts()
    endings: Counter[str] = Counter()
    places = {name: sample(count, fault) for name, count in counts.items()}
    for _, _, done in break_each(changer, with_backup.laid_out, what, fault, places):
        assert done.as_meant(SAYS), done.said
        endings[check(unlocking, register, done, what, clock)] += 1
    broken_of = f"{endings.total()} of {sum(counts.values())} calls broken"
    sys.stdout.write(f"{what}, {fault}: {broken_of}, {dict(endings)}\n")


@pytest.mark.parametrize("what", WHOLE)
@pytest.mark.parametrize("short", SHORT_OF_ROOM)
def test_a_full_disk_is_told_and_one_state_holds(
    unlocking: Unlocking, changer: Saver, with_backup: Ground, what: str, short: ShortOfRoom, clock: Any
) -> None:
    states: Counter[str] = Counter()
    for register, done in short(changer, with_backup, what, WHOLE[what]):
        assert done.as_meant(SAYS), done.said
        assert all(map(says_what_to_do, done.told())), done.said
        states[check(unlocking, register, done, what, clock)] += 1
    sys.stdout.write(f"{what}, {short.__name__}: {dict(states)}\n")
