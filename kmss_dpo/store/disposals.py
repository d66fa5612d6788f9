"""Erasing a case with everything derived from it, and the log that proves it without naming anyone."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.disposal import BY_HAND, DisposalRecord, Parts
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.retention import RetentionRule
from kmss_dpo.store import audit, erasing, history, retention, suppressions, unfinished
from kmss_dpo.store.items import TABLES
from kmss_dpo.store.tables import (
    PART_OF,
    actors,
    binned,
    case_statistics,
    cases,
    correspondence,
    disposals,
    disposed_records,
    documents,
    holds,
    letters,
    notes,
)
from kmss_dpo.store.writing import Writing, inside

# Children before what they point at.
_PARTS = {
    Kind.BINNED: binned,
    Kind.CORRESPONDENCE: correspondence,
    Kind.LETTER: letters,
    Kind.NOTE: notes,
    **{PART_OF[table][0]: table for table in TABLES.values()},
    Kind.HOLD: holds,
    Kind.DOCUMENT: documents,
}
_ENTRIES = frozenset(PART_OF[table][0] for table in TABLES.values())
"""The kinds of the small records on a case, which are counted together."""
_STATISTICS = ("kind", "received_on", "due_on", "acknowledged_on", "answered_on", "closed_on", "outcome")
Records = list[tuple[Kind, int]]


def everything_of(connection: Connection, wanted: Sequence[CaseId]) -> Records:
    """These cases and all that goes with them, in the order of erasing.

    The people they concern go too, and who took part in their correspondence, unless another case still
    names them.
    """
    people = retention.people_of(connection, wanted)
    return [*_own(connection, wanted), *_going(connection, people, wanted)]


def _own(connection: Connection, wanted: Sequence[CaseId]) -> Records:
    """These cases and what is kept on them, without the people."""
    return [*parts_of(connection, wanted), *((Kind.CASE, case) for case in wanted)]


def parts_of(connection: Connection, wanted: Sequence[CaseId]) -> Records:
    """What is kept on these cases, in the order of erasing."""
    return [
        (kind, record)
        for kind, table in _PARTS.items()
        for record in connection.scalars(select(table.c.id).where(table.c.case_id.in_(wanted)))
    ]


def _going(connection: Connection, people: Collection[int], wanted: Collection[CaseId]) -> Records:
    """Those of these people whom no case besides the wanted ones names, with what goes with them."""
    stays = retention.sharing_people(connection, people, wanted)
    return of_people(connection, [person for person in sorted(people) if person not in stays])


def of_people(connection: Connection, going: Sequence[int]) -> Records:
    """These people, and what goes with them, in the order of erasing.

    That is the holds that were once placed on them, and what lies in the bin about them and on no case.
    """
    placed = connection.scalars(select(holds.c.id).where(holds.c.contact_id.in_(going)))
    about = binned.c.contact_id.in_(going), binned.c.case_id.is_(None)
    thrown_away = connection.scalars(select(binned.c.id).where(*about))
    return [
        *((Kind.BINNED, entry) for entry in thrown_away),
        *((Kind.HOLD, hold) for hold in placed),
        *((Kind.CONTACT, person) for person in going),
    ]


def parts(records: Records) -> Parts:
    """The records counted by kind."""
    counts = Counter(kind for kind, _ in records)
    return Parts(
        cases=counts[Kind.CASE],
        contacts=counts[Kind.CONTACT],
        correspondence=counts[Kind.CORRESPONDENCE],
        documents=counts[Kind.DOCUMENT],
        letters=counts[Kind.LETTER],
        notes=counts[Kind.NOTE],
        entries=_entries(counts),
        binned=counts[Kind.BINNED],
    )


def _entries(counts: Counter[Kind]) -> int:
    return sum(count for kind, count in counts.items() if kind in _ENTRIES)


def preview(connection: Connection, some: Sequence[CaseId]) -> tuple[Parts, set[int]]:
    """All that is kept on a few cases, the history of each record included; and the people they concern."""
    return _with_history(connection, _own(connection, some)), retention.people_of(connection, some)


def preview_people(connection: Connection, some: Sequence[int], wanted: Collection[CaseId]) -> Parts:
    """Which of a few people would go with all the wanted cases, their history included."""
    return _with_history(connection, _going(connection, some, wanted))


def _with_history(connection: Connection, records: Records) -> Parts:
    in_bin = [each for kind, entry in records if kind is Kind.BINNED for each in inside(connection, entry)]
    return replace(parts(records), versions=history.count(connection, [*records, *in_bin]))


def contents(connection: Connection, wanted: Sequence[CaseId]) -> dict[CaseId, Parts]:
    """What each of these cases holds, for the few that are painted."""
    counts: dict[CaseId, Counter[Kind]] = {case: Counter() for case in wanted}
    for kind, table in _PARTS.items():
        counted = select(table.c.case_id, func.count()).where(table.c.case_id.in_(wanted))
        for case, count in connection.execute(counted.group_by(table.c.case_id)):
            counts[CaseId(case)][kind] = count
    return {
        case: Parts(
            cases=1,
            correspondence=held[Kind.CORRESPONDENCE],
            documents=held[Kind.DOCUMENT],
            letters=held[Kind.LETTER],
            notes=held[Kind.NOTE],
            entries=_entries(held),
            binned=held[Kind.BINNED],
        )
        for case, held in counts.items()
    }


def changed_since(connection: Connection, case: CaseId, entry: int) -> bool:
    """Whether the case, anything kept on it or the people it concerns was saved after an audit entry."""
    by_kind: dict[Kind, list[int]] = {}
    for kind, record in everything_of(connection, [case]):
        by_kind.setdefault(kind, []).append(record)
    return any(audit.saved_since(connection, kind, ids, entry) for kind, ids in by_kind.items())


def erase(writing: Writing, case: CaseId) -> Records:
    """Erase a case with everything derived, unless it is held; its statistics stay, without personal data.

    One that was opened in error was no case, so it leaves none. Who objected to marketing is recognised
    after it too.
    """
    row = writing.connection.execute(select(cases).where(cases.c.id == case)).one()
    suppressions.keep_objection(writing, row)
    if row.status != Status.VOIDED.value:
        counted = {name: getattr(row, name) for name in _STATISTICS}
        writing.connection.execute(insert(case_statistics), counted)
    gone = everything_of(writing.connection, [case])
    gone = [*unfinished.about(writing.connection, gone), *gone]
    erasing.erase(writing, (Kind.CASE, case), gone)
    return gone


def log(
    writing: Writing, entry: int | None, rule: RetentionRule, kind: CaseKind | Kind, gone: Records
) -> int:
    """Count what was just erased in an entry of the log, a new one for None; the entry.

    It is written in the transaction that erases, with the ids that the kept backups have to lose.
    """
    if entry is None:
        entry = _enter(writing, rule.code.value, rule.trigger.value, kind.value, gone)
    else:
        row = writing.connection.execute(select(disposals).where(disposals.c.id == entry)).one()
        counted = {"records": row.records + 1, "parts": asdict(Parts(**row.parts) + parts(gone))}
        writing.update(disposals, entry, row.version, counted)
    _remember(writing, entry, gone)
    return entry


def log_by_hand(writing: Writing, kind: Kind, gone: Records, why: str = "") -> None:
    """Count a record that was just erased by the officer's own wish: no rule and no event asked for it.

    `why` is one of a few words of ours, never a sentence of the officer's: the log names nobody.
    """
    _remember(writing, _enter(writing, BY_HAND, "", kind.value, gone, why), gone)


_METHOD = "Erased and overwritten in the encrypted file; history, index and log included"


def _remember(writing: Writing, entry: int, gone: Records) -> None:
    writing.connection.execute(
        insert(disposed_records),
        [
            {"disposal_id": entry, "kind": kind.value, "record_id": record}
            for kind, record in writing.with_inside(gone)
        ],
    )


def _enter(writing: Writing, rule: str, trigger: str, record_class: str, gone: Records, why: str = "") -> int:
    first = {
        "version": 1,
        "at": writing.at.isoformat(timespec="seconds"),
        "rule": rule,
        "trigger": trigger,
        "record_class": record_class,
        "records": 1,
        "parts": asdict(parts(gone)),
        "approved_by": writing.actor,
        "method": "; ".join(part for part in (_METHOD, why) if part),
        "backups": "to be reached",
    }
    return writing.insert(disposals, first)


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
