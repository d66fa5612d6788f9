"""What is ready for disposal, what would go with it, and what is kept to prove that it went."""

from dataclasses import dataclass
from datetime import date, datetime

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.ids import CaseId


@dataclass(frozen=True)
class Ready:
    """A case whose retention period has ended. `held_by` are the open cases that block its erasure."""

    case: CaseId
    version: int
    reference: str
    kind: CaseKind
    person: str
    rule: str
    trigger_on: date
    ran_out_on: date
    held_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parts:
    """How many records of each kind go with what is erased, everything derived included."""

    cases: int = 0
    contacts: int = 0
    correspondence: int = 0
    documents: int = 0
    letters: int = 0
    notes: int = 0

    def __add__(self, other: "Parts") -> "Parts":
        return Parts(
            self.cases + other.cases,
            self.contacts + other.contacts,
            self.correspondence + other.correspondence,
            self.documents + other.documents,
            self.letters + other.letters,
            self.notes + other.notes,
        )


@dataclass(frozen=True)
class Disposed:
    """What a disposal did. `skipped` are references that were held or had changed since they were listed.

    `backups_left` counts the kept backups that could not be reached yet.
    """

    erased: int
    parts: Parts
    skipped: tuple[str, ...]
    backups_reached: int
    backups_left: int


@dataclass(frozen=True)
class DisposalRecord:
    """One line of the disposal log: no personal data."""

    id: int
    at: datetime
    rule: str
    trigger: str
    record_class: str
    records: int
    approved_by: str
    method: str
    backups: str
