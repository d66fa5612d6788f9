"""Whole days as an iCalendar file (RFC 5545), read by every calendar."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_FOLD = 75
"""Octets of a line at most, without its end (RFC 5545 section 3.1)."""
_BEGINNING = datetime.fromisoformat("2026-01-01T00:00:00+00:00")


@dataclass(frozen=True)
class Entry:
    """A whole day. `uid` is what a calendar knows it by when the file is imported once more.

    `alarms` are days before it, 0 for the day itself; each rings at nine in the morning.
    """

    uid: str
    day: date
    words: str
    alarms: tuple[int, ...] = ()


def as_calendar(entries: Iterable[Entry], made_at: datetime) -> bytes:
    """The file. `made_at`, in UTC, tells a calendar which of two imports is the newer one."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//KMSS//DPO Register//EN", "METHOD:PUBLISH"]
    for entry in entries:
        lines += _event(entry, made_at)
    return "".join(_folded(line) for line in (*lines, "END:VCALENDAR")).encode()


def _event(entry: Entry, made_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(entry.uid)}"
    yield f"DTSTAMP:{made_at:%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{max(0, int((made_at - _BEGINNING) / timedelta(minutes=1)))}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.day)}"
    yield f"DTEND;VALUE=DATE:{_day(entry.day + timedelta(days=1))}"
    yield f"SUMMARY:{_escaped(entry.words)}"
    yield "TRANSP:TRANSPARENT"
    for days in entry.alarms:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(entry.words)}")
        yield from (f"TRIGGER:{_before(days)}", "END:VALARM")
    yield "END:VEVENT"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"  # strftime leaves the noughts of early years out


def _before(days: int) -> str:
    """Nine in the morning of a day, counted from the midnight with which the entry begins."""
    return "PT9H" if days == 0 else f"-PT{days * 24 - 9}H"


def _escaped(words: str) -> str:
    plain = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def _folded(line: str) -> str:
    """A line with its end; what has no room goes on below, and no letter is cut in two."""
    pieces, room = [""], _FOLD
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append("")
            room = _FOLD - 1
        pieces[-1] += letter
        room -= size
    return "\r\n ".join(pieces) + "\r\n"
