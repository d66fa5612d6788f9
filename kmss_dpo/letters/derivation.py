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
    Colophon,
    Row,
    Style,
    paginate,
    print_pages,
    rows_of,
)

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
    yield from rows_of(clean_line(derivation.title), TITLE, glued=True)
    yield from rows_of(f"Our reference: {reference}", DETAIL, glued=True)
    yield from rows_of(f"Printed on {long_date(derivation.on)}", DETAIL)
    for number, (text, source) in enumerate(derivation.steps, start=1):
        yield from rows_of(clean_line(text), STEP, glued=bool(source), indent=INDENT, marker=f"{number}.")
        if source:
            yield from rows_of(clean_line(source), SOURCE, indent=INDENT)
