"""Rules of the schedule as a test wants them."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from kmss_dpo.domain.retention import Action, RecordClass
from kmss_dpo.session import Session
from kmss_dpo.store.tables import retention_rules


def settle(
    session: Session,
    code: RecordClass,
    *,
    months: int | None = None,
    days: int | None = None,
    action: Action | None = None,
) -> None:
    """Give a rule another period or another action."""
    values = {"months": months, "days": days, "action": action.value if action else None}
    with session.opened.register.writing("rule changed") as writing:
        row = writing.connection.execute(
            select(retention_rules).where(retention_rules.c.code == code.value)
        ).one()
        given = {name: value for name, value in values.items() if value is not None}
        writing.update(retention_rules, row.id, row.version, given)


def without(session: Session, codes: Iterable[RecordClass]) -> None:
    """A schedule that was approved before these classes had rules."""
    with session.opened.register.writing_lane.transaction() as connection:
        connection.execute(
            delete(retention_rules).where(retention_rules.c.code.in_([code.value for code in codes]))
        )
