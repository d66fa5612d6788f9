"""The typefaces that letters are set in: loaded once, measured, and asked what they cannot print."""

import re
import struct
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.support.resources import resource


class Face(StrEnum):
    """The shipped faces; each value is the file's name and the name the PDF knows it by."""

    REGULAR = "LiberationSans-Regular"
    BOLD = "LiberationSans-Bold"
    ITALIC = "LiberationSans-Italic"
    MONO = "LiberationMono-Bold"


@dataclass(frozen=True)
class Metrics:
    """What a face can print and how wide, and its reach above and below: thousandths of the type size."""

    widths: dict[str, float]
    ascent: float
    descent: float

    def width(self, text: str) -> float:
        """The width of a text in thousandths of the type size."""
        return sum(map(self.widths.__getitem__, text))


# How far Ŷ and Ż reach above the line, measured; the face's own ascent is that of a plain capital.
MARKED_CAPITALS = 925.0

# What the font parser raises on a file that is missing, cut short or no font.
_DAMAGED = (OSError, TTFError, struct.error, LookupError, ValueError)


@cache
def metrics(face: Face) -> Metrics:
    """Load a face, make it known to the PDF library and measure it; the second call costs nothing."""
    try:
        font = TTFont(face.value, str(resource("fonts", f"{face.value}.ttf")))
    except _DAMAGED as broken:
        raise Trouble(
            f"The letter font {face.value} is missing or damaged.", "Install the program again."
        ) from broken
    pdfmetrics.registerFont(font)
    kept = font.face
    widths = {chr(code): kept.charWidths.get(code, kept.defaultWidth) for code in kept.charToGlyph}
    return Metrics(widths, MARKED_CAPITALS, kept.descent)


# Marks that steer line breaks and direction on a screen and print nothing.
_UNSEEN = dict.fromkeys(
    [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF]
)
_LINE_ENDS = re.compile("\r\n?|[\v\x85\u2028\u2029]")
_SPACES = re.compile("[\t\u1680\u2000-\u200a\u202f\u205f\u3000]")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def clean(text: str) -> str:
    """The text as it is printed: letters composed with their marks, one kind of line end and of space."""
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    text = text.replace("\N{NON-BREAKING HYPHEN}", "-")  # word processors type it, the faces lack it
    return _SPACES.sub(" ", text.translate(_UNSEEN))


def clean_line(text: str) -> str:
    """The text as it is printed on one line."""
    return clean(text).replace("\n", " ")


# Control, format, private and unassigned characters: some have glyphs, none has a shape a reader knows.
_NO_SHAPE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_STAND_INS = frozenset("\N{OBJECT REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}")


@cache
def _printable() -> frozenset[str]:
    """The characters that every text face has and that run from left to right."""
    in_all = frozenset.intersection(*(frozenset(metrics(face).widths) for face in Face if face != Face.MONO))
    return frozenset(
        character
        for character in in_all - _STAND_INS
        if unicodedata.category(character) not in _NO_SHAPE
        and unicodedata.bidirectional(character) not in _RIGHT_TO_LEFT
    )


def unprintable(text: str) -> set[str]:
    """The characters of a text that a letter cannot show: no glyph, control, or right-to-left writing."""
    return set(clean(text)) - _printable() - {"\n"}


NAMED = 6


def check_printable(text: str, part: str = "") -> None:
    """Raise `Mistake` that names the characters a letter cannot show, and the part they stand in."""
    wrong = sorted(unprintable(text))
    if wrong:
        named = ", ".join(_name(character) for character in wrong[:NAMED])
        more = f" and {len(wrong) - NAMED} more" if len(wrong) > NAMED else ""
        where = f" (they stand in “{part}”)" if part else ""
        raise Mistake(
            f"These characters can't be printed in a letter: {named}{more}{where}. Replace them.", "text"
        )


def _name(character: str) -> str:
    """A character as a person can find it: 🙂 (slightly smiling face), U+0007."""
    name = unicodedata.name(character, "").lower()
    if unicodedata.category(character) in _NO_SHAPE:
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
