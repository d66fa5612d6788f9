"""A recipient of data that is a contact of the register: named, held, erased, and written to."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Outcome
from kmss_dpo.domain.contacts import ContactDetails, ContactKind, Reach
from kmss_dpo.domain.dispatch import Dispatch
from kmss_dpo.domain.errors import Mistake, NotHere
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.domain.letters import Fact
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.session import Session
from kmss_dpo.store import backups
from tests.services.holding import opened, place
from tests.services.old_records import close, dispose, person
from tests.services.writing_letters import filled, sent_lines

DAY, TODAY = date(2026, 11, 12), date(2026, 11, 22)
MAILER = ContactDetails(
    "Exampleton Mailing Ltd",
    ContactKind.ORGANISATION,
    addresses=(Reach("Old Road\nEX9 9ZZ", safe=False), Reach("2 Road\nEX1 1AA")),
    safe_contact="Only to the privacy desk",
)


@pytest.fixture
def mailer(session: Session) -> ContactId:
    return session.contacts.add(MAILER)


@pytest.fixture
def who(session: Session) -> ContactId:
    return person(session)


def erasure(session: Session, who: ContactId, on: date = DAY) -> CaseId:
    return session.cases.open_case(CaseDetails(CaseKind.ERASURE, on, Channel.POST, who, who))


def told(session: Session, case: CaseId, contact: ContactId | None, name: str = "Exampleton") -> int:
    return session.items.add(case, Recipient(name, "Erase it", contact_id=contact))


def of(session: Session, case: CaseId) -> list[Recipient]:
    return [each.item for each in session.items.of_case(case, Recipient)]


def test_a_contact_that_is_a_recipient_stays_until_its_last_case_goes(
    session: Session, who: ContactId, mailer: ContactId
) -> None:
    case = erasure(session, who)
    entry = told(session, case, mailer)
    with pytest.raises(Mistake, match=r"A case names this contact: ERA-2026-0001\. It goes when"):
        session.contacts.erase(mailer)
    session.items.remove(Recipient, entry, 1, "Never had it")
    session.contacts.erase(mailer)
    with pytest.raises(NotHere):
        session.contacts.contact(mailer)


def test_a_contact_that_is_gone_cannot_be_named(session: Session, who: ContactId) -> None:
    case = erasure(session, who)
    with pytest.raises(NotHere):
        told(session, case, ContactId(4711))
    assert of(session, case) == []


def test_a_recipient_goes_with_the_last_case_that_names_it(
    session: Session, who: ContactId, mailer: ContactId
) -> None:
    other = erasure(session, person(session, "Mair Evans"))
    told(session, other, mailer)
    old = erasure(session, who, date(2024, 10, 1))
    told(session, old, mailer)
    close(session, old, date(2024, 11, 1), Outcome.ANSWERED)
    assert dispose(session).erased == 1
    assert session.contacts.contact(mailer), "another case names it"
    alone = erasure(session, person(session, "Ann Ash"), date(2024, 10, 1))
    only = session.contacts.add(replace(MAILER, name="Another Ltd"))
    told(session, alone, only)
    close(session, alone, date(2024, 11, 1), Outcome.ANSWERED)
    assert session.retention.preview(session.retention.ready()).contacts == 2
    assert dispose(session).erased == 1
    with pytest.raises(NotHere):
        session.contacts.contact(only)


def test_a_recipient_is_taken_out_of_the_backups_in_which_a_case_still_named_it(
    session: Session, who: ContactId, mailer: ContactId
) -> None:
    case = erasure(session, who)
    entry = told(session, case, mailer)
    session.backups.make()
    session.items.change(entry, 1, Recipient("Exampleton", "Erase it"))
    assert session.contacts.erase(mailer) == 0
    assert len(backups.kept(session.opened.register.folder)) == 1


def test_what_holds_a_recipient_holds_the_case_that_names_it(
    session: Session, who: ContactId, mailer: ContactId
) -> None:
    case = erasure(session, who)
    told(session, case, mailer)
    assert session.holds.on(Kind.CASE, case) == ()
    place(session, Kind.CONTACT, mailer)
    assert len(session.holds.on(Kind.CASE, case)) == 1


def test_a_person_who_asks_for_their_data_holds_the_case_in_which_they_received_some(
    session: Session, who: ContactId
) -> None:
    received = person(session, "Mair Evans")
    case = erasure(session, who)
    told(session, case, received, "Mair Evans")
    asked = opened(session, CaseKind.ACCESS, received)
    assert [hold.on for hold in session.holds.on(Kind.CASE, case)] == [(Kind.CASE, asked)]


def test_a_notice_begins_to_the_recipient_at_an_address_that_is_safe(
    session: Session, who: ContactId, mailer: ContactId
) -> None:
    case = erasure(session, who)
    entry = told(session, case, mailer)
    draft = session.letters.start_notice(entry).draft
    assert draft.template == "recipient_notice"
    assert draft.particulars.recipient == "Exampleton Mailing Ltd", "as the contact has it"
    assert draft.particulars.address == ("2 Road", "EX1 1AA")
    assert draft.salutation == "Dear Exampleton Mailing Ltd,"
    unlinked = session.letters.start_notice(told(session, case, None, "Somebody Ltd")).draft
    assert (unlinked.particulars.recipient, unlinked.particulars.address) == ("Somebody Ltd", ())
    people = session.letters.knowing.of(case).people
    assert [each.id for each in people.told] == [mailer]
    assert mailer not in [each.id for each in people.everybody()]


def test_a_notice_to_a_recipient_who_is_reached_by_email_alone_goes_by_email(
    session: Session, who: ContactId
) -> None:
    by_email = session.contacts.add(ContactDetails("Desk", emails=(Reach("desk@example.org"),)))
    draft = session.letters.start_notice(told(session, erasure(session, who), by_email)).draft
    assert Fact.ELECTRONIC in draft.facts


def test_a_notice_that_left_is_kept_with_its_recipient_who_was_told_by_it(
    session: Session, who: ContactId, mailer: ContactId
) -> None:
    case = erasure(session, who)
    entry = told(session, case, mailer)
    told(session, case, None, "Somebody Ltd")
    session.items.add(case, Recipient("Dissolved Ltd", why_not="Dissolved"))
    for wanted in (entry, entry + 1):
        letter = session.letters.start_notice(wanted)
        draft = replace(filled(letter.draft), signature=("Robin Hale",))
        address = draft.particulars.address or ("3 Road",)
        draft = replace(draft, particulars=replace(draft.particulars, address=address))
        session.letters.file(letter.id, draft, Dispatch(Channel.POST, TODAY))
    assert [each.contact for each in sent_lines(session, case)] == [None, mailer]
    assert [each.told_on for each in of(session, case)] == [TODAY, TODAY, None]
    assert session.cases.case(case).work.recipients_open == 0


def test_a_letter_about_the_person_never_goes_to_a_recipient(
    session: Session, who: ContactId, mailer: ContactId
) -> None:
    case = erasure(session, who)
    told(session, case, mailer)
    letter = session.letters.start(case, "erased")
    draft = replace(filled(letter.draft), signature=("Robin Hale",))
    to = replace(draft.particulars, recipient="Exampleton Mailing Ltd", address=("2 Road",))
    with pytest.raises(Mistake, match="names neither the requester nor the data subject"):
        session.letters.file(letter.id, replace(draft, particulars=to), None)


def test_who_is_noted_as_a_recipient_is_named_in_the_access_response(
    session: Session, who: ContactId, mailer: ContactId
) -> None:
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, DAY, Channel.POST, who, who))
    assert not session.letters.start(case, "access_response").draft.block("recipients_by_name").included
    told(session, case, mailer, "Exampleton Mailing Ltd")
    told(session, case, None, "Somebody Ltd")
    block = session.letters.start(case, "access_response").draft.block("recipients_by_name")
    assert block.included
    assert block.text.endswith("- Exampleton Mailing Ltd\n- Somebody Ltd")
