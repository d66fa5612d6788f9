"""Draws laid-out pages as a PDF that everybody can read: each stretch of it is tagged, the rest is marked."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas

from kmss_dpo.domain.letters.languages import FRAMES, Language
from kmss_dpo.letters.faces import Face, break_lines, metrics
from kmss_dpo.letters.paper import (
    GREY,
    HEIGHT,
    LEFT,
    MM,
    RIGHT,
    WIDTH,
    Piece,
    Placed,
    Style,
    column,
    right_aligned,
)
from kmss_dpo.letters.stretches import stretches
from kmss_dpo.letters.structure import Mark, Tagger
from kmss_dpo.letters.tagged import About, make_readable

FOOTER = Style(size=8.5, leading=11, colour=GREY)
RULE = (0.75, 0.77, 0.8)

# A font keeps its place in its file while it is embedded: one document at a time.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Colophon:
    """What the file says of itself and what stands in its footer; no person's name belongs here."""

    title: str
    author: str
    footer: str
    on: date
    language: Language = Language.ENGLISH


class Sheet:
    """What is drawn on: a canvas, and who notes what each stretch of it is."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.tagger = Tagger(canvas)

    def write(self, placed: Sequence[Placed]) -> None:
        """Draw rows where they were placed; what was said on an earlier page is not said again."""
        for each in placed:
            if each.row.ruled:
                self.rule(each.y + each.row.leading)
        again = [each for each in placed if each.again]
        if again:
            with self.tagger.artifact():
                self._write(_pieces(again))
        said = _pieces(each for each in placed if not each.again)
        for element, some in groupby(said, key=lambda pair: pair[0].element):
            with self.tagger.element(element):
                self._write(some)

    def rule(self, y: float) -> None:
        """A thin line from edge to edge, `y` points from the bottom."""
        with self.tagger.artifact():
            self.canvas.setStrokeColorRGB(*RULE)
            self.canvas.setLineWidth(0.5)
            self.canvas.line(LEFT, y, RIGHT, y)

    def foot(self, left: str, right: str) -> None:
        """What stands at the foot of each page; it is not read out."""
        self.rule(18 * MM)
        top = HEIGHT - 13.5 * MM - metrics(FOOTER.face).ascent * FOOTER.size / 1000
        (page,) = right_aligned(column([right], FOOTER, LEFT, top))
        room = RIGHT - LEFT - page.row.pieces[0].width - 5 * MM
        reference = column(break_lines(left, FOOTER.face, FOOTER.size, room)[:1], FOOTER, LEFT, top)
        with self.tagger.artifact():
            self._write(_pieces([page, *reference]))

    def _write(self, pieces: Iterable[tuple[Piece, float]]) -> None:
        text = self.canvas.beginText()
        style: Style | None = None
        font = ""
        for piece, y in pieces:
            for stretch in stretches(piece):
                if (piece.style, stretch.font) != (style, font):
                    style, font = piece.style, stretch.font
                    text.setFont(font, style.size, style.leading)
                    text.setFillColorRGB(*style.colour)
                text.setTextOrigin(stretch.x, y)
                text.textOut(stretch.text)
        self.canvas.drawText(text)


def _pieces(placed: Iterable[Placed]) -> Iterator[tuple[Piece, float]]:
    return ((piece, each.y) for each in placed for piece in each.row.pieces)


def print_pages(
    pages: Sequence[Sequence[Placed]], colophon: Colophon, first_page: Callable[[Sheet], None]
) -> bytes:
    """The PDF of laid-out pages; `first_page` draws what only the first one has. Same input, same bytes.

    It is valid as PDF/UA-1 and as PDF/A-2a.
    """
    with _ONE_AT_A_TIME:
        pdf, marks = _print(pages, colophon, first_page)
    said = About(colophon.title, colophon.author, colophon.on, colophon.language)
    return make_readable(pdf, marks, said)


def _print(
    pages: Sequence[Sequence[Placed]], colophon: Colophon, first_page: Callable[[Sheet], None]
) -> tuple[bytes, list[Mark]]:
    metrics(Face.REGULAR)
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=(WIDTH, HEIGHT),
        pageCompression=0,  # it is compressed once it is tagged
        invariant=1,
        initialFontName=Face.REGULAR.value,
        initialFontSize=10,
    )
    canvas.setViewerPreference("DisplayDocTitle", "true")
    sheet = Sheet(canvas)
    for number, page in enumerate(pages, start=1):
        if number == 1:
            first_page(sheet)
        sheet.write(page)
        sheet.foot(colophon.footer, FRAMES[colophon.language].page.format(number, len(pages)))
        canvas.showPage()
        sheet.tagger.end_page()
    canvas.save()
    return out.getvalue(), sheet.tagger.marks
