"""From bytes to words: character sets as they are really used, and text that is safe to show and keep."""

import codecs
import re

REPLACED = "Some characters of the text could not be read and are shown as \N{REPLACEMENT CHARACTER}."
GUESSED = "The message does not say rightly how its characters are written; some may be shown wrongly."

_FALLBACK = "cp1252"
_NOT_FOR_MAIL = frozenset(
    {"unicode_escape", "raw_unicode_escape", "punycode", "idna", "undefined", "mbcs", "oem"}
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_TURNING = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def codec_of(charset: str) -> str | None:
    """Python's name of a character set, or None where it is unknown or no character set of mail."""
    try:
        name = codecs.lookup(charset.strip().strip("\"'")).name
        b" ".decode(name)  # a codec of bytes to bytes is refused here
    except (LookupError, ValueError):
        return None
    return None if name.replace("-", "_") in _NOT_FOR_MAIL else name


def decode(content: bytes, charset: str) -> tuple[str, tuple[str, ...]]:
    """Text of `content` and what the officer should know about it; `charset` is empty where none was named.

    ASCII and Latin-1 are named by senders who mean neither, so there the bytes are asked first.
    """
    codec = codec_of(charset or "ascii")
    if codec in {"ascii", "iso8859-1", None}:
        text, guessed = _guess(content)
        sure = content.isascii() or codec == "iso8859-1" or not (guessed or codec is None)
        return text, () if sure else (GUESSED,)
    try:
        return content.decode(str(codec)), ()
    except ValueError:
        return content.decode(str(codec), "replace"), (REPLACED,)


def _guess(content: bytes) -> tuple[str, bool]:
    """UTF-8 where the bytes are that, else Windows Latin-1; whether it is no more than a guess."""
    try:
        return content.decode("utf-8"), False
    except UnicodeDecodeError:
        return content.decode(_FALLBACK, "replace"), True


def clean(text: str) -> str:
    """Text without control characters and half characters, with one kind of line end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("", lines).strip("\n").rstrip()


def one_line(text: str) -> str:
    """Text on one line, without what would turn its direction or hide in it."""
    spaced = " ".join(_TURNING.sub("", text).split())
    return _UNPRINTABLE.sub("", spaced)
