"""What a list of cases shows: which cases, in which order, and how its buttons say so."""

from dataclasses import dataclass
from enum import StrEnum

from kmss_dpo.domain.cases import KINDS, CaseFilter, CaseKind, Family, Status


class Shown(StrEnum):
    """Which cases a list shows by where they stand."""

    OPEN = "Open"
    CLOSED = "Closed"
    VOIDED = "Voided"
    ALL = "All"


_STATUSES = {
    Shown.OPEN: frozenset({Status.OPEN}),
    Shown.CLOSED: frozenset({Status.CLOSED}),
    Shown.VOIDED: frozenset({Status.VOIDED}),
    Shown.ALL: frozenset[Status](),
}

SORTS = {"due": "Due", "received": "Received", "reference": "Reference", "person": "Person"}
"""The orders a list offers: the key that the register sorts by, and its name."""


@dataclass(frozen=True)
class ListChoice:
    """What the officer chose for one list; `text` is searched in references, names and summaries."""

    family: Family
    shown: Shown = Shown.OPEN
    kind: CaseKind | None = None
    text: str = ""
    sort: str = "due"
    descending: bool = False

    def wanted(self) -> CaseFilter:
        """The same as a question to the register."""
        return CaseFilter(
            family=self.family,
            kinds=frozenset({self.kind}) if self.kind else frozenset(),
            statuses=_STATUSES[self.shown],
            text=self.text,
            sort=self.sort,
            descending=self.descending,
        )

    def filter_words(self) -> str:
        """What the filter button says, as in “Open, Erasure”."""
        return f"{self.shown.value}, {KINDS[self.kind].title}" if self.kind else self.shown.value

    def sort_words(self) -> str:
        """What the order button says, as in “Due ↑”."""
        return f"{SORTS[self.sort]} {'↓' if self.descending else '↑'}"

    def narrowed(self) -> bool:
        """Whether some open cases of this list may not be shown."""
        return bool(self.text.strip() or self.kind) or self.shown in {Shown.CLOSED, Shown.VOIDED}
