"""How a date was worked out, on paper: for the file, the person or the regulator."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.letters import long_date
from kmss_dpo.letters.faces import Face, check_printable, clean_line
from kmss_dpo.letters.paper import (
    ACCENT,
    GREY,
    MM,
    Row,
    Style,
    item_rows,
    paginate,
    rows_in,
    rows_of,
)
from kmss_dpo.letters.printing import Colophon, print_pages
from kmss_dpo.letters.structure import Element, Role

NAME = Style(Face.BOLD, 18, 22, colour=ACCENT)
TITLE = Style(Face.BOLD, 14, 19, before=20)
DETAIL = Style(before=2)
STEP = Style(before=9)
SOURCE = Style(Face.ITALIC, 9, 12.5, before=1, colour=GREY)
INDENT = 8 * MM


@dataclass(frozen=True)
class Derivation:
    """What the page says; `steps` are a sentence each with its source, empty where it has none."""

    short_name: str
    title: str
    reference: str
    on: date
    steps: tuple[tuple[str, str], ...]


def draw_derivation(derivation: Derivation) -> bytes:
    """The pages as PDF; raise `Mistake` where a character cannot be printed."""
    spoken = [derivation.short_name, derivation.title, derivation.reference]
    spoken += [part for step in derivation.steps for part in step]
    check_printable("\n".join(spoken))
    reference = clean_line(derivation.reference)
    colophon = Colophon(
        f"{reference}: how the date was worked out",
        derivation.short_name,
        f"Our reference: {reference}",
        derivation.on,
    )
    return print_pages(paginate(_rows(derivation, reference), 15 * MM), colophon, lambda _: None)


def _rows(derivation: Derivation, reference: str) -> Iterator[Row]:
    yield from rows_of(clean_line(derivation.short_name), NAME, glued=True)
    yield from rows_of(clean_line(derivation.title), TITLE, Role.HEADING, glued=True)
    yield from rows_of(f"Our reference: {reference}", DETAIL, glued=True)
    yield from rows_of(f"Printed on {long_date(derivation.on)}", DETAIL)
    steps = Element(Role.LIST, numbered=True)
    for number, (text, source) in enumerate(derivation.steps, start=1):
        step = item_rows(clean_line(text), STEP, steps, f"{number}.", INDENT, glued=bool(source))
        yield from step
        if source:
            said = Element(Role.PARAGRAPH, step[0].pieces[-1].element)
            yield from rows_in(said, clean_line(source), SOURCE, INDENT)
