"""The retention schedule as the officer keeps it, and the cases whose period has ended."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, and_, func, or_, select, union

from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.clock.facts import ClockFacts
from kmss_dpo.domain.disposal import Ready
from kmss_dpo.domain.holds import Hold, in_short
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.retention import (
    Action,
    RecordClass,
    RetentionRule,
    Stock,
    Trigger,
    class_of,
    runs_out_on,
)
from kmss_dpo.store import audit, held_records
from kmss_dpo.store.parties import NAMED, ROLES, TAKING_PART
from kmss_dpo.store.tables import (
    AnyRow,
    binned,
    case_statistics,
    cases,
    contacts,
    disposals,
    keep_decisions,
    retention_rules,
)
from kmss_dpo.store.writing import Writing


def start_with(writing: Writing, rules: Iterable[RetentionRule], approved_on: date) -> None:
    """Put the schedule that the officer approved into a new register."""
    for rule in rules:
        writing.insert(
            retention_rules,
            {
                "version": 1,
                "code": rule.code.value,
                "covers": rule.covers,
                "purpose": rule.purpose,
                "basis": rule.basis,
                "trigger": rule.trigger.value,
                "months": rule.months,
                "days": rule.days,
                "action": rule.action.value,
                "reason": rule.reason,
                "approved_on": approved_on,
            },
        )


def rules(connection: Connection) -> Iterator[RetentionRule]:
    """The schedule in its order, read when the first rule is asked for: most cases set none off."""
    yield from map(_rule, connection.execute(select(retention_rules).order_by(retention_rules.c.id)).all())


def _rule(row: AnyRow) -> RetentionRule:
    return RetentionRule(
        code=RecordClass(row.code),
        covers=row.covers,
        purpose=row.purpose,
        basis=row.basis,
        trigger=Trigger(row.trigger),
        months=row.months,
        action=Action(row.action),
        reason=row.reason,
        days=row.days,
    )


def keep_until(connection: Connection, case: CaseId) -> date | None:
    """The latest day until which the officer decided to keep a case beyond its period."""
    until: date | None = connection.scalar(
        select(func.max(keep_decisions.c.until)).where(keep_decisions.c.case_id == case)
    )
    return until


def keep(writing: Writing, case: CaseId, until: date, reason: str, decided_on: date) -> None:
    """Keep a case until a day, for a reason; earlier decisions stay readable."""
    writing.insert(
        keep_decisions,
        {
            "case_id": case,
            "version": 1,
            "until": until,
            "reason": reason,
            "decided_by": writing.actor,
            "decided_on": decided_on,
        },
    )


_PERSON = func.coalesce(cases.c.subject_id, cases.c.requester_id)
_READY = select(
    cases.c.id,
    cases.c.version,
    cases.c.reference,
    cases.c.kind,
    cases.c.disposal_rule,
    cases.c.disposal_trigger_on,
    cases.c.disposable_on,
    func.coalesce(contacts.c.name, "").label("person"),
).join(contacts, contacts.c.id == _PERSON, isouter=True)


def _due_by(today: date) -> ColumnElement[bool]:
    return and_(cases.c.disposable_on.is_not(None), cases.c.disposable_on <= today)


Place = tuple[date, CaseId]
"""Where a case stands in the list of what is ready: the day it ran out, and its id."""
FIRST: Place = (date.min, CaseId(0))


def ready_cases(connection: Connection, today: date, after: Place, most: int) -> list[Place]:
    """The cases whose period has ended, the longest ended first: so many after a place in the list."""
    day, case = cases.c.disposable_on, cases.c.id
    rest = or_(day > after[0], and_(day == after[0], case > after[1]))
    wanted = select(day, case).where(_due_by(today), day >= after[0], rest).order_by(day, case).limit(most)
    return [(ran_out_on, CaseId(found)) for ran_out_on, found in connection.execute(wanted)]


def ready(connection: Connection, some: Sequence[CaseId], today: date) -> list[Ready]:
    """Those of a few cases whose period has ended, in their order, with what holds them."""
    found = {row.id: row for row in connection.execute(_READY.where(_due_by(today), cases.c.id.in_(some)))}
    as_of, held = audit.count(connection), held_records.on_cases(connection, some)
    return [_ready(found[case], held[case], as_of) for case in some if case in found]


def one_ready(connection: Connection, case: CaseId, today: date) -> Ready | None:
    """The same for one case, asked at the moment of its disposal; None if it is not due (any longer)."""
    row = connection.execute(_READY.where(_due_by(today), cases.c.id == case)).first()
    if row is None:
        return None
    return _ready(row, held_records.on(connection, Kind.CASE, case), audit.count(connection))


def count_ready(connection: Connection, today: date) -> list[tuple[CaseKind, str, int, date]]:
    """How many are ready by kind and rule, with the day since which the first of them is."""
    counted = (
        select(cases.c.kind, cases.c.disposal_rule, func.count(), func.min(cases.c.disposable_on))
        .where(_due_by(today))
        .group_by(cases.c.kind, cases.c.disposal_rule)
        .order_by(func.min(cases.c.disposable_on))
    )
    return [(CaseKind(kind), rule, count, since) for kind, rule, count, since in connection.execute(counted)]


def stock(connection: Connection, in_force: Iterable[RetentionRule], today: date) -> dict[RecordClass, Stock]:
    """What the register holds of each class that it keeps records of, and how much is past its period."""
    found = _stock_of_cases(connection, today)
    in_bin = select(func.count(), func.count().filter(binned.c.until <= today)).select_from(binned)
    found[RecordClass.BIN] = Stock(*connection.execute(in_bin).one())
    for rule in in_force:
        if rule.code in _DATED:
            day = _DATED[rule.code]
            counted = connection.execute(select(day, func.count()).group_by(day)).all()
            past = sum(
                count for since, count in counted if runs_out_on(rule, date.fromisoformat(since)) <= today
            )
            found[rule.code] = Stock(sum(count for _, count in counted), past)
    return found


# What is no case: the day that its period is counted from, as text. An entry of the log begins with its day.
_DATED: dict[RecordClass, ColumnElement[Any]] = {
    RecordClass.REQUEST_STATISTICS: func.coalesce(
        case_statistics.c.closed_on, case_statistics.c.received_on, type_=Text
    ),
    RecordClass.DISPOSAL_LOG: func.substr(disposals.c.at, 1, 10),
}


def _stock_of_cases(connection: Connection, today: date) -> dict[RecordClass, Stock]:
    past = func.count().filter(_due_by(today))
    counted = select(cases.c.kind, cases.c.disposal_rule, func.count(), past).group_by(
        cases.c.kind, cases.c.disposal_rule
    )
    found = dict.fromkeys(_OF_CASES, Stock())
    for kind, code, held, over in connection.execute(counted):
        of = RecordClass(code) if code else class_of(CaseKind(kind), ClockFacts(), Status.OPEN)
        found[of] = Stock(found[of].held + held, found[of].past + over)
    return found


_OF_CASES = (RecordClass.ENQUIRY, RecordClass.UNFINISHED_FORM, RecordClass.REQUEST, RecordClass.COMPLAINT)


def _ready(row: AnyRow, held_by: Iterable[Hold], as_of: int) -> Ready:
    return Ready(
        case=CaseId(row.id),
        version=row.version,
        reference=row.reference,
        kind=CaseKind(row.kind),
        person=row.person,
        rule=row.disposal_rule,
        trigger_on=row.disposal_trigger_on,
        ran_out_on=row.disposable_on,
        held_by=tuple(map(in_short, held_by)),
        as_of=as_of,
    )


def people_of(connection: Connection, wanted: Sequence[CaseId]) -> set[int]:
    """Everyone these cases name: in a role, in their correspondence or as a recipient of data."""
    named = select(*ROLES).where(cases.c.id.in_(wanted))
    taking_part = union(*(select(person).where(case.in_(wanted)) for case, person in TAKING_PART))
    found = {person for row in connection.execute(named) for person in row}
    return {person for person in found.union(connection.scalars(taking_part)) if person is not None}


def sharing_people(connection: Connection, people: Collection[int], besides: Collection[CaseId]) -> set[int]:
    """Which of these contacts another case still names."""
    named = union(*(select(case, person).where(person.in_(people)) for case, person in NAMED))
    found = connection.execute(named)
    return {person for case, person in found if case is not None and case not in besides}
