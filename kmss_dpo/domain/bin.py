"""What was deleted and can still be put back, until a day; after it, it is due for disposal like all else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kmss_dpo.domain.days import say_day
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.ids import BinnedId, CaseId, Kind

NO_LONGER = (
    "It is no longer in the bin. It was put back already, or it was erased, by itself or with its case or "
    "contact."
)

KIND_NAMES: dict[Kind, str] = {
    Kind.CONTACT: "Contact",
    Kind.DOCUMENT: "Document",
    Kind.LETTER: "Draft of a letter",
    Kind.QUICK_NOTE: "Quick note",
    Kind.SEARCH_PLACE: "Place of the search plan",
    Kind.DECISION: "Decision",
    Kind.RECIPIENT: "Recipient of the data",
    Kind.IDENTITY_CHECK: "Identity check",
    Kind.ISSUE: "Issue",
    Kind.INQUIRY: "Question that was asked",
    Kind.ACTION: "Action",
    Kind.LESSON: "Lesson",
    Kind.REVIEW: "Review",
}
"""What can be put in the bin, in words."""

_NAMED_BY: dict[Kind, tuple[str, str]] = {
    Kind.CONTACT: ("contacts", "name"),
    Kind.DOCUMENT: ("documents", "name"),
    Kind.LETTER: ("letters", "title"),
    Kind.QUICK_NOTE: ("quick_notes", "who"),
    Kind.SEARCH_PLACE: ("places_searched", "place"),
    Kind.DECISION: ("decisions", "sort"),
    Kind.RECIPIENT: ("recipients", "name"),
    Kind.IDENTITY_CHECK: ("identity_checks", "asked"),
    Kind.ISSUE: ("issues", "complaint"),
    Kind.INQUIRY: ("inquiries", "question"),
    Kind.ACTION: ("actions", "action"),
    Kind.LESSON: ("lessons", "lesson"),
    Kind.REVIEW: ("reviews", "reviewer"),
}


class NotInBin(NotHere):
    """What was to be put back or erased is in the bin no longer."""

    def __init__(self) -> None:
        super().__init__(NO_LONGER)


@dataclass(frozen=True)
class Deleted:
    """What came of a deletion: the entry of the bin, and until which day it can be put back."""

    id: BinnedId
    until: date


@dataclass(frozen=True)
class Binned:
    """One line of the bin: a record that was deleted, where it was, until when it can be put back.

    `name` says which it is; `on` is the case or the contact that it belongs to, in words. `held_by` says in
    short what holds it.
    """

    id: BinnedId
    kind: Kind
    name: str
    deleted_on: date
    deleted_by: str
    until: date
    why: str = ""
    case: CaseId | None = None
    reference: str = ""
    held_by: tuple[str, ...] = ()

    def is_due(self, today: date) -> bool:
        """Whether its day has come."""
        return self.until <= today


def name_of(kind: Kind, rows: Mapping[str, Any]) -> str:
    """The line that says which record it is."""
    table, column = _NAMED_BY[kind]
    first = str(rows[table][0][column]).strip().splitlines()
    return first[0] if first else ""


def deleted_words(what: str, deleted: Sequence[Deleted]) -> str:
    """What is said once something was deleted, `what` as in “The document”."""
    until = min(each.until for each in deleted)
    return f"{what} {'is' if len(deleted) == 1 else 'are'} in the bin until {say_day(until)}."


def moved_note(what: str, reason: str) -> str:
    """What the note on a case says of something that was deleted; nothing of what it said."""
    return f"{what} was put in the bin. Reason: {reason}"


def back_note(kind: Kind) -> str:
    """What the note on a case says of something that was put back."""
    return f"{KIND_NAMES[kind]} put back from the bin."
