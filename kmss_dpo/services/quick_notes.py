"""Quick notes: taken down at once, and completed by becoming a case, part of one, or nothing."""

from collections.abc import Sequence

from kmss_dpo.domain.arrivals import Arrival
from kmss_dpo.domain.bin import Deleted
from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import CaseFilter, Status
from kmss_dpo.domain.contacts import ContactFilter
from kmss_dpo.domain.holds import OnHold
from kmss_dpo.domain.ids import CaseId, Kind, QuickNoteId
from kmss_dpo.domain.quick_notes import Caller, NewQuickNote, QuickNote, Thrown, check_quick_note
from kmss_dpo.services.cases import Cases
from kmss_dpo.services.reaching import reach_backups
from kmss_dpo.services.receiving import Receiving
from kmss_dpo.store import bin as kept_bin
from kmss_dpo.store import case_lists, cases, contacts, correspondence, held_records, quick_notes
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day

MOST_SUGGESTED = 12
_INTO_A_CASE = "it went into a case"


class QuickNotes:
    """What the officer can do with them. Completing one keeps its words on a case and erases the note."""

    def __init__(self, register: Register, cases: Cases, receiving: Receiving, clock: Clock) -> None:
        self._register = register
        self._cases = cases
        self._receiving = receiving
        self._clock = clock

    def add(self, new: NewQuickNote) -> QuickNoteId:
        """Take a note down."""
        check_quick_note(new, london_day(self._clock.now()))
        with self._register.writing("quick note taken") as writing:
            return quick_notes.add(writing, new)

    def change(self, note: QuickNoteId, version: int, new: NewQuickNote) -> None:
        """Put right what was taken down; who took it down and when stays, and so does the version before."""
        check_quick_note(new, london_day(self._clock.now()))
        with self._register.writing("quick note changed") as writing:
            if quick_notes.one(writing.connection, note).content != new:
                quick_notes.change(writing, note, version, new)

    def note(self, wanted: QuickNoteId) -> QuickNote:
        """One note."""
        with self._register.reading() as connection:
            return quick_notes.one(connection, wanted)

    def waiting(self) -> Sequence[QuickNote]:
        """All that are to be completed, the oldest first."""
        with self._register.reading() as connection:
            return quick_notes.everyone(connection)

    def caller(self, wanted: QuickNoteId) -> Caller:
        """Who may have left a note, for the officer to say whether it was them."""
        with self._register.reading() as connection:
            return _caller(connection, wanted)

    def suggest_cases(self, wanted: QuickNoteId, typed: str) -> Sequence[CaseRow]:
        """Cases that a note may belong to: those found by what is typed, or else the caller's own."""
        if not typed.strip():
            contact = self.caller(wanted).contact
            return self._receiving.known_cases(contact) if contact else []
        real = frozenset({Status.OPEN, Status.CLOSED})
        filtered = CaseFilter(text=typed, statuses=real, sort="received", descending=True)
        with self._register.reading() as connection:
            return case_lists.rows(connection, case_lists.ids(connection, filtered)[:MOST_SUGGESTED])

    def open_cases(self, note: QuickNoteId, arrival: Arrival) -> list[CaseId]:
        """Open the case, or several, that a call asked for; the call is correspondence on each of them."""
        with self._register.writing("quick note completed") as writing:
            content = quick_notes.one(writing.connection, note).content
            opened = self._receiving.open_in(writing, arrival)
            for case in opened:
                requester = cases.case(writing.connection, case).details.requester
                correspondence.add(writing, case, content.correspondence(requester))
            quick_notes.erase(writing, note, _INTO_A_CASE)
        return opened

    def put_on(self, note: QuickNoteId, case: CaseId) -> CaseId:
        """Keep the call as correspondence on a case that is there already; it may be an awaited reply."""
        with self._register.writing("quick note completed") as writing:
            came = quick_notes.one(writing.connection, note).content.correspondence()
            stored = cases.case(writing.connection, case)
            self._cases.keep_reply_in(writing, stored, came)
            correspondence.add(writing, case, came)
            quick_notes.erase(writing, note, _INTO_A_CASE)
        return case

    def throw_away(self, note: QuickNoteId, why: Thrown) -> Deleted:
        """Put a note that nothing follows from in the bin.

        What somebody said about whom a hold is in force is kept on a case instead.
        """
        with self._register.writing("quick note thrown away") as writing:
            caller = _caller(writing.connection, note).contact
            if caller and (held := held_records.on(writing.connection, Kind.CONTACT, caller)):
                raise OnHold(held, "Keep the note on a case instead.")
            return kept_bin.put(writing, (Kind.QUICK_NOTE, note), why.value, caller)

    def reach_backups(self) -> int:
        """Take what was erased out of the kept backups too; how many could not be reached yet.

        Runs on the lane for long work, after the note is gone: nobody waits for it.
        """
        _reached, left = reach_backups(self._register)
        return left


def _caller(connection: Reading, wanted: QuickNoteId) -> Caller:
    content = quick_notes.one(connection, wanted).content
    way = "email" if content.email() else "phone"
    known = contacts.with_reach(connection, way, content.reach)
    if len(known) == 1:
        return Caller(known[0].id, known[0].name)
    return Caller(alike=bool(known or contacts.ids(connection, ContactFilter(content.who))))
