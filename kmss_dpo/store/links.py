"""Links between cases. Each is kept with the case it begins at, and goes with either of the two."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    func,
    literal_column,
    select,
    union_all,
)

from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.links import Link, Relation, waits_for
from kmss_dpo.store.tables import AnyRow, case_links, cases
from kmss_dpo.store.writing import Writing


def add(writing: Writing, case: CaseId, other: CaseId, relation: Relation) -> None:
    """Link a case to another."""
    writing.insert(case_links, {"case_id": case, "other_id": other, "relation": relation.value})


def remove(writing: Writing, case: CaseId, other: CaseId) -> bool:
    """Take the link between two cases away, whichever it begins at; whether there was one."""
    for begins, ends in ((case, other), (other, case)):
        kept = writing.connection.execute(
            select(case_links.c.other_id, case_links.c.relation).where(case_links.c.case_id == begins)
        ).all()
        left = [{"other_id": row.other_id, "relation": row.relation} for row in kept if row.other_id != ends]
        if len(left) < len(kept):
            writing.replace_parts(case_links, begins, left)
            return True
    return False


def of_case(connection: Connection, case: CaseId) -> Sequence[Link]:
    """The links of a case as it sees them, by the other's reference."""
    rows = connection.execute(_LINKS, {"of_case": case})
    return sorted(map(_read, rows), key=lambda link: link.reference)


def waited_for(connection: Connection, case: CaseId) -> tuple[str, ...]:
    """The references of the open cases that a case waits for."""
    return waits_for(of_case(connection, case))


def _read(row: AnyRow) -> Link:
    return Link(
        case=CaseId(row.id),
        reference=row.reference,
        kind=CaseKind(row.kind),
        status=Status(row.status),
        relation=Relation(row.relation),
        forward=bool(row.forward),
    )


def _seen(own: Column[int], others: Column[int]) -> Select[Any]:
    """The links in whose one column the case stands, with the case in the other."""
    forward = literal_column(str(int(own is case_links.c.case_id)), Integer).label("forward")
    return (
        select(cases.c.id, cases.c.reference, cases.c.kind, cases.c.status, case_links.c.relation, forward)
        .join(cases, cases.c.id == others)
        .where(own == bindparam("of_case"))
    )


_LINKS = union_all(
    _seen(case_links.c.case_id, case_links.c.other_id), _seen(case_links.c.other_id, case_links.c.case_id)
)
_OTHER = cases.alias()
first_waited_for: ColumnElement[str] = (
    select(func.coalesce(func.min(_OTHER.c.reference), ""))
    .join(case_links, case_links.c.other_id == _OTHER.c.id)
    .where(
        case_links.c.case_id == cases.c.id,
        case_links.c.relation == Relation.AFTER.value,
        _OTHER.c.status == Status.OPEN.value,
    )
    .correlate(cases)
    .scalar_subquery()
)
"""For lists: the reference of an open case that a row of `cases` waits for, the first where it is several."""
