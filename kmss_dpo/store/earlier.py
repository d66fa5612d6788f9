"""Erasing the folder of an earlier register, once a restored one has taken its place."""

import shutil
from pathlib import Path

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.store.backups import FOLDER, REHEARSAL
from kmss_dpo.store.copying import FILE, KEY_FILE
from kmss_dpo.store.register import LOCK, only_one
from kmss_dpo.support.safe_file import not_written, settle_folder


def erase(folder: Path, instead: Path) -> None:
    """Delete a register's files and backups, its keys first: without them nothing of it can be read again.

    What else lies in the folder stays, and so does the folder then. Raises `Trouble` where the register is
    open or the disk refuses.
    """
    if folder.resolve() == instead.resolve():
        raise Trouble("That is the register in use.", "Open the other one to look at it first.")
    if not folder.is_dir():
        return
    lock = only_one(folder)
    try:
        _erase_within(folder)
    except OSError as error:
        told = not_written(error)
        raise Trouble("The earlier register could not be erased.", f"{told.happened} {told.to_do}") from None
    finally:
        lock.release()
    (folder / LOCK).unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def _erase_within(folder: Path) -> None:
    for backup in (folder / FOLDER).glob("*"):
        (backup / KEY_FILE).unlink(missing_ok=True)
    for pattern in (f"{KEY_FILE}*", f"{FILE}*"):
        for file in folder.glob(pattern):
            file.unlink()
    settle_folder(folder)
    for inner in (folder / FOLDER, folder / REHEARSAL):
        if inner.exists():
            shutil.rmtree(inner)
