"""Tables in letters: columns, heads on every page, and what they are to those who hear them."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmss_dpo.domain.letters import Draft
from kmss_dpo.letters.faces import clean_line
from kmss_dpo.letters.letter import draw
from kmss_dpo.letters.look import Look
from kmss_dpo.letters.paper import LEFT, RIGHT, Style, paginate
from kmss_dpo.letters.structure import Role
from kmss_dpo.letters.tables import GAP, table_rows

from .test_letter import ACKNOWLEDGEMENT, with_body

Compose = Callable[..., Draft]
STYLE = Style(before=5)
WORDS = st.text(st.sampled_from("aäŴ Ω1,.łź-жZ (“"), max_size=60).map(clean_line)


def of_schedule(lines: int) -> str:
    rows = [f"| {number} | Message number {number} | Message |" for number in range(1, lines + 1)]
    return "\n".join(["These are enclosed:", "| No. | Document | Kind |", *rows, "That is all."])


def test_a_table_stands_between_the_texts_around_it(letter: Compose, look: Look, paper: Callable) -> None:
    text = paper(draw(with_body(letter(ACKNOWLEDGEMENT), of_schedule(2)), look)).text(0)
    at = text.index("These are enclosed:")
    lines = [" ".join(line.split()) for line in text[at:].splitlines()]
    assert lines[1:5] == [
        "No. Document Kind",
        "1 Message number 1 Message",
        "2 Message number 2 Message",
        "That is all.",
    ]


def test_a_schedule_of_twelve_pages_has_its_head_on_each_and_parts_no_line(
    letter: Compose, look: Look, paper: Callable
) -> None:
    drawn = paper(draw(with_body(letter(ACKNOWLEDGEMENT), of_schedule(400)), look))
    assert len(drawn.pages) == 12
    for number in range(12):
        assert "No." in drawn.text(number)
        assert drawn.text(number).count("Document") == 1
    said = [word for word in drawn.words() if word.isdigit()]
    assert all(said.count(str(number)) >= 2 for number in range(20, 400))


def test_a_line_that_lacks_cells_has_empty_ones() -> None:
    rows = list(table_rows([["One", "Two", "Three"], ["a"], ["b", "c", "d"]], STYLE))
    assert [[piece.text for piece in row.pieces] for row in rows] == [
        ["One", "Two", "Three"],
        ["a", "", ""],
        ["b", "c", "d"],
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=7), min_size=1, max_size=12))
def test_columns_stay_on_the_sheet_and_apart_and_every_word_is_there(lines: list[list[str]]) -> None:
    rows = list(table_rows(lines, STYLE))
    for row in rows:
        for left, right in zip(row.pieces, row.pieces[1:], strict=False):
            assert left.x + left.width <= right.x - GAP + 6
        assert row.pieces[0].x >= LEFT
        assert row.pieces[-1].x + row.pieces[-1].width <= RIGHT + 6
    elements = {piece.element for row in rows for piece in row.pieces}
    assert sum(each.role is Role.COLUMN_HEAD for each in elements) == max(map(len, lines))
    assert len(elements) == max(map(len, lines)) * len(lines)
    printed = "".join(piece.text for row in rows for piece in row.pieces)
    for character in set("".join(map("".join, lines))) - {" "}:
        assert printed.count(character) == sum(cell.count(character) for line in lines for cell in line)
    placed = [each for page in paginate(rows, 100) for each in page if not each.again]
    assert [each.row for each in placed] == rows


@pytest.mark.parametrize("text", ["| |", "|", "||", "| a", "a | b |", "|a|b|", "  | a |  "])
def test_what_looks_like_a_table_is_printed_either_way(
    letter: Compose, look: Look, paper: Callable, text: str
) -> None:
    assert paper(draw(with_body(letter(ACKNOWLEDGEMENT), text), look)).pages


def test_what_stands_apart_follows_the_signature_on_a_page_of_its_own(
    letter: Compose, look: Look, paper: Callable
) -> None:
    drawn = paper(draw(letter("access_response", ["enclosures_noted"]), look))
    last = len(drawn.pages) - 1
    assert "Schedule: what is enclosed" in drawn.text(last)
    assert "Yours sincerely" in drawn.text(last - 1)
    assert "Yours sincerely" not in drawn.text(last)
