"""The facts a case's clock runs on, one row each."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, bindparam, case, select

from kmss_dpo.domain.cases import Status
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts, Extension, ExtensionGround
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.store import tables
from kmss_dpo.store.tables import AnyRow
from kmss_dpo.store.writing import Writing
from kmss_dpo.support.clock import london_day

_ASKS = ("identity", "authority", "fee")
_EXTENSION, _UNTOLD = "extension", "extension not told"
_DAYS = ("acknowledged_on", "next_update_on", "answered_on", "answer_by")


def save(writing: Writing, case: int, facts: ClockFacts) -> None:
    """Replace the facts of a case."""
    rows = _rows(facts, london_day(writing.at))
    writing.replace_parts(
        tables.clock_facts, case, [{**_EMPTY, **row, "position": place} for place, row in enumerate(rows)]
    )


_EMPTY: dict[str, Any] = {"met_on": None, "ground": None, "reasons": ""}


def _rows(facts: ClockFacts, written_on: date) -> list[dict[str, Any]]:
    """One for each fact; an extension that nobody was told of yet has the day it was written down."""
    rows: list[dict[str, Any]] = [
        {"fact": name, "on_day": ask.asked_on, "met_on": ask.satisfied_on}
        for name in _ASKS
        if (ask := getattr(facts, name))
    ]
    rows += [
        {"fact": "clarification", "on_day": each.asked_on, "met_on": each.answered_on}
        for each in facts.clarifications
    ]
    if extension := facts.extension:
        sent_on = extension.notice_sent_on
        rows.append(
            {
                "fact": _EXTENSION if sent_on else _UNTOLD,
                "on_day": sent_on or written_on,
                "ground": extension.ground.value,
                "reasons": extension.reasons,
            }
        )
    rows += [{"fact": name, "on_day": day} for name in _DAYS if (day := getattr(facts, name))]
    if facts.more_asked_on:
        rows.append({"fact": "more", "on_day": facts.more_asked_on, "met_on": facts.more_received_on})
    return rows


_FACTS = (
    select(tables.clock_facts)
    .where(tables.clock_facts.c.case_id == bindparam("of_case"))
    .order_by(tables.clock_facts.c.position)
)


def facts(connection: Connection, of_case: CaseId) -> ClockFacts:
    """The facts of a case."""
    rows = connection.execute(_FACTS, {"of_case": of_case}).all()
    single: dict[str, AnyRow] = {row.fact: row for row in rows}
    more = single.get("more")
    return ClockFacts(
        identity=_ask(single.get("identity")),
        authority=_ask(single.get("authority")),
        fee=_ask(single.get("fee")),
        clarifications=tuple(
            Clarification(row.on_day, row.met_on) for row in rows if row.fact == "clarification"
        ),
        extension=_extension(single),
        acknowledged_on=_day(single.get("acknowledged_on")),
        next_update_on=_day(single.get("next_update_on")),
        answered_on=_day(single.get("answered_on")),
        answer_by=_day(single.get("answer_by")),
        more_asked_on=_day(more),
        more_received_on=more.met_on if more else None,
    )


def _ask(row: AnyRow | None) -> Ask | None:
    return Ask(row.on_day, row.met_on) if row else None


def _day(row: AnyRow | None) -> date | None:
    return row.on_day if row else None


def _extension(single: Mapping[str, AnyRow]) -> Extension | None:
    row = single.get(_EXTENSION) or single.get(_UNTOLD)
    if row is None:
        return None
    return Extension(_day(single.get(_EXTENSION)), ExtensionGround(row.ground), row.reasons)


notice: ColumnElement[str | None] = (
    select(case((tables.clock_facts.c.fact == _UNTOLD, ""), else_=tables.clock_facts.c.on_day.cast(Text)))
    .where(
        tables.clock_facts.c.case_id == tables.cases.c.id,
        tables.clock_facts.c.fact.in_((_EXTENSION, _UNTOLD)),
    )
    .correlate(tables.cases)
    .scalar_subquery()
)
"""For lists: the day on which the notice of a case's extension left, empty while it has not; null without."""


def owing_notice(connection: Connection) -> Sequence[int]:
    """The open cases with an extension whose notice has still to leave."""
    return connection.scalars(
        select(tables.clock_facts.c.case_id)
        .join(tables.cases, tables.cases.c.id == tables.clock_facts.c.case_id)
        .where(
            tables.cases.c.status == Status.OPEN.value,
            tables.cases.c.answered_on.is_(None),
            tables.clock_facts.c.fact == _UNTOLD,
        )
    ).all()
