"""Which characters can be set one beside the other; writing that joins up or stacks needs more than that."""

import unicodedata

# Control, format, private and unassigned characters: some have glyphs, none has a shape a reader knows.
_NO_SHAPE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_HEBREW = ((0x0590, 0x05FF), (0xFB1D, 0xFB4F))
# Arabic to Myanmar, Khmer and Mongolian, the scripts of South and South-East Asia, and those of old.
_JOINED = (
    (0x0600, 0x109F),
    (0x1780, 0x18AF),
    (0x1900, 0x1CFF),
    (0xA800, 0xA82F),
    (0xA840, 0xAAFF),
    (0xABC0, 0xABFF),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFE),
    (0x10800, 0x10FFF),
    (0x11000, 0x11FFF),
    (0x16100, 0x16FFF),
    (0x1E800, 0x1EFFF),
)


def has_shape(character: str) -> bool:
    """Whether a reader would know the character by its look."""
    return unicodedata.category(character) not in _NO_SHAPE


def is_hebrew(character: str) -> bool:
    """Whether it is a letter or point of Hebrew."""
    return _among(character, _HEBREW)


def runs_as_drawn(character: str) -> bool:
    """Whether it looks the same whatever stands beside it; of right-to-left writing only Hebrew does."""
    leftwards = unicodedata.bidirectional(character) in {"R", "AL", "AN"}
    return not _among(character, _JOINED) and (not leftwards or is_hebrew(character))


def _among(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(character) <= last for first, last in ranges)


_AT_THE_LEFT, _AT_THE_RIGHT = 0.07, 0.93
_PLACES = {
    "\N{HEBREW POINT HOLAM}": _AT_THE_LEFT,
    "\N{HEBREW POINT HOLAM HASER FOR VAV}": _AT_THE_LEFT,
    "\N{HEBREW POINT SIN DOT}": _AT_THE_LEFT,
    "\N{HEBREW POINT SHIN DOT}": _AT_THE_RIGHT,
}


def sits_at(character: str) -> float | None:
    """Where on its letter a Hebrew point sits: a part of its width from the left; None for letters."""
    if is_hebrew(character) and unicodedata.category(character) == "Mn":
        return _PLACES.get(character, 0.5)
    return None
