"""The small records that hang on cases: each class of the domain has a table with a column for each field."""

import types
import typing
from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Connection, Table, bindparam, func, select

from kmss_dpo.domain.complaints import Action, Inquiry, Issue, Lesson, Review
from kmss_dpo.domain.decisions import Decision, DecisionSort
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.identity import IdentityCheck
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.items import Item, KeptItem
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.domain.ways import Work
from kmss_dpo.store import tables
from kmss_dpo.store.tables import PART_OF, AnyRow
from kmss_dpo.store.writing import Writing

I = TypeVar("I", bound=Item)  # noqa: E741 - one letter for a type, as everywhere

TABLES: Mapping[type[Item], Table] = {
    SearchPlace: tables.places_searched,
    Decision: tables.decisions,
    Recipient: tables.recipients,
    Issue: tables.issues,
    Inquiry: tables.inquiries,
    Action: tables.actions,
    Lesson: tables.lessons,
    Review: tables.reviews,
    IdentityCheck: tables.identity_checks,
}


def add(writing: Writing, case: CaseId, item: Item) -> int:
    """Keep a new item on a case; its id."""
    return writing.insert(TABLES[type(item)], {"case_id": case, "version": 1, **_columns(item)})


def change(writing: Writing, kept: int, version: int, item: Item) -> None:
    """Replace what an item says; the version before stays in the history."""
    writing.update(TABLES[type(item)], kept, version, _columns(item))


def kind_of(sort: type[Item]) -> Kind:
    """What a sort of item is called where it is audited and erased."""
    return PART_OF[TABLES[sort]][0]


def one(connection: Connection, sort: type[I], wanted: int) -> KeptItem[I]:
    """One item; `NotHere` where it was taken away."""
    table = TABLES[sort]
    row = connection.execute(select(table).where(table.c.id == wanted)).first()
    if row is None:
        raise NotHere("This entry is no longer in the register.")
    return _read(sort, row)


def of_case(connection: Connection, case: CaseId, sort: type[I]) -> list[KeptItem[I]]:
    """The items of a sort on a case, in the order in which they were written down."""
    table = TABLES[sort]
    rows = connection.execute(select(table).where(table.c.case_id == case).order_by(table.c.id))
    return [_read(sort, row) for row in rows]


_OF_CASE: BindParameter[int] = bindparam("of_case")


def _count(table: Table, *conditions: ColumnElement[bool]) -> Any:
    from_case = table.c.case_id == _OF_CASE
    return select(func.count()).select_from(table).where(from_case, *conditions).scalar_subquery()


_PLACES, _DECISIONS = tables.places_searched, tables.decisions
_WITHHOLDS = [sort.value for sort in DecisionSort if Decision(sort).withholds()]
_WORK = select(
    _count(_DECISIONS, _DECISIONS.c.sort == DecisionSort.ROUTING.value).label("routed"),
    _count(_PLACES).label("places"),
    _count(_PLACES, _PLACES.c.found == "", _PLACES.c.not_searched == "").label("places_open"),
    _count(_DECISIONS).label("decided"),
    _count(_DECISIONS, _DECISIONS.c.sort.in_(_WITHHOLDS)).label("withheld"),
    _count(tables.recipients, tables.recipients.c.told_on.is_(None), tables.recipients.c.why_not == "").label(
        "recipients_open"
    ),
    _count(tables.issues).label("issues"),
    _count(tables.issues, tables.issues.c.finding.is_(None)).label("issues_open"),
    _count(tables.actions, tables.actions.c.done_on.is_(None)).label("actions_open"),
)


def work(connection: Connection, case: CaseId) -> Work:
    """How far the work on a case has come."""
    counted = connection.execute(_WORK, {"of_case": case}).mappings().one()
    return Work(**{**counted, "routed": bool(counted["routed"])})


def _columns(item: Item) -> dict[str, Any]:
    values = {each.name: getattr(item, each.name) for each in fields(item)}  # type: ignore[arg-type]
    return {name: value.value if isinstance(value, Enum) else value for name, value in values.items()}


_ENUMS: dict[type[Item], dict[str, type[Enum]]] = {}
for _sort in TABLES:
    _kinds = typing.get_type_hints(_sort)
    _ENUMS[_sort] = {
        name: inside
        for name, kind in _kinds.items()
        for inside in (typing.get_args(kind) if isinstance(kind, types.UnionType) else (kind,))
        if isinstance(inside, type) and issubclass(inside, Enum)
    }


def _read(sort: type[I], row: AnyRow) -> KeptItem[I]:
    values = {each.name: getattr(row, each.name) for each in fields(sort)}  # type: ignore[arg-type]
    for name, kind in _ENUMS[sort].items():
        values[name] = None if values[name] is None else kind(values[name])
    return KeptItem(row.id, row.version, CaseId(row.case_id), sort(**values))
