"""A case goes along its way: on when its needs are met, back with a reason, and facts carry it too."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kmss_dpo.domain.case_views import EventKind
from kmss_dpo.domain.cases import CaseKind, Closing, Outcome, Status
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.errors import Conflict, Mistake, NotHere
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.domain.ways import Doing, Need
from kmss_dpo.session import Session
from kmss_dpo.store import history, tables, ways
from tests.noting import found, refused, routed
from tests.services.asking import ACCESS, ANSWERED, TODAY, seen
from tests.services.asking import history as audited

COMPLAINT = replace(ACCESS, kind=CaseKind.COMPLAINT)
SEARCHED = SearchPlace("Mail server", found="Eleven messages")


@pytest.fixture
def access(session: Session) -> CaseId:
    return session.cases.open_case(ACCESS)


def go(session: Session, case: CaseId, *stages: str, reason: str = "") -> None:
    """One step after the other, a minute between them."""
    for stage in stages:
        session._clock.moment += timedelta(minutes=1)
        session.ways.go(case, seen(session, case).version, stage, reason)


def stands(session: Session, case: CaseId) -> str:
    return seen(session, case).stage.code


def steps(session: Session, case: CaseId) -> list[tuple[str, str]]:
    """The steps in the timeline, oldest first."""
    told = [event for event in seen(session, case).timeline if event.kind is EventKind.STEP]
    return [(event.title, event.text) for event in reversed(told)]


def test_a_case_begins_at_its_first_stage_and_says_its_step(session: Session, access: CaseId) -> None:
    view = seen(session, access)
    assert (view.stage.title, view.next_step.doing) == ("Received", Doing.WRITE_LETTER)
    assert session.cases.rows([access])[0].next_step == view.next_step


def test_going_on_is_kept_with_who_and_when_and_shown_in_the_timeline(
    session: Session, access: CaseId, clock: Any
) -> None:
    clock.moment = datetime(2026, 11, 22, 10, 14, tzinfo=UTC)
    go(session, access, "search", reason=" It begins. ")
    view = seen(session, access)
    assert (view.stage.code, view.version, view.next_step.doing) == ("search", 2, Doing.SEARCH)
    [event] = [event for event in view.timeline if event.kind is EventKind.STEP]
    assert (event.title, event.text, event.on) == ("Searching", "It begins.\nRobin Hale", TODAY)
    assert event.at == clock.moment
    with session.opened.register.reading() as connection:
        assert ways.steps_of(connection, access) == [
            ways.TakenStep(clock.moment, "Robin Hale", "receive", "search", "It begins.")
        ]
        versions = history.versions(connection, Kind.CASE, access)
    assert versions[-1][1]["cases"][0]["stage"] == "search"
    assert versions[-1][1]["case_steps"][0]["reason"] == "It begins."
    assert audited(session, access)[:3] == ["case opened", "read", "case went on"]


def test_what_is_needed_is_told_and_the_case_stays_where_it_is(session: Session, access: CaseId) -> None:
    go(session, access, "search")
    before = seen(session, access)
    with pytest.raises(Mistake) as told:
        session.ways.go(access, before.version, "review")
    assert told.value.sentence == Need.SEARCHED.value
    assert seen(session, access) == before
    place = session.items.add(access, SearchPlace("Mail server"))
    with pytest.raises(Mistake, match="Say of every place to search"):
        session.ways.go(access, before.version, "review")
    session.items.change(place, 1, SEARCHED)
    go(session, access, "review")
    assert stands(session, access) == "review"


def test_a_case_goes_back_with_a_reason_and_on_again(session: Session, access: CaseId) -> None:
    session.items.add(access, SEARCHED)
    go(session, access, "search", "review", "answer")
    go(session, access, "search", reason="A mailbox was forgotten.")
    assert stands(session, access) == "search"
    assert seen(session, access).work.places == 1, "what was recorded meanwhile stays"
    go(session, access, "review")
    assert [title for title, _text in steps(session, access)] == [
        "Searching",
        "Reviewing",
        "Answering",
        "Back to: Searching",
        "Reviewing",
    ]
    assert steps(session, access)[3][1] == "A mailbox was forgotten.\nRobin Hale"


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_case_does_not_go_back_without_a_reason(session: Session, access: CaseId, reason: str) -> None:
    go(session, access, "search")
    with pytest.raises(Mistake) as told:
        session.ways.go(access, 2, "receive", reason)
    assert (told.value.sentence, told.value.field) == ("Say why the case goes back.", "reason")
    assert stands(session, access) == "search"


def test_a_step_from_a_window_that_is_behind_is_refused(session: Session, access: CaseId) -> None:
    session.cases.change(access, 1, replace(ACCESS, summary="More"))
    with pytest.raises(Conflict):
        session.ways.go(access, 1, "search")
    assert stands(session, access) == "receive"
    assert steps(session, access) == []


def test_no_step_is_taken_on_a_case_that_is_over_or_gone(session: Session, access: CaseId) -> None:
    session.cases.close(access, 1, Closing(Outcome.WITHDRAWN, TODAY))
    with pytest.raises(Mistake, match="This case is closed"):
        session.ways.go(access, 2, "search")
    session.cases.void(access, 2, "Twice the same")
    with pytest.raises(Mistake, match="opened in error and is voided"):
        session.ways.go(access, 3, "search")
    with pytest.raises(NotHere):
        session.ways.go(CaseId(4711), 1, "search")


def test_a_case_opened_again_stands_where_it_stood(session: Session, access: CaseId) -> None:
    go(session, access, "search")
    session.cases.close(access, 2, Closing(Outcome.WITHDRAWN, TODAY))
    session.cases.reopen(access, 3, "It goes on.")
    assert stands(session, access) == "search"


def test_the_answer_carries_a_case_past_what_was_left_and_its_correction_back(
    session: Session, access: CaseId
) -> None:
    session.cases.record_facts(access, 1, ClockFacts(answered_on=date(2026, 11, 2)))
    assert stands(session, access) == "close"
    assert seen(session, access).next_step.doing is Doing.CLOSE
    session.cases.record_facts(access, 2, ClockFacts(), "It never left.")
    assert stands(session, access) == "answer"


def test_a_complaint_goes_its_whole_way(session: Session) -> None:
    case = session.cases.open_case(COMPLAINT)
    with pytest.raises(Mistake) as told:
        session.ways.go(case, 1, "acknowledge")
    assert told.value.sentence == Need.ROUTED.value
    session.items.add(case, routed())
    go(session, case, "acknowledge")
    with pytest.raises(Mistake, match="does not go on to that"):
        session.ways.go(case, 2, "investigate")
    session.cases.record_facts(case, 2, ClockFacts(acknowledged_on=date(2026, 10, 6)))
    assert stands(session, case) == "investigate"
    with pytest.raises(Mistake, match="one issue for each"):
        session.ways.go(case, 3, "find")
    session.items.add(case, found())
    go(session, case, "find", "answer")
    facts = seen(session, case).facts
    session.cases.record_facts(case, 5, replace(facts, answered_on=date(2026, 11, 20)))
    go(session, case, "close")
    version = seen(session, case).version
    session.cases.close(case, version, Closing(Outcome.UPHELD, TODAY, date(2026, 11, 20)))
    assert seen(session, case).status is Status.CLOSED
    assert steps(session, case)[0] == ("Acknowledging", "Robin Hale")


def test_what_is_for_a_customer_goes_the_way_of_passing_on(session: Session, access: CaseId) -> None:
    go(session, access, "search")
    session.cases.change(access, 2, replace(ACCESS, for_customer="Ceredigion County Council"))
    view = seen(session, access)
    assert (view.stage.code, view.next_step.letter) == ("pass on", "passed_on")
    assert steps(session, access) == [("search", "Robin Hale")], "a step of another way is told by its code"
    with pytest.raises(Mistake):
        session.ways.go(access, 3, "search", "Once more")


@pytest.mark.parametrize(
    ("kind", "outcome", "need", "item"),
    [
        (CaseKind.ACCESS, Outcome.NOTHING_HELD, Need.SEARCHED, SEARCHED),
        (CaseKind.ACCESS, Outcome.REFUSED, Need.REASONS_DECIDED, refused()),
        (CaseKind.ERASURE, Outcome.PART_REFUSED, Need.REASONS_DECIDED, refused()),
        (CaseKind.COMPLAINT, Outcome.NOT_UPHELD, Need.FINDINGS, found()),
        (CaseKind.COMPLAINT, Outcome.ELSEWHERE, Need.ROUTED, routed()),
    ],
)
def test_a_case_does_not_end_so_before_what_it_ends_on_is_noted(
    session: Session, kind: CaseKind, outcome: Outcome, need: Need, item: Any
) -> None:
    case = session.cases.open_case(replace(ACCESS, kind=kind))
    closing = Closing(outcome, TODAY, date(2026, 11, 2), "As decided.")
    with pytest.raises(Mistake) as told:
        session.cases.close(case, 1, closing)
    assert (told.value.sentence, told.value.field) == (need.value, "outcome")
    assert seen(session, case).status is Status.OPEN
    session.items.add(case, item)
    session.cases.close(case, 1, closing)
    assert seen(session, case).closing == closing


def test_what_was_passed_on_to_a_customer_needs_no_other_routing(session: Session) -> None:
    case = session.cases.open_case(replace(COMPLAINT, for_customer="Ceredigion County Council"))
    closing = Closing(Outcome.ELSEWHERE, TODAY, reason="The council looks into it.")
    session.cases.close(case, 1, closing)
    assert seen(session, case).closing == closing


def test_the_steps_go_with_their_case(session: Session) -> None:
    case = session.cases.open_case(replace(ACCESS, kind=CaseKind.DEMO_ENQUIRY))
    go(session, case, "close")
    session.cases.close(case, 2, Closing(Outcome.DEALT_WITH, TODAY))
    session.retention.dispose(session.retention.ready(), lambda _done, _of: True)
    with session.opened.register.reading() as connection:
        assert connection.execute(select(tables.case_steps)).all() == []


def test_a_step_is_one_more_version_of_its_case(session: Session, access: CaseId) -> None:
    go(session, access, "search")
    session.cases.close(access, 2, ANSWERED)
    with session.opened.register.reading() as connection:
        numbers = [number for number, _rows in history.versions(connection, Kind.CASE, access)]
    assert numbers == [1, 2, 3]
