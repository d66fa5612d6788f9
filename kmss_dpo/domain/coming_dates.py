"""The days that lie ahead, as they may stand in a calendar that others see: references and numbers only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.holds import Hold, Record
from kmss_dpo.domain.ids import CaseId, Kind

MONTHS = 12
"""So far ahead: what lies further off moves before it comes."""


@dataclass(frozen=True)
class ComingDate:
    """One day of the calendar. `name` stays the same when the day moves; `early` says it is announced ahead.

    `record` is what it names, if it names one.
    """

    name: str
    on: date
    words: str
    record: Record | None = None
    early: bool = False


def of_due_dates(due: Iterable[tuple[CaseId, str, date]]) -> Iterator[ComingDate]:
    """The statutory due dates of open cases, by their references."""
    for case, reference, on in due:
        yield ComingDate(f"case-{case}-due", on, f"{reference} due", (Kind.CASE, case), early=True)


def of_disposals(counted: Iterable[tuple[date, int]]) -> Iterator[ComingDate]:
    """The days on which retention periods end, each with the number of records."""
    for on, count in counted:
        records = "1 record" if count == 1 else f"{count:,} records"
        yield ComingDate(f"disposal-{on.isoformat()}", on, f"{records} ready for disposal")


def of_holds(holds: Iterable[Hold]) -> Iterator[ComingDate]:
    """The reviews of holds placed by hand; one on a contact is called by its own number."""
    for hold in holds:
        assert hold.id
        assert hold.review_on
        words = f"{hold.scope}: hold to be reviewed"
        if hold.on[0] is not Kind.CASE:
            words = f"Hold {hold.id} to be reviewed"
        yield ComingDate(f"hold-{hold.id}-review", hold.review_on, words, (Kind.HOLD, hold.id))
