"""The bin: records that were deleted, taken out of their tables and kept whole until they are put back or go.

Put back, a record has its own id again and stands where it stood; its history was there all the while. What
is on hold is not deleted, and does not leave the bin by an erasure.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Table, func, select

from kmss_dpo.domain.bin import Binned, Deleted, NotInBin, name_of
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holds import Hold, OnHold, Record, in_short
from kmss_dpo.domain.ids import BinnedId, CaseId, ContactId, Kind
from kmss_dpo.domain.retention import bin_rule, runs_out_on
from kmss_dpo.store import held_records, retention, unfinished
from kmss_dpo.store.disposals import Records
from kmss_dpo.store.tables import PART_OF, AnyRow, actors, binned, cases, correspondence, holds, metadata
from kmss_dpo.store.writing import Writing
from kmss_dpo.support.clock import london_day

_ABOUT_CONTACT = (
    "The bin holds something that is about this contact, so it stays. Put that back or erase it, under "
    "Retention, first."
)


def put(writing: Writing, record: Record, why: str = "", about: ContactId | None = None) -> Deleted:
    """Move a record into the bin with what goes with it; raises `OnHold` where it is held.

    `about` is the contact that it is about, where its own row does not say so. What was being typed about it
    goes for good.
    """
    kind, number = record
    if held := _holding(writing.connection, kind, number, about):
        raise OnHold(held)
    unfinished.throw_away(writing, unfinished.about(writing.connection, [record]))
    return _move(writing, record, why, about)


def _holding(connection: Connection, kind: Kind, number: int, about: ContactId | None) -> tuple[Hold, ...]:
    """What keeps a record from being deleted. A draft was told to nobody, and in the bin it is not lost."""
    if kind is Kind.LETTER:
        return ()
    if kind is Kind.QUICK_NOTE:
        return held_records.on_deleted(connection, kind, None, about)
    return held_records.on(connection, kind, number)


def _move(writing: Writing, record: Record, why: str, about: ContactId | None) -> Deleted:
    kind, number = record
    pointing = _loosen(writing, record)
    rows = {each: _plain(writing.take_out(*each)) for each in [*_with_it(writing.connection, record), record]}
    table = next(table for table, part in PART_OF.items() if part == (kind, "id"))
    row = rows[record][table.name][0]
    records = [{"kind": each.value, "id": one, "rows": kept} for (each, one), kept in rows.items()]
    today = london_day(writing.at)
    until = runs_out_on(bin_rule(retention.rules(writing.connection)), today)
    entry = {
        "version": 1,
        "kind": kind.value,
        "record_id": number,
        "case_id": row.get("case_id"),
        "contact_id": row.get("contact_id") or about,
        "rows": {"records": records, "pointing": pointing, "why": why},
        "sha256": row.get("sha256"),
        "binned_on": today,
        "binned_by": writing.actor,
        "until": until,
    }
    return Deleted(BinnedId(writing.insert(binned, entry)), until)


def _with_it(connection: Connection, record: Record) -> Records:
    """What goes with a contact: the holds that were once placed on it, in the order of taking them out."""
    kind, number = record
    if kind is not Kind.CONTACT:
        return []
    if connection.scalar(select(func.count()).where(binned.c.contact_id == number)):
        raise Mistake(_ABOUT_CONTACT)
    return [
        (Kind.HOLD, hold)
        for hold in connection.scalars(select(holds.c.id).where(holds.c.contact_id == number))
    ]


def _loosen(writing: Writing, record: Record) -> list[int]:
    """Let the correspondence that a document is the original of stand by itself; which that was."""
    kind, number = record
    if kind is not Kind.DOCUMENT:
        return []
    pointing = select(correspondence.c.id, correspondence.c.version).where(
        correspondence.c.document_id == number
    )
    found = writing.connection.execute(pointing).all()
    for row in found:
        writing.update(correspondence, row.id, row.version, {"document_id": None})
    return [row.id for row in found]


def put_back(writing: Writing, entry: BinnedId) -> tuple[Kind, int, CaseId | None]:
    """Put what lies in an entry back where it was, under its own id; `NotInBin` where it is gone.

    The record, and the case that it is kept on.
    """
    row = _row(writing.connection, entry)
    for each in reversed(row.rows["records"]):
        kind = Kind(each["kind"])
        rows = {
            name: [_typed(writing.connection, name, one) for one in some]
            for name, some in each["rows"].items()
        }
        writing.put_back(kind, each["id"], rows)
    writing.empty_entry(entry)
    for message in row.rows["pointing"]:
        version = writing.connection.scalar(
            select(correspondence.c.version).where(
                correspondence.c.id == message, correspondence.c.document_id.is_(None)
            )
        )
        if version is not None:
            writing.update(correspondence, message, version, {"document_id": row.record_id})
    return Kind(row.kind), row.record_id, CaseId(row.case_id) if row.case_id else None


def erase(writing: Writing, entry: BinnedId) -> Records:
    """Erase what lies in an entry for good; raises `OnHold` where it is held, `NotInBin` where it is gone."""
    row = _row(writing.connection, entry)
    if held := _held(writing.connection, row):
        raise OnHold(held)
    writing.erase(Kind.BINNED, entry)
    return [(Kind.BINNED, entry)]


def _row(connection: Connection, entry: BinnedId) -> AnyRow:
    row = connection.execute(select(binned).where(binned.c.id == entry)).first()
    if row is None:
        raise NotInBin
    return row


def _held(connection: Connection, row: AnyRow) -> tuple[Hold, ...]:
    return held_records.on_deleted(connection, Kind(row.kind), row.case_id, row.contact_id)


_SORTS = {
    "until": (binned.c.until, binned.c.id),
    "kind": (binned.c.kind, binned.c.id),
    "deleted": (binned.c.binned_on, binned.c.id),
}


def ids(connection: Connection, sort: str = "until", *, descending: bool = False) -> Sequence[int]:
    """Every entry, in the order of a list."""
    order = (each.desc() if descending else each for each in _SORTS[sort])
    return connection.scalars(select(binned.c.id).order_by(*order)).all()


def due(connection: Connection, today: date) -> Sequence[int]:
    """The entries whose day has come, the longest due first."""
    wanted = select(binned.c.id).where(binned.c.until <= today)
    return connection.scalars(wanted.order_by(binned.c.until, binned.c.id)).all()


_ROWS = (
    select(binned, cases.c.reference, actors.c.name.label("person"))
    .join(cases, cases.c.id == binned.c.case_id, isouter=True)
    .join(actors, actors.c.id == binned.c.binned_by)
)


def rows(connection: Connection, wanted: Sequence[int]) -> list[Binned]:
    """One line for each entry that is still there, in the order asked for."""
    found = {row.id: row for row in connection.execute(_ROWS.where(binned.c.id.in_(wanted)))}
    return [_read(connection, found[each]) for each in wanted if each in found]


def _read(connection: Connection, row: AnyRow) -> Binned:
    kind = Kind(row.kind)
    return Binned(
        id=BinnedId(row.id),
        kind=kind,
        name=name_of(kind, row.rows["records"][-1]["rows"]),
        deleted_on=row.binned_on,
        deleted_by=row.person,
        until=row.until,
        why=row.rows["why"],
        case=CaseId(row.case_id) if row.case_id else None,
        reference=row.reference or "",
        held_by=tuple(map(in_short, _held(connection, row))),
    )


def _plain(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Rows as JSON has them: days as text."""
    return {
        name: [
            {column: value.isoformat() if isinstance(value, date) else value for column, value in row.items()}
            for row in some
        ]
        for name, some in rows.items()
    }


def _typed(connection: Connection, name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as its table has it; what it named and is gone meanwhile is named no longer."""
    table = metadata.tables[name]
    return {column: _value(connection, table, column, value) for column, value in row.items()}


def _value(connection: Connection, table: Table, name: str, value: Any) -> Any:
    column = table.c[name]
    if value is None:
        return None
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    for key in column.foreign_keys if column.nullable else ():
        if connection.scalar(select(key.column).where(key.column == value)) is None:
            return None
    return value
