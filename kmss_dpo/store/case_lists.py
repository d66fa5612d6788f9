"""Lists of cases: ids in display order first, rows for the few that are painted after."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import CaseFilter, CaseKind, DueWhen, Outcome, Status, kinds_of
from kmss_dpo.domain.clock import ClockState
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.folding import folded
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.domain.next_steps import Notice, Progress, Waiting, WaitingFor, next_step, notice_of
from kmss_dpo.domain.several import Chosen
from kmss_dpo.store.clock_facts import notice
from kmss_dpo.store.folding import holds
from kmss_dpo.store.letters import has_unsent, has_unsent_notice
from kmss_dpo.store.links import first_waited_for
from kmss_dpo.store.parties import ROLES, has_a_role
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

_PERSON = func.coalesce(cases.c.subject_id, cases.c.requester_id)
_UNDATED, _NO_DUE_DATE = cases.c.act_on.is_(None), cases.c.due_on.is_(None)
_UNANSWERED = cases.c.answered_on.is_(None)
"""What was answered keeps its due date and is never overdue, also while it waits to be closed."""
_OPEN = cases.c.status == Status.OPEN.value
_SPANS = {DueWhen.WITHIN_7_DAYS: 7, DueWhen.WITHIN_30_DAYS: 30}
"""Days after today up to which something is due."""
_NOT_WAITING, _UNASSIGNED, _NOT_CLOSED = (
    cases.c.waiting_for.is_(None),
    cases.c.handler == "",
    cases.c.closed_on.is_(None),
)
_LAST = (_UNDATED, _NO_DUE_DATE, _NOT_WAITING, _UNASSIGNED, _NOT_CLOSED)
"""What has nothing in the column sorted by comes last either way."""
_SORTS = {
    "act": (_UNDATED, cases.c.act_on, cases.c.id),
    "due": (_NO_DUE_DATE, cases.c.due_on, _UNDATED, cases.c.act_on, cases.c.id),
    "reference": (cases.c.reference,),
    "received": (cases.c.received_on, cases.c.id),
    "person": (contacts.c.sort_name, cases.c.id),
    "kind": (cases.c.kind, _UNDATED, cases.c.act_on, cases.c.id),
    "status": (cases.c.status, _UNDATED, cases.c.act_on, cases.c.id),
    "waiting": (_NOT_WAITING, cases.c.waiting_for, cases.c.waiting_since, cases.c.id),
    "handler": (_UNASSIGNED, cases.c.handler.collate("NOCASE"), _UNDATED, cases.c.act_on, cases.c.id),
    "closed": (_NOT_CLOSED, cases.c.closed_on, cases.c.id),
}


def ids(connection: Connection, wanted: CaseFilter, today: date = date.min) -> Sequence[int]:
    """The cases a list shows, in its order; `today` matters only where it shows what is due when."""
    query = select(cases.c.id).where(*_conditions(wanted, today))
    if wanted.sort == "person":
        query = query.join(contacts, contacts.c.id == _PERSON, isouter=True)
    turned = wanted.descending
    order = [each.desc() if turned and not _comes_last(each) else each for each in _SORTS[wanted.sort]]
    return connection.scalars(query.order_by(*order)).all()


def _comes_last(sorted_by: ColumnElement[Any]) -> bool:
    return any(sorted_by is each for each in _LAST)


def _conditions(wanted: CaseFilter, today: date) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    kinds = wanted.kinds or (kinds_of(wanted.family) if wanted.family else ())
    if kinds:
        conditions.append(cases.c.kind.in_(sorted(kind.value for kind in kinds)))
    if wanted.statuses:
        conditions.append(cases.c.status.in_(sorted(status.value for status in wanted.statuses)))
    conditions += _facets(wanted, today)
    if wanted.contact:
        conditions.append(has_a_role(wanted.contact))
    if typed := wanted.text.strip():
        # Uncorrelated: sorting by person has the contacts in the outer query as well.
        people = select(contacts.c.id).where(holds(contacts.c.sort_name, typed))
        named = _PERSON.in_(people.correlate(None))
        fields = (cases.c.reference, cases.c.old_reference, cases.c.summary)
        conditions.append(or_(named, *(holds(field, typed) for field in fields)))
    return conditions


def _facets(wanted: CaseFilter, today: date) -> list[ColumnElement[bool]]:
    """What the list is narrowed to besides kind and status, each by an index of the open cases."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.due or wanted.waiting or wanted.stage:
        conditions.append(_OPEN)
    if wanted.due:
        conditions += _due(wanted.due, today)
    if wanted.waiting:
        conditions.append(cases.c.waiting_for.in_(sorted(wanted.waiting)))
    if wanted.stage:
        conditions.append(cases.c.stage == wanted.stage)
    if wanted.handler is not None:
        conditions.append(cases.c.handler == wanted.handler)
    return conditions


