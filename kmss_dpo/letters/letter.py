"""Draws a letter: letterhead, address in the envelope window, text, signature, page X of Y."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters import Draft, DraftBlock, long_date
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

MOST_CHARACTERS = 400_000
BODY = Style(before=6.5)
HEADING = Style(Face.BOLD, before=9.5)
SUBJECT = Style(Face.BOLD, 11.5, 15, before=14)
DETAIL = Style()
BULLET = "•"
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
    reference = clean_line(draft.particulars.reference)
    colophon = Colophon(
        f"Letter {reference}", look.short_name, f"Our reference: {reference}", draft.particulars.on
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
    """The running text, from the date to the signature."""
    yield from rows_of(long_date(draft.particulars.on), DETAIL.sized(size), glued=True)
    reference = f"Our reference: {clean_line(draft.particulars.reference)}"
    yield from rows_of(reference, DETAIL.sized(size), glued=True)
    yield from rows_of(clean_line(draft.subject), SUBJECT.sized(size + 1), Role.HEADING, glued=True)
    yield from _plain(clean(draft.salutation), BODY.sized(size).spaced(10), glued=True)
    body = [
        row for block in draft.blocks if block.included and block.text.strip() for row in _block(block, size)
    ]
    yield from closing_together(body, WITH_CLOSING)
    yield from _signature(draft, size)


def _plain(text: str, style: Style, *, glued: bool) -> Iterator[Row]:
    """A short text whose line ends stay."""
    for number, line in enumerate(text.split("\n")):
        yield from rows_of(line, style if number == 0 else style.spaced(0), glued=glued)


def _block(block: DraftBlock, size: float) -> Iterator[Row]:
    """Heading, paragraphs and lists; an empty line ends a paragraph, "- " begins an item."""
    first: Style | None = None
    if block.wording.heading:
        yield from rows_of(
            clean_line(block.wording.heading), HEADING.sized(size), Role.SUBHEADING, glued=True
        )
        first = BODY.sized(size).spaced(0.5)
    usual = BODY.sized(size)
    new_paragraph = True
    items: Element | None = None
    lines = clean(block.text).strip("\n").split("\n")
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        if not line.strip(" "):
            new_paragraph = True
            continue
        style = first or (usual if new_paragraph else usual.spaced(1.5 if _is_item(line) else 0))
        first, new_paragraph = None, False
        if _is_item(line):
            items = items or Element(Role.LIST)
            yield from item_rows(line[2:], style, items, BULLET, size * 1.3)
        else:
            items = None
            *others, last = rows_of(line, style)
            yield from (*others, replace(last, glued=last.glued or _is_item(following)))


def _is_item(line: str) -> bool:
    return line.startswith("- ")


def _signature(draft: Draft, size: float) -> Iterator[Row]:
    """Closing, room to sign, name; all on one page."""
    style = BODY.sized(size)
    yield from _plain(clean(draft.closing), style.spaced(12), glued=True)
    room = style.spaced(3.2 * style.leading)
    for number, line in enumerate(draft.signature):
        last = number == len(draft.signature) - 1
        yield from _plain(clean(line), room if number == 0 else style.spaced(0), glued=not last)
