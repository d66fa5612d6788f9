"""Running text laid out on A4 sheets: texts become rows, rows are placed on pages, before any is drawn."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kmss_dpo.letters.direction import Levels, line_levels, runs_leftwards
from kmss_dpo.letters.faces import Face, break_lines, metrics
from kmss_dpo.letters.structure import Element, Role

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 25 * MM, 185 * MM
TOP, BOTTOM = 22 * MM, 25 * MM
INK, GREY, ACCENT = (0.1, 0.1, 0.12), (0.38, 0.4, 0.44), (0.05, 0.3, 0.55)

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
class Piece:
    """A text on one line, `x` points from the left, and the element of the structure that it belongs to.

    Where some of it runs leftwards, `levels` say what.
    """

    text: str
    style: Style
    element: Element
    x: float = LEFT
    levels: Levels = ()

    @property
    def width(self) -> float:
        """In points, without the space that leads on to the next line."""
        return metrics(self.style.face).width(self.text.rstrip(" ")) * self.style.size / 1000


@dataclass(frozen=True)
class Row:
    """One line of the page: texts side by side, `before` points below what stands above it.

    A glued row stays on the page of the next, a ruled one has a thin line above it, one that `turns` begins a
    page, and `head` is said again where the row does.
    """

    pieces: tuple[Piece, ...]
    before: float = 0.0
    glued: bool = False
    ruled: bool = False
    turns: bool = False
    head: tuple["Row", ...] = ()

    @property
    def leading(self) -> float:
        """In points."""
        return max(piece.style.leading for piece in self.pieces)


@dataclass(frozen=True)
class Placed:
    """A row with its baseline, in points from the bottom of the page; `again` where it was said before."""

    row: Row
    y: float
    again: bool = False


def rows_of(text: str, style: Style, role: Role = Role.PARAGRAPH, *, glued: bool = False) -> list[Row]:
    """A paragraph or heading as rows; neither its first nor its last line stands alone on a page.

    All rows are glued to what follows if `glued`.
    """
    return rows_in(Element(role), text, style, glued=glued)


def item_rows(
    text: str, style: Style, within: Element, marker: str, indent: float, *, glued: bool = False
) -> list[Row]:
    """An item of the list `within`, its marker at the left edge and its text `indent` points from there."""
    item = Element(Role.ITEM, within)
    label = Piece(marker, style, Element(Role.LABEL, item))
    if runs_leftwards(text):
        label = replace(label, x=RIGHT - label.width)
    first, *others = rows_in(Element(Role.BODY, item), text, style, indent, glued=glued)
    return [replace(first, pieces=(label, *first.pieces)), *others]


def rows_in(
    element: Element, text: str, style: Style, indent: float = 0.0, *, glued: bool = False
) -> list[Row]:
    """A text of this element as rows, `indent` points from the edge at which it begins."""
    leftwards = runs_leftwards(text)
    lines = broken(text, style, RIGHT - LEFT - indent)
    last = len(lines) - 1
    return [
        Row(
            (_begun(Piece(line, style, element, LEFT, levels), indent, leftwards=leftwards),),
            style.before if number == 0 else 0.0,
            glued=glued or (number < last and number in {0, last - 1}),
        )
        for number, (line, levels) in enumerate(
            zip(lines, line_levels(lines, leftwards=leftwards), strict=True)
        )
    ]


def _begun(piece: Piece, indent: float, *, leftwards: bool) -> Piece:
    """A line that begins `indent` points from the left edge, or from the right one."""
    if not leftwards:
        return replace(piece, x=LEFT + indent)
    return replace(piece, x=RIGHT - indent - piece.width)


def broken(text: str, style: Style, width: float) -> list[str]:
    """A text as lines that fit `width` points; all but the last end with a space, or readers join words."""
    *lines, last = break_lines(text, style.face, style.size, width)
    return [*(f"{line} " for line in lines), last]


def closing_together(rows: Sequence[Row], least: int) -> list[Row]:
    """The same rows, the last `least` of them, or a few more, glued to each other and to what follows."""
    chunks = list(_chunks(rows))
    kept = 0
    while kept < least and chunks:
        kept += len(chunks.pop())
    first = len(rows) - kept
    return [*rows[:first], *(replace(row, glued=True) for row in rows[first:])]


def tightened(rows: Iterable[Row], by: float) -> list[Row]:
    """The same rows with their lines `by` times as far apart, and the spaces above them smaller still."""
    return [
        replace(
            row,
            before=row.before * by * by,
            pieces=tuple(
                replace(piece, style=replace(piece.style, leading=piece.style.leading * by))
                for piece in row.pieces
            ),
        )
        for row in rows
    ]


def paginate(rows: Iterable[Row], first_top: float) -> list[list[Placed]]:
    """Rows on pages: the first page's text starts `first_top` points from the top, the others' at `TOP`."""
    pages = _Pages(HEIGHT - first_top)
    for chunk in _chunks(rows):
        height = sum(row.before + row.leading for row in chunk)
        if chunk[0].turns or (not pages.has_room(height) and height <= HEIGHT - TOP - BOTTOM):
            pages.turn()
        for row in chunk:
            pages.place(row)
    return pages.placed


class _Pages:
    """Pages that fill from the top; `y` is where the next row may begin."""

    def __init__(self, y: float) -> None:
        self.placed: list[list[Placed]] = [[]]
        self._y = y

    def has_room(self, height: float) -> bool:
        return height <= self._y - BOTTOM or not self.placed[-1]

    def turn(self) -> None:
        self.placed.append([])
        self._y = HEIGHT - TOP

    def place(self, row: Row) -> None:
        if self._y - row.before - row.leading < BOTTOM:
            self.turn()
        if len(self.placed) > 1 and not self.placed[-1]:
            for each in row.head:
                self._put(each, again=True)
        self._put(row)

    def _put(self, row: Row, *, again: bool = False) -> None:
        self._y -= row.leading + (row.before if self.placed[-1] else 0.0)
        self.placed[-1].append(Placed(row, self._y, again))


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The runs of rows that want to be on one page."""
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if not row.glued:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def column(
    lines: Sequence[str], style: Style, x: float, top: float, element: Element | None = None
) -> list[Placed]:
    """Lines of one paragraph below each other, `x` and `top` in points from the top left of the page."""
    whose = element or Element(Role.PARAGRAPH)
    first = HEIGHT - top - metrics(style.face).ascent * style.size / 1000
    last = len(lines) - 1
    spaced = [line if n == last else f"{line} " for n, line in enumerate(lines)]
    return [
        Placed(
            Row((Piece(line, style, whose, x, *line_levels([line], leftwards=False)),)),
            first - n * style.leading,
        )
        for n, line in enumerate(spaced)
    ]


def right_aligned(placed: Sequence[Placed], edge: float = RIGHT) -> list[Placed]:
    """The same rows of one text each, ending at `edge` points from the left."""
    return [replace(each, row=_ending_at(each.row, edge)) for each in placed]


def _ending_at(row: Row, edge: float) -> Row:
    (piece,) = row.pieces
    return replace(row, pieces=(replace(piece, x=edge - piece.width),))
