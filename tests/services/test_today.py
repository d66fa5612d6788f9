"""What the officer sees first in the morning."""

from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Event
from typing import Any

import pytest

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Family, Outcome
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts, Urgency, standing
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.errors import Stopped
from kmss_dpo.domain.overview import MonthAnswered, ReadyGroup
from kmss_dpo.domain.ways import Doing
from kmss_dpo.services.today import MOST_URGENT
from kmss_dpo.session import Session
from tests.noting import found, routed

ACCESS = CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.EMAIL)
RECEIVED = {
    "overdue": date(2026, 10, 19),
    "due today": date(2026, 10, 22),
    "due in seven days": date(2026, 10, 30),
    "due in eight days": date(2026, 11, 1),
}


def opened(session: Session, received_on: date, facts: ClockFacts | None = None) -> None:
    session.cases.open_case(replace(ACCESS, received_on=received_on), facts)


def _stands(row: CaseRow, today: date) -> Urgency:
    return standing(row.clock_state, row.due_on, row.chase_on, today).urgency


def test_a_register_that_holds_nothing_yet_says_so(session: Session) -> None:
    overview = session.today.overview()
    assert overview.nothing_yet
    assert (overview.overdue, overview.due_soon) == (0, 0)
    assert (overview.urgent, overview.ready, overview.months) == ((), (), ())
    assert overview.sentence() == "Nothing is overdue and nothing is due within seven days."
    session.contacts.add(ContactDetails("Ann Example"))
    assert not session.today.overview().nothing_yet


def test_cases_are_counted_by_the_days_left(session: Session, clock: Any) -> None:
    clock.moment = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    for day in RECEIVED.values():
        opened(session, day)
    overview = session.today.overview()
    assert [row.due_on for row in overview.urgent] == [
        date(2026, 11, 19),
        date(2026, 11, 23),
        date(2026, 11, 30),
        date(2026, 12, 1),
    ]
    assert (overview.overdue, overview.due_soon) == (1, 2), "the two whose chips say soon"
    assert [_stands(row, overview.today) for row in overview.urgent] == [
        Urgency.OVERDUE,
        Urgency.SOON,
        Urgency.SOON,
        Urgency.IN_TIME,
    ]
    clock.moment = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    overview = session.today.overview()
    assert (overview.today, overview.overdue, overview.due_soon) == (date(2026, 11, 24), 2, 2)
    assert overview.sentence().startswith("Two cases are overdue. Two more are due within seven days.")


def test_the_day_is_londons(session: Session, clock: Any) -> None:
    clock.moment = datetime(2026, 7, 1, 22, 59, tzinfo=UTC)
    assert session.today.overview().today == date(2026, 7, 1)
    clock.moment = datetime(2026, 7, 1, 23, 0, tzinfo=UTC)
    assert session.today.overview().today == date(2026, 7, 2)


def test_what_waits_is_to_be_chased(session: Session) -> None:
    opened(session, date(2026, 11, 2), ClockFacts(identity=Ask(date(2026, 11, 3))))
    opened(session, date(2026, 11, 2), ClockFacts(clarifications=(Clarification(date(2026, 11, 4)),)))
    opened(session, date(2026, 11, 2))
    urgent = session.today.overview().urgent
    assert [row.chase_on is not None for row in urgent] == [True, True, False]
    assert [row.next_step.doing for row in urgent] == [
        Doing.RECORD_CAME,
        Doing.RECORD_CAME,
        Doing.WRITE_LETTER,
    ]


def test_the_promised_update_of_a_complaint_is_the_next_thing_due(session: Session) -> None:
    complaint = replace(ACCESS, kind=CaseKind.COMPLAINT)
    told = ClockFacts(acknowledged_on=date(2026, 11, 4), next_update_on=date(2026, 11, 24))
    session.cases.open_case(complaint, told)
    session.cases.open_case(complaint)
    [first, second] = session.today.overview().urgent
    assert (first.reference, first.chase_on, first.due_on) == ("CMP-2026-0001", date(2026, 11, 24), None)
    assert first.next_step.text.endswith("; tell the person how it stands by Tue 24 Nov")
    assert first.next_step.doing is Doing.INVESTIGATE
    assert (second.due_on, second.next_step.doing) == (date(2026, 12, 2), Doing.ROUTE)


def test_an_early_complaint_is_never_overdue(session: Session) -> None:
    early = CaseDetails(CaseKind.COMPLAINT, date(2026, 6, 18), Channel.POST)
    session.cases.open_case(early)
    overview = session.today.overview()
    assert (overview.overdue, overview.due_soon, overview.to_act_on) == (0, 0, 1)
    [row] = overview.urgent
    assert (row.due_on, row.chase_on) == (None, date(2026, 7, 20))
    session.items.add(row.id, routed())
    session.ways.go(row.id, 1, "acknowledge")
    [row] = session.today.overview().urgent
    assert row.next_step.text == "Acknowledge the complaint (good practice)"
    session.items.add(row.id, found())
    session.cases.close(row.id, 2, Closing(Outcome.UPHELD, date(2026, 9, 1), date(2026, 9, 1)))
    assert session.today.overview().months == (), "an answer that was not due is neither in time nor late"


