"""What was deleted is put back whole, until a day; after it, it goes like all else that ran out."""

from datetime import date

import pytest
from sqlalchemy import select

from kmss_dpo.domain.bin import NotInBin
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction, Mark, NewCorrespondence
from kmss_dpo.domain.disposal import Skip, Skipped
from kmss_dpo.domain.errors import Conflict, Mistake, NotHere
from kmss_dpo.domain.holds import OnHold
from kmss_dpo.domain.identity import IdentityCheck
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.quick_notes import NewQuickNote, Thrown
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.store import history, tables
from tests.services.deleting import CALL, DAY, SECRET, WAYS, Way, a_contact, deleted, document, notes
from tests.services.holding import opened, place
from tests.services.old_records import dealt_with, dispose, enquiry, person


@pytest.fixture
def case(session: Session) -> CaseId:
    """One that places no hold."""
    return enquiry(session, person(session))


@pytest.fixture
def request_case(session: Session) -> CaseId:
    """An erasure request: it has drafts of letters and places no hold."""
    who = person(session)
    return session.cases.open_case(CaseDetails(CaseKind.ERASURE, date(2026, 11, 2), Channel.POST, who, who))


@pytest.mark.parametrize("way", WAYS)
def test_what_is_put_back_is_as_it_was(session: Session, request_case: CaseId, way: Way) -> None:
    case = request_case
    entry, look = way(session, case)
    [listed] = session.bin.rows(session.bin.ids())
    assert (listed.id, listed.deleted_on, listed.until) == (entry, date(2026, 11, 22), date(2026, 12, 22))
    assert listed.name
    assert listed.deleted_by == "Robin Hale"
    assert session.search.find("zzbulonquax") == session.search.find("okweilbrandt wants") == []
    [back] = session.bin.put_back([entry])
    assert back.kind is listed.kind
    assert look()
    assert session.bin.ids() == []
    with pytest.raises(NotInBin, match="no longer in the bin"):
        session.bin.put_back([entry])
    assert session.today.health().broken_at is None


def test_a_contact_is_put_back_with_its_names_ways_and_holds_and_found_again(session: Session) -> None:
    entry, look = a_contact(session, CaseId(0))
    session.bin.put_back([entry])
    details, hold = look()  # type: ignore[misc]
    assert details.former_names == ("Zzbulonquax Former",)
    assert details.emails == (Reach("zzbulonquax@example.org", safe=False, note="Never"),)
    assert hold.release.reason == "Settled."
    assert [each.kind for each in session.search.find("zzbulonquax")] == [Kind.CONTACT]


def test_a_document_is_put_back_with_its_content_and_as_the_original_of_its_message(
    session: Session, case: CaseId
) -> None:
    which = document(session, case)
    came = NewCorrespondence(Direction.RECEIVED, Channel.EMAIL, DAY, "A question", document=which)
    message = session.casework.log(case, came)
    entry = deleted(session, which)
    assert session.casework.documents(case) == []
    assert session.casework.correspondence(message).content.document is None
    session.bin.put_back([entry])
    assert session.casework.content(which) == SECRET
    assert session.casework.correspondence(message).content.document == which
    said = notes(session, case)
    assert "Document put back from the bin." in said
    assert any("was put in the bin. Reason: Added twice." in each for each in said)
    assert not any("Zzbulonquax" in each for each in said)


def test_a_message_that_has_another_original_by_then_keeps_it(session: Session, case: CaseId) -> None:
    which = document(session, case)
    came = NewCorrespondence(Direction.RECEIVED, Channel.EMAIL, DAY, "A question", document=which)
    message = session.casework.log(case, came)
    entry = deleted(session, which)
    other = document(session, case, b"another")
    with session.opened.register.writing("pointed") as writing:
        writing.update(tables.correspondence, message, 2, {"document_id": other})
    session.bin.put_back([entry])
    assert session.casework.correspondence(message).content.document == other


def test_the_history_stays_in_the_bin_and_grows_by_what_is_put_back(session: Session, case: CaseId) -> None:
    kept = session.items.add(case, SearchPlace("First"))
    session.items.change(kept, 1, SearchPlace("Second"))
    entry = session.bin.delete_item(SearchPlace, kept, 2, "Noted twice.").id
    session.bin.put_back([entry])
    with session.opened.register.reading() as connection:
        versions = history.versions(connection, Kind.SEARCH_PLACE, kept)
        actions = connection.scalars(
            select(tables.audit.c.action).where(
                tables.audit.c.kind == Kind.SEARCH_PLACE.value, tables.audit.c.record_id == kept
            )
        ).all()
    said = [whole["places_searched"][0]["place"] for _, whole in versions]
    assert said == ["First", "Second", "Second"]
    assert actions == ["item added", "item changed", "item removed", "put back"]
    session.items.change(kept, 2, SearchPlace("Third"))


def test_what_is_put_back_was_changed_for_whoever_looked_at_it_before(session: Session) -> None:
    who = person(session)
    case = dealt_with(session, who)
    which = document(session, case)
    [listed] = session.retention.ready()
    entry = deleted(session, which)
    session.bin.put_back([entry])
    assert dispose(session, of=[listed]).skipped == (Skipped(listed.reference, Skip.CHANGED),)


