"""What is ready for disposal, what would go with it, and what is kept to prove that it went."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date, datetime
from enum import StrEnum
from operator import add

from kmss_dpo.domain.cases import AT_ONCE, CaseKind
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.retention import STAGES, Action, RecordClass


class Sort(StrEnum):
    """What comes to the end of a period: cases, and what has a period of its own beside them."""

    CASE = "case"
    IDENTITY = "identity copy"
    STATISTIC = "statistics of a case"
    LOG = "disposal log entry"
    INCIDENT = "incident"
    BINNED = "binned record"


@dataclass(frozen=True, slots=True)
class Ready:
    """A record whose retention period has ended. `held_by` says what holds it, in short.

    `case` is the case itself, or the one that the record is kept on, and nought where it is kept on none;
    `record` is the id of what is no case. `as_of` is the newest audit entry when it was listed: what was
    saved after it is a change since. `action` is what is decided about it: at first what its rule says.
    In slots, for tens of thousands are listed, and what clears up behind Python looks through them all.
    """

    case: CaseId
    version: int
    reference: str
    kind: CaseKind | None
    person: str
    rule: str
    trigger_on: date
    ran_out_on: date
    held_by: tuple[str, ...] = ()
    as_of: int = 0
    sort: Sort = Sort.CASE
    record: int = 0
    action: Action = Action.ERASE
    told: str = ""

    @property
    def id(self) -> int:
        """Its number in lists: that of a case is the case's, those of all else lie below nought."""
        if self.sort is Sort.CASE:
            return self.case
        return -(self.record * len(_SORTS) + tuple(_SORTS).index(self.sort))

    @property
    def of(self) -> tuple[Kind, int]:
        """The record that it is."""
        return _SORTS[self.sort], self.record or self.case

    @property
    def stage(self) -> str:
        """Which stage of a request's disposal it is, in words; empty for what has none."""
        return _STAGES.get(self.rule, "")

    @property
    def is_partial(self) -> bool:
        """Whether more of the case is left once this has gone."""
        return self.rule in STAGES[:-1]

    def can_be_kept(self) -> bool:
        """Whether it can be kept longer or held: a case, while it names somebody."""
        return self.sort is Sort.CASE and self.rule != RecordClass.REQUEST_STATISTICS


_SORTS = {
    Sort.CASE: Kind.CASE,
    Sort.IDENTITY: Kind.DOCUMENT,
    Sort.STATISTIC: Kind.STATISTIC,
    Sort.LOG: Kind.DISPOSAL,
    Sort.INCIDENT: Kind.INCIDENT,
    Sort.BINNED: Kind.BINNED,
}
_STAGES: dict[str, str] = {
    RecordClass.REQUEST_MATERIAL: "collected material",
    RecordClass.REQUEST_DISCLOSED: "disclosed copies",
    RecordClass.REQUEST: "the person's details",
}


def permitted(ready: Ready) -> tuple[Action, ...]:
    """What can be done with a record whose period has ended, without a day until which it is kept.

    Anonymising leaves a closed case that names nobody, so it is for what is left of a case as a whole.
    Suppressing keeps what recognises an objector, so it is for objections and withdrawals (Art 21(3)).
    """
    whole = ready.can_be_kept() and not ready.is_partial and ready.rule != RecordClass.UNFINISHED_FORM
    found = [Action.ERASE]
    if whole:
        found.append(Action.ANONYMISE)
    if whole and ready.kind in AT_ONCE:
        found.append(Action.SUPPRESS)
    return tuple(found)


def check_decided(chosen: Iterable[Ready]) -> None:
    """Raise `Mistake` where something else is decided about a record than can be done with it."""
    for ready in chosen:
        if ready.action not in permitted(ready):
            raise Mistake(f"“{ready.action.value.capitalize()}” cannot be done with one of these records.")


@dataclass(frozen=True)
class Parts:
    """How many records of each kind go with what is erased, everything derived included.

    `entries` are the small records on a case: places searched, decisions, recipients, issues and the like.
    `forms` were being typed at a lock, `others` are kept on no case. `binned` lie in the bin, where no search
    finds them. `versions` are the kept earlier states in the history, counted for a preview only.
    """

    cases: int = 0
    contacts: int = 0
    correspondence: int = 0
    documents: int = 0
    letters: int = 0
    notes: int = 0
    entries: int = 0
    versions: int = 0
    forms: int = 0
    binned: int = 0
    others: int = 0

    def __add__(self, other: "Parts") -> "Parts":
        return Parts(*map(add, astuple(self), astuple(other)))

    def search_entries(self) -> int:
        """Each record that can be searched for has one entry in the search index."""
        on_cases = self.correspondence + self.documents + self.letters + self.notes
        return self.cases + self.contacts + on_cases


class Skip(StrEnum):
    """Why a record was left alone at the moment of its disposal."""

    HELD = "on hold now"
    CHANGED = "changed since it was listed"
    NOT_DUE = "no longer due"
    FAILED = "the file refused it"


@dataclass(frozen=True)
class Skipped:
    """A record that was chosen and not disposed of."""

    reference: str
    why: Skip


@dataclass(frozen=True)
class Disposed:
    """What a disposal did; `backups_left` counts the kept backups that could not be reached yet.

    `erased` counts all records that were disposed of, `otherwise` those of them that were not erased but
    anonymised or suppressed. `log_emptied` is false where another task kept the write-ahead log in use: it is
    emptied by the next write or the next lock.
    """

    erased: int
    parts: Parts
    skipped: tuple[Skipped, ...]
    backups_reached: int
    backups_left: int
    log_emptied: bool = True
    otherwise: tuple[tuple[Action, int], ...] = ()

    def failures(self) -> int:
        """How many could not be disposed of because the file refused it."""
        return Counter(each.why for each in self.skipped)[Skip.FAILED]


BY_HAND = "by hand"
"""The rule, in the log, of what the officer erased without one."""
THROWN_AWAY = "thrown away"
"""The same of what was no record yet: the log remembers it for the kept backups, and does not show it."""


@dataclass(frozen=True)
class DisposalRecord:
    """One line of the disposal log: no personal data. What was erased by hand has no trigger.

    `held` were chosen and on hold when their turn came, `failures` could not be disposed of.
    """

    id: int
    at: datetime
    rule: str
    trigger: str
    record_class: str
    records: int
    approved_by: str
    method: str
    backups: str
    action: Action = Action.ERASE
    stage: str = ""
    held: int = 0
    failures: int = 0
