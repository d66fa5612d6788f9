"""The trail of audit entries: whoever touches it is noticed, and it commits to the history."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Connection, insert, select, update

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.session import Session
from kmss_dpo.store import audit, history, tables
from kmss_dpo.store.register import Register

DAY = date(2026, 11, 20)


TAMPERING: dict[str, tuple[Callable[[Connection], object], int]] = {
    "a changed actor": (
        lambda c: c.execute(update(tables.audit).where(tables.audit.c.id == 5).values(actor_id=2)),
        5,
    ),
    "a changed action": (
        lambda c: c.execute(update(tables.audit).where(tables.audit.c.id == 3).values(action="read")),
        3,
    ),
    "a changed moment": (
        lambda c: c.execute(
            update(tables.audit).where(tables.audit.c.id == 4).values(at="2020-01-01T00:00:00+00:00")
        ),
        4,
    ),
    "a changed record": (
        lambda c: c.execute(update(tables.audit).where(tables.audit.c.id == 2).values(record_id=99)),
        2,
    ),
    "a lost commitment": (
        lambda c: c.execute(update(tables.audit).where(tables.audit.c.id == 2).values(commitment=None)),
        2,
    ),
    "a removed first entry": (lambda c: c.exec_driver_sql("DELETE FROM audit WHERE id = 1"), 2),
    "a removed entry": (lambda c: c.exec_driver_sql("DELETE FROM audit WHERE id = 6"), 7),
    "removed last entries": (
        lambda c: c.exec_driver_sql("DELETE FROM audit WHERE id > (SELECT max(id) - 2 FROM audit)"),
        -2,
    ),
    "all entries removed": (lambda c: c.exec_driver_sql("DELETE FROM audit"), 1),
    "an entry put in": (
        lambda c: (
            c.exec_driver_sql("DELETE FROM audit WHERE id = 5"),
            c.execute(
                insert(tables.audit),
                {"id": 5, "at": "2026-11-22", "actor_id": 1, "action": "x", "chained": bytes(32)},
            ),
        ),
        5,
    ),
    "an entry added behind": (
        lambda c: c.execute(
            insert(tables.audit), {"at": "2026-11-22", "actor_id": 1, "action": "x", "chained": bytes(32)}
        ),
        0,
    ),
    "two entries that changed places": (
        lambda c: c.exec_driver_sql("UPDATE audit SET action = action || id WHERE id IN (7, 8)"),
        7,
    ),
}


@pytest.mark.parametrize("tampering", TAMPERING)
def test_a_trail_that_somebody_touched_is_noticed_at_the_right_entry(
    session: Session, register: Register, tampering: str
) -> None:
    session.contacts.add(ContactDetails("Ann Example"))
    touch, where = TAMPERING[tampering]
    with register.writing_lane.transaction() as connection:
        last = audit.count(connection)
        assert audit.verify(connection) == audit.Verdict(last)
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = 1")
        expected = where if where > 0 else last + 1 + where
        if tampering == "an entry added behind":
            expected = last + 1
        connection.exec_driver_sql("INSERT OR IGNORE INTO actors VALUES (2, 'other', 'Other')")
        touch(connection)
        verdict = audit.verify(connection)
        assert verdict.broken_at == expected
        assert verdict.entries < expected
        connection.rollback()


def test_a_trail_is_checked_from_where_it_was_checked_before(register: Register) -> None:
    with register.reading() as connection:
        fifth = connection.execute(select(tables.audit).where(tables.audit.c.id == 5)).one()
        rest = audit.verify(connection, after=5, before=fifth.chained)
        assert rest == audit.Verdict(audit.count(connection) - 5)
        assert audit.verify(connection, after=5, before=bytes(32)).broken_at == 6


def test_the_commitments_of_the_trail_are_those_of_the_history(session: Session, case: CaseId) -> None:
    session.casework.add_note(case, "One")
    session.cases.change(case, 1, CaseDetails(CaseKind.ACCESS, DAY, Channel.POST))
    with session.opened.register.reading() as connection:
        both = connection.execute(
            select(tables.history, tables.audit.c.commitment).join(
                tables.audit, tables.audit.c.id == tables.history.c.audit_id
            )
        ).all()
        committed = connection.scalars(
            select(tables.audit.c.id).where(tables.audit.c.commitment.is_not(None))
        ).all()
    assert [row.commitment for row in both] == [
        hmac.digest(row.salt, row.content, hashlib.sha256) for row in both
    ]
    assert sorted(row.audit_id for row in both) == sorted(committed)


def test_a_document_is_in_the_history_by_its_hash_and_not_twice_whole(
    session: Session, register: Register, case: CaseId
) -> None:
    content = b"whole" * 1000
    document = session.casework.add_document(case, NewDocument("a.txt", "text/plain", content))
    with register.reading() as connection:
        ((number, whole),) = history.versions(connection, Kind.DOCUMENT, document)
    assert number == 1
    assert list(whole) == ["documents"]
    assert whole["documents"][0]["sha256"] == hashlib.sha256(content).hexdigest()


def test_a_record_that_nobody_put_there_has_no_versions(register: Register) -> None:
    with register.reading() as connection:
        assert history.versions(connection, Kind.CASE, 1) == []
        assert not audit.saved_since(connection, "case", [1], 0)
