"""What asking and answering did to the clock, in the words of the timeline, and what a reply ends."""

from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import Clarification, ClockFacts, Extension, ExtensionGround
from kmss_dpo.domain.clock.course import Asked, Course, Question
from kmss_dpo.domain.clock.enquiries import after_reply
from kmss_dpo.domain.clock.requests import request_course
from kmss_dpo.domain.holidays import ClosedDays, Nation

NOT_STARTED, STOPPED = "The clock has not started.", "The clock stopped."
RUNS, TOO_LATE = "The clock runs again.", "It was asked too late and moves nothing."
CLOSED = ClosedDays(Nation.ENGLAND_AND_WALES, {}, date(2020, 1, 1), date(2030, 12, 31))


def day(number: int) -> date:
    return date(2026, 9, number)


def identity(asked: int, met: int | None) -> Question:
    return Question(Asked.IDENTITY, day(asked), day(met) if met else None)


def clarification(asked: int, met: int | None) -> Question:
    return Question(Asked.CLARIFICATION, day(asked), day(met) if met else None)


@pytest.mark.parametrize(
    ("others", "question", "did"),
    [
        ((), identity(2, 10), NOT_STARTED),
        ((), identity(2, None), NOT_STARTED),
        ((), clarification(4, 11), STOPPED),
        ((), clarification(1, 5), STOPPED),
        ((identity(2, 10),), clarification(4, 11), NOT_STARTED),
        ((identity(2, 10),), clarification(10, 11), STOPPED),
        ((identity(2, None),), clarification(4, 11), NOT_STARTED),
        ((clarification(4, 11),), clarification(6, 9), ""),
        ((clarification(4, None),), clarification(6, 9), ""),
        ((clarification(4, 11),), clarification(4, 9), STOPPED),
        ((clarification(4, 11),), clarification(11, 12), STOPPED),
        ((clarification(4, 11),), clarification(10, 12), ""),
    ],
)
def test_what_asking_did(others: tuple[Question, ...], question: Question, did: str) -> None:
    assert Course(day(1), counted=(*others, question)).after_asking(question) == did


@pytest.mark.parametrize(
    ("others", "question", "did"),
    [
        ((), clarification(4, 11), RUNS),
        ((), clarification(1, 5), RUNS),
        ((), clarification(4, None), ""),
        ((), identity(2, 10), ""),
        ((identity(2, 10),), clarification(4, 11), ""),
        ((identity(2, 10),), clarification(10, 11), RUNS),
        ((identity(2, None),), clarification(4, 11), ""),
        ((clarification(4, 11),), clarification(6, 9), ""),
        ((clarification(6, 9),), clarification(4, 11), RUNS),
        ((clarification(4, None),), clarification(6, 9), ""),
    ],
)
def test_what_the_answer_did(others: tuple[Question, ...], question: Question, did: str) -> None:
    assert Course(day(1), counted=(*others, question)).after_answer(question) == did


def test_what_was_asked_too_late_did_nothing() -> None:
    late = clarification(4, 11)
    course = Course(day(1), ignored=(late,))
    assert (course.after_asking(late), course.after_answer(late)) == (TOO_LATE, "")


@pytest.mark.parametrize(
    ("notice", "counts"), [(None, False), (date(2026, 9, 25), True), (date(2026, 10, 10), False)]
)
def test_a_later_clarification_counts_once_the_time_was_extended_in_time(
    notice: date | None, *, counts: bool
) -> None:
    asked = Clarification(date(2026, 10, 20), date(2026, 10, 22))
    longer = Extension(notice, ExtensionGround.COMPLEXITY, "Three systems.") if notice else None
    facts = ClockFacts(clarifications=(asked,), extension=longer)
    course = request_course(CaseKind.ACCESS, day(1), facts, CLOSED, day(1))
    question = Question(Asked.CLARIFICATION, asked.asked_on, asked.answered_on)
    assert course.received_on == day(1)
    assert (course.counted, course.ignored) == (((question,), ()) if counts else ((), (question,)))
    other = request_course(CaseKind.ERASURE, day(1), facts, CLOSED, day(1))
    assert (other.counted, other.ignored) == ((), ())


@pytest.mark.parametrize(
    ("asked", "received", "reply", "ends"),
    [(2, None, 5, 5), (2, None, 2, 2), (2, None, 1, None), (2, 3, 5, 3), (None, None, 5, None)],
)
def test_a_reply_ends_the_month_of_an_unfinished_form(
    asked: int | None, received: int | None, reply: int, ends: int | None
) -> None:
    facts = ClockFacts(
        more_asked_on=day(asked) if asked else None, more_received_on=day(received) if received else None
    )
    assert after_reply(facts, day(reply)).more_received_on == (day(ends) if ends else None)
