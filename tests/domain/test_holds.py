"""What a hold needs, what it keeps, and how it is said."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holds import (
    HeldRecords,
    Hold,
    OnHold,
    Parties,
    Release,
    check_hold,
    check_release,
    held_words,
    in_law,
    in_short,
    in_words,
    what_stays,
)
from kmss_dpo.domain.ids import CaseId, ContactId, HoldId, Kind

TODAY = date(2026, 11, 22)
LATER = date(2027, 2, 1)
ANN, BEN, FIRM = 1, 2, 3
OPEN = Hold((Kind.CASE, 7), "SAR-2026-0001", date(2026, 11, 2), CaseKind.ACCESS)
BY_HAND = Hold(
    (Kind.CONTACT, ANN),
    "Ann Example",
    date(2026, 11, 3),
    id=HoldId(1),
    version=1,
    reason="A claim is announced",
    placed_by="Robin Hale",
    review_on=LATER,
)


def test_a_hold_needs_a_reason_and_a_day_ahead_to_review_it() -> None:
    assert check_hold("  A claim is announced. ", LATER, TODAY) == "A claim is announced."
    for reason, day, field, sentence in (
        (" ", LATER, "reason", "Say why it must be kept."),
        ("A claim", TODAY, "review_on", "Review it on a day after today."),
    ):
        with pytest.raises(Mistake) as refused:
            check_hold(reason, day, TODAY)
        assert (refused.value.field, refused.value.sentence) == (field, sentence)


def test_releasing_needs_a_reason() -> None:
    assert check_release(" It is settled. ") == "It is settled."
    with pytest.raises(Mistake, match="Say why the hold is released") as refused:
        check_release("\n")
    assert refused.value.field == "reason"


def test_an_open_case_holds_everyone_it_names() -> None:
    assert Parties(ANN, BEN, 9).held() == {ANN, BEN, 9}
    assert Parties(ANN).held() == {ANN}
    assert Parties().held() == frozenset()


def test_an_organisation_that_acts_for_somebody_is_not_held_but_one_that_acts_for_itself_is() -> None:
    firm = frozenset({FIRM})
    assert Parties(FIRM, ANN, FIRM, firm).held() == {ANN}
    assert Parties(FIRM, None, None, firm).held() == {FIRM}
    assert Parties(ANN, FIRM, None, firm).held() == {ANN, FIRM}
    assert Parties(FIRM, None, None, firm).held(about_linked=True) == frozenset()
    assert Parties(FIRM, ANN, FIRM, firm).held(about_linked=True) == {ANN}
    assert Parties(FIRM, ANN, BEN, firm).people() == {ANN, BEN, FIRM}


def test_a_case_is_held_by_what_is_on_it_and_on_its_people_each_named_once() -> None:
    held = HeldRecords({5: [OPEN]}, {ANN: [OPEN, BY_HAND], BEN: [BY_HAND]})
    assert held.of_case(CaseId(5), [ANN, BEN]) == (OPEN, BY_HAND)
    assert held.of_case(CaseId(6), [BEN]) == (BY_HAND,)
    assert held.of_case(CaseId(6), [9]) == ()
    assert held.of_contact(ContactId(ANN)) == (OPEN, BY_HAND)


def test_what_was_released_of_an_open_case_is_so_for_the_one_case_only_and_by_hand_holds_stay() -> None:
    held = HeldRecords({}, {ANN: [OPEN, BY_HAND]}, {(5, 7)})
    assert held.of_case(CaseId(5), [ANN]) == (BY_HAND,)
    assert held.of_case(CaseId(6), [ANN]) == (OPEN, BY_HAND)
    placed_on_the_same_number = replace(BY_HAND, on=(Kind.CASE, 7))
    assert HeldRecords({5: [placed_on_the_same_number]}, {}, {(5, 7)}).of_case(CaseId(5), []) == (
        placed_on_the_same_number,
    )


def test_a_hold_is_of_the_open_case_that_places_it() -> None:
    assert OPEN.is_of(CaseId(7))
    assert not OPEN.is_of(CaseId(8))
    assert not replace(BY_HAND, on=(Kind.CASE, 7)).is_of(CaseId(7))


def test_the_refusal_says_what_holds_it_without_a_name_or_a_reason() -> None:
    assert OnHold((OPEN,)).sentence == (
        "Nothing was erased: SAR-2026-0001 is open and holds it. Release the hold first, if it may go."
    )
    both = OnHold((BY_HAND, OPEN, OPEN)).sentence
    assert both == (
        "Nothing was erased: it has been on hold since Tue 3 Nov 2026, and 2 other holds with it. "
        "Release the hold first, if it may go."
    )
    assert "1 other hold with it" in OnHold((BY_HAND, OPEN)).sentence


def test_a_hold_is_said_in_short_and_in_words() -> None:
    assert (in_short(OPEN), in_short(BY_HAND)) == ("SAR-2026-0001 open", "A claim is announced")
    assert in_words(OPEN) == (
        "SAR-2026-0001 (Subject access) is open. What concerns its people is not erased until it is closed."
    )
    assert in_words(BY_HAND) == (
        "A claim is announced. Placed by Robin Hale on Tue 3 Nov 2026, to be reviewed on Mon 1 Feb 2027."
    )


def test_the_page_of_a_record_says_two_holds_and_how_many_more_there_are() -> None:
    assert held_words(()) == ""
    assert held_words((BY_HAND,)) == f"On hold: {in_words(BY_HAND)}"
    both = f"On hold: {in_words(OPEN)} {in_words(BY_HAND)}"
    assert held_words((OPEN, BY_HAND)) == both
    assert held_words((OPEN, BY_HAND, BY_HAND, BY_HAND)) == f"{both} 2 other holds too."


def test_what_a_request_asks_for_is_not_let_go_without_a_word_about_the_offence() -> None:
    assert in_law(OPEN).startswith("SAR-2026-0001 is to be answered first: erasing to keep back")
    assert in_law(replace(OPEN, by_itself=CaseKind.PORTABILITY))
    assert in_law(replace(OPEN, by_itself=CaseKind.COMPLAINT)) == in_law(BY_HAND) == ""


def test_each_hold_has_a_number_of_its_own_in_lists() -> None:
    assert (OPEN.number(), BY_HAND.number()) == (-7, 1)


def test_a_hold_that_ended_says_so() -> None:
    ended = replace(BY_HAND, reason="Why?", release=Release(TODAY, "Mair Evans", "It was settled"))
    assert in_words(ended) == (
        "Why? Placed by Robin Hale on Tue 3 Nov 2026. "
        "Released by Mair Evans on Sun 22 Nov 2026: It was settled."
    )


def test_the_list_says_what_each_hold_keeps() -> None:
    assert what_stays(OPEN) == "All that concerns its people"
    assert what_stays(BY_HAND) == "All that concerns this person"
    assert what_stays(replace(BY_HAND, on=(Kind.CASE, 7))) == "This case"