def test_what_is_closed_is_neither_urgent_nor_open(session: Session) -> None:
    case = session.cases.open_case(replace(ACCESS, received_on=date(2026, 10, 5)))
    session.cases.open_case(replace(ACCESS, kind=CaseKind.DEMO_ENQUIRY))
    assert session.today.overview().open_by_kind == {CaseKind.ACCESS: 1, CaseKind.DEMO_ENQUIRY: 1}
    assert session.today.overview().overdue == 1
    late = Closing(Outcome.ANSWERED, date(2026, 11, 20), date(2026, 11, 20), late_reason="Two systems.")
    session.cases.close(case, 1, late)
    overview = session.today.overview()
    assert (overview.overdue, overview.urgent) == (0, ())
    assert (overview.open_in(Family.REQUESTS), overview.open_in(Family.ENQUIRIES)) == (0, 1)


def test_what_was_answered_and_is_not_closed_yet_is_neither_overdue_nor_due(session: Session) -> None:
    opened(session, date(2026, 10, 1), ClockFacts(answered_on=date(2026, 10, 20)))
    opened(session, date(2026, 10, 26), ClockFacts(answered_on=date(2026, 11, 2)))
    opened(session, date(2026, 10, 2))
    overview = session.today.overview()
    assert (overview.overdue, overview.due_soon, overview.to_act_on) == (1, 0, 0)
    assert overview.sentence() == "One case is overdue."
    first, *others = overview.urgent
    assert first.received_on == date(2026, 10, 2)
    assert [row.next_step.doing for row in others] == [Doing.CLOSE, Doing.CLOSE]


def test_only_the_most_urgent_are_named(session: Session) -> None:
    with session.opened.register.writing("many cases") as writing:
        for number in range(MOST_URGENT + 1):
            day = date(2026, 10, 5) if number else date(2026, 10, 2)
            session.cases.open_in(writing, replace(ACCESS, received_on=day), ClockFacts())
    overview = session.today.overview()
    assert overview.overdue == MOST_URGENT + 1
    assert len(overview.urgent) == MOST_URGENT
    assert overview.urgent[0].reference == "SAR-2026-0001"


def test_answers_are_counted_by_month_for_a_year_in_time_and_late(session: Session) -> None:
    for received, answered in (
        (date(2025, 10, 15), date(2025, 11, 30)),
        (date(2025, 11, 20), date(2025, 12, 1)),
        (date(2026, 10, 5), date(2026, 11, 5)),
        (date(2026, 10, 5), date(2026, 11, 6)),
    ):
        case = session.cases.open_case(replace(ACCESS, received_on=received))
        closing = Closing(Outcome.ANSWERED, answered, answered, late_reason="Kept where it was late.")
        session.cases.close(case, 1, closing)
    overview = session.today.overview()
    assert overview.months == (
        MonthAnswered(date(2025, 12, 1), 1, 0),
        MonthAnswered(date(2026, 11, 1), 1, 1),
    )
    assert overview.answered() == (2, 3)


def test_what_has_run_out_is_grouped_with_its_first_day(session: Session) -> None:
    for day in (date(2026, 11, 12), date(2026, 11, 10)):
        case = session.cases.open_case(
            CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 11, 9), Channel.WEB_FORM)
        )
        session.cases.close(case, 1, Closing(Outcome.DEALT_WITH, day))
    overview = session.today.overview()
    assert overview.ready == (ReadyGroup(CaseKind.DEMO_ENQUIRY, "enquiry", 2, date(2026, 11, 10)),)
    assert "Two records have reached the end of their retention period." in overview.sentence()


def test_the_health_tells_of_the_trail_and_of_the_last_backup(session: Session, clock: Any) -> None:
    before = session.today.health()
    assert (before.broken_at, before.last_backup, before.checked_at) == (None, None, clock.now())
    session.contacts.add(ContactDetails("Ann Example"))
    made = session.backups.make()
    after = session.today.health()
    assert (after.audit_entries, after.last_backup) == (before.audit_entries + 1, made)


def test_a_check_tells_how_far_it_is_and_ends_once_it_is_no_longer_wanted(session: Session) -> None:
    told: list[tuple[int, int]] = []

    def proceed(done: int, of: int) -> bool:
        told.append((done, of))
        return len(told) < 2

    with pytest.raises(Stopped):
        session.today.health(proceed)
    assert len(told) == 2
    assert 0 < told[0][0] <= told[1][0] <= told[1][1]
    assert session.today.health().broken_at is None


def test_a_check_gives_way_to_the_lock(session: Session) -> None:
    running = Event()

    def proceed(_done: int, _of: int) -> bool:
        """Still wanted, though the register is being closed by the time this answers."""
        running.set()
        return session.opened.register._closing.wait(10)

    ended = session.checking.submit(session.today.health, proceed)
    assert running.wait(10)
    session.close()
    assert isinstance(ended.exception(timeout=10), Stopped)


def test_the_health_names_the_entry_that_somebody_touched(session: Session) -> None:
    with session.opened.register.writing_lane.transaction() as connection:
        connection.exec_driver_sql("UPDATE audit SET action = 'nothing' WHERE id = 3")
    assert session.today.health().broken_at == 3
