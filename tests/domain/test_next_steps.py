"""What the officer does next."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.next_steps import Progress, Waiting, WaitingFor, next_step
from kmss_dpo.domain.ways import Doing

RECEIVED = date(2026, 10, 5)
ACKNOWLEDGED = Progress(CaseKind.COMPLAINT, Status.OPEN, RECEIVED, acknowledged=True)


@pytest.mark.parametrize("kind", [CaseKind.ERASURE, CaseKind.ACCESS, CaseKind.COMPLAINT])
def test_what_is_meant_for_a_customer_is_passed_on_and_never_carried_out_here(kind: CaseKind) -> None:
    step = next_step(Progress(kind, Status.OPEN, RECEIVED, for_customer=True))
    assert step.text == "Pass it on to the customer and tell the person"
    assert step.doing is Doing.HAND_ON, "no letter of ours answers what another company is to answer"
    done = next_step(Progress(kind, Status.OPEN, RECEIVED, answered=True, for_customer=True))
    assert done.doing is Doing.CLOSE


@pytest.mark.parametrize(
    ("received", "text"),
    [
        (date(2026, 6, 18), "Acknowledge the complaint (good practice)"),
        (date(2026, 6, 19), "Acknowledge the complaint"),
    ],
)
def test_acknowledging_a_complaint_is_a_duty_only_where_the_law_makes_it_one(
    received: date, text: str
) -> None:
    step = next_step(Progress(CaseKind.COMPLAINT, Status.OPEN, received, stage="acknowledge"))
    assert (step.text, step.doing) == (text, Doing.ACKNOWLEDGE)


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (
            date(2026, 12, 4),
            "Give each issue its finding and reasons; tell the person how it stands by Fri 4 Dec",
        ),
        (None, "Give each issue its finding and reasons"),
    ],
)
def test_who_complained_is_told_how_it_stands_by_the_promised_day(on: date | None, text: str) -> None:
    step = next_step(replace(ACKNOWLEDGED, chase_on=on, stage="find"))
    assert (step.text, step.doing) == (text, Doing.FIND)


@pytest.mark.parametrize(
    ("case", "text", "doing"),
    [
        (Progress(CaseKind.DEMO_ENQUIRY, Status.OPEN, RECEIVED), "Deal with the enquiry", Doing.CLOSE),
        (
            Progress(CaseKind.ACCESS, Status.OPEN, RECEIVED, stage="answer"),
            "Send the response letter",
            Doing.WRITE_LETTER,
        ),
        (
            Progress(CaseKind.ACCESS, Status.OPEN, RECEIVED, Waiting(WaitingFor.IDENTITY, date(2026, 10, 7))),
            "Waiting for proof of identity since Wed 7 Oct",
            Doing.RECORD_CAME,
        ),
        (Progress(CaseKind.ACCESS, Status.VOIDED, RECEIVED, answered=True), "Nothing to do", Doing.OPEN),
        (Progress(CaseKind.COMPLAINT, Status.CLOSED, RECEIVED), "Nothing to do", Doing.OPEN),
    ],
)
def test_each_case_says_what_is_next(case: Progress, text: str, doing: Doing) -> None:
    step = next_step(case)
    assert (step.text, step.doing) == (text, doing)


@pytest.mark.parametrize("kind", [CaseKind.ACCESS, CaseKind.COMPLAINT, CaseKind.DEMO_ENQUIRY])
def test_a_letter_that_was_filed_and_has_not_left_comes_before_everything_but_closing(kind: CaseKind) -> None:
    waits = Waiting(WaitingFor.IDENTITY, date(2026, 10, 7))
    filed = Progress(kind, Status.OPEN, RECEIVED, waits, unsent=True)
    assert next_step(filed).doing is Doing.RECORD_SENT
    over = replace(filed, answered=True, stage="close")
    assert next_step(over).doing is Doing.CLOSE
    assert next_step(replace(filed, status=Status.CLOSED)).doing is Doing.OPEN
