"""The retention schedule as the officer keeps it, what it keeps, and what is kept longer."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, and_, func, select

from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.clock.facts import ClockFacts
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.retention import (
    STAGES,
    RecordClass,
    RetentionRule,
    Stock,
    class_of,
    runs_out_on,
)
from kmss_dpo.domain.schedule import from_plain
from kmss_dpo.store.tables import (
    binned,
    case_statistics,
    cases,
    disposals,
    keep_decisions,
    retention_rules,
)
from kmss_dpo.store.writing import Writing


def rules(connection: Connection) -> Iterator[RetentionRule]:
    """The schedule in its order, read when the first rule is asked for: most cases set none off."""
    found = connection.execute(select(retention_rules).order_by(retention_rules.c.id)).mappings()
    yield from from_plain(map(dict, found))


def keep_until(connection: Connection, case: CaseId) -> date | None:
    """Until when the officer decided to keep a case beyond its period: what was decided last holds."""
    decided = select(keep_decisions.c.until).where(keep_decisions.c.case_id == case)
    until: date | None = connection.scalar(decided.order_by(keep_decisions.c.id.desc()).limit(1))
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


def due_by(today: date) -> ColumnElement[bool]:
    """The cases whose period has ended, by an index."""
    return and_(cases.c.disposable_on.is_not(None), cases.c.disposable_on <= today)


def stock(connection: Connection, in_force: Iterable[RetentionRule], today: date) -> dict[RecordClass, Stock]:
    """What the register holds of each class that it keeps records of, and how much is past its period."""
    found = _stock_of_cases(connection, today)
    in_bin = select(func.count(), func.count().filter(binned.c.until <= today)).select_from(binned)
    found[RecordClass.BIN] = Stock(*connection.execute(in_bin).one())
    for rule in in_force:
        if rule.code in DATED:
            counted = dated(connection, rule.code)
            past = sum(count for since, count in counted if runs_out_on(rule, since) <= today)
            held = sum(count for _, count in counted)
            found[rule.code] = _more(found.get(rule.code, Stock()), held, past)
    return found


def dated(connection: Connection, code: RecordClass) -> list[tuple[date, int]]:
    """Of a class in `DATED`: how many records are counted from which day."""
    counted = connection.execute(select(DATED[code], func.count()).group_by(DATED[code]))
    return [(date.fromisoformat(since), count) for since, count in counted]


# What is no case: the day that its period is counted from, as text.
DATED: dict[RecordClass, ColumnElement[Any]] = {
    RecordClass.REQUEST_STATISTICS: func.coalesce(
        case_statistics.c.closed_on, case_statistics.c.received_on, type_=Text
    ),
    RecordClass.DISPOSAL_LOG: func.london_day(disposals.c.at),
}


def _stock_of_cases(connection: Connection, today: date) -> dict[RecordClass, Stock]:
    past = func.count().filter(due_by(today))
    counted = select(cases.c.kind, cases.c.disposal_rule, func.count(), past).group_by(
        cases.c.kind, cases.c.disposal_rule
    )
    found = dict.fromkeys(_OF_CASES, Stock())
    for kind, code, held, over in connection.execute(counted):
        of = RecordClass(code) if code else class_of(CaseKind(kind), ClockFacts(), Status.OPEN)
        for each in STAGES[STAGES.index(of) :] if code in STAGES else (of,):
            found[each] = _more(found.get(each, Stock()), held, over if each is of else 0)
    return found


def _more(stock: Stock, held: int, past: int) -> Stock:
    return Stock(stock.held + held, stock.past + past)


_OF_CASES = (RecordClass.ENQUIRY, RecordClass.UNFINISHED_FORM, RecordClass.REQUEST, RecordClass.COMPLAINT)
