"""The small records that are kept on a case while it is worked on: each can be checked before it is kept."""

from dataclasses import dataclass, fields, replace
from datetime import date
from enum import Enum
from typing import Any, Generic, Protocol, TypeVar

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, Kind


class Item(Protocol):
    """A frozen dataclass of plain values that knows when it can be kept."""

    def check(self, received_on: date, today: date) -> None:
        """Raise `Mistake` beside its field where it can't be kept on a case received that day."""


I = TypeVar("I", bound=Item)  # noqa: E741 - one letter for a type, as everywhere
I_co = TypeVar("I_co", bound=Item, covariant=True)


@dataclass(frozen=True)
class KeptItem(Generic[I_co]):
    """An item as kept on a case."""

    id: int
    version: int
    case: CaseId
    item: I_co


NAMES = {
    Kind.SEARCH_PLACE: "A place of the search plan",
    Kind.DECISION: "A decision",
    Kind.RECIPIENT: "A recipient of the data",
    Kind.IDENTITY_CHECK: "An identity check",
    Kind.ISSUE: "An issue",
    Kind.INQUIRY: "A question that was asked",
    Kind.ACTION: "An action",
    Kind.LESSON: "A lesson",
    Kind.REVIEW: "A review",
}
"""What each kind is called at the beginning of a sentence."""


def removed_note(kind: Kind, reason: str) -> str:
    """What the note on the case says of an entry that was removed; nothing of what it said."""
    return f"{NAMES[kind]} was removed. Reason: {reason}"


def tidied(item: I) -> I:
    """The item without the space around its texts, so that one of space alone counts as empty everywhere."""
    whole: Any = item
    texts = {each.name: getattr(whole, each.name) for each in fields(whole)}
    typed = {
        name: text for name, text in texts.items() if isinstance(text, str) and not isinstance(text, Enum)
    }
    tidy: I = replace(whole, **{name: text.strip() for name, text in typed.items()})
    return tidy


def check_filled(text: str, sentence: str, field: str) -> None:
    """Raise `Mistake` where a text that must be there is empty."""
    if not text.strip():
        raise Mistake(sentence, field)


def check_in_order(days: dict[str, date | None], today: date | None = None) -> None:
    """Raise `Mistake` where a day lies before one named earlier, or after `today` where that is given."""
    before: date | None = None
    for field, day in days.items():
        if day and today and day > today:
            raise Mistake("The day lies in the future. Enter the day it happened.", field)
        if day and before and day < before:
            raise Mistake("The day lies before the one it follows. Check the days.", field)
        before = day or before
