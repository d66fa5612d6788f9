"""The steps a case took by hand on its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from kmss_dpo.domain.ids import CaseId
from kmss_dpo.store.tables import actors, case_steps, cases
from kmss_dpo.store.writing import Writing


@dataclass(frozen=True)
class TakenStep:
    """From one stage to another: when, by whom, and why where it went back."""

    at: datetime
    by: str
    before: str
    stage: str
    reason: str


def go(writing: Writing, case: CaseId, version: int, step: tuple[str, str], reason: str) -> None:
    """Take a case from one stage to another, by their codes."""
    before, stage = step
    writing.update(cases, case, version, {"stage": stage})
    writing.insert(
        case_steps,
        {
            "case_id": case,
            "at": writing.at.isoformat(),
            "author": writing.actor,
            "stage_before": before,
            "stage": stage,
            "reason": reason,
        },
    )


_STEPS = (
    select(case_steps, actors.c.name)
    .join(actors, actors.c.id == case_steps.c.author)
    .where(case_steps.c.case_id == bindparam("of_case"))
    .order_by(case_steps.c.id)
)


def steps_of(connection: Connection, case: CaseId) -> Sequence[TakenStep]:
    """The steps of a case, in order."""
    rows = connection.execute(_STEPS, {"of_case": case})
    return [
        TakenStep(datetime.fromisoformat(row.at), row.name, row.stage_before, row.stage, row.reason)
        for row in rows
    ]
