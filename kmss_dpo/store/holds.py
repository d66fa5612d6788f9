"""The holds of the register: placed by hand and released, and those that open cases place by themselves."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, null, select, union_all
from sqlalchemy import case as depending

from kmss_dpo.domain.cases import KINDS, CaseKind, Status
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.folding import folded
from kmss_dpo.domain.holds import Hold, Record, Release
from kmss_dpo.domain.ids import CaseId, HoldId, Kind
from kmss_dpo.domain.retention import blocks_erasure
from kmss_dpo.store.tables import AnyRow, actors, cases, contacts, hold_releases, holds
from kmss_dpo.store.writing import Writing

BLOCKING = frozenset(kind.value for kind in CaseKind if blocks_erasure(kind))
_COLUMNS = {Kind.CASE: "case_id", Kind.CONTACT: "contact_id"}
_RELEASING = actors.alias()
BY_HAND = (
    select(
        holds,
        func.coalesce(cases.c.reference, contacts.c.name).label("scope"),
        actors.c.name.label("placing"),
        _RELEASING.c.name.label("releasing"),
    )
    .join(actors, actors.c.id == holds.c.placed_by)
    .join(_RELEASING, _RELEASING.c.id == holds.c.released_by, isouter=True)
    .join(cases, cases.c.id == holds.c.case_id, isouter=True)
    .join(contacts, contacts.c.id == holds.c.contact_id, isouter=True)
)
"""What `by_hand` reads a hold from."""
IN_FORCE = holds.c.released_on.is_(None)
HOLDING = and_(cases.c.status == Status.OPEN.value, cases.c.kind.in_(sorted(BLOCKING)))
"""The open cases that place a hold by themselves."""


def by_hand(row: AnyRow) -> Hold:
    """A hold that the officer placed."""
    on: Record = (Kind.CASE, row.case_id) if row.case_id else (Kind.CONTACT, row.contact_id)
    ended = row.released_on
    return Hold(
        on=on,
        scope=row.scope,
        placed_on=row.placed_on,
        id=HoldId(row.id),
        version=row.version,
        reason=row.reason,
        placed_by=row.placing,
        review_on=row.review_on,
        release=Release(ended, row.releasing, row.release_reason) if ended else None,
    )


def by_itself(row: AnyRow) -> Hold:
    """The hold that an open case places, from its id, reference, kind and day of receipt."""
    return Hold((Kind.CASE, row.id), row.reference, row.received_on, CaseKind(row.kind))


def place(writing: Writing, on: Record, reason: str, review_on: date, today: date) -> HoldId:
    """Place a hold on a case or a contact; `NotHere` if that was erased."""
    kind, record = on
    placed = {
        _COLUMNS[kind]: record,
        "version": 1,
        "reason": reason,
        "placed_by": writing.actor,
        "placed_on": today,
        "review_on": review_on,
        "release_reason": "",
    }
    return HoldId(writing.insert(holds, placed))


def keep_on(writing: Writing, hold: HoldId, version: int, review_on: date) -> None:
    """Put the day of the review off; `Conflict` where the hold changed since `version`."""
    writing.update(holds, hold, version, {"review_on": review_on})


def release(writing: Writing, hold: HoldId, version: int, reason: str, today: date) -> None:
    """End a hold that was placed by hand; `Conflict` where it changed since `version`."""
    ended = {"released_by": writing.actor, "released_on": today, "release_reason": reason}
    writing.update(holds, hold, version, ended)


def release_for(writing: Writing, case: CaseId, held_by: CaseId, reason: str, today: date) -> None:
    """Let one case go although another one, which is open, places a hold on it."""
    writing.insert(
        hold_releases,
        {
            "case_id": case,
            "held_by_id": held_by,
            "reason": reason,
            "released_by": writing.actor,
            "released_on": today,
        },
    )


def place_anew(writing: Writing, held_by: CaseId) -> None:
    """A case that is opened again holds everything again: what was released of its hold was so before."""
    table = hold_releases
    released_for = writing.connection.scalars(
        select(table.c.case_id).where(table.c.held_by_id == held_by).distinct()
    ).all()
    for case in released_for:
        left = select(table).where(table.c.case_id == case, table.c.held_by_id != held_by)
        rows = [dict(row) for row in writing.connection.execute(left).mappings()]
        writing.replace_parts(table, case, rows)


def one(connection: Connection, wanted: HoldId) -> Hold:
    """A hold that was placed by hand; `NotHere` if what it was placed on was erased."""
    row = connection.execute(BY_HAND.where(holds.c.id == wanted)).first()
    if row is None:
        raise NotHere("This hold is no longer in the register.")
    return by_hand(row)


_LISTED = union_all(
    select(
        holds.c.id.label("number"),
        func.coalesce(func.lower(cases.c.reference), contacts.c.sort_name).label("scope"),
        func.folded(holds.c.reason).label("why"),
        holds.c.placed_on.label("since"),
        depending((IN_FORCE, holds.c.review_on)).label("review"),
        holds.c.released_on.label("ended"),
        depending((IN_FORCE, holds.c.id), else_=-holds.c.id).label("last"),
    )
    .join(cases, cases.c.id == holds.c.case_id, isouter=True)
    .join(contacts, contacts.c.id == holds.c.contact_id, isouter=True),
    select(
        -cases.c.id,
        func.lower(cases.c.reference),
        depending(
            {kind: folded(KINDS[CaseKind(kind)].title) for kind in sorted(BLOCKING)}, value=cases.c.kind
        ),
        cases.c.received_on,
        null(),
        null(),
        cases.c.id,
    ).where(HOLDING),
).subquery()
"""Every hold that is in force or ended, with what a list of them is sorted by."""
_ENDED = _LISTED.c.ended.is_not(None)
_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "scope": (_LISTED.c.scope,),
    "why": (_LISTED.c.why, _LISTED.c.scope),
    "since": (_LISTED.c.since,),
    "review": (_LISTED.c.review,),
}
_FIRST: dict[str, tuple[ColumnElement[Any], ...]] = {
    "review": (_ENDED, _LISTED.c.ended.desc(), _LISTED.c.review.is_(None))
}
"""What is never reviewed comes last either way, and what ended behind that, the newest first."""
_THEN = (_ENDED, _LISTED.c.since, _LISTED.c.last)


def ids(connection: Connection, *, released: bool, sort: str, descending: bool) -> Sequence[int]:
    """Every hold in force, and with `released` those placed by hand that ended, in the order of a list.

    The hold that a case places by itself has the id of the case with a minus. By the day of their review
    those come first that have one; then the open cases; then what ended, the newest first.
    """
    turned = [each.desc() if descending else each for each in _SORTS[sort]]
    query = select(_LISTED.c.number).order_by(*_FIRST.get(sort, ()), *turned, *_THEN)
    return connection.scalars(query if released else query.where(~_ENDED)).all()


def rows(connection: Connection, wanted: Sequence[int]) -> list[Hold]:
    """The holds with these ids that are still there, in their order."""
    placed = connection.execute(BY_HAND.where(holds.c.id.in_([each for each in wanted if each > 0])))
    found = {row.id: by_hand(row) for row in placed}
    placing = select(cases).where(HOLDING, cases.c.id.in_([-each for each in wanted if each < 0]))
    found |= {-row.id: by_itself(row) for row in connection.execute(placing)}
    return [found[each] for each in wanted if each in found]


def count_to_review(connection: Connection, today: date) -> int:
    """How many holds in force have reached the day of their review."""
    reached = select(func.count()).select_from(holds).where(IN_FORCE, holds.c.review_on <= today)
    return connection.scalar(reached) or 0


def placed_on(connection: Connection, on: Record) -> list[Hold]:
    """Every hold that was ever placed by hand on a case or a contact, the oldest first."""
    kind, record = on
    there = BY_HAND.where(holds.c[_COLUMNS[kind]] == record).order_by(holds.c.id)
    return [by_hand(row) for row in connection.execute(there)]


def releases_for(connection: Connection, case: CaseId) -> list[tuple[str, Release]]:
    """The open cases, by their references, whose hold was released for a case."""
    rows = connection.execute(
        select(hold_releases, cases.c.reference, actors.c.name)
        .join(cases, cases.c.id == hold_releases.c.held_by_id)
        .join(actors, actors.c.id == hold_releases.c.released_by)
        .where(hold_releases.c.case_id == case)
        .order_by(hold_releases.c.id)
    )
    return [(row.reference, Release(row.released_on, row.name, row.reason)) for row in rows]
