"""Disposing of a few cases at once: what there is of them, what changed, and what is left of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, insert, or_, select, union

from kmss_dpo.domain.cases import Status
from kmss_dpo.domain.correspondence import Mark
from kmss_dpo.domain.ids import CaseId, DocumentId, Kind
from kmss_dpo.domain.retention import ANONYMISED, STAGES, Action, RecordClass
from kmss_dpo.store import audit, documents, erasing, held_records, schedule, tables, unfinished
from kmss_dpo.store.disposals import PARTS, Records, of_people
from kmss_dpo.store.parties import NAMED
from kmss_dpo.store.tables import AnyRow, case_statistics, cases, correspondence, letters
from kmss_dpo.store.writing import Writing

Record = tuple[Kind, int]
_STATISTICS = ("kind", "received_on", "due_on", "acknowledged_on", "answered_on", "closed_on", "outcome")


@dataclass(frozen=True)
class Holdings:
    """What there is of a few cases: `parts` in the order of erasing, each with its case.

    `named` are the people they concern, each with every case that names them, other cases included. Of a
    `stage` of their disposal it is only what goes in it.
    """

    parts: Mapping[Record, CaseId]
    named: Mapping[int, Collection[CaseId]]
    stage: str = ""

    def people(self, wanted: Collection[CaseId]) -> list[int]:
        """Whom no case besides these names: they go with them."""
        return [person for person, naming in self.named.items() if naming and set(naming) <= set(wanted)]

    def parts_of(self, wanted: Collection[CaseId]) -> Records:
        """What is kept on these, in the order of erasing."""
        return [record for record, case in self.parts.items() if case in wanted]


def holdings(connection: Connection, some: Sequence[CaseId], stage: str = "") -> Holdings:
    """What there is of a few cases; of a stage of their disposal only what goes in it, without people."""
    if stage in STAGES[:-1]:
        return Holdings(dict(_collected(connection, some, stage)), {}, stage)
    parts = {
        (kind, record): CaseId(case)
        for kind, table in PARTS.items()
        for record, case in connection.execute(_of_cases(table, some))
    }
    concerned = held_records.people(connection, some)
    return Holdings(parts, naming(connection, {person for each in concerned.values() for person in each}))


def _of_cases(table: Any, some: Sequence[CaseId], *conditions: ColumnElement[bool]) -> Any:
    return select(table.c.id, table.c.case_id).where(table.c.case_id.in_(some), *conditions)


def naming(connection: Connection, people: Collection[int]) -> dict[int, set[CaseId]]:
    """By which cases each of these contacts is named."""
    named: dict[int, set[CaseId]] = {person: set() for person in sorted(people)}
    if people:
        pairs = union(*(select(case, person).where(person.in_(people)) for case, person in NAMED))
        for case, person in connection.execute(pairs):
            if case is not None:  # a note in the bin is about somebody and on no case
                named[person].add(CaseId(case))
    return named


_BINNED, _DOCUMENTS = tables.binned, tables.documents
_OF_OTHERS = or_(
    exists().where(letters.c.document_id == _DOCUMENTS.c.id),
    and_(
        _DOCUMENTS.c.mark != Mark.DISCLOSE.value,
        exists().where(correspondence.c.document_id == _DOCUMENTS.c.id),
    ),
)
"""The document of a filed letter, and what somebody wrote unless it was disclosed: they go with the rest."""


def _collected(connection: Connection, some: Sequence[CaseId], stage: str) -> Iterator[tuple[Record, CaseId]]:
    """What was collected for a request; once the copies of what was disclosed go, these too.

    What of it lies in the bin goes as well: it was collected, wherever it lies now.
    """
    for entry in connection.execute(select(_BINNED).where(_BINNED.c.case_id.in_(some))):
        if _was_collected(entry, stage):
            yield (Kind.BINNED, entry.id), CaseId(entry.case_id)
    for record, case in connection.execute(_of_cases(tables.places_searched, some)):
        yield (Kind.SEARCH_PLACE, record), CaseId(case)
    wanted = [~_OF_OTHERS]
    if stage == RecordClass.REQUEST_MATERIAL:
        wanted.append(_DOCUMENTS.c.mark != Mark.DISCLOSE.value)
    for record, case in connection.execute(_of_cases(_DOCUMENTS, some, *wanted)):
        yield (Kind.DOCUMENT, record), CaseId(case)


def _was_collected(entry: AnyRow, stage: str) -> bool:
    """The same of an entry of the bin, by what it was before it was deleted."""
    if entry.kind != Kind.DOCUMENT.value:
        return bool(entry.kind == Kind.SEARCH_PLACE.value)
    if entry.rows["records"][-1]["rows"][_DOCUMENTS.name][0]["mark"] == Mark.DISCLOSE.value:
        return stage != RecordClass.REQUEST_MATERIAL
    return not entry.rows["pointing"]


def changed(connection: Connection, held: Holdings, as_of: Mapping[CaseId, int]) -> set[CaseId]:
    """Which of these cases were saved since they were listed, themselves, in a part or in a person of theirs.

    `as_of` has the audit entry up to which each was known.
    """
    since = min(as_of.values(), default=0)
    asked: dict[Record, set[CaseId]] = {(Kind.CASE, case): {case} for case in as_of}
    asked |= {record: {case} for record, case in held.parts.items()}
    asked |= {(Kind.CONTACT, person): set(held.named[person]) for person in held.people(as_of)}
    by_kind: dict[Kind, list[int]] = {}
    for kind, record in asked:
        by_kind.setdefault(kind, []).append(record)
    return {
        case
        for kind, ids in by_kind.items()
        for record, entry in audit.saved_since(connection, kind, ids, since).items()
        for case in asked[kind, record]
        if entry > as_of[case]
    }


def going(
    connection: Connection, held: Holdings, wanted: Sequence[CaseId], action: Action, *, people: bool = True
) -> Records:
    """All that goes with these cases, with what was being typed about it, in the order of erasing.

    Of a stage of their disposal that is what was collected for it; else the cases too, of which what names
    nobody stays where they are anonymised, and whom no other case names.
    """
    gone = held.parts_of(wanted)
    if not held.stage:
        own = Kind.IDENTIFYING if action is Action.ANONYMISE else Kind.CASE
        gone += [(own, case) for case in wanted]
        gone += of_people(connection, held.people(wanted)) if people else []
    about = {(Kind.CASE if kind is Kind.IDENTIFYING else kind, record) for kind, record in gone}
    return [*unfinished.about(connection, about), *gone]


def erase(writing: Writing, wanted: Sequence[CaseId], gone: Records) -> None:
    """Erase cases whole, unless one is held; their statistics stay, without personal data.

    One that was opened in error was no case, and one that was anonymised is a statistic itself.
    """
    names = [cases.c[name] for name in _STATISTICS]
    counted = select(*names).where(
        cases.c.id.in_(wanted), cases.c.status != Status.VOIDED.value, cases.c.disposal_stage < ANONYMISED
    )
    kept = [dict(row) for row in writing.connection.execute(counted).mappings()]
    erasing.erase_of_cases(writing, wanted, gone)
    if kept:
        writing.connection.execute(insert(case_statistics), kept)


def anonymise(writing: Writing, wanted: Sequence[CaseId], gone: Records) -> None:
    """Leave of cases, unless one is held, what names nobody; nothing of what they were is kept."""
    erasing.erase_of_cases(writing, wanted, gone)
    _set_stage(writing, wanted, ANONYMISED)


def note_anonymised(writing: Writing, wanted: Sequence[CaseId]) -> None:
    """Note that cases name nobody any more; until when they are kept is owed to be worked out anew."""
    rules = select(cases.c.disposal_rule).where(cases.c.id.in_(wanted), cases.c.disposal_rule.is_not(None))
    codes = {RecordClass(code) for code in writing.connection.scalars(rules)}
    if codes:
        schedule.owe(writing, codes.union(schedule.owed(writing.connection)))
    _set_stage(writing, wanted, ANONYMISED)


def finish_stage(writing: Writing, wanted: Sequence[CaseId], gone: Records, stage: str, today: date) -> None:
    """Erase what goes in a stage of the disposal of cases, unless one is held, and note that it went."""
    for kind, record in gone:
        if kind is Kind.DOCUMENT:
            documents.cut_loose(writing, DocumentId(record), today)
    erasing.erase_of_cases(writing, wanted, gone)
    _set_stage(writing, wanted, 1 + STAGES.index(RecordClass(stage)))


def _set_stage(writing: Writing, wanted: Iterable[CaseId], stage: int) -> None:
    for row in writing.connection.execute(select(cases.c.id, cases.c.version).where(cases.c.id.in_(wanted))):
        writing.update(cases, row.id, row.version, {"disposal_stage": stage})
