"""The clock of rights requests: what starts it, stops it, extends it, and what never moves it."""

from datetime import date, timedelta
from typing import Any

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import (
    Ask,
    Clarification,
    ClockFacts,
    ClockState,
    Deadline,
    Extension,
    ExtensionGround,
    work_out,
)
from kmss_dpo.domain.clock.course import Course, count_days
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.intake.public_holidays import closed_days

CLOSED = closed_days(Nation.ENGLAND_AND_WALES)
FIRST = date(2026, 9, 1)


def sep(number: int) -> date:
    return date(2026, 9, number)


def octo(number: int) -> date:
    return date(2026, 10, number)


def access(received: date = FIRST, **facts: Any) -> Deadline:
    return work_out(CaseKind.ACCESS, received, ClockFacts(**facts), CLOSED)


def pause(asked: date, answered: date | None = None) -> Clarification:
    return Clarification(asked, answered)


def extension(sent: date, ground: ExtensionGround = ExtensionGround.COMPLEXITY) -> Extension:
    return Extension(sent, ground, "Nine systems hold data.")


@pytest.mark.parametrize("thing", ["identity", "authority", "fee"])
def test_while_something_asked_for_is_outstanding_the_clock_has_not_started(thing: str) -> None:
    deadline = access(**{thing: Ask(sep(4))})
    assert deadline.state is ClockState.NOT_STARTED
    assert (
        deadline.started_on is deadline.due_on is deadline.latest_arguable_on is deadline.unrolled_on is None
    )
    assert deadline.chase_on == sep(18)
    assert deadline.met is None
    assert deadline.statutory


def test_one_of_two_things_outstanding_is_enough_and_the_older_question_is_chased() -> None:
    deadline = access(identity=Ask(sep(4), sep(8)), fee=Ask(sep(6)), authority=Ask(sep(5)))
    assert deadline.state is ClockState.NOT_STARTED
    assert deadline.chase_on == date(2026, 9, 21), "Saturday 19 September is passed over"


def test_an_open_clarification_stops_the_clock_and_is_chased() -> None:
    deadline = access(clarifications=(pause(sep(4)),))
    assert deadline.state is ClockState.STOPPED
    assert deadline.started_on == FIRST
    assert deadline.due_on is deadline.latest_arguable_on is None
    assert deadline.chase_on == sep(18)


def test_a_clock_not_started_is_not_called_stopped_when_a_clarification_is_open_too() -> None:
    deadline = access(clarifications=(pause(sep(2)),), identity=Ask(sep(4)))
    assert deadline.state is ClockState.NOT_STARTED
    assert deadline.chase_on == sep(18)


def test_an_answer_sent_while_the_clock_was_held_is_in_time_and_is_not_chased() -> None:
    for facts in ({"identity": Ask(sep(4))}, {"clarifications": (pause(sep(4)),)}):
        deadline = access(answered_on=sep(9), **facts)
        assert deadline.state is ClockState.ANSWERED
        assert deadline.met is True
        assert deadline.chase_on is deadline.due_on is None


def test_the_day_of_dispatch_decides_whether_the_answer_was_in_time() -> None:
    assert access(answered_on=octo(1)).met is True
    assert access(answered_on=octo(2)).met is False
    assert access(answered_on=octo(2)).state is ClockState.ANSWERED
    assert access(answered_on=octo(2)).due_on == octo(1)
    assert access().met is None


def test_overlapping_clarifications_are_counted_once() -> None:
    apart = access(clarifications=(pause(sep(4), sep(8)), pause(sep(10), sep(12))))
    overlapping = access(clarifications=(pause(sep(8), sep(15)), pause(sep(4), sep(11))))
    inside = access(clarifications=(pause(sep(4), sep(20)), pause(sep(6), sep(8)), pause(sep(19), sep(21))))
    assert (apart.excluded_days, overlapping.excluded_days, inside.excluded_days) == (6, 11, 17)
    assert overlapping.due_on == octo(12)
    assert overlapping.latest_arguable_on == octo(13)


def test_the_two_counts_differ_by_the_day_of_asking() -> None:
    assert count_days([(sep(4), sep(11))], FIRST, lead=1) == 7
    assert count_days([(sep(4), sep(11))], FIRST, lead=0) == 8
    assert count_days([(sep(4), sep(4))], FIRST, lead=1) == 0
    assert count_days([(sep(4), sep(4))], sep(4), lead=0) == 0
    assert count_days([(sep(4), sep(4)), (sep(4), sep(6))], FIRST, lead=1) == 2
    assert count_days([(sep(2), sep(4)), (sep(5), sep(6))], FIRST, lead=0) == 5
    assert count_days([], FIRST, lead=1) == 0


def test_days_are_added_to_the_month_and_not_to_a_rolled_date() -> None:
    deadline = access(sep(3), clarifications=(pause(sep(8), sep(10)),))
    assert deadline.unrolled_on == octo(5)
    assert deadline.due_on == octo(5)


