"""Things that are deleted, each with a way to look at it once it was put back."""

from collections.abc import Callable
from datetime import date
from typing import Any

from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.ids import BinnedId, CaseId, Kind
from kmss_dpo.domain.quick_notes import NewQuickNote, Thrown
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.session import Session
from tests.services.holding import place

MARK = b"zzbulonquax"
SECRET = MARK + b" wrote this once " * 300
DAY = date(2026, 11, 20)
CALL = NewQuickNote("Okweilbrandt", "Wants it back", DAY, reach="01632 960 733")


def document(session: Session, case: CaseId, content: bytes = SECRET) -> Any:
    return session.casework.add_document(case, NewDocument("Zzbulonquax.txt", "text/plain", content))


def deleted(session: Session, which: Any, version: int = 1) -> BinnedId:
    [gone] = session.bin.delete_documents({which: version}, "Added twice.")
    return gone.id


def notes(session: Session, case: CaseId) -> list[str]:
    return [event.text for event in session.cases.case(case).timeline if event.title.startswith("Note by")]


# Each deletes something, and answers the entry and how to look at what was deleted.
Deleting = tuple[BinnedId, Callable[[], object]]


def a_contact(session: Session, _case: CaseId) -> Deleting:
    who = session.contacts.add(
        ContactDetails(
            "Zzbulonquax Free",
            former_names=("Zzbulonquax Former",),
            emails=(Reach("zzbulonquax@example.org", safe=False, note="Never"),),
        )
    )
    hold = place(session, Kind.CONTACT, who)
    session.holds.release(hold, 1, "Settled.")
    found = session.contacts.contact
    return session.bin.delete_contact(who).id, lambda: (found(who).details, session.holds.hold(hold))


def a_document(session: Session, case: CaseId) -> Deleting:
    which = document(session, case)
    casework = session.casework
    return deleted(session, which), lambda: (casework.documents(case), casework.content(which))


def an_entry(session: Session, case: CaseId) -> Deleting:
    kept = session.items.add(case, SearchPlace("Zzbulonquax drive", asked_on=DAY))
    gone = session.bin.delete_item(SearchPlace, kept, 1, "Noted twice.")
    return gone.id, lambda: session.items.of_case(case, SearchPlace)


def a_draft(session: Session, case: CaseId) -> Deleting:
    letter = session.letters.start(case, "request_acknowledgement").id
    return session.bin.delete_draft(letter).id, lambda: session.letters.of_case(case)


def a_quick_note(session: Session, _case: CaseId) -> Deleting:
    note = session.quick_notes.add(CALL)
    thrown = session.quick_notes.throw_away(note, Thrown.NOT_OURS)
    return thrown.id, lambda: session.quick_notes.note(note)


WAYS = (a_contact, a_document, an_entry, a_draft, a_quick_note)
Way = Callable[[Session, CaseId], Deleting]
