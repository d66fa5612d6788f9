"""The random key that the register is encrypted with, in one place that can be wiped."""

import secrets
from types import TracebackType
from typing import Final, Self

from kmss_dpo.domain.errors import Stopped
from kmss_dpo.support.wiping import wipe

KEY_BYTES: Final = 32
HEX_DIGITS: Final = b"0123456789abcdef"


def random_secret() -> bytearray:
    """32 random bytes, drawn one by one so that no immutable copy is left behind."""
    drawn = bytearray(KEY_BYTES)
    for place in range(KEY_BYTES):
        drawn[place] = secrets.randbits(8)
    return drawn


class DataKey:
    """Holds 32 bytes until it is wiped, or let go of; never bytes, text or a copy that nobody wipes."""

    def __init__(self, buffer: bytearray) -> None:
        self._buffer = buffer
        self._wiped = False
        if len(buffer) != KEY_BYTES:
            raise ValueError("a data key has 32 bytes")

    @classmethod
    def random(cls) -> Self:
        """A new key."""
        return cls(random_secret())

    @property
    def buffer(self) -> bytearray:
        """The bytes themselves, not a copy; a wiped key is refused."""
        if self._wiped:
            raise ValueError("the data key was wiped")
        return self._buffer

    @property
    def wiped(self) -> bool:
        """Whether the key is gone."""
        return self._wiped

    def copy(self) -> Self:
        """A key of its own for work that a lock on another thread must not take it from. Raises Stopped."""
        copied = type(self)(bytearray(self._buffer))
        if self._wiped:  # before, or while it was copied: zeros may be in it
            copied.wipe()
            raise Stopped
        return copied

    def copy_for_sqlcipher(self) -> bytearray:
        """The 67 ASCII bytes x'HEX' that `Connection.set_key` takes as a raw key; the caller wipes them."""
        form = bytearray(b"x'" + b"0" * (2 * KEY_BYTES) + b"'")
        for place, byte in enumerate(self.buffer):
            form[2 + 2 * place] = HEX_DIGITS[byte >> 4]
            form[3 + 2 * place] = HEX_DIGITS[byte & 15]
        return form

    def wipe(self) -> None:
        """Overwrites the key; may be called again."""
        self._wiped = True
        wipe(self._buffer)

    def __del__(self) -> None:
        self.wipe()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wipe()