@pytest.mark.parametrize("kind", [CaseKind.ERASURE, CaseKind.RECTIFICATION, CaseKind.OBJECTION])
def test_no_other_right_than_access_is_paused(kind: CaseKind) -> None:
    facts = ClockFacts(clarifications=(pause(sep(4)),))
    deadline = work_out(kind, FIRST, facts, CLOSED)
    assert (deadline.state, deadline.due_on, deadline.excluded_days) == (ClockState.RUNNING, octo(1), 0)
    assert deadline.warnings == (
        "A clarification moves nothing here: only the clock of subject access can be stopped.",
    )


def test_the_newer_text_applies_from_5_february_2026() -> None:
    for received, older in ((date(2026, 2, 4), True), (date(2026, 2, 5), False)):
        steps = access(received).derivation
        assert (steps[1].text.startswith("Received before")) is older
        assert steps[0].source == ("UK GDPR Art 12(3), older text" if older else "UK GDPR Art 12A")


def test_what_is_asked_for_after_the_due_date_never_moves_it() -> None:
    for facts in (
        {"identity": Ask(octo(2))},
        {"authority": Ask(octo(2), octo(20))},
        {"fee": Ask(octo(2))},
        {"clarifications": (pause(octo(2)),)},
        {"clarifications": (pause(octo(2), octo(9)),)},
    ):
        deadline = access(**facts)
        assert (deadline.state, deadline.due_on, deadline.excluded_days) == (ClockState.RUNNING, octo(1), 0)
        assert len(deadline.warnings) == 1
        assert deadline.warnings[0].endswith(
            " was asked for on Fri 2 Oct 2026, after the due date had passed: it moves nothing."
        )


def test_what_is_asked_for_on_the_due_date_itself_still_counts_and_warns() -> None:
    deadline = access(clarifications=(pause(octo(1), octo(3)),))
    assert deadline.unrolled_on == octo(3)
    assert deadline.due_on == octo(5)
    late = "late in the month: whether that still moves the date is unsettled."
    assert deadline.warnings == (f"Clarification was asked for on Thu 1 Oct 2026, {late}",)


def test_a_weekend_after_the_month_is_still_before_the_due_date() -> None:
    deadline = access(sep(3), clarifications=(pause(octo(4), octo(6)),))
    assert deadline.due_on == octo(5)
    assert deadline.excluded_days == 2
    assert len(deadline.warnings) == 1


@pytest.mark.parametrize(("asked", "warns"), [(sep(24), False), (sep(25), True), (sep(30), True)])
def test_a_question_in_the_last_week_of_the_month_is_late(asked: date, warns: bool) -> None:
    assert bool(access(clarifications=(pause(asked, asked + timedelta(1)),)).warnings) is warns


def test_a_later_question_is_measured_against_the_date_as_earlier_ones_moved_it() -> None:
    deadline = access(clarifications=(pause(octo(5), octo(6)), pause(sep(4), sep(11))))
    assert deadline.excluded_days == 8
    assert deadline.due_on == octo(9)
    unmoved = access(clarifications=(pause(octo(5), octo(6)),))
    assert unmoved.excluded_days == 0
    two_late = access(clarifications=(pause(sep(28), sep(29)), pause(sep(30), octo(2))))
    assert len(two_late.warnings) == 2


def test_a_question_asked_while_the_clock_is_held_counts_whenever_it_was_asked() -> None:
    deadline = access(identity=Ask(sep(2), date(2026, 11, 2)), fee=Ask(octo(20), date(2026, 11, 4)))
    assert deadline.started_on == date(2026, 11, 4)
    assert deadline.due_on == date(2026, 12, 4)
    assert deadline.warnings == ()


def test_proof_that_came_before_another_does_not_bring_the_start_forward() -> None:
    deadline = access(identity=Ask(sep(2), sep(20)), authority=Ask(sep(3), sep(5)))
    assert deadline.started_on == sep(20)
    assert deadline.due_on == octo(20)


def test_an_extension_runs_three_months_from_the_day_the_clock_started() -> None:
    deadline = access(identity=Ask(sep(2), sep(10)), extension=extension(sep(30)))
    assert deadline.started_on == sep(10)
    assert deadline.unrolled_on == deadline.due_on == date(2026, 12, 10)
    assert deadline.extended
    assert deadline.warnings == ()


@pytest.mark.parametrize(
    ("sent", "extended", "warnings"),
    [
        (octo(3), True, 0),
        (octo(4), True, 1),
        (octo(5), True, 1),
        (octo(6), False, 1),
    ],
)
def test_the_notice_goes_before_the_month_ends_warns_on_the_weekend_and_is_void_after_it(
    sent: date, extended: bool, warnings: int
) -> None:
    deadline = access(sep(3), extension=extension(sent))
    assert deadline.extended is extended
    assert deadline.due_on == (date(2026, 12, 3) if extended else octo(5))
    assert len(deadline.warnings) == warnings


