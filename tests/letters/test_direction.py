"""Text that runs both ways, held against another implementation of the same algorithm."""

import unicodedata

import bidi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.letters.direction import as_seen, line_levels, mirrored, runs_leftwards

LETTERS = "abcXY אבגדהשת ְּ 0123456789 ()[]{}<>«» .,:;/+-%£€#&!?'\"• "
LINES = st.text(st.sampled_from(LETTERS), max_size=40)


def in_order(text: str, *, leftwards: bool) -> str:
    """One line from left to right, its brackets not turned yet."""
    (levels,) = line_levels([text], leftwards=leftwards)
    return "".join(text[at] for at in as_seen(levels)) if levels else text


def seen(text: str, *, leftwards: bool) -> str:
    """One line as it meets the eye, from left to right; without levels nothing is out of order."""
    (levels,) = line_levels([text], leftwards=leftwards)
    if not levels:
        return text
    return "".join(mirrored(text[at]) if levels[at] % 2 else text[at] for at in as_seen(levels))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dear שלום עולם 12 end", "Dear 12 םלוע םולש end"),
        ("שלום (12)", "(12) םולש"),
        ("שלום John Smith, עולם", "םלוע ,John Smith םולש"),
        ("Mr Cohen (כהן) and שלום", "Mr Cohen (ןהכ) and םולש"),
        ("רחוב 12/34", "12/34 בוחר"),
        ("only English (1)", "only English (1)"),
    ],
)
def test_lines_are_shown_as_their_readers_write_them(text: str, shown: str) -> None:
    assert seen(text, leftwards=runs_leftwards(text)) == shown


@given(LINES, st.booleans())
def test_any_line_is_shown_as_another_implementation_shows_it(text: str, leftwards: bool) -> None:
    text = unicodedata.normalize("NFC", text)
    assert in_order(text, leftwards=leftwards) == bidi.get_display(text, base_dir="LR"[leftwards])


def test_a_line_knows_what_stands_on_the_line_before() -> None:
    """A number after Hebrew goes on with it, also where a line ends between the two."""
    alone, (_, after) = (
        line_levels(["12 end"], leftwards=False)[0],
        line_levels(["abc שלום ", "12 end"], leftwards=False),
    )
    assert alone == ()
    assert after[:2] == (2, 2)


def test_the_space_at_the_end_of_a_line_belongs_to_the_paragraph() -> None:
    (first, _) = line_levels(["abc שלום ", "עולם"], leftwards=False)
    assert first[-2:] == (1, 0)


def test_a_hundred_thousand_characters_both_ways_take_no_time_to_speak_of() -> None:
    for text in ("שלום (12) abc " * 8_000, "א" + "(" * 100_000, "(א)" * 33_000, "א$" * 50_000 + "1"):
        assert len(line_levels([text], leftwards=True)[0]) == len(text)
