"""The proof that locking leaves no secret in memory, and that the scan would find one."""

import re
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from kmss_dpo.keys.recovery import parse_recovery_key

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = b"Wm7-orchard-typewriter-Zq9-lantern-Kp4-meadow"

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="this system shows no /proc/PID/mem"
)


def memory_holds(pid: int, needles: dict[str, bytes]) -> set[str]:
    """The names of the needles that lie anywhere in what the process can write."""
    found = set()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            start, end, rights = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+)", line).groups()  # type: ignore[union-attr]
            if rights.startswith("rw"):
                memory.seek(int(start, 16))
                content = read_region(memory, int(end, 16) - int(start, 16))
                found |= {name for name, needle in needles.items() if needle in content}
    return found


def read_region(memory: IO[bytes], size: int) -> bytes:
    content = bytearray()
    while len(content) < size:
        try:
            part = memory.read(size - len(content))
        except OSError:  # a page of a file that is shorter than its mapping
            break
        if not part:
            break
        content += part
    return bytes(content)


def exactly(stream: IO[bytes], length: int) -> bytes:
    content = b""
    while len(content) < length:
        part = stream.read(length - len(content))
        assert part, "the child ended early"
        content += part
    return content


def pieces(secrets: dict[str, bytes]) -> dict[str, bytes]:
    """The end and a middle part of each secret: the allocator overwrites the start of what is given back."""
    middles = {f"{name}, middle": secret[16:26] for name, secret in secrets.items()}
    return middles | {f"{name}, end": secret[-10:] for name, secret in secrets.items()}


class Watched:
    """A child that stops at named stages to be looked at."""

    def __init__(self, child: "subprocess.Popen[bytes]") -> None:
        assert child.stdin is not None
        assert child.stdout is not None
        self._child, self._say, self._hear = child, child.stdin, child.stdout
        self._needles = pieces({"passphrase": PASSPHRASE})

    def say(self, words: bytes) -> None:
        self._say.write(words)

    def learn_secrets(self) -> None:
        key, recovery = exactly(self._hear, 32), exactly(self._hear, 62)
        raw = bytes(parse_recovery_key(bytearray(recovery)))
        self._needles |= pieces(
            {"key": key, "hex": key.hex().encode(), "capitals": key.hex().upper().encode()}
        )
        self._needles |= pieces({"recovery text": recovery, "recovery key": raw})

    def found_at(self, stage: bytes) -> set[str]:
        """The names of the secrets in its memory at a stage, after which it goes on."""
        assert exactly(self._hear, 1) == stage
        found = memory_holds(self._child.pid, self._needles)
        self.say(b".")
        return {name.split(",")[0] for name in found}


def test_no_passphrase_data_key_or_recovery_key_is_left_in_memory_after_locking(tmp_path: Path) -> None:
    script = Path(__file__).with_name("memory_child.py")
    child = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "r"), str(len(PASSPHRASE))],
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(ROOT)},
    )
    with child:
        watched = Watched(child)
        watched.say(PASSPHRASE)
        assert watched.found_at(b"T") == {"passphrase"}
        watched.learn_secrets()
        assert watched.found_at(b"C") == {"key", "recovery text"}
        watched.say(PASSPHRASE)
        assert watched.found_at(b"U") == {"key", "recovery text"}
        watched.say(PASSPHRASE)
        assert watched.found_at(b"P") == {"key", "recovery text"}
        # SQLCipher spells its key in capitals too, and not always has that been overwritten yet.
        assert watched.found_at(b"O") - {"capitals"} == {"key", "hex"}
        assert watched.found_at(b"L") == set()
    assert child.returncode == 0
