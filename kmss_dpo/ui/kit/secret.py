"""Characters in one preallocated buffer that is wiped, so that a passphrase never becomes a string."""

import unicodedata
from collections.abc import Iterator

CAPACITY = 65_536
LONGEST = 16_000
_CONTINUATION = 0x80
_WIDTHS = ((0x80, 1), (0xE0, 2), (0xF0, 3))


class Secret:
    """UTF-8 characters that can be edited in place; positions and counts are in characters."""

    def __init__(self) -> None:
        self._store = bytearray(CAPACITY)
        self._used = 0
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def replace(self, start: int, removed: int, put: bytes | bytearray | memoryview) -> bool:
        """Put UTF-8 in the place of some characters; False, and nothing done, where it would not fit."""
        added = sum(1 for byte in put if byte & 0xC0 != _CONTINUATION)
        first = self._offset(start)
        after = self._offset(start + removed)
        end = self._used + len(put) - (after - first)
        if self._count - removed + added > LONGEST or end > CAPACITY:
            return False
        with memoryview(self._store) as view:
            view[first + len(put) : end] = view[after : self._used]
            view[first : first + len(put)] = put
            for at in range(end, self._used):
                view[at] = 0
        self._used = end
        self._count += added - removed
        return True

    def characters(self) -> Iterator[str]:
        """The characters, one at a time, for painting."""
        at = 0
        while at < self._used:
            width = self._width(at)
            yield self._store[at : at + width].decode("utf-8", "replace")
            at += width

    def copy(self) -> bytearray:
        """All of it in NFC, in a buffer that the caller wipes.

        One keyboard types an accented letter as one character, another as a letter and an accent: both
        have to open what either has closed.
        """
        copied = bytearray(sum(len(part) for part in self._composed()))
        at = 0
        for part in self._composed():
            copied[at : at + len(part)] = part
            at += len(part)
        return copied

    def take(self) -> bytearray:
        """The same; this one is wiped."""
        taken = self.copy()
        self.wipe()
        return taken

    def wipe(self) -> None:
        """Overwrite everything with zeros."""
        for at in range(self._used):
            self._store[at] = 0
        self._used = 0
        self._count = 0

    def _composed(self) -> Iterator[bytes]:
        """Letters with their accents in NFC, each for itself: the whole never becomes a string."""
        letter = ""
        for one in self.characters():
            if letter and not unicodedata.combining(one) and _stand_apart(letter, one):
                yield _nfc(letter).encode()
                letter = one
            else:
                letter += one
        yield _nfc(letter).encode()

    def _offset(self, character: int) -> int:
        at = 0
        for _ in range(character):
            at += self._width(at)
        return at

    def _width(self, at: int) -> int:
        """How many bytes the character that begins at a byte takes (RFC 3629)."""
        lead = self._store[at]
        return next((width for below, width in _WIDTHS if lead < below), 4)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _stand_apart(letter: str, following: str) -> bool:
    """Whether two characters stay two in NFC; the parts of a Korean syllable do not."""
    return _nfc(letter + following) == _nfc(letter) + _nfc(following)
