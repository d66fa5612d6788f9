"""The audit trail as a list: found by person, kind, action, record and days, and what each entry changed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
)

from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.trail import TrailFilter, TrailRow
from kmss_dpo.store import audit as chain
from kmss_dpo.store.folding import holds
from kmss_dpo.store.history import is_genuine
from kmss_dpo.store.tables import (
    PART_OF,
    AnyRow,
    actors,
    audit,
    binned,
    cases,
    contacts,
    documents,
    history,
    officer_holidays,
    quick_notes,
    retention_rules,
    settings,
)
from kmss_dpo.support.clock import LONDON

_MAIN = {kind: table for table, (kind, column) in PART_OF.items() if column == "id"}
_ON_CASES = {kind: table for kind, table in _MAIN.items() if "case_id" in table.c}
_NAMES: dict[Kind, ColumnElement[Any]] = {
    Kind.CONTACT: contacts.c.name,
    Kind.CASE: cases.c.reference,
    Kind.QUICK_NOTE: quick_notes.c.who,
    Kind.RETENTION: retention_rules.c.code,
    Kind.HOLIDAY: officer_holidays.c.name,
    Kind.SETTING: settings.c.name,
}
_CALLED = {
    contacts: contacts.c.name,
    cases: cases.c.reference,
    actors: actors.c.name,
    documents: documents.c.name,
}
"""What another record is called by, where a field names one."""
_SOME = bindparam("some", expanding=True, type_=Integer)
_ROW = (
    select(
        audit.c.id, audit.c.at, audit.c.action, audit.c.kind, audit.c.record_id, actors.c.name.label("person")
    )
    .join(actors, actors.c.id == audit.c.actor_id, isouter=True)
    .where(audit.c.id.in_(_SOME))
)
_OF_BINNED = func.json_each(binned.c.rows, "$.records").table_valued("value", joins_implicitly=True)
_BINNED = select(
    func.json_extract(_OF_BINNED.c.value, "$.kind"), func.json_extract(_OF_BINNED.c.value, "$.id")
).select_from(binned, _OF_BINNED)
"""Every record that can be put back, with those that went with it."""


def _named(kind: Kind, table: Table) -> Select[Any]:
    """What records of a kind are called: by the case that they are on, or by a name of their own."""
    if kind in _ON_CASES:
        named = select(table.c.id, func.coalesce(cases.c.reference, "")).join(
            cases, cases.c.id == table.c.case_id, isouter=True
        )
    else:
        named = select(table.c.id, func.coalesce(_NAMES.get(kind, literal("")), ""))
    return named.where(table.c.id.in_(_SOME))


_NAMED = {kind.value: _named(kind, table) for kind, table in _MAIN.items()}


def ids(connection: Connection, wanted: TrailFilter) -> Sequence[int]:
    """The numbers of the entries that are wanted, the newest first unless asked otherwise.

    The entries of a whole trail are counted through, so one that is missing has its place in the list.
    """
    if not wanted.narrowed():
        last = chain.count(connection)
        return range(1, last + 1) if wanted.oldest_first else range(last, 0, -1)
    order = audit.c.id if wanted.oldest_first else audit.c.id.desc()
    found = select(audit.c.id).where(*_conditions(wanted)).order_by(order)
    return list(connection.scalars(found))


def _conditions(wanted: TrailFilter) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.person is not None:
        conditions.append(audit.c.actor_id == wanted.person)
    if wanted.kind:
        conditions.append(audit.c.kind == wanted.kind.value)
    if wanted.action:
        conditions.append(audit.c.action == wanted.action)
    if wanted.record:
        kind, record = wanted.record
        conditions.append(and_(audit.c.kind == kind.value, audit.c.record_id == record))
    if wanted.since:
        conditions.append(audit.c.at >= _begins(datetime.combine(wanted.since, time(), LONDON)))
    if wanted.until:
        day_after = datetime.combine(wanted.until + timedelta(days=1), time(), LONDON)
        conditions.append(audit.c.at < _begins(day_after))
    if typed := wanted.text.strip():
        conditions.append(_about(typed))
    return conditions


def _begins(moment: datetime) -> str:
    """A moment as entries have it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _about(typed: str) -> ColumnElement[bool]:
    """Entries of the case with this reference, of all that is on it, and of contacts of such a name."""
    those = select(cases.c.id).where(
        or_(func.upper(cases.c.reference) == typed.upper(), cases.c.old_reference == typed)
    )
    people = select(contacts.c.id).where(holds(contacts.c.name, typed))
    on_them = (
        and_(
            audit.c.kind == kind.value,
            audit.c.record_id.in_(select(table.c.id).where(table.c.case_id.in_(those))),
        )
        for kind, table in _ON_CASES.items()
    )
    return or_(
        and_(audit.c.kind == Kind.CASE.value, audit.c.record_id.in_(those)),
        and_(audit.c.kind == Kind.CONTACT.value, audit.c.record_id.in_(people)),
        *on_them,
    )


