"""Incidents of the register itself, kept until they are disposed of with the disposal log."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, select

from kmss_dpo.domain.ids import IncidentId
from kmss_dpo.domain.incidents import Incident, IncidentSort
from kmss_dpo.store.tables import incidents
from kmss_dpo.store.writing import Writing

_ALL = select(incidents).order_by(incidents.c.id.desc())


def add(writing: Writing, sort: IncidentSort, told: str = "") -> IncidentId:
    """Note one; `told` is a sentence of the program's own and names nobody."""
    row = {"version": 1, "at": writing.at.isoformat(timespec="seconds"), "sort": sort.value, "told": told}
    return IncidentId(writing.insert(incidents, row))


def everyone(connection: Connection) -> Sequence[Incident]:
    """All of them, the newest first."""
    return [
        Incident(
            id=IncidentId(row.id),
            version=row.version,
            at=datetime.fromisoformat(row.at),
            sort=IncidentSort(row.sort),
            told=row.told,
            seen_on=row.seen_on,
        )
        for row in connection.execute(_ALL)
    ]


def mark_seen(writing: Writing, incident: IncidentId, version: int, on: date) -> None:
    """Note that the officer has seen it; `Conflict` where it changed since `version`."""
    writing.update(incidents, incident, version, {"seen_on": on})
