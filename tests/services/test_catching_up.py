"""The dates of open cases are brought up to the public holidays in force after the unlock."""

from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.intake import public_holidays
from kmss_dpo.session import Session

MOVED = "The dates were worked out anew after the public holidays or the nation changed."


def go_on(_done: int, _of: int) -> bool:
    return True


def stop(_done: int, _of: int) -> bool:
    return False


def open_cases(session: Session, count: int) -> None:
    """Cases that fall due on 30 November 2026, which is a public holiday in Scotland only."""
    with session.opened.register.writing("filled"):
        for _ in range(count):
            session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 10, 30), Channel.POST))


def settle(session: Session, nation: Nation) -> None:
    session.settings.settle(Organisation(nation=nation), Regulator())


def due(session: Session) -> set[date | None]:
    return {row.due_on for row in session.cases.rows(session.cases.ids(CaseFilter()))}


def writes(session: Session) -> list[frozenset[Kind]]:
    """What each write from now on touches."""
    told: list[frozenset[Kind]] = []
    session.subscribe(lambda changes: told.append(changes.kinds()))
    return told


def test_a_register_without_cases_only_notes_what_days_are_in_force(session: Session) -> None:
    told = writes(session)
    assert session.cases.catch_up() == 0
    assert told == [{Kind.SETTING}]


def test_nothing_is_written_where_the_days_are_those_of_the_last_time(session: Session) -> None:
    open_cases(session, 60)
    session.cases.catch_up()
    told = writes(session)
    assert session.cases.catch_up() == 0
    assert told == []


def test_a_recompute_that_was_stopped_is_finished_and_each_case_says_so_once(session: Session) -> None:
    open_cases(session, 60)
    session.cases.catch_up()
    settle(session, Nation.SCOTLAND)
    moved = session.cases.recompute(stop)
    assert 0 < moved < 60
    assert len(due(session)) == 2
    assert session.cases.catch_up() == 60 - moved
    assert due(session) == {date(2026, 12, 1)}
    views = [session.cases.case(CaseId(case)) for case in session.cases.ids(CaseFilter())]
    assert {view.deadline.due_on for view in views} == {date(2026, 12, 1)}
    assert [sum(event.text == MOVED for event in view.timeline) for view in views] == [1] * 60


def test_a_change_that_was_taken_back_while_half_of_it_was_worked_out_leaves_no_case_behind(
    session: Session,
) -> None:
    open_cases(session, 60)
    session.cases.catch_up()
    settle(session, Nation.SCOTLAND)
    moved = session.cases.recompute(stop)
    settle(session, Nation.ENGLAND_AND_WALES)
    assert session.cases.catch_up() == moved
    assert due(session) == {date(2026, 11, 30)}


def test_a_day_that_was_taken_in_just_before_the_lock_is_caught_up_with(session: Session) -> None:
    open_cases(session, 1)
    session.cases.recompute(go_on)
    session.holidays.add(date(2026, 11, 30), "A day of mourning")
    assert session.cases.catch_up() == 1
    assert due(session) == {date(2026, 12, 1)}


def test_a_newer_table_of_the_program_is_caught_up_with(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_cases(session, 1)
    session.cases.catch_up()
    shipped = public_holidays.closed_days(Nation.ENGLAND_AND_WALES).holidays
    newer = {**shipped, date(2026, 11, 30): "A day announced since"}
    monkeypatch.setattr(public_holidays, "_table", lambda _nation: newer)
    settle(session, Nation.ENGLAND_AND_WALES)
    assert session.cases.catch_up() == 1
    assert due(session) == {date(2026, 12, 1)}
