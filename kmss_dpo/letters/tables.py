"""Tables in running text: columns as wide as their words ask for, heads that are said again on each page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kmss_dpo.letters.faces import Face, metrics
from kmss_dpo.letters.paper import LEFT, RIGHT, Piece, Row, Style, broken
from kmss_dpo.letters.structure import Element, Role

GAP = 10.0
"""Points between two columns."""
NARROWEST = 40.0
"""Points that each column has at least, where they are not too many for the sheet."""
Cells = Sequence[str]


def table_rows(lines: Sequence[Cells], style: Style) -> Iterator[Row]:
    """Lines of cells as rows; the first line is the head. A line that lacks cells has empty ones.

    No line of the table is parted by a page, unless it is longer than one.
    """
    count = max(map(len, lines))
    full = [[*line, *[""] * (count - len(line))] for line in lines]
    places = _places(full, style)
    table = Element(Role.TABLE)
    head = list(_line(full[0], places, replace(style, face=Face.BOLD), Role.COLUMN_HEAD, table))
    yield from (replace(row, glued=True) for row in head)
    said_again = tuple(replace(row, before=0.0) for row in head)
    for line in full[1:]:
        for row in _line(line, places, style, Role.CELL, table):
            yield replace(row, head=said_again)


def _line(
    cells: Cells, places: list[tuple[float, float]], style: Style, role: Role, table: Element
) -> Iterator[Row]:
    line = Element(Role.LINE, table)
    texts = [broken(cell, style, width) for cell, (_, width) in zip(cells, places, strict=True)]
    elements = [Element(role, line) for _ in cells]
    high = max(map(len, texts))
    for number in range(high):
        yield Row(
            tuple(
                Piece(text[number], style, element, x)
                for text, element, (x, _) in zip(texts, elements, places, strict=True)
                if number < len(text)
            ),
            before=style.before if number == 0 else 0.0,
            glued=number < high - 1,
            ruled=number == 0 and role is Role.CELL,
        )


def _places(lines: Sequence[Cells], style: Style) -> list[tuple[float, float]]:
    """Where each column begins and how wide it is, in points: what is over is shared out by need."""
    bold, plain = metrics(Face.BOLD), metrics(style.face)
    count = len(lines[0])
    room = RIGHT - LEFT - GAP * (count - 1)
    wanted = [
        max([bold.width(lines[0][at]), *(plain.width(line[at]) for line in lines[1:])]) * style.size / 1000
        for at in range(count)
    ]
    least = min(NARROWEST, room / count)
    if sum(wanted) <= room:
        widths = [*wanted[:-1], room - sum(wanted[:-1])]
    else:
        spare = room - least * count
        over = [max(each - least, 0.0) ** 0.5 for each in wanted]
        widths = [least + spare * each / sum(over) for each in over]
    at, places = LEFT, []
    for width in widths:
        places.append((at, width))
        at += width + GAP
    return places
