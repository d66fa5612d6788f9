"""The regulator's own cases: the regulator sets the day, no rule stretches it, and nobody else sets one."""

from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import Ask, ClockFacts, ClockState, Deadline, check_facts, work_out
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.intake.public_holidays import closed_days
from tests.domain.clock.deriving import said

ENGLAND = Nation.ENGLAND_AND_WALES
CLOSED = closed_days(ENGLAND)
RECEIVED, TODAY = date(2026, 11, 2), date(2026, 11, 22)
MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)


def clock(facts: ClockFacts, received: date = RECEIVED) -> Deadline:
    return work_out(CaseKind.REGULATOR, received, facts, CLOSED)


def refused(kind: CaseKind, facts: ClockFacts, *, for_customer: bool = False) -> tuple[str | None, str]:
    with pytest.raises(Mistake) as told:
        check_facts(kind, RECEIVED, facts, TODAY, for_customer=for_customer)
    return told.value.field, told.value.sentence


NEVER = "a day that the regulator set is never stretched"
HOLIDAYS_USED = (
    "The public holidays of England and Wales are used; no rule says which nation counts (unsettled). "
    "[Own practice]"
)


def test_the_answer_is_due_on_the_very_day_the_regulator_set() -> None:
    assert clock(ClockFacts(answer_by=MONDAY)) == Deadline(
        state=ClockState.RUNNING,
        started_on=RECEIVED,
        due_on=MONDAY,
        latest_arguable_on=MONDAY,
        unrolled_on=MONDAY,
        statutory=False,
        derivation=clock(ClockFacts(answer_by=MONDAY)).derivation,
    )
    assert said(CaseKind.REGULATOR, RECEIVED, ClockFacts(answer_by=MONDAY), ENGLAND) == [
        "Received by the company on Mon 2 Nov 2026. []",
        "The regulator asked for an answer by the end of Mon 16 Nov 2026. [The regulator's letter]",
        HOLIDAYS_USED,
    ]


@pytest.mark.parametrize(
    ("received", "look_on"),
    [
        (date(2026, 11, 2), date(2026, 11, 16)),
        (date(2026, 10, 31), date(2026, 11, 16)),
        (date(2026, 12, 11), date(2026, 12, 29)),
    ],
)
def test_where_no_day_was_set_there_is_a_working_day_to_look_at_it(received: date, look_on: date) -> None:
    deadline = clock(ClockFacts(), received)
    assert (deadline.state, deadline.due_on, deadline.latest_arguable_on, deadline.unrolled_on) == (
        ClockState.NO_CLOCK,
        None,
        None,
        None,
    )
    assert (deadline.started_on, deadline.chase_on, deadline.met) == (received, look_on, None)


def test_that_no_day_was_set_is_said_with_the_day_to_look_at_it() -> None:
    assert said(CaseKind.REGULATOR, RECEIVED, ClockFacts(), ENGLAND) == [
        "Received by the company on Mon 2 Nov 2026. []",
        "The regulator set no day for the answer. [The regulator's letter]",
        "Answer without delay. [Own practice]",
        "Look at it on Mon 16 Nov 2026. [Own practice]",
    ]


@pytest.mark.parametrize(
    ("set_on", "answered_on", "met", "words"),
    [
        (MONDAY, date(2026, 11, 13), True, "Answered on Fri 13 Nov 2026, in time. []"),
        (MONDAY, MONDAY, True, "Answered on Mon 16 Nov 2026, in time. []"),
        (MONDAY, TUESDAY, False, "Answered on Tue 17 Nov 2026, late. []"),
        (None, TUESDAY, None, "Answered on Tue 17 Nov 2026. []"),
    ],
)
def test_an_answer_is_in_time_by_the_day_that_was_set(
    set_on: date | None, answered_on: date, met: bool | None, words: str
) -> None:
    facts = ClockFacts(answer_by=set_on, answered_on=answered_on)
    deadline = clock(facts)
    assert (deadline.state, deadline.due_on, deadline.chase_on) == (ClockState.ANSWERED, set_on, None)
    assert deadline.met is met
    assert said(CaseKind.REGULATOR, RECEIVED, facts, ENGLAND)[-1] == words
    assert not any(step.ahead for step in deadline.derivation), "nothing is still to be done"


@pytest.mark.parametrize(
    ("set_on", "due_on"),
    [
        (date(2026, 11, 28), date(2026, 11, 27)),
        (date(2026, 11, 29), date(2026, 11, 27)),
        (date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 12, 25), date(2026, 12, 24)),
        (date(2026, 12, 28), date(2026, 12, 24)),
        (date(2027, 1, 1), date(2026, 12, 31)),
    ],
)
def test_where_nobody_works_on_the_day_the_working_day_before_it_is_the_due_date(
    set_on: date, due_on: date
) -> None:
    facts = ClockFacts(answer_by=set_on)
    check_facts(CaseKind.REGULATOR, RECEIVED, facts, TODAY)
    deadline = clock(facts)
    assert (deadline.due_on, deadline.latest_arguable_on, deadline.unrolled_on) == (due_on, due_on, set_on)


