"""A disk that takes no more."""

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def full_disk(most: int = 0) -> Iterator[None]:
    """No file of this process grows beyond so many bytes for the length of the block."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def small_disk(at: Path) -> Iterator[Path]:
    """A file system in memory of some megabytes, empty; the test is skipped where none may be mounted."""
    at.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(at)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let the tests mount a small disk")
    try:
        yield at
    finally:
        subprocess.run(["umount", str(at)], check=True)


@contextmanager
def filled(disk: Path, free: int) -> Iterator[None]:
    """A small disk with room for so many bytes more, for the length of the block."""
    there = os.statvfs(disk)
    rest = disk / "filling"
    rest.write_bytes(bytes(there.f_bavail * there.f_frsize - free))
    try:
        yield
    finally:
        rest.unlink()


_PAGE = 4096


def rooms() -> Iterator[int]:
    """How many bytes there is room for: none, a page, then ever more; with FAULT_POINTS in small steps."""
    yield 0
    room = _PAGE
    while True:
        yield room
        room = room + max(_PAGE, room // 16) if "FAULT_POINTS" in os.environ else 4 * room
