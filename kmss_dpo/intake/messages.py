"""Reads email messages from files; the reading itself happens in a child process with limits."""

from datetime import date
from pathlib import Path

from kmss_dpo.domain.correspondence import Message
from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.intake.message_frames import NONSENSE, pack_wish, unpack
from kmss_dpo.intake.message_reading import BY_HAND
from kmss_dpo.intake.message_recognition import LARGEST, TOO_LARGE
from kmss_dpo.support.child import ChildFailed, ChildTooSlow, run_once

STOPPED = f"This message is damaged: the part of the program that reads it had to stop. {BY_HAND}"
TOO_SLOW = f"This message is damaged: reading it takes far too long. {BY_HAND}"
NO_FILE = "This is not a file. Choose a message saved as .eml."
LONGEST_SECONDS = 120.0


def read_message_file(path: Path, today: date) -> tuple[bytes, Message]:
    """The file as it is, and the message in it; raises `Mistake` for the file, `Trouble` for the disk."""
    try:
        if path.exists() and not path.is_file():
            raise Mistake(NO_FILE)
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError):
        raise Trouble(
            "The message file could not be read.", "Check that it is there and may be opened."
        ) from None
    return content, read_message(content, today)


def read_message(content: bytes, today: date, seconds: float = LONGEST_SECONDS) -> Message:
    """The message in `content`; raises `Mistake` with what to do where there is none. `today` in London."""
    if len(content) > LARGEST:
        raise Mistake(TOO_LARGE)
    try:
        return unpack(run_once("message", pack_wish(content, today), seconds))
    except ChildTooSlow:
        raise Mistake(TOO_SLOW) from None
    except (ChildFailed, *NONSENSE):
        raise Mistake(STOPPED) from None
