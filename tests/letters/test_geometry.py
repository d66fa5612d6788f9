"""Where everything stands on the pages of every letter, measured in the PDF, is as it was agreed.

After a change that was looked at, write the file anew: python -m tests.letters.test_geometry
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kmss_dpo.domain.letters import Draft, Fact
from kmss_dpo.letters.letter import draw
from kmss_dpo.letters.look import Look, look_of
from kmss_dpo.letters.wording import templates

from .conftest import ORGANISATION, Paper, compose_letter
from .test_readable import EVERYTHING

AGREED = Path(__file__).parent / "golden" / "geometry.json"
CODES = [each.code for each in templates()]
SHAPES: dict[str, frozenset[Fact]] = {"plain": frozenset(), "with all its parts": EVERYTHING}
Lines = list[tuple[float, float, str]]


def lines(drawn: Paper, page: int) -> Lines:
    """Each line of a page with its left and top in mm, from the top down."""
    text = drawn.pages[page].get_textpage()
    height = drawn.pages[page].get_height()
    found: Lines = []
    for at in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(at)
        said = text.get_text_bounded(left, bottom, right, top).strip()
        if said:
            found.append((in_mm(left), in_mm(height - top), said))
    return sorted(found, key=lambda line: (line[1], line[0]))


def in_mm(points: float) -> float:
    return round(points * 25.4 / 72, 1)


def outline(drawn: Paper) -> list[list[str]]:
    """Each page by its first, second and last lines and where they stand."""
    pages = []
    for page in range(len(drawn.pages)):
        every = lines(drawn, page)
        pages.append([f"{left} {top} {said[:40]}" for left, top, said in [*every[:2], *every[-4:]]])
    return pages


def measured(code: str, shape: str, look: Look) -> list[list[str]]:
    return outline(Paper(draw(compose_letter(code, SHAPES[shape]), look)))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_page_stands_as_it_was_agreed(code: str, shape: str, look: Look) -> None:
    assert measured(code, shape, look) == json.loads(AGREED.read_text(encoding="utf-8"))[code][shape]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_address_lies_in_the_window_and_nothing_else_does(
    letter: Callable[..., Draft], look: Look, code: str, shape: str
) -> None:
    draft = letter(code, SHAPES[shape])
    who, window = draft.particulars, look.window
    inside = [
        said
        for left, top, said in lines(Paper(draw(draft, look)), 0)
        if window.left <= left <= window.right and window.top <= top <= window.bottom
    ]
    assert inside == [who.recipient, *who.address]


if __name__ == "__main__":
    everything = {
        code: {shape: measured(code, shape, look_of(ORGANISATION)) for shape in SHAPES} for code in CODES
    }
    AGREED.write_text(json.dumps(everything, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
