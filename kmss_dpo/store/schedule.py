"""The retention schedule in its versions, and the cases and days that a change of it concerns."""

import json
from collections.abc import Collection
from datetime import date
from itertools import groupby

from sqlalchemy import Column, ColumnElement, Connection, and_, func, or_, select
from sqlalchemy import case as depending

from kmss_dpo.domain.cases import CaseKind, Family, Status, kinds_of
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.retention import RecordClass, RetentionRule
from kmss_dpo.domain.schedule import Approval, RuleVersion, from_plain, numbered, to_plain, usual_review
from kmss_dpo.domain.schedule_trial import CaseGroup, Group, OtherGroup
from kmss_dpo.store import settings
from kmss_dpo.store.retention import DATED, dated
from kmss_dpo.store.tables import actors, audit, cases, history, keep_decisions, retention_rules
from kmss_dpo.store.writing import Writing


def approve(writing: Writing, rule: RetentionRule, approved_on: date, review_on: date) -> None:
    """Put a rule in force in the place of the one of its class; how that was stays in the history."""
    [plain] = to_plain([rule])
    values = {
        **plain,
        "approved_on": approved_on,
        "approved_by": writing.actor,
        "next_review": review_on,
    }
    rules = retention_rules
    row = writing.connection.execute(select(rules).where(rules.c.code == rule.code.value)).first()
    if row is None:
        writing.insert(rules, {**values, "version": 1})
    else:
        writing.update(rules, row.id, row.version, values)


_OWED = "retention dates owed"


def owed(connection: Connection) -> list[RecordClass]:
    """The classes whose rule was approved and by which the dates of cases are not worked out yet."""
    return [RecordClass(code) for code in settings.value(connection, _OWED) or ()]


def owe(writing: Writing, codes: Collection[RecordClass]) -> None:
    """Note by which classes dates are to be worked out anew; none once all are."""
    settings.settle(writing, _OWED, sorted(codes))


_APPROVED = (
    select(history.c.record_id, history.c.content, actors.c.name)
    .join(audit, audit.c.id == history.c.audit_id)
    .join(actors, actors.c.id == audit.c.actor_id)
    .where(history.c.kind == Kind.RETENTION.value)
    .order_by(history.c.record_id, history.c.version)
)


def versions(connection: Connection) -> dict[RecordClass, tuple[RuleVersion, ...]]:
    """Every version of every rule, oldest first, with who approved it: whoever wrote it did."""
    rows = connection.execute(_APPROVED).all()
    found = (numbered(map(_approved, some)) for _, some in groupby(rows, lambda row: row.record_id))
    return {each[-1].rule.code: each for each in found}


def _approved(row: tuple[int, str, str]) -> tuple[RetentionRule, Approval]:
    _record, content, person = row
    [kept] = json.loads(content)[retention_rules.name]
    [rule] = from_plain([kept])
    on = date.fromisoformat(kept["approved_on"])
    # Before reviews were kept there was no day for one.
    review_on = kept.get("next_review")
    return rule, Approval(person, on, date.fromisoformat(review_on) if review_on else usual_review(on))


def reviews(connection: Connection) -> list[date]:
    """The day of the next review of each rule."""
    rows = connection.execute(select(retention_rules.c.next_review, retention_rules.c.approved_on))
    return [review_on or usual_review(approved_on) for review_on, approved_on in rows]


# One kind for all of a family: they run out alike, and there are a tenth as many groups to count.
_LIKE = depending(
    *(
        (cases.c.kind.in_(sorted(kind.value for kind in kinds_of(family))), kinds_of(family)[0].value)
        for family in Family
    )
).label("like")


def first_end(connection: Connection) -> date | None:
    """The day on which the first of all cases that ended did so."""
    first: date | None = connection.scalar(select(func.min(cases.c.closed_on)))
    return first


def ended(connection: Connection, since: date, before: date, today: date) -> list[Group]:
    """The cases that ended from one day until before another, counted by day.

    What the officer keeps until a later day is listed by no schedule and left out. Closed or voided makes no
    difference.
    """
    day = cases.c.closed_on
    return _counted(connection, day, Status.CLOSED, and_(day >= since, day < before), today)


def not_ended(connection: Connection, today: date) -> list[Group]:
    """What a period runs for beside them, counted by day: forms that wait for more, and what is no case."""
    day, is_open = cases.c.disposal_trigger_on, cases.c.status == Status.OPEN.value
    waiting = _counted(connection, day, Status.OPEN, and_(is_open, day.is_not(None)), today)
    others = [OtherGroup(code, since, count) for code in DATED for since, count in dated(connection, code)]
    return [*waiting, *others]


def _counted(
    connection: Connection, day: Column[date], status: Status, which: ColumnElement[bool], today: date
) -> list[Group]:
    later = select(keep_decisions.c.case_id).where(keep_decisions.c.until > today)
    alike = (_LIKE, day, cases.c.disposal_stage)
    wanted = select(*alike, func.count()).where(which, cases.c.id.not_in(later)).group_by(*alike)
    return [
        CaseGroup(CaseKind(kind), status, since, count, stage)
        for kind, since, stage, count in connection.execute(wanted)
    ]


def dated_cases(connection: Connection, kinds: Collection[CaseKind]) -> list[int]:
    """The cases of these kinds for which a period can run: those that ended, and forms that wait for more."""
    runs = or_(cases.c.closed_on.is_not(None), cases.c.waiting_for.is_not(None))
    some = cases.c.kind.in_(sorted(kind.value for kind in kinds))
    return list(connection.scalars(select(cases.c.id).where(some, runs).order_by(cases.c.id)))
