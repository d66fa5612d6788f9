"""The clock of rights requests: one month from the relevant day, three when extended (UK GDPR Art 12A)."""

from dataclasses import replace
from datetime import date

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import words
from kmss_dpo.domain.clock.course import Course, End, extended, first_month, notice_in_time
from kmss_dpo.domain.clock.deadline import (
    ClockState,
    Deadline,
    Step,
    chase_day,
    explained,
    nation_step,
    reach_warnings,
    roll_steps,
)
from kmss_dpo.domain.clock.facts import ClockFacts, Extension
from kmss_dpo.domain.holidays import ClosedDays


def request_deadline(kind: CaseKind, received_on: date, facts: ClockFacts, closed: ClosedDays) -> Deadline:
    """The clock of a request for access, rectification and the other rights with a month to answer."""
    first = first_month(kind, received_on, facts, closed)
    extension = _in_time(first, facts.extension, closed)
    course = extended(first, closed) if extension else first
    end = course.end(3 if extension else 1, closed)
    warnings = words.request_warnings(kind, facts, first, course, closed)
    if end is None:
        deadline = _held(received_on, facts, course, extension, closed)
    else:
        warnings += reach_warnings(closed, end.unrolled, end.due)
        deadline = _running(received_on, facts, course, extension, end)
    derivation = explained([*deadline.derivation, *_last_steps(facts, end, closed)], warnings)
    return replace(deadline, warnings=tuple(warnings), derivation=derivation)


def request_course(kind: CaseKind, received_on: date, facts: ClockFacts, closed: ClosedDays) -> Course:
    """What was asked of the person, and which of it moved the clock; nothing where nothing was asked."""
    first = first_month(kind, received_on, facts, closed)
    return extended(first, closed) if _in_time(first, facts.extension, closed) else first


def _in_time(first: Course, extension: Extension | None, closed: ClosedDays) -> Extension | None:
    """The extension, where its notice went in time to count."""
    return extension if extension and notice_in_time(first, extension.notice_sent_on, closed) else None


def _held(
    received_on: date, facts: ClockFacts, course: Course, extension: Extension | None, closed: ClosedDays
) -> Deadline:
    """A clock that has not started or is stopped has no due date; an answer sent meanwhile is in time."""
    relevant_on = course.relevant_on
    state = ClockState.STOPPED if relevant_on else ClockState.NOT_STARTED
    chase_on = None if facts.answered_on else chase_day(course.waits_since(), closed)
    return Deadline(
        state=ClockState.ANSWERED if facts.answered_on else state,
        started_on=relevant_on,
        extended=extension is not None,
        chase_on=chase_on,
        met=True if facts.answered_on else None,
        derivation=(
            *words.fact_steps(received_on, course),
            *words.extension_steps(received_on, extension),
            words.held_step(received_on, relevant_on, chase_on),
        ),
    )


def _running(
    received_on: date, facts: ClockFacts, course: Course, extension: Extension | None, end: End
) -> Deadline:
    answered_on = facts.answered_on
    return Deadline(
        state=ClockState.ANSWERED if answered_on else ClockState.RUNNING,
        started_on=course.relevant_on,
        due_on=end.due,
        latest_arguable_on=end.latest,
        unrolled_on=end.unrolled,
        extended=extension is not None,
        excluded_days=end.excluded,
        met=answered_on <= end.due if answered_on else None,
        derivation=(
            *words.fact_steps(received_on, course),
            *words.base_steps(received_on, course, extension, end),
            *words.pause_steps(received_on, course, end),
            *roll_steps(end.passed),
            words.due_step(received_on, end),
        ),
    )


def _last_steps(facts: ClockFacts, end: End | None, closed: ClosedDays) -> list[Step]:
    nation = [nation_step(closed)] if end else []
    return [*nation, *words.answer_steps(facts.answered_on, end.due if end else None)]
