"""The clock against a second one that walks the calendar a day at a time and shares nothing with it.

`CLOCK_CASES` in the environment raises the number of random cases; the suite runs a few thousand.
"""

import os
import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import (
    Ask,
    Clarification,
    ClockFacts,
    ClockState,
    Extension,
    ExtensionGround,
    work_out,
)
from kmss_dpo.domain.holidays import ClosedDays, Nation
from kmss_dpo.intake.public_holidays import closed_days

CASES = int(os.environ.get("CLOCK_CASES", "9000"))
ONE = timedelta(days=1)


class Calendar:
    """Days counted one by one."""

    def __init__(self, closed: ClosedDays) -> None:
        self.holidays = set(closed.holidays)

    def months_on(self, start: date, months: int) -> date:
        day = start.replace(day=1)
        for _ in range(months):
            day += ONE
            while day.day != 1:
                day += ONE
        while day.day < start.day and (day + ONE).day != 1:
            day += ONE
        return day

    def open_on_or_after(self, day: date) -> date:
        while day.isoweekday() in {6, 7} or day in self.holidays:
            day += ONE
        return day

    def walk(self, day: date, days: int) -> date:
        for _ in range(days):
            day += ONE
        return day


def days_between(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE


class SecondClock:
    """What is due when, read off the rules of the domain and nothing else."""

    def __init__(self, kind: CaseKind, received: date, facts: ClockFacts, closed: ClosedDays) -> None:
        self.received, self.facts, self.calendar = received, facts, Calendar(closed)
        self.starts: list[Ask] = []
        self.pauses: list[Clarification] = []
        self.left_over: list[Clarification] = []
        for question in self.in_order(kind):
            self.take(question)
        first_due = self.due(1)
        sent = facts.extension.notice_sent_on if facts.extension else None
        self.months = 3 if sent and (first_due is None or sent <= first_due) else 1
        if self.months == 3:
            for one in self.left_over:
                due = self.due(3)
                if due is None or one.asked_on <= due:
                    self.pauses.append(one)

    def in_order(self, kind: CaseKind) -> list[Ask | Clarification]:
        asks = (self.facts.identity, self.facts.authority, self.facts.fee)
        found: list[Ask | Clarification] = [ask for ask in asks if ask is not None]
        if kind is CaseKind.ACCESS:
            found.extend(self.facts.clarifications)
        return sorted(found, key=lambda question: question.asked_on)

    def take(self, question: Ask | Clarification) -> None:
        due = self.due(1)
        in_time = due is None or question.asked_on <= due
        if isinstance(question, Ask):
            if in_time:
                self.starts.append(question)
        elif in_time:
            self.pauses.append(question)
        else:
            self.left_over.append(question)

    def start(self) -> date | None:
        day = self.received
        for ask in self.starts:
            if ask.satisfied_on is None:
                return None
            while day < ask.satisfied_on:
                day += ONE
        return day

    def due(self, months: int, *, literal: bool = False) -> date | None:
        start = self.start()
        if start is None or any(one.answered_on is None for one in self.pauses):
            return None
        out: set[date] = set()
        for one in self.pauses:
            assert one.answered_on
            first = one.asked_on if literal else one.asked_on + ONE
            out |= {day for day in days_between(first, one.answered_on) if day > start}
        base = self.calendar.months_on(start, months)
        return self.calendar.open_on_or_after(self.calendar.walk(base, len(out)))


def random_case(luck: random.Random) -> tuple[CaseKind, date, ClockFacts]:
    received = date(2019, 1, 1) + luck.randrange(3400) * ONE

    def later(day: date, most: int) -> date:
        return day + luck.randrange(most) * ONE

    def ask() -> Ask | None:
        if luck.random() < 0.6:
            return None
        on = later(received, 45)
        return Ask(on, later(on, 40) if luck.random() < 0.9 else None)

    def clarification() -> Clarification:
        on = later(received, 110)
        return Clarification(on, later(on, 25) if luck.random() < 0.95 else None)

    extension = None
    if luck.random() < 0.4:
        extension = Extension(later(received, 60), luck.choice(list(ExtensionGround)), "Reasons.")
    facts = ClockFacts(
        identity=ask(),
        authority=ask(),
        fee=ask(),
        clarifications=tuple(clarification() for _ in range(luck.choice((0, 0, 1, 2, 4)))),
        extension=extension,
    )
    return luck.choice((CaseKind.ACCESS, CaseKind.ACCESS, CaseKind.ERASURE)), received, facts


@pytest.mark.parametrize("nation", list(Nation))
def test_a_second_clock_that_counts_day_by_day_finds_the_same_dates(nation: Nation) -> None:
    luck = random.Random(f"{nation} 2026")
    closed = closed_days(nation)
    for _ in range(CASES // 3):
        kind, received, facts = random_case(luck)
        first = work_out(kind, received, facts, closed)
        second = SecondClock(kind, received, facts, closed)
        assert first.started_on == second.start(), (kind, received, facts)
        assert first.due_on == second.due(second.months), (kind, received, facts)
        assert first.latest_arguable_on == second.due(second.months, literal=True), (kind, received, facts)
        assert first.extended is (second.months == 3), (kind, received, facts)
        assert (first.state is ClockState.RUNNING) is (first.due_on is not None)


@pytest.mark.parametrize("nation", list(Nation))
def test_a_second_count_of_thirty_days_finds_the_same_day_for_every_complaint(nation: Nation) -> None:
    closed = closed_days(nation)
    calendar = Calendar(closed)
    for received in days_between(date(2026, 6, 1), date(2028, 11, 15)):
        expected = calendar.open_on_or_after(calendar.walk(received, 30))
        deadline = work_out(CaseKind.COMPLAINT, received, ClockFacts(), closed)
        duty = received >= date(2026, 6, 19)
        assert (deadline.due_on if duty else deadline.chase_on) == expected
