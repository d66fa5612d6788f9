"""What a list of cases shows: which cases, in which order, and how its buttons say so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from kmss_dpo.domain.cases import KINDS, CaseFilter, CaseKind, DueWhen, Family, Status, kinds_of
from kmss_dpo.domain.next_steps import WaitingFor
from kmss_dpo.domain.ways import FOR_A_CUSTOMER, WAYS

E = TypeVar("E", bound=StrEnum)


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

SORTS = {
    "act": "Day to act",
    "due": "Due",
    "received": "Received",
    "reference": "Reference",
    "person": "Person",
    "kind": "Kind",
    "status": "State",
    "waiting": "Waiting for",
    "handler": "Handler",
    "closed": "Closed",
}
"""The orders a list offers: the key that the register sorts by, and its name."""

ANYTHING = frozenset(WaitingFor)
NOBODY = ""
"""The handler of the cases on which nobody is named."""


@dataclass(frozen=True)
class ListChoice:
    """What the officer chose for one list; `text` is searched in references, names and summaries.

    `due`, `waiting` and `stage` narrow open cases only; `waiting` is one thing, anything, or empty for what
    does not matter. Of `handler` None is anyone.
    """

    family: Family
    shown: Shown = Shown.OPEN
    kind: CaseKind | None = None
    text: str = ""
    sort: str = "act"
    descending: bool = False
    due: DueWhen | None = None
    waiting: frozenset[WaitingFor] = frozenset()
    stage: str = ""
    handler: str | None = None

    def wanted(self) -> CaseFilter:
        """The same as a question to the register."""
        some_open = self.may_be_open()
        return CaseFilter(
            family=self.family,
            kinds=frozenset({self.kind}) if self.kind else frozenset(),
            statuses=_STATUSES[self.shown],
            due=self.due if some_open else None,
            waiting=self.waiting if some_open else frozenset(),
            stage=self.stage if some_open else "",
            handler=self.handler,
            text=self.text,
            sort=self.sort,
            descending=self.descending,
        )

    def may_be_open(self) -> bool:
        """Whether open cases are shown, which alone are due, wait, and stand at a stage."""
        return self.shown in {Shown.OPEN, Shown.ALL}

    def stages(self) -> dict[str, str]:
        """The stages at which the cases of the list can stand, by their codes, in the order of their ways."""
        kinds = (self.kind,) if self.kind else kinds_of(self.family)
        ways = (*(WAYS[kind] for kind in kinds), FOR_A_CUSTOMER)
        return {stage.code: stage.title for way in ways for stage in way}

    def filter_words(self) -> str:
        """What the filter button says, as in “Open, Erasure, overdue”."""
        parts = [self.shown.value, KINDS[self.kind].title if self.kind else ""]
        if self.may_be_open():
            stage = self.stages().get(self.stage, "")
            parts += [self.due.value if self.due else "", waiting_words(self.waiting), stage]
        if self.handler is not None:
            parts.append(self.handler or "nobody named")
        return ", ".join(part for part in parts if part)

    def narrowed(self) -> bool:
        """Whether some open cases of this list may not be shown."""
        return self.shown in {Shown.CLOSED, Shown.VOIDED} or self.filtered()

    def filtered(self) -> bool:
        """Whether anything but where they stand leaves cases out."""
        wanted = self.wanted()
        by_part = (wanted.kinds, wanted.due, wanted.waiting, wanted.stage, self.text.strip())
        return any(by_part) or wanted.handler is not None

    def cleared(self) -> "ListChoice":
        """The open cases of the list, all of them, in the same order."""
        return ListChoice(self.family, sort=self.sort, descending=self.descending)

    def parts(self) -> dict[str, object]:
        """What it is narrowed to as plain values, to be kept in the register: never what was typed."""
        return {
            "shown": self.shown.value,
            "kind": self.kind.value if self.kind else None,
            "due": self.due.value if self.due else None,
            "waiting": sorted(each.value for each in self.waiting),
            "stage": self.stage,
            "handler": self.handler,
        }

    def lasting(self) -> dict[str, object]:
        """What is remembered on this computer: not what was typed, and no handler's name."""
        nobody = {"handler": NOBODY if self.handler == NOBODY else None}
        return self.parts() | nobody | {"sort": self.sort, "descending": self.descending}


def waiting_words(waiting: frozenset[WaitingFor]) -> str:
    """What is waited for, as in “waiting for the fee”; empty where it does not matter."""
    if not waiting:
        return ""
    return f"waiting for {'anything' if waiting == ANYTHING else ' or '.join(sorted(waiting))}"


def arranged(choice: ListChoice, kept: Mapping[str, Any]) -> ListChoice:
    """The choice with what was remembered, as far as it still exists."""
    return replace(
        restored(choice, kept),
        sort=next((each for each in SORTS if each == kept.get("sort")), choice.sort),
        descending=kept.get("descending") is True,
    )


def restored(choice: ListChoice, parts: Mapping[str, Any]) -> ListChoice:
    """The choice narrowed to what was kept, as far as it still exists; its order and its text stay."""
    handler = parts.get("handler")
    wide = replace(choice, kind=_one_of(kinds_of(choice.family), parts.get("kind")))
    return replace(
        wide,
        shown=_one_of(Shown, parts.get("shown")) or choice.shown,
        due=_one_of(DueWhen, parts.get("due")),
        waiting=frozenset(each for each in WaitingFor if each.value in _list(parts.get("waiting"))),
        stage=next((each for each in wide.stages() if each == parts.get("stage")), ""),
        handler=handler if isinstance(handler, str) else None,
    )


def _one_of(known: Iterable[E], code: object) -> E | None:
    return next((each for each in known if each.value == code), None)


def lost(choice: ListChoice, parts: Mapping[str, Any]) -> tuple[str, ...]:
    """What was kept and no longer exists, so that the restored choice goes without it."""
    now = choice.parts()
    gone = [parts.get(name) for name in ("shown", "kind", "due", "stage") if parts.get(name) != now[name]]
    gone += [each for each in _list(parts.get("waiting")) if each not in choice.waiting]
    return tuple(str(each) for each in gone if each)


def _list(kept: object) -> list[Any]:
    return kept if isinstance(kept, list) else []
