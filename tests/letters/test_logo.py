"""The logo in the letterhead."""

import io
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letterhead import Logo
from kmss_dpo.domain.letters import Draft
from kmss_dpo.domain.stationery import GOVERNMENT_WINDOW
from kmss_dpo.letters.letter import draw
from kmss_dpo.letters.look import Look

from .conftest import Paper
from .test_letter import ACKNOWLEDGEMENT
from .test_readable import findings

Compose = Callable[..., Draft]
Open = Callable[[bytes], Paper]


def logo(width: int, height: int) -> Logo:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "PNG")
    return Logo(out.getvalue(), width, height, "KMSS, a blue wave")


def place(drawn: Paper) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the picture in mm."""
    (found,) = drawn.pages[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    left, bottom, right, top = found.get_bounds()
    height = drawn.pages[0].get_height()
    return tuple(part * 25.4 / 72 for part in (left, height - top, right, height - bottom))


@pytest.mark.parametrize("size", [(1004, 284), (1004, 40), (100, 284), (60, 60)])
@pytest.mark.parametrize("down", [0, -8])
def test_a_logo_stands_clear_of_window_and_sender_and_keeps_its_shape(
    letter: Compose, look: Look, paper: Open, size: tuple[int, int], down: float
) -> None:
    window = replace(GOVERNMENT_WINDOW, down=down)
    pdf = draw(letter(ACKNOWLEDGEMENT), replace(look, logo=logo(*size), window=window))
    assert findings(pdf) == []
    left, top, right, bottom = place(paper(pdf))
    assert left == pytest.approx(25, abs=0.1)
    assert top == pytest.approx(12, abs=0.1)
    assert right <= 110.1
    assert bottom <= window.top + down - 1.9
    assert (right - left) / (bottom - top) == pytest.approx(size[0] / size[1], rel=0.01)


def test_a_logo_is_read_out_first_and_takes_the_place_of_the_name(
    letter: Compose, look: Look, structure: Callable[[bytes], list[str]], paper: Open
) -> None:
    pdf = draw(letter(ACKNOWLEDGEMENT), replace(look, logo=logo(400, 100)))
    said = [line.strip() for line in structure(pdf)[1:]]
    assert said[0].startswith("Figure")
    assert not paper(pdf).places("KMSS")
    assert "KM Software Systems Ltd" in paper(pdf).text(0)
    assert draw(letter(ACKNOWLEDGEMENT), replace(look, logo=logo(400, 100))) == pdf
    with pypdfium2.PdfDocument(pdf):
        assert "KMSS, a blue wave".encode("utf-16-be") in pdf or b"KMSS, a blue wave" in unpacked(pdf)


def unpacked(pdf: bytes) -> bytes:
    """The file with its objects to be read."""
    import pikepdf  # noqa: PLC0415

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return out.getvalue()


def test_what_a_logo_says_must_be_printable_like_everything_else(letter: Compose, look: Look) -> None:
    with pytest.raises(Mistake, match="Logo"):
        draw(letter(ACKNOWLEDGEMENT), replace(look, logo=replace(logo(100, 50), spoken="\x00")))
