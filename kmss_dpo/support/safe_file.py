"""Writes a small file so that a crash leaves the old one or the new one, readable by its owner only."""

import errno
import os
from pathlib import Path

from kmss_dpo.domain.errors import Trouble


class NotWritten(Trouble):
    """The disk refused; what was there before is still there."""


def write_safely(path: Path, content: bytes) -> None:
    """Replaces the file in one step by way of `<name>.new`, forced to the disk. Raises NotWritten."""
    fresh = path.with_name(path.name + ".new")
    try:
        fresh.unlink(missing_ok=True)
        with open(fresh, "xb", opener=_for_owner_only) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        settle_folder(path.parent)
    except OSError as error:
        raise not_written(error) from error


def make_private_folder(folder: Path) -> None:
    """Makes the folder, and those above it, and closes it to other users. Raises NotWritten."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise not_written(error) from error


def not_written(error: OSError) -> NotWritten:
    """The sentence for what the disk answered."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return NotWritten("The disk is full; nothing was changed.", "Free some space and try again.")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return NotWritten(
            "This folder does not let the program write; nothing was changed.",
            "Choose another folder, or ask for permission to write here.",
        )
    return NotWritten("The disk refused to write; nothing was changed.", "Check the disk and try again.")


def _for_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def settle_folder(folder: Path) -> None:
    """Forces what was made or renamed in it to the disk, where a folder can be opened for that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
