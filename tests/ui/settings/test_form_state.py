from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.holidays import ClosedDays, Nation
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.ui.settings.form_state import (
    NewDayState,
    SettledState,
    coming,
    imported_words,
    moved_words,
    reach_warning,
    reach_words,
)

KEPT = SettledState(Organisation(officer_name="Robin Hale"), Regulator())


def test_what_is_shown_and_not_touched_stays_what_it_is() -> None:
    organisation = Organisation(officer_name="Robin Hale", nation=Nation.SCOTLAND, phone="01632 960000")
    regulator = Regulator(address="1 Street\nTown")
    state = SettledState(organisation, regulator)
    assert state.tidy() == state


def test_blanks_around_lines_are_dropped() -> None:
    state = SettledState(
        Organisation(name=" KMSS ", address=" 1 Street \n\n Town "), Regulator(helpline=" 0303 ")
    )
    tidy = state.tidy()
    assert (tidy.organisation.name, tidy.organisation.address) == ("KMSS", "1 Street\nTown")
    assert tidy.regulator.helpline == "0303"


def test_what_letters_need_is_asked_for_and_the_regulators_address_is_not() -> None:
    assert KEPT.errors() == {}
    bare = SettledState(Organisation(name="", address=" "), Regulator(name=""))
    assert set(bare.errors()) == {
        "organisation.name",
        "organisation.address",
        "organisation.officer_name",
        "regulator.name",
    }


@pytest.mark.parametrize(
    ("email", "right"),
    [("", True), ("dpo@example.org", True), ("dpo", False), ("d po@example.org", False), ("@", False)],
)
def test_an_email_address_may_be_missing_but_not_wrong(email: str, right: bool) -> None:
    typed = replace(KEPT, organisation=replace(KEPT.organisation, officer_email=email))
    assert ("organisation.officer_email" not in typed.errors()) is right


def test_a_new_holiday_needs_its_day_and_its_name() -> None:
    assert set(NewDayState().errors()) == {"day", "day_name"}
    assert NewDayState(date(2026, 12, 17), "A day").errors() == {}


def closed(last: date) -> ClosedDays:
    days = {date(2026, 11, 20): "Past", date(2026, 12, 25): "Christmas", date(2026, 11, 22): "Today"}
    beyond = {date(2100, 12, 25): "Beyond"}
    return ClosedDays(Nation.SCOTLAND, {**days, **beyond}, date(2019, 1, 1), last)


def test_the_coming_days_run_from_today_to_the_end_of_the_table() -> None:
    assert coming(closed(date(2028, 12, 31)), date(2026, 11, 22)) == [
        (date(2026, 11, 22), "Today"),
        (date(2026, 12, 25), "Christmas"),
    ]


def test_the_reach_is_said_and_its_end_is_warned_of_in_time() -> None:
    far, near = closed(date(2028, 12, 31)), closed(date(2027, 5, 1))
    assert reach_words(far) == "The public holidays are known from Tue 1 Jan 2019 to Sun 31 Dec 2028."
    assert reach_warning(far, date(2026, 11, 22)) == ""
    assert "ends on Sat 1 May 2027" in reach_warning(near, date(2026, 11, 22))
    assert reach_warning(near, date(2028, 1, 1))


def test_what_a_change_did_is_said() -> None:
    assert moved_words(0) == "No open case moved."
    assert moved_words(2) == "2 open cases moved; each has a note."
    assert moved_words(1, stopped=True).startswith("Stopped before the end. 1 open case moved")
    assert imported_words(1) == "1 day changed."
    assert imported_words(0) == "The list says what the table said already."
