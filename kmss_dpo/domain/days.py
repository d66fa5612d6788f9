"""Counting with days: calendar months, days, and how a day is written. No clock, no time zone."""

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

from kmss_dpo.domain.errors import Mistake

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def past_all_dates() -> Mistake:
    """The mistake of a date that no calendar holds."""
    return Mistake("The day worked out lies past the year 9999. Check the dates entered.")


def add_days(day: date, count: int) -> date:
    """The day `count` days later; raises `Mistake` past the year 9999."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        raise past_all_dates() from None


def add_months(day: date, count: int) -> date:
    """The same day-number `count` calendar months later, or the last day of a shorter month.

    Raises `Mistake` past the year 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if year > MAXYEAR:
        raise past_all_dates()
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def say_day(day: date) -> str:
    """A day with its weekday and year, as in “Mon 14 Dec 2026”, in English whatever the computer speaks."""
    return f"{say_day_of_year(day)} {day.year}"


def say_day_of_year(day: date) -> str:
    """A day with its weekday and without its year, as in “Mon 14 Dec”."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def say_count(count: int, one: str) -> str:
    """A number with its noun, as in “1 day”, “2 days” and “2,000 days”."""
    return f"{count} {one}" if count == 1 else f"{count:,} {_several(one)}"


def _several(one: str) -> str:
    """A noun for several, as in “days”, “entries”, “addresses” and “records in the bin”."""
    noun, within, place = one.partition(" in ")
    if within:
        return f"{_several(noun)}{within}{place}"
    if one.endswith("ry"):
        return f"{one[:-1]}ies"
    return f"{one}es" if one.endswith("s") else f"{one}s"