def _due(when: DueWhen, today: date) -> tuple[ColumnElement[bool], ...]:
    match when:
        case DueWhen.OVERDUE:
            return (cases.c.due_on < today, _UNANSWERED)
        case DueWhen.TO_CHASE:  # a day to chase is never before the day to act, which has an index
            return (cases.c.act_on <= today, cases.c.chase_on <= today, _UNANSWERED)
        case DueWhen.NO_DATE:
            return (cases.c.due_on.is_(None),)
        case _:
            last = today + timedelta(days=_SPANS[when])
            return (cases.c.due_on.between(today, last), _UNANSWERED)


def handlers(connection: Connection) -> list[str]:
    """Everyone who is named as working on a case, by name."""
    named = select(cases.c.handler).where(cases.c.handler != "").distinct()
    return sorted(connection.scalars(named), key=folded)


def with_old_reference(connection: Connection, typed: str) -> Sequence[CaseId]:
    """The cases with this reference from before the register, however it is spelt."""
    old = cases.c.old_reference
    same = select(cases.c.id).where(old != "", func.folded(old) == folded(typed))
    return [CaseId(each) for each in connection.scalars(same.order_by(cases.c.id))]


_ROWS = select(
    cases.c.id,
    cases.c.reference,
    cases.c.kind,
    cases.c.status,
    cases.c.received_on,
    cases.c.due_on,
    cases.c.chase_on,
    cases.c.clock_state,
    cases.c.waiting_for,
    cases.c.waiting_since,
    cases.c.acknowledged_on,
    cases.c.answered_on,
    cases.c.for_customer,
    cases.c.stage,
    cases.c.handler,
    cases.c.closed_on,
    cases.c.outcome,
    *ROLES,
    func.coalesce(contacts.c.name, "").label("person"),
    has_unsent.label("unsent"),
    has_unsent_notice.label("notice_filed"),
    notice.label("notice"),
    first_waited_for.label("waits_for"),
).join(contacts, contacts.c.id == _PERSON, isouter=True)


def rows(connection: Connection, wanted: Sequence[int]) -> list[CaseRow]:
    """One line for each id that still exists, in the order asked for."""
    found = {row.id: _row(row) for row in connection.execute(_ROWS.where(cases.c.id.in_(wanted)))}
    return [found[each] for each in wanted if each in found]


def chosen(connection: Connection, wanted: Sequence[int]) -> list[Chosen]:
    """What has to be known of cases that something is to be done to, in the order asked for."""
    own = cases.c
    read = select(own.id, own.version, own.reference, own.kind, own.status).where(own.id.in_(wanted))
    found = {row.id: row for row in connection.execute(read)}
    return [
        Chosen(CaseId(row.id), row.version, row.reference, CaseKind(row.kind), Status(row.status))
        for row in (found[each] for each in wanted if each in found)
    ]


