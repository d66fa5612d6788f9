"""Every write keeps history, audit and index in its own transaction, and tells who listens after it."""

import hashlib
import hmac
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Column, Date, exc, select

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.errors import Conflict, Mistake, NotHere
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.session import Session
from kmss_dpo.store import audit, history, tables
from kmss_dpo.store.register import Register
from kmss_dpo.store.tables import PART_OF, metadata
from kmss_dpo.store.writing import Writing
from tests.disks import full_disk

DAY = date(2026, 11, 20)
# Counters, proofs and what names no one: they are no records of their own.
NO_RECORDS = {
    "actors",
    "audit",
    "contents",
    "disposed_records",
    "history",
    "reference_counters",
}


def needed(column: Column[Any]) -> Any:
    """Something that fits a column which may not be empty; None for any other."""
    if column.nullable or column.default is not None or column.primary_key:
        return None
    return DAY if isinstance(column.type, Date) else "x"


def rows_for(case: CaseId, actor: int) -> dict[str, dict[str, Any]]:
    """One row for every table that holds a part of a record."""
    name = {"version": 1, "name": "A", "sort_name": "a", "kind": "person"}
    texts = dict.fromkeys(
        ("covers", "purpose", "basis", "trigger", "action", "reason", "subject", "template", "title"), "x"
    )
    days = dict.fromkeys(("on_day", "day", "until", "decided_on", "received_on", "dated_on"), DAY)
    numbers = {"position": 0, "size": 1, "records": 1, "case_id": case, "contact_id": 1}
    numbers |= {"other_id": case, "held_by_id": case}
    people = {
        "binned_by": actor,
        "author": actor,
        "approved_by": actor,
        "placed_by": actor,
        "released_by": actor,
    }
    own: dict[str, dict[str, Any]] = {
        "contacts": name,
        "reaches": {"way": "email", "value": "a@b.c", "recognised_by": "a@b.c", "safe": True, "note": ""},
        "cases": {
            "kind": "access",
            "reference": "SAR-1999-0001",
            "status": "open",
            "channel": "email",
            "special_category": False,
            "clock_state": "running",
        },
        "clock_facts": {"fact": "identity"},
        "keep_decisions": {"decided_by": actor},
        "holds": {"contact_id": None, "released_by": None},
        "documents": {"name": "a", "media_type": "text/plain", "sha256": "0", "added_at": "2026-11-20"},
        "letters": {"draft": {"blocks": []}},
        "correspondence": {"direction": "in", "channel": "email"},
        "binned": {"kind": "note", "record_id": 1, "rows": {}},
        "notes": {"at": "2026-11-20", "text": "t"},
        "retention_rules": {"code": "of a test"},
        "officer_holidays": {"nation": "scotland", "name": "h", "closed": True},
        "settings": {"name": "of a test", "value": 1},
        "disposals": {
            "at": "2026-11-20T09:00:00+00:00",
            "rule": "r",
            "record_class": "c",
            "parts": {},
            "method": "m",
            "backups": "b",
        },
    }
    return {
        table.name: {
            column.name: value
            for column in table.c
            for value in [
                own.get(table.name, {}).get(
                    column.name,
                    {**name, **texts, **days, **numbers, **people}.get(column.name, needed(column)),
                )
            ]
            if value is not None
        }
        for table in PART_OF
    }


def test_every_table_is_part_of_a_record_or_named_as_none() -> None:
    assert {table.name for table in metadata.sorted_tables} == {
        *(table.name for table in PART_OF),
        *NO_RECORDS,
    }


