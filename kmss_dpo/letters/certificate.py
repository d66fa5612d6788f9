"""The certificate of a disposal: what was disposed of, by which rule, and that nothing was on hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.letters import long_date
from kmss_dpo.letters.faces import Face, check_printable, clean_line
from kmss_dpo.letters.paper import ACCENT, MM, Row, Style, paginate, rows_of
from kmss_dpo.letters.printing import Colophon, print_pages
from kmss_dpo.letters.structure import Role
from kmss_dpo.letters.tables import table_rows

NAME = Style(Face.BOLD, 18, 22, colour=ACCENT)
TITLE = Style(Face.BOLD, 14, 19, before=20)
DETAIL = Style(before=4)
ENTRY = Style(Face.BOLD, 11, 15, before=16)
FACT = Style(size=9.5, leading=13, before=3)
Fact = tuple[str, str]


@dataclass(frozen=True)
class Entry:
    """One entry of the disposal log: what it is called, and what is recorded of it."""

    title: str
    facts: Sequence[Fact]


@dataclass(frozen=True)
class Certificate:
    """What it says; nothing of it names anybody but who approved."""

    short_name: str
    title: str
    told: Sequence[str]
    on: date
    entries: Sequence[Entry]


def draw_certificate(certificate: Certificate) -> bytes:
    """The pages as PDF; raise `Mistake` where a character cannot be printed."""
    spoken = [certificate.short_name, certificate.title, *certificate.told]
    spoken += [text for entry in certificate.entries for pair in entry.facts for text in (entry.title, *pair)]
    check_printable("\n".join(spoken))
    title = clean_line(certificate.title)
    colophon = Colophon(title, certificate.short_name, title, certificate.on)
    return print_pages(paginate(_rows(certificate), 15 * MM), colophon, lambda _: None)


def _rows(certificate: Certificate) -> Iterator[Row]:
    yield from rows_of(clean_line(certificate.short_name), NAME, glued=True)
    yield from rows_of(clean_line(certificate.title), TITLE, Role.HEADING, glued=True)
    for sentence in (f"Printed on {long_date(certificate.on)}.", *certificate.told):
        yield from rows_of(clean_line(sentence), DETAIL)
    for entry in certificate.entries:
        yield from rows_of(clean_line(entry.title), ENTRY, Role.SUBHEADING, glued=True)
        facts = [(clean_line(name), clean_line(said)) for name, said in entry.facts]
        yield from table_rows([("What", "As recorded"), *facts], FACT)
