"""What is an alert, which of them are quiet, and when each comes again."""

import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.domain.alerts import (
    AN_HOUR,
    LONGEST,
    Alert,
    Alerts,
    AlertSort,
    CaseAlert,
    PutOff,
    RuleToReview,
    Wanted,
    check_until,
    from_plain,
    in_numbers,
    in_order,
    moment,
    of_case,
    of_follow_ups,
    of_group,
    of_hold,
    of_note,
    of_rule,
    offered,
    still_lasting,
    to_plain,
)
from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import ClockState, Standing, Urgency
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.follow_ups import FollowUp, Promised
from kmss_dpo.domain.holds import Hold
from kmss_dpo.domain.ids import CaseId, HoldId, Kind, QuickNoteId
from kmss_dpo.domain.overview import ReadyGroup
from kmss_dpo.domain.quick_notes import NewQuickNote, QuickNote
from kmss_dpo.domain.retention import RecordClass

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def case(
    due_on: date | None, act_on: date | None = None, *, answered: bool = False, number: int = 12
) -> CaseAlert:
    first = act_on or due_on
    assert first
    return CaseAlert(
        id=CaseId(number),
        reference=f"SAR-2026-{number:04}",
        kind=CaseKind.ACCESS,
        clock_state=ClockState.RUNNING,
        due_on=due_on,
        chase_on=act_on,
        act_on=first,
        answered=answered,
    )


def alert(number: int = 12, due_on: date = TODAY) -> Alert:
    return of_case(case(due_on, number=number), TODAY)


@pytest.mark.parametrize(
    ("due_on", "act_on", "answered", "sort", "by", "words"),
    [
        (date(2026, 11, 20), None, False, AlertSort.OVERDUE, date(2026, 11, 20), "2 days over"),
        (date(2026, 11, 20), date(2026, 11, 12), False, AlertSort.OVERDUE, date(2026, 11, 20), "2 days over"),
        (TODAY, None, False, AlertSort.SOON, TODAY, "Due today"),
        (TODAY, date(2026, 11, 20), False, AlertSort.SOON, date(2026, 11, 20), "Due today"),
        (date(2026, 11, 24), None, False, AlertSort.SOON, date(2026, 11, 24), "Tue 24 Nov"),
        (date(2026, 11, 30), TODAY, False, AlertSort.ACT, TODAY, "At once, Sun 22 Nov"),
        (None, date(2026, 11, 21), False, AlertSort.ACT, date(2026, 11, 21), "Follow up now"),
        (None, TODAY, True, AlertSort.ACT, TODAY, "Follow up now"),
    ],
)
def test_the_most_pressing_thing_is_said_of_a_case(
    due_on: date | None, act_on: date | None, answered: bool, sort: AlertSort, by: date, words: str
) -> None:
    said = of_case(case(due_on, act_on, answered=answered), TODAY)
    assert (said.sort, said.by, said.stands.words) == (sort, by, words)
    assert (said.title, said.what, said.target) == ("SAR-2026-0012", "Subject access", (Kind.CASE, 12))


def test_a_case_is_another_alert_once_it_is_overdue_or_its_day_moved() -> None:
    soon = of_case(case(TODAY), TODAY)
    assert soon.key == of_case(case(TODAY), TODAY - timedelta(days=3)).key
    assert soon.key != of_case(case(TODAY), TODAY + timedelta(days=1)).key
    assert soon.key != of_case(case(TODAY + timedelta(days=1)), TODAY).key


def test_what_was_promised_is_said_without_the_words_that_may_name_somebody() -> None:
    teach = FollowUp(CaseId(3), "CMP-2026-0001", Promised.ACTION, "Ring Ann Ash", "Bo", date(2026, 11, 20))
    copy = FollowUp(CaseId(4), "SAR-2026-0004", Promised.COPY, "", "Bo", TODAY)
    first, second, paper = of_follow_ups([teach, teach, copy], TODAY)
    assert (first.sort, first.title, first.what) == (AlertSort.FOLLOW_UP, "CMP-2026-0001", "Action")
    assert first.stands == Standing(Urgency.OVERDUE, "2 days over")
    assert first.key != second.key
    assert (paper.sort, paper.what) == (AlertSort.COPY, "Erase the copy of an identity paper")
    assert [each.target for each in (first, paper)] == [(Kind.CASE, 3), (Kind.CASE, 4)]
    assert "Ann" not in f"{first} {second}"


def test_a_note_is_called_by_its_day_and_needs_a_decision_after_a_month() -> None:
    new = NewQuickNote("Ann Ash", "Wants a copy", date(2026, 11, 20), reach="ann@example.org")
    note = QuickNote(QuickNoteId(5), NOW, "Robin Hale", new)
    said = of_note(note, TODAY)
    assert (said.title, said.what, said.target) == ("Note of Fri 20 Nov 2026", "phone", (Kind.QUICK_NOTE, 5))
    assert said.stands == Standing(Urgency.NONE, "2 days old")
    late = of_note(note, date(2026, 12, 20))
    assert late.stands == Standing(Urgency.OVERDUE, "Decide, 30 days old")
    assert late.key != said.key
    assert "Ann" not in str(said)


