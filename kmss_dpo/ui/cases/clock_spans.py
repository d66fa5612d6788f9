"""The line of a clock cut where something changes: what ran, what stood still, what is left, what is over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby, pairwise

from kmss_dpo.domain.clock import ClockFacts, ClockState, Deadline
from kmss_dpo.domain.days import add_months


class Look(StrEnum):
    """How a span is drawn; each differs from the others in its pattern as well as in its colour."""

    WAITING = "clock not running"
    RUN = "run"
    LEFT = "still to run"
    EXTENDED = "extension"
    OVER = "over"
    NONE = "no clock"


@dataclass(frozen=True)
class Span:
    """A stretch of days, drawn from the start of `first` to the start of `last`."""

    first: date
    last: date
    look: Look


@dataclass(frozen=True)
class Line:
    """A clock from the day of receipt to the `last` day that is drawn.

    It runs until `done_on`, today where it still runs. `ended_on` is where a duty was over before its due
    date and nothing was left to run, as the 30 days of a complaint that was acknowledged.
    """

    received_on: date
    facts: ClockFacts
    deadline: Deadline
    done_on: date
    last: date
    ended_on: date | None = None

    def spans(self) -> tuple[Span, ...]:
        """The line cut at every day on which its look changes."""
        deadline = self.deadline
        turns = (deadline.started_on, deadline.due_on, self.ended_on, first_month_end(deadline))
        edges = {self.received_on, self.done_on, self.last, *self._pause_edges(), *filter(None, turns)}
        days = sorted(day for day in edges if self.received_on <= day <= self.last)
        return tuple(_joined(Span(first, then, self._look(first)) for first, then in pairwise(days)))

    def _pause_edges(self) -> Iterator[date]:
        for each in self.facts.clarifications:
            yield each.asked_on
            if each.answered_on:
                yield each.answered_on

    def _look(self, day: date) -> Look:
        started_on, due_on = self.deadline.started_on, self.deadline.due_on
        if self._has_none():
            return Look.NONE
        if started_on is None or day < started_on:
            return Look.WAITING
        if self.ended_on and day >= self.ended_on:
            return Look.NONE
        if due_on and due_on <= day:
            return Look.OVER
        if self._stands_still(day):
            return Look.WAITING
        return Look.RUN if day < self.done_on else self._left(day)

    def _has_none(self) -> bool:
        no_clock = self.deadline.state is ClockState.NO_CLOCK and self.ended_on is None
        never_started = self.deadline.started_on is None and self.facts.answered_on is not None
        return no_clock or never_started

    def _stands_still(self, day: date) -> bool:
        pauses = self.facts.clarifications
        return any(each.asked_on <= day < (each.answered_on or date.max) for each in pauses)

    def _left(self, day: date) -> Look:
        month_ends = first_month_end(self.deadline)
        return Look.EXTENDED if month_ends and day >= month_ends else Look.LEFT


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Neighbours that look alike as one, so that no seam is drawn where nothing changes."""
    for look, alike in groupby(spans, key=lambda span: span.look):
        joined = list(alike)
        yield Span(joined[0].first, joined[-1].last, look)


def first_month_end(deadline: Deadline) -> date | None:
    """Where the extension begins to be used; None for a clock that is not extended."""
    if not deadline.extended or deadline.started_on is None:
        return None
    return add_months(deadline.started_on, 1) + timedelta(days=deadline.excluded_days)
