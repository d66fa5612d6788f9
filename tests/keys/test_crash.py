"""Whatever write of a passphrase change the program dies at or the disk refuses, the register opens."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kmss_dpo.domain.unlocking import WrongPassphrase
from kmss_dpo.keys.unlocking import unlock_with_passphrase

ROOT = Path(__file__).resolve().parents[2]
CHANGING = "write,fsync,rename,unlink,openat"

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")


def traced(made: Any, folder: Path, *inject: str) -> subprocess.CompletedProcess[str]:
    command = ["strace", "-f", "-qq", "-P", str(folder), *watched(folder), "-e", f"trace={CHANGING}", *inject]
    child = [sys.executable, "-B", str(Path(__file__).with_name("crash_child.py")), str(folder)]
    return subprocess.run(
        [*command, *child, made.unlocked.way_in.slot_id],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def watched(folder: Path) -> list[str]:
    """Only calls on the register's own files are counted and broken."""
    names = ("register.keys", "register.keys.new", "register.keys.bak", "register.keys.bak.new")
    return [part for name in names for part in ("-P", str(folder / name))]


def opens(folder: Path, passphrase: bytes) -> bool:
    try:
        unlock_with_passphrase(folder, bytearray(passphrase)).key.wipe()
    except WrongPassphrase:
        return False
    return True


@pytest.mark.parametrize("fault", ["signal=KILL", "error=EIO", "error=ENOSPC"])
def test_a_passphrase_change_that_fails_anywhere_leaves_the_old_or_the_new_one(
    made: Any, tmp_path: Path, fault: str
) -> None:
    calls = re.findall(
        r"^(?:\[pid +\d+\] )?(\w+)\(", traced(made, copied(made, tmp_path / "all")).stderr, re.MULTILINE
    )
    changing = {name: calls.count(name) for name in ("write", "fsync", "rename", "unlink")}
    assert changing == {"write": 2, "fsync": 4, "rename": 2, "unlink": 2}
    for name, count in changing.items():
        for number in range(1, count + 1):
            folder = copied(made, tmp_path / f"{name}{number}")
            done = traced(made, folder, "-e", f"inject={name}:{fault}:when={number}")
            new = opens(folder, b"changed")
            assert new or opens(folder, made.passphrase)
            assert new or "acknowledged" not in done.stdout


def copied(made: Any, folder: Path) -> Path:
    return Path(shutil.copytree(made.folder, folder))
