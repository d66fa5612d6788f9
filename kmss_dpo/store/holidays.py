"""Public holidays that the officer added or took away, over what the program knows by itself."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, select

from kmss_dpo.domain.holidays import Nation
from kmss_dpo.store.tables import officer_holidays
from kmss_dpo.store.writing import Writing


def own_days(connection: Connection, nation: Nation) -> tuple[dict[date, str], frozenset[date]]:
    """The days added, with their names, and the days taken away."""
    own = officer_holidays
    rows = connection.execute(select(own).where(own.c.nation == nation.value).order_by(own.c.day)).all()
    return {row.day: row.name for row in rows if row.closed}, frozenset(
        row.day for row in rows if not row.closed
    )


def settle(writing: Writing, nation: Nation, days: Iterable[tuple[date, str, bool]]) -> None:
    """Keep days as holidays (True) or as working days (False), whatever was kept about them before."""
    own = officer_holidays
    for day, name, closed in days:
        row = writing.connection.execute(
            select(own).where(own.c.nation == nation.value, own.c.day == day)
        ).first()
        if row is None:
            writing.insert(
                own, {"nation": nation.value, "day": day, "name": name, "closed": closed, "version": 1}
            )
        elif (row.name, row.closed) != (name, closed):
            writing.update(own, row.id, row.version, {"name": name, "closed": closed})
