"""Complaints, what is acted on at once, enquiries, breaches and Art 14 notices."""

import time
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import (
    Ask,
    ClockFacts,
    ClockState,
    Deadline,
    breach_deadline,
    early_warning,
    notice_deadline,
    work_out,
)
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.intake.public_holidays import closed_days

CLOSED = closed_days(Nation.ENGLAND_AND_WALES)
AUG = date(2026, 8, 1)
LONDON = ZoneInfo("Europe/London")


def complaint(received: date = AUG, **facts: Any) -> Deadline:
    return work_out(CaseKind.COMPLAINT, received, ClockFacts(**facts), CLOSED)


def test_a_complaint_warns_from_day_28_because_a_stricter_reading_is_a_day_shorter() -> None:
    deadline = complaint()
    assert deadline.warn_from == date(2026, 8, 29)
    assert deadline.unrolled_on == date(2026, 8, 31)
    assert deadline.started_on == AUG
    assert deadline.state is ClockState.RUNNING
    assert deadline.chase_on is deadline.met is None


WARNING = "Acknowledge it now: a stricter reading of the 30 days ends a day sooner (unsettled)."


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 8, 28), ""),
        (date(2026, 8, 29), WARNING),
        (date(2026, 9, 1), WARNING),
        (date(2026, 9, 2), ""),
    ],
)
def test_from_day_28_to_the_due_date_the_stricter_reading_is_said(today: date, said: str) -> None:
    assert complaint().due_on == date(2026, 9, 1)
    assert early_warning(complaint(), today) == said


def test_what_was_acknowledged_or_answered_or_is_no_duty_needs_no_such_warning() -> None:
    told, answered = complaint(acknowledged_on=AUG), complaint(answered_on=AUG)
    early = complaint(date(2026, 6, 1))
    for deadline, today in ((told, AUG), (answered, AUG), (early, date(2026, 7, 1))):
        assert early_warning(deadline, today + timedelta(days=28)) == ""
    assert early_warning(answered, date(2026, 8, 30)) == early_warning(told, date(2026, 8, 30)) == ""


@pytest.mark.parametrize(("received", "statutory"), [(date(2026, 6, 18), False), (date(2026, 6, 19), True)])
def test_the_thirty_days_are_law_from_19_june_2026(received: date, statutory: bool) -> None:
    assert complaint(received).statutory is statutory


def test_an_early_complaint_is_never_due_and_names_a_day_to_look_at_it() -> None:
    early = date(2026, 6, 18)
    waits = complaint(early)
    assert (waits.state, waits.due_on, waits.latest_arguable_on) == (ClockState.NO_CLOCK, None, None)
    assert (waits.chase_on, waits.met, waits.warn_from) == (date(2026, 7, 20), None, None)
    assert "Nothing is due: aim to acknowledge it by Mon 20 Jul 2026." in [
        step.text for step in waits.derivation
    ]
    told = complaint(early, acknowledged_on=date(2026, 8, 3))
    assert (told.state, told.due_on, told.met) == (ClockState.NO_CLOCK, None, None)
    assert told.chase_on == date(2026, 9, 3)
    assert "Acknowledged on Mon 3 Aug 2026." in [step.text for step in told.derivation]
    done = complaint(early, answered_on=date(2026, 8, 3))
    assert (done.state, done.due_on, done.chase_on, done.met) == (ClockState.ANSWERED, None, None, None)
    assert {step.source for step in done.derivation[2:]} == {
        "Good practice only",
        "Own practice",
        "Regulator's guidance on time limits",
    }


@pytest.mark.parametrize("kind", list(CaseKind))
def test_nothing_is_due_in_a_case_that_was_opened_in_error(kind: CaseKind) -> None:
    facts = ClockFacts(identity=Ask(AUG), more_asked_on=AUG, acknowledged_on=AUG, answered_on=AUG)
    for customer in (False, True):
        voided = work_out(kind, AUG, facts, CLOSED, for_customer=customer, voided=True)
        assert (voided.state, voided.due_on, voided.chase_on) == (ClockState.NO_CLOCK, None, None)
        assert (voided.met, voided.statutory, voided.warnings) == (None, False, ())
        assert [step.text for step in voided.derivation] == [
            "Received by the company on Sat 1 Aug 2026.",
            "The case was opened in error and voided: no clock runs and nothing is due.",
        ]


def test_an_acknowledged_complaint_has_no_due_date_but_a_day_for_the_next_update() -> None:
    deadline = complaint(acknowledged_on=date(2026, 9, 1))
    assert deadline.state is ClockState.NO_CLOCK
    assert deadline.due_on is deadline.latest_arguable_on is None
    assert deadline.met is True
    assert deadline.chase_on == date(2026, 10, 1)
    promised = complaint(acknowledged_on=date(2026, 8, 3), next_update_on=date(2026, 8, 16))
    assert promised.chase_on == date(2026, 8, 16), "a promised day stays what it was"
    assert complaint(acknowledged_on=date(2026, 7, 15)).chase_on == date(2026, 8, 17)


