"""The checklist of a case is ticked with who and when, and its items are the officer's own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kmss_dpo.domain.cases import CaseKind, Closing, Outcome
from kmss_dpo.domain.checklists import DEFAULTS, CheckItem, Tick
from kmss_dpo.domain.errors import Mistake, NotHere
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.session import Session
from kmss_dpo.store import history, tables
from tests.services.asking import ACCESS, TODAY, seen
from tests.services.asking import history as audited

FIRST, SECOND, THIRD = DEFAULTS[CaseKind.ACCESS][:3]
MORNING = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ENQUIRY = replace(ACCESS, kind=CaseKind.DEMO_ENQUIRY)


@pytest.fixture
def case(session: Session) -> CaseId:
    return session.cases.open_case(ACCESS)


def ticked(session: Session, case: CaseId) -> dict[str, Tick]:
    return {line.item: line.ticked for line in seen(session, case).checklist if line.ticked}


@pytest.mark.parametrize("kind", list(CaseKind))
def test_a_case_begins_with_the_list_of_its_kind_and_nothing_ticked(session: Session, kind: CaseKind) -> None:
    new = session.cases.open_case(replace(ACCESS, kind=kind))
    assert seen(session, new).checklist == tuple(CheckItem(item) for item in DEFAULTS[kind])
    assert session.checklists.template(kind) == DEFAULTS[kind]


def test_a_tick_keeps_who_and_when_and_goes_again(session: Session, case: CaseId, clock: Any) -> None:
    session.checklists.tick(case, SECOND, on=True)
    clock.moment += timedelta(hours=1)
    session.checklists.tick(case, FIRST, on=True)
    one, other = Tick(SECOND, "Robin Hale", MORNING), Tick(FIRST, "Robin Hale", clock.moment)
    assert ticked(session, case) == {SECOND: one, FIRST: other}
    assert [line.item for line in seen(session, case).checklist] == list(DEFAULTS[CaseKind.ACCESS])
    clock.moment += timedelta(hours=1)
    session.checklists.tick(case, FIRST, on=False)
    assert ticked(session, case) == {SECOND: one}, "the other tick keeps who and when"


def test_what_is_ticked_twice_was_ticked_the_first_time(session: Session, case: CaseId, clock: Any) -> None:
    session.checklists.tick(case, FIRST, on=True)
    clock.moment += timedelta(hours=1)
    session.checklists.tick(case, FIRST, on=True)
    assert ticked(session, case) == {FIRST: Tick(FIRST, "Robin Hale", MORNING)}
    session.checklists.tick(case, THIRD, on=False)
    assert list(ticked(session, case)) == [FIRST], "what is not ticked cannot be taken back"


def test_each_case_has_its_own_ticks(session: Session, case: CaseId) -> None:
    other = session.cases.open_case(ACCESS)
    session.checklists.tick(case, FIRST, on=True)
    session.checklists.tick(other, SECOND, on=True)
    session.checklists.tick(other, FIRST, on=False)
    assert (list(ticked(session, case)), list(ticked(session, other))) == ([FIRST], [SECOND])


def test_a_tick_is_in_the_history_and_the_audit_of_its_case_and_is_no_conflict(
    session: Session, case: CaseId
) -> None:
    session.checklists.tick(case, FIRST, on=True)
    session.checklists.tick(case, FIRST, on=False)
    assert audited(session, case) == ["case opened", "checklist ticked", "checklist ticked"]
    with session.opened.register.reading() as connection:
        versions = history.versions(connection, Kind.CASE, case)
    assert [[row["item"] for row in rows["checklist_ticks"]] for _number, rows in versions] == [
        [],
        [FIRST],
        [],
    ]
    session.cases.change(case, 1, replace(ACCESS, summary="Somebody else typed this meanwhile"))
    assert session.today.health().broken_at is None


def test_on_a_case_that_was_opened_in_error_nothing_is_ticked(session: Session, case: CaseId) -> None:
    session.checklists.tick(case, FIRST, on=True)
    session.cases.void(case, 1, "Twice the same")
    for item, on in ((FIRST, False), (SECOND, True)):
        with pytest.raises(Mistake, match="opened in error and is voided"):
            session.checklists.tick(case, item, on=on)
    assert list(ticked(session, case)) == [FIRST]


def test_on_a_closed_case_what_was_forgotten_is_still_ticked(session: Session, case: CaseId) -> None:
    session.cases.close(case, 1, Closing(Outcome.WITHDRAWN, TODAY))
    session.checklists.tick(case, FIRST, on=True)
    assert list(ticked(session, case)) == [FIRST]


def test_on_a_case_that_is_gone_nothing_is_ticked(session: Session) -> None:
    with pytest.raises(NotHere):
        session.checklists.tick(CaseId(4711), FIRST, on=True)


def test_the_officers_own_list_is_that_of_every_case_of_the_kind(session: Session, case: CaseId) -> None:
    session.checklists.tick(case, FIRST, on=True)
    session.checklists.settle_template(CaseKind.ACCESS, [" Ask twice ", "", SECOND])
    assert session.checklists.template(CaseKind.ACCESS) == ("Ask twice", SECOND)
    assert session.checklists.template(CaseKind.ERASURE) == DEFAULTS[CaseKind.ERASURE]
    lines = seen(session, case).checklist
    assert [line.item for line in lines] == ["Ask twice", SECOND, FIRST], "what is ticked stays"
    assert lines[-1].ticked
    session.checklists.settle_template(CaseKind.ACCESS, ["Ask once"])
    assert session.checklists.template(CaseKind.ACCESS) == ("Ask once",)
    session.checklists.restore_template(CaseKind.ACCESS)
    assert session.checklists.template(CaseKind.ACCESS) == DEFAULTS[CaseKind.ACCESS]
    assert [line.item for line in seen(session, case).checklist] == list(DEFAULTS[CaseKind.ACCESS])


@pytest.mark.parametrize("typed", [[], [" "], ["Ask", "Ask"]])
def test_a_list_that_cannot_be_kept_leaves_the_one_before(session: Session, typed: list[str]) -> None:
    session.checklists.settle_template(CaseKind.ACCESS, ["Ask once"])
    with pytest.raises(Mistake) as told:
        session.checklists.settle_template(CaseKind.ACCESS, typed)
    assert told.value.field == "items"
    assert session.checklists.template(CaseKind.ACCESS) == ("Ask once",)


def test_the_list_that_came_with_the_program_is_there_before_anything_was_changed(session: Session) -> None:
    session.checklists.restore_template(CaseKind.COMPLAINT)
    assert session.checklists.template(CaseKind.COMPLAINT) == DEFAULTS[CaseKind.COMPLAINT]


def test_the_ticks_go_with_their_case(session: Session) -> None:
    case = session.cases.open_case(ENQUIRY)
    session.checklists.tick(case, "Told Ann", on=True)
    session.cases.close(case, 1, Closing(Outcome.DEALT_WITH, TODAY))
    session.retention.dispose(session.retention.ready(), lambda _done, _of: True)
    with session.opened.register.reading() as connection:
        assert connection.execute(select(tables.checklist_ticks)).all() == []
        kept = select(tables.history.c.id).where(tables.history.c.kind == Kind.CASE.value)
        assert connection.execute(kept).all() == []
