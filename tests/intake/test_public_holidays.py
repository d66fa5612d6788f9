"""The table of public holidays against the official list, and reading published lists."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holidays import Nation, OwnDays
from kmss_dpo.intake.public_holidays import FIRST, LAST, closed_days, own_days_from, read_published

E, S, N = Nation.ENGLAND_AND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND

COMMON = {
    2019: "1/1 19/4 6/5 27/5 25/12 26/12",
    2020: "1/1 10/4 8/5 25/5 25/12 28/12",
    2021: "1/1 2/4 3/5 31/5 27/12 28/12",
    2022: "3/1 15/4 2/5 2/6 3/6 19/9 26/12 27/12",
    2023: "2/1 7/4 1/5 8/5 29/5 25/12 26/12",
    2024: "1/1 29/3 6/5 27/5 25/12 26/12",
    2025: "1/1 18/4 5/5 26/5 25/12 26/12",
    2026: "1/1 3/4 4/5 25/5 25/12 28/12",
    2027: "1/1 26/3 3/5 31/5 27/12 28/12",
    2028: "3/1 14/4 1/5 29/5 25/12 26/12",
}
EASTER_MONDAY_AND_AUGUST = {
    2019: "22/4 26/8",
    2020: "13/4 31/8",
    2021: "5/4 30/8",
    2022: "18/4 29/8",
    2023: "10/4 28/8",
    2024: "1/4 26/8",
    2025: "21/4 25/8",
    2026: "6/4 31/8",
    2027: "29/3 30/8",
    2028: "17/4 28/8",
}
SCOTTISH = {
    2019: "2/1 5/8 2/12",
    2020: "2/1 3/8 30/11",
    2021: "4/1 2/8 30/11",
    2022: "4/1 1/8 30/11",
    2023: "3/1 7/8 30/11",
    2024: "2/1 5/8 2/12",
    2025: "2/1 4/8 1/12",
    2026: "2/1 15/6 3/8 30/11",
    2027: "4/1 2/8 30/11",
    2028: "4/1 7/8 30/11",
}
IRISH = {
    2019: "18/3 12/7",
    2020: "17/3 13/7",
    2021: "17/3 12/7",
    2022: "17/3 12/7",
    2023: "17/3 12/7",
    2024: "18/3 12/7",
    2025: "17/3 14/7",
    2026: "17/3 13/7",
    2027: "17/3 12/7",
    2028: "17/3 12/7",
}


def official(*parts: dict[int, str]) -> set[date]:
    found = set()
    for part in parts:
        for year, days in part.items():
            for text in days.split():
                day, month = text.split("/")
                found.add(date(year, int(month), int(day)))
    return found


@pytest.mark.parametrize(
    ("nation", "expected"),
    [
        (E, official(COMMON, EASTER_MONDAY_AND_AUGUST)),
        (S, official(COMMON, SCOTTISH)),
        (N, official(COMMON, EASTER_MONDAY_AND_AUGUST, IRISH)),
    ],
)
def test_the_table_is_the_official_list_of_ten_years(nation: Nation, expected: set[date]) -> None:
    table = closed_days(nation)
    assert table.nation is nation
    assert table.first == date(2019, 1, 1)
    assert table.last == date(2028, 12, 31)
    assert {day for day in table.holidays if FIRST <= day <= LAST} == expected


def test_substitute_days_are_named_as_such_and_years_beyond_the_list_follow_the_rules() -> None:
    table = closed_days(E)
    assert table.why_closed(date(2026, 12, 28)) == "Boxing Day (substitute day)"
    assert table.why_closed(date(1990, 12, 25)) == "Christmas Day"
    assert table.why_closed(date(2100, 12, 27)) == "Christmas Day (substitute day)"
    assert closed_days(S).why_closed(date(2026, 6, 15)).startswith("Scotland")


def test_the_officers_own_days_are_merged_in() -> None:
    own = OwnDays({date(2026, 6, 16): "Town holiday"}, frozenset({date(2026, 8, 31)}), date(2029, 12, 31))
    table = closed_days(E, own)
    assert table.why_closed(date(2026, 6, 16)) == "Town holiday"
    assert not table.is_closed(date(2026, 8, 31))
    assert table.last == date(2029, 12, 31)
    assert closed_days(E).is_closed(date(2026, 8, 31))


def event(day: object = "2029-01-01", title: object = "New Year's Day", **more: object) -> dict[str, object]:
    return {"title": title, "date": day, "notes": "", "bunting": True} | more


def as_json(*events: object, nation: str = "scotland") -> bytes:
    return json.dumps({nation: {"division": nation, "events": list(events)}}).encode()


def test_the_official_json_is_read_for_one_nation() -> None:
    content = as_json(
        event(),
        event("2030-12-26", "Boxing Day", notes="Substitute day"),
        event("2029-05-07", "  May   Day "),
    )
    published = read_published(content, S)
    assert published.nation is S
    assert published.days == {
        date(2029, 1, 1): "New Year's Day",
        date(2030, 12, 26): "Boxing Day (substitute day)",
        date(2029, 5, 7): "May Day",
    }
    assert published.years_covered == frozenset()
    assert read_published(b"\xef\xbb\xbf" + as_json(event(notes=None)), S).days == {
        date(2029, 1, 1): "New Year's Day"
    }


def calendar(*lines: str) -> bytes:
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]
    return "\r\n".join(whole).encode()


def vevent(*lines: str) -> list[str]:
    return ["BEGIN:VEVENT", *lines, "END:VEVENT"]


def test_icalendar_is_read_with_folded_and_escaped_names() -> None:
    content = calendar(
        *vevent("DTEND;VALUE=DATE:20290102", "DTSTART;VALUE=DATE:20290101", "SUMMARY:New Year's", "  Day"),
        *vevent("dtstart:20290507T000000Z", r"SUMMARY:May Day\, early"),
        *vevent(
            "DTSTART;VALUE=DATE:20290402", "DTEND;VALUE=DATE:20290402", "SUMMARY;LANGUAGE=en:Easter Monday"
        ),
    )
    assert read_published(content, E).days == {
        date(2029, 1, 1): "New Year's Day",
        date(2029, 5, 7): "May Day, early",
        date(2029, 4, 2): "Easter Monday",
    }


SENTENCE = "This is no list of public holidays that can be read: "


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is neither JSON nor iCalendar."),
        (b"<html>", "it is neither JSON nor iCalendar."),
        (b"[" * 100_000, "it is neither JSON nor iCalendar."),
        (b"\xff\xfe{\x00}\x00", "it is no UTF-8 text."),
        (b" " * 1_000_001, "it is larger than a megabyte."),
        (b"null", "it has nothing on this nation."),
        (b"{}", "it has nothing on this nation."),
        (as_json(event(), nation="northern-ireland"), "it has nothing on this nation."),
        (b'{"scotland": []}', "it has nothing on this nation."),
        (b'{"scotland": {}}', "it has no list of events."),
        (b'{"scotland": {"events": {}}}', "it has no list of events."),
        (as_json(), "it holds no day."),
        (as_json("Christmas"), "an event has no title."),
        (as_json(event(title=7)), "an event has no title."),
        (as_json(event(title=" ")), "an event has no name that can be read."),
        (as_json(event(title="x" * 101)), "an event has no name that can be read."),
        (as_json(event(title="Bell\x07")), "an event has no name that can be read."),
        (as_json(event(day=None)), "an event has no date."),
        (as_json(event("2029-02-29")), "an event has no date that can be read."),
        (as_json(event("20290101")), "an event has no date that can be read."),
        (as_json(event("1989-12-25")), "an event has no date that can be read."),
        (as_json(event("2101-01-03")), "an event has no date that can be read."),
        (calendar(), "it holds no day."),
        (calendar(*vevent("SUMMARY:May Day")), "an event has no date that can be read."),
        (calendar(*vevent("DTSTART:20290507")), "an event has no name that can be read."),
        (
            calendar(*vevent("DTSTART:20290507", "DTEND:soon", "SUMMARY:x")),
            "an event has no date that can be read.",
        ),
        (
            calendar(*vevent("DTSTART:20290507", "DTEND:20290509", "SUMMARY:x")),
            "an event lasts longer than a day.",
        ),
        (calendar(*vevent("DTSTART:20290507", "RRULE:FREQ=YEARLY", "SUMMARY:x")), "an event repeats."),
        (calendar("BEGIN:VEVENT", "DTSTART:20290507"), "its last event has no end."),
        (calendar("END:VEVENT"), "it holds no day."),
    ],
)
def test_anything_else_is_a_mistake_that_says_why_and_holds_nothing_of_the_file(
    content: bytes, why: str
) -> None:
    with pytest.raises(Mistake) as found:
        read_published(content, S)
    assert found.value.sentence == SENTENCE + why
    assert found.value.field == "file"


def test_a_list_of_thousands_of_days_is_refused() -> None:
    days = [date.fromordinal(date(2000, 1, 1).toordinal() + count).isoformat() for count in range(2001)]
    assert len(read_published(as_json(*map(event, days[:2000])), S).days) == 2000
    with pytest.raises(Mistake, match="too many days"):
        read_published(as_json(*map(event, days)), S)


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: b"BEGIN:VCALENDAR\n" + text.encode()))
def test_any_bytes_give_a_list_or_a_mistake(content: bytes) -> None:
    with pytest.raises(Mistake):
        read_published(content, E)


YEAR_2029 = {
    "20290101": "New Year's Day",
    "20290330": "Good Friday",
    "20290402": "Easter Monday",
    "20290507": "Early May bank holiday",
    "20290528": "Spring bank holiday",
    "20290606": "Coronation",
    "20291225": "Christmas Day",
    "20291226": "Boxing Day",
}


def taken_over(own: OwnDays, *days: str) -> OwnDays:
    events = [line for day in days for line in vevent(f"DTSTART:{day}", f"SUMMARY:{YEAR_2029[day]}")]
    return own_days_from(read_published(calendar(*events), E), own)


def test_a_published_list_alone_is_right_for_the_years_it_lists_whole() -> None:
    before = OwnDays(
        {date(2029, 3, 1): "Mistaken day", date(2027, 6, 1): "Town holiday"},
        frozenset({date(2029, 1, 1), date(2027, 8, 30)}),
        date(2028, 12, 31),
    )
    own = taken_over(before, *YEAR_2029)
    assert own.added == {
        date(2027, 6, 1): "Town holiday",
        date(2029, 1, 1): "New Year's Day",
        date(2029, 6, 6): "Coronation",
    }
    assert own.removed == {date(2027, 8, 30), date(2029, 3, 1), date(2029, 8, 27)}
    table = closed_days(E, own)
    expected = {date.fromisoformat(day) for day in YEAR_2029}
    assert {day for day in table.holidays if day.year == 2029} == expected
    assert table.last == own.known_until == date(2029, 12, 31)
    assert taken_over(own, *YEAR_2029) == own, "taking it over again changes nothing"


def test_a_file_with_one_announced_day_adds_it_and_leaves_the_rest_of_the_year() -> None:
    own = taken_over(OwnDays(), "20290606")
    assert own == OwnDays({date(2029, 6, 6): "Coronation"})
    table = closed_days(E, own)
    assert table.is_closed(date(2029, 12, 25))
    assert table.last == LAST


def test_a_shorter_list_never_shortens_the_reach() -> None:
    longer = OwnDays(known_until=date(2031, 12, 31))
    assert taken_over(longer, *YEAR_2029).known_until == date(2031, 12, 31)
    assert taken_over(longer, "20290606").known_until == date(2031, 12, 31)