@pytest.mark.parametrize("name", [table.name for table in PART_OF])
def test_whatever_is_written_is_in_history_and_audit_of_the_same_transaction(
    register: Register, case: CaseId, name: str
) -> None:
    table = metadata.tables[name]
    kind, column = PART_OF[table]
    with register.reading() as connection:
        before = audit.count(connection)
    with register.writing("tried") as writing:
        row = rows_for(case, register.actor)[name]
        added = writing.insert(table, row)
        record = added if column == "id" else row[column]
    with register.reading() as connection:
        (entry,) = connection.execute(select(tables.audit).where(tables.audit.c.id > before)).all()
        assert (entry.action, entry.kind, entry.record_id) == ("tried", kind.value, record)
        latest = history.versions(connection, kind, record)[-1]
        assert name in latest[1]
        proof = connection.execute(select(tables.history).where(tables.history.c.audit_id == entry.id)).one()
        assert (proof.kind, proof.record_id, proof.version) == (kind.value, record, latest[0])
        assert entry.commitment == hmac.digest(proof.salt, proof.content, hashlib.sha256)
        assert audit.verify(connection) == audit.Verdict(entry.id)


def test_a_failed_transaction_leaves_nothing_and_tells_nobody(session: Session, register: Register) -> None:
    told: list[Changes] = []
    register.subscribe(told.append)
    before = everything(register)

    def fail() -> None:
        with register.writing("tried") as writing:
            writing.insert(tables.settings, {"name": "one", "value": 1, "version": 1})
            writing.note(Kind.CASE, 1)
            raise Mistake("No.")

    with pytest.raises(Mistake):
        fail()
    assert everything(register) == before
    assert told == []
    session.contacts.add(ContactDetails("Ann Example"))
    assert [sorted(changes.kinds()) for changes in told] == [[Kind.CONTACT]]


def test_what_history_refuses_leaves_nothing_either(register: Register) -> None:
    before = everything(register)

    def fail() -> None:
        with register.writing("tried") as writing:
            writing.insert(tables.settings, {"name": "one", "value": 1, "version": 1})
            writing.connection.exec_driver_sql("DROP TABLE history")

    with pytest.raises(exc.OperationalError):
        fail()
    assert everything(register) == before


def everything(register: Register) -> dict[str, list[Any]]:
    """Every row of every table."""
    with register.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in metadata.sorted_tables
        }


def test_listeners_are_told_after_the_commit_and_can_read_what_was_written(
    session: Session, register: Register
) -> None:
    seen: list[str] = []

    def read(changes: Changes) -> None:
        ((kind, record),) = changes.touched
        assert kind is Kind.CONTACT
        seen.append(session.contacts.contact(ContactId(record)).details.name)

    register.subscribe(read)
    session.contacts.add(ContactDetails("Ann Example"))
    assert seen == ["Ann Example"]


def test_looking_is_audited_and_tells_nobody(session: Session, register: Register, case: CaseId) -> None:
    told: list[Changes] = []
    register.subscribe(told.append)
    session.cases.case(case)
    session.writing.submit(lambda: None).result()
    with register.reading() as connection:
        last = connection.execute(select(tables.audit).order_by(tables.audit.c.id.desc())).first()
    assert last is not None
    assert (last.action, last.kind, last.record_id, last.commitment) == ("read", "case", case, None)
    assert told == []


def test_writing_within_writing_is_one_transaction_under_the_name_of_the_outer(
    session: Session, register: Register
) -> None:
    told: list[Changes] = []
    register.subscribe(told.append)
    with register.writing("outer"):
        session.contacts.add(ContactDetails("Ann Example"))
        with register.writing("inner"):
            session.contacts.add(ContactDetails("Bo Example"))
        assert told == []
    assert [len(changes.touched) for changes in told] == [2]
    with register.reading() as connection:
        actions = connection.scalars(
            select(tables.audit.c.action).where(tables.audit.c.kind == "contact")
        ).all()
    assert actions == ["outer", "outer"]


def test_what_fails_within_takes_the_outer_with_it(session: Session, register: Register) -> None:
    before = everything(register)

    def fail() -> None:
        with register.writing("outer"):
            session.contacts.add(ContactDetails("Ann Example"))
            session.contacts.change(ContactId(999), 1, ContactDetails("Nobody"))

    with pytest.raises(NotHere):
        fail()
    assert everything(register) == before


def test_a_stale_version_is_a_conflict_and_changes_nothing(session: Session, register: Register) -> None:
    ann = session.contacts.add(ContactDetails("Ann Example"))
    session.contacts.change(ann, 1, ContactDetails("Ann Sample"))
    before = everything(register)
    with pytest.raises(Conflict, match="Someone changed this record"):
        session.contacts.change(ann, 1, ContactDetails("Ann Late"))
    assert everything(register) == before
    assert session.contacts.contact(ann).version == 2


