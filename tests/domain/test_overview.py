"""How things stand, in words."""

from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.holidays import ClosedDays, Nation
from kmss_dpo.domain.overview import Overview, ReadyGroup

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "One record has reached the end of its retention period."),
        (2, "Two records have reached the end of their retention period."),
    ],
)
def test_what_has_run_out_is_said_in_good_english(count: int, said: str) -> None:
    ready = (ReadyGroup(CaseKind.DEMO_ENQUIRY, "enquiry", count, TODAY),)
    overview = Overview(
        TODAY,
        overdue=0,
        due_soon=0,
        to_act_on=0,
        urgent=(),
        ready=ready,
        open_by_kind={},
        months=(),
        holidays=ClosedDays(Nation.SCOTLAND, {}, date(2026, 1, 1), date(2027, 1, 1)),
    )
    assert overview.sentence() == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "One needs to be acted on or followed up now."),
        (12, "12 need to be acted on or followed up now."),
    ],
)
def test_what_waits_for_the_officer_is_said_too(count: int, said: str) -> None:
    overview = Overview(
        TODAY,
        overdue=0,
        due_soon=0,
        to_act_on=count,
        urgent=(),
        ready=(),
        open_by_kind={},
        months=(),
        holidays=ClosedDays(Nation.SCOTLAND, {}, date(2026, 1, 1), date(2027, 1, 1)),
    )
    assert overview.sentence() == said


def test_holidays_that_do_not_reach_today_are_warned_of() -> None:
    short = ClosedDays(Nation.SCOTLAND, {}, date(2026, 1, 1), date(2026, 10, 31))
    overview = Overview(
        TODAY,
        overdue=0,
        due_soon=0,
        to_act_on=0,
        urgent=(),
        ready=(),
        open_by_kind={},
        months=(),
        holidays=short,
    )
    assert overview.sentence() == (
        "Nothing is overdue and nothing is due within seven days. "
        "The public holidays known here do not reach today: check the dates."
    )


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "One hold has reached the day of its review."),
        (12, "12 holds have reached the day of their review."),
    ],
)
def test_holds_to_be_reviewed_are_said(count: int, said: str) -> None:
    overview = Overview(
        TODAY,
        overdue=0,
        due_soon=0,
        to_act_on=0,
        urgent=(),
        ready=(),
        open_by_kind={},
        months=(),
        holidays=ClosedDays(Nation.SCOTLAND, {}, date(2026, 1, 1), date(2027, 1, 1)),
        holds_to_review=count,
    )
    assert overview.sentence() == said
