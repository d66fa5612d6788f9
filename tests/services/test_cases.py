"""What the officer does with a case, and what the register says of it afterwards."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kmss_dpo.domain.case_views import CaseView, EventKind
from kmss_dpo.domain.cases import (
    KINDS,
    CaseDetails,
    CaseFilter,
    CaseKind,
    Channel,
    Closing,
    Family,
    Outcome,
    Status,
)
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts, ClockState, Extension, ExtensionGround
from kmss_dpo.domain.contacts import ContactDetails, ContactFilter, Reach
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence, NewDocument
from kmss_dpo.domain.errors import Conflict, Mistake, NotHere
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.ids import CaseId, CorrespondenceId, Kind
from kmss_dpo.domain.next_steps import Doing, Waiting, WaitingFor
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


def test_a_case_comes_back_as_it_was_opened_with_its_number_and_its_dates(session: Session) -> None:
    ann = session.contacts.add(ContactDetails("Ann Example", addresses=(Reach("1 Road", safe=False),)))
    bob = session.contacts.add(ContactDetails("Bob Example"))
    details = CaseDetails(
        CaseKind.ACCESS,
        RECEIVED,
        Channel.PHONE,
        requester=bob,
        subject=ann,
        summary="Everything since 2020",
        reached_officer_on=date(2026, 10, 7),
        taken_by="Reception",
        old_reference="DP/0042",
        special_category=True,
    )
    case = session.cases.open_case(details)
    view = seen(session, case)
    assert (view.reference, view.version, view.status) == ("SAR-2026-0001", 1, Status.OPEN)
    assert (view.details, view.facts) == (details, ClockFacts())
    assert (view.deadline.state, view.deadline.due_on) == (ClockState.RUNNING, date(2026, 11, 5))
    assert view.requester
    assert view.subject
    assert (view.requester.name, view.requester.warning) == ("Bob Example", "")
    assert view.subject.name == "Ann Example"
    assert view.subject.warning
    assert (view.next_step.doing, view.waiting, view.closing) == (Doing.WRITE_LETTER, None, None)
    assert (view.documents, view.letters) == (0, 0)
    [opened] = view.timeline
    assert (opened.kind, opened.on, opened.title) == (EventKind.OPENED, RECEIVED, "Received by phone")
    assert opened.text == "Taken by Reception. Everything since 2020"


@pytest.mark.parametrize("kind", list(CaseKind))
def test_every_kind_counts_its_own_numbers_by_the_year_of_receipt(session: Session, kind: CaseKind) -> None:
    days = (RECEIVED, RECEIVED, date(2025, 12, 31))
    cases = [session.cases.open_case(CaseDetails(kind, day, Channel.POST)) for day in days]
    prefix = KINDS[kind].prefix
    assert [seen(session, case).reference for case in cases] == [
        f"{prefix}-2026-0001",
        f"{prefix}-2026-0002",
        f"{prefix}-2025-0001",
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(ACCESS, received_on=date(2026, 11, 23)), "received_on"),
        (replace(ACCESS, received_on=date(1989, 12, 31)), "received_on"),
        (replace(ACCESS, reached_officer_on=date(2026, 10, 4)), "reached_officer_on"),
        (replace(ACCESS, reached_officer_on=date(2026, 11, 23)), "reached_officer_on"),
    ],
)
def test_a_case_with_an_impossible_day_is_refused_and_takes_no_number(
    session: Session, wrong: CaseDetails, field: str
) -> None:
    with pytest.raises(Mistake) as told:
        session.cases.open_case(wrong)
    assert told.value.field == field
    case = session.cases.open_case(ACCESS)
    assert seen(session, case).reference == "SAR-2026-0001"
    with pytest.raises(Mistake):
        session.cases.change(case, 1, wrong)
    assert (seen(session, case).details, seen(session, case).version) == (ACCESS, 1)


def test_a_change_moves_the_dates_and_keeps_kind_and_number(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    wanted = CaseDetails(CaseKind.COMPLAINT, date(2026, 10, 20), Channel.IN_PERSON, summary="At the desk")
    session.cases.change(case, 1, wanted)
    view = seen(session, case)
    assert (view.reference, view.version) == ("SAR-2026-0001", 2)
    assert view.details == replace(wanted, kind=CaseKind.ACCESS)
    assert view.deadline.due_on == date(2026, 11, 20)
    assert session.cases.rows([case])[0].due_on == date(2026, 11, 20)
    assert view.timeline[0].title == "Received in person"


@pytest.mark.parametrize("doing", ["change", "record_facts", "close", "void", "reopen"])
def test_what_was_changed_meanwhile_is_not_written_over(session: Session, doing: str) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.change(case, 1, replace(ACCESS, summary="By the first window"))
    ways: dict[str, Any] = {
        "change": lambda: session.cases.change(case, 1, replace(ACCESS, summary="By the second")),
        "record_facts": lambda: session.cases.record_facts(case, 1, ClockFacts(identity=Ask(RECEIVED))),
        "close": lambda: session.cases.close(case, 1, ANSWERED),
        "void": lambda: session.cases.void(case, 1, "Twice the same"),
        "reopen": lambda: session.cases.reopen(case, 1, "It goes on."),
    }
    with pytest.raises(Conflict):
        ways[doing]()
    view = seen(session, case)
    assert (view.details.summary, view.version, view.status) == ("By the first window", 2, Status.OPEN)
    assert view.facts == ClockFacts()


def test_proof_of_identity_starts_the_clock_on_the_day_it_comes(session: Session) -> None:
    case = session.cases.open_case(ACCESS, ClockFacts(identity=Ask(date(2026, 10, 7))))
    view = seen(session, case)
    assert (view.deadline.state, view.deadline.due_on) == (ClockState.NOT_STARTED, None)
    assert view.waiting == Waiting(WaitingFor.IDENTITY, date(2026, 10, 7))
    assert view.next_step.doing is Doing.CHASE
    session.cases.record_facts(case, 1, ClockFacts(identity=Ask(date(2026, 10, 7), date(2026, 10, 12))))
    view = seen(session, case)
    assert (view.version, view.waiting, view.deadline.due_on) == (2, None, date(2026, 11, 12))
    assert [event.title for event in view.timeline] == [
        "Received proof of identity",
        "Asked for proof of identity",
        "Received by email",
    ]


def test_everything_that_happens_to_a_clock_stands_in_the_timeline(session: Session) -> None:
    facts = ClockFacts(
        authority=Ask(date(2026, 10, 5), date(2026, 10, 5)),
        fee=Ask(date(2026, 10, 5), date(2026, 10, 6)),
        clarifications=(
            Clarification(date(2026, 10, 8), date(2026, 10, 10)),
            Clarification(date(2026, 10, 12)),
        ),
        extension=Extension(date(2026, 10, 15), ExtensionGround.NUMBER, "Forty requests at once."),
    )
    case = session.cases.open_case(ACCESS, facts)
    view = seen(session, case)
    assert view.facts == facts
    assert (view.deadline.state, view.deadline.extended) == (ClockState.STOPPED, True)
    assert view.waiting == Waiting(WaitingFor.CLARIFICATION, date(2026, 10, 12))
    titles = {(event.on.day, event.title) for event in view.timeline if event.kind is EventKind.CLOCK}
    assert titles == {
        (5, "Asked for proof of authority"),
        (5, "Received proof of authority"),
        (5, "Asked for the fee"),
        (6, "Received the fee"),
        (8, "Asked which information is meant"),
        (10, "Clarification answered"),
        (12, "Asked which information is meant"),
        (15, f"Extended: {ExtensionGround.NUMBER.value}"),
    }


def test_a_complaint_and_a_web_form_have_their_own_days(session: Session) -> None:
    complaint = session.cases.open_case(
        replace(ACCESS, kind=CaseKind.COMPLAINT),
        ClockFacts(acknowledged_on=date(2026, 10, 6), answered_on=date(2026, 10, 30)),
    )
    titles = [event.title for event in seen(session, complaint).timeline]
    assert titles == ["Answer sent", "Acknowledged", "Received by email"]
    form = session.cases.open_case(
        CaseDetails(CaseKind.CONTACT_ENQUIRY, RECEIVED, Channel.WEB_FORM),
        ClockFacts(more_asked_on=date(2026, 10, 6), more_received_on=date(2026, 10, 9)),
    )
    titles = [event.title for event in seen(session, form).timeline]
    assert titles[:2] == ["Received the missing information", "Asked for the missing information"]


def test_facts_that_the_law_does_not_allow_change_nothing(session: Session) -> None:
    case = session.cases.open_case(replace(ACCESS, kind=CaseKind.ERASURE))
    stopped = ClockFacts(clarifications=(Clarification(date(2026, 10, 6)),))
    with pytest.raises(Mistake) as told:
        session.cases.record_facts(case, 1, stopped)
    assert told.value.field == "clarifications"
    assert (seen(session, case).facts, seen(session, case).version) == (ClockFacts(), 1)


def test_the_same_facts_again_are_no_change(session: Session) -> None:
    facts = ClockFacts(identity=Ask(date(2026, 10, 7)))
    case = session.cases.open_case(ACCESS, facts)
    session.cases.record_facts(case, 1, facts)
    assert seen(session, case).version == 1
    assert history(session, case).count("clock facts recorded") == 0


def test_what_correspondence_and_notes_say_stands_in_the_timeline_newest_first(
    session: Session, clock: Any
) -> None:
    case = session.cases.open_case(ACCESS)
    for direction, channel, subject in (
        (Direction.RECEIVED, Channel.POST, "Once more"),
        (Direction.SENT, Channel.PHONE, "Called back"),
        (Direction.RECEIVED, Channel.IN_PERSON, "At the desk"),
        (Direction.SENT, Channel.EMAIL, "By email"),
    ):
        session.casework.log(case, NewCorrespondence(direction, channel, date(2026, 11, 20), subject))
    session.casework.add_note(case, "First")
    clock.moment = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    session.casework.add_note(case, "Second")
    session.casework.add_document(case, NewDocument("a.txt", "text/plain", b"a"))
    view = seen(session, case)
    assert [event.text for event in view.timeline[:2]] == ["Second", "First"]
    assert {event.title for event in view.timeline[2:6]} == {
        "Letter received: Once more",
        "Phone call sent: Called back",
        "Conversation received: At the desk",
        "Email sent: By email",
    }
    assert {event.kind for event in view.timeline[2:6]} == {EventKind.RECEIVED, EventKind.SENT}
    assert view.documents == 1


def test_the_message_that_opened_a_case_stands_in_its_timeline_once(session: Session) -> None:
    case = session.cases.open_case(replace(ACCESS, taken_by="Reception", summary="Her data"))
    for way, channel, on, subject, body in (
        (Direction.SENT, Channel.EMAIL, RECEIVED, "We have it", "Thank you."),
        (Direction.RECEIVED, Channel.POST, RECEIVED, "On paper", "The same."),
        (Direction.RECEIVED, Channel.EMAIL, date(2026, 10, 6), "A day later", "And?"),
        (Direction.RECEIVED, Channel.EMAIL, RECEIVED, "My data, please", "All of it."),
        (Direction.RECEIVED, Channel.EMAIL, RECEIVED, "P.S.", "Since 2020."),
    ):
        session.casework.log(case, NewCorrespondence(way, channel, on, subject, body))
    view = seen(session, case)
    assert sorted(event.title for event in view.timeline) == [
        "Email received: A day later",
        "Email received: P.S.",
        "Email sent: We have it",
        "Letter received: On paper",
        "Received by email: My data, please",
    ]
    [opened] = [event for event in view.timeline if event.kind is EventKind.OPENED]
    assert opened.text == "Taken by Reception. All of it."
    assert opened.record
    assert opened.record[0] is Kind.CORRESPONDENCE
    read = session.casework.correspondence(CorrespondenceId(opened.record[1]))
    assert read.content.subject == "My data, please"


def test_a_message_without_a_text_shows_what_the_case_is_about(session: Session) -> None:
    case = session.cases.open_case(replace(ACCESS, channel=Channel.WEB_FORM, summary="Her data"))
    form = NewCorrespondence(Direction.RECEIVED, Channel.WEB_FORM, RECEIVED, "Contact form")
    session.casework.log(case, form)
    [opened] = seen(session, case).timeline
    assert (opened.title, opened.text) == ("Received through the web form: Contact form", "Her data")


@pytest.mark.parametrize(
    ("channel", "title"),
    [
        (Channel.IN_PERSON, "Received in person"),
        (Channel.SOCIAL_MEDIA, "Received on social media"),
        (Channel.WEB_FORM, "Received through the web form"),
        (Channel.POST, "Received by post"),
    ],
)
def test_the_timeline_begins_with_how_it_came(session: Session, channel: Channel, title: str) -> None:
    case = session.cases.open_case(replace(ACCESS, channel=channel))
    assert [event.title for event in seen(session, case).timeline] == [title]


def test_closing_keeps_the_outcome_and_makes_the_day_of_dispatch_a_fact(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.close(case, 1, ANSWERED)
    view = seen(session, case)
    assert (view.status, view.closing, view.version) == (Status.CLOSED, ANSWERED, 2)
    assert view.facts.answered_on == date(2026, 11, 2)
    assert view.deadline.state is ClockState.ANSWERED
    assert view.next_step.doing is Doing.OPEN
    assert view.timeline[0].title == "Closed: answered"
    assert lists(session) == []
    assert lists(session, statuses=frozenset({Status.CLOSED})) == ["SAR-2026-0001"]


def test_closing_takes_the_day_of_dispatch_from_the_facts_where_none_is_given(session: Session) -> None:
    case = session.cases.open_case(ACCESS, ClockFacts(answered_on=date(2026, 11, 2)))
    assert seen(session, case).next_step.doing is Doing.CLOSE
    session.cases.close(case, 1, Closing(Outcome.ANSWERED, date(2026, 11, 3)))
    assert seen(session, case).closing == ANSWERED


@pytest.mark.parametrize(
    ("closing", "field"),
    [
        (Closing(Outcome.UPHELD, TODAY, TODAY), "outcome"),
        (Closing(Outcome.ANSWERED, TODAY), "answered_on"),
        (Closing(Outcome.ANSWERED, TODAY, date(2026, 11, 23)), "answered_on"),
        (Closing(Outcome.WITHDRAWN, date(2026, 10, 4)), "closed_on"),
        (Closing(Outcome.REFUSED, TODAY, TODAY, " "), "reason"),
    ],
)
def test_a_closing_that_cannot_be_leaves_the_case_open(
    session: Session, closing: Closing, field: str
) -> None:
    case = session.cases.open_case(ACCESS)
    with pytest.raises(Mistake) as told:
        session.cases.close(case, 1, closing)
    assert told.value.field == field
    assert (seen(session, case).status, seen(session, case).version) == (Status.OPEN, 1)


def test_a_case_opened_again_runs_and_can_be_closed_again(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.close(case, 1, Closing(Outcome.WITHDRAWN, date(2026, 11, 3), reason="Changed her mind"))
    assert seen(session, case).timeline[0].text == "Changed her mind"
    session.cases.reopen(case, 2, "It goes on.")
    view = seen(session, case)
    assert (view.status, view.closing, view.version) == (Status.OPEN, None, 3)
    assert (view.deadline.state, view.deadline.due_on) == (ClockState.RUNNING, date(2026, 11, 5))
    assert [event.kind for event in view.timeline] == [EventKind.NOTE, EventKind.OPENED]
    session.cases.close(case, 3, ANSWERED)
    assert seen(session, case).closing == ANSWERED


@pytest.mark.parametrize("reason", ["", " \n"])
def test_opening_a_case_again_needs_a_reason(session: Session, reason: str) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.close(case, 1, ANSWERED)
    with pytest.raises(Mistake) as told:
        session.cases.reopen(case, 2, reason)
    assert (told.value.field, told.value.sentence) == ("reason", "Say why the case is opened again.")
    view = seen(session, case)
    assert (view.status, view.version, view.closing) == (Status.CLOSED, 2, ANSWERED)


def test_why_a_case_was_opened_again_and_how_it_had_ended_is_kept_as_a_note(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.close(case, 1, ANSWERED)
    session.cases.reopen(case, 2, " Two systems were forgotten. ")
    session.cases.void(case, 3, "Twice the same.")
    session.cases.reopen(case, 4, "It was not.")
    notes = {event.text for event in seen(session, case).timeline if event.kind is EventKind.NOTE}
    assert notes == {
        "Opened again; it was closed on Tue 3 Nov 2026 as “answered”. Two systems were forgotten.",
        "Opened again; it was voided on Sun 22 Nov 2026: Twice the same. It was not.",
    }
    assert "case opened again" in history(session, case)


def test_opening_again_what_is_open_says_nothing_of_how_it_ended(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.reopen(case, 1, "By mistake.")
    assert seen(session, case).timeline[0].text == "Opened again. By mistake."


def test_voiding_needs_a_reason_and_keeps_it(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    with pytest.raises(Mistake) as told:
        session.cases.void(case, 1, " \n")
    assert told.value.field == "reason"
    assert seen(session, case).status is Status.OPEN
    session.cases.void(case, 1, " Twice the same ")
    view = seen(session, case)
    assert (view.status, view.void_reason, view.closing) == (Status.VOIDED, "Twice the same", None)
    assert (view.timeline[0].title, view.timeline[0].on) == ("Voided: opened in error", TODAY)
    assert lists(session, statuses=frozenset({Status.VOIDED})) == ["SAR-2026-0001"]


def test_a_voided_case_is_opened_again_before_anything_is_changed(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.void(case, 1, "Twice the same")
    before = seen(session, case)
    for attempt in (
        lambda: session.cases.change(case, 2, replace(ACCESS, summary="More")),
        lambda: session.cases.record_facts(case, 2, ClockFacts()),
        lambda: session.cases.record_facts(case, 2, ClockFacts(identity=Ask(RECEIVED))),
        lambda: session.cases.what_if(case, ClockFacts()),
        lambda: session.cases.close(case, 2, ANSWERED),
        lambda: session.cases.void(case, 2, "Once more"),
    ):
        with pytest.raises(Mistake, match="opened in error and is voided"):
            attempt()
    assert seen(session, case) == before
    view = seen(session, case)
    assert (view.status, view.void_reason, view.version) == (Status.VOIDED, "Twice the same", 2)
    session.cases.reopen(case, 2, "It goes on.")
    assert (seen(session, case).status, seen(session, case).void_reason) == (Status.OPEN, "")
    session.cases.close(case, 3, ANSWERED)
    assert seen(session, case).status is Status.CLOSED


def test_nothing_is_due_or_waited_for_in_a_voided_case(session: Session) -> None:
    facts = ClockFacts(identity=Ask(date(2026, 10, 7)), answered_on=date(2026, 11, 20))
    case = session.cases.open_case(ACCESS, facts)
    session.cases.void(case, 1, "Twice the same")
    view = seen(session, case)
    assert (view.deadline.state, view.deadline.due_on, view.waiting) == (ClockState.NO_CLOCK, None, None)
    assert "voided" in view.deadline.derivation[-1].text
    [row] = session.cases.rows([case])
    assert (row.due_on, row.chase_on, row.clock_state) == (None, None, ClockState.NO_CLOCK)
    with session.opened.register.reading() as connection:
        assert connection.scalar(select(tables.cases.c.waiting_for)) is None
    overview = session.today.overview()
    assert (overview.urgent, overview.overdue, overview.to_act_on) == ((), 0, 0)
    assert overview.months == ()
    session.cases.reopen(case, 2, "It goes on.")
    assert seen(session, case).waiting == Waiting(WaitingFor.IDENTITY, date(2026, 10, 7))


def test_a_closed_case_waits_for_nothing(session: Session) -> None:
    case = session.cases.open_case(ACCESS, ClockFacts(identity=Ask(date(2026, 10, 7))))
    session.cases.close(case, 1, Closing(Outcome.NO_IDENTITY, date(2026, 11, 20)))
    assert seen(session, case).waiting is None


def test_a_voided_case_is_noted_on_but_takes_no_letter_and_no_message(session: Session) -> None:
    case = session.cases.open_case(replace(ACCESS, kind=CaseKind.COMPLAINT))
    code = session.letters.offered(CaseKind.COMPLAINT)[0].code
    started = session.letters.start(case, code)
    session.cases.void(case, 1, "Twice the same")
    session.casework.add_note(case, "The other one goes on.")
    session.casework.add_document(case, NewDocument("a.txt", "text/plain", b"a"))
    called = NewCorrespondence(Direction.RECEIVED, Channel.PHONE, RECEIVED, "Called")
    for attempt in (
        lambda: session.letters.start(case, code),
        lambda: session.letters.file(started.id, started.draft, None),
        lambda: session.casework.log(case, called),
    ):
        with pytest.raises(Mistake, match="opened in error and is voided"):
            attempt()
    view = seen(session, case)
    assert (view.documents, view.letters) == (1, 1)
    session.letters.discard(started.id)
    assert seen(session, case).letters == 0


def test_a_closed_case_keeps_the_days_that_its_outcome_needs(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.close(case, 1, ANSWERED)
    with pytest.raises(Mistake) as told:
        session.cases.record_facts(case, 2, ClockFacts())
    assert told.value.field == "answered_on"
    assert seen(session, case).closing == ANSWERED


def test_a_closed_case_was_not_received_after_it_ended(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.close(case, 1, Closing(Outcome.WITHDRAWN, date(2026, 10, 9)))
    with pytest.raises(Mistake):
        session.cases.change(case, 2, replace(ACCESS, received_on=date(2026, 10, 10)))
    assert seen(session, case).details == ACCESS


def test_asking_what_if_changes_nothing(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    before = seen(session, case)
    done = history(session, case)
    asked = ClockFacts(identity=Ask(date(2026, 10, 7), date(2027, 1, 11)))
    assert session.cases.what_if(case, asked).due_on == date(2027, 2, 11)
    assert history(session, case) == done
    assert seen(session, case) == before
    with pytest.raises(Mistake):
        session.cases.what_if(case, ClockFacts(more_asked_on=RECEIVED))


def test_a_request_for_a_customer_has_no_clock_of_its_own(session: Session) -> None:
    passed_on = replace(ACCESS, for_customer="Ceredigion County Council")
    case = session.cases.open_case(passed_on)
    view = seen(session, case)
    assert (view.deadline.state, view.deadline.due_on) == (ClockState.NO_CLOCK, None)
    assert view.next_step.text.startswith("Pass it on to the customer")
    assert session.cases.rows([case])[0].due_on is None
    facts = ClockFacts(identity=Ask(date(2026, 10, 7), date(2026, 10, 12)))
    for attempt in (
        lambda: session.cases.what_if(case, facts),
        lambda: session.cases.record_facts(case, 1, facts),
        lambda: session.cases.record_facts(case, 1, ClockFacts(answered_on=date(2026, 10, 4))),
    ):
        with pytest.raises(Mistake):
            attempt()
    assert session.cases.what_if(case, ClockFacts(answered_on=date(2027, 1, 4))).due_on is None
    session.cases.change(case, 1, ACCESS)
    assert seen(session, case).deadline.due_on == date(2026, 11, 5)


def test_a_reference_from_before_is_kept_and_found(session: Session) -> None:
    session.cases.open_case(replace(ACCESS, old_reference="DP/0042"))
    session.cases.open_case(ACCESS)
    assert lists(session, text="dp/004") == ["SAR-2026-0001"]


def test_other_cases_with_the_same_earlier_reference_are_named(session: Session) -> None:
    first = session.cases.open_case(replace(ACCESS, old_reference="DP/É42"))
    second = session.cases.open_case(replace(ACCESS, kind=CaseKind.COMPLAINT, old_reference="dp/e42"))
    for old in ("", "DP/042", "DP/É421"):
        session.cases.open_case(replace(ACCESS, old_reference=old))
    both = ["SAR-2026-0001", "CMP-2026-0001"]
    assert session.cases.with_old_reference(" Dp/é42 ") == both
    assert session.cases.with_old_reference("DP/E42", first) == both[1:]
    assert session.cases.with_old_reference("DP/E42", second) == both[:1]
    assert session.cases.with_old_reference("") == session.cases.with_old_reference("  ") == []
    assert session.cases.with_old_reference("DP/E4") == []


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("Łukasz Żółć", "ŁUKASZ"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Éire Nic Giolla", "éire"),
        ("Éire Nic Giolla", "EIRE"),
        ("Gwyn Ŵyn", "ŵyn"),
        ("Gwyn Ŵyn", "Wyn"),
        ("Anna Strauß", "STRAUSS"),
        ("Bjørn Æsir", "bjorn aesir"),
        ("Isa I\N{COMBINING ACUTE ACCENT}ris", "Íris"),
        ("Eire Plain", "Éire"),
    ],
)
def test_a_list_finds_a_name_a_reference_or_a_summary_without_regard_to_capitals_and_accents(
    session: Session, kept: str, typed: str
) -> None:
    who = session.contacts.add(ContactDetails(kept))
    firm = session.contacts.add(ContactDetails("Somebody", organisation=kept))
    session.cases.open_case(replace(ACCESS, subject=who))
    session.cases.open_case(replace(ACCESS, summary=f"About {kept}\nand others"))
    session.cases.open_case(replace(ACCESS, old_reference=kept))
    session.cases.open_case(replace(ACCESS, summary="About żzz nobody"))
    assert lists(session, text=typed, sort="reference") == [f"SAR-2026-000{at}" for at in (1, 2, 3)]
    assert sorted(session.contacts.ids(ContactFilter(text=typed))) == [who, firm]


def test_whatever_hangs_on_a_case_is_found_in_its_list_and_case(session: Session) -> None:
    case = session.cases.open_case(replace(ACCESS, kind=CaseKind.COMPLAINT))
    told = NewCorrespondence(Direction.RECEIVED, Channel.PHONE, RECEIVED, "Called")
    hanging = {
        Kind.CASE: case,
        Kind.CORRESPONDENCE: session.casework.log(case, told),
        Kind.NOTE: session.casework.add_note(case, "Angry"),
        Kind.DOCUMENT: session.casework.add_document(case, NewDocument("a.txt", "text/plain", b"a")),
        Kind.LETTER: session.letters.start(case, session.letters.offered(CaseKind.COMPLAINT)[0].code).id,
    }
    for kind, record in hanging.items():
        assert session.cases.place_of(kind, record) == (Family.COMPLAINTS, case)
        with pytest.raises(NotHere):
            session.cases.place_of(kind, record + 1000)


def test_only_open_cases_are_counted_each_in_its_list(session: Session) -> None:
    for kind in (CaseKind.ACCESS, CaseKind.ERASURE, CaseKind.COMPLAINT, CaseKind.DEMO_ENQUIRY):
        session.cases.open_case(replace(ACCESS, kind=kind))
    void = session.cases.open_case(ACCESS)
    session.cases.void(void, 1, "Twice the same")
    closed = session.cases.open_case(ACCESS)
    session.cases.close(closed, 1, ANSWERED)
    assert session.cases.counts() == {Family.REQUESTS: 2, Family.COMPLAINTS: 1, Family.ENQUIRIES: 1}


@pytest.mark.parametrize(
    ("sort", "references"),
    [
        ("due", ["ERA-2026-0001", "SAR-2026-0001", "DEM-2026-0001"]),
        ("reference", ["DEM-2026-0001", "ERA-2026-0001", "SAR-2026-0001"]),
        ("received", ["ERA-2026-0001", "DEM-2026-0001", "SAR-2026-0001"]),
        ("person", ["DEM-2026-0001", "ERA-2026-0001", "SAR-2026-0001"]),
        ("kind", ["SAR-2026-0001", "DEM-2026-0001", "ERA-2026-0001"]),
    ],
)
def test_a_list_is_sorted_by_each_of_its_columns_either_way(
    session: Session, sort: str, references: list[str]
) -> None:
    for name, kind, day in (
        ("Cy", CaseKind.ACCESS, date(2026, 10, 9)),
        ("Bea", CaseKind.ERASURE, date(2026, 10, 5)),
        ("Ann", CaseKind.DEMO_ENQUIRY, date(2026, 10, 7)),
    ):
        who = session.contacts.add(ContactDetails(name))
        session.cases.open_case(CaseDetails(kind, day, Channel.EMAIL, who))
    assert lists(session, sort=sort) == references
    if sort in {"reference", "received", "person"}:
        assert lists(session, sort=sort, descending=True) == references[::-1]


@pytest.mark.parametrize("sort", ["due", "kind", "status"])
@pytest.mark.parametrize("descending", [False, True])
def test_a_case_without_a_date_comes_last_among_its_like(
    session: Session, sort: str, descending: bool
) -> None:
    enquiry = replace(ACCESS, kind=CaseKind.CONTACT_ENQUIRY)
    for asked_on in (None, date(2026, 10, 9), date(2026, 10, 7)):
        session.cases.open_case(enquiry, ClockFacts(more_asked_on=asked_on))
    dated = ["ENQ-2026-0003", "ENQ-2026-0002"]
    expected = [*(reversed(dated) if descending else dated), "ENQ-2026-0001"]
    assert lists(session, sort=sort, descending=descending) == expected


def test_sorted_by_status_the_open_cases_come_first(session: Session) -> None:
    void = session.cases.open_case(ACCESS)
    session.cases.open_case(ACCESS)
    session.cases.void(void, 1, "Twice the same")
    every = frozenset(Status)
    assert lists(session, sort="status", statuses=every) == ["SAR-2026-0002", "SAR-2026-0001"]
    assert lists(session, sort="status", statuses=every, descending=True)[0] == "SAR-2026-0001"


def test_a_list_holds_the_kinds_statuses_and_people_it_is_asked_for(session: Session) -> None:
    ann = session.contacts.add(ContactDetails("Ann Example"))
    session.cases.open_case(replace(ACCESS, subject=ann))
    session.cases.open_case(replace(ACCESS, kind=CaseKind.COMPLAINT, summary="100 % wrong"))
    session.cases.open_case(replace(ACCESS, kind=CaseKind.ERASURE, requester=ann))
    assert lists(session, contact=ann, sort="reference") == ["ERA-2026-0001", "SAR-2026-0001"]
    assert lists(session, family=Family.COMPLAINTS) == ["CMP-2026-0001"]
    assert lists(session, kinds=frozenset({CaseKind.ERASURE})) == ["ERA-2026-0001"]
    assert lists(session, text="ann ex", sort="person") == ["SAR-2026-0001", "ERA-2026-0001"]
    assert lists(session, text="%") == ["CMP-2026-0001"]
    assert len(lists(session, statuses=frozenset())) == 3


def test_a_case_that_is_gone_cannot_be_read_changed_or_asked_about(session: Session) -> None:
    gone = CaseId(4711)
    for attempt in (
        lambda: session.cases.case(gone),
        lambda: session.cases.change(gone, 1, ACCESS),
        lambda: session.cases.what_if(gone, ClockFacts()),
        lambda: session.cases.reopen(gone, 1, "It goes on."),
    ):
        with pytest.raises(NotHere):
            attempt()
    assert session.cases.rows([gone]) == []


def test_each_look_at_a_case_is_audited(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    assert history(session, case) == ["case opened"]
    seen(session, case)
    session.cases.what_if(case, ClockFacts())
    session.cases.rows([case])
    seen(session, case)
    assert history(session, case) == ["case opened", "read", "read"]


def test_every_change_is_audited_under_its_own_name(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.cases.change(case, 1, replace(ACCESS, summary="More"))
    session.cases.record_facts(case, 2, ClockFacts(answered_on=date(2026, 11, 2)))
    session.cases.close(case, 3, ANSWERED)
    session.cases.reopen(case, 4, "It goes on.")
    session.cases.void(case, 5, "Twice the same")
    assert history(session, case) == [
        "case opened",
        "case changed",
        "clock facts recorded",
        "case closed",
        "case opened again",
        "case voided",
    ]


def test_a_recompute_leaves_what_is_closed_alone(session: Session) -> None:
    case = session.cases.open_case(replace(ACCESS, received_on=date(2026, 10, 30)))
    session.cases.close(case, 1, ANSWERED)
    organisation = replace(session.settings.organisation(), nation=Nation.SCOTLAND)
    session.settings.settle(organisation, session.settings.regulator())
    assert session.cases.recompute(lambda _done, _of: True) == 0
    assert session.cases.rows([case])[0].due_on == date(2026, 11, 30)
    session.cases.reopen(case, 2, "It goes on.")
    assert session.cases.rows([case])[0].due_on == date(2026, 12, 1)


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["open", "void", "erase"]),
        st.sampled_from([CaseKind.ACCESS, CaseKind.DEMO_ENQUIRY]),
        st.integers(0, 5),
    ),
    max_size=12,
)


def test_a_reference_is_never_used_twice_whatever_is_voided_or_erased(session: Session) -> None:
    ever: list[str] = []

    @settings(max_examples=25, deadline=None)
    @given(steps=_STEPS)
    def for_all(steps: list[tuple[str, CaseKind, int]]) -> None:
        """The register goes on from example to example, and so does what was ever used."""
        kept: list[CaseId] = []
        for doing, kind, which in steps:
            if doing == "open":
                kept.append(session.cases.open_case(CaseDetails(kind, RECEIVED, Channel.WEB_FORM)))
                ever.append(session.cases.rows(kept[-1:])[0].reference)
            elif kept and doing == "void":
                seen_now = seen(session, kept[which % len(kept)])
                if seen_now.status is Status.OPEN:
                    session.cases.void(seen_now.id, seen_now.version, "Opened in error")
            elif kept:
                with session.opened.register.writing("erased") as writing:
                    writing.erase(Kind.CASE, kept.pop(which % len(kept)))
        assert len(ever) == len(set(ever))

    for_all()
    for prefix in ("SAR", "DEM"):
        numbers = [int(each.rpartition("-")[2]) for each in ever if each.startswith(prefix)]
        assert numbers == list(range(1, len(numbers) + 1))
