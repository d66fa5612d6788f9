from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.holds import Hold
from kmss_dpo.domain.ids import HoldId, Kind
from kmss_dpo.ui.holds.form_state import (
    Held,
    PlaceForm,
    ReleaseForm,
    ReviewForm,
    shortened,
    what_ends,
    what_is_kept,
)

TODAY, LATER = date(2026, 11, 22), date(2027, 2, 1)
REQUEST = Hold((Kind.CASE, 7), "SAR-2026-0001", date(2026, 11, 2), CaseKind.ACCESS)
BY_HAND = Hold(
    (Kind.CASE, 5),
    "DEM-2026-0001",
    date(2026, 11, 3),
    id=HoldId(1),
    reason="A claim is announced.",
    placed_by="Robin Hale",
    review_on=LATER,
)
CASE = Held((Kind.CASE, 5), "DEM-2026-0001", (REQUEST, BY_HAND))
PERSON = Held((Kind.CONTACT, 1), "Ann Example", (REQUEST, BY_HAND))


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        (PlaceForm("A claim", LATER), []),
        (PlaceForm("A claim", None), ["review_on"]),
        (PlaceForm(" ", None), ["review_on", "reason"]),
        (PlaceForm(" ", LATER), ["reason"]),
        (PlaceForm("A claim", TODAY), ["review_on"]),
        (ReviewForm(LATER), []),
        (ReviewForm(None), ["review_on"]),
        (ReviewForm(TODAY), ["review_on"]),
    ],
)
def test_a_hold_needs_a_reason_and_a_later_day(form: PlaceForm | ReviewForm, wrong: list[str]) -> None:
    assert list(form.errors(TODAY)) == wrong


def test_a_missing_day_is_asked_for_in_words() -> None:
    assert PlaceForm("A claim").errors(TODAY) == {"review_on": "Give the day."}
    assert ReviewForm().errors(TODAY) == {"review_on": "Give the day."}


def test_a_release_needs_a_reason() -> None:
    assert ReleaseForm(1, "It is settled.").errors() == {}
    assert ReleaseForm(1, "\n").errors() == {"reason": "Say why the hold is released."}


def test_on_a_contact_only_what_was_placed_by_hand_can_be_released() -> None:
    assert CASE.releasable() == (REQUEST, BY_HAND)
    assert PERSON.releasable() == (BY_HAND,)


def test_what_a_hold_keeps_is_said_before_it_is_placed() -> None:
    assert what_is_kept(CASE).startswith("Nothing on this case is erased until you release the hold")
    assert what_is_kept(PERSON).startswith("Nothing about this person is erased")
    assert all(what_is_kept(held).endswith("identity papers can still go.") for held in (CASE, PERSON))


def test_what_a_release_does_is_said_before_it_is_done() -> None:
    why, does = what_ends(CASE, BY_HAND)
    assert why.startswith("A claim is announced. Placed by Robin Hale")
    assert does == "The hold ends for all that it keeps. It stays readable, with your reason."
    _why, does, law = what_ends(CASE, REQUEST)
    assert does == (
        "The hold is released for DEM-2026-0001 only, which may then be erased although SAR-2026-0001 is "
        "open. Your reason is kept as a note on SAR-2026-0001."
    )
    assert "s.173" in law
    assert len(what_ends(CASE, replace(REQUEST, by_itself=CaseKind.COMPLAINT))) == 2


def test_of_its_own_hold_a_case_releases_only_what_is_kept_on_it() -> None:
    own = Held((Kind.CASE, 7), "SAR-2026-0001", (REQUEST,))
    assert what_ends(own, REQUEST)[1] == (
        "The hold is released for what is kept on this case only; what else concerns its people stays held."
    )


def test_a_long_reason_is_shortened_to_one_line() -> None:
    assert shortened("A claim\nis announced") == "A claim is announced"
    assert shortened("A claim " * 10) == f"{('A claim ' * 10)[:59]}…"
