"""A mailing list from outside, line by line: as large, damaged or strangely encoded as it comes.

Nothing of it is kept. What is taken out is a whole line, or several where a quoted field runs over them; the
rest is written again byte for byte.
"""

import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from kmss_dpo.domain.errors import Mistake, Stopped, Trouble
from kmss_dpo.domain.suppression import MOST_SHOWN, Checked
from kmss_dpo.support.safe_file import not_written, settle_folder

Source = Path | str
"""A file, or what was pasted."""
Proceed = Callable[[int, int], bool]
_LONGEST = 1 << 20
"""How many characters of a line are read at once: a file without any line end must not fill the memory."""
_MOST_LINES = 20
"""Over how many lines a quoted field may run: a mark that is never closed must not swallow the list."""
_OPENS = re.compile(r"(^|[,;\t|])\s*\"")
_LOOKED_AT = 8192
_EVERY = 2_000
"""After how many lines it is told how far the work is: some hundredths of a second."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NO_TEXT = "This file is no list in plain text. Save it as CSV, UTF-8, in your spreadsheet, and check that."
_UNREADABLE = ("The list could not be read.", "Check that the file is still there and may be read.")


@dataclass
class _Reading:
    """How far the reading is; `doubtful` once something was no text in the encoding of the file."""

    text: TextIO
    size: int
    doubtful: bool = False
    lines: int = 0
    _waiting: list[str] = field(default_factory=list)

    def records(self) -> Iterator[tuple[int, str]]:
        """The number of the first line of each record, and the record as it stands, line ends included."""
        while line := self._line():
            first, record = self.lines, [line]
            if _OPENS.search(line):
                self._close(record)
            yield first, "".join(record)

    def _close(self, record: list[str]) -> None:
        """Add the lines up to the one that closes the quotes; none where that does not come soon."""
        ahead: list[str] = []
        while (record[0] + "".join(ahead)).count('"') % 2 and len(ahead) < _MOST_LINES:
            if not (line := self._line()):
                break
            ahead.append(line)
        if (record[0] + "".join(ahead)).count('"') % 2:
            self._waiting = ahead + self._waiting
            self.lines -= len(ahead)
        else:
            record += ahead

    def _line(self) -> str:
        line = self._waiting.pop(0) if self._waiting else self.text.readline(_LONGEST)
        self.lines += bool(line)
        if len(line) == _LONGEST or "\ufffd" in line or _is_no_text(line):
            self.doubtful = True
        return line


@contextmanager
def _opened(source: Source) -> Iterator[_Reading]:
    if isinstance(source, str):
        whole = source.encode("utf-8", "replace").decode()  # half of a letter pair can be pasted
        yield _Reading(io.StringIO(whole, newline=""), len(whole))
        return
    if not source.is_file():
        raise Trouble(*_UNREADABLE)
    try:
        with source.open("rb") as looked_at:
            begins = looked_at.read(_LOOKED_AT)
        encoding, errors = _encoding_of(begins)
        with source.open(encoding=encoding, errors=errors, newline="") as text:
            yield _Reading(text, source.stat().st_size)
    except OSError:
        raise Trouble(*_UNREADABLE) from None


def _encoding_of(begins: bytes) -> tuple[str, str]:
    """How the file is read, so that what is written again has the same bytes."""
    if begins.startswith(_UTF_16):
        return "utf-16", "replace"
    if b"\0" in begins:
        raise Mistake(_NO_TEXT)
    return "utf-8", "surrogateescape"


def check(source: Source, is_suppressed: Callable[[str], bool], proceed: Proceed) -> Checked:
    """Which lines of a list name somebody who is suppressed; raises `Stopped` where it is not to go on."""
    with _opened(source) as reading:
        return _sorted_out(reading, is_suppressed, lambda _kept: None, proceed)


def clean(source: Source, place: Path, is_suppressed: Callable[[str], bool], proceed: Proceed) -> Checked:
    """Write the list without those lines to a place; all of it or nothing."""
    fresh = place.with_name(place.name + ".new")
    try:
        with _opened(source) as reading:
            encoding = getattr(reading.text, "encoding", None) or "utf-8"
            errors = getattr(reading.text, "errors", None) or "strict"
            done = _write(fresh, encoding, errors, reading, is_suppressed, proceed)
        return _put(fresh, place, done)
    finally:
        fresh.unlink(missing_ok=True)


def _write(
    fresh: Path,
    encoding: str,
    errors: str,
    reading: _Reading,
    is_suppressed: Callable[[str], bool],
    proceed: Proceed,
) -> Checked:
    try:
        with open(
            fresh, "w", encoding=encoding, errors=errors, newline="", opener=_for_owner_only
        ) as written:
            done = _sorted_out(reading, is_suppressed, written.write, proceed)
            written.flush()
            os.fsync(written.fileno())
    except OSError as error:
        raise not_written(error) from None
    return done


def _put(fresh: Path, place: Path, done: Checked) -> Checked:
    try:
        fresh.replace(place)
        settle_folder(place.parent)
    except OSError as error:
        raise not_written(error) from None
    return done


def _sorted_out(
    reading: _Reading,
    is_suppressed: Callable[[str], bool],
    keep: Callable[[str], object],
    proceed: Proceed,
) -> Checked:
    matching: list[int] = []
    matches = read = 0
    for number, record in reading.records():
        read += len(record)
        if is_suppressed(_readable(record)):
            matches += 1
            if len(matching) < MOST_SHOWN:
                matching.append(number)
        else:
            keep(record)
        if number % _EVERY == 0 and not proceed(min(read, reading.size), reading.size):
            raise Stopped
    return Checked(reading.lines, matches, tuple(matching), reading.doubtful)


def _readable(record: str) -> str:
    """A line as Windows wrote it, where it is no UTF-8."""
    if not _is_no_text(record):
        return record
    return record.encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _is_no_text(words: str) -> bool:
    """Whether some of it was no text in the encoding of the file."""
    return not words.isascii() and any("\ud800" <= each <= "\udfff" for each in words)


def _for_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