def _row(row: AnyRow) -> CaseRow:
    kind, status = CaseKind(row.kind), Status(row.status)
    waits = Waiting(WaitingFor(row.waiting_for), row.waiting_since) if row.waiting_for else None
    progress = Progress(
        kind=kind,
        status=status,
        received_on=row.received_on,
        waits=waits,
        acknowledged=row.acknowledged_on is not None,
        answered=row.answered_on is not None,
        for_customer=bool(row.for_customer),
        chase_on=row.chase_on,
        unsent=bool(row.unsent),
        stage=row.stage,
        waits_for=row.waits_for,
        notice=_notice(row),
        notice_filed=bool(row.notice_filed),
    )
    return CaseRow(
        id=CaseId(row.id),
        reference=row.reference,
        kind=kind,
        status=status,
        person=row.person,
        received_on=row.received_on,
        due_on=row.due_on,
        chase_on=row.chase_on,
        clock_state=ClockState(row.clock_state),
        next_step=next_step(progress),
        for_customer=bool(row.for_customer),
        waiting=waits,
        stage=progress.stands_at().title,
        handler=row.handler,
        closed_on=row.closed_on,
        outcome=Outcome(row.outcome) if row.outcome else None,
        requester=_contact(row.requester_id),
        subject=_contact(row.subject_id),
        recipient=_contact(row.recipient_id),
        owes_notice=row.notice == "" and row.answered_on is None,
    )


def _notice(row: AnyRow) -> Notice | None:
    if row.notice is None:
        return None
    sent_on = date.fromisoformat(row.notice) if row.notice else None
    return notice_of(sent_on, row.due_on, row.chase_on)


def _contact(known: int | None) -> ContactId | None:
    return ContactId(known) if known else None


def open_by_kind(connection: Connection) -> dict[CaseKind, int]:
    """How many cases of each kind are open."""
    counted = (
        select(cases.c.kind, func.count()).where(cases.c.status == Status.OPEN.value).group_by(cases.c.kind)
    )
    return {CaseKind(kind): count for kind, count in connection.execute(counted)}


def most_urgent(connection: Connection, today: date, most: int) -> list[CaseRow]:
    """The open cases that are overdue, then those with the earliest day to answer, to act or to chase."""
    is_open = _ROWS.where(cases.c.status == Status.OPEN.value)
    overdue = is_open.where(cases.c.due_on < today, _UNANSWERED).order_by(cases.c.due_on, cases.c.id)
    others = is_open.where(
        cases.c.act_on.is_not(None), or_(cases.c.due_on.is_(None), cases.c.due_on >= today, ~_UNANSWERED)
    ).order_by(cases.c.act_on, cases.c.id)
    found = [row for query in (overdue, others) for row in connection.execute(query.limit(most))]
    return [_row(row) for row in found[:most]]


def due_between(connection: Connection, first: date | None, last: date) -> int:
    """How many open cases without an answer fall due from `first` (or ever) to `last`, both included."""
    conditions = [cases.c.status == Status.OPEN.value, cases.c.due_on <= last, _UNANSWERED]
    if first:
        conditions.append(cases.c.due_on >= first)
    return connection.scalar(select(func.count()).select_from(cases).where(*conditions)) or 0


def nothing_yet(connection: Connection) -> bool:
    """Whether the register holds neither a case nor a contact, nor a note that waits to become one."""
    kept = (exists(select(table.c.id)) for table in (cases, contacts, quick_notes))
    return not connection.scalar(select(or_(*kept)))


def to_act_on(connection: Connection, today: date) -> int:
    """How many open cases that are not overdue have reached their day to act: to chase, or to act at once."""
    reached = (cases.c.status == Status.OPEN.value, cases.c.act_on <= today)
    in_time = or_(cases.c.due_on.is_(None), cases.c.due_on > today)
    return connection.scalar(select(func.count()).select_from(cases).where(*reached, in_time)) or 0


_HANG_ON_CASES = {
    Kind.CORRESPONDENCE: correspondence,
    Kind.LETTER: letters,
    Kind.NOTE: notes,
    Kind.DOCUMENT: documents,
}


def case_of(connection: Connection, kind: Kind, record: int) -> CaseId:
    """The case that a record hangs on, or the case itself; `NotHere` where the record is gone."""
    if kind is Kind.CASE:
        return CaseId(record)
    table = _HANG_ON_CASES[kind]
    found = connection.scalar(select(table.c.case_id).where(table.c.id == record))
    if found is None:
        raise NotHere("This record is no longer in the register.")
    return CaseId(found)
