"""Draws a letter: letterhead, address in the envelope window, text, signature, page X of Y."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters import Draft, DraftBlock, long_date
from kmss_dpo.domain.letters.languages import FRAMES
from kmss_dpo.letters.faces import Face, break_lines, check_printable, clean, clean_line, metrics
from kmss_dpo.letters.look import Look, Window
from kmss_dpo.letters.paper import (
    ACCENT,
    GREY,
    HEIGHT,
    LEFT,
    MM,
    Placed,
    Row,
    Style,
    column,
    item_rows,
    paginate,
    right_aligned,
    rows_of,
)
from kmss_dpo.letters.printing import Colophon, Sheet, print_pages
from kmss_dpo.letters.structure import Element, Role
from kmss_dpo.letters.tables import table_rows

MOST_CHARACTERS = 400_000
ADDRESS_LINES = 6
NAME_LINES, SENDER_LINES, SENDER_WIDTH = 3, 14, 63 * MM
FOLDS = (99 * MM, 198 * MM)
NAME = Style(Face.BOLD, 18, 22, colour=ACCENT)
SENDER = Style(Face.REGULAR, 8.5, 11.4, colour=GREY)
# Six lines of this fill 22 of the 24 mm that a DL window shows.
ADDRESS = Style(Face.REGULAR, 9.5, 10.4)
BODY = Style(before=6.5)
HEADING = Style(Face.BOLD, before=9.5)
SUBJECT = Style(Face.BOLD, 11.5, 15, before=14)
DETAIL = Style()
CELL = Style(size=9.5, leading=13, before=5)
BULLET = "•"
_IN_CELLS = re.compile(r" *\|.*\| *")


@dataclass(frozen=True)
class _Furniture:
    """What stands on the first page besides the running text."""

    letterhead: tuple[Placed, ...]
    address: tuple[Placed, ...]
    look: Look

    def draw(self, sheet: Sheet) -> None:
        sheet.write([*self.letterhead, *self.address])
        with sheet.tagger.artifact():
            if self.look.fold_marks:
                _fold_marks(sheet.canvas)
            if self.look.window_outline:
                _outline(sheet.canvas, self.look.window)


def draw(draft: Draft, look: Look) -> bytes:
    """The letter as PDF; the same draft and look give the same bytes.

    Raise `Mistake` where a character cannot be printed, the address or the letterhead does not fit its
    place or the text is longer than 400,000 characters.
    """
    _check(draft, look)
    window = look.window
    furniture = _Furniture(tuple(_letterhead(look)), tuple(_address(draft, window)), look)
    pages = paginate(_rows(draft, look.text_size), (window.bottom + max(window.down, 0) + 10) * MM)
    reference, frame = clean_line(draft.particulars.reference), FRAMES[draft.language]
    colophon = Colophon(
        title=frame.letter.format(reference),
        author=look.short_name,
        footer=frame.reference.format(reference),
        on=draft.particulars.on,
        language=draft.language,
    )
    return print_pages(pages, colophon, furniture.draw)


def _check(draft: Draft, look: Look) -> None:
    parts = list(_parts(draft, look))
    if sum(len(text) for _, text in parts) > MOST_CHARACTERS:
        raise Mistake(
            "The letter is longer than 400,000 characters. Enclose long texts as documents.", "text"
        )
    for part, text in parts:
        check_printable(text, part)


def _parts(draft: Draft, look: Look) -> Iterator[tuple[str, str]]:
    """Everything that is drawn, with the name of the part it stands in."""
    who = draft.particulars
    yield "To", who.recipient
    yield "Address", "\n".join(who.address)
    yield "Reference", who.reference
    yield "Subject", draft.subject
    yield "Salutation", draft.salutation
    for block in draft.blocks:
        if block.included:
            yield block.wording.title, f"{block.wording.heading}\n{block.text}"
    yield "Closing words", draft.closing
    yield "Signature", "\n".join(draft.signature)
    yield "Letterhead", "\n".join((look.short_name, *look.sender))


def _letterhead(look: Look) -> Iterator[Placed]:
    """Name left, sender right, both clear of the envelope window and of each other."""
    name = break_lines(clean_line(look.short_name), NAME.face, NAME.size, 85 * MM)
    lines = [
        part
        for line in look.sender
        for part in break_lines(clean_line(line), SENDER.face, SENDER.size, SENDER_WIDTH)
    ]
    if len(name) > NAME_LINES or len(lines) > SENDER_LINES:
        raise Mistake(
            "The letterhead has no room for a name or address this long. Shorten the organisation's "
            "name or address in the settings."
        )
    yield from column(name, NAME, LEFT, 15 * MM)
    yield from right_aligned(column(lines, SENDER, LEFT, 16 * MM))


def _address(draft: Draft, window: Window) -> list[Placed]:
    """Name and address inside the window; raise `Mistake` where they take more than six lines."""
    left = max(window.left + 2, LEFT / MM)
    lines = []
    for line in (draft.particulars.recipient, *draft.particulars.address):
        for part in clean(line).split("\n"):
            if part.strip():
                lines += break_lines(part, ADDRESS.face, ADDRESS.size, (window.right - left - 1) * MM)
    if len(lines) > ADDRESS_LINES:
        raise Mistake(
            f"Name and address take {len(lines)} lines and the envelope window shows {ADDRESS_LINES}. "
            "Shorten the address.",
            "address",
        )
    face = metrics(ADDRESS.face)
    ink = (face.ascent - face.descent) * ADDRESS.size / 1000 + (len(lines) - 1) * ADDRESS.leading
    top = (window.top + window.down) * MM + ((window.bottom - window.top) * MM - ink) / 2
    return column(lines, ADDRESS, (left + window.across) * MM, top)


def _fold_marks(canvas: Canvas) -> None:
    canvas.setStrokeColorRGB(*GREY)
    canvas.setLineWidth(0.4)
    for down in FOLDS:
        canvas.line(5 * MM, HEIGHT - down, 9 * MM, HEIGHT - down)


def _outline(canvas: Canvas, window: Window) -> None:
    """The edge of the window, for the screen."""
    canvas.saveState()
    canvas.setStrokeColorRGB(*ACCENT)
    canvas.setDash(3, 2)
    width, height = (window.right - window.left) * MM, (window.bottom - window.top) * MM
    canvas.rect(window.left * MM, HEIGHT - window.bottom * MM, width, height)
    canvas.restoreState()


def _rows(draft: Draft, size: float) -> Iterator[Row]:
    """The running text, from the date to the signature, and on a page of its own what stands apart."""
    on = long_date(draft.particulars.on, draft.language)
    yield from rows_of(on, DETAIL.sized(size), glued=True)
    reference = FRAMES[draft.language].reference.format(clean_line(draft.particulars.reference))
    yield from rows_of(reference, DETAIL.sized(size), glued=True)
    yield from rows_of(clean_line(draft.subject), SUBJECT.sized(size + 1), Role.HEADING, glued=True)
    yield from _plain(clean(draft.salutation), BODY.sized(size).spaced(10), glued=True)
    blocks = [block for block in draft.blocks if block.included and block.text.strip()]
    body = [row for block in blocks if not block.wording.apart for row in _block(block, size)]
    yield from body[:-1]
    yield from (replace(row, glued=True) for row in body[-1:])  # no signature alone on a page
    yield from _signature(draft, size)
    apart = [row for block in blocks if block.wording.apart for row in _block(block, size)]
    yield from (replace(row, turns=True) for row in apart[:1])
    yield from apart[1:]


def _plain(text: str, style: Style, *, glued: bool) -> Iterator[Row]:
    """A short text whose line ends stay."""
    for number, line in enumerate(text.split("\n")):
        yield from rows_of(line, style if number == 0 else style.spaced(0), glued=glued)


def _block(block: DraftBlock, size: float) -> Iterator[Row]:
    """Heading, paragraphs, lists and tables.

    An empty line ends a paragraph, "- " begins an item, "| one | two |" is a line of a table.
    """
    usual = BODY.sized(size)
    style = usual
    if block.wording.heading:
        heading = clean_line(block.wording.heading)
        yield from rows_of(heading, HEADING.sized(size), Role.SUBHEADING, glued=True)
        style = usual.spaced(0.5)
    for sort, lines in _stretches(clean(block.text).strip("\n").split("\n")):
        if sort is _Sort.TABLE:
            yield from table_rows([_cells(line) for line in lines], CELL.sized(size * 0.9))
        elif sort is _Sort.LIST:
            yield from _items(lines, style)
        elif sort is _Sort.TEXT:
            yield from _lines(lines, style)
        style = usual if sort is _Sort.NOTHING else usual.spaced(1.5 if sort is _Sort.TEXT else 0)


class _Sort(Enum):
    """What a line of typed text is."""

    NOTHING = auto()
    TEXT = auto()
    LIST = auto()
    TABLE = auto()


def _stretches(lines: Iterable[str]) -> Iterator[tuple[_Sort, list[str]]]:
    """Lines of one sort that follow each other."""
    for sort, stretch in groupby(lines, key=_sort):
        yield sort, list(stretch)


def _sort(line: str) -> _Sort:
    if not line.strip(" "):
        return _Sort.NOTHING
    if line.startswith("- "):
        return _Sort.LIST
    return _Sort.TABLE if _IN_CELLS.fullmatch(line) else _Sort.TEXT


def _lines(lines: Sequence[str], style: Style) -> Iterator[Row]:
    for number, line in enumerate(lines):
        yield from rows_of(line, style if number == 0 else style.spaced(0))


def _items(lines: Sequence[str], style: Style) -> Iterator[Row]:
    whole = Element(Role.LIST)
    for number, line in enumerate(lines):
        spaced = style if number == 0 else style.spaced(1.5)
        yield from item_rows(line[2:], spaced, whole, BULLET, style.size * 1.3)


def _cells(line: str) -> list[str]:
    return [cell.strip(" ") for cell in line.strip(" ")[1:-1].split("|")]


def _signature(draft: Draft, size: float) -> Iterator[Row]:
    """Closing, room to sign, name; all on one page."""
    style = BODY.sized(size)
    yield from _plain(clean(draft.closing), style.spaced(12), glued=True)
    room = style.spaced(3.2 * style.leading)
    for number, line in enumerate(draft.signature):
        last = number == len(draft.signature) - 1
        yield from _plain(clean(line), room if number == 0 else style.spaced(0), glued=not last)
