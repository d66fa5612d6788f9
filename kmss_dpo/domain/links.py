"""Links between cases: from one message, one behind the other, one about the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kmss_dpo.domain.cases import CaseKind, Outcome, Status
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId


class Relation(StrEnum):
    """What a case is to another; each is said of the one that the link begins at."""

    SAME_MESSAGE = "same message"
    AFTER = "after"
    COMPLAINT_ABOUT = "complaint about"
    REGULATOR = "regulator"
    REVIEW_OF = "review of"


@dataclass(frozen=True)
class Link:
    """A link as one of its two cases sees it: the other, and whether the link begins here (`forward`)."""

    case: CaseId
    reference: str
    kind: CaseKind
    status: Status
    relation: Relation
    forward: bool = True


_WORDS = {
    Relation.SAME_MESSAGE: ("same message as {}", "same message as {}"),
    Relation.AFTER: ("waits for {}", "{} waits for it"),
    Relation.COMPLAINT_ABOUT: ("complaint about {}", "complained about in {}"),
    Relation.REGULATOR: ("regulator's case about {}", "with the regulator in {}"),
    Relation.REVIEW_OF: ("review of {}", "reviewed in {}"),
}


def link_words(link: Link) -> str:
    """What the case is to the other, as in “waits for SAR-2026-0014”."""
    forward, backward = _WORDS[link.relation]
    return (forward if link.forward else backward).format(link.reference)


WAITED_FOR = frozenset({CaseKind.ACCESS, CaseKind.PORTABILITY})
"""What an erasure waits for: the person's own data has to be there to be given to them."""


def waits_for(links: Iterable[Link]) -> tuple[str, ...]:
    """The references of the open cases that a case waits for."""
    return tuple(
        link.reference
        for link in links
        if link.relation is Relation.AFTER and link.forward and link.status is Status.OPEN
    )


def fits(relation: Relation, case: CaseKind, other: CaseKind) -> bool:
    """Whether one kind of case can be that to the other."""
    match relation:
        case Relation.AFTER:
            return case is CaseKind.ERASURE and other in WAITED_FOR
        case Relation.COMPLAINT_ABOUT:
            return case is CaseKind.COMPLAINT
        case Relation.REGULATOR:
            return case is CaseKind.REGULATOR
        case _:
            return True


def check_link(relation: Relation, case: CaseKind, other: CaseKind) -> None:
    """Raise `Mistake` for a relation that does not fit the two kinds."""
    if not fits(relation, case, other):
        raise Mistake(_MISFITS[relation], "relation")


_MISFITS = {
    Relation.AFTER: "Only an erasure waits for another case: for access or portability.",
    Relation.COMPLAINT_ABOUT: "Only a complaint is a complaint about another case.",
    Relation.REGULATOR: "Only a regulator case is the regulator's case about another.",
}
WITHHOLDING = "Data Protection Act 2018 s.173"
OFFENCE = f"erasing data to keep it from the person is an offence ({WITHHOLDING})"
_ERASED = frozenset({Outcome.ANSWERED, Outcome.PART_REFUSED})


def check_turn(before: tuple[str, ...], field: str | None = None) -> None:
    """Raise `Mistake` where something is to be erased while a case that comes first (`before`) is open."""
    if before:
        raise Mistake(
            f"This erasure waits for {' and '.join(before)}, still open. Answer that first: {OFFENCE}.", field
        )


def check_closing_turn(kind: CaseKind, outcome: Outcome, before: tuple[str, ...]) -> None:
    """Raise `Mistake` where an erasure is closed as done before its turn."""
    if kind is CaseKind.ERASURE and outcome in _ERASED:
        check_turn(before, "outcome")
