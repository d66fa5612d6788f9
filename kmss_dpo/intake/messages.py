"""Reads email messages from files; the reading itself happens in a child process with limits."""

from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from kmss_dpo.domain.correspondence import Message
from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.intake.message_frames import NONSENSE, pack_wish, unpack
from kmss_dpo.intake.message_reading import BY_HAND
from kmss_dpo.intake.message_recognition import LARGEST, TOO_LARGE
from kmss_dpo.support.child import Child, ChildFailed, ChildTooSlow

STOPPED = f"This message is damaged: the part of the program that reads it had to stop. {BY_HAND}"
TOO_SLOW = f"This message is damaged: reading it takes far too long. {BY_HAND}"
NO_FILE = "This is not a file. Choose a message saved as .eml."
LONGEST_SECONDS: Final = 120.0
MOST_OF_ONE_CHILD: Final = 500


class MessageReader:
    """Reads messages in one child process, one at a time; a message that ends the child is refused alone.

    The child is another after so many messages, and after each that it failed at.
    """

    def __init__(self, child: str = "message") -> None:
        self._child = Child(child)
        self._asked = 0
        self._stopped = False

    def read_file(self, path: Path, today: date) -> tuple[bytes, Message]:
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
        return content, self.read(content, today)

    def read(self, content: bytes, today: date, seconds: float = LONGEST_SECONDS) -> Message:
        """The message in `content`; raises `Mistake` where there is none. `today` is London's."""
        if len(content) > LARGEST:
            raise Mistake(TOO_LARGE)
        try:
            return unpack(self._ask(pack_wish(content, today), seconds))
        except ChildTooSlow:
            raise Mistake(TOO_SLOW) from None
        except (ChildFailed, *NONSENSE):
            raise Mistake(STOPPED) from None

    def _ask(self, wish: bytes, seconds: float) -> bytes:
        if self._asked >= MOST_OF_ONE_CHILD:
            self._renew()
        try:
            return self._ask_once(wish, seconds)
        except ChildTooSlow:
            raise
        except ChildFailed:
            if self._asked == 1:
                raise
        # Perhaps it fell over what messages before this one left behind.
        self._renew()
        return self._ask_once(wish, seconds)

    def _ask_once(self, wish: bytes, seconds: float) -> bytes:
        if self._stopped:
            raise ChildFailed
        self._asked += 1
        return self._child.ask(wish, seconds)

    def _renew(self) -> None:
        self._child.close()
        self._asked = 0

    def stop(self) -> None:
        """Give up the message that is being read, from any thread, and read no other."""
        self._stopped = True
        self._child.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.close()
