"""How a letter leaves and what that makes of the case; nothing leaves to the wrong person unnoticed."""

import email
from dataclasses import replace
from datetime import date
from email.policy import default

import pytest

from kmss_dpo.domain.cases import CaseKind, Channel
from kmss_dpo.domain.clock import Ask
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction
from kmss_dpo.domain.dispatch import Dispatch
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.letters import Language, edit_text
from kmss_dpo.domain.letters.emailing import EMAIL_WITH_LETTER, EmailWords
from kmss_dpo.domain.letters.wordings import TranslatedBlock, Translation, as_shipped
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.domain.ways import Doing
from kmss_dpo.letters.wording import template
from kmss_dpo.session import Session
from tests.services.writing_letters import BY_POST, TODAY, filed_unsent, filled, open_case, sent_lines


def test_each_letter_tells_the_clock_what_it_is(session: Session, person: ContactId, access: CaseId) -> None:
    complaint = open_case(session, person, CaseKind.COMPLAINT, date(2026, 11, 19))
    for case, code in ((complaint, "complaint_acknowledgement"), (access, "proof_of_identity")):
        opened = session.letters.start(case, code)
        session.letters.file(opened.id, filled(opened.draft), BY_POST)
    assert session.cases.case(complaint).facts.acknowledged_on == TODAY
    assert session.cases.case(access).facts.identity == Ask(TODAY)


def test_a_letter_filed_earlier_is_recorded_as_sent_with_its_day_way_and_proof(
    session: Session, person: ContactId, access: CaseId
) -> None:
    letter = filed_unsent(session, access)
    assert session.letters.of_case(access)[0].unsent
    leaving = session.letters.sending.leaving(letter)
    assert (leaving.reference, leaving.received_on) == ("SAR-2026-0001", date(2026, 11, 2))
    assert leaving.people.named("Siân Prydderch") is not None
    recorded = Dispatch(Channel.POST, date(2026, 11, 20), proof="Recorded delivery AB 12 GB")
    assert session.letters.sending.record(letter, recorded) == access
    (row,) = session.letters.of_case(access)
    assert (row.sent_on, row.unsent) == (date(2026, 11, 20), False)
    assert session.cases.case(access).facts.answered_on == date(2026, 11, 20)
    (kept,) = sent_lines(session, access)
    assert (kept.direction, kept.channel, kept.on) == (Direction.SENT, Channel.POST, date(2026, 11, 20))
    assert (kept.contact, kept.document, kept.letter) == (person, row.document, letter)
    assert kept.body.endswith("Proof of sending: Recorded delivery AB 12 GB")


def test_sending_is_recorded_once_and_only_of_filed_letters(session: Session, access: CaseId) -> None:
    draft = session.letters.start(access, "proof_of_identity").id
    with pytest.raises(Mistake, match="still a draft"):
        session.letters.sending.record(draft, BY_POST)
    letter = filed_unsent(session, access)
    session.letters.sending.record(letter, BY_POST)
    for attempt in (
        lambda: session.letters.sending.record(letter, BY_POST),
        lambda: session.letters.sending.leaving(letter),
    ):
        with pytest.raises(Mistake, match="recorded already"):
            attempt()
    assert len(sent_lines(session, access)) == 1


@pytest.mark.parametrize("on", [date(2026, 11, 23), date(2026, 11, 1)])
def test_recording_later_is_checked_like_sending_at_once(session: Session, access: CaseId, on: date) -> None:
    letter = filed_unsent(session, access)
    with pytest.raises(Mistake, match="cannot have been sent"):
        session.letters.sending.record(letter, Dispatch(Channel.POST, on))
    assert session.letters.of_case(access)[0].unsent
    assert sent_lines(session, access) == []


