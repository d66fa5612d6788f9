"""Numbers over the years: from the cases that are there and from those erased, without personal data."""

from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, and_, case, func, select, union_all

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.overview import MonthAnswered
from kmss_dpo.store.tables import case_statistics, cases


def _met_on(table: Table) -> ColumnElement[date]:
    """The day held against the due date: for a complaint its acknowledgement, where that came first."""
    acknowledged = and_(
        table.c.kind == CaseKind.COMPLAINT.value, table.c.acknowledged_on < table.c.answered_on
    )
    return case((acknowledged, table.c.acknowledged_on), else_=table.c.answered_on)


def answered_by_month(connection: Connection, since: date) -> list[MonthAnswered]:
    """For each month from `since` on with any: answered cases that had a due date, and the late ones."""
    both = union_all(
        *(
            select(each.c.answered_on, each.c.due_on, _met_on(each).label("met_on")).where(
                each.c.answered_on >= since, each.c.due_on.is_not(None)
            )
            for each in (cases, case_statistics)
        )
    ).subquery()
    month = func.strftime("%Y-%m-01", both.c.answered_on)
    late = func.count().filter(both.c.met_on > both.c.due_on)
    counted = select(month, func.count(), late).group_by(month).order_by(month)
    return [
        MonthAnswered(date.fromisoformat(first), count - overdue, overdue)
        for first, count, overdue in connection.execute(counted)
    ]