def test_an_update_is_looked_for_only_between_acknowledgement_and_outcome() -> None:
    promised = date(2026, 8, 16)
    assert complaint(next_update_on=promised).chase_on is None
    done = complaint(acknowledged_on=AUG, next_update_on=promised, answered_on=promised)
    assert done.chase_on is None
    assert all("how it stands" not in step.text for step in done.derivation)


def test_the_first_complaint_under_the_law_is_not_called_good_practice() -> None:
    deadline = complaint(date(2026, 6, 19), answered_on=date(2026, 7, 20))
    assert all("ood practice" not in step.text + step.source for step in deadline.derivation)
    assert deadline.derivation[-1].text == (
        "Outcome sent on Mon 20 Jul 2026, in time, without an acknowledgement."
    )


def test_a_complaint_past_the_table_of_holidays_warns() -> None:
    assert len(complaint(date(2029, 1, 1)).warnings) == 1
    assert complaint(date(2028, 11, 1)).warnings == ()


def test_an_acknowledgement_after_the_due_date_is_late() -> None:
    assert complaint(acknowledged_on=date(2026, 9, 2)).met is False


def test_an_outcome_inside_the_thirty_days_needs_no_acknowledgement() -> None:
    deadline = complaint(answered_on=date(2026, 9, 1))
    assert (deadline.state, deadline.met) == (ClockState.ANSWERED, True)
    assert deadline.due_on == date(2026, 9, 1)
    assert deadline.chase_on is None
    assert complaint(answered_on=date(2026, 9, 2)).met is False
    both = complaint(acknowledged_on=AUG, answered_on=date(2026, 9, 2))
    assert (both.met, both.due_on) == (True, date(2026, 9, 1)), "the day that its answer is counted by"


@pytest.mark.parametrize("kind", [CaseKind.MARKETING_OBJECTION, CaseKind.CONSENT_WITHDRAWAL])
def test_marketing_stops_at_once_with_a_target_of_two_working_days_and_a_month_as_limit(
    kind: CaseKind,
) -> None:
    deadline = work_out(kind, date(2026, 12, 24), ClockFacts(), CLOSED)
    assert deadline.chase_on == date(2026, 12, 30)
    assert deadline.due_on == deadline.latest_arguable_on == date(2027, 1, 25)
    assert deadline.unrolled_on == date(2027, 1, 24)
    assert deadline.started_on == deadline.warn_from == date(2026, 12, 24)
    assert (deadline.state, deadline.met, deadline.statutory) == (ClockState.RUNNING, None, True)
    answered = work_out(kind, AUG, ClockFacts(answered_on=date(2026, 9, 1)), CLOSED)
    assert (answered.state, answered.chase_on, answered.met) == (ClockState.ANSWERED, None, True)
    assert work_out(kind, AUG, ClockFacts(answered_on=date(2026, 9, 2)), CLOSED).met is False


def test_what_was_acted_on_after_the_limit_says_by_how_much() -> None:
    late = work_out(CaseKind.CONSENT_WITHDRAWAL, AUG, ClockFacts(answered_on=date(2026, 9, 2)), CLOSED)
    assert late.derivation[-1].text == "Answered on Wed 2 Sep 2026, 1 day after the due date."


def test_nothing_holds_up_an_objection_to_marketing() -> None:
    facts = ClockFacts(identity=Ask(AUG))
    assert work_out(CaseKind.MARKETING_OBJECTION, AUG, facts, CLOSED).due_on == date(2026, 9, 1)
    assert len(work_out(CaseKind.MARKETING_OBJECTION, date(2029, 1, 1), facts, CLOSED).warnings) == 1


@pytest.mark.parametrize("kind", [CaseKind.DEMO_ENQUIRY, CaseKind.CONTACT_ENQUIRY])
def test_an_enquiry_has_no_clock_and_an_unfinished_form_is_chased(kind: CaseKind) -> None:
    plain = work_out(kind, AUG, ClockFacts(), CLOSED)
    assert (plain.state, plain.due_on, plain.chase_on, plain.statutory) == (
        ClockState.NO_CLOCK,
        None,
        None,
        False,
    )
    asked = work_out(kind, AUG, ClockFacts(more_asked_on=AUG), CLOSED)
    assert (asked.state, asked.chase_on) == (ClockState.NO_CLOCK, date(2026, 8, 17))
    replied = work_out(kind, AUG, ClockFacts(more_asked_on=AUG, more_received_on=AUG), CLOSED)
    assert replied.chase_on is None
    done = work_out(kind, AUG, ClockFacts(more_asked_on=AUG, answered_on=AUG), CLOSED)
    assert (done.state, done.chase_on) == (ClockState.ANSWERED, None)


