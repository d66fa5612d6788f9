"""Letters from the first draft to the frozen page, through the services."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.case_views import EventKind
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts, Extension, ExtensionGround
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction
from kmss_dpo.domain.dispatch import Dispatch
from kmss_dpo.domain.errors import Mistake, NotHere
from kmss_dpo.domain.ids import CaseId, ContactId, Kind, LetterId
from kmss_dpo.domain.letter_views import LetterRow
from kmss_dpo.domain.letters import Fact, edit_text, gaps, include, readdress, set_fact
from kmss_dpo.session import Session
from tests.services.writing_letters import BY_POST, TODAY, filed_unsent, filled, open_case, sent_lines


def test_templates_are_offered_for_the_kind_of_case(session: Session) -> None:
    codes = [template.code for template in session.letters.offered(CaseKind.ACCESS)]
    assert codes == [
        "request_acknowledgement",
        "clarification",
        "clock_restarted",
        "extension",
        "fee",
        "nothing_held",
        "proof_of_authority",
        "proof_of_identity",
        "refused",
        "access_response",
    ], "by their titles"
    assert [t.code for t in session.letters.offered(CaseKind.COMPLAINT)] == [
        "breach_notice",
        "complaint_acknowledgement",
        "complaint_outcome",
        "complaint_progress",
    ]
    assert [t.code for t in session.letters.offered(CaseKind.DEMO_ENQUIRY)] == ["more_information"]


def test_a_letter_starts_with_what_the_register_knows_and_is_kept_at_once(
    session: Session, access: CaseId
) -> None:
    opened = session.letters.start(access, "request_acknowledgement")
    who = opened.draft.particulars
    assert (who.recipient, who.reference, who.on) == ("Siân Prydderch", "SAR-2026-0001", TODAY)
    assert who.address == ("Tŷ Gwyn", "Heol y Bont", "EX4 4AB")
    assert "2 November 2026" in opened.draft.block("received").text
    assert "2 December 2026" in opened.draft.block("due").text
    assert session.letters.resume(opened.id) == opened
    (row,) = session.letters.of_case(access)
    assert (row.id, row.filed_at, row.document, row.dated_on) == (opened.id, None, None, TODAY)


def test_an_unsafe_address_is_never_written_to(session: Session) -> None:
    hidden = session.contacts.add(ContactDetails("Amal", addresses=(Reach("Refuge\nEX9 9ZZ", safe=False),)))
    case = open_case(session, hidden, CaseKind.ERASURE, TODAY)
    assert session.letters.start(case, "request_acknowledgement").draft.particulars.address == ()


def test_a_case_without_a_requester_starts_a_letter_to_nobody(session: Session) -> None:
    case = open_case(session, None, CaseKind.COMPLAINT, TODAY)
    opened = session.letters.start(case, "complaint_acknowledgement")
    assert opened.draft.particulars.recipient == ""
    assert opened.chosen == frozenset()
    with pytest.raises(Mistake, match="no recipient"):
        session.letters.file(opened.id, filled(opened.draft), BY_POST)


def test_facts_of_the_case_choose_the_wording(session: Session, person: ContactId) -> None:
    late = open_case(session, person, CaseKind.ACCESS, date(2026, 10, 20))
    assert session.letters.start(late, "access_response").draft.facts == {Fact.LATE}
    session.cases.record_facts(late, 1, ClockFacts(answered_on=date(2026, 11, 19)))
    again = session.letters.start(late, "access_response").draft
    assert again.facts == set(), "it was answered in time: there is nothing to be sorry for"
    seen = session.cases.case(open_case(session, person, CaseKind.ACCESS, TODAY, Channel.EMAIL))
    session.cases.record_facts(seen.id, seen.version, ClockFacts(identity=Ask(TODAY), authority=Ask(TODAY)))
    draft = session.letters.start(seen.id, "request_acknowledgement").draft
    assert {Fact.ELECTRONIC, Fact.IDENTITY_ASKED, Fact.AUTHORITY_ASKED} <= draft.facts
    assert draft.block("due_later").included
    assert not draft.block("due").included


@pytest.mark.parametrize(
    ("facts", "known"),
    [
        (ClockFacts(fee=Ask(date(2026, 11, 20))), {Fact.FEE_ASKED}),
        (ClockFacts(fee=Ask(date(2026, 11, 20), TODAY)), set()),
        (ClockFacts(clarifications=(Clarification(date(2026, 11, 20)),)), {Fact.CLARIFICATION_ASKED}),
        (ClockFacts(clarifications=(Clarification(date(2026, 11, 20), TODAY),)), set()),
        (
            ClockFacts(extension=Extension(date(2026, 11, 20), ExtensionGround.NUMBER, "Forty at once.")),
            {Fact.EXTENDED},
        ),
    ],
)
def test_what_holds_or_lengthens_the_time_chooses_the_wording(
    session: Session, access: CaseId, facts: ClockFacts, known: set[Fact]
) -> None:
    session.cases.record_facts(access, session.cases.case(access).version, facts)
    draft = session.letters.start(access, "request_acknowledgement").draft
    assert draft.facts == known
    assert not [gap for block in draft.blocks if block.included for gap in gaps([block.text])]


def test_what_was_asked_too_late_is_not_said_to_hold_the_answer_up(
    session: Session, person: ContactId
) -> None:
    late = open_case(session, person, CaseKind.ACCESS, date(2026, 10, 20))
    asked = Ask(TODAY)
    facts = ClockFacts(identity=asked, authority=asked, fee=asked, clarifications=(Clarification(TODAY),))
    session.cases.record_facts(late, 1, facts)
    assert session.letters.start(late, "request_acknowledgement").draft.facts == {Fact.LATE}


def test_the_activities_in_which_the_person_is_known_fill_the_response(
    session: Session, person: ContactId, access: CaseId
) -> None:
    assert session.letters.start(access, "access_response").chosen == frozenset()
    open_case(session, person, CaseKind.DEMO_ENQUIRY, date(2026, 5, 3))
    opened = session.letters.start(access, "access_response")
    assert opened.chosen == {"demo_request"}
    assert "asked for a demonstration" in opened.draft.block("purposes").text


def test_other_activities_refill_what_was_not_rewritten(session: Session, access: CaseId) -> None:
    opened = session.letters.start(access, "access_response")
    draft = include(edit_text(opened.draft, "retention", "For a year."), "source", included=False)
    refilled = session.letters.with_activities(opened, draft, ["contact_form"])
    assert refilled.chosen == {"contact_form"}
    assert refilled.draft.block("retention").text == "For a year."
    assert "asked us for information" in refilled.draft.block("purposes").text
    assert not refilled.draft.block("source").included
    assert "contact form" in refilled.draft.block("source").text


def test_what_was_saved_is_there_again(session: Session, access: CaseId) -> None:
    opened = session.letters.start(access, "access_response")
    draft = set_fact(edit_text(opened.draft, "opening", "🙂"), Fact.TRANSFERRED_ABROAD, holds=True)
    draft = replace(draft, particulars=replace(draft.particulars, on=date(2026, 11, 20)))
    session.letters.save(opened.id, draft)
    assert session.letters.resume(opened.id).draft == draft
    assert session.letters.of_case(access)[0].dated_on == date(2026, 11, 20)


def test_a_draft_that_was_thrown_away_is_gone(session: Session, access: CaseId) -> None:
    opened = session.letters.start(access, "access_response")
    session.letters.discard(opened.id)
    assert session.letters.of_case(access) == []
    with pytest.raises(NotHere):
        session.letters.save(opened.id, opened.draft)
    with pytest.raises(NotHere):
        session.letters.resume(opened.id)


def test_gaps_block_filing_are_named_and_nothing_is_kept(session: Session, access: CaseId) -> None:
    opened = session.letters.start(access, "access_response")
    with pytest.raises(Mistake, match="Still to fill in: what is enclosed"):
        session.letters.file(opened.id, opened.draft, BY_POST)
    assert session.letters.of_case(access)[0].filed_at is None
    assert session.casework.documents(access) == []


@pytest.mark.parametrize("on", [date(2026, 11, 23), date(2026, 11, 1)])
def test_a_letter_that_cannot_have_left_that_day_is_not_filed(
    session: Session, access: CaseId, on: date
) -> None:
    opened = session.letters.start(access, "access_response")
    with pytest.raises(Mistake, match="cannot have been sent"):
        session.letters.file(opened.id, filled(opened.draft), Dispatch(Channel.POST, on))
    assert session.letters.of_case(access)[0].filed_at is None
    assert session.casework.documents(access) == []


def test_a_letter_that_cannot_be_printed_is_not_filed(session: Session, access: CaseId) -> None:
    opened = session.letters.start(access, "access_response")
    with pytest.raises(Mistake, match="slightly smiling face"):
        session.letters.file(opened.id, edit_text(filled(opened.draft), "opening", "🙂"), BY_POST)
    assert session.letters.of_case(access)[0].filed_at is None


def test_a_filed_letter_is_its_pages_with_their_hash_and_correspondence_of_the_case(
    session: Session, person: ContactId, access: CaseId
) -> None:
    opened = session.letters.start(access, "access_response")
    draft = filled(opened.draft)
    assert session.letters.file(opened.id, draft, Dispatch(Channel.IN_PERSON, date(2026, 11, 20))) == access
    (row,) = session.letters.of_case(access)
    assert row.filed_at is not None
    assert row.document is not None
    content = session.casework.content(row.document)
    assert content == session.letters.pages(draft, session.letters.look())
    (document,) = session.casework.documents(access)
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert document.media_type == "application/pdf"
    seen = session.cases.case(access)
    assert seen.facts.answered_on == date(2026, 11, 20)
    (kept,) = sent_lines(session, access)
    assert (kept.direction, kept.channel, kept.on) == (Direction.SENT, Channel.IN_PERSON, date(2026, 11, 20))
    assert (kept.contact, kept.document, kept.letter) == (person, row.document, opened.id)


def test_a_filed_letter_never_changes(session: Session, access: CaseId) -> None:
    opened = session.letters.start(access, "access_response")
    draft = filled(opened.draft)
    session.letters.file(opened.id, draft, BY_POST)
    for change in (
        lambda: session.letters.save(opened.id, edit_text(draft, "opening", "Other")),
        lambda: session.letters.discard(opened.id),
        lambda: session.letters.file(opened.id, draft, None),
    ):
        with pytest.raises(Mistake, match="was filed and can't be changed"):
            change()
    assert session.letters.resume(opened.id).draft == draft
    assert len(session.casework.documents(access)) == 1


def test_a_letter_not_sent_yet_is_no_correspondence_and_answers_nothing(
    session: Session, access: CaseId
) -> None:
    opened = session.letters.start(access, "access_response")
    session.letters.file(opened.id, filled(opened.draft), None)
    seen = session.cases.case(access)
    assert seen.facts.answered_on is None
    assert [each for each in seen.timeline if each.record and each.record[0] is Kind.CORRESPONDENCE] == []


def test_a_letter_to_somebody_who_is_not_on_the_case_is_not_filed(session: Session, access: CaseId) -> None:
    opened = session.letters.start(access, "access_response")
    draft = filled(opened.draft)
    astray = replace(draft, particulars=replace(draft.particulars, recipient="Sam Other"))
    for dispatch in (BY_POST, None):
        with pytest.raises(Mistake, match="neither the requester nor the data subject"):
            session.letters.file(opened.id, astray, dispatch)
    assert session.letters.of_case(access)[0].filed_at is None


def test_the_person_a_letter_went_to_is_kept_with_it(session: Session, person: ContactId) -> None:
    agent = session.contacts.add(ContactDetails("Bo Agent", addresses=(Reach("2 Road\nEX1 1AA"),)))
    case = session.cases.open_case(
        CaseDetails(CaseKind.ERASURE, date(2026, 11, 2), Channel.POST, agent, person, "Delete it")
    )
    opened = session.letters.start(case, "proof_of_authority")
    assert opened.draft.subject == "Please show us that you may act for Siân Prydderch"
    session.letters.file(opened.id, filled(opened.draft), BY_POST)
    assert session.cases.case(case).facts.authority == Ask(TODAY)
    assert session.letters.knowing.of(case).people.authority_awaited
    opened = session.letters.start(case, "request_acknowledgement")
    draft = filled(opened.draft)
    to_subject = readdress(draft, replace(draft.particulars, recipient="Siân Prydderch"))
    session.letters.file(opened.id, to_subject, BY_POST)
    assert {each.contact for each in sent_lines(session, case)} == {agent, person}


def test_the_justification_for_reasons_withheld_is_a_note_on_the_case_and_not_in_the_letter(
    session: Session, access: CaseId
) -> None:
    opened = session.letters.start(access, "access_response")
    draft = set_fact(include(opened.draft, "left_out", included=True), Fact.REASONS_WITHHELD, holds=True)
    draft = filled(draft)
    with pytest.raises(Mistake, match="withheld without a justification"):
        session.letters.file(opened.id, draft, BY_POST)
    justified = replace(draft, justification=" Schedule 2 paragraph 2: it would warn the suspect. ")
    session.letters.save(opened.id, justified)
    assert session.letters.resume(opened.id).draft == justified
    look = session.letters.look()
    assert session.letters.pages(justified, look) == session.letters.pages(draft, look)
    session.letters.file(opened.id, justified, BY_POST)
    (note,) = [each for each in session.cases.case(access).timeline if each.kind is EventKind.NOTE]
    assert note.text == (
        "Reasons withheld in the letter “Subject access: response with copies (all or part)”: "
        "Schedule 2 paragraph 2: it would warn the suspect."
    )


def test_the_derivation_of_a_date_can_be_printed(session: Session, access: CaseId) -> None:
    assert session.letters.derivation(access).startswith(b"%PDF")


def test_letters_of_a_case_opened_in_error_are_sent_and_its_clock_learns_nothing(
    session: Session, access: CaseId
) -> None:
    letter = filed_unsent(session, access, "request_acknowledgement")
    opened = session.letters.start(access, "access_response")
    session.cases.void(access, session.cases.case(access).version, "A test")
    typed = edit_text(opened.draft, "opening", "Half a sentence")
    session.letters.save(opened.id, typed)
    assert session.letters.resume(opened.id).draft == typed, "what was typed is never lost"
    session.letters.sending.record(letter, BY_POST)
    session.letters.file(opened.id, filled(opened.draft), BY_POST)
    view = session.cases.case(access)
    assert view.facts == ClockFacts(), "its clock learns nothing any more"
    assert len(sent_lines(session, access)) == 2


def test_a_letter_on_a_case_for_a_customer_starts_no_clock(session: Session, person: ContactId) -> None:
    case = session.cases.open_case(
        CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.POST, person, person, for_customer="Acme Ltd")
    )
    opened = session.letters.start(case, "passed_on")
    assert "only for Acme Ltd, who decide" in opened.draft.block("passed_on").text
    session.letters.file(opened.id, opened.draft, BY_POST)
    assert session.cases.case(case).facts == ClockFacts(answered_on=TODAY)
    assert len(sent_lines(session, case)) == 1


def test_a_case_for_a_customer_gets_no_letter_that_answers_or_promises_an_answer(
    session: Session, person: ContactId, access: CaseId
) -> None:
    begun = session.letters.start(access, "access_response")
    details = session.cases.case(access).details
    session.cases.change(
        access, session.cases.case(access).version, replace(details, for_customer="Acme Ltd")
    )
    for attempt in (
        lambda: session.letters.start(access, "request_acknowledgement"),
        lambda: session.letters.file(begun.id, filled(begun.draft), BY_POST),
    ):
        with pytest.raises(Mistake, match="meant for a customer"):
            attempt()
    own = open_case(session, person, CaseKind.ACCESS, TODAY)
    with pytest.raises(Mistake, match="not meant for a customer"):
        session.letters.start(own, "passed_on")
    (row,) = session.cases.rows([access])
    assert [t.code for t in session.letters.offered(row.kind, for_customer=row.for_customer)] == ["passed_on"]


def test_the_activities_of_the_notice_can_fill_an_access_response(session: Session) -> None:
    assert {each.title for each in session.letters.activities()} >= {"Newsletter and service updates"}


def test_a_filed_letter_is_superseded_by_one_that_is_written_anew_and_stays_as_it_was(
    session: Session, access: CaseId
) -> None:
    draft = session.letters.start(access, "access_response").id
    with pytest.raises(Mistake, match="still a draft"):
        session.letters.start_anew(draft)
    first = filed_unsent(session, access)
    content = session.casework.content(row_of(session, access, first).document)
    anew = session.letters.start_anew(first)
    assert (anew.draft.supersedes, anew.draft.particulars.on) == (first, TODAY)
    assert session.letters.resume(anew.id).draft == anew.draft
    assert not row_of(session, access, first).superseded, "until the new one is filed"
    session.letters.file(anew.id, edit_text(anew.draft, "opening", "We looked once more."), BY_POST)
    assert row_of(session, access, first).superseded
    assert not row_of(session, access, first).unsent
    assert not row_of(session, access, anew.id).superseded
    assert session.casework.content(row_of(session, access, first).document) == content
    with pytest.raises(Mistake, match="as sent"):
        session.letters.sending.next_to_leave(access)


def row_of(session: Session, case: CaseId, letter: LetterId) -> LetterRow:
    return next(each for each in session.letters.of_case(case) if each.id == letter)
