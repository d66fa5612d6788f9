"""What the audit trail is narrowed to, as it is chosen; and a sheet's figures as they are typed."""

from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.trail import TrailFilter, TrailRow, kind_words


@dataclass(frozen=True)
class Narrowed:
    """The controls above the list; `record` is one that was chosen in it."""

    text: str = ""
    person: int | None = None
    kind: Kind | None = None
    action: str = ""
    since: date | None = None
    until: date | None = None
    record: tuple[Kind, int] | None = None

    def wanted(self, *, oldest_first: bool) -> TrailFilter:
        """What to ask for."""
        return TrailFilter(
            person=self.person,
            kind=self.kind,
            action=self.action,
            text=self.text,
            record=self.record,
            since=self.since,
            until=self.until,
            oldest_first=oldest_first,
        )


@dataclass(frozen=True)
class Figures:
    """The two figures of a sheet."""

    entry: str = ""
    chained: str = ""


def record_of(row: TrailRow) -> tuple[Kind, int] | None:
    """The record of an entry, as the list can be narrowed to it; None where it is of none."""
    if row.record is None or row.kind not in _KINDS:
        return None
    return Kind(row.kind), row.record


def count_words(count: int) -> str:
    """How many entries, as in “1 entry” and “2,000 entries”."""
    return "1 entry" if count == 1 else say_count(count, "entrie")


def kinds() -> list[tuple[str, Kind]]:
    """Every kind of record by its words, in their order."""
    return sorted((kind_words(kind.value), kind) for kind in Kind)


_KINDS = frozenset(kind.value for kind in Kind)
