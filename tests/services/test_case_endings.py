"""Closing a case, voiding it, and opening it again."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from kmss_dpo.domain.case_views import EventKind
from kmss_dpo.domain.cases import (
    CaseKind,
    Channel,
    Closing,
    Outcome,
    Status,
)
from kmss_dpo.domain.clock import Ask, ClockFacts, ClockState
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence, NewDocument
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.next_steps import Waiting, WaitingFor
from kmss_dpo.domain.ways import Doing
from kmss_dpo.session import Session
from kmss_dpo.store import tables
from tests.noting import refused
from tests.services.asking import ACCESS, ANSWERED, RECEIVED, TODAY, history, lists, seen


def test_closing_keeps_the_outcome_and_makes_the_day_of_dispatch_a_fact(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.close(case, 1, ANSWERED)
    view = seen(session, case)
    assert (view.status, view.closing, view.version) == (Status.CLOSED, ANSWERED, 2)
    assert view.facts.answered_on == date(2026, 11, 2)
    assert view.deadline.state is ClockState.ANSWERED
    assert view.next_step.doing is Doing.OPEN
    assert view.timeline[0].title == "Closed: answered"
    assert lists(session) == []
    assert lists(session, statuses=frozenset({Status.CLOSED})) == ["SAR-2026-0001"]


def test_closing_takes_the_day_of_dispatch_from_the_facts_where_none_is_given(session: Session) -> None:
    case = session.cases.open_case(ACCESS, ClockFacts(answered_on=date(2026, 11, 2)))
    assert seen(session, case).next_step.doing is Doing.CLOSE
    session.cases.close(case, 1, Closing(Outcome.ANSWERED, date(2026, 11, 3)))
    assert seen(session, case).closing == ANSWERED


@pytest.mark.parametrize(
    ("closing", "field"),
    [
        (Closing(Outcome.UPHELD, TODAY, TODAY), "outcome"),
        (Closing(Outcome.ANSWERED, TODAY), "answered_on"),
        (Closing(Outcome.ANSWERED, TODAY, date(2026, 11, 23)), "answered_on"),
        (Closing(Outcome.ANSWERED, date(2026, 11, 19), date(2026, 11, 20)), "answered_on"),
        (Closing(Outcome.WITHDRAWN, date(2026, 10, 4)), "closed_on"),
        (Closing(Outcome.REFUSED, TODAY, TODAY, " "), "reason"),
    ],
)
def test_a_closing_that_cannot_be_leaves_the_case_open(
    session: Session, closing: Closing, field: str
) -> None:
    case = session.cases.open_case(ACCESS)
    session.items.add(case, refused())
    with pytest.raises(Mistake) as told:
        session.cases.close(case, 1, closing)
    assert told.value.field == field
    assert (seen(session, case).status, seen(session, case).version) == (Status.OPEN, 1)


def test_a_case_opened_again_runs_and_can_be_closed_again(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.close(case, 1, Closing(Outcome.WITHDRAWN, date(2026, 11, 3), reason="Changed her mind"))
    assert seen(session, case).timeline[0].text == "Changed her mind"
    assert seen(session, case).deadline.derivation[-1].text.endswith("nothing is due any more.")
    assert (session.cases.rows([case])[0].due_on, seen(session, case).deadline.due_on) == (None, None)
    session.cases.reopen(case, 2, "It goes on.")
    view = seen(session, case)
    assert (view.status, view.closing, view.version) == (Status.OPEN, None, 3)
    assert (view.deadline.state, view.deadline.due_on) == (ClockState.RUNNING, date(2026, 11, 5))
    assert [event.kind for event in view.timeline] == [EventKind.NOTE, EventKind.OPENED]
    session.cases.close(case, 3, ANSWERED)
    assert seen(session, case).closing == ANSWERED


@pytest.mark.parametrize("reason", ["", " \n"])
def test_opening_a_case_again_needs_a_reason(session: Session, reason: str) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.close(case, 1, ANSWERED)
    with pytest.raises(Mistake) as told:
        session.cases.reopen(case, 2, reason)
    assert (told.value.field, told.value.sentence) == ("reason", "Say why the case is opened again.")
    view = seen(session, case)
    assert (view.status, view.version, view.closing) == (Status.CLOSED, 2, ANSWERED)


def test_why_a_case_was_opened_again_and_how_it_had_ended_is_kept_as_a_note(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.close(case, 1, ANSWERED)
    session.cases.reopen(case, 2, " Two systems were forgotten. ")
    session.cases.void(case, 3, "Twice the same.")
    session.cases.reopen(case, 4, "It was not.")
    notes = {event.text for event in seen(session, case).timeline if event.kind is EventKind.NOTE}
    assert notes == {
        "Opened again; it was closed on Tue 3 Nov 2026 as “answered”. Two systems were forgotten.",
        "Opened again; it was voided on Sun 22 Nov 2026: Twice the same. It was not.",
    }
    assert "case opened again" in history(session, case)


def test_what_is_open_is_not_opened_again(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    before = seen(session, case)
    with pytest.raises(Mistake, match="This case is open already"):
        session.cases.reopen(case, 1, "By mistake.")
    assert seen(session, case) == before


def test_voiding_needs_a_reason_and_keeps_it(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    with pytest.raises(Mistake) as told:
        session.cases.void(case, 1, " \n")
    assert told.value.field == "reason"
    assert seen(session, case).status is Status.OPEN
    session.cases.void(case, 1, " Twice the same ")
    view = seen(session, case)
    assert (view.status, view.void_reason, view.closing) == (Status.VOIDED, "Twice the same", None)
    assert (view.timeline[0].title, view.timeline[0].on) == ("Voided: opened in error", TODAY)
    assert lists(session, statuses=frozenset({Status.VOIDED})) == ["SAR-2026-0001"]


def test_a_voided_case_is_opened_again_before_anything_is_changed(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.void(case, 1, "Twice the same")
    before = seen(session, case)
    for attempt in (
        lambda: session.cases.change(case, 2, replace(ACCESS, summary="More")),
        lambda: session.cases.record_facts(case, 2, ClockFacts()),
        lambda: session.cases.record_facts(case, 2, ClockFacts(identity=Ask(RECEIVED))),
        lambda: session.cases.what_if(case, ClockFacts()),
        lambda: session.cases.close(case, 2, ANSWERED),
        lambda: session.cases.void(case, 2, "Once more"),
    ):
        with pytest.raises(Mistake, match="opened in error and is voided"):
            attempt()
    assert seen(session, case) == before
    view = seen(session, case)
    assert (view.status, view.void_reason, view.version) == (Status.VOIDED, "Twice the same", 2)
    session.cases.reopen(case, 2, "It goes on.")
    assert (seen(session, case).status, seen(session, case).void_reason) == (Status.OPEN, "")
    session.cases.close(case, 3, ANSWERED)
    assert seen(session, case).status is Status.CLOSED


def test_nothing_is_due_or_waited_for_in_a_voided_case(session: Session) -> None:
    facts = ClockFacts(identity=Ask(date(2026, 10, 7)), answered_on=date(2026, 11, 20))
    case = session.cases.open_case(ACCESS, facts)
    session.cases.void(case, 1, "Twice the same")
    view = seen(session, case)
    assert (view.deadline.state, view.deadline.due_on, view.waiting) == (ClockState.NO_CLOCK, None, None)
    assert "voided" in view.deadline.derivation[-1].text
    [row] = session.cases.rows([case])
    assert (row.due_on, row.chase_on, row.clock_state) == (None, None, ClockState.NO_CLOCK)
    with session.opened.register.reading() as connection:
        assert connection.scalar(select(tables.cases.c.waiting_for)) is None
    overview = session.today.overview()
    assert (overview.urgent, overview.overdue, overview.to_act_on) == ((), 0, 0)
    assert overview.months == ()
    session.cases.reopen(case, 2, "It goes on.")
    assert seen(session, case).waiting == Waiting(WaitingFor.IDENTITY, date(2026, 10, 7))


def test_a_closed_case_waits_for_nothing(session: Session) -> None:
    case = session.cases.open_case(ACCESS, ClockFacts(identity=Ask(date(2026, 10, 7))))
    session.cases.close(case, 1, Closing(Outcome.NO_IDENTITY, date(2026, 11, 20)))
    assert seen(session, case).waiting is None


def test_a_voided_case_takes_notes_documents_messages_and_letters_but_its_clock_stays(
    session: Session,
) -> None:
    case = session.cases.open_case(replace(ACCESS, kind=CaseKind.COMPLAINT))
    code = session.letters.offered(CaseKind.COMPLAINT)[0].code
    started = session.letters.start(case, code)
    session.cases.void(case, 1, "Twice the same")
    session.casework.add_note(case, "The other one goes on.")
    session.casework.add_document(case, NewDocument("a.txt", "text/plain", b"a"))
    called = NewCorrespondence(Direction.RECEIVED, Channel.PHONE, RECEIVED, "Called")
    session.casework.log(case, called)
    session.letters.discard(started.id)
    again = session.letters.start(case, code)
    view = seen(session, case)
    assert (view.documents, view.letters, view.draft and view.draft.id) == (1, 1, again.id)
    assert (view.facts, view.status) == (ClockFacts(), Status.VOIDED)
    assert [event.title for event in view.timeline if "Phone call" in event.title] == [
        "Phone call received: Called"
    ]
    session.letters.discard(again.id)


def test_a_closed_case_keeps_the_days_that_its_outcome_needs(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.close(case, 1, ANSWERED)
    with pytest.raises(Mistake) as told:
        session.cases.record_facts(case, 2, ClockFacts())
    assert told.value.field == "answered_on"
    assert seen(session, case).closing == ANSWERED


def test_a_closed_case_was_not_received_after_it_ended(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.close(case, 1, Closing(Outcome.WITHDRAWN, date(2026, 10, 9)))
    with pytest.raises(Mistake):
        session.cases.change(case, 2, replace(ACCESS, received_on=date(2026, 10, 10)))
    assert seen(session, case).details == ACCESS
