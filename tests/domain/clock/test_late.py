"""An answer that went late needs its reason before the case is closed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.domain.cases import CaseKind, Closing, Outcome
from kmss_dpo.domain.clock import (
    Ask,
    Clarification,
    ClockFacts,
    ClockState,
    Deadline,
    went_late,
    with_late_reason,
    work_out,
)
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.intake.public_holidays import closed_days

CLOSED = closed_days(Nation.ENGLAND_AND_WALES)
RECEIVED = date(2026, 9, 3)
DUE = date(2026, 10, 5)
AFTER = date(2026, 10, 6)
RUNNING = Deadline(ClockState.RUNNING, due_on=DUE)


def closing(answered_on: date | None, late_reason: str = "") -> Closing:
    return Closing(Outcome.ANSWERED, date(2026, 11, 1), answered_on, late_reason=late_reason)


def test_an_answer_is_late_after_the_due_date_and_not_on_it() -> None:
    assert went_late(RUNNING, AFTER)
    assert not went_late(RUNNING, DUE)
    assert not went_late(RUNNING, None)
    assert not went_late(Deadline(ClockState.STOPPED), AFTER)


def test_a_duty_that_was_met_or_missed_is_known_whatever_the_day_of_the_answer() -> None:
    assert not went_late(Deadline(ClockState.NO_CLOCK, due_on=DUE, met=True), AFTER)
    assert went_late(Deadline(ClockState.NO_CLOCK, due_on=DUE, met=False), DUE)
    assert not went_late(Deadline(ClockState.NO_CLOCK, due_on=DUE, met=False), None)


def test_the_reason_is_asked_for_where_it_was_late_and_nowhere_else() -> None:
    with pytest.raises(Mistake) as told:
        with_late_reason(closing(AFTER, " \n"), RUNNING)
    assert (told.value.field, told.value.sentence) == (
        "late_reason",
        "Say why it went late. It was due Mon 5 Oct 2026.",
    )
    acknowledged_late = Deadline(ClockState.NO_CLOCK, met=False)
    with pytest.raises(Mistake) as told:
        with_late_reason(closing(AFTER), acknowledged_late)
    assert told.value.sentence == "Say why it went late."
    assert with_late_reason(closing(AFTER, " Two systems. "), RUNNING) == closing(AFTER, "Two systems.")
    assert with_late_reason(closing(DUE, "Two systems."), RUNNING) == closing(DUE)
    assert with_late_reason(closing(None, "Two systems."), RUNNING) == closing(None)


@given(st.sampled_from(list(CaseKind)), st.integers(0, 60), st.none() | st.integers(0, 60), st.booleans())
def test_the_clock_of_the_open_case_foretells_whether_an_answer_will_be_late(
    kind: CaseKind, answered: int, asked: int | None, proof: bool
) -> None:
    answered_on = RECEIVED + timedelta(answered)
    facts = ClockFacts()
    if asked is not None and asked <= answered and kind is CaseKind.COMPLAINT:
        facts = ClockFacts(acknowledged_on=RECEIVED + timedelta(asked))
    elif asked is not None and kind is CaseKind.ACCESS:
        day = RECEIVED + timedelta(asked)
        pause = ClockFacts(clarifications=(Clarification(day, day),))
        facts = ClockFacts(identity=Ask(day)) if proof else pause
    before = work_out(kind, RECEIVED, facts, CLOSED)
    after = work_out(
        kind,
        RECEIVED,
        ClockFacts(
            identity=facts.identity,
            clarifications=facts.clarifications,
            acknowledged_on=facts.acknowledged_on,
            answered_on=answered_on,
        ),
        CLOSED,
    )
    assert went_late(before, answered_on) is (after.met is False) is went_late(after, answered_on)
