"""The table of closed days: what is closed and why, where a date rolls to, the officer's own days."""

from datetime import date

import pytest

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holidays import NATION_NAMES, ClosedDays, Nation, OwnDays, PassedDay, check_own_day

CHRISTMAS = date(2026, 12, 25)
SUBSTITUTE = date(2026, 12, 28)
TABLE = ClosedDays(
    Nation.ENGLAND_AND_WALES,
    {CHRISTMAS: "Christmas Day", SUBSTITUTE: "Boxing Day (substitute day)", date(2026, 8, 1): "Own fair"},
    date(2026, 1, 1),
    date(2026, 12, 31),
)


def test_weekends_and_holidays_are_closed_and_say_why() -> None:
    assert TABLE.is_closed(CHRISTMAS)
    assert TABLE.why_closed(CHRISTMAS) == "Christmas Day"
    assert TABLE.why_closed(date(2026, 12, 26)) == "Saturday"
    assert TABLE.why_closed(date(2026, 12, 27)) == "Sunday"
    assert TABLE.why_closed(date(2026, 8, 1)) == "Saturday", "a weekend goes before a holiday on it"
    assert not TABLE.is_closed(date(2026, 12, 29))
    assert not TABLE.is_closed(date(2026, 12, 24))
    assert TABLE.why_closed(date(2026, 12, 29)) == ""


def test_a_date_rolls_forward_and_names_each_day_passed_over() -> None:
    day, passed = TABLE.roll(CHRISTMAS)
    assert day == date(2026, 12, 29)
    assert passed == (
        PassedDay(CHRISTMAS, "Christmas Day"),
        PassedDay(date(2026, 12, 26), "Saturday"),
        PassedDay(date(2026, 12, 27), "Sunday"),
        PassedDay(SUBSTITUTE, "Boxing Day (substitute day)"),
    )
    assert TABLE.roll(date(2026, 12, 29)) == (date(2026, 12, 29), ())


def test_rolling_past_the_last_year_is_a_mistake() -> None:
    end = date(9999, 12, 31)
    table = ClosedDays(Nation.SCOTLAND, {end: "Hogmanay"}, end, end)
    with pytest.raises(Mistake, match="past the year 9999"):
        table.roll(end)


@pytest.mark.parametrize(
    ("day", "reached"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_the_table_says_how_far_it_reaches(day: date, reached: bool) -> None:
    assert TABLE.reaches(day) is reached


def test_the_officers_own_days_are_taken_in() -> None:
    extra = date(2026, 6, 15)
    own = OwnDays({extra: "Town holiday", CHRISTMAS: "Named anew"}, frozenset({SUBSTITUTE, CHRISTMAS}))
    changed = TABLE.changed_by(own)
    assert changed.why_closed(extra) == "Town holiday"
    assert changed.why_closed(CHRISTMAS) == "Named anew"
    assert not changed.is_closed(SUBSTITUTE)
    assert (changed.nation, changed.first, changed.last) == (TABLE.nation, TABLE.first, TABLE.last)
    assert TABLE.is_closed(SUBSTITUTE), "the table it came from stays as it was"


def test_an_imported_list_can_only_lengthen_the_reach() -> None:
    assert TABLE.changed_by(OwnDays(known_until=date(2027, 12, 31))).last == date(2027, 12, 31)
    assert TABLE.changed_by(OwnDays(known_until=date(2025, 12, 31))).last == date(2026, 12, 31)
    assert TABLE.changed_by(OwnDays()) == TABLE


def test_an_own_day_needs_a_name() -> None:
    check_own_day("Town holiday")
    with pytest.raises(Mistake) as found:
        check_own_day("  ")
    assert found.value.field == "name"
    assert found.value.sentence == "Give the day its name: it is shown wherever a date passes over it."


def test_every_nation_has_its_name() -> None:
    assert [NATION_NAMES[nation] for nation in Nation] == [
        "England and Wales",
        "Scotland",
        "Northern Ireland",
    ]


def test_two_tables_are_told_apart_by_their_nation_and_days_and_not_by_what_a_day_is_called() -> None:
    renamed = TABLE.changed_by(OwnDays(added={CHRISTMAS: "Nadolig"}, known_until=date(2030, 12, 31)))
    another_day = TABLE.changed_by(OwnDays(added={date(2026, 12, 17): "A day of mourning"}))
    fewer = TABLE.changed_by(OwnDays(removed=frozenset({CHRISTMAS})))
    another_nation = ClosedDays(Nation.SCOTLAND, TABLE.holidays, TABLE.first, TABLE.last)
    assert renamed.fingerprint() == TABLE.fingerprint()
    assert TABLE.fingerprint() not in {each.fingerprint() for each in (another_day, fewer, another_nation)}
