"""The same done to several cases at once: what may be done so, and which cases are left alone and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kmss_dpo.domain.cases import ENQUIRIES, CaseKind, Status
from kmss_dpo.domain.ids import CaseId


class Act(StrEnum):
    """What can be done to several cases at once: nothing that decides about a person's right."""

    ASSIGN = "assign"
    GIVE_BACK = "give back"
    NOTE = "note"
    DEAL_WITH = "deal with"


class Why(StrEnum):
    """Why a case is left alone."""

    VOIDED = "opened in error and voided"
    CLOSED = "closed already"
    NO_ENQUIRY = "only an enquiry is closed as dealt with"
    CHANGED = "changed since it was chosen"
    PASSED_ON = "given to somebody else since"
    GONE = "no longer in the register"


@dataclass(frozen=True)
class Chosen:
    """A case as it was when it was chosen; a save since then leaves it alone."""

    id: CaseId
    version: int
    reference: str
    kind: CaseKind
    status: Status


@dataclass(frozen=True)
class LeftAlone:
    """A case that was chosen and to which nothing was done, and why, in words of half a sentence."""

    reference: str
    why: str


@dataclass(frozen=True)
class Earlier:
    """Who had a case, or nobody, before it was assigned: what it takes to give it back."""

    case: Chosen
    handler: str


@dataclass(frozen=True)
class Several:
    """What was done of what was asked for: how many cases, which were left alone, of how many chosen.

    `earlier` are those that have another handler now.
    """

    done: int
    left: tuple[LeftAlone, ...]
    chosen: int
    earlier: tuple[Earlier, ...] = ()

    def not_reached(self) -> int:
        """How many stood behind the one at which it was stopped."""
        return self.chosen - self.done - len(self.left)


def why_not(act: Act, kind: CaseKind, status: Status) -> Why | None:
    """Why an act leaves a case alone, None where it does not. A note is kept on any case."""
    if act is Act.NOTE:
        return None
    if status is Status.VOIDED:
        return Why.VOIDED
    if act is Act.DEAL_WITH and kind not in ENQUIRIES:
        return Why.NO_ENQUIRY
    if act is Act.DEAL_WITH and status is Status.CLOSED:
        return Why.CLOSED
    return None


def left_alone(act: Act, chosen: Iterable[Chosen]) -> tuple[LeftAlone, ...]:
    """Those of the chosen cases that an act will leave alone, as far as it can be told beforehand."""
    reasons = ((each, why_not(act, each.kind, each.status)) for each in chosen)
    return tuple(LeftAlone(each.reference, why.value) for each, why in reasons if why)
