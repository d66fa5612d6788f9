"""What can be recognised in a text: words, emails, phone numbers, postcodes, references and days."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.folding import folded
from kmss_dpo.domain.letters.languages import FRAMES, Language

_RUN = re.compile(r"\w+")


@dataclass(frozen=True)
class Word:
    """One word without capitals and accents, and where it stands."""

    text: str
    start: int
    end: int


def read_words(text: str) -> tuple[Word, ...]:
    """The words of a text in their order; whatever parts them, a dash or the end of a line, is the same."""
    found = ((folded(run[0]), run.start(), run.end()) for run in _RUN.finditer(text))
    return tuple(Word(*each) for each in found if each[0])


def words_of(text: str) -> tuple[str, ...]:
    """The same without their places, however the accents are written down."""
    if text.isascii():  # as folding would have it, in a third of the time
        return tuple(_RUN.findall(text.lower()))
    return tuple(word for run in _RUN.findall(unicodedata.normalize("NFC", text)) if (word := folded(run)))


_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(?:\.[\w-]+)*")
_PHONE = re.compile(r"(?<![\w+])\+?\(?\d(?:[ \t().\N{NO-BREAK SPACE}-]{0,2}\d){6,14}(?!\w)")
POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s{0,2}(\d[A-Z]{2})\b", re.IGNORECASE)
_REFERENCE = re.compile(r"(?<![\w/.-])\w+(?:[/._-]\w+)*")
_SHORTEST_REFERENCE = 5
"""Characters: what is shorter is a number of anything."""


def emails_in(text: str) -> frozenset[str]:
    """The email addresses, in small letters."""
    return frozenset(found[0].casefold().strip(".'") for found in _EMAIL.finditer(text))


def phones_in(text: str) -> frozenset[str]:
    """The phone numbers as digits, British ones both as dialled at home and from abroad."""
    every = {re.sub(r"[^\d+]", "", found[0]) for found in _PHONE.finditer(text)}
    return frozenset(spelt for number in every for spelt in _spellings(number))


def _spellings(number: str) -> Iterator[str]:
    home = re.sub(r"^(?:\+44|0044)0?", "0", number)
    yield number
    if home.startswith("0"):
        yield from (home, f"+44{home[1:]}", f"+44{home}", f"0044{home[1:]}")


def postcodes_in(text: str) -> frozenset[str]:
    """The postcodes, with one blank."""
    return frozenset(f"{found[1]} {found[2]}".upper() for found in POSTCODE.finditer(text))


def references_in(text: str) -> frozenset[str]:
    """What can be the reference of a case: no blank in it, and a digit."""
    every = (found[0] for found in _REFERENCE.finditer(text))
    return frozenset(
        each for each in every if len(each) >= _SHORTEST_REFERENCE and any(sign.isdigit() for sign in each)
    )


_MONTHS = {
    month.casefold(): number
    for frame in FRAMES.values()
    for number, month in enumerate(frame.months, start=1)
}
_SHORT = {
    month[:3].casefold(): number for number, month in enumerate(FRAMES[Language.ENGLISH].months, start=1)
}
_MONTH = "|".join((*_MONTHS, "sept", *_SHORT))
_DAY = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+({_MONTH})\b\.?(?:,?\s+(\d{{4}})\b)?"
    r"|\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b"
    r"|\b(\d{4})-(\d{2})-(\d{2})\b",
    re.IGNORECASE,
)


def days_in(text: str, near: date) -> tuple[date, ...]:
    """The days that a text names, however it writes them; without a year it is the one nearest to `near`."""
    return tuple(dict.fromkeys(day for _at, day in _each_day(text, near)))


def days_promised(text: str, near: date) -> Iterator[tuple[int, date]]:
    """The days by which something is to be, as in “by 3 May”, each with the place where it stands."""
    for at, day in _each_day(text, near):
        if text[:at].casefold().split()[-1:] == ["by"]:
            yield at, day


def _each_day(text: str, near: date) -> Iterator[tuple[int, date]]:
    for each in _DAY.finditer(text):
        if days := tuple(_possible(each, near)):
            yield each.start(), min(days, key=lambda day: abs(day - near))


def _possible(said: re.Match[str], near: date) -> Iterator[date]:
    """The day that was found; where its year is not said, that of the years around `near`."""
    written = said[3] or said[6] or said[7]
    years = [int(written)] if written else range(near.year - 1, near.year + 2)
    month = _month(said[2]) if said[2] else int(said[5] or said[8])
    for year in years:
        with suppress(ValueError):  # 31 February is no day
            yield date(year, month, int(said[1] or said[4] or said[9]))


def _month(name: str) -> int:
    said = name.casefold()
    return _MONTHS.get(said) or _SHORT[said[:3]]
