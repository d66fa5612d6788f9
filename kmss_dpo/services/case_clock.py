"""What follows from the facts of a case today: whether they can be kept, and its dates."""

from dataclasses import replace
from datetime import date

from kmss_dpo.domain.cases import CaseDetails, Closing, Status, check_case, check_closing
from kmss_dpo.domain.clock import (
    ClockFacts,
    Course,
    Deadline,
    check_extension,
    check_facts,
    closed_deadline,
    request_course,
    work_out,
)
from kmss_dpo.domain.holidays import ClosedDays
from kmss_dpo.domain.next_steps import waiting
from kmss_dpo.domain.retention import disposal_due
from kmss_dpo.domain.ways import stage_after_facts, way_of
from kmss_dpo.services.holidays import Holidays
from kmss_dpo.store import retention
from kmss_dpo.store.cases import Ending, StoredCase, WorkedOut
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.writing import Writing
from kmss_dpo.support.clock import Clock, london_day


class CaseClock:
    """Works with the day it is and the public holidays in force."""

    def __init__(self, holidays: Holidays, clock: Clock) -> None:
        self._holidays = holidays
        self._clock = clock

    def today(self) -> date:
        """The day in London."""
        return london_day(self._clock.now())

    def check(self, details: CaseDetails, facts: ClockFacts, closing: Closing | None = None) -> None:
        """Raise `Mistake` where a case can't be kept so; one that is closed has to fit how it ended, too."""
        today = self.today()
        check_case(details, today)
        if closing:
            sent = replace(closing, answered_on=facts.answered_on)
            check_closing(details.kind, details.received_on, sent, today)
        _check_facts(details, facts, today)

    def check_extension(self, connection: Reading, stored: StoredCase, facts: ClockFacts) -> None:
        """Raise `Mistake` where the officer records, in place of what is stored, what extends nothing."""
        closed = self._holidays.closed_days_in(connection)
        check_extension(stored.details, stored.facts, facts, closed, self.today())

    def work_out(
        self,
        writing: Writing,
        details: CaseDetails,
        facts: ClockFacts,
        ending: Ending,
        before: StoredCase | None = None,
    ) -> WorkedOut:
        """All that is stored with a case for sorting and listing."""
        connection = writing.connection
        way = way_of(details.kind, for_customer=bool(details.for_customer))
        return WorkedOut(
            deadline=self._deadline(details, facts, ending, self._holidays.closed_days_for(writing)),
            waiting=waiting(facts) if ending.status is Status.OPEN else None,
            disposal=disposal_due(
                details.kind,
                facts,
                ending.on,
                ending.status,
                retention.rules(connection),
                before.disposal_stage if before else 0,
            ),
            keep_until=retention.keep_until(connection, before.id) if before else None,
            stage=stage_after_facts(way, before.stage if before else "", facts).code,
        )

    def deadline(self, connection: Reading, stored: StoredCase) -> Deadline:
        """What the clock of a case says."""
        closed = self._holidays.closed_days_in(connection)
        return self._deadline(stored.details, stored.facts, stored.ending, closed)

    def course(self, connection: Reading, stored: StoredCase) -> Course:
        """What each question that was asked of the person did to the clock of a case."""
        closed = self._holidays.closed_days_in(connection)
        details, today = stored.details, self.today()
        return request_course(details.kind, details.received_on, stored.facts, closed, today)

    def what_if(self, connection: Reading, stored: StoredCase, facts: ClockFacts) -> Deadline:
        """What the clock would say with other facts, which may lie ahead; `Mistake` for what cannot be."""
        _check_facts(stored.details, facts, date.max)
        self.check_extension(connection, stored, facts)
        return self.deadline(connection, replace(stored, facts=facts))

    def _deadline(
        self, details: CaseDetails, facts: ClockFacts, ending: Ending, closed: ClosedDays
    ) -> Deadline:
        """One passed on to a customer has no clock of its own, a voided one none.

        One that was closed without an answer says so, as of the day it was closed.
        """
        worked_out = work_out(
            details.kind,
            details.received_on,
            facts,
            closed,
            today=ending.on or self.today(),
            for_customer=bool(details.for_customer),
            voided=ending.status is Status.VOIDED,
        )
        over = ending.status is Status.CLOSED and facts.answered_on is None
        return closed_deadline(worked_out, ending.on) if over and ending.on else worked_out


def _check_facts(details: CaseDetails, facts: ClockFacts, today: date) -> None:
    check_facts(details.kind, details.received_on, facts, today, for_customer=bool(details.for_customer))
