"""An extension counts by its notice: one that has still to leave counts as long as it can leave in time."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import (
    Ask,
    Clarification,
    ClockEvent,
    ClockFacts,
    ClockState,
    Deadline,
    EventEntry,
    Extension,
    ExtensionGround,
    Happening,
    after_event,
    closed_deadline,
    request_course,
    work_out,
)
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.intake.public_holidays import closed_days

CLOSED = closed_days(Nation.ENGLAND_AND_WALES)
RECEIVED = date(2026, 9, 3)
SATURDAY, SUNDAY, MONDAY = date(2026, 10, 3), date(2026, 10, 4), date(2026, 10, 5)
TUESDAY = date(2026, 10, 6)
MONTHS = date(2026, 12, 3)
UNTOLD = ClockFacts(extension=Extension(None, ExtensionGround.COMPLEXITY, "Nine systems."))
ARTICLE = "UK GDPR Art 12A"
IF_SENT = "Extended once for the complexity of the request, if its notice is sent before the first month ends"
A_DAY_OFF = (
    "A notice sent now goes after the first month ended on Sat 3 Oct 2026, a day off: whether it still came "
    "in time is unsettled."
)
NEVER_SENT = (
    "No extension notice was sent before the first month had ended on Mon 5 Oct 2026: it extends nothing."
)
NOT_COUNTED = "The extension does not count: its notice has to go before the first month ends."


def clock(today: date, facts: ClockFacts = UNTOLD, kind: CaseKind = CaseKind.ACCESS) -> Deadline:
    return work_out(kind, RECEIVED, facts, CLOSED, today=today)


@pytest.mark.parametrize(
    ("sent", "due", "warned"),
    [
        (date(2026, 9, 20), MONTHS, ""),
        (SATURDAY, MONTHS, ""),
        (SUNDAY, MONTHS, "whether it still came in time is unsettled."),
        (MONDAY, MONTHS, "whether it still came in time is unsettled."),
        (TUESDAY, MONDAY, "it extends nothing."),
    ],
)
def test_a_notice_that_went_counts_by_the_day_it_went_whatever_day_it_is(
    sent: date, due: date, warned: str
) -> None:
    told = ClockFacts(extension=Extension(sent, ExtensionGround.COMPLEXITY, "Nine systems."))
    for today in (sent, MONTHS, date(2027, 3, 1)):
        deadline = clock(today, told)
        assert (deadline.due_on, deadline.extended, deadline.chase_on) == (due, due == MONTHS, None)
        assert [text.rsplit(": ", 1)[-1] for text in deadline.warnings] == ([warned] if warned else [])


@pytest.mark.parametrize(
    ("today", "due", "send_by", "warning"),
    [
        (date(2026, 9, 20), MONTHS, SATURDAY, ""),
        (SATURDAY, MONTHS, SATURDAY, ""),
        (
            SUNDAY,
            MONTHS,
            SATURDAY,
            A_DAY_OFF,
        ),
        (
            MONDAY,
            MONTHS,
            SATURDAY,
            A_DAY_OFF,
        ),
        (
            TUESDAY,
            MONDAY,
            None,
            NEVER_SENT,
        ),
    ],
)
def test_a_notice_that_has_not_left_counts_until_the_first_month_is_over(
    today: date, due: date, send_by: date | None, warning: str
) -> None:
    deadline = clock(today)
    assert (deadline.state, deadline.due_on, deadline.chase_on) == (ClockState.RUNNING, due, send_by)
    assert deadline.extended is (due == MONTHS)
    assert deadline.warnings == ((warning,) if warning else ())


def test_the_derivation_says_by_when_the_notice_goes_and_with_which_article_it_does_not_count() -> None:
    [step] = [each for each in clock(SATURDAY).derivation if "Extended" in each.text]
    assert step.text == f"{IF_SENT}: by Sat 3 Oct 2026. After Mon 5 Oct 2026 it extends nothing."
    assert (step.source, step.ahead) == (ARTICLE, True)
    [step] = [each for each in clock(TUESDAY).derivation if each.text == NOT_COUNTED]
    assert step.source == ARTICLE
    older = work_out(CaseKind.ERASURE, date(2026, 1, 5), UNTOLD, CLOSED, today=date(2026, 2, 6))
    assert [each.source for each in older.derivation if each.text == NOT_COUNTED] == [
        "UK GDPR Art 12(3), older text"
    ]


@pytest.mark.parametrize(
    ("answered_on", "met", "warned"), [(MONDAY, True, False), (TUESDAY, False, True), (MONTHS, False, True)]
)
def test_an_answer_without_the_notice_is_in_time_by_the_first_month_alone(
    answered_on: date, met: bool, warned: bool
) -> None:
    deadline = clock(date(2026, 9, 20), replace(UNTOLD, answered_on=answered_on))
    assert (deadline.due_on, deadline.extended, deadline.met) == (MONDAY, False, met)
    assert bool(deadline.warnings) is warned
    assert NOT_COUNTED in [each.text for each in deadline.derivation]


def test_a_clock_that_is_held_gives_the_notice_no_last_day_yet() -> None:
    held = replace(UNTOLD, identity=Ask(date(2026, 9, 4)))
    deadline = clock(MONTHS, held)
    assert (deadline.state, deadline.extended, deadline.due_on) == (ClockState.NOT_STARTED, True, None)
    assert deadline.chase_on == date(2026, 9, 18)
    assert deadline.warnings == ()
    assert f"{IF_SENT}." in [each.text for each in deadline.derivation]
    answered = clock(MONTHS, replace(held, answered_on=MONTHS))
    assert (answered.extended, answered.met, answered.chase_on) == (False, True, None)


def test_a_pause_gives_the_notice_more_time() -> None:
    paused = replace(UNTOLD, clarifications=(Clarification(date(2026, 9, 8), date(2026, 9, 15)),))
    assert clock(date(2026, 10, 12), paused).extended
    assert not clock(date(2026, 10, 13), paused).extended


def test_once_the_case_is_closed_nobody_is_told_to_send_it() -> None:
    over = closed_deadline(clock(date(2026, 9, 20)), date(2026, 9, 20))
    assert not any("if its notice is sent" in each.text for each in over.derivation)


def test_the_course_of_a_request_takes_an_extension_as_its_clock_does() -> None:
    asked_later = replace(UNTOLD, clarifications=(Clarification(date(2026, 10, 12), date(2026, 10, 14)),))
    for today, counts in ((SUNDAY, True), (TUESDAY, False)):
        course = request_course(CaseKind.ACCESS, RECEIVED, asked_later, CLOSED, today)
        assert (bool(course.pauses), bool(course.ignored)) == (counts, not counts)


def test_an_extension_whose_notice_has_still_to_go_is_recorded_so_and_stays_the_only_one() -> None:
    both = {"ground": ExtensionGround.COMPLEXITY, "reasons": "Nine systems."}
    to_go = EventEntry(date(2026, 9, 20), **both, to_be_sent=True)
    extended = ClockEvent(Happening.EXTENDED)
    assert after_event(extended, RECEIVED, ClockFacts(), to_go) == UNTOLD
    gone = after_event(extended, RECEIVED, ClockFacts(), replace(to_go, to_be_sent=False))
    assert gone.extension == replace(UNTOLD.extension, notice_sent_on=date(2026, 9, 20))
    with pytest.raises(Mistake, match=r"the notice of that has still to go \("):
        after_event(extended, RECEIVED, UNTOLD, to_go)
