"""What is ready for disposal, what would go with it, and what is kept to prove that it went."""

from dataclasses import astuple, dataclass
from datetime import date, datetime
from enum import StrEnum

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.ids import CaseId


@dataclass(frozen=True, slots=True)
class Ready:
    """A case whose retention period has ended. `held_by` says what holds it, in short.

    `as_of` is the newest audit entry when it was listed: what was saved after it is a change since.
    In slots, for tens of thousands are listed, and what clears up behind Python looks through them all.
    """

    case: CaseId
    version: int
    reference: str
    kind: CaseKind
    person: str
    rule: str
    trigger_on: date
    ran_out_on: date
    held_by: tuple[str, ...] = ()
    as_of: int = 0


@dataclass(frozen=True)
class Parts:
    """How many records of each kind go with what is erased, everything derived included.

    `entries` are the small records on a case: places searched, decisions, recipients, issues and the like.
    `versions` are their kept earlier states in the history, counted for a preview only. `binned` were deleted
    and lie in the bin, where no search finds them.
    """

    cases: int = 0
    contacts: int = 0
    correspondence: int = 0
    documents: int = 0
    letters: int = 0
    notes: int = 0
    entries: int = 0
    versions: int = 0
    binned: int = 0

    def __add__(self, other: "Parts") -> "Parts":
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Parts(*(mine + theirs for mine, theirs in pairs))

    def search_entries(self) -> int:
        """Each record that can be searched for has one entry in the search index."""
        every: int = sum(astuple(self))
        return every - self.versions - self.entries - self.binned


class Skip(StrEnum):
    """Why a record was left alone at the moment of its disposal."""

    HELD = "on hold now"
    CHANGED = "changed since it was listed"
    NOT_DUE = "no longer due"


@dataclass(frozen=True)
class Skipped:
    """A record that was chosen and not erased."""

    reference: str
    why: Skip


@dataclass(frozen=True)
class Disposed:
    """What a disposal did; `backups_left` counts the kept backups that could not be reached yet.

    `log_emptied` is false where another task kept the write-ahead log in use: it is emptied by the next
    write or the next lock.
    """

    erased: int
    parts: Parts
    skipped: tuple[Skipped, ...]
    backups_reached: int
    backups_left: int
    log_emptied: bool = True


BY_HAND = "by hand"
"""The rule, in the log, of what the officer erased without one."""


@dataclass(frozen=True)
class DisposalRecord:
    """One line of the disposal log: no personal data. What was erased by hand has no trigger."""

    id: int
    at: datetime
    rule: str
    trigger: str
    record_class: str
    records: int
    approved_by: str
    method: str
    backups: str
