"""What a list of cases can be narrowed to besides kind and status, and the orders that go with it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kmss_dpo.domain.cases import SORTS, CaseKind, Closing, DueWhen, Outcome, Status
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.next_steps import Waiting, WaitingFor
from kmss_dpo.session import Session
from tests.services.asking import ACCESS, lists

EVERY = frozenset(Status)
ASKED = Ask(date(2026, 11, 3))
ENQUIRY = replace(ACCESS, kind=CaseKind.CONTACT_ENQUIRY)


def request(session: Session, day: date, handler: str = "", facts: ClockFacts | None = None) -> CaseId:
    return session.cases.open_case(replace(ACCESS, received_on=day, handler=handler), facts)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (DueWhen.OVERDUE, [1]),
        (DueWhen.WITHIN_7_DAYS, [2, 3]),
        (DueWhen.WITHIN_30_DAYS, [2, 3, 4]),
        (DueWhen.NO_DATE, [6, 7]),
        (DueWhen.TO_CHASE, [7]),
        (None, [1, 2, 3, 4, 5, 6, 7, 8]),
    ],
)
def test_a_list_holds_what_is_due_when(session: Session, due: DueWhen | None, expected: list[int]) -> None:
    """Today is Sunday 22 November 2026."""
    for received in (date(2026, 10, 20), date(2026, 10, 22), date(2026, 10, 27), date(2026, 10, 28)):
        request(session, received)
    request(session, date(2026, 11, 20), facts=ClockFacts(answered_on=date(2026, 11, 21)))
    request(session, date(2026, 11, 20), facts=ClockFacts(identity=Ask(date(2026, 11, 21))))
    request(session, date(2026, 11, 2), facts=ClockFacts(identity=ASKED))
    request(session, date(2026, 10, 19), facts=ClockFacts(answered_on=date(2026, 11, 19)))
    found = lists(session, due=due, sort="reference")
    assert found == [f"SAR-2026-{each:04d}" for each in expected]


def test_what_is_closed_or_voided_is_never_due_nor_waiting(session: Session) -> None:
    withdrawn, voided = (request(session, date(2026, 10, 5)) for _ in range(2))
    session.cases.close(withdrawn, 1, Closing(Outcome.WITHDRAWN, date(2026, 11, 20)))
    session.cases.void(voided, 1, "Twice the same")
    for due in DueWhen:
        assert lists(session, due=due, statuses=EVERY) == []
    assert lists(session, waiting=frozenset(WaitingFor), statuses=EVERY) == []


def test_a_list_holds_what_waits_for_a_thing_or_for_anything(session: Session) -> None:
    request(session, date(2026, 11, 2), facts=ClockFacts(identity=ASKED))
    request(session, date(2026, 11, 2), facts=ClockFacts(fee=ASKED))
    request(session, date(2026, 11, 2), facts=ClockFacts(clarifications=(Clarification(date(2026, 11, 4)),)))
    request(session, date(2026, 11, 2))
    session.cases.open_case(ENQUIRY, ClockFacts(more_asked_on=date(2026, 11, 5)))
    assert lists(session, waiting=frozenset({WaitingFor.FEE})) == ["SAR-2026-0002"]
    assert lists(session, waiting=frozenset({WaitingFor.MORE_INFORMATION})) == ["ENQ-2026-0001"]
    every = lists(session, waiting=frozenset(WaitingFor), sort="reference")
    assert every == ["ENQ-2026-0001", "SAR-2026-0001", "SAR-2026-0002", "SAR-2026-0003"]


def test_a_list_holds_the_cases_of_one_handler_or_of_nobody(session: Session) -> None:
    for handler in ("Kit Moss", "", "ánya Roe", "Kit Moss"):
        request(session, date(2026, 11, 2), handler)
    assert lists(session, handler="Kit Moss") == ["SAR-2026-0001", "SAR-2026-0004"]
    assert lists(session, handler="") == ["SAR-2026-0002"]
    assert lists(session, handler="Nobody at all") == []
    assert len(lists(session, handler=None)) == 4
    assert session.several.handlers() == ["ánya Roe", "Kit Moss"]


def test_a_list_holds_the_open_cases_of_one_stage(session: Session) -> None:
    request(session, date(2026, 11, 2))
    searched = request(session, date(2026, 11, 2))
    session.ways.go(searched, 1, "search")
    assert lists(session, stage="search") == ["SAR-2026-0002"]
    [row] = session.cases.rows([searched])
    assert row.stage == "Searching"
    session.cases.record_facts(searched, 2, ClockFacts(answered_on=date(2026, 11, 20)))
    assert lists(session, stage="search") == []
    assert lists(session, stage="close") == ["SAR-2026-0002"]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    ("sort", "upwards"), [("waiting", [1, 3]), ("handler", [1, 4, 2]), ("closed", [4, 2])]
)
def test_what_has_nothing_in_the_column_comes_last_either_way(
    session: Session, sort: str, descending: bool, upwards: list[int]
) -> None:
    waits = ClockFacts(identity=ASKED)
    for handler, facts in (("ann", waits), ("Kit", None), ("", ClockFacts(fee=ASKED)), ("Ben", None)):
        request(session, date(2026, 11, 2), handler, facts)
    for case, day in ((CaseId(4), date(2026, 11, 9)), (CaseId(2), date(2026, 11, 12))):
        session.cases.close(case, 1, Closing(Outcome.WITHDRAWN, day))
    found = lists(session, sort=sort, descending=descending, statuses=EVERY)
    first = [int(each[-4:]) for each in found][: len(upwards)]
    assert first == (upwards[::-1] if descending else upwards)


def test_a_row_says_what_it_waits_for_who_works_on_it_and_how_it_ended(session: Session) -> None:
    asked = request(session, date(2026, 11, 2), "Kit Moss", ClockFacts(identity=ASKED))
    ended = request(session, date(2026, 11, 2))
    session.cases.close(ended, 1, Closing(Outcome.WITHDRAWN, date(2026, 11, 9)))
    [waits, over] = session.cases.rows([asked, ended])
    assert (waits.waiting, waits.handler, waits.closed_on, waits.outcome) == (
        Waiting(WaitingFor.IDENTITY, date(2026, 11, 3)),
        "Kit Moss",
        None,
        None,
    )
    assert (over.waiting, over.handler, over.closed_on, over.outcome) == (
        None,
        "",
        date(2026, 11, 9),
        Outcome.WITHDRAWN,
    )


def test_every_order_there_is_can_be_asked_for_with_every_filter(session: Session) -> None:
    request(session, date(2026, 11, 2), "Kit Moss")
    wanted: dict[str, Any] = {"due": DueWhen.WITHIN_30_DAYS, "handler": "Kit Moss", "text": "sar"}
    assert [lists(session, sort=sort, **wanted) for sort in SORTS] == [["SAR-2026-0001"]] * len(SORTS)
