"""Holds: placing and releasing them, and what holds a record."""

from collections.abc import Callable, Sequence
from datetime import date

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holds import Hold, Record, check_hold, check_release, check_review
from kmss_dpo.domain.ids import CaseId, HoldId, Kind
from kmss_dpo.services.exporting import export
from kmss_dpo.store import cases, documents, held_records, holds
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day


class Holds:
    """What the officer can do with holds. Those of open cases come and go with the cases."""

    def __init__(self, register: Register, clock: Clock) -> None:
        self._register = register
        self._clock = clock

    def place(self, on: Record, reason: str, review_on: date) -> HoldId:
        """Keep a case, or all that concerns a contact, from being erased; `on` is a case or a contact."""
        kept = check_hold(reason, review_on, self._today())
        with self._register.writing("hold placed") as writing:
            return holds.place(writing, on, kept, review_on, self._today())

    def keep_on(self, hold: HoldId, version: int, review_on: date) -> None:
        """It was reviewed and lasts: review it again on another day."""
        check_review(review_on, self._today())
        with self._register.writing("hold reviewed") as writing:
            holds.keep_on(writing, hold, version, review_on)

    def release(self, hold: HoldId, version: int, reason: str) -> None:
        """End a hold that was placed by hand; it stays readable with the reason."""
        kept = check_release(reason)
        with self._register.writing("hold released") as writing:
            holds.release(writing, hold, version, kept, self._today())

    def release_for(self, case: CaseId, held_by: CaseId, reason: str) -> None:
        """Let a case go although another one, which is open, holds it.

        So where an erasure is owed. The reason is kept as a note on the case that is open: it outlasts the
        case that goes. Should that case be closed and opened again, it holds everything again.
        """
        kept = check_release(reason)
        with self._register.writing("hold released for a case") as writing:
            connection = writing.connection
            if not any(each.is_of(held_by) for each in held_records.on(connection, Kind.CASE, case)):
                raise Mistake("That case holds this one no longer, so there is nothing to release.")
            holds.release_for(writing, case, held_by, kept, self._today())
            documents.add_note(writing, held_by, _released(cases.case(connection, case).reference, kept))

    def on(self, kind: Kind, record: int) -> tuple[Hold, ...]:
        """What holds a case, a contact, or something that is kept on a case, and why."""
        with self._register.reading() as connection:
            return held_records.on(connection, kind, record)

    def hold(self, hold: HoldId) -> Hold:
        """One that was placed by hand."""
        with self._register.reading() as connection:
            return holds.one(connection, hold)

    def ids(self, *, released: bool = False, sort: str = "review", descending: bool = False) -> Sequence[int]:
        """Every hold in force, and those that ended where they are asked for, in the order of a list."""
        with self._register.reading() as connection:
            return holds.ids(connection, released=released, sort=sort, descending=descending)

    def rows(self, wanted: Sequence[int]) -> list[Hold]:
        """One hold for each id of the list."""
        with self._register.reading() as connection:
            return holds.rows(connection, wanted)

    def export(
        self, wanted: Sequence[int], titles: Sequence[str], line: Callable[[Hold], Sequence[str]]
    ) -> bytes:
        """A list of holds as CSV, said by `line`, in its order; the case or contact of each is audited."""
        return export(self._register, wanted, self.rows, lambda hold: hold.on, titles=titles, line=line)

    def to_review(self) -> int:
        """How many holds have reached the day of their review."""
        with self._register.reading() as connection:
            return holds.count_to_review(connection, self._today())

    def _today(self) -> date:
        return london_day(self._clock.now())


def _released(reference: str, reason: str) -> str:
    return f"Hold released for {reference}, which may be erased while this case is open. {reason}"
