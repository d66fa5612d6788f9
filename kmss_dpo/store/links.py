"""Links between cases. Each is kept with the case it begins at, and goes with either of the two."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Column, ColumnElement, Connection, func, select

from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.links import Link, Relation, waits_for
from kmss_dpo.store.tables import case_links, cases
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
    begin, end = case_links.c.case_id, case_links.c.other_id
    found = [*_seen(connection, case, begin, end), *_seen(connection, case, end, begin)]
    return sorted(found, key=lambda link: link.reference)


def waited_for(connection: Connection, case: CaseId) -> tuple[str, ...]:
    """The references of the open cases that a case waits for."""
    return waits_for(of_case(connection, case))


def _seen(connection: Connection, case: CaseId, own: Column[int], others: Column[int]) -> Iterator[Link]:
    """The links in whose one column the case stands, with the case in the other."""
    rows = connection.execute(
        select(cases.c.id, cases.c.reference, cases.c.kind, cases.c.status, case_links.c.relation)
        .join(cases, cases.c.id == others)
        .where(own == case)
    )
    for row in rows:
        yield Link(
            case=CaseId(row.id),
            reference=row.reference,
            kind=CaseKind(row.kind),
            status=Status(row.status),
            relation=Relation(row.relation),
            forward=own is case_links.c.case_id,
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
