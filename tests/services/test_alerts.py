"""What needs attention, worked out from a real register, and what an officer put off."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kmss_dpo.domain.alerts import Alert, AlertSort, Wanted
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.complaints import Action
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.correspondence import Mark, NewDocument
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.domain.quick_notes import NewQuickNote
from kmss_dpo.services import alerts as reading
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import tables
from tests.conftest import PASSPHRASE, Wristwatch

ACCESS = CaseDetails(CaseKind.ACCESS, date(2026, 10, 20), Channel.EMAIL)
NAME = "Quillfeather"


def told(session: Session) -> list[tuple[AlertSort, str]]:
    return [(each.sort, each.title) for each in session.attention.alerts().every]


def opened(session: Session, received_on: date) -> CaseId:
    return session.cases.open_case(replace(ACCESS, received_on=received_on))


def named(session: Session) -> ContactId:
    return session.contacts.add(ContactDetails(NAME))


def everything(session: Session, clock: Wristwatch) -> None:
    """One of each sort, all of it about one person."""
    who = named(session)
    session.cases.open_case(replace(ACCESS, requester=who, subject=who))  # overdue since 20 Nov
    opened(session, date(2026, 10, 27))  # due 27 Nov
    told_so = ClockFacts(acknowledged_on=date(2026, 11, 2), next_update_on=date(2026, 11, 21))
    complaint = session.cases.open_case(
        CaseDetails(CaseKind.COMPLAINT, date(2026, 11, 2), Channel.POST), told_so
    )
    session.items.add(complaint, Action(f"Ring {NAME}", NAME, date(2026, 11, 20)))
    paper = session.casework.add_document(complaint, NewDocument("p.pdf", "application/pdf", b"%PDF-"))
    session.casework.mark_documents({paper: 1}, Mark.IDENTITY, "A copy of a passport")
    session.quick_notes.add(NewQuickNote(NAME, "Wants a copy", date(2026, 11, 22)))
    enquiry = session.cases.open_case(CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 11, 2), Channel.WEB_FORM))
    session.cases.close(enquiry, 1, Closing(Outcome.DEALT_WITH, date(2026, 11, 19)))
    session.holds.place((Kind.CONTACT, who), f"{NAME} sues", date(2026, 11, 23))
    with session.opened.register.writing("filled") as writing:
        writing.update(tables.retention_rules, 1, 1, {"next_review": date(2026, 11, 23)})
    clock.moment += timedelta(days=28)


def test_an_empty_register_has_none(session: Session) -> None:
    alerts = session.attention.alerts()
    assert (alerts.every, alerts.count(), alerts.overdue()) == ((), 0, 0)


def test_everything_that_today_knows_of_is_told_once_and_without_a_name(
    session: Session, clock: Wristwatch
) -> None:
    everything(session, clock)
    found = session.attention.alerts().every
    assert {each.sort for each in found} == set(AlertSort) - {AlertSort.SOON}
    cases = [each.title for each in found if each.sort in {AlertSort.OVERDUE, AlertSort.ACT}]
    assert cases == ["SAR-2026-0001", "SAR-2026-0002", "CMP-2026-0001"]
    assert NAME not in "".join(map(str, found))
    assert NAME not in "".join(each.key for each in found)


def test_what_is_due_within_a_week_is_due_soon(session: Session) -> None:
    opened(session, date(2026, 10, 29))  # due Mon 30 Nov, in eight days
    opened(session, date(2026, 10, 27))  # due Fri 27 Nov
    assert told(session) == [(AlertSort.SOON, "SAR-2026-0002")]
    session.attention.want(Wanted(days_ahead=8))
    assert told(session) == [(AlertSort.SOON, "SAR-2026-0002"), (AlertSort.SOON, "SAR-2026-0001")]


def test_a_day_later_the_same_case_is_overdue(session: Session, clock: Wristwatch) -> None:
    opened(session, date(2026, 10, 22))  # due Mon 23 Nov
    assert told(session) == [(AlertSort.SOON, "SAR-2026-0001")]
    clock.moment = datetime(2026, 11, 23, 23, 59, 59, tzinfo=UTC)
    assert told(session) == [(AlertSort.SOON, "SAR-2026-0001")]
    clock.moment += timedelta(seconds=1)
    assert told(session) == [(AlertSort.OVERDUE, "SAR-2026-0001")]


def test_in_summer_the_day_begins_an_hour_before_that_of_utc(session: Session, clock: Wristwatch) -> None:
    clock.moment = datetime(2026, 7, 2, 22, 59, tzinfo=UTC)
    opened(session, date(2026, 6, 2))  # due Thu 2 Jul
    assert told(session) == [(AlertSort.SOON, "SAR-2026-0001")]
    clock.moment += timedelta(minutes=1)
    assert told(session) == [(AlertSort.OVERDUE, "SAR-2026-0001")]


def test_a_clock_moved_back_takes_it_back(session: Session, clock: Wristwatch) -> None:
    opened(session, date(2026, 10, 20))
    assert told(session) == [(AlertSort.OVERDUE, "SAR-2026-0001")]
    clock.moment -= timedelta(days=20)
    assert told(session) == []


def test_an_answered_case_is_none(session: Session) -> None:
    case = opened(session, date(2026, 10, 20))
    session.cases.record_facts(case, 1, ClockFacts(answered_on=date(2026, 11, 20)))
    assert AlertSort.OVERDUE not in {sort for sort, _ in told(session)}


def test_a_note_taken_today_is_told_tomorrow(session: Session, clock: Wristwatch) -> None:
    session.quick_notes.add(NewQuickNote(NAME, "Wants a copy", date(2026, 11, 20)))
    assert told(session) == []
    clock.moment += timedelta(days=1)
    assert told(session) == [(AlertSort.NOTE, "Note of Fri 20 Nov 2026")]


def test_what_is_not_wanted_is_left_out_but_never_what_is_overdue(
    session: Session, clock: Wristwatch
) -> None:
    everything(session, clock)
    opened(session, date(2026, 11, 20))  # due 21 Dec, tomorrow
    session.attention.want(Wanted(frozenset({AlertSort.HOLD})))
    assert session.attention.wanted() == Wanted(frozenset({AlertSort.HOLD}))
    assert {sort for sort, _ in told(session)} == {AlertSort.OVERDUE, AlertSort.HOLD}


def test_a_wish_that_can_not_be_kept_is_refused(session: Session) -> None:
    with pytest.raises(Mistake):
        session.attention.want(Wanted(days_ahead=0))
    assert session.attention.wanted() == Wanted()


def test_where_there_are_too_many_the_others_are_counted(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST", 2)
    for day in (20, 19, 18):
        opened(session, date(2026, 10, day))
    alerts = session.attention.alerts()
    assert [each.title for each in alerts.every] == ["SAR-2026-0003", "SAR-2026-0002"]
    assert (alerts.more, alerts.count()) == (1, 3)


def loud(session: Session, clock: Wristwatch) -> list[str]:
    return [each.title for each in session.attention.alerts().loud(clock.now())]


def keys(session: Session) -> list[str]:
    return [each.key for each in session.attention.alerts().every]


def test_what_was_put_off_is_quiet_until_then_across_days(session: Session, clock: Wristwatch) -> None:
    opened(session, date(2026, 10, 20))
    opened(session, date(2026, 10, 19))
    first = session.attention.alerts().every[0]
    until = clock.moment + timedelta(days=2)
    session.attention.put_off([first.key], until)
    assert loud(session, clock) == ["SAR-2026-0001"]
    clock.moment += timedelta(days=1)
    assert loud(session, clock) == ["SAR-2026-0001"]
    clock.moment = until
    assert loud(session, clock) == ["SAR-2026-0002", "SAR-2026-0001"]


def test_it_comes_at_once_when_it_runs_out_meanwhile(session: Session, clock: Wristwatch) -> None:
    opened(session, date(2026, 10, 22))  # due Mon 23 Nov
    session.attention.put_off(keys(session), clock.moment + timedelta(days=7))
    assert loud(session, clock) == []
    clock.moment += timedelta(days=2)
    assert loud(session, clock) == ["SAR-2026-0001"]


def test_it_stays_put_off_over_a_lock(
    session: Session, clock: Wristwatch, unlocking: Unlocking, folder: Path
) -> None:
    opened(session, date(2026, 10, 20))
    session.attention.put_off(keys(session), clock.moment + timedelta(days=1))
    session.close()
    again = Session(unlocking.with_passphrase(folder, bytearray(PASSPHRASE.encode())), clock)
    assert loud(again, clock) == []
    assert again.attention.alerts().count() == 1
    again.close()


def test_it_is_put_off_by_one_officer_and_not_by_the_others(session: Session, clock: Wristwatch) -> None:
    opened(session, date(2026, 10, 20))
    session.attention.put_off(keys(session), clock.moment + timedelta(days=1))
    session.opened.register.actor += 1
    assert loud(session, clock) == ["SAR-2026-0001"]


def test_what_keeps_nothing_quiet_any_longer_is_forgotten(session: Session, clock: Wristwatch) -> None:
    opened(session, date(2026, 10, 20))
    session.attention.put_off(["gone 1"], clock.moment + timedelta(hours=1))
    clock.moment += timedelta(hours=2)
    session.attention.put_off(keys(session), clock.moment + timedelta(hours=1))
    assert list(session.attention.alerts().put_off) == keys(session)


def test_nothing_is_put_off_for_good_nor_until_what_has_been(session: Session, clock: Wristwatch) -> None:
    opened(session, date(2026, 10, 20))
    for until in (clock.moment, clock.moment + timedelta(days=32)):
        with pytest.raises(Mistake):
            session.attention.put_off(keys(session), until)
    assert loud(session, clock) == ["SAR-2026-0001"]


def test_the_trail_tells_that_something_was_put_off(session: Session, clock: Wristwatch) -> None:
    opened(session, date(2026, 10, 20))
    session.attention.put_off(keys(session), clock.moment + timedelta(days=1))
    with session.opened.register.reading() as connection:
        actions = connection.exec_driver_sql("SELECT action FROM audit").scalars().all()
    assert actions[-1] == "alerts put off"


def test_two_alerts_never_share_a_key(session: Session, clock: Wristwatch) -> None:
    everything(session, clock)
    found: list[Alert] = list(session.attention.alerts().every)
    assert len({each.key for each in found}) == len(found)