def test_both_days_are_said_and_each_day_gone_back_over() -> None:
    boxing_day = ClockFacts(answer_by=date(2026, 12, 28))
    assert said(CaseKind.REGULATOR, RECEIVED, boxing_day, ENGLAND) == [
        "Received by the company on Mon 2 Nov 2026. []",
        "The regulator asked for an answer by the end of Mon 28 Dec 2026. [The regulator's letter]",
        "Mon 28 Dec 2026 is no working day: Boxing Day (substitute day). [Own practice]",
        "Sun 27 Dec 2026 is no working day: Sunday. [Own practice]",
        "Sat 26 Dec 2026 is no working day: Saturday. [Own practice]",
        "Fri 25 Dec 2026 is no working day: Christmas Day. [Own practice]",
        f"Due by the end of Thu 24 Dec 2026, the last working day before it: {NEVER}. [Own practice]",
        HOLIDAYS_USED,
    ]


@pytest.mark.parametrize(
    ("answered_on", "met", "words"),
    [
        (date(2026, 11, 13), True, "Answered on Fri 13 Nov 2026, in time. []"),
        (
            date(2026, 11, 15),
            False,
            "Answered on Sun 15 Nov 2026, after the due date but by the day that was set. []",
        ),
        (MONDAY, False, "Answered on Mon 16 Nov 2026, late. []"),
    ],
)
def test_an_answer_on_the_weekend_that_was_set_is_late_by_the_due_date_alone(
    answered_on: date, met: bool, words: str
) -> None:
    facts = ClockFacts(answer_by=date(2026, 11, 15), answered_on=answered_on)
    assert clock(facts).met is met
    assert said(CaseKind.REGULATOR, RECEIVED, facts, ENGLAND)[-1] == words


@pytest.mark.parametrize(
    ("nation", "due_on"),
    [
        (Nation.SCOTLAND, date(2026, 11, 27)),
        (Nation.ENGLAND_AND_WALES, date(2026, 11, 30)),
        (Nation.NORTHERN_IRELAND, date(2026, 11, 30)),
    ],
)
def test_a_day_that_became_a_holiday_is_answered_before_it_and_never_after(
    nation: Nation, due_on: date
) -> None:
    facts, closed = ClockFacts(answer_by=date(2026, 11, 30)), closed_days(nation)
    assert work_out(CaseKind.REGULATOR, RECEIVED, facts, closed).due_on == due_on
    check_facts(CaseKind.REGULATOR, RECEIVED, facts, TODAY)


def test_past_the_end_of_the_table_a_holiday_may_be_missing() -> None:
    [warning] = clock(ClockFacts(answer_by=date(2029, 1, 1))).warnings
    assert "lies outside the public holidays known here" in warning


def test_only_a_case_of_the_regulator_has_a_day_that_the_regulator_set() -> None:
    facts = ClockFacts(answer_by=MONDAY)
    check_facts(CaseKind.REGULATOR, RECEIVED, facts, TODAY)
    for kind in set(CaseKind) - {CaseKind.REGULATOR}:
        assert refused(kind, facts) == (
            "answer_by",
            "Only a case of the regulator has a day that the regulator set.",
        )


def test_the_day_may_lie_ahead_and_on_the_day_of_receipt_but_not_before() -> None:
    check_facts(CaseKind.REGULATOR, RECEIVED, ClockFacts(answer_by=RECEIVED), TODAY)
    check_facts(CaseKind.REGULATOR, RECEIVED, ClockFacts(answer_by=date(2027, 1, 5)), TODAY)
    assert refused(CaseKind.REGULATOR, ClockFacts(answer_by=date(2026, 10, 30))) == (
        "answer_by",
        "The day the regulator set lies before its letter was received.",
    )


@pytest.mark.parametrize("field", ["identity", "authority", "fee"])
def test_the_regulator_is_asked_for_neither_proof_nor_fee(field: str) -> None:
    assert refused(CaseKind.REGULATOR, ClockFacts(**{field: Ask(RECEIVED)})) == (
        field,
        "The regulator sets the day: proof, a fee or more time are not ours to ask for.",
    )


@pytest.mark.parametrize("kind", list(CaseKind))
def test_nothing_that_is_meant_for_a_customer_has_a_day_that_the_regulator_set(kind: CaseKind) -> None:
    field, sentence = refused(kind, ClockFacts(answer_by=MONDAY), for_customer=True)
    assert field == "answer_by"
    assert sentence.startswith("What is meant for a customer has no clock here")
