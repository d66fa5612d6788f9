"""The facts of a case's clock as they are recorded, and the dates that follow."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import (
    CaseDetails,
    CaseKind,
    Channel,
)
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts, ClockState
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.next_steps import Waiting, WaitingFor
from kmss_dpo.domain.ways import Doing
from kmss_dpo.session import Session
from tests.services.asking import ACCESS, ANSWERED, RECEIVED, history, seen


def test_proof_of_identity_starts_the_clock_on_the_day_it_comes(session: Session) -> None:
    case = session.cases.open_case(ACCESS, ClockFacts(identity=Ask(date(2026, 10, 7))))
    view = seen(session, case)
    assert (view.deadline.state, view.deadline.due_on) == (ClockState.NOT_STARTED, None)
    assert view.waiting == Waiting(WaitingFor.IDENTITY, date(2026, 10, 7))
    assert view.next_step.doing is Doing.RECORD_CAME
    session.cases.record_facts(case, 1, ClockFacts(identity=Ask(date(2026, 10, 7), date(2026, 10, 12))))
    view = seen(session, case)
    assert (view.version, view.waiting, view.deadline.due_on) == (2, None, date(2026, 11, 12))
    assert [event.title for event in view.timeline] == [
        "Received proof of identity",
        "Asked for proof of identity",
        "Received by email",
    ]


def test_a_complaint_and_a_web_form_have_their_own_days(session: Session) -> None:
    complaint = session.cases.open_case(
        replace(ACCESS, kind=CaseKind.COMPLAINT),
        ClockFacts(acknowledged_on=date(2026, 10, 6), answered_on=date(2026, 10, 30)),
    )
    titles = [event.title for event in seen(session, complaint).timeline]
    assert titles == ["Answer sent", "Acknowledged", "Received by email"]
    form = session.cases.open_case(
        CaseDetails(CaseKind.CONTACT_ENQUIRY, RECEIVED, Channel.WEB_FORM),
        ClockFacts(more_asked_on=date(2026, 10, 6), more_received_on=date(2026, 10, 9)),
    )
    titles = [event.title for event in seen(session, form).timeline]
    assert titles[:2] == ["Received the missing information", "Asked for the missing information"]


def test_facts_that_the_law_does_not_allow_change_nothing(session: Session) -> None:
    case = session.cases.open_case(replace(ACCESS, kind=CaseKind.ERASURE))
    stopped = ClockFacts(clarifications=(Clarification(date(2026, 10, 6)),))
    with pytest.raises(Mistake) as told:
        session.cases.record_facts(case, 1, stopped)
    assert told.value.field == "clarifications"
    assert (seen(session, case).facts, seen(session, case).version) == (ClockFacts(), 1)


def test_the_same_facts_again_are_no_change(session: Session) -> None:
    facts = ClockFacts(identity=Ask(date(2026, 10, 7)))
    case = session.cases.open_case(ACCESS, facts)
    session.cases.record_facts(case, 1, facts)
    assert seen(session, case).version == 1
    assert history(session, case).count("clock facts recorded") == 0


def test_asking_what_if_changes_nothing(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    before = seen(session, case)
    done = history(session, case)
    asked = ClockFacts(identity=Ask(date(2026, 10, 7), date(2027, 1, 11)))
    assert session.cases.what_if(case, asked).due_on == date(2027, 2, 11)
    assert history(session, case) == done
    assert seen(session, case) == before
    with pytest.raises(Mistake):
        session.cases.what_if(case, ClockFacts(more_asked_on=RECEIVED))


def test_a_request_for_a_customer_has_no_clock_of_its_own(session: Session) -> None:
    passed_on = replace(ACCESS, for_customer="Ceredigion County Council")
    case = session.cases.open_case(passed_on)
    view = seen(session, case)
    assert (view.deadline.state, view.deadline.due_on) == (ClockState.NO_CLOCK, None)
    assert view.next_step.text.startswith("Pass it on to the customer")
    assert session.cases.rows([case])[0].due_on is None
    facts = ClockFacts(identity=Ask(date(2026, 10, 7), date(2026, 10, 12)))
    for attempt in (
        lambda: session.cases.what_if(case, facts),
        lambda: session.cases.record_facts(case, 1, facts),
        lambda: session.cases.record_facts(case, 1, ClockFacts(answered_on=date(2026, 10, 4))),
    ):
        with pytest.raises(Mistake):
            attempt()
    assert session.cases.what_if(case, ClockFacts(answered_on=date(2027, 1, 4))).due_on is None
    session.cases.change(case, 1, ACCESS)
    assert seen(session, case).deadline.due_on == date(2026, 11, 5)


def test_a_recompute_leaves_what_is_closed_alone(session: Session) -> None:
    case = session.cases.open_case(replace(ACCESS, received_on=date(2026, 10, 30)))
    session.cases.close(case, 1, ANSWERED)
    organisation = replace(session.settings.organisation(), nation=Nation.SCOTLAND)
    session.settings.settle(organisation, session.settings.regulator())
    assert session.cases.recompute(lambda _done, _of: True) == 0
    assert session.cases.rows([case])[0].due_on == date(2026, 11, 30)
    session.cases.reopen(case, 2, "It goes on.")
    assert session.cases.rows([case])[0].due_on == date(2026, 12, 1)
