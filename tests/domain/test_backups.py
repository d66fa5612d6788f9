"""Which backups are kept, when a place was missed too long, and what a restore would change, in words."""

from datetime import UTC, datetime, timedelta

from kmss_dpo.domain.backups import Change, SecondPlace, changes_words, to_drop
from kmss_dpo.domain.ids import Kind

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def daily(count: int) -> list[datetime]:
    return [NOW - timedelta(days=day) for day in range(count)]


def left(made: list[datetime]) -> list[datetime]:
    return [each for each in made if each not in to_drop(made, NOW)]


def test_fourteen_are_kept_whatever_their_age() -> None:
    assert to_drop(daily(14), NOW) == []
    old = [datetime(2019, 1, day, tzinfo=UTC) for day in range(1, 15)]
    assert to_drop(old, NOW) == []


def test_beside_the_newest_fourteen_the_first_of_each_of_three_months_is_kept() -> None:
    beside = left(daily(120))[14:]
    assert [each.date().isoformat() for each in beside] == ["2026-11-01", "2026-10-01", "2026-09-01"]


def test_kept_day_by_day_there_is_always_one_of_each_of_the_last_three_months() -> None:
    made: list[datetime] = []
    for day in range(150):
        now = NOW + timedelta(days=day)
        made.append(now)
        made = [each for each in made if each not in to_drop(made, now)]
    assert len(made) <= 17
    assert {(each.year, each.month) for each in made} == {(2027, 4), (2027, 3), (2027, 2)}


def test_many_backups_of_one_day_push_out_none_of_the_months() -> None:
    months = [datetime(2026, month, 3, tzinfo=UTC) for month in (9, 10, 11)]
    today = [NOW - timedelta(minutes=minute) for minute in range(30)]
    kept = left(months + today)
    assert set(months) < set(kept)
    assert len(kept) == 17


def test_those_that_a_wrong_clock_dated_after_now_go_first() -> None:
    wrong = [NOW + timedelta(days=400 + day) for day in range(10)]
    dropped = to_drop(daily(10) + wrong, NOW)
    assert sorted(dropped) == sorted(wrong)[:6]


def test_one_that_a_wrong_clock_dated_after_now_is_not_the_first_of_its_month() -> None:
    first = NOW.replace(day=1)
    wrong = NOW.replace(day=NOW.day + 1)
    newest = [NOW - timedelta(minutes=each) for each in range(14)]
    assert to_drop([*newest, first, wrong], NOW) == [wrong]


def test_a_second_place_is_missed_too_long_after_a_week_and_that_is_told_once() -> None:
    assert not SecondPlace("there", "mark").missed_too_long(NOW)
    missed = SecondPlace("there", "mark", NOW)
    assert not missed.missed_too_long(NOW + timedelta(days=6, hours=23))
    assert missed.missed_too_long(NOW + timedelta(days=7))
    assert not SecondPlace("there", "mark", NOW, reported=True).missed_too_long(NOW + timedelta(days=9))


def test_what_a_restore_would_change_is_said_kind_by_kind() -> None:
    changes = [
        Change(Kind.CASE, lost=2, older=1),
        Change(Kind.CONTACT, back=1),
        Change(Kind.ISSUE, lost=1),
        Change(Kind.ACTION, older=4),
        Change(Kind.NOTE),
    ]
    assert changes_words(changes) == (
        "Lost: 2 cases, 1 other entry. Back: 1 contact. Set back to how they were: 1 case, 4 other entries."
    )
    assert changes_words([Change(Kind.NOTE)]) == "The same records as in the register now."
