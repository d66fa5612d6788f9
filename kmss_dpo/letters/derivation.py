"""How a date was worked out, on paper: for the file, the person or the regulator."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.letters import long_date
from kmss_dpo.letters.faces import Face, check_printable, clean
from kmss_dpo.letters.paper import (
    ACCENT,
    GREY,
    LEFT,
    MM,
    Colophon,
    Row,
    Style,
    column,
    paginate,
    print_pages,
    rows_of,
    write,
)

NAME = Style(Face.BOLD, 18, 22, colour=ACCENT)
TITLE = Style(Face.BOLD, 14, 19)
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
    reference = clean(derivation.reference).replace("\n", " ")
    colophon = Colophon(
        f"{reference}: how the date was worked out",
        derivation.short_name,
        f"Our reference: {reference}",
        derivation.on,
    )
    name = column([clean(derivation.short_name).replace("\n", " ")], NAME, LEFT, 15 * MM)
    return print_pages(
        paginate(_rows(derivation, reference), 32 * MM), colophon, lambda canvas: write(canvas, name)
    )


def _rows(derivation: Derivation, reference: str) -> Iterator[Row]:
    yield from rows_of(_line(derivation.title), TITLE, glued=True)
    yield from rows_of(f"Our reference: {reference}", DETAIL, glued=True)
    yield from rows_of(f"Printed on {long_date(derivation.on)}", DETAIL)
    for number, (text, source) in enumerate(derivation.steps, start=1):
        yield from rows_of(_line(text), STEP, glued=bool(source), indent=INDENT, marker=f"{number}.")
        if source:
            yield from rows_of(_line(source), SOURCE, indent=INDENT)


def _line(text: str) -> str:
    return clean(text).replace("\n", " ")
