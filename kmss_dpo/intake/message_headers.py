"""What header lines say: encoded words, people and moments."""

import base64
import binascii
import quopri
import re
from datetime import UTC, datetime
from email.utils import getaddresses, parsedate_to_datetime

from kmss_dpo.intake.message_words import decode, one_line
from kmss_dpo.support.clock import LONDON

_WORD = re.compile(r"=\?([^?\s]+)\?([BbQq])\?([^?\n]*)\?=")
_BETWEEN = re.compile(r"(\?=)[ \t\r\n]+(?==\?[^?\s]+\?[BbQq]\?)")
_LONGEST_DATE = 1_000
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]+@[^\s<>()\[\],;:\"@]+")


def readable(value: str) -> str:
    """A header's text, unfolded; `value` may carry bytes of no named character set."""
    content = value.encode("utf-8", "surrogateescape")
    text, _ = decode(content, "")
    return re.sub(r"\r?\n(?=[ \t])", "", text)


def decode_words(value: str) -> str:
    """A header's text with its encoded words (RFC 2047) read, on one line."""
    joined = _BETWEEN.sub(r"\1", value)
    pieces: list[str] = []
    pending, charset, end = b"", "", 0
    for word in _WORD.finditer(joined):
        named = word[1].partition("*")[0].lower()
        if word.start() != end or named != charset:
            pieces += (decode(pending, charset)[0], joined[end : word.start()])
            pending, charset = b"", named
        pending += _encoded(word[2].lower(), word[3])
        end = word.end()
    pieces += (decode(pending, charset)[0], joined[end:])
    return one_line("".join(pieces))


def _encoded(way: str, text: str) -> bytes:
    content = text.encode("utf-8")
    if way == "q":
        return quopri.decodestring(content, header=True)
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return content


def people(value: str) -> list[tuple[str, str]]:
    """Names and addresses in a header; addresses without an @ are left out."""
    found = [(decode_words(name), one_line(email)) for name, email in getaddresses([value])]
    good = [(name, email) for name, email in found if _ADDRESS.fullmatch(email)]
    if good:
        return good
    loose = _ADDRESS.search(value)
    return [(decode_words(value[: loose.start()].strip(" \t<\"'")), loose[0])] if loose else []


def person(name: str, email: str) -> str:
    """One person on one line."""
    return f"{name} <{email}>" if name and name != email else email


def moment(value: str) -> datetime | None:
    """The moment a date header names, in UTC; without a zone it is read as London time, -0000 as UTC."""
    plain = re.sub(r"\s*:\s*", ":", re.sub(r"\([^()]{0,200}\)", " ", value[:_LONGEST_DATE]))
    try:
        read = parsedate_to_datetime(plain)
        if read.tzinfo is None:
            read = read.replace(tzinfo=UTC if "-0000" in plain else LONDON)
        return read.astimezone(UTC)
    except (ValueError, TypeError, LookupError, OverflowError, AttributeError):
        return None


def noted_at(received: str) -> datetime | None:
    """The moment a mail server wrote into a `Received` line: it stands after a semicolon (RFC 5321 4.4)."""
    pieces = received.split(";")[1:]
    for piece in reversed(pieces[-5:]):
        found = moment(piece)
        if found:
            return found
    return None
