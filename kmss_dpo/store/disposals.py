"""Erasing a case with everything derived from it, and the log that proves it without naming anyone."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, insert, select

from kmss_dpo.domain.disposal import DisposalRecord, Parts
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.store import retention
from kmss_dpo.store.tables import (
    actors,
    case_statistics,
    cases,
    correspondence,
    disposals,
    disposed_records,
    documents,
    letters,
    notes,
)
from kmss_dpo.store.writing import Writing

# Children before what they point at.
_PARTS = {
    Kind.CORRESPONDENCE: correspondence,
    Kind.LETTER: letters,
    Kind.NOTE: notes,
    Kind.DOCUMENT: documents,
}
Records = list[tuple[Kind, int]]


def everything_of(connection: Connection, case: CaseId) -> Records:
    """A case and all that goes with it, in the order of erasing; people no other case names go too."""
    found: Records = [
        (kind, record)
        for kind, table in _PARTS.items()
        for record in connection.scalars(select(table.c.id).where(table.c.case_id == case))
    ]
    row = connection.execute(select(cases.c.requester_id, cases.c.subject_id).where(cases.c.id == case)).one()
    people = sorted({person for person in row if person is not None})
    needed = retention.sharing_people(connection, people, case)
    gone = [(Kind.CONTACT, person) for person in people if person not in needed]
    return [*found, (Kind.CASE, case), *gone]


def parts(records: Records) -> Parts:
    """The records counted by kind."""
    counts = {kind: sum(1 for each, _ in records if each is kind) for kind in Kind}
    return Parts(
        cases=counts[Kind.CASE],
        contacts=counts[Kind.CONTACT],
        correspondence=counts[Kind.CORRESPONDENCE],
        documents=counts[Kind.DOCUMENT],
        letters=counts[Kind.LETTER],
        notes=counts[Kind.NOTE],
    )


def erase(writing: Writing, case: CaseId) -> Records:
    """Erase a case with everything derived; its statistics stay, without personal data."""
    row = writing.connection.execute(select(cases).where(cases.c.id == case)).one()
    writing.connection.execute(
        insert(case_statistics),
        {
            name: getattr(row, name)
            for name in ("kind", "received_on", "due_on", "answered_on", "closed_on", "outcome")
        },
    )
    gone = everything_of(writing.connection, case)
    for kind, record in gone:
        writing.erase(kind, record)
    return gone


def log(writing: Writing, rule: str, trigger: str, record_class: str, erased: Iterable[Records]) -> None:
    """Keep the disposal of several records of one class, with their ids for the backups."""
    every = list(erased)
    gone = [record for records in every for record in records]
    disposal = writing.insert(
        disposals,
        {
            "version": 1,
            "at": writing.at.isoformat(timespec="seconds"),
            "rule": rule,
            "trigger": trigger,
            "record_class": record_class,
            "records": len(every),
            "parts": asdict(parts(gone)),
            "approved_by": writing.actor,
            "method": "Erased and overwritten in the encrypted file; history, index and log included",
            "backups": "to be reached",
        },
    )
    writing.replace_parts(
        disposed_records, disposal, [{"kind": kind.value, "record_id": record} for kind, record in gone]
    )


def unreached(connection: Connection) -> dict[int, Records]:
    """The disposals that have not reached the kept backups yet, with what they erased."""
    pending = connection.execute(
        select(disposals.c.id, disposed_records.c.kind, disposed_records.c.record_id)
        .join(disposed_records, disposed_records.c.disposal_id == disposals.c.id)
        .where(disposals.c.backups == "to be reached")
    )
    found: dict[int, Records] = {}
    for row in pending:
        found.setdefault(row.id, []).append((Kind(row.kind), row.record_id))
    return found


def mark_reached(writing: Writing, disposal: int, position: str) -> None:
    """Note on a disposal how it reached the kept backups."""
    version = writing.connection.scalar(select(disposals.c.version).where(disposals.c.id == disposal))
    writing.update(disposals, disposal, version or 0, {"backups": position})


def all_records(connection: Connection) -> list[DisposalRecord]:
    """The disposal log, newest first."""
    rows = connection.execute(
        select(disposals, actors.c.name.label("person"))
        .join(actors, actors.c.id == disposals.c.approved_by)
        .order_by(disposals.c.id.desc())
    )
    return [
        DisposalRecord(
            id=row.id,
            at=datetime.fromisoformat(row.at),
            rule=row.rule,
            trigger=row.trigger,
            record_class=row.record_class,
            records=row.records,
            approved_by=row.person,
            method=row.method,
            backups=row.backups,
        )
        for row in rows
    ]
