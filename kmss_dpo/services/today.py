"""What is due, what waits, what has run out, and whether the register itself is sound."""

from datetime import date, timedelta

from kmss_dpo.domain.clock import SOON_DAYS
from kmss_dpo.domain.days import add_months
from kmss_dpo.domain.overview import Overview
from kmss_dpo.domain.schedule import review_due
from kmss_dpo.domain.soundness import RegisterHealth
from kmss_dpo.services.disposal import groups_in
from kmss_dpo.services.holidays import Holidays
from kmss_dpo.services.proceeding import Proceed, to_the_end
from kmss_dpo.services.soundness import check
from kmss_dpo.store import backups, case_lists, follow_ups, holds, quick_notes, schedule, statistics
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day

MOST_URGENT = 50
_MONTHS = 12


class Today:
    """The first screen of the morning, computed and never stored."""

    def __init__(self, register: Register, holidays: Holidays, clock: Clock) -> None:
        self._register = register
        self._holidays = holidays
        self._clock = clock

    def overview(self) -> Overview:
        """How things stand."""
        today = london_day(self._clock.now())
        with self._register.reading() as connection:
            urgent = case_lists.most_urgent(connection, today, MOST_URGENT)
            return Overview(
                today=today,
                overdue=case_lists.due_between(connection, None, today - timedelta(days=1)),
                due_soon=case_lists.due_between(connection, today, today + timedelta(days=SOON_DAYS)),
                to_act_on=case_lists.to_act_on(connection, today),
                urgent=tuple(urgent),
                ready=tuple(groups_in(connection, today)),
                open_by_kind=case_lists.open_by_kind(connection),
                months=tuple(statistics.answered_by_month(connection, _first_month(today))),
                holidays=self._holidays.closed_days_in(connection),
                nothing_yet=case_lists.nothing_yet(connection),
                to_complete=tuple(quick_notes.everyone(connection)),
                follow_ups=tuple(follow_ups.due(connection, today + timedelta(days=SOON_DAYS))),
                holds_to_review=holds.count_to_review(connection, today),
                schedule_review=review_due(schedule.reviews(connection), today),
            )

    def health(self, proceed: Proceed = to_the_end) -> RegisterHealth:
        """Whether the register holds together and when the last backup was made.

        It waits for the register's lanes, slice by slice, so it runs on none of them: see `checking`. Once
        `proceed` answers false, or the register is being closed, it ends with `Stopped`.
        """
        entries, fault = check(self._register, proceed)
        return RegisterHealth(
            audit_entries=entries,
            fault=fault,
            last_backup=backups.newest(self._register.folder, self._clock.now()),
            checked_at=self._clock.now(),
        )


def _first_month(today: date) -> date:
    return add_months(today.replace(day=1), 1 - _MONTHS)