def erase(register: Register, contact: ContactId) -> None:
    with register.writing("contact erased") as writing:
        writing.erase(Kind.CONTACT, contact)


def test_a_record_that_was_erased_meanwhile_is_no_conflict_but_gone(
    session: Session, register: Register
) -> None:
    ann = session.contacts.add(ContactDetails("Ann Example"))
    erase(register, ann)
    with pytest.raises(NotHere) as told:
        session.contacts.change(ann, 1, ContactDetails("Ann Late"))
    assert not isinstance(told.value, Conflict)


def test_nothing_hangs_on_a_case_that_is_gone(session: Session, register: Register) -> None:
    before = everything(register)
    with pytest.raises(NotHere, match="no longer in the register"):
        session.casework.add_note(CaseId(4711), "Lost")
    with pytest.raises(NotHere):
        session.cases.open_case(CaseDetails(CaseKind.ACCESS, DAY, Channel.EMAIL, ContactId(4711)))
    assert everything(register) == before


def test_erasing_takes_rows_history_and_index_and_leaves_an_entry_without_a_word(
    session: Session, register: Register
) -> None:
    told: list[Changes] = []
    ann = session.contacts.add(ContactDetails("Ann Marker", former_names=("Ann Before",)))
    register.subscribe(told.append)
    erase(register, ann)
    assert told == [Changes(frozenset({(Kind.CONTACT, ann)}))]
    assert session.search.find("marker") == []
    with register.reading() as connection:
        assert history.versions(connection, Kind.CONTACT, ann) == []
        assert history.count(connection, [(Kind.CONTACT, ann)]) == 0
        last = connection.execute(select(tables.audit).order_by(tables.audit.c.id.desc())).first()
        assert audit.verify(connection).broken_at is None
    assert last is not None
    assert (last.action, last.record_id, last.commitment) == ("erased", ann, None)
    assert (register.folder / "register.kmss-wal").stat().st_size == 0


def test_what_is_made_and_erased_at_once_leaves_the_erasure_alone(register: Register) -> None:
    with register.writing("tried") as writing:
        added = writing.insert(tables.settings, {"name": "one", "value": 1, "version": 1})
        writing.erase(Kind.SETTING, added)
    with register.reading() as connection:
        assert history.versions(connection, Kind.SETTING, added) == []
        assert audit.verify(connection).broken_at is None


def test_the_log_that_a_reader_still_needs_is_emptied_by_the_next_write(
    session: Session, register: Register
) -> None:
    ann = session.contacts.add(ContactDetails("Ann Example"))
    log = register.folder / "register.kmss-wal"
    with register.long_lane.transaction() as connection:
        assert connection.execute(select(tables.contacts.c.name)).scalars().all() == ["Ann Example"]
        erase(register, ann)
        assert log.stat().st_size > 0
    session.contacts.add(ContactDetails("Bo Example"))
    assert log.stat().st_size == 0


def test_a_transaction_that_touches_nothing_tells_nobody(register: Register) -> None:
    told: list[Changes] = []
    register.subscribe(told.append)
    with register.writing("nothing") as writing:
        assert isinstance(writing, Writing)
    assert told == []


def test_what_the_file_refuses_for_another_reason_than_a_missing_record_is_ours(register: Register) -> None:
    wrong = {"name": "", "sort_name": "", "kind": "no kind", "version": 1}
    with pytest.raises(exc.IntegrityError), register.writing("wrong") as writing:
        writing.insert(tables.contacts, wrong)


def test_a_log_that_the_disk_does_not_let_empty_is_left_for_later(
    session: Session, register: Register
) -> None:
    session.contacts.add(ContactDetails("Ann Example"))
    with full_disk():
        assert not register.empty_log()
    assert register.empty_log()
    assert [row.name for row in session.contacts.rows([ContactId(1)])] == ["Ann Example"]
