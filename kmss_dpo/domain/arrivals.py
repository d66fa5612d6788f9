"""What came in at once: one case or several, with the same people, on the same day, by the same way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import REQUESTS, CaseDetails, CaseKind, Family, Status, family_of
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.links import WAITED_FOR, Relation


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is no contact yet, and the fields of `CaseDetails` that are to name them."""

    details: ContactDetails
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Arrival:
    """The first case whole, the kinds of the others, and who is new.

    `erase_last`: “send it, then delete it”; an erasure among them waits for access and portability.
    `about` is the case that the regulator asks about in the first of these.
    """

    details: CaseDetails
    also: tuple[CaseKind, ...] = ()
    newcomers: tuple[Newcomer, ...] = ()
    erase_last: bool = True
    about: CaseId | None = None

    def kinds(self) -> tuple[CaseKind, ...]:
        """Every kind once, the first first."""
        return tuple(dict.fromkeys((self.details.kind, *self.also)))

    def cases(self) -> tuple[CaseDetails, ...]:
        """The cases to open, in the order of their kinds; only a complaint is about the officer."""
        return tuple(_as(self.details, kind) for kind in self.kinds())

    def links(self) -> Iterator[tuple[CaseKind, CaseKind, Relation]]:
        """How each two of them are linked: the case that the link begins at, the other, what it is to it."""
        for one, other in combinations(self.kinds(), 2):
            if self.erase_last and waits(one, other):
                yield one, other, Relation.AFTER
            elif self.erase_last and waits(other, one):
                yield other, one, Relation.AFTER
            else:
                yield one, other, Relation.SAME_MESSAGE


def _as(details: CaseDetails, kind: CaseKind) -> CaseDetails:
    complaint = family_of(kind) is Family.COMPLAINTS
    return replace(details, kind=kind, about_officer=details.about_officer and complaint)


def waits(kind: CaseKind, other: CaseKind) -> bool:
    """Whether a case of this kind is answered after one of the other that came with it."""
    return kind is CaseKind.ERASURE and other in WAITED_FOR


def one_waits(kinds: Iterable[CaseKind]) -> bool:
    """Whether among these an erasure came with what it waits for."""
    these = tuple(kinds)
    return any(waits(one, other) for one in these for other in these)


TOGETHER = tuple(kind for kind in CaseKind if kind in REQUESTS or kind is CaseKind.COMPLAINT)
"""What one message may ask for at once, beside whatever else it is."""


def known_words(rows: Sequence[CaseRow], kinds: Sequence[CaseKind]) -> str:
    """What to say of the cases that a person has already, before another is opened for them.

    Nothing follows from it by itself: the same request may well be made twice.
    """
    twice = [row.reference for row in rows if row.status is Status.OPEN and row.kind in kinds]
    others = [row.reference for row in rows if row.reference not in twice]
    said = []
    if twice:
        is_open = "is open and asks" if len(twice) == 1 else "are open and ask"
        there = "If this is the same matter, keep it there instead."
        said.append(f"{_and(twice)} of this person {is_open} for the same. {there}")
    if others:
        said.append(f"{'Other' if twice else 'Earlier'} cases of this person: {_and(others)}.")
    return " ".join(said)


def _and(references: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(references[:-1]), references[-1]) if part)
