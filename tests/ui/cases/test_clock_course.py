"""The clock as spans and marks, worked out from real cases."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts, Extension, ExtensionGround
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.clock_bar import ClockBar
from kmss_dpo.ui.cases.clock_course import Course, course_of
from kmss_dpo.ui.cases.clock_spans import Look
from kmss_dpo.ui.kit.chips import Chip
from kmss_dpo.ui.kit.chips import Look as ChipLook

TODAY = date(2026, 11, 22)
EXTENSION = Extension(date(2026, 9, 28), ExtensionGround.COMPLEXITY, "Eleven systems")


def course(
    session: Session, received_on: date, facts: ClockFacts, kind: CaseKind = CaseKind.ACCESS
) -> Course:
    case = session.cases.open_case(CaseDetails(kind, received_on, Channel.EMAIL), facts)
    return course_of(session.cases.case(case), TODAY)


def looks(shown: Course) -> list[Look]:
    return [span.look for span in shown.spans]


def test_a_running_clock_has_a_part_before_it_started(session: Session) -> None:
    asked = ClockFacts(identity=Ask(date(2026, 11, 12), date(2026, 11, 14)))
    shown = course(session, date(2026, 11, 12), asked)
    assert looks(shown) == [Look.WAITING, Look.RUN, Look.LEFT]
    assert shown.now_words == "Today, day 8"
    assert shown.spoken == (
        "Running. 12 Nov: received. 14 Nov identity: clock starts. 14 Dec 2026: 22 days left. Today, day 8."
    )


def test_a_clock_that_has_not_started_has_no_due_date(session: Session) -> None:
    shown = course(session, date(2026, 11, 16), ClockFacts(identity=Ask(date(2026, 11, 17))))
    assert set(looks(shown)) == {Look.WAITING}
    assert shown.now_words == "Today, clock not started"
    assert shown.marks[-1].below == "ask again"


def test_a_stopped_clock_stands_still_from_the_question_on(session: Session) -> None:
    shown = course(session, date(2026, 11, 2), ClockFacts(clarifications=(Clarification(date(2026, 11, 9)),)))
    assert looks(shown) == [Look.RUN, Look.WAITING]
    assert shown.now_words == "Today, clock stopped"
    assert [mark.below for mark in shown.marks] == [
        "received, clock starts",
        "clarification, stopped",
        "ask again",
    ]


def test_an_answered_pause_is_hatched_within_the_bar(session: Session) -> None:
    pause = (Clarification(date(2026, 11, 5), date(2026, 11, 12)),)
    shown = course(session, date(2026, 11, 2), ClockFacts(clarifications=pause))
    assert looks(shown) == [Look.RUN, Look.WAITING, Look.RUN, Look.LEFT]


def test_an_overdue_clock_goes_on_past_its_due_date(session: Session) -> None:
    shown = course(session, date(2026, 10, 20), ClockFacts())
    assert looks(shown) == [Look.RUN, Look.OVER]
    assert shown.now_words == "Today, day 33, overdue"
    assert shown.marks[-1].below == "2 days over"


def test_an_extended_clock_says_so(session: Session) -> None:
    shown = course(session, date(2026, 9, 1), ClockFacts(extension=EXTENSION))
    assert looks(shown)[-1] is Look.EXTENDED
    assert shown.marks[-1].below == "extended, 9 days left"


@pytest.mark.parametrize(
    ("answered_on", "words"), [(date(2026, 9, 25), "answered in time"), (date(2026, 10, 9), "answered late")]
)
def test_an_answered_clock_has_no_today(session: Session, answered_on: date, words: str) -> None:
    shown = course(session, date(2026, 9, 3), ClockFacts(answered_on=answered_on))
    assert shown.now is None
    assert words in [mark.below for mark in shown.marks]
    assert "Today" not in shown.spoken
    assert (Look.OVER in looks(shown)) is (words == "answered late")


def test_what_is_answered_while_held_has_no_clock_to_show(session: Session) -> None:
    facts = ClockFacts(identity=Ask(date(2026, 11, 3)), answered_on=date(2026, 11, 10))
    shown = course(session, date(2026, 11, 2), facts)
    assert set(looks(shown)) == {Look.NONE}


def test_an_acknowledged_complaint_shows_its_next_update(session: Session) -> None:
    facts = ClockFacts(acknowledged_on=date(2026, 11, 10), next_update_on=date(2026, 12, 4))
    shown = course(session, date(2026, 11, 3), facts, CaseKind.COMPLAINT)
    assert looks(shown) == [Look.RUN, Look.NONE], "its thirty days are over"
    assert [mark.below for mark in shown.marks] == ["received, clock starts", "acknowledged", "follow up"]
    assert shown.now_words == "Today, no due date"


def test_what_is_done_at_once_shows_its_own_target(session: Session) -> None:
    shown = course(session, date(2026, 11, 20), ClockFacts(), CaseKind.MARKETING_OBJECTION)
    assert [mark.below for mark in shown.marks] == ["received, clock starts", "own target", "29 days left"]


def test_a_case_received_today_has_room_to_be_drawn(session: Session) -> None:
    shown = course(session, TODAY, ClockFacts(), CaseKind.CONTACT_ENQUIRY)
    assert shown.first() < shown.last()
    assert [mark.below for mark in shown.marks] == ["received"]


def test_a_case_that_ended_without_an_answer_is_never_overdue(session: Session) -> None:
    received_on = date(2026, 9, 1)
    withdrawn, voided = (
        session.cases.open_case(CaseDetails(CaseKind.ERASURE, received_on, Channel.EMAIL)) for _ in range(2)
    )
    session.cases.close(withdrawn, 1, Closing(Outcome.WITHDRAWN, date(2026, 9, 8)))
    session.cases.void(voided, 1, "Opened twice")
    shown = course_of(session.cases.case(withdrawn), TODAY)
    assert (looks(shown), shown.now) == ([Look.NONE], None)
    assert shown.spoken == "Closed without an answer. 1 Sep: received. 8 Sep: closed: withdrawn."
    shown = course_of(session.cases.case(voided), TODAY)
    assert (looks(shown), shown.now) == ([Look.NONE], None)
    assert shown.spoken == "Voided. 1 Sep: received, voided since."


def test_a_voided_case_shows_no_date_though_it_had_been_answered(session: Session) -> None:
    details = CaseDetails(CaseKind.ERASURE, date(2026, 9, 1), Channel.EMAIL)
    case = session.cases.open_case(details, ClockFacts(answered_on=date(2026, 11, 20)))
    session.cases.void(case, 1, "Opened twice")
    shown = course_of(session.cases.case(case), TODAY)
    assert shown.spoken == "Voided. 1 Sep: received, voided since."


def test_an_early_complaint_shows_a_day_to_follow_up_and_no_due_date(session: Session) -> None:
    shown = course(session, date(2026, 6, 18), ClockFacts(), CaseKind.COMPLAINT)
    assert [mark.below for mark in shown.marks] == ["received", "follow up"]
    assert Look.OVER not in looks(shown)


IN_TIME, WAITS, OVER, PLAIN = ChipLook.IN_TIME, ChipLook.WAITING, ChipLook.OVERDUE, ChipLook.NEUTRAL
SEPTEMBER = date(2026, 9, 1)
PAUSE = Clarification(date(2026, 11, 9))
COMPLAINT = CaseKind.COMPLAINT


@pytest.mark.parametrize(
    ("received_on", "kind", "facts", "state"),
    [
        (date(2026, 11, 12), CaseKind.ACCESS, ClockFacts(), Chip("Running", IN_TIME)),
        (date(2026, 10, 26), CaseKind.ACCESS, ClockFacts(), Chip("Running", ChipLook.SOON)),
        (
            date(2026, 11, 16),
            CaseKind.ACCESS,
            ClockFacts(identity=Ask(date(2026, 11, 17))),
            Chip("Not started", WAITS),
        ),
        (
            date(2026, 10, 6),
            CaseKind.ACCESS,
            ClockFacts(identity=Ask(date(2026, 10, 7))),
            Chip("Not started", WAITS),
        ),
        (date(2026, 11, 2), CaseKind.ACCESS, ClockFacts(clarifications=(PAUSE,)), Chip("Stopped", WAITS)),
        (SEPTEMBER, CaseKind.ACCESS, ClockFacts(extension=EXTENSION), Chip("Running, extended", IN_TIME)),
        (
            SEPTEMBER,
            CaseKind.ACCESS,
            ClockFacts(extension=EXTENSION, clarifications=(PAUSE,)),
            Chip("Stopped, extended", WAITS),
        ),
        (date(2026, 10, 20), CaseKind.ERASURE, ClockFacts(), Chip("Overdue", OVER)),
        (SEPTEMBER, CaseKind.ERASURE, ClockFacts(answered_on=date(2026, 9, 9)), Chip("Answered in time")),
        (SEPTEMBER, CaseKind.ERASURE, ClockFacts(answered_on=date(2026, 10, 9)), Chip("Answered late")),
        (
            SEPTEMBER,
            CaseKind.ERASURE,
            ClockFacts(extension=EXTENSION, answered_on=date(2026, 11, 9)),
            Chip("Answered in time, extended"),
        ),
        (SEPTEMBER, CaseKind.DEMO_ENQUIRY, ClockFacts(), Chip("No clock")),
        (SEPTEMBER, CaseKind.DEMO_ENQUIRY, ClockFacts(answered_on=date(2026, 9, 9)), Chip("Answered")),
        (
            SEPTEMBER,
            COMPLAINT,
            ClockFacts(acknowledged_on=date(2026, 9, 9)),
            Chip("Acknowledged in time"),
        ),
        (
            SEPTEMBER,
            COMPLAINT,
            ClockFacts(acknowledged_on=date(2026, 10, 9)),
            Chip("Acknowledged late"),
        ),
        (
            SEPTEMBER,
            COMPLAINT,
            ClockFacts(acknowledged_on=date(2026, 9, 9), answered_on=date(2026, 11, 9)),
            Chip("Acknowledged in time, answered"),
        ),
    ],
)
def test_how_a_clock_stands_is_said_in_words_with_a_shape(
    session: Session, received_on: date, kind: CaseKind, facts: ClockFacts, state: Chip
) -> None:
    shown = course(session, received_on, facts, kind)
    assert shown.state == state
    assert shown.spoken.startswith(f"{state.words}. ")


def test_every_pause_is_named_and_what_was_asked_too_late_is_none(session: Session) -> None:
    pauses = (
        Clarification(date(2026, 10, 28), date(2026, 11, 3)),
        Clarification(date(2026, 11, 9), date(2026, 11, 16)),
    )
    shown = course(session, date(2026, 10, 26), ClockFacts(clarifications=pauses))
    assert looks(shown) == [Look.RUN, Look.WAITING, Look.RUN, Look.WAITING, Look.RUN, Look.LEFT]
    named = [mark.words for mark in shown.marks if mark.below == "clarification, stopped"]
    assert named == ["28 Oct to 3 Nov", "9 Nov to 16 Nov"]
    late = (Clarification(date(2026, 11, 10), date(2026, 11, 12)), Clarification(date(2026, 11, 13)))
    shown = course(session, date(2026, 10, 5), ClockFacts(clarifications=late))
    assert looks(shown) == [Look.RUN, Look.OVER], "a question after the due date stops nothing"
    assert [mark.below for mark in shown.marks] == ["received, clock starts", "17 days over"]


def test_a_question_answered_before_the_clock_started_is_no_pause(session: Session) -> None:
    facts = ClockFacts(
        identity=Ask(date(2026, 11, 3), date(2026, 11, 9)),
        clarifications=(Clarification(date(2026, 11, 4), date(2026, 11, 6)),),
    )
    shown = course(session, date(2026, 11, 2), facts)
    assert "clarification, stopped" not in [mark.below for mark in shown.marks]
    held = ClockFacts(identity=Ask(date(2026, 11, 3)), clarifications=(Clarification(date(2026, 11, 4)),))
    shown = course(session, date(2026, 11, 2), held)
    assert [mark.below for mark in shown.marks] == ["received", "ask again"]


def test_an_extension_is_marked_with_the_day_of_its_notice(session: Session) -> None:
    shown = course(session, SEPTEMBER, ClockFacts(extension=EXTENSION))
    assert ("28 Sep", "extension notice") in [(mark.words, mark.below) for mark in shown.marks]
    stopped = course(session, SEPTEMBER, ClockFacts(extension=EXTENSION, clarifications=(PAUSE,)))
    assert stopped.marks[-1].below == "extended, ask again"


def test_what_was_answered_late_is_over_from_its_due_date_to_the_answer(session: Session) -> None:
    shown = course(session, SEPTEMBER, ClockFacts(answered_on=date(2026, 10, 20)))
    assert looks(shown) == [Look.RUN, Look.OVER]
    assert [mark.below for mark in shown.marks] == ["received, clock starts", "was due", "answered late"]


def test_an_answer_on_the_last_day_is_one_mark(session: Session) -> None:
    shown = course(session, date(2026, 9, 3), ClockFacts(answered_on=date(2026, 10, 5)))
    assert [mark.below for mark in shown.marks] == [
        "received, clock starts",
        "answered on the day it was due",
    ]


def test_the_outcome_of_a_complaint_that_was_acknowledged_is_never_late(session: Session) -> None:
    facts = ClockFacts(acknowledged_on=date(2026, 9, 9), answered_on=date(2026, 11, 9))
    shown = course(session, SEPTEMBER, facts, COMPLAINT)
    assert looks(shown) == [Look.RUN, Look.NONE]
    assert [mark.below for mark in shown.marks] == [
        "received, clock starts",
        "acknowledged",
        "acknowledgement was due",
        "outcome sent",
    ]
    late = course(session, SEPTEMBER, ClockFacts(acknowledged_on=date(2026, 10, 9)), COMPLAINT)
    assert "acknowledged, late" in [mark.below for mark in late.marks]


@pytest.mark.parametrize("width", [240, 500, 900, 1600])
def test_no_words_on_the_bar_lie_over_others(qtbot: QtBot, session: Session, width: int) -> None:
    pauses = tuple(Clarification(date(2026, 9, day), date(2026, 9, day + 2)) for day in range(3, 24, 4))
    cases = (
        (SEPTEMBER, ClockFacts(extension=EXTENSION, clarifications=(*pauses, PAUSE))),
        (SEPTEMBER, ClockFacts(extension=EXTENSION)),
        (date(2026, 8, 3), ClockFacts(extension=Extension(SEPTEMBER, ExtensionGround.NUMBER, "Forty"))),
        (TODAY, ClockFacts()),
    )
    for received_on, facts in cases:
        bar = ClockBar()
        qtbot.addWidget(bar)
        bar.resize(width, 100)
        bar.show_course(course(session, received_on, facts))
        bar.show()
        labels = bar._labels
        for at, one in enumerate(labels):
            for other in labels[at + 1 :]:
                apart = one.left + one.width <= other.left or other.left + other.width <= one.left
                assert one.row != other.row or apart, (one, other)


UNTOLD = ClockFacts(extension=Extension(None, ExtensionGround.COMPLEXITY, "Eleven systems"))


def test_an_extension_that_nobody_was_told_of_shows_by_when_the_notice_goes(session: Session) -> None:
    shown = course(session, date(2026, 11, 12), UNTOLD)
    assert looks(shown) == [Look.RUN, Look.LEFT, Look.EXTENDED]
    assert shown.state.words == "Running, extended once its notice is sent"
    assert [(mark.words, mark.below) for mark in shown.marks] == [
        ("12 Nov", "received, clock starts"),
        ("12 Dec", "send the extension notice"),
        ("12 Feb 2027", "extended, 82 days left"),
    ]


@pytest.mark.parametrize("sent", [None, date(2026, 11, 6)])
def test_an_extension_that_does_not_count_is_overdue_and_says_to_answer(
    session: Session, sent: date | None
) -> None:
    facts = ClockFacts(extension=Extension(sent, ExtensionGround.COMPLEXITY, "Eleven systems"))
    shown = course(session, date(2026, 10, 5), facts)
    assert shown.state.words == "Overdue, not extended: answer now"
    assert looks(shown) == [Look.RUN, Look.OVER]
    late = ["extension notice, too late"] if sent else []
    assert [mark.below for mark in shown.marks] == ["received, clock starts", "17 days over", *late]


def test_once_answered_nobody_is_told_to_answer(session: Session) -> None:
    facts = ClockFacts(extension=UNTOLD.extension, answered_on=date(2026, 11, 20))
    assert course(session, date(2026, 11, 12), facts).state.words == "Answered in time"
