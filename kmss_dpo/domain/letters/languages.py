"""The languages that a letter can be worded in, and the words that stand around its text in each of them.

The wording itself is the officer's: what ships with the program is in English.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Language(StrEnum):
    """Its value is the tag by which a program that reads the pages aloud knows it (BCP 47)."""

    ENGLISH = "en-GB"
    WELSH = "cy-GB"


LANGUAGE_NAMES: Mapping[Language, str] = {Language.ENGLISH: "English", Language.WELSH: "Welsh"}

_CALLED = {
    **dict.fromkeys(("english", "en", "en-gb", "saesneg"), Language.ENGLISH),
    **dict.fromkeys(("welsh", "cymraeg", "cy", "cy-gb"), Language.WELSH),
}


@dataclass(frozen=True)
class Frame:
    """What a letter says beside its text: to somebody who is named, to nobody by name, and on its pages."""

    named: str
    nobody: str
    closing: str
    closing_to_nobody: str
    letter: str
    reference: str
    page: str
    months: tuple[str, ...]


FRAMES: Mapping[Language, Frame] = {
    Language.ENGLISH: Frame(
        named="Dear {},",
        nobody="Dear Sir or Madam,",
        closing="Yours sincerely",
        closing_to_nobody="Yours faithfully",
        letter="Letter {}",
        reference="Our reference: {}",
        page="Page {} of {}",
        months=(
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
    ),
    Language.WELSH: Frame(
        named="Annwyl {},",
        nobody="Annwyl Syr neu Fadam,",
        closing="Yn gywir",
        closing_to_nobody="Yn bur",
        letter="Llythyr {}",
        reference="Ein cyfeirnod: {}",
        page="Tudalen {} o {}",
        months=(
            *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
            *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
        ),
    ),
}


def language_called(words: str) -> Language | None:
    """The language that somebody means; English where nothing is said, None for one without a frame."""
    bare = words.strip().casefold()
    return _CALLED.get(bare) if bare else Language.ENGLISH


def long_date(day: date, language: Language = Language.ENGLISH) -> str:
    """A day as letters write it: 22 November 2026, whatever the language of the computer."""
    return f"{day.day} {FRAMES[language].months[day.month - 1]} {day.year}"


def salutation_to(recipient: str, language: Language) -> str:
    """The usual salutation."""
    named, frame = recipient.strip(), FRAMES[language]
    return frame.named.format(named) if named else frame.nobody


def closing_to(recipient: str, language: Language) -> str:
    """The usual closing words."""
    frame = FRAMES[language]
    return frame.closing if recipient.strip() else frame.closing_to_nobody
