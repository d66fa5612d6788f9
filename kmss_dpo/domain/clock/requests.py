"""The clock of rights requests: one month from the relevant day, three when extended (UK GDPR Art 12A)."""

from dataclasses import replace
from datetime import date

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import words
from kmss_dpo.domain.clock.course import Course, End, extended, extends, first_month
from kmss_dpo.domain.clock.deadline import (
    ClockState,
    Deadline,
    chase_day,
    explained,
    nation_step,
    reach_warnings,
)
from kmss_dpo.domain.clock.facts import ClockFacts
from kmss_dpo.domain.holidays import ClosedDays


def request_deadline(
    kind: CaseKind, received_on: date, facts: ClockFacts, closed: ClosedDays, today: date
) -> Deadline:
    """The clock of a request for access, rectification and the other rights with a month to answer.

    While the notice of an extension has still to leave and can, the extension counts, and `chase_on` is the
    day to have sent it by.
    """
    first = first_month(kind, received_on, facts, closed)
    counts = extends(first, facts, closed, today)
    course = extended(first, closed) if counts else first
    end = course.end(3 if counts else 1, closed)
    warnings = words.request_warnings(kind, facts, (first, course), closed, today)
    if end is None:
        deadline = _held(facts, course, closed)
    else:
        warnings += reach_warnings(closed, end.unrolled, end.due)
        month = first.end(1, closed)
        owed = counts and facts.owes_notice()
        deadline = _running(facts, course, end, month.unrolled if month and owed else None)
    steps = [
        *words.fact_steps(received_on, course),
        *words.extension_steps(received_on, facts, first.end(1, closed), counts=counts),
        *words.end_steps(received_on, course, end, deadline.chase_on, months=3 if counts else 1),
        *([nation_step(closed)] if end else ()),
        *words.answer_steps(facts.answered_on, end.due if end else None),
    ]
    return replace(deadline, extended=counts, warnings=tuple(warnings), derivation=explained(steps, warnings))


def request_course(
    kind: CaseKind, received_on: date, facts: ClockFacts, closed: ClosedDays, today: date
) -> Course:
    """What was asked of the person, and which of it moved the clock; nothing where nothing was asked."""
    first = first_month(kind, received_on, facts, closed)
    return extended(first, closed) if extends(first, facts, closed, today) else first


def _held(facts: ClockFacts, course: Course, closed: ClosedDays) -> Deadline:
    """A clock that has not started or is stopped has no due date; an answer sent meanwhile is in time."""
    state = ClockState.STOPPED if course.relevant_on else ClockState.NOT_STARTED
    return Deadline(
        state=ClockState.ANSWERED if facts.answered_on else state,
        started_on=course.relevant_on,
        chase_on=None if facts.answered_on else chase_day(course.waits_since(), closed),
        met=True if facts.answered_on else None,
    )


def _running(facts: ClockFacts, course: Course, end: End, notice_by: date | None) -> Deadline:
    answered_on = facts.answered_on
    return Deadline(
        state=ClockState.ANSWERED if answered_on else ClockState.RUNNING,
        started_on=course.relevant_on,
        due_on=end.due,
        latest_arguable_on=end.latest,
        unrolled_on=end.unrolled,
        excluded_days=end.excluded,
        chase_on=notice_by,
        met=answered_on <= end.due if answered_on else None,
    )
