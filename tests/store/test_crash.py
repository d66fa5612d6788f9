"""Killed at any write, flush, cut or removal, or refused it by the disk: what was acknowledged is there."""

import os
import random
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import audit
from tests.breaking import FAULTS, Saver, break_each, ending, needs_strace, points
from tests.disks import filled, small_disk

PASSPHRASE = b"seven quiet otters paddle north"
WATCHED = ("register.kmss", "register.kmss-wal", "register.kmss-shm", "register.kmss-journal")
SAYS = r"open|(contact|case|facts|erased) \d+|told .+|end"


@pytest.fixture
def key(unlocking: Unlocking, folder: Path) -> str:
    """The raw key, for a child that need not derive it."""
    opened = unlocking.with_passphrase(folder, bytearray(PASSPHRASE))
    raw = opened.unlocked.key.copy_for_sqlcipher().decode()
    opened.close()
    return raw


@pytest.fixture(scope="module")
def saver() -> Iterator[Saver]:
    child = Path(__file__).with_name("saving_child.py")
    saver = Saver(child, lambda folder: [folder / name for name in WATCHED])
    yield saver
    saver.close()


def acknowledged(said: str, what: str) -> set[int]:
    return {int(found) for found in re.findall(rf"^{what} (\d+)$", said, re.MULTILINE)}


def check(unlocking: Unlocking, folder: Path, said: str, clock: Any) -> None:
    """The register opens, holds everything acknowledged, and its trail is whole."""
    opened = unlocking.with_passphrase(folder, bytearray(PASSPHRASE))
    session = Session(opened, clock)
    gone = acknowledged(said, "erased")
    for contact in acknowledged(said, "contact") - gone - {1}:
        assert session.contacts.contact(ContactId(contact)).details.name.startswith("Person ")
    with opened.register.reading() as connection:
        present = set(connection.exec_driver_sql("SELECT id FROM cases").scalars())
        asked = set(connection.exec_driver_sql("SELECT case_id FROM clock_facts").scalars())
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert audit.verify(connection).broken_at is None
        kept = connection.exec_driver_sql("SELECT count(*) FROM history h JOIN audit a ON a.id = h.audit_id")
        assert kept.scalar() == connection.exec_driver_sql("SELECT count(*) FROM history").scalar()
    assert acknowledged(said, "case") - gone - {1} <= present
    assert acknowledged(said, "facts") - gone - {1} <= asked
    if gone:
        assert not gone & present
    elif 1 in acknowledged(said, "case") and not re.search("^(told|erased)", said, re.MULTILINE):
        # Killed at the erasure: the contact and the case are both there or both gone.
        names = session.search.find("person")
        assert (CaseId(1) in present) == any(found.id == 1 for found in names if found.kind == "contact")
    opened.close()


@needs_strace
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_call_fails_the_register_holds_what_was_acknowledged(
    unlocking: Unlocking, saver: Saver, folder: Path, key: str, fault: str, clock: Any
) -> None:
    broken = folder.with_name("broken")
    whole = saver.save_traced(Path(shutil.copytree(folder, broken)), key)
    assert whole.said.endswith("erased 1\nend\n"), whole
    shutil.rmtree(broken)
    counts = whole.counts()
    assert counts["pwrite64"] > 40
    assert counts.get("fdatasync", 0) + counts.get("fsync", 0) > 10
    endings: Counter[tuple[str, str]] = Counter()
    places = {name: points(count) for name, count in counts.items()}
    laid_out = partial(shutil.copytree, folder, broken)
    for name, _, done in break_each(saver, laid_out, key, fault, places):
        assert done.as_meant(SAYS), done.said
        check(unlocking, broken, done.said, clock)
        endings[name, ending(done)] += 1
        shutil.rmtree(broken)
    assert (fault == "signal=KILL") == all(how == "killed" for _, how in endings)
    sys.stdout.write(f"{fault}: {endings.total()} of {sum(counts.values())} calls broken, {dict(endings)}\n")


@pytest.mark.parametrize("more", [0, 20_000, 60_000, 120_000, 250_000])
def test_a_disk_that_takes_no_more_is_told_and_nothing_is_lost(
    unlocking: Unlocking, saver: Saver, folder: Path, key: str, clock: Any, more: int
) -> None:
    size = (folder / "register.kmss").stat().st_size
    done = saver.save(folder, key, most=max(more, 32_768) if more else 0)
    assert size > 0
    assert done.as_meant(SAYS), done.said
    assert "told" in done.said or more == 250_000
    for line in done.told():
        assert "nothing was saved" in line or "cannot be written to" in line or "permission" in line
    check(unlocking, folder, done.said, clock)


def test_a_full_disk_is_told_and_nothing_is_lost(
    unlocking: Unlocking, saver: Saver, folder: Path, key: str, tmp_path: Path, clock: Any
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        register = Path(shutil.copytree(folder, disk / "register"))
        with filled(disk, 50_000):
            done = saver.save(register, key)
        assert done.as_meant(SAYS), done.said
        assert done.told()
        check(unlocking, register, done.said, clock)


STEPS = int(os.environ.get("KILLED_STEPS", "60"))
"""How many things are done in all before it is enough; KILLED_STEPS=1000 takes a minute."""


def test_killed_at_random_again_and_again_it_holds_what_was_acknowledged(
    unlocking: Unlocking, saver: Saver, folder: Path, key: str
) -> None:
    chance, done, kills = random.Random(0), Counter[str](), 0
    there: dict[str, set[int]] = {table: set() for table in ("contacts", "cases", "documents", "notes")}
    gone: set[int] = set()
    while sum(done.values()) < STEPS:
        outcome = saver.walk_and_be_killed(folder, key, (kills, STEPS), chance.uniform(0.01, 0.5))
        assert re.fullmatch(r"((contact|case|facts|document|note|erased) \d+\n)*(end\n)?", outcome.said)
        kills += 1
        done.update(line.split()[0] for line in outcome.said.splitlines() if line != "end")
        for table in there:
            there[table] |= acknowledged(outcome.said, table.removesuffix("s"))
        gone |= acknowledged(outcome.said, "erased")
        opened = unlocking.with_passphrase(folder, bytearray(PASSPHRASE))
        with opened.register.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
            assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert audit.verify(connection).broken_at is None
            kept = {
                table: set(connection.exec_driver_sql(f"SELECT id FROM {table}").scalars()) for table in there
            }
        opened.close()
        assert len(there["cases"] - gone - kept["cases"]) <= 1  # one may have been killed before it was said
        assert not gone & kept["cases"]
        assert there["contacts"] <= kept["contacts"]
        there = {table: rows & kept[table] for table, rows in there.items()}
    sys.stdout.write(f"killed {kills} times in {sum(done.values())} steps, {dict(done)}\n")
