"""The clock as spans and marks, worked out from real cases."""

from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts, Extension, ExtensionGround
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.clock_course import Course, Look, course_of

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
        "12 Nov: received. 14 Nov identity: clock starts. 14 Dec 2026: 22 days left. Today, day 8."
    )


def test_a_clock_that_has_not_started_has_no_due_date(session: Session) -> None:
    shown = course(session, date(2026, 11, 16), ClockFacts(identity=Ask(date(2026, 11, 17))))
    assert set(looks(shown)) == {Look.WAITING}
    assert shown.now_words == "Today, clock not started"
    assert shown.marks[-1].below == "ask again"


def test_a_stopped_clock_stands_still_from_the_question_on(session: Session) -> None:
    shown = course(session, date(2026, 11, 2), ClockFacts(clarifications=(Clarification(date(2026, 11, 9)),)))
    assert looks(shown) == [Look.RUN, Look.WAITING, Look.WAITING]
    assert shown.now_words == "Today, clock stopped"
    assert [mark.below for mark in shown.marks] == ["received", "clarification, stopped", "ask again"]


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
    assert set(looks(shown)) == {Look.NONE}
    assert [mark.below for mark in shown.marks] == ["received", "acknowledged", "follow up"]
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
    assert shown.spoken == "1 Sep: received. 8 Sep: closed: withdrawn."
    shown = course_of(session.cases.case(voided), TODAY)
    assert (looks(shown), shown.now) == ([Look.NONE], None)
    assert shown.spoken == "1 Sep: received, voided since."


def test_a_voided_case_shows_no_date_though_it_had_been_answered(session: Session) -> None:
    details = CaseDetails(CaseKind.ERASURE, date(2026, 9, 1), Channel.EMAIL)
    case = session.cases.open_case(details, ClockFacts(answered_on=date(2026, 11, 20)))
    session.cases.void(case, 1, "Opened twice")
    shown = course_of(session.cases.case(case), TODAY)
    assert shown.spoken == "1 Sep: received, voided since."


def test_an_early_complaint_shows_a_day_to_follow_up_and_no_due_date(session: Session) -> None:
    shown = course(session, date(2026, 6, 18), ClockFacts(), CaseKind.COMPLAINT)
    assert [mark.below for mark in shown.marks] == ["received", "follow up"]
    assert Look.OVER not in looks(shown)
