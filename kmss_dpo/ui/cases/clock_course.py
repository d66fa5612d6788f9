"""The clock of a case as spans and marks along a line of days, before anything is painted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import Status
from kmss_dpo.domain.clock import ClockFacts, ClockState, Deadline
from kmss_dpo.domain.days import add_months
from kmss_dpo.ui.cases.words import due_words
from kmss_dpo.ui.kit.day_text import write_day


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
class Mark:
    """A day on the line and the two lines of words below it; `strong` for the one that counts most."""

    on: date
    words: str
    below: str
    look: Look = Look.NONE
    strong: bool = False


@dataclass(frozen=True)
class Course:
    """Everything the bar shows; `now` is None once nothing runs any more."""

    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]
    now: date | None
    now_words: str
    spoken: str

    def first(self) -> date:
        """The day at the left end."""
        return self.spans[0].first

    def last(self) -> date:
        """The day at the right end."""
        return self.spans[-1].last


def course_of(view: CaseView, today: date) -> Course:
    """The course of a case's clock as it stands today."""
    received_on, facts, deadline = view.details.received_on, view.facts, view.deadline
    unanswered = view.status is not Status.OPEN and facts.answered_on is None
    if view.status is Status.VOIDED or unanswered:
        return _ended(view)
    now = max(today, received_on)
    ends_on = deadline.due_on or deadline.chase_on or now
    last = max(ends_on, facts.answered_on or now, received_on + timedelta(days=1))
    spans = tuple(_spans(received_on, facts, deadline, now, last))
    marks = tuple(_marks(received_on, facts, deadline, now))
    answered = deadline.state is ClockState.ANSWERED
    now_words = _now_words(deadline, now)
    return Course(
        spans=spans,
        marks=marks,
        now=None if answered else now,
        now_words=now_words,
        spoken=_spoken(marks, "" if answered else now_words),
    )


def _ended(view: CaseView) -> Course:
    """A case that ended without an answer: nothing runs any more, so nothing can be overdue."""
    received_on, closing = view.details.received_on, view.closing
    ended_on = closing.closed_on if closing else received_on
    marks = [Mark(received_on, _short(received_on), "received" if closing else "received, voided since")]
    if closing:
        marks.append(Mark(ended_on, _short(ended_on), f"closed: {closing.outcome.value}", strong=True))
    line = Span(received_on, max(ended_on, received_on + timedelta(days=1)), Look.NONE)
    return Course((line,), tuple(marks), now=None, now_words="", spoken=_spoken(tuple(marks), ""))


def _spans(received_on: date, facts: ClockFacts, deadline: Deadline, now: date, last: date) -> Iterator[Span]:
    """The line cut at every day on which something changes."""
    done_on = facts.answered_on or now
    edges = {received_on, done_on, last, *_pause_edges(facts), *filter(None, _turns(deadline))}
    days = sorted(day for day in edges if received_on <= day <= last)
    for first, then in pairwise(days):
        yield Span(first, then, _look(first, facts, deadline, done_on))


def _pause_edges(facts: ClockFacts) -> Iterator[date]:
    for each in facts.clarifications:
        yield each.asked_on
        if each.answered_on:
            yield each.answered_on


def _turns(deadline: Deadline) -> tuple[date | None, ...]:
    return deadline.started_on, deadline.due_on, _first_month_end(deadline)


def _first_month_end(deadline: Deadline) -> date | None:
    """Where the extension begins to be used; None for a clock that is not extended."""
    if not deadline.extended or deadline.started_on is None:
        return None
    return add_months(deadline.started_on, 1) + timedelta(days=deadline.excluded_days)


def _look(day: date, facts: ClockFacts, deadline: Deadline, done_on: date) -> Look:
    started_on = deadline.started_on
    if deadline.state is ClockState.NO_CLOCK or (started_on is None and facts.answered_on):
        return Look.NONE
    if started_on is None or day < started_on:
        return Look.WAITING
    if any(each.asked_on <= day < (each.answered_on or date.max) for each in facts.clarifications):
        return Look.WAITING
    if deadline.due_on and deadline.due_on <= day:
        return Look.OVER
    month_ends = _first_month_end(deadline)
    if day < done_on:
        return Look.RUN
    return Look.EXTENDED if month_ends and day >= month_ends else Look.LEFT


def _marks(received_on: date, facts: ClockFacts, deadline: Deadline, now: date) -> Iterator[Mark]:
    started_on = deadline.started_on
    starts_at_once = started_on == received_on and deadline.due_on is not None
    yield Mark(received_on, _short(received_on), "received, clock starts" if starts_at_once else "received")
    if started_on and started_on != received_on:
        yield Mark(
            started_on, f"{_short(started_on)} {_starter(facts, started_on)}", "clock starts", Look.WAITING
        )
    if deadline.state is ClockState.STOPPED:
        since = min(each.asked_on for each in facts.clarifications if not each.answered_on)
        yield Mark(since, _short(since), "clarification, stopped", Look.WAITING)
    if facts.acknowledged_on:
        yield Mark(facts.acknowledged_on, _short(facts.acknowledged_on), "acknowledged")
    if facts.answered_on:
        yield Mark(facts.answered_on, _short(facts.answered_on), _answered(deadline), strong=True)
    yield from _end_mark(facts, deadline, now)


def _end_mark(facts: ClockFacts, deadline: Deadline, now: date) -> Iterator[Mark]:
    if deadline.chase_on and deadline.due_on:
        yield Mark(deadline.chase_on, _short(deadline.chase_on), "own target")
    if due_on := deadline.due_on:
        words = "was due" if facts.answered_on else due_words(due_on, now)
        extended = "extended, " if deadline.extended else ""
        yield Mark(due_on, write_day(due_on), f"{extended}{words}", strong=not facts.answered_on)
    elif chase_on := deadline.chase_on:
        held = deadline.state in {ClockState.NOT_STARTED, ClockState.STOPPED}
        yield Mark(chase_on, write_day(chase_on), "ask again" if held else "follow up", strong=True)


def _starter(facts: ClockFacts, started_on: date) -> str:
    asks = {"identity": facts.identity, "authority": facts.authority, "fee": facts.fee}
    met = [name for name, ask in asks.items() if ask and ask.satisfied_on == started_on]
    return " and ".join(met)


def _answered(deadline: Deadline) -> str:
    return {True: "answered in time", False: "answered late", None: "answered"}[deadline.met]


def _now_words(deadline: Deadline, now: date) -> str:
    match deadline.state:
        case ClockState.NOT_STARTED:
            return "Today, clock not started"
        case ClockState.STOPPED:
            return "Today, clock stopped"
        case ClockState.RUNNING if deadline.started_on:
            days = (now - deadline.started_on).days
            over = deadline.due_on is not None and now > deadline.due_on
            return f"Today, day {days}, overdue" if over else f"Today, day {days}"
        case _:
            return "Today, no due date"


def _spoken(marks: tuple[Mark, ...], now_words: str) -> str:
    sentences = [f"{mark.words}: {mark.below}." for mark in marks]
    return " ".join([*sentences, f"{now_words}." if now_words else ""]).strip()


def _short(day: date) -> str:
    """12 Nov."""
    return write_day(day).rsplit(" ", 1)[0]
