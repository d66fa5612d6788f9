"""What a clock says once its case was closed without an answer."""

from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import (
    Ask,
    Clarification,
    ClockFacts,
    ClockState,
    Deadline,
    closed_deadline,
    work_out,
)
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.intake.public_holidays import closed_days

CLOSED = closed_days(Nation.ENGLAND_AND_WALES)
RECEIVED, ENDED = date(2026, 8, 1), date(2026, 8, 20)
OVER = "The case was closed on Thu 20 Aug 2026: nothing is due any more."
AHEAD = (
    "due by",
    "very latest by",
    "own target",
    "ask again",
    "aim to",
    "warn from",
    "without undue delay",
    "tell the person how it stands",
    "there is no due date",
    "answer without delay",
    "answer before it",
    "look at it",
)


def after(
    kind: CaseKind, facts: ClockFacts, received: date = RECEIVED, *, customer: bool = False
) -> Deadline:
    return closed_deadline(work_out(kind, received, facts, CLOSED, for_customer=customer), ENDED)


def told(deadline: Deadline) -> list[str]:
    return [step.text for step in deadline.derivation]


@pytest.mark.parametrize("kind", list(CaseKind))
@pytest.mark.parametrize("customer", [False, True])
def test_nothing_is_due_and_nothing_is_still_to_be_done(kind: CaseKind, customer: bool) -> None:
    for facts in (
        ClockFacts(),
        ClockFacts(more_asked_on=RECEIVED),
        ClockFacts(acknowledged_on=RECEIVED),
        ClockFacts(answer_by=date(2026, 8, 31)),
    ):
        ended = after(kind, facts, customer=customer)
        assert (ended.state, ended.due_on, ended.latest_arguable_on) == (ClockState.NO_CLOCK, None, None)
        assert (ended.chase_on, ended.warn_from) == (None, None)
        said = told(ended)
        assert said[0].startswith("Received by the company on Sat 1 Aug 2026")
        assert said[-1].endswith("nothing is due any more.")
        assert not [step for step in said for words in AHEAD if words in step.lower()]


def test_the_date_that_was_is_said_with_how_it_was_worked_out() -> None:
    assert told(after(CaseKind.ACCESS, ClockFacts())) == [
        "Received by the company on Sat 1 Aug 2026.",
        "One calendar month from Sat 1 Aug 2026 is Tue 1 Sep 2026.",
        "The public holidays of England and Wales are used; no rule says which nation counts (unsettled).",
        (
            "The date was Tue 1 Sep 2026. The case was closed on Thu 20 Aug 2026 without an answer: "
            "nothing is due any more."
        ),
    ]


def test_what_never_came_stays_said() -> None:
    asked = ClockFacts(identity=Ask(date(2026, 8, 3)), clarifications=(Clarification(date(2026, 8, 4)),))
    assert told(after(CaseKind.ACCESS, asked))[1:] == [
        "Proof of identity was asked for on Mon 3 Aug 2026 and has not been received.",
        "Clarification was asked for on Tue 4 Aug 2026 and has not been answered.",
        OVER,
    ]
    form = ClockFacts(more_asked_on=date(2026, 8, 3))
    assert told(after(CaseKind.DEMO_ENQUIRY, form))[2:] == [
        "More information was asked for on Mon 3 Aug 2026; no reply yet.",
        OVER,
    ]


def test_an_acknowledged_complaint_keeps_that_it_was_in_time() -> None:
    ended = after(CaseKind.COMPLAINT, ClockFacts(acknowledged_on=date(2026, 8, 5)), date(2026, 8, 1))
    assert ended.met is True
    assert told(ended)[-2:] == ["Acknowledged on Wed 5 Aug 2026, in time.", OVER]


def test_a_complaint_that_nobody_acknowledged_is_not_to_be_acknowledged_any_more() -> None:
    assert "Acknowledge by the end of Tue 1 Sep 2026." not in told(after(CaseKind.COMPLAINT, ClockFacts()))


def test_the_warnings_stay_at_the_end_and_are_said_once() -> None:
    ended = closed_deadline(work_out(CaseKind.ERASURE, date(2028, 12, 1), ClockFacts(), CLOSED), ENDED)
    assert len(ended.warnings) == 1
    assert [step.text for step in ended.derivation if step.source == "Warning"] == list(ended.warnings)
    assert ended.derivation[-1].source == "Warning"


def test_an_early_complaint_is_aimed_at_nothing_any_more() -> None:
    early = date(2026, 6, 1)
    assert any("aim to" in step for step in told(work_out(CaseKind.COMPLAINT, early, ClockFacts(), CLOSED)))
    assert not any("aim to" in step for step in told(after(CaseKind.COMPLAINT, ClockFacts(), early)))
