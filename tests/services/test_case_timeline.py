"""What stands in the timeline of a case."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from kmss_dpo.domain.case_views import EventKind
from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts, ClockState, Extension, ExtensionGround
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence, NewDocument
from kmss_dpo.domain.ids import CaseId, CorrespondenceId, Kind
from kmss_dpo.domain.next_steps import Waiting, WaitingFor
from kmss_dpo.session import Session
from tests.services.asking import ACCESS, RECEIVED, seen


def test_a_timeline_is_equal_and_sliced_as_the_tuple_of_its_events(session: Session) -> None:
    case = session.cases.open_case(ACCESS)
    session.casework.add_note(case, "Looked into it.")
    one, again = seen(session, case).timeline, seen(session, case).timeline
    assert (one, hash(one)) == (again, hash(again))
    assert one[:1] == (one[0],)
    assert one[::-1] == tuple(reversed(one))
    session.casework.add_note(case, "And once more.")
    assert seen(session, case).timeline != one


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
        (15, f"Extension notice sent: {ExtensionGround.NUMBER.value}"),
    }


def clock_lines(session: Session, case: CaseId) -> dict[tuple[date, str], str]:
    """What the timeline says that each thing did to the clock, by day and title."""
    lines = [event for event in seen(session, case).timeline if event.kind is EventKind.CLOCK]
    return {(event.on, event.title): event.text for event in lines}


WHICH = "Asked which information is meant"
REPLY = "Clarification answered"


def test_a_clarification_stops_the_clock_and_its_answer_lets_it_run(session: Session) -> None:
    facts = ClockFacts(
        clarifications=(
            Clarification(date(2026, 10, 8), date(2026, 10, 12)),
            Clarification(date(2026, 10, 9), date(2026, 10, 14)),
        )
    )
    lines = clock_lines(session, session.cases.open_case(ACCESS, facts))
    assert lines == {
        (date(2026, 10, 8), WHICH): "The clock stopped.",
        (date(2026, 10, 9), WHICH): "",
        (date(2026, 10, 12), REPLY): "",
        (date(2026, 10, 14), REPLY): "The clock runs again.",
    }


def test_what_was_asked_after_the_due_date_is_not_said_to_have_moved_the_clock(session: Session) -> None:
    facts = ClockFacts(
        identity=Ask(date(2026, 11, 9), date(2026, 11, 10)),
        clarifications=(Clarification(date(2026, 11, 9), date(2026, 11, 12)),),
    )
    lines = clock_lines(session, session.cases.open_case(ACCESS, facts))
    late = "It was asked too late and moves nothing."
    assert lines[date(2026, 11, 9), WHICH] == lines[date(2026, 11, 9), "Asked for proof of identity"] == late
    assert lines[date(2026, 11, 12), REPLY] == ""


def test_a_late_clarification_of_an_extended_request_does_stop_its_clock(session: Session) -> None:
    facts = ClockFacts(
        clarifications=(Clarification(date(2026, 11, 9)),),
        extension=Extension(date(2026, 10, 15), ExtensionGround.NUMBER, "Forty requests at once."),
    )
    lines = clock_lines(session, session.cases.open_case(ACCESS, facts))
    assert lines[date(2026, 11, 9), WHICH] == "The clock stopped."


def test_a_clarification_before_the_clock_started_stops_nothing(session: Session) -> None:
    facts = ClockFacts(
        identity=Ask(date(2026, 10, 6), date(2026, 10, 14)),
        clarifications=(Clarification(date(2026, 10, 7), date(2026, 10, 12)),),
    )
    lines = clock_lines(session, session.cases.open_case(ACCESS, facts))
    assert lines[date(2026, 10, 6), "Asked for proof of identity"] == "The clock has not started."
    assert lines[date(2026, 10, 7), WHICH] == "The clock has not started."
    assert lines[date(2026, 10, 12), REPLY] == ""
    waiting = replace(facts, identity=Ask(date(2026, 10, 6)))
    lines = clock_lines(session, session.cases.open_case(ACCESS, waiting))
    assert lines[date(2026, 10, 7), WHICH] == "The clock has not started."


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