def rows(connection: Connection, wanted: Sequence[int]) -> list[TrailRow]:
    """One entry for each number, with what its record is called now."""
    found = connection.execute(_ROW, {"some": list(wanted)}).all()
    names = _names(connection, {(row.kind, row.record_id) for row in found})
    can_be_put_back = set(connection.execute(_BINNED))
    there = {
        row.id: TrailRow(
            id=row.id,
            at=row.at,
            person=row.person or "",
            action=row.action,
            kind=row.kind,
            record=row.record_id,
            name=names.get((row.kind, row.record_id)),
            binned=(row.kind, row.record_id) in can_be_put_back,
        )
        for row in found
    }
    return [there.get(each) or TrailRow(each, missing=True) for each in wanted]


def _names(
    connection: Connection, records: Iterable[tuple[str | None, int | None]]
) -> dict[tuple[str, int], str]:
    """What the records that are still there are called; empty for those that have no name."""
    by_kind: dict[Any, list[int | None]] = {}
    for kind, record in records:
        by_kind.setdefault(kind, []).append(record)
    return {
        (kind, record): name
        for kind, some in by_kind.items()
        if kind in _NAMED
        for record, name in connection.execute(_NAMED[kind], {"some": some})
    }


def people(connection: Connection) -> list[tuple[int, str]]:
    """Everyone who ever opened the register, by name."""
    return [(row.id, row.name) for row in connection.execute(select(actors).order_by(actors.c.name))]


def actions(connection: Connection) -> list[str]:
    """Everything that was ever done."""
    return list(connection.scalars(select(audit.c.action).distinct().order_by(audit.c.action)))


_Whole = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Versions:
    """What is kept with an entry: the version that it made and the one before, whole and by name.

    `committed` says that the entry made one; `genuine` that what is kept is what it committed to.
    """

    committed: bool
    genuine: bool = True
    before: _Whole | None = None
    after: _Whole | None = None


def versions(connection: Connection, entry: int) -> Versions:
    """What an entry changed, as far as it is kept."""
    commitment = connection.scalar(select(audit.c.commitment).where(audit.c.id == entry))
    made = connection.execute(select(history).where(history.c.audit_id == entry)).first()
    if commitment is None or made is None:
        return Versions(commitment is not None)
    earlier = connection.execute(
        select(history, audit.c.commitment)
        .join(audit, audit.c.id == history.c.audit_id)
        .where(
            history.c.kind == made.kind,
            history.c.record_id == made.record_id,
            history.c.version == made.version - 1,
        )
    ).first()
    if not (_genuine(made, commitment) and (earlier is None or _genuine(earlier, earlier.commitment))):
        return Versions(committed=True, genuine=False)
    before = _by_name(connection, json.loads(earlier.content)) if earlier else None
    return Versions(committed=True, before=before, after=_by_name(connection, json.loads(made.content)))


def _genuine(kept: AnyRow, commitment: Any) -> bool:
    return is_genuine(kept.salt, kept.content, commitment)


def _by_name(connection: Connection, whole: _Whole) -> _Whole:
    """The version with the names of other records in place of their numbers."""
    tables = {table.name: table for table in PART_OF}
    return {
        name: [
            {column: _called(connection, tables[name], column, value) for column, value in row.items()}
            for row in part
        ]
        for name, part in whole.items()
        if name in tables
    }


def _called(connection: Connection, table: Table, column: str, value: Any) -> Any:
    targets = [each.column.table for each in table.c[column].foreign_keys] if column in table.c else []
    name = _CALLED.get(targets[0]) if targets else None
    if name is None or value is None:
        return value
    return connection.scalar(select(name).where(name.table.c.id == value)) or "erased"
