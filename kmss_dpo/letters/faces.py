"""The typefaces that letters are set in: loaded once, measured, and asked what they cannot print.

Beside the shipped faces another font of this computer may stand, which has the letters that they lack.
"""

import re
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.letters import NotPrintable
from kmss_dpo.letters.scripts import has_shape, runs_as_drawn
from kmss_dpo.support.resources import resource


class Face(StrEnum):
    """The shipped faces; each value is the file's name and the name the PDF knows it by."""

    REGULAR = "LiberationSans-Regular"
    BOLD = "LiberationSans-Bold"
    ITALIC = "LiberationSans-Italic"
    MONO = "LiberationMono-Bold"


@dataclass(frozen=True)
class Metrics:
    """What a face can print and how wide, and its reach above and below: thousandths of the type size.

    `font` is the name that the PDF library knows it by; the characters `others` come from `other_font`.
    """

    font: str
    widths: dict[str, float]
    ascent: float
    descent: float
    others: frozenset[str] = frozenset()
    other_font: str = ""

    def width(self, text: str) -> float:
        """The width of a text in thousandths of the type size."""
        return sum(map(self.widths.__getitem__, text))

    def font_of(self, character: str) -> str:
        """The name of the font that has the character."""
        return self.other_font if character in self.others else self.font


# How far Ŷ and Ż reach above the line, measured; the face's own ascent is that of a plain capital.
MARKED_CAPITALS = 925.0

# What the font parser raises on a file that is missing, cut short or no font.
DAMAGED = (OSError, TTFError, struct.error, LookupError, ValueError)

_BESIDE: ContextVar[str] = ContextVar("the file of the font beside the shipped faces", default="")


@contextmanager
def beside(file: str) -> Iterator[None]:
    """Take what the shipped faces lack from the font in a file, on this thread, for as long as this lasts.

    An empty name, and a file that cannot be read any more, leave the shipped faces alone.
    """
    before = _BESIDE.set(file)
    try:
        yield
    finally:
        _BESIDE.reset(before)


def metrics(face: Face) -> Metrics:
    """Load a face, make it known to the PDF library and measure it; the second call costs nothing."""
    shipped = _shipped(face)
    return _together(face, file) if (file := _BESIDE.get()) and _other(file) else shipped


@cache
def _shipped(face: Face) -> Metrics:
    try:
        return _load(face.value, str(resource("fonts", f"{face.value}.ttf")))
    except DAMAGED as broken:
        raise Trouble(
            f"The letter font {face.value} is missing or damaged.", "Install the program again."
        ) from broken


def _other(file: str) -> Metrics | None:
    """The font in a file; None where it is gone or cannot be read, which may change."""
    try:
        return _readable(file)
    except DAMAGED:
        return None


@cache
def _readable(file: str) -> Metrics:
    return _load(f"Other{zlib.crc32(file.encode()):08x}", file)


@cache
def _together(face: Face, file: str) -> Metrics:
    own, other = _shipped(face), _readable(file)
    others = frozenset(other.widths) - frozenset(own.widths)
    return replace(own, widths={**other.widths, **own.widths}, others=others, other_font=other.font)


def _load(name: str, file: str) -> Metrics:
    font = TTFont(name, file)
    pdfmetrics.registerFont(font)
    kept = font.face
    widths = {chr(code): kept.charWidths.get(code, kept.defaultWidth) for code in kept.charToGlyph}
    return Metrics(name, widths, MARKED_CAPITALS, kept.descent)


# Marks that steer line breaks and direction on a screen and print nothing.
_UNSEEN = dict.fromkeys(
    [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF]
)
_LINE_ENDS = re.compile("\r\n?|[\v\x85\u2028\u2029]")
_SPACES = re.compile("[\t\u1680\u2000-\u200a\u202f\u205f\u3000]")


def clean(text: str) -> str:
    """The text as it is printed: letters composed with their marks, one kind of line end and of space."""
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    text = text.replace("\N{NON-BREAKING HYPHEN}", "-")  # word processors type it, the faces lack it
    return _SPACES.sub(" ", text.translate(_UNSEEN))


def clean_line(text: str) -> str:
    """The text as it is printed on one line."""
    return clean(text).replace("\n", " ")


_STAND_INS = frozenset("\N{OBJECT REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}")


@cache
def _printable(file: str) -> frozenset[str]:
    """The characters that every text face has, or the font in a file, and that can be set one by one."""
    in_all = frozenset.intersection(*(frozenset(_shipped(face).widths) for face in Face if face != Face.MONO))
    other = _other(file) if file else None
    every = in_all | (frozenset(other.widths) if other else frozenset())
    return frozenset(each for each in every - _STAND_INS if has_shape(each) and runs_as_drawn(each))


def unprintable(text: str) -> set[str]:
    """The characters of a text that a letter cannot show: no glyph, control, or writing that joins up."""
    file = _BESIDE.get()
    return set(clean(text)) - _printable(file if file and _other(file) else "") - {"\n"}


NAMED = 6


def check_printable(text: str, part: str = "") -> None:
    """Raise `NotPrintable` that names the characters a letter cannot show, and the part they stand in."""
    wrong = sorted(unprintable(text))
    if wrong:
        named = ", ".join(_name(character) for character in wrong[:NAMED])
        more = f" and {len(wrong) - NAMED} more" if len(wrong) > NAMED else ""
        where = f" (they stand in “{part}”)" if part else ""
        file = _BESIDE.get()
        gone = f" {FONT_GONE}" if file and not _other(file) else ""
        others = "".join(each for each in wrong if has_shape(each) and runs_as_drawn(each))
        remedy = "Choose a font that has them, or replace them." if others else "Replace them."
        raise NotPrintable(
            f"These characters can't be printed in a letter: {named}{more}{where}.{gone} {remedy}", others
        )


FONT_GONE = "The font that was chosen for more letters can't be found or read any more."


def _name(character: str) -> str:
    """A character as a person can find it: 🙂 (slightly smiling face), U+0007."""
    name = unicodedata.name(character, "").lower()
    if not has_shape(character):
        return f"an unseen character U+{ord(character):04X}{f' ({name})' if name else ''}"
    return f"{character} ({name})" if name else f"U+{ord(character):04X}"


_SPACE_RUNS = re.compile(" +")


def break_lines(text: str, face: Face, size: float, width: float) -> list[str]:
    """A text without line ends as lines that fit `width` points; a word longer than a line is cut."""
    measure = metrics(face)
    limit = width * 1000 / size
    space = measure.widths[" "]
    lines: list[str] = []
    line: list[str] = []
    used = 0.0
    for word in _SPACE_RUNS.split(text.strip(" ")):
        for piece, length in _pieces(word, measure, limit):
            if line and used + space + length > limit:
                lines.append(" ".join(line))
                line, used = [], 0.0
            used += length + (space if line else 0)
            line.append(piece)
    return [*lines, " ".join(line)]


def _pieces(word: str, measure: Metrics, limit: float) -> list[tuple[str, float]]:
    """A word with its width; one that is wider than a line in pieces that are not."""
    length = measure.width(word)
    if length <= limit:
        return [(word, length)]
    pieces = []
    start, used = 0, 0.0
    for place, character in enumerate(word):
        wide = measure.widths[character]
        if used + wide > limit and place > start:
            pieces.append((word[start:place], used))
            start, used = place, 0.0
        used += wide
    return [*pieces, (word[start:], used)]
