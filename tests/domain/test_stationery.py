"""The envelope's window as the officer settles it."""

from dataclasses import replace

import pytest

from kmss_dpo.domain.stationery import (
    C5_WINDOW,
    DL_WINDOW,
    ENVELOPES,
    GOVERNMENT_WINDOW,
    IN_HALF,
    IN_THREE,
    OWN,
    AddressWindow,
    Envelope,
)


def test_presets_have_their_measures_and_the_officers_own_are_used_for_own_envelopes_alone() -> None:
    measures = {"left": 30.0, "right": 110.0, "top": 45.0, "bottom": 70.0}
    windows = {each: AddressWindow(each, **measures).window() for each in Envelope}
    assert windows[Envelope.DL] == DL_WINDOW
    assert windows[Envelope.C5] == C5_WINDOW
    assert windows[Envelope.GOVERNMENT] == GOVERNMENT_WINDOW
    for each in OWN:
        own = windows[each]
        assert (own.left, own.right, own.top, own.bottom, own.text_from) == (30, 110, 45, 70, 80)
    assert windows[Envelope.OWN_IN_THREE].folds == windows[Envelope.DL].folds == IN_THREE
    assert windows[Envelope.OWN_IN_HALF].folds == windows[Envelope.C5].folds == IN_HALF


def test_the_offset_goes_with_whichever_window() -> None:
    for each in Envelope:
        window = AddressWindow(each, across=1.5, down=-2).window()
        assert (window.across, window.down) == (1.5, -2)


def test_every_envelope_has_words() -> None:
    assert set(ENVELOPES) == set(Envelope)
    assert len(set(ENVELOPES.values())) == len(Envelope)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("left", 4.5, "5 or more"),
        ("right", 121, "120 or less"),
        ("right", 60, "needs 50 mm across"),
        ("top", 39, "40 or more"),
        ("bottom", 141, "140 or less"),
        ("bottom", 70, "Four lines need 17 mm"),
        ("across", 9, "Enter a smaller number"),
        ("down", -8.5, "Enter a smaller number"),
    ],
)
def test_measures_that_cannot_be_printed_are_told_beside_their_field(
    field: str, value: float, said: str
) -> None:
    own = AddressWindow(Envelope.OWN_IN_THREE)
    assert own.errors() == {}
    wrong = replace(own, **{field: value}).errors()
    assert set(wrong) == {field}
    assert said in wrong[field]


def test_own_measures_do_not_matter_while_a_preset_is_chosen() -> None:
    assert AddressWindow(left=0, right=0, top=0, bottom=0).errors() == {}
    assert set(AddressWindow(across=20).errors()) == {"across"}
