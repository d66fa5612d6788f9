"""Every pair of colours that words are drawn in can be read."""

from dataclasses import fields

import pytest

from kmss_dpo.ui.kit.palette import DARK, HIGH_CONTRAST, LIGHT, Colours, Tint, contrast

SETS = pytest.mark.parametrize("these", [LIGHT, DARK, HIGH_CONTRAST], ids=["light", "dark", "high contrast"])


def test_contrast_is_reckoned_as_the_guideline_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@SETS
def test_states_can_be_read_on_their_ground_and_on_the_page(these: Colours) -> None:
    for field in fields(these):
        tint = getattr(these, field.name)
        if isinstance(tint, Tint):
            assert contrast(tint.ink, tint.ground) >= 4.5, field.name
            if field.name != "chosen":
                assert contrast(tint.ink, these.surface) >= 4.5, field.name


@SETS
def test_words_can_be_read_on_every_ground(these: Colours) -> None:
    grounds = (these.surface, these.side, these.backdrop, these.hover)
    for ground in grounds:
        for ink in (these.text, these.quiet, these.link):
            assert contrast(ink, ground) >= 4.5, (ink, ground)


@SETS
def test_what_cannot_be_used_now_can_still_be_read(these: Colours) -> None:
    for ground in (these.surface, these.side, these.neutral.ground):
        assert contrast(these.faded, ground) >= 4.5, ground


def test_in_high_contrast_too_it_looks_otherwise_than_what_can_be_used() -> None:
    assert HIGH_CONTRAST.faded != HIGH_CONTRAST.text


@SETS
def test_buttons_can_be_read(these: Colours) -> None:
    assert contrast(these.on_accent, these.accent) >= 4.5
    assert contrast(these.on_accent, these.accent_hover) >= 4.5
    assert contrast(these.on_danger, these.danger) >= 4.5
    assert contrast(these.on_danger, these.danger_hover) >= 4.5


@SETS
def test_the_focus_stands_out_from_the_page(these: Colours) -> None:
    assert contrast(these.accent, these.surface) >= 3


@SETS
def test_the_edge_of_a_field_can_be_seen_on_every_ground_that_fields_lie_on(these: Colours) -> None:
    """WCAG 2.2, 1.4.11."""
    for ground in (these.surface, these.side, these.backdrop):
        assert contrast(these.edge, ground) >= 3, ground