def test_records_ready_for_disposal_are_one_thing_however_many_they_are() -> None:
    since = date(2026, 11, 19)
    few = of_group(ReadyGroup(CaseKind.DEMO_ENQUIRY, "enquiry", 2, since))
    more = of_group(ReadyGroup(CaseKind.DEMO_ENQUIRY, "enquiry", 1200, TODAY))
    assert (few.title, few.what, few.stands.words) == (
        "2 demo requests",
        "Web-form enquiries",
        "Since Thu 19 Nov 2026",
    )
    assert more.title == "1,200 demo requests"
    assert few.key == more.key


def test_a_hold_on_a_case_has_its_reference_and_one_on_a_contact_no_name() -> None:
    placed = {"placed_on": date(2026, 10, 1), "review_on": TODAY, "reason": "A claim"}
    on_case = of_hold(Hold((Kind.CASE, 3), "SAR-2026-0003", id=HoldId(7), **placed))  # type: ignore[arg-type]
    on_contact = of_hold(Hold((Kind.CONTACT, 8), "Ann Ash", id=HoldId(9), **placed))  # type: ignore[arg-type]
    assert (on_case.title, on_case.target) == ("SAR-2026-0003", (Kind.HOLD, 7))
    assert (on_contact.title, on_contact.what) == ("Hold 9 on a contact", "Placed Thu 1 Oct 2026")
    assert "Ann" not in str(on_contact)


def test_a_rule_is_called_by_its_name() -> None:
    said = of_rule(RuleToReview(2, RecordClass.COMPLAINT, TODAY))
    assert (said.title, said.stands.words) == ("Complaints", "Since Sun 22 Nov 2026")
    assert said.target == (Kind.RETENTION, 2)


def test_they_stand_by_sort_and_by_day() -> None:
    late, later = alert(1, date(2026, 11, 1)), alert(2, date(2026, 11, 20))
    soon = alert(3, TODAY)
    rule = of_rule(RuleToReview(2, RecordClass.COMPLAINT, date(2026, 1, 1)))
    assert in_order([rule, soon, later, late]) == (late, later, soon, rule)


def test_what_is_overdue_can_not_be_left_out() -> None:
    assert all(Wanted().of(sort) for sort in AlertSort)
    none = Wanted(frozenset())
    assert [sort for sort in AlertSort if none.of(sort)] == [AlertSort.OVERDUE]


@pytest.mark.parametrize(("days", "good"), [(0, False), (1, True), (31, True), (32, False)])
def test_due_soon_is_from_a_day_to_a_month(days: int, good: bool) -> None:
    if good:
        Wanted(days_ahead=days).check()
    else:
        with pytest.raises(Mistake, match="from one day to 31 days"):
            Wanted(days_ahead=days).check()


@pytest.mark.parametrize(
    ("overdue", "due", "said"),
    [
        (0, 1, "1 thing is due."),
        (0, 3, "3 things are due."),
        (1, 3, "3 things are due, 1 is overdue."),
        (2, 1, "1 thing is due, 2 are overdue."),
        (1, 0, "1 thing is overdue."),
        (1200, 0, "1,200 things are overdue."),
    ],
)
def test_numbers_say_no_more_than_numbers(overdue: int, due: int, said: str) -> None:
    late = date(2026, 11, 1)
    alerts = [alert(each, late) for each in range(overdue)] + [alert(each) for each in range(due)]
    assert in_numbers(alerts) == said


def quiet_at(now: datetime, at: datetime, until: datetime) -> bool:
    one = alert()
    return not Alerts((one,), {one.key: PutOff(at, until)}).loud(now)


def test_what_was_put_off_is_quiet_until_then_and_comes_again_at_that_moment() -> None:
    until = NOW + timedelta(days=3)
    assert quiet_at(NOW, NOW, until)
    assert quiet_at(until - timedelta(seconds=1), NOW, until)
    assert not quiet_at(until, NOW, until)


def test_a_decision_made_while_the_clock_was_wrong_holds_no_longer() -> None:
    """Somebody puts something off in what the computer takes for 2031, then the clock is put right."""
    wrong = datetime(2031, 1, 1, tzinfo=UTC)
    assert not quiet_at(NOW, wrong, wrong + timedelta(days=1))


def test_a_clock_put_right_by_a_little_moves_nothing() -> None:
    assert quiet_at(NOW - timedelta(minutes=59), NOW, NOW + timedelta(hours=2))
    assert not quiet_at(NOW - timedelta(minutes=61), NOW, NOW + timedelta(hours=2))


