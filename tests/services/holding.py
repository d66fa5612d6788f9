"""Cases and people that are held, and what is asked about them."""

from datetime import date

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, ContactKind
from kmss_dpo.domain.ids import CaseId, ContactId, HoldId, Kind
from kmss_dpo.domain.links import Relation
from kmss_dpo.session import Session
from kmss_dpo.store import links, tables

CLAIM = "A claim is announced."
REVIEW = date(2027, 2, 1)


def contact(session: Session, name: str, kind: ContactKind = ContactKind.PERSON) -> ContactId:
    return session.contacts.add(ContactDetails(name, kind))


def opened(
    session: Session,
    kind: CaseKind,
    requester: ContactId | None,
    subject: ContactId | None = None,
    recipient: ContactId | None = None,
) -> CaseId:
    details = CaseDetails(kind, date(2026, 11, 2), Channel.EMAIL, requester, subject, recipient=recipient)
    return session.cases.open_case(details)


def place(session: Session, kind: Kind, record: int, reason: str = CLAIM) -> HoldId:
    return session.holds.place((kind, record), reason, REVIEW)


def link(session: Session, case: CaseId, other: CaseId) -> None:
    with session.opened.register.writing("linked") as writing:
        links.add(writing, case, other, Relation.SAME_MESSAGE)


def searched_place(session: Session, case: CaseId) -> int:
    """Note on a case where it was looked."""
    with session.opened.register.writing("searched") as writing:
        values = {"case_id": case, "version": 1, "place": "The mail server"}
        return writing.insert(tables.places_searched, values)


def held_by(session: Session, kind: Kind, record: int) -> list[str]:
    """What holds a record: references of open cases, reasons of what was placed by hand."""
    return [hold.scope if hold.by_itself else hold.reason for hold in session.holds.on(kind, record)]