def test_a_letter_whose_case_got_another_requester_is_not_recorded_as_sent_to_them(
    session: Session, access: CaseId
) -> None:
    letter = filed_unsent(session, access)
    other = session.contacts.add(ContactDetails("Sam Other"))
    seen = session.cases.case(access)
    session.cases.change(access, seen.version, replace(seen.details, requester=other, subject=other))
    with pytest.raises(Mistake, match="neither the requester nor the data subject"):
        session.letters.sending.record(letter, BY_POST)
    assert session.letters.of_case(access)[0].unsent


def test_what_was_filed_and_has_not_left_is_the_next_step_until_it_is_recorded(
    session: Session, access: CaseId
) -> None:
    assert session.cases.case(access).next_step.doing is Doing.WRITE_LETTER
    older = filed_unsent(session, access, "proof_of_identity")
    assert session.cases.case(access).next_step.doing is Doing.RECORD_SENT
    assert session.cases.rows([access])[0].next_step.doing is Doing.RECORD_SENT
    assert session.letters.sending.next_to_leave(access) == older
    newer = filed_unsent(session, access, "proof_of_identity")
    assert session.letters.sending.next_to_leave(access) == newer
    session.letters.sending.record(newer, BY_POST)
    assert session.cases.case(access).next_step.doing is Doing.RECORD_CAME
    assert session.cases.rows([access])[0].next_step.doing is Doing.RECORD_CAME
    with pytest.raises(Mistake, match="Every letter"):
        session.letters.sending.next_to_leave(access)
    session.letters.sending.record(older, BY_POST)
    assert len(sent_lines(session, access)) == 2


def test_a_letter_to_an_unsafe_address_leaves_only_with_a_reason_that_is_kept(
    session: Session, access: CaseId
) -> None:
    opened = session.letters.start(access, "access_response")
    draft = filled(opened.draft)
    refuge = replace(draft, particulars=replace(draft.particulars, address=("Refuge", "EX9 9ZZ")))
    with pytest.raises(Mistake, match="marked unsafe"):
        session.letters.file(opened.id, refuge, BY_POST)
    assert session.letters.of_case(access)[0].filed_at is None
    session.letters.file(opened.id, refuge, replace(BY_POST, reason="She moved back and asked for it."))
    (kept,) = sent_lines(session, access)
    assert "marked unsafe, because: She moved back and asked for it." in kept.body


def test_the_day_a_complaint_acknowledgement_promises_is_kept_when_it_is_sent(
    session: Session, person: ContactId
) -> None:
    complaint = open_case(session, person, CaseKind.COMPLAINT, date(2026, 11, 19))
    opened = session.letters.start(complaint, "complaint_acknowledgement")
    promising = edit_text(opened.draft, "next_update", "You will hear from me by 4 December 2026.")
    session.letters.file(opened.id, filled(promising), None)
    assert session.cases.case(complaint).facts.next_update_on is None
    session.letters.sending.record(opened.id, BY_POST)
    seen = session.cases.case(complaint)
    assert (seen.facts.acknowledged_on, seen.facts.next_update_on) == (TODAY, date(2026, 12, 4))
    assert seen.deadline.chase_on == date(2026, 12, 4)


def test_asking_for_more_information_starts_the_month_after_which_the_details_go(
    session: Session, person: ContactId
) -> None:
    enquiry = open_case(session, person, CaseKind.DEMO_ENQUIRY, date(2026, 11, 19), Channel.WEB_FORM)
    opened = session.letters.start(enquiry, "more_information")
    session.letters.file(opened.id, filled(opened.draft), Dispatch(Channel.EMAIL, TODAY))
    assert session.cases.case(enquiry).facts.more_asked_on == TODAY


