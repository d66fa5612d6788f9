"""The calendar file of a real register: what lies ahead, by reference, to be imported again and again."""

from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest

from kmss_dpo.domain.alerts import Wanted
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.clock import ClockFacts, Extension, ExtensionGround
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import Kind
from kmss_dpo.session import Session
from tests.conftest import Wristwatch

ACCESS = CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.EMAIL, summary="About Quillfeather")


def events(session: Session) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(session.coming_dates.calendar())
    assert isinstance(calendar, icalendar.Calendar)
    return list(calendar.events)


def told(session: Session) -> list[tuple[str, date]]:
    return [(str(each["SUMMARY"]), each.start) for each in events(session)]


def test_due_dates_disposals_and_reviews_are_told_in_order(session: Session) -> None:
    who = session.contacts.add(ContactDetails("Quillfeather"))
    case = session.cases.open_case(replace(ACCESS, requester=who, subject=who))
    for _ in range(2):
        unfinished = session.cases.open_case(
            CaseDetails(CaseKind.CONTACT_ENQUIRY, date(2026, 11, 9), Channel.WEB_FORM)
        )
        session.cases.record_facts(unfinished, 1, ClockFacts(more_asked_on=date(2026, 11, 20)))
    session.holds.place((Kind.CONTACT, who), "Quillfeather sues", date(2027, 1, 4))
    session.holds.place((Kind.CASE, case), "Quillfeather sues", date(2027, 1, 5))
    assert told(session) == [
        ("SAR-2026-0001 due", date(2026, 12, 2)),
        ("2 records ready for disposal", date(2026, 12, 20)),
        ("Hold 1 to be reviewed", date(2027, 1, 4)),
        ("SAR-2026-0001: hold to be reviewed", date(2027, 1, 5)),
    ]
    assert b"quillfeather" not in session.coming_dates.calendar().lower()


def test_a_second_import_moves_what_the_first_one_brought(session: Session, clock: Wristwatch) -> None:
    case = session.cases.open_case(ACCESS)
    [before] = events(session)
    clock.moment += timedelta(hours=1)
    extension = Extension(date(2026, 11, 20), ExtensionGround.NUMBER, "Forty at once.")
    session.cases.record_facts(case, 1, ClockFacts(extension=extension))
    [after] = events(session)
    assert (before.start, after.start) == (date(2026, 12, 2), date(2027, 2, 2))
    assert before["UID"] == after["UID"]
    assert before["SEQUENCE"] < after["SEQUENCE"]


def test_a_due_date_is_announced_as_long_ahead_as_its_alert(session: Session) -> None:
    session.cases.open_case(ACCESS)
    session.attention.want(Wanted(days_ahead=3))
    [event] = events(session)
    assert [each.TRIGGER for each in event.walk("VALARM")] == [
        timedelta(days=-3, hours=9),
        timedelta(hours=9),
    ]


def test_what_is_over_answered_or_further_off_than_a_year_is_left_out(session: Session) -> None:
    session.cases.open_case(replace(ACCESS, received_on=date(2026, 10, 1)))  # overdue
    answered = session.cases.open_case(ACCESS)
    session.cases.record_facts(answered, 1, ClockFacts(answered_on=date(2026, 11, 20)))
    closed = session.cases.open_case(ACCESS)  # kept for two years
    session.cases.close(closed, 1, Closing(Outcome.ANSWERED, date(2026, 11, 20), date(2026, 11, 20)))
    with pytest.raises(Mistake, match="nothing to put in a file"):
        session.coming_dates.calendar()


def test_what_is_named_is_audited(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.coming_dates.calendar()
    with session.opened.register.reading() as connection:
        last = connection.exec_driver_sql(
            "SELECT action, kind, record_id FROM audit ORDER BY id DESC"
        ).first()
    assert last is not None
    assert tuple(last) == ("calendar exported", "case", case)