@pytest.mark.parametrize("kind", list(CaseKind))
def test_what_is_meant_for_a_customer_is_passed_on_and_has_no_clock_here(kind: CaseKind) -> None:
    facts = ClockFacts(identity=Ask(AUG), more_asked_on=AUG, acknowledged_on=AUG)
    waits = work_out(kind, AUG, facts, CLOSED, for_customer=True)
    assert (waits.state, waits.due_on, waits.chase_on) == (ClockState.NO_CLOCK, None, date(2026, 8, 4))
    assert waits.statutory is False
    assert [(step.text, step.source) for step in waits.derivation] == [
        ("Received by the company on Sat 1 Aug 2026.", ""),
        (
            "It is for a customer: pass it on and tell the person so. The customer's clock runs, not ours.",
            "UK GDPR Art 28(3)(e) and the contract",
        ),
        ("The own target is 2 working days: Tue 4 Aug 2026.", "Own practice"),
    ]
    done = work_out(kind, AUG, ClockFacts(answered_on=date(2026, 8, 3)), CLOSED, for_customer=True)
    assert (done.state, done.chase_on) == (ClockState.ANSWERED, None)
    assert done.derivation[-1].text == "Passed on and answered on Mon 3 Aug 2026."


def test_a_breach_is_reported_within_72_real_hours_over_the_end_of_summer_time() -> None:
    aware = datetime(2026, 10, 23, 12, 0, tzinfo=LONDON)
    breach = breach_deadline(aware)
    assert breach.aware_at is aware
    assert breach.due_at == datetime(2026, 10, 26, 11, 0, tzinfo=UTC)
    assert breach.due_at.tzinfo is LONDON
    assert [(step.text, step.source) for step in breach.derivation] == [
        ("The company became aware on Fri 23 Oct 2026 12:00 BST.", "UK GDPR Art 33(1)"),
        ("72 hours later, weekends and holidays included: Mon 26 Oct 2026 11:00 UTC.", "UK GDPR Art 33(1)"),
        (
            "In local time that is Mon 26 Oct 2026 11:00 GMT: report it without undue delay, and by then.",
            "UK GDPR Art 33(1)",
        ),
    ]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot change its time zone in a test")
def test_the_hours_are_counted_in_utc_wherever_the_computer_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        counted = breach_deadline(datetime(2026, 10, 23, 12, 0, tzinfo=LONDON)).derivation[1].text
    finally:
        monkeypatch.undo()
        time.tzset()
    assert counted.endswith("Mon 26 Oct 2026 11:00 UTC.")


def test_72_hours_run_over_the_start_of_summer_time_and_through_a_repeated_hour() -> None:
    spring = breach_deadline(datetime(2026, 3, 27, 12, 0, tzinfo=LONDON))
    assert spring.due_at.replace(tzinfo=None) == datetime(2026, 3, 30, 13, 0)  # noqa: DTZ001 - a wall clock
    second = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1)
    assert breach_deadline(second).due_at == datetime(2026, 10, 28, 1, 30, tzinfo=UTC)


def test_a_breach_without_a_time_zone_or_at_the_end_of_time_is_a_mistake() -> None:
    with pytest.raises(Mistake) as found:
        breach_deadline(datetime(2026, 10, 23, 12, 0))  # noqa: DTZ001 - the mistake under test
    assert found.value.sentence == "Say in which time zone the company became aware of the breach."
    assert found.value.field == "aware_at"
    with pytest.raises(Mistake, match="year 9999"):
        breach_deadline(datetime(9999, 12, 30, tzinfo=UTC))
    with pytest.raises(Mistake, match="year 9999"):
        breach_deadline(datetime(9999, 12, 29, 0, 30, tzinfo=timezone(timedelta(hours=2))))


def test_people_whose_data_came_from_elsewhere_are_told_within_a_month_that_no_weekend_moves() -> None:
    running = notice_deadline(date(2026, 9, 3))
    assert running.due_on == running.latest_arguable_on == running.unrolled_on == date(2026, 10, 3)
    assert (running.started_on, running.state, running.met) == (date(2026, 9, 3), ClockState.RUNNING, None)
    assert [(step.text, step.source) for step in running.derivation] == [
        ("The data was obtained on Thu 3 Sep 2026.", "UK GDPR Art 14(3)"),
        ("The person is told within one calendar month at most: by Sat 3 Oct 2026.", "UK GDPR Art 14(3)"),
    ]
    told = notice_deadline(date(2026, 9, 3), date(2026, 10, 3))
    assert (told.state, told.met) == (ClockState.ANSWERED, True)
    assert told.derivation[-1].text == "Told on Sat 3 Oct 2026."
    assert told.derivation[-1].source == "UK GDPR Art 14(3)"
    assert notice_deadline(date(2026, 9, 3), date(2026, 10, 4)).met is False
