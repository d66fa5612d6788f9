"""The days that lie ahead as a calendar file, for a calendar outside the register: no name, no summary."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from kmss_dpo.domain.coming_dates import MONTHS, ComingDate, of_disposals, of_due_dates, of_holds
from kmss_dpo.domain.days import add_months
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.services.alerts import MOST, wanted
from kmss_dpo.store import alerts
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.register import Register
from kmss_dpo.support.calendar_text import Entry, as_calendar
from kmss_dpo.support.clock import Clock, london_day


class ComingDates:
    """What the officer takes along into a calendar. `register_id` tells two registers' days apart."""

    def __init__(self, register: Register, register_id: UUID, clock: Clock) -> None:
        self._register = register
        self._id = register_id
        self._clock = clock

    def ahead(self) -> list[ComingDate]:
        """The days of the next twelve months, today included, in order."""
        with self._register.reading() as connection:
            return sorted(self._ahead(connection), key=lambda each: (each.on, each.name))

    def calendar(self) -> bytes:
        """The calendar file; `Mistake` where no day lies ahead. What it names is audited."""
        days = self.ahead()
        if not days:
            raise Mistake("No due date, disposal or review lies ahead, so there is nothing to put in a file.")
        with self._register.reading() as connection:
            early = wanted(connection).days_ahead
        with self._register.writing("calendar exported") as writing:
            for kind, record in (each.record for each in days if each.record):
                writing.note(kind, record)
        entries = (
            Entry(f"{each.name}@{self._id}", each.on, each.words, (early, 0) if each.early else (0,))
            for each in days
        )
        return as_calendar(entries, self._clock.now())

    def _ahead(self, connection: Reading) -> Iterator[ComingDate]:
        first = london_day(self._clock.now())
        last = add_months(first, MONTHS)
        yield from of_due_dates(alerts.due_ahead(connection, first, last))
        tomorrow = first + timedelta(days=1)
        yield from of_disposals(alerts.disposable_ahead(connection, tomorrow, last))
        yield from of_holds(alerts.holds_to_review(connection, tomorrow, date.max, MOST))
