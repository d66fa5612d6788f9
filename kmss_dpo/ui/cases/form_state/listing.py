"""What a list of cases shows: which cases, in which order, and how its buttons say so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from kmss_dpo.domain.cases import KINDS, CaseFilter, CaseKind, Family, Status, kinds_of


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

    def lasting(self) -> dict[str, object]:
        """What is remembered for the next time, as plain values: not what was searched for."""
        return {
            "shown": self.shown.value,
            "kind": self.kind.value if self.kind else None,
            "sort": self.sort,
            "descending": self.descending,
        }


def arranged(choice: ListChoice, kept: Mapping[str, Any]) -> ListChoice:
    """The choice with what was remembered, as far as it still exists."""
    shown, kind, sort = kept.get("shown"), kept.get("kind"), kept.get("sort")
    return replace(
        choice,
        shown=Shown(shown) if shown in set(Shown) else choice.shown,
        kind=CaseKind(kind) if kind in {each.value for each in kinds_of(choice.family)} else None,
        sort=sort if sort in SORTS else choice.sort,
        descending=kept.get("descending") is True,
    )
