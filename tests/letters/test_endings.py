"""How letters end: never with hardly more than a signature on the last page."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kmss_dpo.domain.letters import Draft, Fact
from kmss_dpo.letters.letter import WITH_CLOSING, draw
from kmss_dpo.letters.look import Look
from kmss_dpo.letters.wording import templates

from .conftest import Paper
from .test_letter import ACKNOWLEDGEMENT, with_body
from .test_readable import EVERYTHING

Compose = Callable[..., Draft]
Open = Callable[[bytes], Paper]
CODES = [each.code for each in templates()]


def last_page(drawn: Paper) -> list[str]:
    """The lines of the last page before its closing words."""
    lines = [line for line in drawn.text(len(drawn.pages) - 1).split("\n") if line.strip()]
    return lines[: next(at for at, line in enumerate(lines) if line.startswith("Yours"))]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("facts", [frozenset(), EVERYTHING], ids=["plain", "with all its parts"])
def test_no_letter_ends_with_hardly_more_than_its_signature_on_a_page(
    letter: Compose, look: Look, paper: Open, code: str, facts: frozenset[Fact]
) -> None:
    scheduled = {Fact.ENCLOSURES_NOTED, Fact.LEFT_OUT_NOTED}  # stands behind, on a page of its own
    assert len(last_page(paper(draw(letter(code, facts - scheduled), look)))) >= WITH_CLOSING


@pytest.mark.parametrize("kind", ["A line.\n", "A paragraph of one line.\n\n", "- an item\n"])
def test_however_long_a_letter_is_enough_of_it_stands_with_the_signature(
    letter: Compose, look: Look, paper: Open, kind: str
) -> None:
    whole = replace(letter(ACKNOWLEDGEMENT))
    only = replace(whole, blocks=tuple(b for b in whole.blocks if b.key == "understood"))
    for lines in range(8, 40):
        drawn = paper(draw(with_body(only, kind * lines), look))
        assert len(last_page(drawn)) >= WITH_CLOSING


def lines_apart(drawn: Paper) -> float:
    """How far the two lines of the date and the reference are apart, in mm."""
    return drawn.places("Our reference: SAR")[0][1] - drawn.places("22 November 2026")[0][1]


def test_lines_stand_a_little_closer_where_that_saves_a_page_and_only_there(
    letter: Compose, look: Look, paper: Open
) -> None:
    usual = lines_apart(paper(draw(letter(ACKNOWLEDGEMENT), look)))
    whole = letter(ACKNOWLEDGEMENT)
    pages, apart = [], []
    for lines in range(0, 84, 2):
        drawn = paper(draw(with_body(whole, "A line.\n" * lines or "."), look))
        pages.append(len(drawn.pages))
        apart.append(lines_apart(drawn))
    assert pages == sorted(pages), "one line more never takes a page less"
    assert set(pages) == {1, 2, 3}
    assert all(0.9 * usual < each < 1.01 * usual for each in apart)
    closer = [each < 0.99 * usual for each in apart]
    assert 0 < sum(closer) < len(closer) / 3


def test_large_print_is_never_set_closer(letter: Compose, look: Look, paper: Open) -> None:
    large = replace(look, text_size=18)
    usual = lines_apart(paper(draw(letter(ACKNOWLEDGEMENT), large)))
    for lines in range(40):
        drawn = paper(draw(with_body(letter(ACKNOWLEDGEMENT), "A line.\n" * lines or "."), large))
        assert lines_apart(drawn) == pytest.approx(usual, abs=0.1)


def test_a_list_stands_on_the_page_of_what_leads_to_it(letter: Compose, look: Look, paper: Open) -> None:
    for lines in range(20, 40):
        body = "A line.\n" * lines + "These are the things:\n- the first of them"
        drawn = paper(draw(with_body(letter(ACKNOWLEDGEMENT), body), look))
        for page in range(len(drawn.pages)):
            assert ("These are the things" in drawn.text(page)) == ("the first of them" in drawn.text(page))
