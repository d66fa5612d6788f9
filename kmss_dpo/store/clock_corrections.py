"""What was corrected in the facts of a case's clock: kept with the case, never changed, erased with it."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from kmss_dpo.domain.clock import ClockCorrection
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.store.tables import actors, clock_corrections
from kmss_dpo.store.writing import Writing


def add(writing: Writing, case: CaseId, reason: str, corrected: str) -> None:
    """Keep a correction by whoever unlocked the register."""
    writing.insert(
        clock_corrections,
        {
            "case_id": case,
            "at": writing.at.isoformat(),
            "author": writing.actor,
            "reason": reason,
            "corrected": corrected,
        },
    )


_OF_CASE = (
    select(clock_corrections, actors.c.name)
    .join(actors, actors.c.id == clock_corrections.c.author)
    .where(clock_corrections.c.case_id == bindparam("of_case"))
    .order_by(clock_corrections.c.id)
)


def of_case(connection: Connection, case: CaseId) -> tuple[ClockCorrection, ...]:
    """The corrections on a case, the first first."""
    rows = connection.execute(_OF_CASE, {"of_case": case})
    return tuple(
        ClockCorrection(datetime.fromisoformat(row.at), row.name, row.reason, row.corrected) for row in rows
    )
