"""The retention schedule in its versions, and the cases and days that a change of it concerns."""

import json
from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby

from sqlalchemy import Connection, func, or_, select

from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.retention import RecordClass, RetentionRule
from kmss_dpo.domain.schedule import Approval, RuleVersion, from_plain, numbered, to_plain, usual_review
from kmss_dpo.domain.schedule_trial import CaseGroup, Group, OtherGroup
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


def groups(connection: Connection, today: date) -> Iterator[Group]:
    """All records that a period runs for, counted by the day that it is counted from.

    What the officer keeps until a later day is listed by no schedule and left out.
    """
    later = select(keep_decisions.c.case_id).where(keep_decisions.c.until > today)
    number, kept = func.count(), cases.c.id.in_(later)
    # Closed or voided makes no difference; so this asks one index and no table.
    ended = (
        select(cases.c.kind, cases.c.closed_on, number)
        .where(cases.c.closed_on.is_not(None), ~kept)
        .group_by(cases.c.closed_on, cases.c.kind)
    )
    waiting = (
        select(cases.c.kind, cases.c.disposal_trigger_on, number)
        .where(cases.c.status == Status.OPEN.value, cases.c.disposal_trigger_on.is_not(None), ~kept)
        .group_by(cases.c.disposal_trigger_on, cases.c.kind)
    )
    for status, wanted in ((Status.CLOSED, ended), (Status.OPEN, waiting)):
        for kind, since, count in connection.execute(wanted).all():
            yield CaseGroup(CaseKind(kind), status, since, count)
    for code in DATED:
        for since, count in dated(connection, code):
            yield OtherGroup(code, since, count)


def dated_cases(connection: Connection, kinds: Collection[CaseKind]) -> list[int]:
    """The cases of these kinds for which a period can run: those that ended, and forms that wait for more."""
    runs = or_(cases.c.closed_on.is_not(None), cases.c.waiting_for.is_not(None))
    some = cases.c.kind.in_(sorted(kind.value for kind in kinds))
    return list(connection.scalars(select(cases.c.id).where(some, runs).order_by(cases.c.id)))
