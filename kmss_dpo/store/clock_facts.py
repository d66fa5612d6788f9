"""The facts a case's clock runs on, one row each."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, select

from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts, Extension, ExtensionGround
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.store import tables
from kmss_dpo.store.tables import AnyRow
from kmss_dpo.store.writing import Writing

_ASKS = ("identity", "authority", "fee")
_DAYS = ("acknowledged_on", "next_update_on", "answered_on", "answer_by")


def save(writing: Writing, case: int, facts: ClockFacts) -> None:
    """Replace the facts of a case."""
    rows = _rows(facts)
    writing.replace_parts(
        tables.clock_facts, case, [{**_EMPTY, **row, "position": place} for place, row in enumerate(rows)]
    )


_EMPTY: dict[str, Any] = {"met_on": None, "ground": None, "reasons": ""}


def _rows(facts: ClockFacts) -> list[dict[str, Any]]:
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
        rows.append(
            {
                "fact": "extension",
                "on_day": extension.notice_sent_on,
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


def facts(connection: Connection, case: CaseId) -> ClockFacts:
    """The facts of a case."""
    rows = connection.execute(_FACTS, {"of_case": case}).all()
    single: dict[str, AnyRow] = {row.fact: row for row in rows}
    more = single.get("more")
    return ClockFacts(
        identity=_ask(single.get("identity")),
        authority=_ask(single.get("authority")),
        fee=_ask(single.get("fee")),
        clarifications=tuple(
            Clarification(row.on_day, row.met_on) for row in rows if row.fact == "clarification"
        ),
        extension=_extension(single.get("extension")),
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


def _extension(row: AnyRow | None) -> Extension | None:
    return Extension(row.on_day, ExtensionGround(row.ground), row.reasons) if row else None
