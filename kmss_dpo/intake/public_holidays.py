"""Public holidays: the table a register starts with, and the published lists an officer imports.

The table comes from the `holidays` package, loaded when it is first needed. Weekend days are left out as
in the official list, which names their substitutes instead.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.holidays import ClosedDays, Nation, OwnDays

FIRST = date(2019, 1, 1)
LAST = date(2028, 12, 31)
"""The years in which the table was compared with the official list and found equal."""

_RULE_YEARS = range(1990, 2101)
"""From the earliest case a register holds to the end of what the package computes."""

_SUBDIVISIONS = {
    Nation.ENGLAND_AND_WALES: "ENG",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}
_SATURDAY = 5
_DAYS_OF_A_YEAR = 8
"""The public holidays of an ordinary year in England and Wales, the fewest of the three nations."""

_LARGEST = 1_000_000
_MOST_EVENTS = 2_000
_LONGEST_NAME = 100
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ICAL_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?")


@dataclass(frozen=True)
class PublishedDays:
    """The days of one nation in a published list, by name."""

    nation: Nation
    days: dict[date, str]

    @property
    def years_covered(self) -> frozenset[int]:
        """The years it lists whole; a file with one announced holiday says nothing of the others."""
        counts = Counter(day.year for day in self.days)
        return frozenset(year for year, count in counts.items() if count >= _DAYS_OF_A_YEAR)


def closed_days(nation: Nation, own: OwnDays | None = None) -> ClosedDays:
    """The closed days of a nation with the officer's own days taken in."""
    table = ClosedDays(nation, _table(nation), FIRST, LAST)
    return table.changed_by(own) if own else table


@cache
def _table(nation: Nation) -> MappingProxyType[date, str]:
    from holidays import country_holidays  # noqa: PLC0415 - a slow import that the unlock window must not pay

    found = country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=_RULE_YEARS)
    days = {day: _officially(name) for day, name in sorted(found.items()) if day.weekday() < _SATURDAY}
    return MappingProxyType(days)


def _officially(name: str) -> str:
    return name.replace("(observed)", "(substitute day)")


def read_list_file(file: Path) -> bytes:
    """What a file holds that should be a published list; one byte more than allowed of one too large.

    Raises `Trouble` where it cannot be read, `Mistake` where it is no file.
    """
    if file.exists() and not file.is_file():
        raise _unreadable("it is no file")
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST + 1)
    except OSError:
        raise Trouble("The list could not be read.", "Check that it is there and may be opened.") from None


def read_published(content: bytes, nation: Nation) -> PublishedDays:
    """The days of one nation in an official list, JSON or iCalendar, told apart by content.

    Raises `Mistake` on anything that is not such a list; the sentence holds nothing of the file.
    """
    text = _text(content)
    events = (
        _calendar_events(text) if text.lstrip().startswith("BEGIN:VCALENDAR") else _json_events(text, nation)
    )
    days: dict[date, str] = {}
    for day, name in events:
        if len(days) >= _MOST_EVENTS:
            raise _unreadable("it holds too many days")
        days[day] = name
    if not days:
        raise _unreadable("it holds no day")
    return PublishedDays(nation, days)


def own_days_from(published: PublishedDays, own: OwnDays) -> OwnDays:
    """What the officer's own days become when a published list is taken over.

    In the years it covers the list alone is right: what it lacks is removed, what the officer had set
    otherwise is set anew. In other years its days are added and nothing else changes.
    """
    table = _table(published.nation)
    disowned = {
        day
        for day in (*table, *own.added)
        if day.year in published.years_covered and day not in published.days
    }
    added = {day: name for day, name in own.added.items() if day not in disowned}
    added |= {day: name for day, name in published.days.items() if day not in table or day in own.removed}
    removed = frozenset((own.removed | disowned) - set(added))
    return OwnDays(added, removed, _known_until(published, own))


def _known_until(published: PublishedDays, own: OwnDays) -> date | None:
    """The end of the last year covered, where the list goes further than what was known."""
    ends = [date(year, 12, 31) for year in published.years_covered]
    if own.known_until:
        ends.append(own.known_until)
    return max(ends, default=None)


def _unreadable(why: str) -> Mistake:
    return Mistake(f"This is no list of public holidays that can be read: {why}.", "file")


def _text(content: bytes) -> str:
    if len(content) > _LARGEST:
        raise _unreadable("it is larger than a megabyte")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable("it is no UTF-8 text") from None


def _json_events(text: str, nation: Nation) -> Iterator[tuple[date, str]]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        raise _unreadable("it is neither JSON nor iCalendar") from None
    part = _member(whole, nation.value, dict, "it has nothing on this nation")
    for event in _member(part, "events", list, "it has no list of events"):
        name = _member(event, "title", str, "an event has no title")
        notes = event.get("notes", "")
        substitute = isinstance(notes, str) and notes.strip().lower() == "substitute day"
        day = _day(_ISO_DAY, _member(event, "date", str, "an event has no date"))
        yield day, _name(name) + (" (substitute day)" if substitute else "")


def _member(whole: object, key: str, kind: type[Any], otherwise: str) -> Any:
    found = whole.get(key) if isinstance(whole, dict) else None
    if not isinstance(found, kind):
        raise _unreadable(otherwise)
    return found


def _calendar_events(text: str) -> Iterator[tuple[date, str]]:
    """The events of an iCalendar file (RFC 5545): one whole day each, without repetition."""
    event: dict[str, str] | None = None
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        left, _, value = line.partition(":")
        field = left.partition(";")[0].upper()
        if (field, value) == ("BEGIN", "VEVENT"):
            event = {}
        elif (field, value) == ("END", "VEVENT") and event is not None:
            yield _calendar_day(event)
            event = None
        elif event is not None:
            event[field] = value
    if event is not None:
        raise _unreadable("its last event has no end")


def _calendar_day(event: dict[str, str]) -> tuple[date, str]:
    if "RRULE" in event:
        raise _unreadable("an event repeats")
    day = _day(_ICAL_DAY, event.get("DTSTART", ""))
    until = _day(_ICAL_DAY, event["DTEND"]) if "DTEND" in event else day
    if (until - day).days > 1:
        raise _unreadable("an event lasts longer than a day")
    return day, _name(re.sub(r"\\([,;\\])", r"\1", event.get("SUMMARY", "")))


def _day(pattern: re.Pattern[str], text: str) -> date:
    found = pattern.fullmatch(text.strip())
    try:
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or day.year not in _RULE_YEARS:
        raise _unreadable("an event has no date that can be read")
    return day


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise _unreadable("an event has no name that can be read")
    return name
