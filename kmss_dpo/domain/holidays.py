"""The days on which nothing falls due: weekends and the public holidays of one nation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from kmss_dpo.domain.days import add_days
from kmss_dpo.domain.errors import Mistake

_WEEKEND = {5: "Saturday", 6: "Sunday"}


class Nation(StrEnum):
    """The parts of the United Kingdom whose public holidays differ."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


NATION_NAMES: dict[Nation, str] = {
    Nation.ENGLAND_AND_WALES: "England and Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
}


@dataclass(frozen=True)
class PassedDay:
    """A day that a due date may not fall on, and why: a weekend day or a holiday by name."""

    day: date
    why: str


@dataclass(frozen=True)
class OwnDays:
    """What the officer changes in the table: days added by name, days that are none after all.

    `known_until` is the last day of a list that the officer imported, where there is one.
    """

    added: Mapping[date, str] = field(default_factory=dict)
    removed: frozenset[date] = frozenset()
    known_until: date | None = None


@dataclass(frozen=True)
class ClosedDays:
    """The public holidays of one nation by name, known from `first` to `last`, both included.

    Holidays outside that reach are the ones that follow from a rule; more may be announced.
    """

    nation: Nation
    holidays: Mapping[date, str]
    first: date
    last: date

    def is_closed(self, day: date) -> bool:
        """Whether the day is a Saturday, a Sunday or a public holiday."""
        return day.weekday() in _WEEKEND or day in self.holidays

    def why_closed(self, day: date) -> str:
        """“Saturday”, “Christmas Day”; empty on a working day. A weekend goes before a holiday on it."""
        return _WEEKEND.get(day.weekday()) or self.holidays.get(day, "")

    def roll(self, day: date) -> tuple[date, tuple[PassedDay, ...]]:
        """The first working day on or after `day`, and the days passed over; never goes backwards.

        Raises `Mistake` past the year 9999.
        """
        passed: list[PassedDay] = []
        while self.is_closed(day):
            passed.append(PassedDay(day, self.why_closed(day)))
            day = add_days(day, 1)
        return day, tuple(passed)

    def back(self, day: date) -> tuple[date, tuple[PassedDay, ...]]:
        """The last working day on or before `day`, and the days passed over on the way there.

        Only for a day that somebody else set and that cannot be stretched; what the law counts is rolled.
        """
        passed: list[PassedDay] = []
        while self.is_closed(day):
            passed.append(PassedDay(day, self.why_closed(day)))
            day = add_days(day, -1)
        return day, tuple(passed)

    def reaches(self, day: date) -> bool:
        """Whether every public holiday around the day is known."""
        return self.first <= day <= self.last

    def fingerprint(self) -> str:
        """The same for two tables that close the same days of one nation, whatever the days are called."""
        days = "".join(f" {day.isoformat()}" for day in sorted(self.holidays))
        return sha256(f"{self.nation.value}{days}".encode()).hexdigest()

    def changed_by(self, own: OwnDays) -> "ClosedDays":
        """The same table with the officer's own days taken in; an added day wins over a removed one."""
        kept = {day: name for day, name in self.holidays.items() if day not in own.removed}
        last = max(self.last, own.known_until or self.last)
        return ClosedDays(self.nation, {**kept, **own.added}, self.first, last)


def check_own_day(name: str) -> None:
    """Raise `Mistake` where a public holiday that the officer adds has no name to explain it by."""
    if not name.strip():
        raise Mistake("Give the day its name: it is shown wherever a date passes over it.", "name")