def test_an_entry_whose_contact_or_paper_went_meanwhile_names_it_no_longer(
    session: Session, case: CaseId
) -> None:
    paper = document(session, case)
    kept = session.items.add(case, IdentityCheck("Passport", "Seen", "In person", "Robin", DAY, paper))
    entry = session.bin.delete_item(IdentityCheck, kept, 1, "Noted twice.").id
    session.casework.mark_documents({paper: 1}, Mark.IDENTITY)
    session.casework.erase_document({paper: 2}, "Checked.")
    session.bin.put_back([entry])
    [back] = session.items.of_case(case, IdentityCheck)
    assert back.item.document_id is None
    assert back.item.seen == "Seen"


# --- what is not deleted


def test_copies_of_identity_papers_are_never_in_the_bin(session: Session, case: CaseId) -> None:
    marked, used = document(session, case), document(session, case, b"b")
    session.casework.mark_documents({marked: 1}, Mark.IDENTITY)
    session.items.add(case, IdentityCheck("Passport", "Seen", "In person", "Robin", DAY, used))
    for which, version in ((marked, 2), (used, 1)):
        assert not session.casework.erasing(which).may_wait()
        with pytest.raises(Mistake, match="not kept in the bin"):
            deleted(session, which, version)


def test_what_is_on_hold_is_not_deleted_but_a_draft_is(session: Session) -> None:
    who = person(session)
    case = opened(session, CaseKind.ACCESS, who)
    which, kept = document(session, case), session.items.add(case, SearchPlace("Drive"))
    reach = session.contacts.contact(who).details.emails[0].value
    note = session.quick_notes.add(NewQuickNote("Okweil", "Wants it", DAY, reach=reach))
    with pytest.raises(Mistake, match="on hold because of"):
        deleted(session, which)
    with pytest.raises(OnHold, match="Keep the note on a case"):
        session.quick_notes.throw_away(note, Thrown.ON_RECORD)
    with pytest.raises(Mistake, match="A case names this contact"):
        session.bin.delete_contact(who)
    place(session, Kind.CASE, case)
    with pytest.raises(OnHold):
        session.bin.delete_item(SearchPlace, kept, 1, "Noted twice.")
    free = session.contacts.add(ContactDetails("Ann"))
    place(session, Kind.CONTACT, free)
    with pytest.raises(OnHold):
        session.bin.delete_contact(free)
    assert session.bin.ids() == []
    session.bin.delete_draft(session.letters.start(case, "access_response").id)
    [draft] = session.bin.rows(session.bin.ids())
    assert draft.held_by


def test_what_was_changed_since_it_was_seen_or_has_no_reason_is_not_deleted(
    session: Session, case: CaseId
) -> None:
    which, kept = document(session, case), session.items.add(case, SearchPlace("Drive"))
    with pytest.raises(Conflict):
        deleted(session, which, 2)
    with pytest.raises(Conflict):
        session.bin.delete_item(SearchPlace, kept, 2, "Noted twice.")
    with pytest.raises(Mistake, match="Say why"):
        session.bin.delete_documents({which: 1}, " ")
    with pytest.raises(Mistake, match="Say why"):
        session.bin.delete_item(SearchPlace, kept, 1, " ")


def test_a_filed_or_missing_letter_is_not_deleted(session: Session, request_case: CaseId) -> None:
    opened_letter = session.letters.start(request_case, "request_acknowledgement")
    with pytest.raises(NotHere):
        session.bin.delete_draft(type(opened_letter.id)(4711))


def test_a_contact_that_something_in_the_bin_is_about_stays(session: Session) -> None:
    ann = session.contacts.add(ContactDetails("Ann", phones=(Reach("01632 960733"),)))
    note = session.quick_notes.add(CALL)
    entry = session.quick_notes.throw_away(note, Thrown.NOT_OURS).id
    with pytest.raises(Mistake, match="about this contact"):
        session.bin.delete_contact(ann)
    session.bin.put_back([entry])
    session.bin.delete_contact(ann)


def test_a_contact_that_an_entry_in_the_bin_names_goes_when_that_case_goes(
    session: Session, case: CaseId
) -> None:
    bank = session.contacts.add(ContactDetails("Bank"))
    kept = session.items.add(case, Recipient("Bank", "Phone number", contact_id=bank))
    entry = session.bin.delete_item(Recipient, kept, 1, "Never had it.").id
    with pytest.raises(Mistake, match="A case names this contact"):
        session.contacts.erase(bank)
    session.bin.put_back([entry])
    [back] = session.items.of_case(case, Recipient)
    assert back.item.contact_id == bank


def test_what_was_being_typed_about_something_goes_when_it_is_deleted(session: Session, case: CaseId) -> None:
    kept = session.items.add(case, SearchPlace("Drive"))
    session.unfinished.keep([Unfinished("requests", "place", "Place", ((Kind.SEARCH_PLACE, kept),), {})])
    session.bin.delete_item(SearchPlace, kept, 1, "Noted twice.")
    assert session.unfinished.left() == []
