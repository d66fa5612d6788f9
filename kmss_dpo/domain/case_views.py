"""A case as the screens show it: one line of a list, and the whole case with its timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Closing, Outcome, Status
from kmss_dpo.domain.checklists import CheckItem
from kmss_dpo.domain.clock import ClockFacts, ClockState, Deadline, Standing, Step, standing
from kmss_dpo.domain.holds import Hold
from kmss_dpo.domain.ids import CaseId, ContactId, Kind, LetterId
from kmss_dpo.domain.links import Link
from kmss_dpo.domain.next_steps import NextStep, Waiting
from kmss_dpo.domain.ways import Stage, Work


@dataclass(frozen=True)
class CaseRow:
    """One line of a case list. `person` is the data subject's name, or the requester's.

    `closed_on` is the day it was closed or voided, `stage` the word for where it stands on its way.
    `requester`, `subject` and `recipient` say who has which role, for the lists of one contact's cases.
    """

    id: CaseId
    reference: str
    kind: CaseKind
    status: Status
    person: str
    received_on: date
    due_on: date | None
    chase_on: date | None
    clock_state: ClockState
    next_step: NextStep
    for_customer: bool = False
    waiting: Waiting | None = None
    stage: str = ""
    handler: str = ""
    closed_on: date | None = None
    outcome: Outcome | None = None
    requester: ContactId | None = None
    subject: ContactId | None = None
    recipient: ContactId | None = None
    owes_notice: bool = False

    def stands(self, today: date) -> Standing:
        """Where its clock stands."""
        return standing(self.clock_state, self.due_on, self.chase_on, today, owes_notice=self.owes_notice)


@dataclass(frozen=True)
class Party:
    """A contact in a role of the case: enough to name and warn about them."""

    id: ContactId
    name: str
    warning: str = ""


class EventKind(StrEnum):
    """What a line of the timeline tells of."""

    OPENED = "opened"
    RECEIVED = "received"
    SENT = "sent"
    NOTE = "note"
    LETTER = "letter"
    CLOCK = "clock"
    STEP = "step"
    HOLD = "hold"
    CLOSED = "closed"


@dataclass(frozen=True)
class Event:
    """One line of a case's timeline; `at` has a time of day where one is known."""

    kind: EventKind
    on: date
    at: datetime | None
    title: str
    text: str = ""
    record: tuple[Kind, int] | None = None


@dataclass(frozen=True)
class DraftLetter:
    """A letter that was begun and can be gone on with."""

    id: LetterId
    title: str


@dataclass(frozen=True)
class CaseView:
    """Everything the case screen shows, read at one moment.

    `corrections` tell what was corrected in the facts of its clock, the first first.
    """

    id: CaseId
    version: int
    reference: str
    status: Status
    details: CaseDetails
    facts: ClockFacts
    deadline: Deadline
    waiting: Waiting | None
    next_step: NextStep
    stage: Stage
    work: Work
    checklist: tuple[CheckItem, ...]
    requester: Party | None
    subject: Party | None
    recipient: Party | None
    closing: Closing | None
    void_reason: str
    timeline: Sequence[Event]
    documents: int
    letters: int
    draft: DraftLetter | None
    links: tuple[Link, ...] = ()
    corrections: tuple[Step, ...] = ()
    holds: tuple[Hold, ...] = ()

    def people(self) -> tuple[Party, ...]:
        """Everyone who has a role in the case, each once: whom it is about first."""
        return tuple(dict.fromkeys(each for each in (self.subject, self.requester, self.recipient) if each))

    def held_by_others(self) -> tuple[Hold, ...]:
        """What holds it besides the hold that it places by itself while it is open."""
        return tuple(hold for hold in self.holds if not hold.is_of(self.id))

    def places_hold(self) -> bool:
        """Whether it is open and of a kind that places a hold by itself."""
        return any(hold.is_of(self.id) for hold in self.holds)
