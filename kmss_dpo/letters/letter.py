"""Draws a letter: letterhead, address in the envelope window, text, signature, page X of Y."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto
from itertools import groupby, zip_longest

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters import Draft, DraftBlock, long_date
from kmss_dpo.domain.letters.languages import FRAMES
from kmss_dpo.letters.faces import Face, beside, check_printable, clean, clean_line
from kmss_dpo.letters.first_page import FirstPage, address_in, letterhead
from kmss_dpo.letters.look import Look
from kmss_dpo.letters.paper import (
    HEIGHT,
    MM,
    Placed,
    Row,
    Style,
    closing_together,
    item_rows,
    paginate,
    rows_of,
    tightened,
)
from kmss_dpo.letters.printing import Colophon, print_pages
from kmss_dpo.letters.structure import Element, Role
from kmss_dpo.letters.tables import table_rows

MOST_CHARACTERS = 400_000
BODY = Style(before=6.5)
HEADING = Style(Face.BOLD, before=9.5)
SUBJECT = Style(Face.BOLD, 11.5, 15, before=14)
DETAIL = Style()
CELL = Style(size=9.5, leading=13, before=5)
BULLET = "•"
_IN_CELLS = re.compile(r" *\|.*\| *")
WITH_CLOSING = 4
"""Lines of text that go with the closing at least, so that none stands on a page with hardly more than it."""
CLOSER = (0.98, 0.96, 0.94, 0.92)
MOST_TIGHTENED, LARGE_PRINT = 3, 16


def draw(draft: Draft, look: Look) -> bytes:
    """The letter as PDF; the same draft and look give the same bytes.

    Raise `Mistake` where a character cannot be printed, the address or the letterhead does not fit its
    place or the text is longer than 400,000 characters.
    """
    with beside(look.font):
        return _draw(draft, look)


def _draw(draft: Draft, look: Look) -> bytes:
    _check(draft, look)
    window = look.window
    first_page = FirstPage(letterhead(look), tuple(address_in(draft, window)), look)
    pages = _laid_out(list(_rows(draft, look.text_size)), (window.text_from + max(window.down, 0)) * MM, look)
    reference, frame = clean_line(draft.particulars.reference), FRAMES[draft.language]
    colophon = Colophon(
        title=frame.letter.format(reference),
        author=look.short_name,
        footer=frame.reference.format(reference),
        on=draft.particulars.on,
        language=draft.language,
    )
    return print_pages(pages, colophon, first_page.draw)


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
    yield "Logo", look.logo.spoken if look.logo else ""


def _laid_out(rows: list[Row], first_top: float, look: Look) -> list[list[Placed]]:
    """The rows on pages; a little closer where that saves a page, but not for readers of large print."""
    usual = paginate(rows, first_top)
    little = usual[-1][-1].y > HEIGHT / 2  # a fuller page could never be saved
    if little and 1 < len(usual) <= MOST_TIGHTENED and look.text_size < LARGE_PRINT:
        for by in CLOSER:
            pages = paginate(tightened(rows, by), first_top)
            if len(pages) < len(usual):
                return pages
    return usual


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
    yield from closing_together(body, WITH_CLOSING)
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
    stretches = list(_stretches(clean(block.text).strip("\n").split("\n")))
    for (sort, lines), (follows, _) in zip_longest(stretches, stretches[1:], fillvalue=(_Sort.NOTHING, [])):
        if sort is _Sort.TABLE:
            yield from table_rows([_cells(line) for line in lines], CELL.sized(size * 0.9))
        elif sort is _Sort.LIST:
            yield from _items(lines, style)
        elif sort is _Sort.TEXT:
            leads = follows in {_Sort.LIST, _Sort.TABLE}
            yield from _lines(lines, style, glued=leads)
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


def _lines(lines: Sequence[str], style: Style, *, glued: bool) -> Iterator[Row]:
    """Text line by line; what leads to a list or a table, and is `glued`, stands on the page of that."""
    rows = [
        row
        for number, line in enumerate(lines)
        for row in rows_of(line, style if number == 0 else style.spaced(0))
    ]
    yield from rows[:-1]
    yield replace(rows[-1], glued=rows[-1].glued or glued)


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
