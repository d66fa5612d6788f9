"""From words to results that can be shown: people, cases, what is kept on them, and quick notes."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, func, select

from kmss_dpo.domain.cases import KINDS, CaseKind
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.search import Found
from kmss_dpo.store import index
from kmss_dpo.store.tables import (
    AnyRow,
    cases,
    contacts,
    correspondence,
    documents,
    letters,
    notes,
    quick_notes,
)

_SHOWN = 160
_PERSON = func.coalesce(cases.c.subject_id, cases.c.requester_id)
_CASE = select(cases.c.id, cases.c.reference, cases.c.kind, contacts.c.name).join(
    contacts, contacts.c.id == _PERSON, isouter=True
)


def _those(table: Table, rows: Select[Any]) -> Select[Any]:
    """Made once: a statement that is built anew for each key press takes as long as the search itself."""
    return rows.where(table.c.id.in_(bindparam("hits", expanding=True)))


def _of_case(title: Any, table: Table) -> Select[Any]:
    shown = select(table.c.id, table.c.case_id, func.substr(title, 1, _SHOWN), cases.c.reference)
    return _those(table, shown.join(cases, cases.c.id == table.c.case_id))


_ROWS: dict[Kind, Select[Any]] = {
    Kind.CONTACT: _those(contacts, select(contacts.c.id, contacts.c.name, contacts.c.organisation)),
    Kind.CASE: _those(cases, _CASE),
    Kind.CORRESPONDENCE: _of_case(correspondence.c.subject, correspondence),
    Kind.LETTER: _of_case(letters.c.title, letters),
    Kind.NOTE: _of_case(notes.c.text, notes),
    Kind.DOCUMENT: _of_case(documents.c.name, documents),
    Kind.QUICK_NOTE: _those(
        quick_notes,
        select(quick_notes.c.id, quick_notes.c.who, func.substr(quick_notes.c.what, 1, _SHOWN)),
    ),
}


def _own(kind: Kind) -> Callable[[AnyRow], Found]:
    """What hangs on no case."""
    return lambda row: Found(kind, row[0], row[1], row[2])


def _case(row: AnyRow) -> Found:
    line = " · ".join(part for part in (row[3], KINDS[CaseKind(row[2])].title) if part)
    return Found(Kind.CASE, row[0], row[1], line, CaseId(row[0]))


def _part(kind: Kind) -> Callable[[AnyRow], Found]:
    return lambda row: Found(kind, row[0], row[2], row[3], CaseId(row[1]))


_READ: dict[Kind, Callable[[AnyRow], Found]] = {
    kind: _part(kind) for kind in (Kind.CORRESPONDENCE, Kind.LETTER, Kind.NOTE, Kind.DOCUMENT)
} | {Kind.CONTACT: _own(Kind.CONTACT), Kind.QUICK_NOTE: _own(Kind.QUICK_NOTE), Kind.CASE: _case}


def find(connection: Connection, typed: str, most: int) -> list[Found]:
    """The newest results of each kind, at most `most` of each."""
    found: list[Found] = []
    for kind, hits in index.find(connection, typed, most).items():
        if hits:
            found += _rows(connection, kind, hits)
    return found


def _rows(connection: Connection, kind: Kind, hits: Sequence[int]) -> list[Found]:
    read = _READ[kind]
    by_id = {row[0]: read(row) for row in connection.execute(_ROWS[kind], {"hits": hits})}
    return [by_id[each] for each in hits if each in by_id]
