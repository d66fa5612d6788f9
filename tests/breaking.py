"""A process of ours that is killed at, or refused, the calls by which it changes what is on the disk."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.disks import filled, rooms, small_disk

ROOT = Path(__file__).resolve().parents[1]
CHANGING = ("pwrite64", "write", "fdatasync", "fsync", "ftruncate", "unlink", "rename")
IN_FOLDERS = (*CHANGING, "unlinkat", "mkdir", "rmdir")
FAULTS = ("signal=KILL", "error=EIO", "error=ENOSPC")
SPREAD = int(os.environ.get("FAULT_POINTS", "2"))
"""About how many of the places at which each call happens are broken; FAULT_POINTS=100000 breaks all."""

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")


@dataclass(frozen=True)
class Outcome:
    """What the child said, and which of its calls were traced."""

    said: str
    calls: list[str]

    def as_meant(self, says: str) -> bool:
        """Whether it said nothing but what it is written to say: no traceback, no word of a library's."""
        return all(re.fullmatch(says, line) for line in self.said.splitlines())

    def told(self) -> list[str]:
        """What the disk refused, in the words for the officer."""
        return re.findall("^told (.*)$", self.said, re.MULTILINE)

    def counts(self) -> dict[str, int]:
        """How often each call was made."""
        return dict(Counter(self.calls))


class Saver:
    """A process that has imported the program and forks for each register that it saves to."""

    def __init__(
        self,
        child: Path,
        watched: Callable[[Path], list[Path]],
        changing: tuple[str, ...] = CHANGING,
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

    def save(
        self,
        folder: Path,
        key: str,
        most: int | None = None,
        meanwhile: AbstractContextManager[None] | None = None,
    ) -> Outcome:
        """Untraced; `most` is the largest file in bytes it may write, `meanwhile` lasts while it works."""
        fork = self._stopped_fork(folder, key, most)
        with meanwhile or nullcontext():
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


def points(count: int) -> list[int]:
    """The first, the last, and some between, so that every kind of call breaks in a short time."""
    step = max(1, count // SPREAD)
    return sorted({*range(1, count + 1, step), count})


def ending(outcome: Outcome) -> str:
    """In a word, how it went on after the call that was broken."""
    if not outcome.said.endswith("end\n"):
        return "killed"
    return "told" if outcome.told() else "went on"


def sample(count: int, fault: str) -> list[int]:
    """One place of each kind of call, another for each fault; with FAULT_POINTS=100000 every one."""
    if "FAULT_POINTS" in os.environ:
        return points(count)
    return [{"signal=KILL": count, "error=EIO": 1}.get(fault, (count + 1) // 2)]


def spread(counts: dict[str, int], fault: str) -> dict[str, list[int]]:
    """A place in the middle of each kind of call, for one fault each; with FAULT_POINTS=100000 all, for each.

    For what takes long: three faults together break each kind of call once.
    """
    if "FAULT_POINTS" in os.environ:
        return {name: points(count) for name, count in counts.items()}
    in_turn = enumerate(counts.items())
    return {name: [(count + 1) // 2] for at, (name, count) in in_turn if FAULTS[at % len(FAULTS)] == fault}


@dataclass(frozen=True)
class Ground:
    """A register and what lies beside it, laid out again and again at the same place as it was."""

    at: Path
    kept: Path

    @classmethod
    def of(cls, at: Path, kept: Path) -> "Ground":
        """All that lies at a place, put by."""
        shutil.copytree(at, kept, dirs_exist_ok=True)
        return cls(at, kept)

    def laid_out(self) -> Path:
        """As it was, whatever a broken process made of it; the register's folder."""
        _empty(self.at)
        shutil.copytree(self.kept, self.at, dirs_exist_ok=True)
        return self.at / "register"


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if not path.is_dir():
            path.unlink()
        elif path.is_mount():
            _empty(path)
        else:
            shutil.rmtree(path)


def break_each(
    saver: Saver, laid_out: Callable[[], Path], key: str, fault: str, places: dict[str, list[int]]
) -> Iterator[tuple[str, Path, Outcome]]:
    """Break one call after the other, each on a folder laid out anew: the call, the folder, what was said."""
    for name, numbers in places.items():
        for number in numbers:
            folder = laid_out()
            yield name, folder, saver.save_traced(folder, key, "-e", f"inject={name}:{fault}:when={number}")


def on_a_small_disk(
    saver: Saver, ground: Ground, key: str, until: str, within: str = ""
) -> Iterator[tuple[Path, Outcome]]:
    """On a disk that has ever more room, until it is enough for all that is to be said: the folder, what was.

    Each is looked at with room on the disk again. `within` is what of the ground lies on the small disk.
    """
    with small_disk(ground.at / within) as disk:
        for room in rooms():
            folder = ground.laid_out()
            done = saver.save(folder, key, meanwhile=filled(disk, room))
            yield folder, done
            if re.fullmatch(until, done.said):
                return


def with_small_files(saver: Saver, ground: Ground, key: str, until: str) -> Iterator[tuple[Path, Outcome]]:
    """The same where no file may grow beyond a size."""
    for most in rooms():
        folder = ground.laid_out()
        done = saver.save(folder, key, most)
        yield folder, done
        if re.fullmatch(until, done.said):
            return


ShortOfRoom = Callable[[Saver, Ground, str, str], Iterator[tuple[Path, Outcome]]]
SHORT_OF_ROOM = (on_a_small_disk, with_small_files)


def says_what_to_do(told: str) -> bool:
    """Whether somebody whose disk is full can tell from a sentence what to do."""
    return (
        re.search(r"Free some space|Check the (free space|disk)|Ask for write permission", told) is not None
    )
