"""Where the key file lies beside the database, and how it gets there and back."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.unlocking import (
    FolderGone,
    KeyFileMissing,
    KeyFileTooNew,
    KeyFileTrouble,
    PreviousKeyFileUnusable,
)
from kmss_dpo.keys.data_key import DataKey
from kmss_dpo.keys.key_file import LARGEST, KeyFile, check_mac, decode, encode
from kmss_dpo.support.safe_file import (
    NotWritten,
    make_private_folder,
    not_written,
    settle_folder,
    write_safely,
)

KEY_FILE: Final = "register.keys"
PREVIOUS: Final = "register.keys.bak"


class KeyFileUnreadable(Trouble):
    """The disk or the permissions refuse to read the key file."""

    def __init__(self) -> None:
        super().__init__(
            "The key file of this register cannot be read.",
            "Check that you may read the register's folder and that its disk is connected.",
        )


def read_key_file(folder: Path) -> KeyFile:
    """The key file, undamaged but not vouched for until unlocked. Raises a KeyFileTrouble, FolderGone."""
    try:
        return decode(_content(folder / KEY_FILE))
    except KeyFileTrouble as trouble:
        raise type(trouble)(trouble.happened, previous_intact=_previous_intact(folder)) from trouble


def read_trusted(folder: Path, key: DataKey) -> KeyFile:
    """The key file, written by someone who held this data key; else KeyFileAltered."""
    key_file = read_key_file(folder)
    try:
        check_mac(key_file, key)
    except KeyFileTrouble as trouble:
        intact = _previous_intact(folder, key)
        raise type(trouble)(trouble.happened, previous_intact=intact) from trouble
    return key_file


def is_under(folder: Path, key: DataKey) -> bool:
    """Whether the key file in a folder was written by someone who held this data key."""
    try:
        check_mac(decode(_content(folder / KEY_FILE)), key)
    except Trouble:
        return False
    return True


def write_first(folder: Path, key_file: KeyFile, key: DataKey) -> None:
    """Writes the key file of a new register into a folder closed to others. Raises NotWritten."""
    make_private_folder(folder)
    write_safely(folder / KEY_FILE, encode(key_file, key))


def take_back_first(folder: Path) -> None:
    """Removes the key file of a register that could not be made, so that making it can be tried again."""
    (folder / KEY_FILE).unlink(missing_ok=True)


def write_changed(folder: Path, key_file: KeyFile, key: DataKey) -> None:
    """Replaces an intact key file, and then its copy. Raises NotWritten where the first was not replaced.

    The copy says the same as the key file and never what was before: it would keep open a way in that was
    taken away, or changed because somebody knew it. Until it is replaced too the earlier one is intact.
    """
    content = encode(key_file, key)
    try:
        write_safely(folder / KEY_FILE, content)
    except NotWritten:
        if _content(folder / KEY_FILE) != content:  # else only what came after the replacing was refused
            raise
    settle_copy(folder)


def settle_copy(folder: Path) -> None:
    """Makes the copy of a key file that is vouched for say the same, where that was broken off or refused."""
    with suppress(Trouble):
        content = _content(folder / KEY_FILE)
        if not (folder / PREVIOUS).exists() or _content(folder / PREVIOUS) != content:
            write_safely(folder / PREVIOUS, content)


def replace_for_new_key(folder: Path, key_file: KeyFile, key: DataKey) -> None:
    """From here on the key file opens the file under a new key. Raises NotWritten where it does not.

    The copy goes first: it would open nothing any more. The replacing itself is one step.
    """
    try:
        (folder / PREVIOUS).unlink(missing_ok=True)
        settle_folder(folder)
    except OSError as error:
        raise not_written(error) from error
    write_changed(folder, key_file, key)


def restore_previous(folder: Path) -> None:
    """Puts the copy of the key file in its place. Raises PreviousKeyFileUnusable, NotWritten."""
    if not _previous_intact(folder):
        raise PreviousKeyFileUnusable
    write_safely(folder / KEY_FILE, _content(folder / PREVIOUS))


def _previous_intact(folder: Path, key: DataKey | None = None) -> bool:
    """Whether the copy can be read and, where the key is known, was written by someone who held it."""
    try:
        copy = decode(_content(folder / PREVIOUS))
        if key is not None:
            check_mac(copy, key)
    except (KeyFileTrouble, KeyFileTooNew, KeyFileUnreadable):
        return False
    return True


def _content(path: Path) -> bytes:
    """The bytes of the file, one more than the largest at most."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError as error:
        if not path.parent.exists():
            raise FolderGone from error
        raise KeyFileMissing("The key file of this register is missing.") from error
    except (OSError, ValueError) as error:  # a name that no disk can hold is a ValueError
        raise KeyFileUnreadable from error
