"""Public holidays of the controller's nation: the program's table with the officer's own days taken in."""

from datetime import date
from pathlib import Path

from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.holidays import ClosedDays, Nation, OwnDays, check_own_day
from kmss_dpo.domain.ids import Kind
from kmss_dpo.intake.public_holidays import (
    closed_days,
    own_days_from,
    read_list_file,
    read_published,
)
from kmss_dpo.services.settings import organisation
from kmss_dpo.store import holidays, settings
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.register import Register
from kmss_dpo.store.writing import Writing

_KNOWN_UNTIL = "public holidays known until"
_WORKED_OUT_WITH = "open cases worked out with"
_DECIDE_DATES = frozenset({Kind.HOLIDAY, Kind.SETTING})


class Holidays:
    """The closed days that every due date is worked out with, and the officer's changes to them."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._closed: ClosedDays | None = None
        register.subscribe(self._forget)

    def closed_days(self) -> ClosedDays:
        """The table in force."""
        with self._register.reading() as connection:
            return self.closed_days_in(connection)

    def closed_days_in(self, connection: Reading) -> ClosedDays:
        """The same, within a transaction that is already open."""
        return self._closed or _table_in(connection)

    def closed_days_for(self, writing: Writing) -> ClosedDays:
        """The same for a write, and kept: only a write is sure to see the newest days."""
        if self._closed is None:
            self._closed = _table_in(writing.connection)
        return self._closed

    def are_in_the_dates(self) -> bool:
        """Whether the dates of all open cases were worked out with the table in force.

        Not after a recompute that was cut off, nor where a newer program brought a newer table.
        """
        with self._register.reading() as connection:
            table = self.closed_days_in(connection)
            return bool(settings.value(connection, _WORKED_OUT_WITH) == table.fingerprint())

    def begin_dates(self) -> str:
        """Note that dates are being worked out with the table in force, some so far; its fingerprint.

        Until all are, no table has them: also not the one of before, should the officer go back to it.
        """
        with self._register.writing("dates recomputed") as writing:
            if settings.value(writing.connection, _WORKED_OUT_WITH):
                settings.settle(writing, _WORKED_OUT_WITH, "")
            return self.closed_days_for(writing).fingerprint()

    def end_dates(self, fingerprint: str) -> None:
        """Note that the dates of all open cases were worked out with the table of this fingerprint."""
        with self._register.writing("dates recomputed") as writing:
            settings.settle(writing, _WORKED_OUT_WITH, fingerprint)

    def add(self, day: date, name: str, *, closed: bool = True) -> None:
        """Take a day in as a holiday, or out of the table."""
        check_own_day(name)
        with self._register.writing("holidays changed") as writing:
            nation = organisation(writing.connection).nation
            holidays.settle(writing, nation, [(day, name, closed)])

    def read_list(self, file: Path) -> bytes:
        """The content of a file that should be an official list; `Trouble` where it cannot be read."""
        return read_list_file(file)

    def take_over(self, published: bytes) -> int:
        """Take over an official list, JSON or iCalendar; how many days of it were new or gone.

        Raises `Mistake` where it is no such list.
        """
        with self._register.writing("holidays imported") as writing:
            nation = organisation(writing.connection).nation
            before = _own_days(writing.connection, nation)
            after = own_days_from(read_published(published, nation), before)
            changed = _differences(before, after)
            holidays.settle(writing, nation, changed)
            if after.known_until:
                settings.settle(writing, f"{_KNOWN_UNTIL}: {nation.value}", after.known_until.isoformat())
        return len(changed)

    def _forget(self, changes: Changes) -> None:
        if changes.kinds() & _DECIDE_DATES:
            self._closed = None


def _table_in(connection: Reading) -> ClosedDays:
    nation = organisation(connection).nation
    return closed_days(nation, _own_days(connection, nation))


def _own_days(connection: Reading, nation: Nation) -> OwnDays:
    added, removed = holidays.own_days(connection, nation)
    until = settings.value(connection, f"{_KNOWN_UNTIL}: {nation.value}")
    return OwnDays(added, removed, date.fromisoformat(until) if until else None)


def _differences(before: OwnDays, after: OwnDays) -> list[tuple[date, str, bool]]:
    added = [(day, name, True) for day, name in after.added.items() if before.added.get(day) != name]
    removed = [(day, "", False) for day in after.removed if day not in before.removed]
    return added + removed
