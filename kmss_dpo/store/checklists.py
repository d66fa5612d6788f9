"""The ticks on the checklists of cases."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from kmss_dpo.domain.checklists import Tick
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.store.tables import actors, checklist_ticks
from kmss_dpo.store.writing import Writing

_TICKS = (
    select(checklist_ticks, actors.c.name)
    .join(actors, actors.c.id == checklist_ticks.c.author)
    .where(checklist_ticks.c.case_id == bindparam("of_case"))
    .order_by(checklist_ticks.c.id)
)


def ticks(connection: Connection, case: CaseId) -> list[Tick]:
    """What is ticked on a case, in the order it was."""
    rows = connection.execute(_TICKS, {"of_case": case})
    return [Tick(row.item, row.name, datetime.fromisoformat(row.at)) for row in rows]


def tick(writing: Writing, case: CaseId, item: str) -> None:
    """Tick an item; one that is ticked stays as it is."""
    if item in {each.item for each in ticks(writing.connection, case)}:
        return
    now = {"case_id": case, "item": item, "at": writing.at.isoformat(), "author": writing.actor}
    writing.insert(checklist_ticks, now)


def untick(writing: Writing, case: CaseId, item: str) -> None:
    """Take a tick back."""
    own = checklist_ticks
    rows = writing.connection.execute(
        select(own.c.item, own.c.at, own.c.author)
        .where(own.c.case_id == case, own.c.item != item)
        .order_by(own.c.id)
    )
    writing.replace_parts(own, case, [dict(row) for row in rows.mappings().all()])
