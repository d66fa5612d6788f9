"""A link to another case as it is being made."""

from collections.abc import Sequence
from dataclasses import dataclass

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.links import Relation, fits


@dataclass(frozen=True)
class Tie:
    """What this case is to the other (`forward`), or the other to this one."""

    relation: Relation
    forward: bool = True


_SAID: dict[Tie, str] = {
    Tie(Relation.SAME_MESSAGE): "It came with the same message",
    Tie(Relation.AFTER): "It waits for the other",
    Tie(Relation.AFTER, forward=False): "The other waits for it",
    Tie(Relation.COMPLAINT_ABOUT): "It is a complaint about the other",
    Tie(Relation.COMPLAINT_ABOUT, forward=False): "The other is a complaint about it",
    Tie(Relation.REVIEW_OF): "It is a review of the other",
    Tie(Relation.REVIEW_OF, forward=False): "The other is a review of it",
    Tie(Relation.REGULATOR): "It is the regulator's case about the other",
    Tie(Relation.REGULATOR, forward=False): "The other is the regulator's case about it",
}


def ties(kind: CaseKind) -> Sequence[tuple[str, Tie]]:
    """What a case of this kind can be to another, in words."""
    return [(words, tie) for tie, words in _SAID.items() if _can_be(tie, kind)]


def _can_be(tie: Tie, kind: CaseKind) -> bool:
    if tie.forward:
        return any(fits(tie.relation, kind, other) for other in CaseKind)
    return any(fits(tie.relation, other, kind) for other in CaseKind)


@dataclass(frozen=True)
class LinkForm:
    """What is looked for and chosen: the other case by its id, None while there is none; what the two are."""

    typed: str = ""
    other: int | None = None
    tie: Tie | None = Tie(Relation.SAME_MESSAGE)

    def wrong(self) -> dict[str, str]:
        """What is missing, by field."""
        found = {
            "other": "" if self.other else "Find the case by its reference or the person, and choose it.",
            "relation": "" if self.tie else "Choose what the two cases are to each other.",
        }
        return {field: sentence for field, sentence in found.items() if sentence}

    def link(self, own: CaseId) -> tuple[CaseId, CaseId, Relation]:
        """Where the link begins and ends, and what the one is to the other; raises the first `Mistake`."""
        for field, sentence in self.wrong().items():
            raise Mistake(sentence, field)
        assert self.other
        assert self.tie
        other = CaseId(self.other)
        return (own, other, self.tie.relation) if self.tie.forward else (other, own, self.tie.relation)
