"""Numbers over the years: from the cases that are there and from those erased, without personal data."""

from datetime import date

from sqlalchemy import Connection, func, select, union_all

from kmss_dpo.domain.overview import MonthAnswered
from kmss_dpo.store.tables import case_statistics, cases


def answered_by_month(connection: Connection, since: date) -> list[MonthAnswered]:
    """For each month from `since` on with any: answered cases that had a due date, and the late ones."""
    both = union_all(
        *(
            select(each.c.answered_on, each.c.due_on).where(
                each.c.answered_on >= since, each.c.due_on.is_not(None)
            )
            for each in (cases, case_statistics)
        )
    ).subquery()
    month = func.strftime("%Y-%m-01", both.c.answered_on)
    late = func.count().filter(both.c.answered_on > both.c.due_on)
    counted = select(month, func.count(), late).group_by(month).order_by(month)
    return [
        MonthAnswered(date.fromisoformat(first), count - overdue, overdue)
        for first, count, overdue in connection.execute(counted)
    ]
