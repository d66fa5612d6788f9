"""The facts that the clock of a case is worked out from, beside its kind and the day it was received."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ExtensionGround(StrEnum):
    """The only two grounds of an extension (UK GDPR Art 12A, formerly Art 12(3)); workload is none."""

    COMPLEXITY = "complexity of the request"
    NUMBER = "number of requests from this person"


@dataclass(frozen=True)
class Ask:
    """Proof or a fee asked of the person: it decides when the clock **starts**."""

    asked_on: date
    satisfied_on: date | None = None


@dataclass(frozen=True)
class Clarification:
    """A question which information is meant: it **removes days** from a clock that runs (Art 15 only)."""

    asked_on: date
    answered_on: date | None = None


@dataclass(frozen=True)
class Extension:
    """The one extension a request can have; `notice_sent_on` is the day of dispatch, None until it left."""

    notice_sent_on: date | None
    ground: ExtensionGround
    reasons: str


@dataclass(frozen=True)
class ClockFacts:
    """All days are days of dispatch or arrival, never the date printed on a letter.

    `acknowledged_on` and `next_update_on` are used by complaints, `more_asked_on` and
    `more_received_on` by web forms that came with too little in them, `answer_by` by the regulator's cases.
    """

    identity: Ask | None = None
    authority: Ask | None = None
    fee: Ask | None = None
    clarifications: tuple[Clarification, ...] = ()
    extension: Extension | None = None
    acknowledged_on: date | None = None
    next_update_on: date | None = None
    answered_on: date | None = None
    more_asked_on: date | None = None
    more_received_on: date | None = None
    answer_by: date | None = None

    def owes_notice(self) -> bool:
        """Whether there is an extension whose notice has still to leave; once answered none is owed."""
        return bool(self.extension and not self.extension.notice_sent_on and not self.answered_on)
