"""Copies of a register's folder, byte for byte: every page stays encrypted as it is, so no key is needed.

The copy is read back and compared. What freed pages held is overwritten in the register (`secure_delete`), so
a copy of its pages holds no erased byte either.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from kmss_dpo.domain.errors import Stopped, Trouble
from kmss_dpo.support.safe_file import settle_folder

FILE = "register.kmss"
KEY_FILE = "register.keys"
LOG = f"{FILE}-wal"
_PIECE = 1 << 20
GoesOn = Callable[[], bool]
"""Asked before each piece; false ends the work with `Stopped`."""


def always() -> bool:
    """Go on."""
    return True


def copy_whole(source: Path, into: Path, goes_on: GoesOn = always, *, in_use: bool = False) -> None:
    """Copy the files of a register or a backup into a new folder, and compare; all of it or nothing.

    The file must not change meanwhile. What is not `in_use` may have a log that something killed left behind:
    it is part of it. The copy's file has the time of its source, by which `is_same_state` knows it. Raises
    `OSError`, `Trouble`, `Stopped`.
    """
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(mode=0o700, parents=True)
    try:
        for name in (FILE, KEY_FILE, LOG):
            if name != LOG or (not in_use and (source / name).exists()):
                _copy(source / name, into / name, goes_on)
        settle_folder(into)
    except BaseException:
        shutil.rmtree(into, ignore_errors=True)
        raise


def is_whole(backup: Path) -> bool:
    """Whether both files of a backup are there."""
    return all((backup / name).is_file() for name in (FILE, KEY_FILE))


def is_same_state(register: Path, copy: Path) -> bool:
    """Whether a copy was made of the register's files as they are now; tells it by size and time."""
    try:
        seen = [(folder / FILE).stat() for folder in (register, copy)]
        keys = [(folder / KEY_FILE).read_bytes() for folder in (register, copy)]
    except OSError:
        return False
    sizes_and_times = {(each.st_size, each.st_mtime_ns) for each in seen}
    return len(sizes_and_times) == 1 and keys[0] == keys[1]


def _copy(source: Path, target: Path, goes_on: GoesOn) -> None:
    with source.open("rb") as read, open(target, "xb+", opener=_for_owner_only) as written:
        while piece := _next(read, goes_on):
            written.write(piece)
        written.flush()
        os.fsync(written.fileno())
        read.seek(0)
        written.seek(0)
        while piece := _next(read, goes_on):
            if written.read(_PIECE) != piece:
                raise Trouble("The copy is not what was copied.", "Check the disk, then try again.")
        times = os.fstat(read.fileno())
    os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))


def _next(read: BinaryIO, goes_on: GoesOn) -> bytes:
    if not goes_on():
        raise Stopped
    return read.read(_PIECE)


def _for_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
