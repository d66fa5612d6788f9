"""What the clock of a case learns when a letter leaves: the day of dispatch counts, and the law is kept."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import ENQUIRIES, CaseKind, Channel
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts, ClockState, Extension, ExtensionGround
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence
from kmss_dpo.domain.dispatch import Dispatch
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, ContactId, LetterId
from kmss_dpo.domain.letters import Draft, edit_text
from kmss_dpo.domain.next_steps import Doing
from kmss_dpo.letters.wording import templates
from kmss_dpo.session import Session
from tests.services.writing_letters import BY_POST, TODAY, filed_unsent, filled, open_case, sent_lines

RECEIVED, PLANNED = date(2026, 11, 2), date(2026, 11, 18)
LONGER = Extension(PLANNED, ExtensionGround.NUMBER, "Forty requests at once.")


def record(session: Session, case: CaseId, facts: ClockFacts) -> None:
    session.cases.record_facts(case, session.cases.case(case).version, facts)


def send(session: Session, case: CaseId, code: str, on: date = TODAY) -> LetterId:
    opened = session.letters.start(case, code)
    draft = filled(replace(opened.draft, subject="About your request"))
    session.letters.file(opened.id, draft, Dispatch(Channel.POST, on))
    return opened.id


def test_the_clock_stops_on_the_day_the_clarification_left(session: Session, access: CaseId) -> None:
    record(session, access, ClockFacts(clarifications=(Clarification(PLANNED),)))
    send(session, access, "clarification", date(2026, 11, 20))
    seen = session.cases.case(access)
    assert seen.facts.clarifications == (Clarification(date(2026, 11, 20)),)
    assert (seen.deadline.state, seen.deadline.due_on) == (ClockState.STOPPED, None)


def test_a_clarification_that_nobody_recorded_is_recorded_by_its_letter(
    session: Session, access: CaseId
) -> None:
    send(session, access, "clarification")
    assert session.cases.case(access).facts.clarifications == (Clarification(TODAY),)


def test_no_other_right_is_stopped_by_a_letter(session: Session, person: ContactId) -> None:
    erasure = open_case(session, person, CaseKind.ERASURE, RECEIVED)
    with pytest.raises(Mistake, match="Only subject access can be stopped"):
        send(session, erasure, "clarification")
    assert session.letters.of_case(erasure)[0].filed_at is None


@pytest.mark.parametrize(
    ("code", "what"),
    [("proof_of_identity", "identity"), ("proof_of_authority", "authority"), ("fee", "fee")],
)
def test_what_is_asked_for_counts_from_the_day_its_letter_left_and_a_reminder_moves_nothing(
    session: Session, access: CaseId, code: str, what: str
) -> None:
    record(session, access, ClockFacts(**{what: Ask(PLANNED)}))
    send(session, access, code, date(2026, 11, 19))
    assert session.cases.case(access).facts == ClockFacts(**{what: Ask(date(2026, 11, 19))})
    send(session, access, code)
    assert session.cases.case(access).facts == ClockFacts(**{what: Ask(date(2026, 11, 19))})


def test_what_was_asked_for_in_a_call_keeps_its_day_when_a_letter_follows(
    session: Session, access: CaseId
) -> None:
    record(session, access, ClockFacts(identity=Ask(PLANNED)))
    call = NewCorrespondence(Direction.SENT, Channel.PHONE, PLANNED, "Asked who is calling")
    session.casework.log(access, call)
    send(session, access, "proof_of_identity")
    assert session.cases.case(access).facts.identity == Ask(PLANNED)


def test_another_letter_of_that_day_is_not_the_one_that_asked(session: Session, access: CaseId) -> None:
    record(session, access, ClockFacts(identity=Ask(PLANNED)))
    send(session, access, "request_acknowledgement", PLANNED)
    send(session, access, "proof_of_identity", date(2026, 11, 20))
    assert session.cases.case(access).facts.identity == Ask(date(2026, 11, 20))


def test_the_letter_of_an_extension_tells_what_is_recorded_and_dates_it(
    session: Session, access: CaseId
) -> None:
    record(session, access, ClockFacts(extension=LONGER))
    draft = session.letters.start(access, "extension").draft
    assert "several requests from the same person" in draft.block("ground").text
    assert draft.block("reasons").text == "Forty requests at once."
    assert "2 February 2027" in draft.block("due").text
    send(session, access, "extension", date(2026, 11, 20))
    seen = session.cases.case(access)
    assert seen.facts.extension == replace(LONGER, notice_sent_on=date(2026, 11, 20))
    assert seen.deadline.due_on == date(2027, 2, 2)


def test_an_extension_is_recorded_before_its_letter_is_filed_or_sent(
    session: Session, access: CaseId
) -> None:
    opened = session.letters.start(access, "extension")
    assert "«day the longer time ends»" in opened.draft.block("due").text, "the first month is not the answer"
    for dispatch in (BY_POST, None):
        with pytest.raises(Mistake, match="Record it on the case first") as refused:
            session.letters.file(opened.id, filled(opened.draft), dispatch)
        assert refused.value.field == "extension"
    record(session, access, ClockFacts(extension=LONGER))
    with pytest.raises(Mistake, match="does not say the day the longer time ends, 2 February 2027"):
        session.letters.file(opened.id, filled(opened.draft), None)
    opened = session.letters.start(access, "extension")
    session.letters.file(opened.id, filled(opened.draft), None)
    version = session.cases.case(access).version
    session.cases.record_facts(access, version, ClockFacts(), "It was for another case.")
    with pytest.raises(Mistake, match="Record it on the case first"):
        session.letters.sending.record(opened.id, BY_POST)


@pytest.mark.parametrize(
    ("left", "due"), [(date(2026, 11, 20), date(2027, 1, 20)), (date(2026, 11, 21), date(2026, 11, 20))]
)
def test_a_notice_counts_by_the_day_it_left_and_that_it_left_late_is_kept_all_the_same(
    session: Session, person: ContactId, left: date, due: date
) -> None:
    case = open_case(session, person, CaseKind.ERASURE, date(2026, 10, 20))
    record(session, case, ClockFacts(extension=LONGER))
    letter = filed_unsent(session, case, "extension")
    session.letters.sending.record(letter, Dispatch(Channel.POST, left))
    seen = session.cases.case(case)
    assert len(sent_lines(session, case)) == 1
    assert seen.facts.extension == replace(LONGER, notice_sent_on=left)
    assert (seen.deadline.due_on, seen.deadline.extended) == (due, due.year == 2027)
    assert session.cases.rows([case])[0].due_on == due


def test_nothing_is_asked_of_a_person_who_was_answered(session: Session, access: CaseId) -> None:
    send(session, access, "access_response", PLANNED)
    for code in ("proof_of_identity", "fee", "clarification"):
        with pytest.raises(Mistake, match="after the case had been answered"):
            send(session, access, code)


@pytest.mark.parametrize("code", ["proof_of_identity", "fee"])
@pytest.mark.parametrize("kind", [CaseKind.MARKETING_OBJECTION, CaseKind.CONSENT_WITHDRAWAL])
def test_nothing_holds_up_what_is_acted_on_at_once(
    session: Session, person: ContactId, kind: CaseKind, code: str
) -> None:
    case = open_case(session, person, kind, PLANNED)
    with pytest.raises(Mistake, match="acted on at once"):
        send(session, case, code)


def test_when_the_reply_came_the_person_is_told_the_new_day(session: Session, access: CaseId) -> None:
    answered = (Clarification(date(2026, 11, 10), date(2026, 11, 17)),)
    record(session, access, ClockFacts(clarifications=answered))
    draft = session.letters.start(access, "clock_restarted").draft
    assert "your answer to our question, which reached us on 17 November 2026" in draft.block("received").text
    assert "9 December 2026" in draft.block("due").text
    send(session, access, "clock_restarted")
    assert session.cases.case(access).facts == ClockFacts(clarifications=answered)


ANSWERS = [
    (kind, each.code)
    for kind in CaseKind
    for each in templates()
    if each.answers and each.fits(kind) and kind not in ENQUIRIES
]


@pytest.mark.parametrize(("kind", "code"), ANSWERS, ids=[f"{kind} {code}" for kind, code in ANSWERS])
def test_a_case_is_answered_on_the_day_its_answer_left(
    session: Session, person: ContactId, kind: CaseKind, code: str
) -> None:
    case = open_case(session, person, kind, RECEIVED)
    send(session, case, code, PLANNED)
    send(session, case, code)
    seen = session.cases.case(case)
    after = Doing.FOLLOW_UP if kind is CaseKind.COMPLAINT else Doing.CLOSE
    assert (seen.facts.answered_on, seen.next_step.doing) == (PLANNED, after)
    assert seen.deadline.met or kind is CaseKind.REGULATOR, "the regulator set no day"


def test_a_progress_letter_promises_the_next_one_and_the_outcome_ends_the_promises(
    session: Session, person: ContactId
) -> None:
    complaint = open_case(session, person, CaseKind.COMPLAINT, RECEIVED)
    opened = session.letters.start(complaint, "complaint_progress")
    promising = edit_text(filled(opened.draft), "next_update", "You will hear again by 4 December 2026.")
    session.letters.file(opened.id, promising, BY_POST)
    seen = session.cases.case(complaint)
    assert seen.facts == ClockFacts(next_update_on=date(2026, 12, 4)), "it acknowledges nothing"
    send(session, complaint, "complaint_acknowledgement", PLANNED)
    assert session.cases.case(complaint).next_step.doing is Doing.INVESTIGATE
    send(session, complaint, "complaint_outcome")
    assert session.cases.case(complaint).facts.answered_on == TODAY


def test_a_restriction_is_lifted_after_a_notice_that_answers_nothing(
    session: Session, person: ContactId
) -> None:
    case = open_case(session, person, CaseKind.RESTRICTION, RECEIVED)
    send(session, case, "restricted", PLANNED)
    send(session, case, "restriction_lifting")
    assert session.cases.case(case).facts == ClockFacts(answered_on=PLANNED)
    assert len(sent_lines(session, case)) == 2


@pytest.fixture
def erasure(session: Session, person: ContactId) -> CaseId:
    return open_case(session, person, CaseKind.ERASURE, RECEIVED, Channel.EMAIL)


def to(draft: Draft, name: str) -> Draft:
    return replace(
        filled(draft), particulars=replace(draft.particulars, recipient=name, address=("1 Road", "EX1 1AA"))
    )


def test_the_notice_to_a_recipient_is_addressed_by_the_officer_and_answers_nothing(
    session: Session, erasure: CaseId
) -> None:
    opened = session.letters.start(erasure, "recipient_notice")
    who = opened.draft.particulars
    assert (who.recipient, who.address, opened.draft.facts) == ("", (), frozenset()), "nobody is proposed"
    assert "personal data about Siân Prydderch" in opened.draft.block("opening").text
    with pytest.raises(Mistake, match="no recipient"):
        session.letters.file(opened.id, filled(opened.draft), BY_POST)
    with pytest.raises(Mistake, match="names a person of this case"):
        session.letters.file(opened.id, to(opened.draft, "Siân Prydderch"), BY_POST)
    session.letters.file(opened.id, to(opened.draft, "Exampleton Mailing Ltd"), BY_POST)
    assert session.cases.case(erasure).facts == ClockFacts()
    (kept,) = sent_lines(session, erasure)
    assert kept.contact is None


def test_the_notices_to_several_recipients_all_have_to_leave(session: Session, erasure: CaseId) -> None:
    def filed(name: str) -> LetterId:
        opened = session.letters.start(erasure, "recipient_notice")
        session.letters.file(opened.id, to(opened.draft, name), None)
        return opened.id

    first, _replaced, second = (filed(name) for name in ("Mailing Ltd", "Printing Ltd", "Printing Ltd"))
    sending = session.letters.sending
    assert sending.next_to_leave(erasure) == first
    sending.record(first, BY_POST)
    assert sending.next_to_leave(erasure) == second
    assert session.cases.rows([erasure])[0].next_step.doing is Doing.RECORD_SENT
    sending.record(second, BY_POST)
    with pytest.raises(Mistake, match="Every letter"):
        sending.next_to_leave(erasure)


def test_an_agent_without_authority_is_not_sent_the_data(session: Session, person: ContactId) -> None:
    agent = session.contacts.add(ContactDetails("Bo Agent", addresses=(Reach("2 Road\nEX1 1AA"),)))
    case = open_case(session, person, CaseKind.PORTABILITY, RECEIVED)
    seen = session.cases.case(case)
    session.cases.change(case, seen.version, replace(seen.details, requester=agent))
    record(session, case, ClockFacts(authority=Ask(PLANNED)))
    for code in ("data_sent", "part_refused"):
        with pytest.raises(Mistake, match="their authority has not come"):
            send(session, case, code)
    send(session, case, "refused")
    assert session.cases.case(case).facts.answered_on == TODAY
