"""Pictures for the letterhead, through the real child process."""

import io

import pytest
from PIL import Image

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.intake.logos import LARGEST, SHARPEST, read_logo
from kmss_dpo.intake.pages import PageReader


def picture(kind: str, size: tuple[int, int], mode: str = "RGB", **how: object) -> bytes:
    out = io.BytesIO()
    colour = (255, 0, 0, 0) if mode == "RGBA" else (255, 0, 0)
    Image.new(mode, size, colour).save(out, kind, **how)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_becomes_plain_pixels_of_a_size_that_prints(kind: str) -> None:
    with PageReader() as pages:
        small = read_logo(picture(kind, (200, 80)), pages)
        large = read_logo(picture(kind, (4000, 1000)), pages)
    assert (small.width, small.height) == (200, 80)
    assert large.width <= SHARPEST[0]
    assert large.height <= SHARPEST[1]
    assert large.width / large.height == pytest.approx(4, rel=0.02)
    with Image.open(io.BytesIO(large.png)) as kept:
        assert (kept.format, kept.mode, kept.size) == ("PNG", "RGB", (large.width, large.height))
        assert "exif" not in kept.info


def test_what_is_seen_through_is_white_as_paper_is() -> None:
    with PageReader() as pages:
        logo = read_logo(picture("PNG", (100, 40), "RGBA"), pages)
    with Image.open(io.BytesIO(logo.png)) as kept:
        assert kept.getpixel((50, 20)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "PNG or JPEG"),
        (b"%PDF-1.7", "PNG or JPEG"),
        (picture("GIF", (100, 40)), "PNG or JPEG"),
        (picture("PNG", (20, 40)), "20 pixels wide"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "damaged"),
        (picture("JPEG", (100, 40))[:200], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(LARGEST), "larger than 1 MB"),
    ],
)
def test_what_is_no_picture_to_print_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with PageReader() as pages, pytest.raises(Mistake, match=said):
        read_logo(content, pages)
