"""The course of one request: what was asked of the person, in order, and which of it moves the clock."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock.facts import ClockFacts
from kmss_dpo.domain.days import add_days, add_months
from kmss_dpo.domain.holidays import ClosedDays, PassedDay

LATE_DAYS = 7
"""A question in the last week before the month ends is one asked late; own practice, no rule says."""


class Asked(StrEnum):
    """What can be asked of the person; all but the clarification decide when the clock starts."""

    IDENTITY = "Proof of identity"
    AUTHORITY = "Proof of the agent's authority"
    FEE = "A fee"
    CLARIFICATION = "Clarification"


@dataclass(frozen=True)
class Question:
    """One thing asked for and the day it was met, None while it is not."""

    asked: Asked
    asked_on: date
    met_on: date | None


@dataclass(frozen=True)
class End:
    """How a running period ends; `base` is without pauses, `excluded` and `literal` are the two counts."""

    base: date
    excluded: int
    literal: int
    unrolled: date
    due: date
    passed: tuple[PassedDay, ...]
    latest: date


@dataclass(frozen=True)
class Course:
    """What counts, what counts though asked late, and what was asked too late to count."""

    received_on: date
    counted: tuple[Question, ...] = ()
    late: tuple[Question, ...] = ()
    ignored: tuple[Question, ...] = ()

    @property
    def starts(self) -> tuple[Question, ...]:
        """What decides the day the clock starts."""
        return tuple(one for one in self.counted if one.asked is not Asked.CLARIFICATION)

    @property
    def pauses(self) -> tuple[Question, ...]:
        """What removes days."""
        return tuple(one for one in self.counted if one.asked is Asked.CLARIFICATION)

    @property
    def relevant_on(self) -> date | None:
        """The day the clock starts: the latest of receipt and all asked for; None while one is open."""
        met = [one.met_on for one in self.starts if one.met_on]
        return max([self.received_on, *met]) if len(met) == len(self.starts) else None

    def waits_since(self) -> tuple[date, ...]:
        """The days on which the questions that hold the clock now were asked: starts first, then pauses."""
        starts = tuple(one.asked_on for one in self.starts if not one.met_on)
        return starts or tuple(one.asked_on for one in self.pauses if not one.met_on)

    def after_asking(self, question: Question) -> str:
        """What asking did to the clock, as a sentence; empty where it did nothing that is new."""
        if question in self.ignored:
            return "It was asked too late and moves nothing."
        on, starts_on = question.asked_on, self.relevant_on
        if question in self.starts or starts_on is None or on < starts_on:
            return "The clock has not started."
        return "" if self._stopped_otherwise(on) else "The clock stopped."

    def after_answer(self, question: Question) -> str:
        """What the answer to a clarification did to the clock, as a sentence; empty where it did nothing."""
        on, starts_on = question.met_on, self.relevant_on
        stopped = question in self.pauses and starts_on is not None and question.asked_on >= starts_on
        return "The clock runs again." if stopped and on and not self._stopped_otherwise(on) else ""

    def _stopped_otherwise(self, on: date) -> bool:
        """Whether an earlier clarification was still without its answer when that day was over."""
        return any(one.asked_on < on and (one.met_on is None or one.met_on > on) for one in self.pauses)

    def end(self, months: int, closed: ClosedDays) -> End | None:
        """The end of a period of calendar months from the relevant day; None while the clock is held."""
        if self.relevant_on is None or self.waits_since():
            return None
        pauses = [(one.asked_on, one.met_on) for one in self.pauses if one.met_on]
        excluded = count_days(pauses, self.relevant_on, lead=1)
        literal = count_days(pauses, self.relevant_on, lead=0)
        base = add_months(self.relevant_on, months)
        unrolled = add_days(base, excluded)
        due, passed = closed.roll(unrolled)
        latest, _ = closed.roll(add_days(base, literal))
        return End(base, excluded, literal, unrolled, due, passed, latest)

    def then(self, question: Question, months: int, closed: ClosedDays) -> "Course":
        """The course with one more question, which counts unless the due date had passed by then."""
        end = self.end(months, closed)
        if end is None:
            return replace(self, counted=(*self.counted, question))
        if question.asked_on > end.due:
            return replace(self, ignored=(*self.ignored, question))
        late = (end.unrolled - question.asked_on).days < LATE_DAYS
        return replace(
            self,
            counted=(*self.counted, question),
            late=(*self.late, question) if late else self.late,
        )


def count_days(pauses: Iterable[tuple[date, date]], after: date, *, lead: int) -> int:
    """Days excluded by (asked, answered) pauses; days up to `after` and days in two pauses count once or not.

    `lead` is the number of days after asking at which counting starts: 1 for elapsed, 0 for literal.
    """
    total, counted_to = 0, after.toordinal()
    for asked_on, answered_on in sorted(pauses):
        first = max(asked_on.toordinal() + lead, counted_to + 1)
        total += max(0, answered_on.toordinal() - first + 1)
        counted_to = max(counted_to, answered_on.toordinal())
    return total


def questions(kind: CaseKind, facts: ClockFacts) -> tuple[Question, ...]:
    """All that was asked, in order; a clarification counts for subject access alone (Art 12A with Art 15)."""
    asks = ((Asked.IDENTITY, facts.identity), (Asked.AUTHORITY, facts.authority), (Asked.FEE, facts.fee))
    found = [Question(asked, ask.asked_on, ask.satisfied_on) for asked, ask in asks if ask]
    if kind is CaseKind.ACCESS:
        found += [
            Question(Asked.CLARIFICATION, one.asked_on, one.answered_on) for one in facts.clarifications
        ]
    return tuple(sorted(found, key=lambda one: one.asked_on))


def first_month(kind: CaseKind, received_on: date, facts: ClockFacts, closed: ClosedDays) -> Course:
    """The course within the first month, before any extension."""
    course = Course(received_on)
    for question in questions(kind, facts):
        course = course.then(question, 1, closed)
    return course


def extended(first: Course, closed: ClosedDays) -> Course:
    """The course within three months: later clarifications count, the day the clock started stays.

    What was asked for after the first month cannot move the **original** relevant day.
    """
    later = tuple(one for one in first.ignored if one.asked is Asked.CLARIFICATION)
    course = replace(first, ignored=tuple(one for one in first.ignored if one not in later))
    for question in later:
        course = course.then(question, 3, closed)
    return course


def extends(first: Course, facts: ClockFacts, closed: ClosedDays, today: date) -> bool:
    """Whether the extension counts: its notice went before the first month ended, or still can (Art 12A).

    Weekends and holidays are passed over. Once the case is answered a notice can no longer go.
    """
    if facts.extension is None:
        return False
    leaves_on = facts.extension.notice_sent_on or (None if facts.answered_on else today)
    end = first.end(1, closed)
    return leaves_on is not None and (end is None or leaves_on <= end.due)
