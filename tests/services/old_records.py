"""Records that have reached the end of their period, and their disposal."""

from datetime import date

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence, NewDocument
from kmss_dpo.domain.disposal import Disposed, Ready
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.session import Session


def go_on(_done: int, _of: int) -> bool:
    return True


def person(session: Session, name: str = "Zebulonquax Okweilbrandt") -> ContactId:
    last = name.rpartition(" ")[2].lower()
    return session.contacts.add(
        ContactDetails(
            name,
            former_names=(f"Früher {name}",),
            addresses=(Reach(f"{name}\n1 High Street"),),
            emails=(Reach(f"{last}@example.org"),),
            notes=f"{name} prefers email.",
        )
    )


def enquiry(session: Session, who: ContactId, *, on: date = date(2026, 11, 10)) -> CaseId:
    return session.cases.open_case(
        CaseDetails(CaseKind.DEMO_ENQUIRY, on, Channel.WEB_FORM, who, who, "Okweilbrandt asks for a demo")
    )


def close(session: Session, case: CaseId, on: date, outcome: Outcome = Outcome.DEALT_WITH) -> CaseId:
    session.cases.close(case, session.cases.case(case).version, Closing(outcome, on, on))
    return case


def dealt_with(session: Session, who: ContactId) -> CaseId:
    return close(session, enquiry(session, who), date(2026, 11, 19))


def received(body: str, contact: ContactId | None = None) -> NewCorrespondence:
    return NewCorrespondence(
        Direction.RECEIVED, Channel.EMAIL, date(2026, 11, 11), "A question", body, contact
    )


def old_request(session: Session, who: ContactId) -> CaseId:
    """An access request that was closed more than two years ago, with everything a case can hold."""
    case = session.cases.open_case(
        CaseDetails(CaseKind.ACCESS, date(2024, 10, 1), Channel.EMAIL, who, who, "All about Zebulonquax")
    )
    session.casework.log(case, received("Please send me all. Zebulonquax Okweilbrandt", who))
    session.casework.add_note(case, "Called Zebulonquax.")
    whole = b"From: Okweilbrandt\n" * 2000
    session.casework.add_document(case, NewDocument("Okweilbrandt.eml", "message/rfc822", whole))
    session.letters.start(case, "access_response")
    return close(session, case, date(2024, 11, 1), Outcome.ANSWERED)


def dispose(session: Session, *, of: list[Ready] | None = None) -> Disposed:
    return session.retention.dispose(session.retention.ready() if of is None else of, go_on)
