"""What all small records share: a text that must be there, and days in the order of what happened."""

from datetime import date

import pytest

from kmss_dpo.domain.complaints import Finding, Issue
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.items import check_filled, check_in_order, tidied
from kmss_dpo.domain.searches import SearchPlace

FIRST, SECOND, THIRD = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4)


def refused(days: dict[str, date | None], today: date | None = None) -> tuple[str | None, str]:
    with pytest.raises(Mistake) as told:
        check_in_order(days, today)
    return told.value.field, told.value.sentence


@pytest.mark.parametrize("text", ["", " ", " \n\t"])
def test_a_text_of_nothing_but_space_is_missing(text: str) -> None:
    with pytest.raises(Mistake) as told:
        check_filled(text, "Name it.", "name")
    assert (told.value.sentence, told.value.field) == ("Name it.", "name")


def test_any_other_text_will_do() -> None:
    check_filled(" x ", "Name it.", "name")


def test_days_may_follow_each_other_on_one_day_and_any_may_be_missing() -> None:
    check_in_order({})
    check_in_order({"": FIRST, "asked_on": FIRST, "answered_on": FIRST}, FIRST)
    check_in_order({"": FIRST, "asked_on": None, "answered_on": SECOND}, THIRD)
    check_in_order({"": None, "asked_on": None})


def test_a_day_before_the_one_it_follows_is_told_beside_it_also_over_a_gap() -> None:
    sentence = "The day lies before the one it follows. Check the days."
    assert refused({"": SECOND, "asked_on": FIRST}) == ("asked_on", sentence)
    assert refused({"": FIRST, "asked_on": THIRD, "chased_on": None, "answered_on": SECOND}) == (
        "answered_on",
        sentence,
    )


def test_a_day_after_today_is_refused_where_it_has_to_have_happened() -> None:
    sentence = "The day lies in the future. Enter the day it happened."
    assert refused({"": FIRST, "asked_on": SECOND, "answered_on": THIRD}, SECOND) == ("answered_on", sentence)
    check_in_order({"": FIRST, "due_on": THIRD})


def test_a_record_is_kept_without_the_space_around_its_texts() -> None:
    typed = SearchPlace(" Mail server\n", asked_on=FIRST, found="Eleven\nmessages ", not_searched=" \t")
    assert tidied(typed) == SearchPlace("Mail server", asked_on=FIRST, found="Eleven\nmessages")


def test_what_is_chosen_stays_what_it_is() -> None:
    tidy = tidied(Issue(" A letter ", Finding.UPHELD, "It did"))
    assert tidy == Issue("A letter", Finding.UPHELD, "It did")
    assert isinstance(tidy.finding, Finding)
