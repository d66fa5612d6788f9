"""A4 sheets with running text: rows are laid out on pages first, then drawn, so every page knows the last."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from kmss_dpo.letters.faces import Face, break_lines, metrics

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 25 * MM, 185 * MM
TOP, BOTTOM = 22 * MM, 25 * MM
INK, GREY, ACCENT = (0.1, 0.1, 0.12), (0.38, 0.4, 0.44), (0.05, 0.3, 0.55)

# A font keeps its place in its file while it is embedded: one document at a time.
_ONE_AT_A_TIME = threading.Lock()

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Style:
    """How a text is set; `size`, `leading` and `before` (space above it) in points."""

    face: Face = Face.REGULAR
    size: float = 10.5
    leading: float = 14.5
    before: float = 0.0
    colour: Colour = INK

    def sized(self, size: float) -> "Style":
        """The same style larger or smaller, its spaces with it."""
        by = size / self.size
        return replace(self, size=size, leading=self.leading * by, before=self.before * by)

    def spaced(self, before: float) -> "Style":
        """The same style with another space above it."""
        return replace(self, before=before)


@dataclass(frozen=True)
class Row:
    """One line on the paper, `x` points from the left; a glued row stays on the page of the next."""

    text: str
    style: Style
    x: float = LEFT
    before: float = 0.0
    glued: bool = False
    marker: str = ""


@dataclass(frozen=True)
class Placed:
    """A row with its baseline, in points from the bottom of the page."""

    row: Row
    y: float


def rows_of(
    text: str, style: Style, *, glued: bool = False, indent: float = 0.0, marker: str = ""
) -> list[Row]:
    """A paragraph as rows; neither its first nor its last line stands alone on a page.

    All rows are glued to what follows if `glued`. `marker` stands left of the indented first row.
    """
    lines = break_lines(text, style.face, style.size, RIGHT - LEFT - indent)
    last = len(lines) - 1
    return [
        Row(
            line if number == last else line + " ",  # readers that copy the text join words without it
            style,
            LEFT + indent,
            style.before if number == 0 else 0.0,
            glued=glued or (number < last and number in {0, last - 1}),
            marker=marker if number == 0 else "",
        )
        for number, line in enumerate(lines)
    ]


def paginate(rows: Iterable[Row], first_top: float) -> list[list[Placed]]:
    """Rows on pages: the first page's text starts `first_top` points from the top, the others' at `TOP`."""
    pages: list[list[Placed]] = [[]]
    y = HEIGHT - first_top
    for chunk in _chunks(rows):
        height = sum(row.before + row.style.leading for row in chunk)
        if height > y - BOTTOM and pages[-1] and height <= HEIGHT - TOP - BOTTOM:
            pages.append([])
            y = HEIGHT - TOP
        for row in chunk:
            if y - row.before - row.style.leading < BOTTOM:
                pages.append([])
                y = HEIGHT - TOP
            y -= row.style.leading + (row.before if pages[-1] else 0.0)
            pages[-1].append(Placed(row, y))
    return pages


def _chunks(rows: Iterable[Row]) -> Iterable[list[Row]]:
    """The runs of rows that want to be on one page."""
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if not row.glued:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


@dataclass(frozen=True)
class Colophon:
    """What the file says of itself and what stands in its footer; no person's name belongs here."""

    title: str
    author: str
    footer: str
    on: date


def print_pages(
    pages: Sequence[Sequence[Placed]], colophon: Colophon, first_page: Callable[[Canvas], None]
) -> bytes:
    """The PDF of laid-out pages; `first_page` draws what only the first one has. Same input, same bytes."""
    with _ONE_AT_A_TIME:
        return _print(pages, colophon, first_page)


def _print(
    pages: Sequence[Sequence[Placed]], colophon: Colophon, first_page: Callable[[Canvas], None]
) -> bytes:
    metrics(Face.REGULAR)
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=(WIDTH, HEIGHT),
        pageCompression=1,
        invariant=1,
        initialFontName=Face.REGULAR.value,
        initialFontSize=10,
        lang="en-GB",
    )
    _sign(canvas, colophon)
    for number, page in enumerate(pages, start=1):
        if number == 1:
            first_page(canvas)
        write(canvas, page)
        _footer(canvas, colophon.footer, f"Page {number} of {len(pages)}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _sign(canvas: Canvas, colophon: Colophon) -> None:
    """Title, author and day of the file."""
    canvas.setTitle(colophon.title)
    canvas.setAuthor(colophon.author)
    canvas.setSubject("")
    canvas.setCreator("")
    stamp = f"D:{colophon.on.year:04d}{colophon.on:%m%d}000000+00'00'"
    canvas.setDateFormatter(lambda *_: stamp)
    canvas.setViewerPreference("DisplayDocTitle", "true")


def write(canvas: Canvas, page: Sequence[Placed]) -> None:
    """Draw rows where they were placed."""
    text = canvas.beginText()
    style: Style | None = None
    for placed in page:
        row = placed.row
        if row.style != style:
            style = row.style
            text.setFont(style.face.value, style.size, style.leading)
            text.setFillColorRGB(*style.colour)
        if row.marker:
            text.setTextOrigin(LEFT, placed.y)
            text.textOut(row.marker)
        text.setTextOrigin(row.x, placed.y)
        text.textOut(row.text)
    canvas.drawText(text)


def column(lines: Sequence[str], style: Style, x: float, top: float) -> list[Placed]:
    """Lines below each other, `x` and `top` in points from the top left of the page."""
    first = HEIGHT - top - metrics(style.face).ascent * style.size / 1000
    return [Placed(Row(line, style, x), first - number * style.leading) for number, line in enumerate(lines)]


def right_aligned(placed: Sequence[Placed], edge: float = RIGHT) -> list[Placed]:
    """The same rows, ending at `edge` points from the left."""
    return [replace(p, row=replace(p.row, x=edge - _width(p.row))) for p in placed]


def _width(row: Row) -> float:
    return metrics(row.style.face).width(row.text) * row.style.size / 1000


FOOTER = Style(size=8.5, leading=11, colour=GREY)


def _footer(canvas: Canvas, left: str, right: str) -> None:
    canvas.setStrokeColorRGB(0.75, 0.77, 0.8)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, 18 * MM, RIGHT, 18 * MM)
    y = 13.5 * MM
    ends = right_aligned([Placed(Row(right, FOOTER), y)])
    room = ends[0].row.x - LEFT - 5 * MM
    shown = break_lines(left, FOOTER.face, FOOTER.size, room)[0]
    write(canvas, [Placed(Row(shown, FOOTER), y), *ends])
