"""Killed at any write, flush, cut or removal, or refused it by the disk: what was acknowledged is there."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import audit

ROOT = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).with_name("saving_child.py")
PASSPHRASE = b"seven quiet otters paddle north"
CHANGING = ("pwrite64", "write", "fdatasync", "fsync", "ftruncate", "unlink", "rename")
WATCHED = ("register.kmss", "register.kmss-wal", "register.kmss-shm", "register.kmss-journal")
SAYS = r"open|(contact|case|facts|erased) \d+|told .+|end"
SPREAD = int(os.environ.get("FAULT_POINTS", "2"))
"""About how many of the places at which each call happens are broken; FAULT_POINTS=1000 breaks all."""

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")


@pytest.fixture
def key(unlocking: Unlocking, folder: Path) -> str:
    """The raw key, for a child that need not derive it."""
    opened = unlocking.with_passphrase(folder, bytearray(PASSPHRASE))
    raw = opened.unlocked.key.copy_for_sqlcipher().decode()
    opened.close()
    return raw


@dataclass(frozen=True)
class Outcome:
    """What the saving child said, and which of its calls were traced."""

    said: str
    calls: list[str]

    def as_meant(self) -> bool:
        """Whether it said nothing but what it is written to say: no traceback, no word of a library's."""
        return all(re.fullmatch(SAYS, line) for line in self.said.splitlines())


class Saver:
    """A process that has imported the program and forks for each register that it saves to."""

    def __init__(
        self,
        child: Path = CHILD,
        changing: tuple[str, ...] = CHANGING,
        watched: Callable[[Path], list[Path]] = lambda folder: [folder / name for name in WATCHED],
    ) -> None:
        self._changing, self._watched = changing, watched
        self._process = subprocess.Popen(
            [sys.executable, "-B", str(child)],
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def save(self, folder: Path, key: str, most: int | None = None) -> Outcome:
        """Untraced; `most` is the largest file in bytes it may write."""
        fork = self._stopped_fork(folder, key, most)
        os.kill(fork, signal.SIGCONT)
        return Outcome(self._said(), [])

    def save_traced(self, folder: Path, key: str, *inject: str) -> Outcome:
        """With every changing call on the register's files noted, and one of them broken where asked."""
        fork = self._stopped_fork(folder, key, None)
        watched = [part for path in self._watched(folder) for part in ("-P", str(path))]
        notes = folder.with_name(f"{folder.name}.trace")
        command = ["strace", "-f", "-o", str(notes), "-p", str(fork), *watched]
        command += ["-e", f"trace={','.join(self._changing)}", *inject]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr is not None
            attached = tracer.stderr.readline()
            os.kill(fork, signal.SIGCONT)
            assert attached.rstrip().endswith("attached"), attached
        calls = re.findall(r"^\d+ +(\w+)\(", notes.read_text(errors="replace"), re.MULTILINE)
        return Outcome(self._said(), calls)

    def walk_and_be_killed(self, folder: Path, key: str, walked: tuple[int, int], after: float) -> Outcome:
        """Do `walked` = (seed, so many) things at random, killed so many seconds after it said its first."""
        fork = self._stopped_fork(folder, key, None, walked)
        os.kill(fork, signal.SIGCONT)
        first = self._line()
        killer = threading.Timer(after, _kill, (fork,))
        killer.start()
        said = self._said()
        killer.cancel()
        return Outcome(first + said, [])

    def _stopped_fork(
        self, folder: Path, key: str, most: int | None, walked: tuple[int, int] | None = None
    ) -> int:
        assert self._process.stdin is not None
        wish = {"folder": str(folder), "key": key, "most": most, "walked": walked}
        self._process.stdin.write(f"{json.dumps(wish)}\n")
        self._process.stdin.flush()
        return int(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def _said(self) -> str:
        return "".join(iter(self._line, "ended\n"))

    def close(self) -> None:
        """It ends with its input."""
        self._process.communicate()


def _kill(fork: int) -> None:
    with suppress(ProcessLookupError):  # it had done all it was to do, and ended
        os.kill(fork, signal.SIGKILL)


@pytest.fixture(scope="module")
def saver() -> Iterator[Saver]:
    saver = Saver()
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


def points(count: int) -> list[int]:
    """The first, the last, and some between, so that every kind of call breaks in a short time."""
    step = max(1, count // SPREAD)
    return sorted({*range(1, count + 1, step), count})


def ending(outcome: Outcome) -> str:
    """In a word, how it went on after the call that was broken."""
    if not outcome.said.endswith("end\n"):
        return "killed"
    return "told" if re.search("^told ", outcome.said, re.MULTILINE) else "went on"


@needs_strace
@pytest.mark.parametrize("fault", ["signal=KILL", "error=EIO", "error=ENOSPC"])
def test_whatever_call_fails_the_register_holds_what_was_acknowledged(
    unlocking: Unlocking, saver: Saver, folder: Path, key: str, fault: str, clock: Any
) -> None:
    broken = folder.with_name("broken")
    whole = saver.save_traced(Path(shutil.copytree(folder, broken)), key)
    assert whole.said.endswith("erased 1\nend\n"), whole
    shutil.rmtree(broken)
    counts = {name: whole.calls.count(name) for name in CHANGING if name in whole.calls}
    assert counts["pwrite64"] > 40
    assert counts.get("fdatasync", 0) + counts.get("fsync", 0) > 10
    endings: Counter[tuple[str, str]] = Counter()
    for name, count in counts.items():
        for number in points(count):
            shutil.copytree(folder, broken)
            done = saver.save_traced(broken, key, "-e", f"inject={name}:{fault}:when={number}")
            assert done.as_meant(), done.said
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
    assert done.as_meant(), done.said
    assert "told" in done.said or more == 250_000
    for line in re.findall("^told (.*)$", done.said, re.MULTILINE):
        assert "nothing was saved" in line or "cannot be written to" in line or "permission" in line
    check(unlocking, folder, done.said, clock)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system in memory with room for little more than a register."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let the tests mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_told_and_nothing_is_lost(
    unlocking: Unlocking, saver: Saver, folder: Path, key: str, small_disk: Path, clock: Any
) -> None:
    register = Path(shutil.copytree(folder, small_disk / "register"))
    rest = small_disk / "filling"
    rest.write_bytes(bytes(150_000))
    done = saver.save(register, key)
    assert done.as_meant(), done.said
    rest.unlink()
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
