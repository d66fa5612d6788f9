"""What the tests ask a register about its cases, and the case that most of them begin with."""

from datetime import date
from typing import Any

from sqlalchemy import select

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import (
    CaseDetails,
    CaseFilter,
    CaseKind,
    Channel,
    Closing,
    Outcome,
)
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.session import Session
from kmss_dpo.store import tables

RECEIVED = date(2026, 10, 5)
TODAY = date(2026, 11, 22)
ACCESS = CaseDetails(CaseKind.ACCESS, RECEIVED, Channel.EMAIL)
ANSWERED = Closing(Outcome.ANSWERED, date(2026, 11, 3), date(2026, 11, 2))


def seen(session: Session, case: CaseId) -> CaseView:
    return session.cases.case(case)


def lists(session: Session, **wanted: Any) -> list[str]:
    return [row.reference for row in session.cases.rows(session.cases.ids(CaseFilter(**wanted)))]


def history(session: Session, case: CaseId) -> list[str]:
    """What the audit says was done to a case, oldest first, once every read is noted."""
    session.writing.submit(int).result()
    with session.opened.register.reading() as connection:
        entries = tables.audit.c
        done = select(entries.action).where(entries.kind == "case", entries.record_id == case)
        return list(connection.scalars(done.order_by(entries.id)))
