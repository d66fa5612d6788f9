"""The lines of a postal address that tell by themselves whose it is: those of the house and its street."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kmss_dpo.domain.letters.words import POSTCODE, words_of

_LEAST_WORDS, _LEAST_LETTERS, _MOST_DIGITS = 3, 3, 3
_WITHIN_A_HOUSE = frozenset(
    {
        *("flat", "apartment", "apt", "unit", "suite", "studio", "room", "office", "floor", "level"),
        *("block", "building", "house", "number", "box", "gate", "bay", "wing", "entrance"),
    }
)
"""“Flat 2” is in many houses and in many letters."""
_NUMBER_ALONE = re.compile(r"(^|,)(\s*\d+[A-Za-z]?\s*),")


@dataclass(frozen=True)
class StreetLine:
    """The words of a line; `surely` where they can hardly mean anything else than that house."""

    words: tuple[str, ...]
    surely: bool


def street_lines(address: str) -> tuple[StreetLine, ...]:
    """The lines of an address that say enough, the longest first.

    That is a number and a word, such as “12 Mill Lane”; or at least three words such as the name of a house,
    where they can be no town, which stands behind the street. What a comma parts is a line too.
    """
    parts = list(_parts(address))
    numbered = [at for at, words in enumerate(parts) if _has_number(words)]
    before_town = parts[: numbered[0] if numbered else len(parts) - 1]
    named = [words for words in before_town if len(words) >= _LEAST_WORDS]
    found = {
        **{words: StreetLine(words, surely=False) for words in named},
        **{parts[at]: StreetLine(parts[at], surely=_is_sure(parts[at])) for at in numbered},
    }
    return tuple(sorted(found.values(), key=lambda line: (-len(line.words), line.words)))


def _parts(address: str) -> Iterator[tuple[str, ...]]:
    for line in POSTCODE.sub(" ", address).splitlines():
        if "," in line:
            joined = _NUMBER_ALONE.sub(r"\1\2", line)  # “12, Mill Lane”
            yield from (words for part in joined.split(",") if (words := words_of(part)))
        elif words := words_of(line):
            yield words


def _has_number(words: tuple[str, ...]) -> bool:
    return any(word[0].isdigit() for word in words) and any(
        len(word) >= _LEAST_LETTERS and word.isalpha() and word not in _WITHIN_A_HOUSE for word in words
    )


def _is_sure(words: tuple[str, ...]) -> bool:
    """Longer numbers are postcodes abroad, of a whole town, as in “28013 Madrid”."""
    return not any(len(word) > _MOST_DIGITS and sum(map(str.isdigit, word)) > _MOST_DIGITS for word in words)
