"""A line taken apart into what the PDF shows in one go: one font, one direction, in the order of reading."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kmss_dpo.letters.direction import as_seen, mirrored
from kmss_dpo.letters.faces import Metrics, metrics
from kmss_dpo.letters.paper import Piece
from kmss_dpo.letters.scripts import sits_at


@dataclass(frozen=True)
class Stretch:
    """Characters of one font that stand beside each other from left to right, `x` points from the left."""

    text: str
    font: str
    x: float


def stretches(piece: Piece) -> Iterator[Stretch]:
    """The line as it is read; letters that run leftwards stand one by one, each left of the one before.

    So what reads the file from its beginning to its end meets every text in its own order.
    """
    measure = metrics(piece.style.face)
    if piece.levels:
        yield from _both_ways(piece, measure)
    elif not measure.others:
        yield Stretch(piece.text, measure.font, piece.x)
    else:
        x = piece.x
        for font, some in groupby(piece.text, key=measure.font_of):
            text = "".join(some)
            yield Stretch(text, font, x)
            x += measure.width(text) * piece.style.size / 1000


def _both_ways(piece: Piece, measure: Metrics) -> Iterator[Stretch]:
    shown = [
        _turned(character, measure) if level % 2 else character
        for character, level in zip(piece.text, piece.levels, strict=True)
    ]
    places = _places(piece, shown, measure)
    start = 0
    for at, character in enumerate(shown):
        last = at + 1 == len(shown)
        if last or piece.levels[at] % 2 or _parts(piece, shown, measure, at):
            yield Stretch("".join(shown[start : at + 1]), measure.font_of(character), places[start])
            start = at + 1


def _parts(piece: Piece, shown: list[str], measure: Metrics, at: int) -> bool:
    """Whether the next character cannot be shown together with this one."""
    other_way = piece.levels[at] != piece.levels[at + 1]
    return other_way or measure.font_of(shown[at]) != measure.font_of(shown[at + 1])


def _turned(character: str, measure: Metrics) -> str:
    turned = mirrored(character)
    return turned if turned in measure.widths else character


def _places(piece: Piece, shown: list[str], measure: Metrics) -> list[float]:
    """The left edge of each character, in points; a point sits on the letter before it."""
    by = piece.style.size / 1000
    x = piece.x
    if piece.levels[-1] % 2 and piece.text.endswith(" "):  # it stands left of all that is seen
        x -= measure.widths[" "] * by
    places = [0.0] * len(shown)
    for at in as_seen(piece.levels):
        places[at] = x
        x += measure.widths[shown[at]] * by
    letter = 0
    for at, character in enumerate(shown):
        share = sits_at(character)
        if share is None:
            letter = at
        elif not measure.widths[character]:
            places[at] = places[letter] + share * measure.widths[shown[letter]] * by
    return places
