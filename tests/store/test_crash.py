"""Killed at any write, flush, cut or removal, or refused it by the disk: what was acknowledged is there."""

import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
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
CHANGING = ("pwrite64", "fdatasync", "fsync", "ftruncate", "unlink")
WATCHED = ("register.kmss", "register.kmss-wal", "register.kmss-shm", "register.kmss-journal")
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
    """What the saving child said, what it complained about, and which of its calls were traced."""

    said: str
    complained: str
    calls: list[str]


class Saver:
    """A process that has imported the program and forks for each register that it saves to."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-B", str(CHILD)],
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def save(self, folder: Path, key: str, most: int | None = None) -> Outcome:
        """Untraced; `most` is the largest file in bytes it may write."""
        fork = self._stopped_fork(folder, key, most)
        os.kill(fork, signal.SIGCONT)
        return self._outcome(folder)

    def save_traced(self, folder: Path, key: str, *inject: str) -> Outcome:
        """With every changing call on the register's files noted, and one of them broken where that is said."""
        fork = self._stopped_fork(folder, key, None)
        watched = [part for name in WATCHED for part in ("-P", str(folder / name))]
        notes = folder.with_name(f"{folder.name}.trace")
        command = ["strace", "-f", "-o", str(notes), "-p", str(fork), *watched]
        command += ["-e", f"trace={','.join(CHANGING)}", *inject]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr is not None
            attached = tracer.stderr.readline()
            os.kill(fork, signal.SIGCONT)
            assert attached.rstrip().endswith("attached"), attached
        calls = re.findall(r"^\d+ +(\w+)\(", notes.read_text(errors="replace"), re.MULTILINE)
        return replace(self._outcome(folder), calls=calls)

    def _stopped_fork(self, folder: Path, key: str, most: int | None) -> int:
        assert self._process.stdin is not None
        print(json.dumps({"folder": str(folder), "key": key, "most": most}), file=self._process.stdin, flush=True)
        return int(self._answer())

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def _outcome(self, folder: Path) -> Outcome:
        assert self._answer() == "ended\n"
        said, complained = (folder.with_name(f"{folder.name}.{end}") for end in ("said", "complained"))
        return Outcome(said.read_text(), complained.read_text(), [])

    def close(self) -> None:
        """It ends with its input."""
        self._process.communicate()


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


def copies(folder: Path, tmp_path: Path) -> Iterator[Path]:
    number = 0
    while True:
        number += 1
        yield Path(shutil.copytree(folder, tmp_path / f"copy {number}"))


def points(count: int) -> list[int]:
    """The first, the last, and some between, so that every kind of call breaks in a short time."""
    step = max(1, count // SPREAD)
    return sorted({*range(1, count + 1, step), count})


@needs_strace
@pytest.mark.parametrize("fault", ["signal=KILL", "error=EIO", "error=ENOSPC"])
def test_whatever_call_fails_the_register_holds_what_was_acknowledged(
    unlocking: Unlocking, folder: Path, key: str, tmp_path: Path, fault: str, clock: Any
) -> None:
    copy = copies(folder, tmp_path)
    whole = traced(next(copy), key)
    assert whole.stdout.endswith("erased 1\nend\n"), whole.stdout + whole.stderr
    calls = re.findall(r"^(?:\[pid +\d+\] )?(\w+)\(", whole.stderr, re.MULTILINE)
    counts = {name: calls.count(name) for name in CHANGING if name in calls}
    assert counts["pwrite64"] > 40
    assert counts.get("fdatasync", 0) + counts.get("fsync", 0) > 10
    for name, count in counts.items():
        for number in points(count):
            broken = next(copy)
            done = traced(broken, key, "-e", f"inject={name}:{fault}:when={number}")
            assert "Traceback" not in done.stderr, done.stderr
            check(unlocking, broken, done.stdout, clock)
            shutil.rmtree(broken)


@pytest.mark.parametrize("more", [0, 20_000, 60_000, 120_000, 250_000])
def test_a_disk_that_takes_no_more_is_told_and_nothing_is_lost(
    unlocking: Unlocking, folder: Path, key: str, clock: Any, more: int
) -> None:
    size = (folder / "register.kmss").stat().st_size
    done = run(folder, key, most=max(more, 32_768) if more else 0)
    assert size > 0
    assert not done.stderr
    assert "told" in done.stdout or more == 250_000
    for line in re.findall("^told (.*)$", done.stdout, re.MULTILINE):
        assert "nothing was saved" in line or "cannot be written to" in line or "permission" in line
    check(unlocking, folder, done.stdout, clock)


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
    unlocking: Unlocking, folder: Path, key: str, small_disk: Path, clock: Any
) -> None:
    register = Path(shutil.copytree(folder, small_disk / "register"))
    rest = small_disk / "filling"
    rest.write_bytes(bytes(150_000))
    done = run(register, key)
    assert not done.stderr
    rest.unlink()
    check(unlocking, register, done.stdout, clock)
