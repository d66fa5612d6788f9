"""The search plan: what a place needs before it is kept, what is still open, and what the person is told."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.searches import SearchPlace, missing_places, summary

RECEIVED, TODAY = date(2026, 11, 2), date(2026, 11, 22)
ASKED = SearchPlace("Mail server", asked_whom="Operations", asked_on=date(2026, 11, 3))


def refused(place: SearchPlace) -> tuple[str | None, str]:
    with pytest.raises(Mistake) as told:
        place.check(RECEIVED, TODAY)
    return told.value.field, told.value.sentence


@pytest.mark.parametrize(
    "place",
    [
        SearchPlace("Mail server"),
        ASKED,
        replace(ASKED, chased_on=TODAY),
        replace(ASKED, chased_on=date(2026, 11, 5), answered_on=TODAY, found="Nothing"),
        replace(ASKED, asked_on=RECEIVED, answered_on=RECEIVED, found="Eleven messages"),
        SearchPlace("Mail server", found="Eleven messages"),
        SearchPlace("Mail server", not_searched="Not in use before 2020"),
        replace(ASKED, not_searched="Not in use before 2020"),
        replace(ASKED, answered_on=TODAY, not_searched="Operations cannot read the old tapes any more"),
    ],
)
def test_a_place_is_kept_as_far_as_the_search_has_come(place: SearchPlace) -> None:
    place.check(RECEIVED, TODAY)


@pytest.mark.parametrize(
    ("place", "field", "words"),
    [
        (SearchPlace(" "), "place", "Name the place"),
        (replace(ASKED, asked_on=date(2026, 11, 1)), "asked_on", "before the one it follows"),
        (replace(ASKED, asked_on=date(2026, 11, 23)), "asked_on", "in the future"),
        (replace(ASKED, chased_on=date(2026, 11, 2)), "chased_on", "before the one it follows"),
        (
            replace(ASKED, answered_on=date(2026, 11, 2), found="Nothing"),
            "answered_on",
            "before the one it follows",
        ),
        (replace(ASKED, asked_on=None, chased_on=TODAY), "asked_on", "the day it was asked first"),
        (replace(ASKED, answered_on=TODAY), "found", "even if it is nothing"),
        (replace(ASKED, answered_on=TODAY, found=" ", not_searched=" "), "found", "even if it is nothing"),
        (
            SearchPlace("Mail server", found="Nothing", not_searched="Not in use"),
            "not_searched",
            "either searched or not",
        ),
    ],
)
def test_what_contradicts_itself_is_told_beside_its_field(place: SearchPlace, field: str, words: str) -> None:
    told = refused(place)
    assert told[0] == field
    assert words in told[1]


@pytest.mark.parametrize(
    ("place", "is_open"),
    [
        (SearchPlace("A"), True),
        (SearchPlace("A", found=" ", not_searched="\n"), True),
        (replace(ASKED, chased_on=TODAY), True),
        (SearchPlace("A", found="Nothing"), False),
        (SearchPlace("A", not_searched="Not in use"), False),
    ],
)
def test_a_place_is_open_until_it_is_known_what_it_holds_or_why_it_was_left_out(
    place: SearchPlace, is_open: bool
) -> None:
    assert place.is_open() is is_open


def test_only_what_is_not_on_the_plan_is_put_there_each_place_once_in_order() -> None:
    wanted = [
        SearchPlace("Newsletter list", "newsletter"),
        SearchPlace("Mail server", "contact_form"),
        SearchPlace("mail SERVER ", "demo_request"),
        SearchPlace("Online support"),
    ]
    assert missing_places(wanted, [SearchPlace(" online support")]) == wanted[:2]
    assert missing_places(wanted, wanted) == []
    assert missing_places([], wanted) == []


def test_a_place_that_was_taken_over_from_an_activity_is_known_by_its_name_alone() -> None:
    kept = replace(ASKED, activity="", found="Nothing")
    assert missing_places([SearchPlace("Mail server", "contact_form")], [kept]) == []


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (SearchPlace("Mail server", found="Nothing"), "- Mail server: Nothing."),
        (SearchPlace("Mail server", found=" Two. "), "- Mail server: Two."),
        (
            SearchPlace("Mail server", terms=" your name ", found="Two"),
            "- Mail server (searched for your name): Two.",
        ),
        (
            SearchPlace("Mail server", period=" 2020 to 2026 ", found="Two"),
            "- Mail server (searched 2020 to 2026): Two.",
        ),
        (
            SearchPlace("Mail server", terms="your name", period="2020 to 2026", found="Two"),
            "- Mail server (searched for your name, 2020 to 2026): Two.",
        ),
        (
            SearchPlace("Old tapes", terms="your name", not_searched="no machine reads them."),
            "- Old tapes: not searched, because no machine reads them.",
        ),
    ],
)
def test_the_search_is_told_with_what_was_looked_for_and_what_was_left_out(
    place: SearchPlace, line: str
) -> None:
    assert summary([place]) == line


def test_what_is_open_is_not_told_as_searched() -> None:
    found = SearchPlace("Mail server", found="Nothing")
    assert summary([ASKED, found, SearchPlace("Paper")]) == "- Mail server: Nothing."
    assert summary([ASKED]) == summary([]) == ""
