"""Files that nobody is to read again: overwritten before they are removed, as far as the disk plays along.

A drive of memory cells, a snapshot or a copy elsewhere may keep the old bytes: what is said to the officer
must not promise more.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

_PIECE = bytes(1_000_000)


def destroy_file(file: Path) -> None:
    """Overwrite a file with zeros and remove it; one that is not there is gone already. Raises OSError."""
    with suppress(FileNotFoundError):
        with suppress(PermissionError):  # it can be removed all the same
            _overwrite(file)
        file.unlink()


def destroy_folder(folder: Path) -> None:
    """The same for a folder with every file in it; a link in it goes, and what it points at stays.

    Raises OSError, also for a link to a folder.
    """
    if folder.is_symlink():
        raise NotADirectoryError
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            destroy_file(file)
    shutil.rmtree(folder)


def _overwrite(file: Path) -> None:
    with file.open("r+b") as opened:
        left = file.stat().st_size
        while left > 0:
            left -= opened.write(_PIECE[:left])
        opened.flush()
        os.fsync(opened.fileno())
