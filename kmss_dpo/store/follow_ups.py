"""What is to be done on cases that has a day of its own: actions, looks back, copies of identity papers."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Select,
    String,
    Table,
    bindparam,
    func,
    literal,
    select,
    type_coerce,
    union_all,
)

from kmss_dpo.domain.cases import Status
from kmss_dpo.domain.correspondence import Mark
from kmss_dpo.domain.follow_ups import FollowUp, Promised
from kmss_dpo.domain.identity import COPY_DAYS
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.store.tables import actions, cases, documents, identity_checks, lessons

_NOTHING = literal("")
_checks = identity_checks.alias()
_FIRST_CHECK = (
    select(func.min(_checks.c.id))
    .where(_checks.c.document_id == documents.c.id, _checks.c.checked_on.is_not(None))
    .scalar_subquery()
)
"""A paper may have been looked at more than once, and is to be erased once."""
_COPY_GOES = type_coerce(
    func.coalesce(identity_checks.c.checked_on, func.date(documents.c.added_at, f"+{COPY_DAYS} days")), Date
)
"""A copy goes once it was checked, and after some days where it never was."""


def _of(
    table: Table,
    promised: Promised,
    words: ColumnElement[str],
    who: ColumnElement[str],
    due_on: ColumnElement[date],
) -> Select[tuple[int, str, str, str, str, date]]:
    columns = (
        cases.c.id.label("case_id"),
        cases.c.reference,
        literal(promised.value, String).label("promised"),
        words.label("words"),
        who.label("who"),
        due_on.label("due_on"),
    )
    on_cases = table.join(cases, cases.c.id == table.c.case_id)
    return (
        select(*columns)
        .select_from(on_cases)
        .where(cases.c.status != Status.VOIDED.value, due_on <= bindparam("until", type_=Date))
    )


_COPIES = (
    _of(documents, Promised.COPY, _NOTHING, func.coalesce(identity_checks.c.checked_by, ""), _COPY_GOES)
    .outerjoin(identity_checks, identity_checks.c.id == _FIRST_CHECK)
    .where(documents.c.mark == Mark.IDENTITY.value)
)
_ALL = union_all(
    _of(actions, Promised.ACTION, actions.c.action, actions.c.owner, actions.c.due_on).where(
        actions.c.done_on.is_(None)
    ),
    _of(lessons, Promised.LESSON, lessons.c.lesson, _NOTHING, lessons.c.check_on).where(
        lessons.c.checked_on.is_(None)
    ),
    _COPIES,
).subquery()
_DUE = select(_ALL).order_by(_ALL.c.due_on, _ALL.c.case_id)


def due(connection: Connection, until: date) -> Sequence[FollowUp]:
    """What is to be done up to a day, the longest due first."""
    return [
        FollowUp(CaseId(row.case_id), row.reference, Promised(row.promised), row.words, row.who, row.due_on)
        for row in connection.execute(_DUE, {"until": until})
    ]
