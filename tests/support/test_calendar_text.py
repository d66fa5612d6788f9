"""Calendar files, read again by a parser that others wrote."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.support.calendar_text import Entry, as_calendar

MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
DUE = Entry("case-12-due@one", date(2026, 12, 1), "SAR-2026-0012 due", (7, 0))


def read(content: bytes) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(content)
    assert isinstance(calendar, icalendar.Calendar)
    return list(calendar.events)


def test_an_entry_is_a_whole_day_that_does_not_make_one_busy() -> None:
    [event] = read(as_calendar([DUE], MADE))
    assert (event["UID"], event["SUMMARY"]) == ("case-12-due@one", "SAR-2026-0012 due")
    assert (event.start, event.end) == (date(2026, 12, 1), date(2026, 12, 2))
    assert event["TRANSP"] == "TRANSPARENT"
    assert event.DTSTAMP == MADE


def test_its_alarms_ring_at_nine_some_days_before_and_on_the_day() -> None:
    [event] = read(as_calendar([DUE], MADE))
    midnight = datetime(2026, 12, 1)  # noqa: DTZ001 - of whichever place the calendar is in
    assert [midnight + each.TRIGGER for each in event.walk("VALARM")] == [
        datetime(2026, 11, 24, 9),  # noqa: DTZ001 - as above
        datetime(2026, 12, 1, 9),  # noqa: DTZ001 - as above
    ]
    assert {str(each["ACTION"]) for each in event.walk("VALARM")} == {"DISPLAY"}


def test_a_later_file_is_the_newer_one() -> None:
    """What a calendar goes by when an entry it knows is imported again."""
    [before] = read(as_calendar([DUE], MADE))
    [after] = read(as_calendar([DUE], MADE + timedelta(minutes=1)))
    assert before["SEQUENCE"] < after["SEQUENCE"]
    [long_before] = read(as_calendar([DUE], datetime(2020, 1, 1, tzinfo=UTC)))
    assert long_before["SEQUENCE"] == 0


@pytest.mark.parametrize("day", [date(999, 12, 31), date(2028, 2, 29), date(2026, 12, 31)])
def test_any_day_can_be_told(day: date) -> None:
    [event] = read(as_calendar([Entry("one", day, "Due")], MADE))
    assert event.start == day


letters = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))


@given(st.text(letters, min_size=1, max_size=200))
def test_whatever_it_says_is_folded_escaped_and_read_again(words: str) -> None:
    content = as_calendar([Entry("one", date(2026, 12, 1), words, (0,))], MADE)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.endswith(b"END:VCALENDAR\r\n")
    [event] = read(content)
    assert event["SUMMARY"] == words


def test_lines_and_marks_within_the_words_end_nothing() -> None:
    words = "One, two; three\\four\nBEGIN:VEVENT"
    [event] = read(as_calendar([Entry("one", date(2026, 12, 1), words)], MADE))
    assert event["SUMMARY"] == words
