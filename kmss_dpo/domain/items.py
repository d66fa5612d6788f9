"""The small records that are kept on a case while it is worked on: each can be checked before it is kept."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId


class Item(Protocol):
    """A frozen dataclass of plain values that knows when it can be kept."""

    def check(self, received_on: date, today: date) -> None:
        """Raise `Mistake` beside its field where it can't be kept on a case received that day."""


I_co = TypeVar("I_co", bound=Item, covariant=True)


@dataclass(frozen=True)
class KeptItem(Generic[I_co]):
    """An item as kept on a case."""

    id: int
    version: int
    case: CaseId
    item: I_co


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
