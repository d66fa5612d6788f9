"""Counting months and days, and writing a day."""

from datetime import date

import pytest

from kmss_dpo.domain.days import add_days, add_months, say_count, say_day, say_day_of_year
from kmss_dpo.domain.errors import Mistake


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 1, date(2024, 3, 29)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
        (date(9999, 11, 30), 1, date(9999, 12, 30)),
        (date(1900, 1, 31), 1, date(1900, 2, 28)),
    ],
)
def test_a_calendar_month_keeps_the_day_number_or_ends_with_the_month(
    day: date, months: int, later: date
) -> None:
    assert add_months(day, months) == later


def test_days_past_the_last_year_are_a_mistake() -> None:
    sentence = "The day worked out lies past the year 9999. Check the dates entered."
    with pytest.raises(Mistake) as found:
        add_months(date(9999, 12, 1), 1)
    assert found.value.sentence == sentence
    with pytest.raises(Mistake) as found:
        add_days(date(9999, 12, 31), 1)
    assert found.value.sentence == sentence
    assert add_days(date(9999, 12, 30), 1) == date(9999, 12, 31)


def test_every_weekday_and_month_has_its_english_name() -> None:
    days = [say_day(date(2026, month, month)) for month in range(1, 13)]
    assert days == [
        "Thu 1 Jan 2026",
        "Mon 2 Feb 2026",
        "Tue 3 Mar 2026",
        "Sat 4 Apr 2026",
        "Tue 5 May 2026",
        "Sat 6 Jun 2026",
        "Tue 7 Jul 2026",
        "Sat 8 Aug 2026",
        "Wed 9 Sep 2026",
        "Sat 10 Oct 2026",
        "Wed 11 Nov 2026",
        "Sat 12 Dec 2026",
    ]
    assert say_day_of_year(date(2026, 11, 27)) == "Fri 27 Nov"
    assert say_day_of_year(date(2026, 11, 29)) == "Sun 29 Nov"


def test_a_count_takes_its_plural() -> None:
    assert [say_count(count, "day") for count in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


@pytest.mark.parametrize(
    ("count", "one", "said"),
    [
        (1, "entry", "1 entry"),
        (2, "day", "2 days"),
        (3, "entry", "3 entries"),
        (2_000, "email address", "2,000 email addresses"),
        (0, "line", "0 lines"),
        (2, "record in the bin", "2 records in the bin"),
        (1, "record in the bin", "1 record in the bin"),
    ],
)
def test_a_number_is_said_with_its_noun(count: int, one: str, said: str) -> None:
    assert say_count(count, one) == said
