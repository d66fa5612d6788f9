"""Draws PDFs, with what was filled into their forms, and pictures. Runs in the child process alone."""

import io
from typing import Protocol

import pypdfium2
from PIL import Image, ImageOps

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.looking import Drawn
from kmss_dpo.intake.page_kinds import is_pdf

LOCKED = "This PDF is locked with a password. Save a copy to open it in another program."
DAMAGED = "This file is damaged and cannot be shown. A copy may still open in another program."
TOO_MANY_PIXELS = "This picture has too many pixels to be shown here. Save a copy to open it."
MOST_PIXELS = 250_000_000
"""A picture of 250 million pixels takes 750 MB to decode; the largest cameras have 150 million."""
MOST_DRAWN = 16_000_000
"""Four times what a large screen has."""
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "AVIF", "JPEG2000")
_POINTS = 72 / 96
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)
"""What Pillow raises for damaged pictures."""


class Drawable(Protocol):
    """Something with pages."""

    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of each page in points."""

    def draw(self, page: int, width: int, height: int) -> Drawn:
        """A page in about so many pixels, white where nothing is on it."""


def opened(content: bytes) -> Drawable:
    """A PDF or a picture; raises `Mistake` where it can't be opened."""
    return Pdf(content) if is_pdf(content) else Picture(content)


class Pdf:
    """A PDF."""

    def __init__(self, content: bytes) -> None:
        try:
            self._pdf = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as refused:
            locked = refused.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
            raise Mistake(LOCKED if locked else DAMAGED) from None
        self._pdf.init_forms()

    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of each page in points."""
        return [self._pdf.get_page_size(number) for number in range(len(self._pdf))]

    def draw(self, page: int, width: int, height: int) -> Drawn:
        """A page; raises `Mistake` where it is damaged."""
        within = _within(width, height)
        try:
            drawn = self._pdf[page]
        except pypdfium2.PdfiumError:
            raise Mistake(DAMAGED) from None
        scale = min(within[0] / drawn.get_width(), within[1] / drawn.get_height())
        picture = drawn.render(scale=scale, prefer_bgrx=True)
        drawn.close()
        return Drawn(picture.width, picture.height, bytes(picture.buffer))


class Picture:
    """A picture; one with several pages where it is a fax or a scan."""

    def __init__(self, content: bytes) -> None:
        Image.MAX_IMAGE_PIXELS = None  # told in our own words
        try:
            self._picture = Image.open(io.BytesIO(content), formats=_FORMATS)
            self._pages = getattr(self._picture, "n_frames", 1) if self._picture.format == "TIFF" else 1
        except _BROKEN:
            raise Mistake(DAMAGED) from None
        self._content = content

    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of each page in points, at 96 pixels an inch; raises `Mistake` as above."""
        try:
            return [self._size(page) for page in range(self._pages)]
        except _BROKEN:
            raise Mistake(DAMAGED) from None

    def draw(self, page: int, width: int, height: int) -> Drawn:
        """A page, as it was held when it was taken; raises `Mistake` where it is damaged."""
        try:
            return self._draw(page, _within(width, height))
        except _BROKEN:
            raise Mistake(DAMAGED) from None

    def _draw(self, page: int, within: tuple[int, int]) -> Drawn:
        picture = Image.open(io.BytesIO(self._content), formats=_FORMATS)
        picture.seek(page)
        lies = _lies_on_its_side(picture)
        picture.draft("RGB", within[::-1] if lies else within)  # a large JPEG is then decoded smaller at once
        upright = ImageOps.exif_transpose(picture)
        smaller = upright.resize(within, Image.Resampling.BICUBIC, reducing_gap=2.0)
        return Drawn(*smaller.size, _on_white(smaller).tobytes("raw", "BGRX"))

    def _size(self, page: int) -> tuple[float, float]:
        self._picture.seek(page)
        wide, high = self._picture.size
        if wide * high > MOST_PIXELS:
            raise Mistake(TOO_MANY_PIXELS)
        if _lies_on_its_side(self._picture):
            wide, high = high, wide
        return wide * _POINTS, high * _POINTS


_ORIENTATION, _TURNED = 0x0112, {5, 6, 7, 8}


def _lies_on_its_side(picture: Image.Image) -> bool:
    return picture.getexif().get(_ORIENTATION) in _TURNED


def _within(width: int, height: int) -> tuple[int, int]:
    """The size asked for, or as much of it as is ever drawn, in the same shape."""
    shrunk = min(1.0, (MOST_DRAWN / max(width * height, 1)) ** 0.5)
    return max(round(width * shrunk), 1), max(round(height * shrunk), 1)


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    return paper.convert("RGB")
