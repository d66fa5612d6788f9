"""The retention schedule on paper: for the file, the board or the regulator."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kmss_dpo.domain.letters import long_date
from kmss_dpo.letters.faces import Face, check_printable, clean_line
from kmss_dpo.letters.paper import ACCENT, MM, Row, Style, paginate, rows_of
from kmss_dpo.letters.printing import Colophon, print_pages
from kmss_dpo.letters.structure import Role
from kmss_dpo.letters.tables import table_rows

NAME = Style(Face.BOLD, 18, 22, colour=ACCENT)
TITLE = Style(Face.BOLD, 14, 19, before=20)
RULE = Style(Face.BOLD, 11, 15, before=18)
DETAIL = Style(before=2)
SUMMARY = Style(size=9, leading=12.5, before=4)
CELL = Style(size=9, leading=12.5, before=3)
_TITLE = "Retention schedule"
_WHAT, _SAYS = "What", "The rule says"


@dataclass(frozen=True)
class PrintedRule:
    """A rule in words: its name, its line in the summary, and each thing that it says with what that is."""

    name: str
    summary: tuple[str, ...]
    told: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PrintedSchedule:
    """What the pages say; `standing` are sentences on its version and its approval."""

    short_name: str
    standing: tuple[str, ...]
    on: date
    heads: tuple[str, ...]
    rules: tuple[PrintedRule, ...]


def draw_schedule(schedule: PrintedSchedule) -> bytes:
    """The pages as PDF; raise `Mistake` where a character cannot be printed."""
    spoken = [schedule.short_name, *schedule.standing]
    for rule in schedule.rules:
        spoken += [rule.name, *rule.summary, *(part for each in rule.told for part in each)]
    check_printable("\n".join(spoken))
    colophon = Colophon(_TITLE, schedule.short_name, f"{_TITLE}, {long_date(schedule.on)}", schedule.on)
    return print_pages(paginate(_rows(schedule), 15 * MM), colophon, lambda _: None)


def _rows(schedule: PrintedSchedule) -> Iterator[Row]:
    yield from rows_of(clean_line(schedule.short_name), NAME, glued=True)
    yield from rows_of(_TITLE, TITLE, Role.HEADING, glued=True)
    for sentence in schedule.standing:
        yield from rows_of(clean_line(sentence), DETAIL, glued=True)
    yield from rows_of(f"Printed on {long_date(schedule.on)}", DETAIL)
    yield from table_rows([schedule.heads, *(_clean(rule.summary) for rule in schedule.rules)], SUMMARY)
    for rule in schedule.rules:
        yield from rows_of(clean_line(rule.name), RULE, Role.HEADING, glued=True)
        *others, last = table_rows([(_WHAT, _SAYS), *map(_clean, rule.told)], CELL)
        yield from (replace(row, glued=True) for row in others)  # on one page with its name
        yield last


def _clean(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(clean_line, cells))
