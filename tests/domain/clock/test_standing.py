"""The words and the urgency of the chip beside a case."""

from datetime import date

import pytest

from kmss_dpo.domain.clock import ClockState, Standing, Urgency, standing

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("state", "due_on", "chase_on", "urgency", "words"),
    [
        (ClockState.RUNNING, date(2026, 11, 20), None, Urgency.OVERDUE, "2 days over"),
        (ClockState.RUNNING, date(2026, 11, 21), None, Urgency.OVERDUE, "1 day over"),
        (ClockState.RUNNING, TODAY, None, Urgency.SOON, "Due today"),
        (ClockState.RUNNING, date(2026, 11, 24), None, Urgency.SOON, "Tue 24 Nov"),
        (ClockState.RUNNING, date(2026, 11, 29), None, Urgency.SOON, "Sun 29 Nov"),
        (ClockState.RUNNING, date(2026, 11, 30), None, Urgency.IN_TIME, "Mon 30 Nov"),
        (ClockState.RUNNING, date(2026, 12, 14), None, Urgency.IN_TIME, "Mon 14 Dec"),
        (ClockState.RUNNING, date(2027, 1, 4), None, Urgency.IN_TIME, "Mon 4 Jan 2027"),
        (ClockState.RUNNING, date(2026, 12, 22), date(2026, 11, 24), Urgency.SOON, "At once, Tue 24 Nov"),
        (ClockState.RUNNING, date(2026, 12, 22), TODAY, Urgency.SOON, "At once, Sun 22 Nov"),
        (ClockState.RUNNING, date(2026, 12, 22), date(2026, 11, 21), Urgency.SOON, "Act now"),
        (ClockState.RUNNING, TODAY, date(2026, 10, 24), Urgency.SOON, "Due today"),
        (ClockState.RUNNING, date(2026, 11, 21), date(2026, 10, 24), Urgency.OVERDUE, "1 day over"),
        (ClockState.NOT_STARTED, None, date(2026, 11, 23), Urgency.WAITING, "Not started"),
        (ClockState.NOT_STARTED, None, None, Urgency.WAITING, "Not started"),
        (ClockState.NOT_STARTED, None, TODAY, Urgency.SOON, "Follow up now"),
        (ClockState.STOPPED, None, date(2026, 11, 23), Urgency.WAITING, "Stopped"),
        (ClockState.STOPPED, None, date(2026, 11, 1), Urgency.SOON, "Follow up now"),
        (ClockState.NO_CLOCK, None, date(2026, 11, 23), Urgency.WAITING, "Follow up Mon 23 Nov"),
        (ClockState.NO_CLOCK, None, date(2026, 11, 22), Urgency.SOON, "Follow up now"),
        (ClockState.NO_CLOCK, None, None, Urgency.NONE, "No due date"),
        (ClockState.ANSWERED, date(2026, 11, 20), None, Urgency.DONE, "Answered"),
        (ClockState.ANSWERED, None, TODAY, Urgency.DONE, "Answered"),
    ],
)
def test_a_chip_says_how_a_case_stands(
    state: ClockState, due_on: date | None, chase_on: date | None, urgency: Urgency, words: str
) -> None:
    assert standing(state, due_on, chase_on, TODAY) == Standing(urgency, words)


@pytest.mark.parametrize(
    ("due_on", "notice_by", "urgency", "words"),
    [
        (date(2027, 2, 12), date(2026, 12, 12), Urgency.IN_TIME, "Notice by Sat 12 Dec"),
        (date(2027, 1, 29), date(2026, 11, 29), Urgency.SOON, "Notice by Sun 29 Nov"),
        (date(2027, 1, 22), TODAY, Urgency.SOON, "Notice by Sun 22 Nov"),
        (date(2027, 1, 21), date(2026, 11, 21), Urgency.SOON, "Send notice now"),
        (date(2026, 11, 20), None, Urgency.OVERDUE, "2 days over"),
        (None, date(2026, 11, 1), Urgency.SOON, "Follow up now"),
    ],
)
def test_an_extension_whose_notice_has_not_left_shows_the_day_it_has_to_leave_by(
    due_on: date | None, notice_by: date | None, urgency: Urgency, words: str
) -> None:
    state = ClockState.RUNNING if due_on else ClockState.STOPPED
    assert standing(state, due_on, notice_by, TODAY, owes_notice=True) == Standing(urgency, words)
