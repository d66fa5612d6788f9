"""Words that are in nothing else, and the search for them in every byte of every file, decrypted.

Each word has two halves, either of which gives it away: the index keeps of a word only what it does not share
with the one before it, and a text may be cut by the end of a page. Between the halves stands a letter that is
written otherwise in JSON, in the index and in UTF-16.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.services.conftest import ClearBytes

STEM, BETWEEN = "qzx", "é"
_LETTERS = "bcdfghjklmnprstvw"
_REST = 9
_HALF = re.compile(rf"{STEM}[{_LETTERS}]{{{_REST}}}".encode())
_WIDE_HALF = re.compile(
    b"\0".join(each.encode() for each in STEM) + rf"(?:\0[{_LETTERS}]){{{_REST}}}".encode()
)
"""The same in UTF-16, whichever byte comes first."""
_DIGITS = 9


class Marks:
    """Words as they are handed out, each under the name of what is to go with it."""

    def __init__(self) -> None:
        self._chance = random.Random(2018)  # going on through all there is: no word comes twice
        self._said: dict[str, set[bytes]] = defaultdict(set)
        self._exact: dict[str, set[bytes]] = defaultdict(set)

    def say(self, name: str, between: str = BETWEEN) -> str:
        """A new word."""
        halves = [STEM + "".join(self._chance.choices(_LETTERS, k=_REST)) for _ in range(2)]
        self._said[name].update(each.encode() for each in halves)
        return between.join(halves)

    def number(self, name: str) -> str:
        """A new phone number."""
        digits = "".join(self._chance.choices("123456789", k=_DIGITS))
        self._exact[name].add(digits.encode())
        return f"07{digits}"

    def take(self, name: str, content: bytes, *, every: int = 4999, long: int = 24) -> None:
        """Know a content that shows no words, such as a PDF, by pieces of it."""
        self._exact[name].update(content[at : at + long] for at in range(every, len(content) - long, every))

    def names(self) -> set[str]:
        """What words were handed out for."""
        return {*self._said, *self._exact}

    def of(self, names: Iterable[str]) -> set[bytes]:
        """All that gives away what these names stand for."""
        return {each for name in names for each in (*self._said[name], *self._exact[name])}

    def words(self, names: Iterable[str]) -> set[bytes]:
        """The words alone."""
        return {each for name in names for each in self._said[name]}

    def exact(self) -> set[bytes]:
        """What is looked for as it is."""
        return set().union(*self._exact.values())


@dataclass
class Searched:
    """How many bytes were searched in how many files, and in which of these each mark was found."""

    size: int = 0
    looked_at: int = 0
    found: dict[bytes, set[str]] = field(default_factory=lambda: defaultdict(set))

    def hits(self, wanted: Iterable[bytes]) -> set[str]:
        """The files in which any of these was found."""
        return {file for each in wanted for file in self.found.get(each, ())}

    def __iadd__(self, other: "Searched") -> Self:
        self.size += other.size
        self.looked_at += other.looked_at
        return self


def search(place: Path, look: ClearBytes, exact: Iterable[bytes] = ()) -> Searched:
    """Look through every file below a folder: as it is, and decrypted if it is a database or its log."""
    searched = Searched()
    for path in place.rglob("*"):
        if not path.is_file():
            continue
        name = path.relative_to(place).as_posix()
        whole = [path.read_bytes(), name.encode()]
        if path.name in {"register.kmss", "register.kmss-wal"}:
            whole.append(look(path))
        searched.looked_at += 1
        for content in whole:
            searched.size += len(content)
            for each in found_in(content, exact):
                searched.found[each].add(name)
    return searched


def found_in(content: bytes, exact: Iterable[bytes] = ()) -> set[bytes]:
    """The halves of words in it, in whatever encoding, and what of `exact` is in it."""
    lower = content.lower()
    wide = {each.replace(b"\0", b"") for each in _WIDE_HALF.findall(lower)}
    spread = {each for each in exact if b"\0".join(each[at : at + 1] for at in range(len(each))) in content}
    return {*_HALF.findall(lower), *wide, *spread, *(each for each in exact if each in content)}
