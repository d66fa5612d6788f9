"""The proof that locking leaves no secret in memory, and that the scan would find one."""

import re
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from kmss_dpo.keys.recovery import parse_recovery_key

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = b"Wm7-orchard-typewriter-Zq9"

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="this system shows no /proc/PID/mem"
)


def memory_holds(pid: int, needles: dict[str, bytes]) -> set[str]:
    """The names of the needles that lie anywhere in what the process can read and write or only read."""
    found = set()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            start, end, rights = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+)", line).groups()  # type: ignore[union-attr]
            if rights.startswith("r") and not line.endswith(("[vvar]", "[vsyscall]")):
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


def test_no_passphrase_data_key_or_recovery_key_is_left_in_memory_after_locking(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [
            sys.executable,
            str(Path(__file__).with_name("memory_child.py")),
            str(tmp_path / "r"),
            str(len(PASSPHRASE)),
        ],
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(ROOT)},
    )
    with child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(PASSPHRASE)
        assert exactly(child.stdout, 1) == b"T"
        assert memory_holds(child.pid, {"passphrase": PASSPHRASE}) == {"passphrase"}
        child.stdin.write(b"." + PASSPHRASE + PASSPHRASE)
        key, recovery = exactly(child.stdout, 32), exactly(child.stdout, 62)
        needles = {
            "passphrase": PASSPHRASE,
            "key": key,
            "key's hex": key.hex().encode(),
            "key's hex in capitals": key.hex().upper().encode(),
            "recovery text": recovery,
            "recovery key": bytes(parse_recovery_key(bytearray(recovery))),
        }
        assert exactly(child.stdout, 1) == b"O"
        open_now = memory_holds(child.pid, needles)
        child.stdin.write(b".")
        assert exactly(child.stdout, 1) == b"L"
        locked = memory_holds(child.pid, needles)
        child.stdin.write(b".")
    assert child.returncode == 0
    assert {"key", "key's hex"} <= open_now, "the scan finds what is there"
    assert not open_now & {"passphrase", "recovery text", "recovery key"}
    assert locked == set()