def test_excluded_days_move_the_last_day_for_the_notice_too() -> None:
    deadline = access(clarifications=(pause(sep(4), sep(11)),), extension=extension(octo(8)))
    assert deadline.extended
    assert deadline.due_on == date(2026, 12, 8)
    assert deadline.warnings == ()


def test_a_clarification_in_the_extended_time_removes_days_there() -> None:
    facts = {"clarifications": (pause(octo(20), octo(23)),)}
    assert access(**facts).excluded_days == 0
    deadline = access(extension=extension(sep(20)), **facts)
    assert deadline.excluded_days == 3
    assert deadline.due_on == date(2026, 12, 4)
    assert deadline.warnings == ()
    still_open = access(extension=extension(sep(20)), clarifications=(pause(octo(20)),))
    assert still_open.state is ClockState.STOPPED
    assert still_open.extended
    assert still_open.due_on is None


def test_a_clarification_after_the_extended_date_moves_nothing() -> None:
    late = date(2026, 12, 2)
    deadline = access(extension=extension(sep(20)), clarifications=(pause(late),))
    assert deadline.due_on == date(2026, 12, 1)
    passed = "after the due date had passed: it moves nothing."
    assert deadline.warnings == (f"Clarification was asked for on Wed 2 Dec 2026, {passed}",)


def test_an_extension_that_came_too_late_leaves_the_due_date_to_speak_of() -> None:
    deadline = access(extension=extension(octo(2)), identity=Ask(octo(20)))
    assert deadline.due_on == octo(1)
    assert "Tue 20 Oct 2026, after the due date had passed: it moves nothing." in deadline.warnings[0]


def test_proof_asked_for_after_the_first_month_does_not_move_the_original_relevant_day() -> None:
    deadline = access(extension=extension(sep(20)), identity=Ask(octo(20)))
    assert deadline.state is ClockState.RUNNING
    assert deadline.started_on == FIRST
    assert deadline.due_on == date(2026, 12, 1)
    late = "after the first month had ended: it moves nothing."
    assert deadline.warnings == (f"Proof of identity was asked for on Tue 20 Oct 2026, {late}",)


def test_an_extension_of_a_held_clock_is_kept_until_the_clock_runs() -> None:
    deadline = access(extension=extension(sep(20)), identity=Ask(sep(4)))
    assert deadline.state is ClockState.NOT_STARTED
    assert deadline.extended
    assert deadline.warnings == ()


def test_dates_outside_the_table_of_holidays_warn_once() -> None:
    before = work_out(CaseKind.ERASURE, date(2018, 11, 1), ClockFacts(), CLOSED)
    after = work_out(CaseKind.ERASURE, date(2028, 12, 1), ClockFacts(), CLOSED)
    inside = work_out(CaseKind.ERASURE, date(2028, 11, 29), ClockFacts(), CLOSED)
    first = work_out(CaseKind.ERASURE, date(2018, 12, 1), ClockFacts(), CLOSED)
    rolled_out = work_out(CaseKind.ERASURE, date(2028, 11, 30), ClockFacts(), CLOSED)
    known = "lies outside the public holidays known here (Tue 1 Jan 2019 to Sun 31 Dec 2028): "
    missing = "a holiday that is missing there would move the date."
    assert before.warnings == (f"Mon 3 Dec 2018 {known}{missing}",)
    assert after.warnings == (f"Tue 2 Jan 2029 {known}{missing}",)
    assert inside.warnings == first.warnings == ()
    assert rolled_out.due_on == date(2029, 1, 2)
    assert len(rolled_out.warnings) == 1


def clock_or_sentence(kind: CaseKind, received: date, facts: ClockFacts) -> Deadline | str:
    try:
        return work_out(kind, received, facts, CLOSED)
    except Mistake as mistake:
        return mistake.sentence


@pytest.mark.parametrize("kind", list(CaseKind))
def test_any_day_from_1900_to_9999_gives_a_date_or_a_clear_mistake(kind: CaseKind) -> None:
    days = [date(1900, 1, 1), date(1900, 2, 28), date(2000, 2, 29), date(9999, 12, 31), date(9999, 11, 30)]
    days += [date(year, 2, 29) for year in range(1904, 9999, 48) if year % 100]
    days += [date(9999, 9, 1) + timedelta(count) for count in range(122)]
    facts = ClockFacts(
        identity=Ask(date(9999, 12, 1)), acknowledged_on=date(9999, 12, 1), more_asked_on=date(9999, 12, 20)
    )
    for received in days:
        for given in (ClockFacts(), facts):
            found = clock_or_sentence(kind, received, given)
            if isinstance(found, str):
                assert found == "The day worked out lies past the year 9999. Check the dates entered."
                assert received.year == 9999 or given is facts
            else:
                assert found.derivation


def test_an_empty_course_starts_on_receipt() -> None:
    course = Course(FIRST)
    assert course.relevant_on == FIRST
    assert course.waits_since() == ()