def test_what_was_put_off_is_still_counted() -> None:
    one, other = alert(1), alert(2, date(2026, 11, 1))
    alerts = Alerts((other, one), {one.key: PutOff(NOW, NOW + AN_HOUR)}, more=5)
    assert (alerts.count(), alerts.overdue()) == (7, 1)
    assert alerts.loud(NOW) == (other,)
    assert alerts.loud(NOW, {other.key: PutOff(NOW, NOW + AN_HOUR)}) == ()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (
            "2026-11-24 09:30",
            {
                "Later today": "2026-11-24 11:30",
                "Tomorrow morning": "2026-11-25 09:00",
                "Monday morning": "2026-11-30 09:00",
            },
        ),
        (
            "2026-11-24 21:59",
            {
                "Later today": "2026-11-24 23:59",
                "Tomorrow morning": "2026-11-25 09:00",
                "Monday morning": "2026-11-30 09:00",
            },
        ),
        (
            "2026-11-24 22:00",
            {"Tomorrow morning": "2026-11-25 09:00", "Monday morning": "2026-11-30 09:00"},
        ),
        # On a Sunday tomorrow is Monday.
        ("2026-11-22 10:00", {"Later today": "2026-11-22 12:00", "Tomorrow morning": "2026-11-23 09:00"}),
        # On a Monday the next one is meant.
        (
            "2026-11-23 10:00",
            {
                "Later today": "2026-11-23 12:00",
                "Tomorrow morning": "2026-11-24 09:00",
                "Monday morning": "2026-11-30 09:00",
            },
        ),
        # Summer time ends on 25 Oct 2026: the morning is nine by the clock on the wall.
        (
            "2026-10-24 23:30",
            {"Tomorrow morning": "2026-10-25 09:00", "Monday morning": "2026-10-26 09:00"},
        ),
        # It begins on 29 Mar 2026, where one o'clock does not exist.
        ("2026-03-29 00:30", {"Later today": "2026-03-29 03:30", "Tomorrow morning": "2026-03-30 09:00"}),
    ],
)
def test_what_is_offered_follows_the_clock_on_the_wall(now: str, expected: dict[str, str]) -> None:
    given_now = at(now)
    assert {each.words: each.until for each in offered(given_now, LONDON)} == {
        words: at(until) for words, until in expected.items()
    }


def test_before_an_hour_that_comes_twice_later_today_is_two_hours_on() -> None:
    half_past_one_again = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    later = offered(half_past_one_again, LONDON)[0]
    assert later.until == datetime(2026, 10, 25, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock", "in_utc"),
    [
        (date(2026, 7, 1), time(9), datetime(2026, 7, 1, 8, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 3, 29), time(1, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_day_and_a_time_are_those_of_london(day: date, clock: time, in_utc: datetime) -> None:
    assert moment(day, clock, LONDON) == in_utc


@pytest.mark.parametrize(
    ("ahead", "sentence"),
    [
        (timedelta(0), "lies ahead"),
        (-timedelta(days=1), "lies ahead"),
        (LONGEST + timedelta(minutes=1), "within a month"),
    ],
)
def test_nothing_is_put_off_for_good(ahead: timedelta, sentence: str) -> None:
    with pytest.raises(Mistake, match=sentence):
        check_until(NOW + ahead, NOW)


def test_the_longest_is_a_month() -> None:
    check_until(NOW + LONGEST, NOW)


_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: _FIRST + timedelta(minutes=minutes))


@given(moments)
def test_whatever_is_offered_lies_ahead_within_a_month_and_in_order(now: datetime) -> None:
    found = offered(now, LONDON)
    assert found
    for each in found:
        check_until(each.until, now)
    assert [each.until for each in found] == sorted(each.until for each in found)
    mornings = [each.until.astimezone(LONDON) for each in found if "morning" in each.words]
    assert all((each.hour, each.minute) == (9, 0) for each in mornings)


@given(moments, st.timedeltas(timedelta(minutes=1), LONGEST), moments)
def test_what_was_put_off_is_quiet_for_a_month_at_most_whatever_the_clock_does(
    decided: datetime, span: timedelta, now: datetime
) -> None:
    put_off = PutOff(decided, decided + span)
    if put_off.lasts(now):
        assert put_off.until - now <= LONGEST + AN_HOUR
    assert put_off.lasts(now) is (decided - AN_HOUR <= now < decided + span)
    assert not put_off.lasts(put_off.until)


@given(st.dictionaries(st.text(), st.tuples(moments, moments)), moments)
def test_decisions_are_kept_as_they_are_and_dropped_once_they_keep_nothing_quiet(
    made: dict[str, tuple[datetime, datetime]], now: datetime
) -> None:
    known = {key: PutOff(*each) for key, each in made.items()}
    assert from_plain(json.loads(json.dumps(to_plain(known)))) == known
    left = still_lasting(known, now)
    assert all(each.lasts(now) for each in left.values())
    assert all(not each.lasts(now) for key, each in known.items() if key not in left)


def test_nothing_was_decided_where_nothing_is_kept() -> None:
    assert from_plain(None) == {}


@given(st.lists(st.integers(1, 40), unique=True), st.sets(st.integers(1, 40)), moments)
def test_each_is_either_quiet_or_loud(numbers: list[int], quiet: set[int], now: datetime) -> None:
    every = tuple(alert(number) for number in numbers)
    put_off = {alert(number).key: PutOff(now, now + AN_HOUR) for number in quiet}
    loud = Alerts(every, put_off).loud(now)
    assert {each.target[1] for each in loud} == set(numbers) - quiet
    assert Alerts(every, put_off).loud(now + AN_HOUR) == every
