"""Which way text runs: Hebrew inside English and the other way round, by the Unicode Bidirectional Algorithm.

The library resolves levels; paired brackets (UAX #9, N0) are younger than its rules and are added here.
Explicit marks of direction never come this far, so a paragraph is one run.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from bidi import algorithm
from bidi.mirror import MIRRORED

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_DEEPEST = 63
"""Brackets within brackets that UAX #9, BD16, follows."""

Levels = tuple[int, ...]


def runs_leftwards(text: str) -> bool:
    """Whether a paragraph reads from right to left: its first letter with a direction says so."""
    return bool(algorithm.get_base_level(text))


def line_levels(lines: Sequence[str], *, leftwards: bool) -> list[Levels]:
    """For each line of one paragraph the level of each character; empty where all of it runs rightwards.

    Odd levels run from right to left.
    """
    whole = "".join(lines)
    if not leftwards and not any(unicodedata.bidirectional(each) in _RIGHT_TO_LEFT for each in whole):
        return [()] * len(lines)
    base = int(leftwards)
    levels = _levels(whole, base)
    found = []
    start = 0
    for line in lines:
        text = len(line.rstrip(" "))
        found.append((*levels[start : start + text], *(base,) * (len(line) - text)))
        start += len(line)
    return found


def as_seen(levels: Levels) -> list[int]:
    """The places of a line's characters from left to right (UAX #9, L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order


def mirrored(character: str) -> str:
    """What a character looks like where text runs from right to left: the other bracket, mostly itself."""
    return str(MIRRORED.get(character, character))


def _levels(text: str, base: int) -> list[int]:
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"] = base
    algorithm.get_embedding_levels(text, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], "LR"[base])
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    return [each["level"] for each in storage["chars"]]


def _resolve_brackets(chars: list[dict[str, Any]], base: str) -> None:
    """UAX #9, N0: both brackets of a pair take one direction."""
    for opening, closing in sorted(_pairs(chars)):
        within = {_strong(each["type"]) for each in chars[opening + 1 : closing]} - {""}
        if not within:
            continue
        way = base
        if base not in within and _before(chars, opening, base) != base:
            way = "RL"[base == "R"]
        for at in (opening, closing):
            chars[at]["type"] = way
            _take_marks_along(chars, at, way)


def _pairs(chars: Sequence[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    """The places of brackets that belong together (UAX #9, BD16)."""
    waiting: list[tuple[str, int]] = []
    for at, each in enumerate(chars):
        if each["type"] != "ON" or each["ch"] not in MIRRORED:
            continue
        kind = unicodedata.category(each["ch"])
        if kind == "Ps":
            if len(waiting) == _DEEPEST:
                return
            waiting.append((MIRRORED[each["ch"]], at))
        elif kind == "Pe":
            found = next((n for n in range(len(waiting) - 1, -1, -1) if waiting[n][0] == each["ch"]), -1)
            if found >= 0:
                yield waiting[found][1], at
                del waiting[found:]


def _strong(kind: str) -> str:
    """The direction of a type; numbers count as right to left, all else as none."""
    if kind in {"EN", "AN"}:
        return "R"
    return kind if kind in {"L", "R"} else ""


def _before(chars: Sequence[dict[str, Any]], place: int, base: str) -> str:
    """The direction that holds before a place."""
    return next((way for each in reversed(chars[:place]) if (way := _strong(each["type"]))), base)


def _take_marks_along(chars: Sequence[dict[str, Any]], place: int, way: str) -> None:
    for at in range(place + 1, len(chars)):
        if chars[at]["orig"] != "NSM":
            return
        chars[at]["type"] = way
