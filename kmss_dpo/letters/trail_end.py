"""Where the audit trail ended, on one sheet: signed and kept on paper, it bears witness to the register."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kmss_dpo.domain.letters import long_date
from kmss_dpo.letters.derivation import DETAIL, NAME, TITLE
from kmss_dpo.letters.faces import Face, check_printable, clean_line
from kmss_dpo.letters.paper import GREY, MM, Row, Style, paginate, rows_of
from kmss_dpo.letters.printing import Colophon, print_pages
from kmss_dpo.letters.structure import Role

_SAID = Style(before=8)
_FIGURE = Style(Face.MONO, 13, 19, before=6)
_SIGN = Style(size=9, leading=12.5, before=90, colour=GREY)
_TITLE = "Where the audit trail ended"


@dataclass(frozen=True)
class TrailEnd:
    """What the sheet says; `time` is that of the day in London, `groups` the hash as it is typed back."""

    register: str
    on: date
    time: str
    entry: str
    groups: str


def draw_trail_end(end: TrailEnd) -> bytes:
    """The sheet as PDF; raise `Mistake` where a character of the register's name cannot be printed."""
    check_printable(end.register)
    name = clean_line(end.register)
    colophon = Colophon(_TITLE, name, name, end.on)
    return print_pages(paginate(_rows(end, name), 15 * MM), colophon, lambda _: None)


def _rows(end: TrailEnd, name: str) -> Iterator[Row]:
    yield from rows_of(name, NAME, glued=True)
    yield from rows_of(_TITLE, TITLE, Role.HEADING, glued=True)
    yield from rows_of(f"{long_date(end.on)}, {end.time}, London time", DETAIL)
    yield from rows_of(
        "The register's audit trail is a chain: the hash of each entry is made from the entry and from the "
        "hash before it. Whoever has this sheet can type both figures back in, on the page “Audit trail”, "
        "and see that nothing up to this entry was changed, moved or removed since.",
        _SAID,
    )
    yield from rows_of("Number of the last entry", _SAID, glued=True)
    yield from rows_of(end.entry, _FIGURE)
    yield from rows_of("Its hash", _SAID, glued=True)
    yield from rows_of(end.groups, _FIGURE)
    [line] = rows_of("Name, date and signature of whoever keeps this sheet", _SIGN)
    yield replace(line, ruled=True)
