"""Reading a record is an entry of the audit trail, once within an hour; lists and searches are none."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, ContactFilter
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence, NewDocument
from kmss_dpo.domain.ids import Kind
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import tables
from tests.conftest import PASSPHRASE

DAY = date(2026, 11, 20)


def entries(session: Session, action: str) -> list[tuple[str | None, int | None]]:
    """What was audited under a name, once all that waits has been written."""
    session.writing.submit(int).result()
    trail = tables.audit.c
    with session.opened.register.reading() as connection:
        found = connection.execute(
            select(trail.kind, trail.record_id).where(trail.action == action).order_by(trail.id)
        )
        return [(row.kind, row.record_id) for row in found]


@pytest.fixture
def person(session: Session) -> Any:
    return session.contacts.add(ContactDetails("Ann Example"))


@pytest.fixture
def case(session: Session, person: Any) -> Any:
    return session.cases.open_case(CaseDetails(CaseKind.ACCESS, DAY, Channel.EMAIL, person))


def test_every_record_that_is_read_whole_is_an_entry(session: Session, person: Any, case: Any) -> None:
    message = session.casework.log(
        case, NewCorrespondence(Direction.RECEIVED, Channel.EMAIL, DAY, "A copy", "Please")
    )
    paper = session.casework.add_document(case, NewDocument("a.txt", "text/plain", b"Paper"))
    other = session.casework.add_document(case, NewDocument("b.txt", "text/plain", b"Other"))
    letter = session.letters.start(case, "request_acknowledgement").id
    assert entries(session, "read") == []
    session.contacts.contact(person)
    session.cases.case(case)
    session.casework.correspondence(message)
    session.casework.content(paper)
    session.looking.lane.submit(session.looking.look, other).result()
    session.letters.resume(letter)
    assert entries(session, "read") == [
        (Kind.CONTACT, person),
        (Kind.CASE, case),
        (Kind.CORRESPONDENCE, message),
        (Kind.DOCUMENT, paper),
        (Kind.DOCUMENT, other),
        (Kind.LETTER, letter),
    ]


@pytest.mark.usefixtures("person")
def test_lists_and_searches_read_no_record(session: Session, case: Any) -> None:
    session.contacts.rows(session.contacts.ids(ContactFilter()))
    session.cases.rows(session.cases.ids(CaseFilter()))
    session.search.find("Ann")
    session.casework.documents(case)
    session.letters.of_case(case)
    session.today.overview()
    assert entries(session, "read") == []


def test_the_same_read_again_within_the_hour_is_one_entry(
    session: Session, person: Any, case: Any, clock: Any
) -> None:
    for minutes in (0, 59, 60, 1):
        clock.moment += timedelta(minutes=minutes)
        session.cases.case(case)
        entries(session, "read")  # which waits until it was noted: the hour begins then
    session.contacts.contact(person)
    assert entries(session, "read") == [("case", case), ("case", case), ("contact", person)]


def test_a_lock_in_between_makes_no_other_reading_of_it_but_another_person_does(
    session: Session, case: Any, unlocking: Unlocking, clock: Any
) -> None:
    session.cases.case(case)
    session.close()
    opened = unlocking.with_passphrase(session.opened.register.folder, bytearray(PASSPHRASE.encode()))
    again = Session(opened, clock)
    again.cases.case(case)
    assert len(entries(again, "read")) == 1
    with again.opened.register.writing_lane.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO actors (slot, name) VALUES ('other', 'Kit Moss')")
        again.opened.register.actor = int(
            str(connection.exec_driver_sql("SELECT max(id) FROM actors").scalar())
        )
    again.cases.case(case)
    assert len(entries(again, "read")) == 2
    again.close()


def test_lists_that_are_of_no_record_are_entries_when_they_leave(session: Session) -> None:
    session.schedule.export()
    session.retention.export_log()
    assert entries(session, "exported") == [("retention", None), ("disposal", None)]
    assert session.today.health().fault is None
