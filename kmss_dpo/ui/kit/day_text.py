"""Days as the officer writes and reads them."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})")
_FULL = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip


def read_day(text: str) -> date | None:
    """The day written as 14 Dec 2026, 14/12/2026 (day first) or 2026-12-14; None for anything else."""
    plain = " ".join(text.lower().split())
    if found := _ISO.fullmatch(plain):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(plain):
        return _made(int(found[3]), int(found[2]), int(found[1]))
    if found := _WORDS.fullmatch(plain):
        month = _month(found[2])
        return _made(int(found[3]), month, int(found[1])) if month else None
    return None


def write_day(day: date, *, weekday: bool = False) -> str:
    """14 Dec 2026, or Mon 14 Dec 2026."""
    plain = f"{day.day} {_SHORT[day.month - 1]} {day.year}"
    return f"{_WEEKDAYS[day.weekday()]} {plain}" if weekday else plain


def _month(word: str) -> int:
    """1 to 12, or 0 for a word that names no month."""
    for number, (short, full) in enumerate(zip(_MONTHS, _FULL, strict=True), start=1):
        if word == "sept" and short == "sep":
            return number
        if word in {short, full}:
            return number
    return 0


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
