"""Who has which part in a case: who asks, whom it is about, who has its letters, who works on it."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel, Outcome
from kmss_dpo.domain.contacts import ContactDetails, ContactFilter, Reach
from kmss_dpo.domain.disposal import Skip, Skipped
from kmss_dpo.domain.errors import Mistake, NotHere
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.session import Session
from kmss_dpo.store import backups
from tests.services.asking import lists
from tests.services.old_records import close, dealt_with, dispose, person

DAY = date(2026, 11, 12)


@pytest.fixture
def solicitor(session: Session) -> ContactId:
    return session.contacts.add(
        ContactDetails("Bo Solicitor", addresses=(Reach("2 Road\nEX1 1AA"),), safe_contact="By post only")
    )


@pytest.fixture
def who(session: Session) -> ContactId:
    return person(session)


def sent_to(session: Session, who: ContactId, recipient: ContactId, on: date = DAY) -> CaseId:
    return session.cases.open_case(
        CaseDetails(CaseKind.ACCESS, on, Channel.POST, who, who, "All", recipient=recipient)
    )


def test_a_case_says_who_has_its_letters_and_what_to_know_of_them(
    session: Session, who: ContactId, solicitor: ContactId
) -> None:
    view = session.cases.case(sent_to(session, who, solicitor))
    assert view.recipient
    assert (view.recipient.name, view.recipient.warning) == ("Bo Solicitor", "By post only.")
    assert [each.id for each in view.people()] == [who, solicitor]


def test_a_letter_begins_with_whom_the_letters_go_to_and_names_whom_it_is_about(
    session: Session, who: ContactId, solicitor: ContactId
) -> None:
    case = sent_to(session, who, solicitor)
    draft = session.letters.start(case, "request_acknowledgement").draft
    assert (draft.particulars.recipient, draft.particulars.address) == ("Bo Solicitor", ("2 Road", "EX1 1AA"))
    people = session.letters.knowing.of(case).people
    assert people.third() == people.goes_to() == session.contacts.contact(solicitor)
    asked = session.letters.start(case, "proof_of_authority").draft
    assert asked.subject == "Please show us that you may act for Zebulonquax Okweilbrandt"


def test_the_cases_of_a_contact_are_also_those_whose_letters_they_have(
    session: Session, who: ContactId, solicitor: ContactId
) -> None:
    case = sent_to(session, who, solicitor)
    assert lists(session, contact=solicitor) == [session.cases.case(case).reference]
    [row] = session.cases.rows([case])
    assert (row.requester, row.subject, row.recipient) == (who, who, solicitor)
    assert [each.open_cases for each in session.contacts.rows([solicitor])] == [1]
    assert session.contacts.ids(ContactFilter(no_case=True)) == []
    with pytest.raises(Mistake, match="A case names this contact"):
        session.contacts.erase(solicitor)


def test_whom_the_letters_went_to_goes_with_the_last_case_that_names_them(
    session: Session, who: ContactId, solicitor: ContactId
) -> None:
    other = sent_to(session, person(session, "Mair Evans"), solicitor)
    close(session, sent_to(session, who, solicitor, date(2024, 10, 1)), date(2024, 11, 1), Outcome.ANSWERED)
    held = session.cases.case(other).reference
    [listed] = session.retention.ready()
    assert listed.held_by == (f"{held} open",)
    assert dispose(session).skipped == (Skipped(listed.reference, Skip.HELD),)
    close(session, other, DAY, Outcome.ANSWERED)
    assert dispose(session).erased == 1
    with pytest.raises(NotHere):
        session.contacts.contact(who)
    assert session.contacts.contact(solicitor)


def test_whom_the_letters_went_to_is_erased_from_the_backups_too(
    session: Session, who: ContactId, solicitor: ContactId
) -> None:
    case = sent_to(session, who, solicitor)
    session.backups.make()
    details = session.cases.case(case).details
    session.cases.change(case, 1, replace(details, recipient=None))
    assert session.contacts.erase(solicitor) == 0
    assert len(backups.kept(session.opened.register.folder)) == 1


def test_what_a_request_asks_for_is_held_also_where_the_person_had_only_letters(
    session: Session, who: ContactId, solicitor: ContactId
) -> None:
    dealt_with(session, solicitor)
    reference = session.cases.case(sent_to(session, who, solicitor)).reference
    [listed] = session.retention.ready()
    assert listed.held_by == (f"{reference} open",)


COMPLAINT = CaseDetails(CaseKind.COMPLAINT, DAY, Channel.EMAIL, about_officer=True)


@pytest.mark.parametrize("name", ["", "  ", "Robin Hale", " robin  HALE "])
def test_a_complaint_about_the_officer_names_another_handler(session: Session, name: str) -> None:
    with pytest.raises(Mistake) as refused:
        session.cases.open_case(replace(COMPLAINT, handler=name))
    assert refused.value.field == "handler"
    assert session.cases.ids(CaseFilter()) == []


def test_only_a_complaint_is_about_the_officer(session: Session) -> None:
    with pytest.raises(Mistake) as refused:
        session.cases.open_case(replace(COMPLAINT, kind=CaseKind.ACCESS, handler="Jo Nagy"))
    assert refused.value.field == "about_officer"


def test_any_case_may_say_who_works_on_it(session: Session) -> None:
    for details in (replace(COMPLAINT, handler="Jo Nagy"), replace(COMPLAINT, about_officer=False)):
        assert session.cases.case(session.cases.open_case(details)).details == details


def test_another_officer_does_not_undo_who_dealt_with_the_complaint_about_the_one_before(
    session: Session,
) -> None:
    case = session.cases.open_case(replace(COMPLAINT, handler="Jo Nagy"))
    session.settings.settle(Organisation(officer_name="Jo Nagy"), Regulator())
    session.cases.change(case, 1, replace(COMPLAINT, handler="Jo Nagy", summary="They read my post."))
    with pytest.raises(Mistake, match="cannot be dealt with by yourself"):
        session.cases.change(case, 2, replace(COMPLAINT, handler="JO NAGY"))
    session.cases.change(case, 2, replace(COMPLAINT, handler="Robin Hale"))
    assert session.cases.case(case).details.handler == "Robin Hale"
