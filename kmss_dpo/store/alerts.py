"""What the alerts are worked out from, and the days that lie ahead; nothing of it names a person."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from kmss_dpo.domain.alerts import CaseAlert, RuleToReview
from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.clock import ClockState
from kmss_dpo.domain.holds import Hold
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.retention import RecordClass
from kmss_dpo.store.clock_facts import notice
from kmss_dpo.store.holds import BY_HAND, IN_FORCE, by_hand
from kmss_dpo.store.tables import cases, holds, retention_rules

_OPEN = cases.c.status == Status.OPEN.value
_UNANSWERED = cases.c.answered_on.is_(None)


def _pressing(today: date, until: date) -> ColumnElement[bool]:
    """Open cases without an answer that are due by then, and those that have reached their day to act.

    None of them has its day to act later than either: so an index leads to them.
    """
    in_time = or_(cases.c.due_on.is_(None), cases.c.due_on > today)
    due, reached = and_(cases.c.due_on <= until, _UNANSWERED), and_(cases.c.act_on <= today, in_time)
    return and_(_OPEN, cases.c.act_on <= max(today, until), or_(due, reached))


def cases_now(connection: Connection, today: date, until: date, most: int) -> list[CaseAlert]:
    """The open cases that need attention, the most pressing day first: so many at most."""
    own = cases.c
    wanted = (
        select(
            *(own.id, own.reference, own.kind, own.clock_state, own.due_on, own.chase_on, own.act_on),
            own.answered_on,
            notice.label("notice"),
        )
        .where(_pressing(today, until))
        .order_by(own.act_on, own.id)
        .limit(most)
    )
    return [
        CaseAlert(
            id=CaseId(row.id),
            reference=row.reference,
            kind=CaseKind(row.kind),
            clock_state=ClockState(row.clock_state),
            due_on=row.due_on,
            chase_on=row.chase_on,
            act_on=row.act_on,
            answered=row.answered_on is not None,
            owes_notice=row.notice == "" and row.answered_on is None,
        )
        for row in connection.execute(wanted)
    ]


def count_cases(connection: Connection, today: date, until: date) -> int:
    """How many open cases need attention."""
    counted = select(func.count()).select_from(cases).where(_pressing(today, until))
    return connection.scalar(counted) or 0


def holds_to_review(connection: Connection, first: date, last: date, most: int) -> list[Hold]:
    """The holds placed by hand and in force that are to be reviewed from day to day, both included."""
    within = holds.c.review_on.between(first, last)
    wanted = BY_HAND.where(IN_FORCE, within).order_by(holds.c.review_on, holds.c.id).limit(most)
    return [by_hand(row) for row in connection.execute(wanted)]


def rules_to_review(connection: Connection, today: date) -> list[RuleToReview]:
    """The retention rules whose day of review has come."""
    rules = retention_rules.c
    wanted = select(rules.id, rules.code, rules.next_review).where(rules.next_review <= today)
    return [
        RuleToReview(row.id, RecordClass(row.code), row.next_review)
        for row in connection.execute(wanted.order_by(rules.next_review, rules.id))
    ]


def due_ahead(connection: Connection, first: date, last: date) -> Sequence[tuple[CaseId, str, date]]:
    """The open cases without an answer that fall due from day to day: id, reference, day."""
    own = cases.c
    due = select(own.id, own.reference, own.due_on).where(_OPEN, _UNANSWERED, own.due_on.between(first, last))
    return [
        (CaseId(case), ref, day) for case, ref, day in connection.execute(due.order_by(own.due_on, own.id))
    ]


def disposable_ahead(connection: Connection, first: date, last: date) -> Sequence[tuple[date, int]]:
    """The days on which periods end, from day to day, each with the number of records."""
    day = cases.c.disposable_on
    counted = select(day, func.count()).where(day.between(first, last)).group_by(day).order_by(day)
    return [(each, count) for each, count in connection.execute(counted)]