def test_an_email_draft_holds_the_filed_letter_and_names_the_case_only(
    session: Session, person: ContactId, access: CaseId
) -> None:
    details = session.contacts.contact(person).details
    unsafe = Reach("old@example.org", safe=False)
    known = replace(details, emails=(unsafe, Reach("sian@example.org")))
    session.contacts.change(person, session.contacts.contact(person).version, known)
    session.settings.settle(Organisation(officer_name="Bo", officer_email="dpo@example.org"), Regulator())
    letter = filed_unsent(session, access)
    to = session.letters.sending.email_to(letter)
    assert (to.reference, to.address, to.lacks) == ("SAR-2026-0001", "sian@example.org", None)
    says = EmailWords(to.subject, to.protected(to.text, protected=False))
    message = email.message_from_bytes(session.letters.sending.email_draft(letter, says), policy=default)
    assert (message["To"], message["Subject"]) == ("sian@example.org", "Our reference SAR-2026-0001")
    body = message.get_body()
    assert body
    attached_words = "Our letter of 22 November 2026 is attached. Our reference is SAR-2026-0001."
    assert body.get_content().splitlines() == [attached_words]
    (attached,) = message.iter_attachments()
    (row,) = session.letters.of_case(access)
    assert row.document
    assert attached.get_content() == session.casework.content(row.document)
    assert attached.get_filename() == "SAR-2026-0001.pdf"
    assert details.name not in str(message.get_body())
    says = EmailWords(to.subject, to.text, "four words")
    locked = email.message_from_bytes(session.letters.sending.email_draft(letter, says), policy=default)
    (attached,) = locked.iter_attachments()
    assert b"/AESV3" in attached.get_content()
    assert "passphrase" in locked.get_body().get_content()


def test_no_email_is_made_of_a_draft(session: Session, access: CaseId) -> None:
    draft = session.letters.start(access, "proof_of_identity").id
    with pytest.raises(Mistake, match="still a draft"):
        session.letters.sending.email_draft(draft, EmailWords("Our letter", "It is attached."))


def welsh_email(session: Session) -> None:
    """What the officer keeps of an email in Welsh."""
    parts = (
        TranslatedBlock("attached", "", "Ein llythyr: {{letter date}}."),
        TranslatedBlock("passphrase", "", "Cyfrinair."),
    )
    shipped = as_shipped(template(EMAIL_WITH_LETTER))
    wording = replace(shipped, translations=(Translation(Language.WELSH, "{{our reference}}", parts),))
    opened = session.wordings.open(EMAIL_WITH_LETTER)
    assert not any(flaw.blocks_saving for flaw in session.wordings.flaws(opened, wording))
    session.wordings.settle(EMAIL_WITH_LETTER, wording, opened.number)


def test_an_email_with_a_welsh_letter_is_in_welsh_where_the_officer_has_such_words(
    session: Session, access: CaseId
) -> None:
    opened = session.letters.start(access, "access_response")
    welsh = replace(filled(opened.draft), language=Language.WELSH)
    session.letters.file(opened.id, welsh, None)
    to = session.letters.sending.email_to(opened.id)
    assert to.lacks is Language.WELSH
    assert to.subject == "Our reference SAR-2026-0001"
    welsh_email(session)
    to = session.letters.sending.email_to(opened.id)
    assert to.lacks is None
    assert (to.subject, to.text) == ("SAR-2026-0001", "Ein llythyr: 22 Tachwedd 2026.\n\nCyfrinair.")
    says = EmailWords("Llythyr\n i chi", "Helo.")
    message = email.message_from_bytes(session.letters.sending.email_draft(opened.id, says), policy=default)
    body = message.get_body()
    assert body
    assert (message["Subject"], body.get_content().strip()) == ("Llythyr i chi", "Helo.")


def test_the_words_of_an_email_are_offered_for_no_case(session: Session) -> None:
    for kind in CaseKind:
        assert EMAIL_WITH_LETTER not in {each.code for each in session.letters.offered(kind)}


def test_an_email_with_a_gap_or_without_words_is_not_made(session: Session, access: CaseId) -> None:
    letter = filed_unsent(session, access)
    for words, field in (
        (EmailWords(" ", "Text."), "subject"),
        (EmailWords("Subject", "\n"), "text"),
        (EmailWords("Subject", "Dear «name»,"), "text"),
    ):
        with pytest.raises(Mistake) as refused:
            session.letters.sending.email_draft(letter, words)
        assert refused.value.field == field
