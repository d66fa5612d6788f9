"""The day a message arrived is proposed with its reason, and never made up."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.domain.cases import EARLIEST
from kmss_dpo.domain.messages import FUTURE, NO_DATE, TOO_EARLY, arrival

TODAY = date(2026, 11, 22)
LONDON = ZoneInfo("Europe/London")


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 12) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def test_what_our_server_noted_comes_first() -> None:
    found = arrival(at(2026, 11, 16), at(2026, 11, 15, 23), TODAY)
    assert found.received_on == date(2026, 11, 16)
    assert found.why == "The company's mail server noted it on Mon 16 Nov 2026 at 09:12."
    assert found.warnings == ()


def test_without_a_server_the_senders_date_is_taken_and_said() -> None:
    found = arrival(None, at(2026, 11, 6, 7, 5), TODAY)
    assert found.received_on == date(2026, 11, 6)
    said = "The message says it was sent on Fri 6 Nov 2026 at 07:05; no server noted its arrival."
    assert found.why == said
    assert found.warnings == ()


def test_without_any_date_the_officer_is_asked() -> None:
    found = arrival(None, None, TODAY)
    assert (found.received_on, found.why, found.warnings) == (None, NO_DATE, (NO_DATE,))


@pytest.mark.parametrize("noted", [True, False])
def test_a_day_in_the_future_is_not_proposed(noted: bool) -> None:
    moment = at(2026, 11, 23, 0, 0)
    found = arrival(moment if noted else None, None if noted else moment, TODAY)
    assert found.received_on is None
    assert found.why.endswith(FUTURE)
    assert found.warnings == (FUTURE,)


def test_today_itself_is_not_the_future() -> None:
    assert arrival(at(2026, 11, 22, 23, 59), None, TODAY).received_on == TODAY


def test_a_day_before_1990_is_not_proposed() -> None:
    found = arrival(at(1989, 12, 31), None, TODAY)
    assert (found.received_on, found.warnings) == (None, (TOO_EARLY,))
    assert arrival(at(1990, 1, 1), None, TODAY).received_on == date(1990, 1, 1)


def test_server_and_sender_more_than_two_days_apart_is_said_both_ways() -> None:
    noted = at(2026, 11, 16)
    assert arrival(noted, at(2026, 11, 14), TODAY).warnings == ()
    assert arrival(noted, at(2026, 11, 18), TODAY).warnings == ()
    early = arrival(noted, at(2026, 11, 14, 9, 11), TODAY)
    assert early.received_on == date(2026, 11, 16)
    assert early.warnings == (
        (
            "The mail server noted it on Mon 16 Nov 2026 at 09:12, "
            "but it says it was sent on Sat 14 Nov 2026 at 09:11. Check the day."
        ),
    )
    assert arrival(noted, at(2026, 11, 18, 9, 13), TODAY).warnings


MOMENTS = st.none() | st.datetimes(timezones=st.just(LONDON), allow_imaginary=False)


@given(MOMENTS, MOMENTS)
def test_a_proposed_day_is_always_one_that_a_header_names(
    noted: datetime | None, sent: datetime | None
) -> None:
    found = arrival(noted, sent, TODAY)
    named = noted or sent
    if found.received_on:
        assert named
        assert found.received_on == named.date()
        assert EARLIEST <= found.received_on <= TODAY
    else:
        assert found.warnings
