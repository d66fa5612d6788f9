"""The address lies in the window of whichever envelope, and the alignment sheet shows where."""

from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters import Draft
from kmss_dpo.domain.stationery import ENVELOPES, OWN, AddressWindow, Envelope
from kmss_dpo.letters.alignment import draw_alignment_sheet
from kmss_dpo.letters.letter import draw
from kmss_dpo.letters.look import Look, look_of

from .conftest import ORGANISATION, Paper
from .test_readable import DAY, findings

Compose = Callable[..., Draft]
Open = Callable[[bytes], object]
ACKNOWLEDGEMENT = "request_acknowledgement"
OWN_MEASURES = {"left": 30, "right": 118, "top": 45, "bottom": 80}
OFFSETS = [(0, 0), (1.5, 0.5), (-3, -2.5), (8, 8), (-8, -8)]


def look_for(envelope: Envelope, across: float = 0, down: float = 0) -> Look:
    own = OWN_MEASURES if envelope in OWN else {}
    return look_of(ORGANISATION, address_window=AddressWindow(envelope, across=across, down=down, **own))


@pytest.mark.parametrize("offset", OFFSETS)
@pytest.mark.parametrize("envelope", ENVELOPES)
@pytest.mark.parametrize("lines", [1, 3, 4])
def test_name_and_address_lie_inside_the_window_of_every_envelope_moved_as_the_printer_needs_it(
    letter: Compose, paper: Open, envelope: Envelope, offset: tuple[float, float], lines: int
) -> None:
    across, down = offset
    look = look_for(envelope, across, down)
    window = look.window
    address = tuple(f"Qjy Street {number} is long as Llanfairpwll" for number in range(lines))
    drawn = paper(draw(letter(ACKNOWLEDGEMENT, address=address), look))
    for line in ("Łucja Ŷnyr-Żądło", *address):
        places = [place for place in drawn.places(line) if place[1] < window.bottom + down]
        assert len(places) == 1
        left, top, right, bottom = places[0]
        assert left >= window.left + across + 1
        assert right <= window.right + across
        assert top >= window.top + down + 0.7
        assert bottom <= window.bottom + down - 0.7


@pytest.mark.parametrize(
    ("envelope", "shown"), [(Envelope.DL, 6), (Envelope.C5, 5), (Envelope.GOVERNMENT, 6)]
)
def test_an_address_takes_as_many_lines_as_its_window_shows(
    letter: Compose, paper: Open, envelope: Envelope, shown: int
) -> None:
    fits, too_long = (
        letter(ACKNOWLEDGEMENT, address=tuple("abcdefgh"[:count])) for count in (shown - 1, shown)
    )
    assert paper(draw(fits, look_for(envelope))).places("Łucja")
    with pytest.raises(Mistake, match=f"take {shown + 1} lines and the envelope window shows {shown}"):
        draw(too_long, look_for(envelope))


@pytest.mark.parametrize(
    ("envelope", "begins"), [(Envelope.DL, 91), (Envelope.C5, 98.5), (Envelope.GOVERNMENT, 95)]
)
def test_the_letter_begins_below_the_window(
    letter: Compose, paper: Open, envelope: Envelope, begins: float
) -> None:
    for down in (0, 6, -6):
        drawn = paper(draw(letter(ACKNOWLEDGEMENT), look_for(envelope, down=down)))
        (_, top, _, _) = drawn.places("22 November 2026")[0]
        assert begins <= top - max(down, 0) < begins + 5


def test_a_letterhead_that_would_reach_into_the_window_is_refused(letter: Compose) -> None:
    name = "The Great Western Society of Long Names and Longer Titles"
    look = replace(look_for(Envelope.GOVERNMENT, down=-8), short_name=name)
    with pytest.raises(Mistake, match="letterhead has no room"):
        draw(letter(ACKNOWLEDGEMENT), look)


@pytest.mark.parametrize("offset", [(0, 0), (8, 8), (-8, -8)])
@pytest.mark.parametrize("envelope", ENVELOPES)
def test_the_alignment_sheet_is_one_valid_page_that_shows_the_frame_and_says_how_to_read_it(
    paper: Open, envelope: Envelope, offset: tuple[float, float]
) -> None:
    own = OWN_MEASURES if envelope in OWN else {}
    settled = AddressWindow(envelope, across=offset[0], down=offset[1], **own)
    pdf = draw_alignment_sheet("KMSS", settled, DAY)
    assert findings(pdf) == []
    assert draw_alignment_sheet("KMSS", settled, DAY) == pdf
    drawn = paper(pdf)
    assert len(drawn.pages) == 1
    text = " ".join(drawn.text(0).split())
    moved = f"{offset[0]} mm to the right and {offset[1]} mm down".replace("-", "\N{MINUS SIGN}")
    for said in (
        ENVELOPES[envelope],
        moved,
        "actual size",
        "Fold",
    ):
        assert said in text
    window = settled.window()
    frame = (
        window.left + offset[0],
        window.top + offset[1],
        window.right + offset[0],
        window.bottom + offset[1],
    )
    assert any(frame == pytest.approx(each, abs=0.5) for each in shapes(drawn))


def shapes(drawn: Paper) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom in mm of everything that is drawn and no text."""
    page, height = drawn.pages[0], drawn.pages[0].get_height()
    found = []
    for each in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = each.get_bounds()
        found.append(tuple(part * 25.4 / 72 for part in (left, height - top, right, height - bottom)))
    return found


def test_the_rulers_of_the_alignment_sheet_measure_true(paper: Open) -> None:
    drawn = paper(draw_alignment_sheet("KMSS", AddressWindow(), DAY))
    upright = {
        round((left + right) / 2, 1) for left, top, right, bottom in shapes(drawn) if abs(top - 8) < 0.2
    }
    level = {
        round((top + bottom) / 2, 1) for left, top, right, bottom in shapes(drawn) if abs(right - 202) < 0.2
    }
    assert {float(each) for each in range(20, 191)} <= upright
    assert {float(each) for each in range(20, 288)} <= level


def test_a_name_that_cannot_be_printed_is_refused_on_the_alignment_sheet() -> None:
    with pytest.raises(Mistake, match="can't be printed"):
        draw_alignment_sheet("\N{SNOWMAN}", AddressWindow(), DAY)
