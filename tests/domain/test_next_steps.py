"""What the officer does next."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.clock import Ask, Clarification, ClockEvent, ClockFacts, Happening
from kmss_dpo.domain.next_steps import (
    NextStep,
    Notice,
    Progress,
    Waiting,
    WaitingFor,
    asked_of,
    awaited,
    next_step,
    notice_of,
    waiting,
)
from kmss_dpo.domain.ways import FOR_A_CUSTOMER, WAYS, Doing

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


@pytest.mark.parametrize("kind", [each for each in CaseKind if each is not CaseKind.COMPLAINT])
def test_each_stage_of_a_way_is_the_next_step_with_its_button_and_its_letter(kind: CaseKind) -> None:
    facts = {"acknowledged": False, "answered": False}
    for stage in WAYS[kind]:
        found = next_step(Progress(kind, Status.OPEN, RECEIVED, stage=stage.code, **facts))
        assert found == NextStep(stage.step, stage.doing, stage.letter)
        facts["answered"] |= stage.until is not None


def test_a_letter_goes_with_the_step_that_writes_it_and_with_no_other() -> None:
    acknowledging = next_step(Progress(CaseKind.COMPLAINT, Status.OPEN, RECEIVED, stage="acknowledge"))
    assert acknowledging.letter == "complaint_acknowledgement"
    passed_on = next_step(Progress(CaseKind.COMPLAINT, Status.OPEN, RECEIVED, for_customer=True))
    assert passed_on == NextStep(FOR_A_CUSTOMER[0].step, Doing.HAND_ON, "passed_on")
    waits = Waiting(WaitingFor.FEE, date(2026, 10, 7))
    for case in (
        Progress(CaseKind.ACCESS, Status.OPEN, RECEIVED, waits),
        Progress(CaseKind.ACCESS, Status.OPEN, RECEIVED, unsent=True),
        Progress(CaseKind.ACCESS, Status.CLOSED, RECEIVED),
    ):
        assert next_step(case).letter == ""
    assert next_step(replace(ACKNOWLEDGED, unsent=True)).text == (
        "Send the letter that was filed, and record that it was sent"
    )


def test_what_another_company_is_to_answer_waits_for_nothing_that_we_asked() -> None:
    waits = Waiting(WaitingFor.IDENTITY, date(2026, 10, 7))
    case = Progress(CaseKind.ACCESS, Status.OPEN, RECEIVED, waits, for_customer=True)
    assert next_step(case).doing is Doing.HAND_ON


def test_what_was_answered_waits_for_nothing_more() -> None:
    waits = Waiting(WaitingFor.IDENTITY, date(2026, 10, 7))
    over = Progress(CaseKind.ACCESS, Status.OPEN, RECEIVED, waits, answered=True)
    assert next_step(over).doing is Doing.CLOSE


@pytest.mark.parametrize(
    "case",
    [
        replace(ACKNOWLEDGED, answered=True, stage="follow up"),
        replace(ACKNOWLEDGED, kind=CaseKind.ACCESS, stage="search"),
        replace(ACKNOWLEDGED, for_customer=True),
        replace(ACKNOWLEDGED, acknowledged=False, stage="route"),
    ],
)
def test_nobody_else_is_promised_to_hear_how_it_stands(case: Progress) -> None:
    assert "how it stands" not in next_step(replace(case, chase_on=date(2026, 12, 4))).text


def test_only_acknowledging_is_good_practice_before_the_law_and_no_other_step_of_a_complaint() -> None:
    early = Progress(CaseKind.COMPLAINT, Status.OPEN, date(2026, 6, 18), acknowledged=True, stage="find")
    assert next_step(early).text == "Give each issue its finding and reasons"
    routing = replace(early, acknowledged=False, stage="route")
    assert next_step(routing).text == "Decide what it is: complaint, request, breach or service matter"
    passed_on = replace(routing, for_customer=True)
    assert next_step(passed_on).text == "Pass it on to the customer and tell the person"


ASKED, CAME = date(2026, 10, 7), date(2026, 10, 9)


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        (ClockFacts(identity=Ask(ASKED)), WaitingFor.IDENTITY),
        (ClockFacts(authority=Ask(ASKED)), WaitingFor.AUTHORITY),
        (ClockFacts(fee=Ask(ASKED)), WaitingFor.FEE),
        (ClockFacts(clarifications=(Clarification(ASKED),)), WaitingFor.CLARIFICATION),
        (ClockFacts(more_asked_on=ASKED), WaitingFor.MORE_INFORMATION),
    ],
)
def test_a_case_waits_for_what_was_asked_and_has_not_come(facts: ClockFacts, what: WaitingFor) -> None:
    assert waiting(facts) == Waiting(what, ASKED)


@pytest.mark.parametrize(
    "facts",
    [
        ClockFacts(),
        ClockFacts(identity=Ask(ASKED, CAME), authority=Ask(ASKED, CAME), fee=Ask(ASKED, CAME)),
        ClockFacts(clarifications=(Clarification(ASKED, CAME), Clarification(ASKED, ASKED))),
        ClockFacts(more_asked_on=ASKED, more_received_on=CAME),
        ClockFacts(acknowledged_on=ASKED, next_update_on=CAME, answered_on=CAME, answer_by=CAME),
    ],
)
def test_a_case_waits_for_nothing_once_all_came(facts: ClockFacts) -> None:
    assert waiting(facts) is None


def test_of_several_things_the_oldest_is_waited_for() -> None:
    facts = ClockFacts(
        identity=Ask(date(2026, 10, 6), CAME),
        fee=Ask(date(2026, 10, 12)),
        clarifications=(Clarification(ASKED, CAME), Clarification(date(2026, 10, 8))),
    )
    assert waiting(facts) == Waiting(WaitingFor.CLARIFICATION, date(2026, 10, 8))


def test_everything_asked_before_the_start_is_told_whether_it_came_or_not() -> None:
    identity, fee = Ask(ASKED), Ask(ASKED, CAME)
    assert asked_of(ClockFacts(identity=identity, fee=fee)) == (
        (WaitingFor.IDENTITY, identity),
        (WaitingFor.FEE, fee),
    )
    assert asked_of(ClockFacts(authority=fee)) == ((WaitingFor.AUTHORITY, fee),)
    assert asked_of(ClockFacts(clarifications=(Clarification(ASKED),))) == ()


@pytest.mark.parametrize(
    ("what", "event"),
    [
        (WaitingFor.IDENTITY, ClockEvent(Happening.IDENTITY_CAME)),
        (WaitingFor.AUTHORITY, ClockEvent(Happening.AUTHORITY_CAME)),
        (WaitingFor.FEE, ClockEvent(Happening.FEE_PAID)),
        (WaitingFor.CLARIFICATION, ClockEvent(Happening.CLARIFICATION_ANSWERED, ASKED)),
        (WaitingFor.MORE_INFORMATION, ClockEvent(Happening.MORE_CAME)),
    ],
)
def test_a_wait_ends_with_what_came_and_a_clarification_with_its_own_answer(
    what: WaitingFor, event: ClockEvent
) -> None:
    assert awaited(Waiting(what, ASKED)) == event


BEHIND = Progress(CaseKind.ERASURE, Status.OPEN, RECEIVED, waits_for="SAR-2026-0007")


@pytest.mark.parametrize("stage", ["receive", "assess"])
def test_an_erasure_behind_another_case_is_looked_into_meanwhile(stage: str) -> None:
    own = next(each for each in WAYS[CaseKind.ERASURE] if each.code == stage)
    words = f"{own.step}; the erasing waits for SAR-2026-0007"
    assert next_step(replace(BEHIND, stage=stage)) == NextStep(words, own.doing, own.letter)


def test_nothing_is_erased_before_the_case_it_waits_for_is_answered() -> None:
    words = "Waits for SAR-2026-0007: nothing is erased before that is answered"
    assert next_step(replace(BEHIND, stage="erase")) == NextStep(words, Doing.OPEN)
    assert next_step(replace(BEHIND, stage="erase", waits_for="")).doing is Doing.CHECK


UNTOLD = Progress(
    CaseKind.ACCESS,
    Status.OPEN,
    RECEIVED,
    chase_on=date(2026, 10, 3),
    stage="search",
    notice=Notice.OWED,
)
SEARCHING = "Ask each place what it holds about the person, and note what came of it"


def test_an_extension_is_told_before_anything_else_is_done() -> None:
    assert next_step(UNTOLD) == NextStep(
        "Write the extension notice and send it by Sat 3 Oct", Doing.WRITE_LETTER, "extension"
    )
    assert next_step(replace(UNTOLD, notice_filed=True)) == NextStep(
        "Send the extension notice by Sat 3 Oct, and record that it was sent", Doing.RECORD_SENT
    )
    assert next_step(replace(UNTOLD, unsent=True)).text.startswith("Send the letter that was filed")
    assert next_step(replace(UNTOLD, status=Status.CLOSED)).doing is Doing.OPEN
    assert next_step(replace(UNTOLD, answered=True, stage="close")).doing is Doing.CLOSE


def test_while_the_clock_is_held_what_is_waited_for_comes_first_but_for_a_notice_that_is_ready() -> None:
    waits = Waiting(WaitingFor.CLARIFICATION, date(2026, 9, 7))
    held = replace(UNTOLD, waits=waits)
    assert next_step(held).doing is Doing.RECORD_CAME
    filed = next_step(replace(held, notice_filed=True))
    assert filed.text == "Send the extension notice, and record that it was sent"


@pytest.mark.parametrize("filed", [False, True])
def test_once_it_is_too_late_for_the_notice_the_case_is_answered_and_no_notice_is_sent(
    *, filed: bool
) -> None:
    late = replace(UNTOLD, notice=Notice.LATE, notice_filed=filed, chase_on=None)
    assert next_step(late) == NextStep(
        f"Answer now, it is overdue since no extension notice went in time: a{SEARCHING[1:]}", Doing.SEARCH
    )
    assert next_step(replace(late, unsent=True)).doing is Doing.RECORD_SENT
    assert next_step(replace(late, answered=True, stage="close")) == NextStep("Close the case", Doing.CLOSE)
    behind = replace(late, kind=CaseKind.ERASURE, stage="erase", waits_for="SAR-2026-0007")
    assert next_step(behind).text.endswith(
        "waits for SAR-2026-0007: nothing is erased before that is answered"
    )


def test_a_notice_that_was_filed_without_an_extension_is_nothing_to_be_done() -> None:
    assert next_step(replace(UNTOLD, notice=None, notice_filed=True)).text == SEARCHING


@pytest.mark.parametrize(
    ("sent", "due", "chase", "stands"),
    [
        (None, date(2026, 12, 3), date(2026, 10, 3), Notice.OWED),
        (None, None, date(2026, 9, 18), Notice.OWED),
        (None, date(2026, 10, 5), None, Notice.LATE),
        (date(2026, 10, 5), date(2026, 12, 3), None, None),
        (date(2026, 10, 6), date(2026, 10, 5), None, Notice.LATE),
        (date(2026, 10, 6), None, date(2026, 10, 20), None),
    ],
)
def test_how_an_extension_stands_is_seen_from_the_dates_of_its_clock(
    sent: date | None, due: date | None, chase: date | None, stands: Notice | None
) -> None:
    assert notice_of(sent, due, chase) is stands
