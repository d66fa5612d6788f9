"""Cases: open, change, record what happened to the clock, close, void, list."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kmss_dpo.domain.case_views import CaseRow, CaseView
from kmss_dpo.domain.cases import (
    CaseDetails,
    CaseFilter,
    Closing,
    Family,
    Status,
    check_dispatched,
    check_ended,
    check_goes_on,
    check_handler,
    check_reason,
    family_of,
)
from kmss_dpo.domain.clock import (
    ClockFacts,
    Deadline,
    after_reply,
    corrected,
    correction_words,
    receipt_corrected,
    with_late_reason,
)
from kmss_dpo.domain.correspondence import Direction, NewCorrespondence
from kmss_dpo.domain.days import say_day
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.links import check_closing_turn
from kmss_dpo.domain.retention import check_names_somebody
from kmss_dpo.domain.ways import check_ending
from kmss_dpo.services.case_clock import CaseClock
from kmss_dpo.services.case_view import view
from kmss_dpo.services.holidays import Holidays
from kmss_dpo.services.reads import note_read
from kmss_dpo.services.settings import organisation
from kmss_dpo.store import case_lists, cases, clock_corrections, clock_facts, documents, items, links
from kmss_dpo.store.cases import Ending, StoredCase
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.register import Register
from kmss_dpo.store.writing import Writing
from kmss_dpo.support.clock import Clock

_SLICE = 20
_LAPSED = (
    "The first month ended before the extension notice was sent, so the extension does not count and the "
    "date of the first month stands."
)
_MOVED = "The dates were worked out anew after the public holidays or the nation changed."


class Cases:
    """What the officer can do with cases."""

    def __init__(self, register: Register, holidays: Holidays, clock: Clock) -> None:
        self._register = register
        self._holidays = holidays
        self.dates = CaseClock(holidays, clock)

    def open_case(self, details: CaseDetails, facts: ClockFacts | None = None) -> CaseId:
        """Open a case under the next reference of its kind."""
        with self._register.writing("case opened") as writing:
            return self.open_in(writing, details, facts or ClockFacts())

    def open_in(self, writing: Writing, details: CaseDetails, facts: ClockFacts) -> CaseId:
        """The same, within a transaction that keeps more than the case."""
        _check_handler(writing, details, self._register.person)
        self.dates.check(details, facts)
        worked_out = self.dates.work_out(writing, details, facts, Ending(Status.OPEN))
        return cases.add(writing, details, facts, worked_out)

    def change(self, case: CaseId, version: int, details: CaseDetails, reason: str = "") -> None:
        """Replace what was written down about a case; its kind and reference stay.

        Another day of receipt moves the clock: it needs a reason, which stays.
        """
        with self._register.writing("case changed") as writing:
            stored = _going_on(writing, case)
            kept = replace(details, kind=stored.details.kind)
            _check_handler(writing, kept, self._register.person, stored.details)
            self.dates.check(kept, stored.facts, stored.ending.closing)
            worked_out = self.dates.work_out(writing, kept, stored.facts, stored.ending, stored)
            cases.save(writing, case, version, kept, stored.facts, worked_out)
            self._keep_correction(writing, stored, replace(stored, details=kept), reason)

    def record_facts(self, case: CaseId, version: int, facts: ClockFacts, reason: str = "") -> None:
        """Replace the facts of a case's clock; what was recorded and changes needs a reason, which stays."""
        with self._register.writing("clock facts recorded") as writing:
            stored = replace(_going_on(writing, case), version=version)
            self.dates.check_extension(writing.connection, stored, facts)
            self.keep_facts_in(writing, stored, facts)
            self._keep_correction(writing, stored, replace(stored, facts=facts), reason)

    def keep_facts_in(self, writing: Writing, stored: StoredCase, facts: ClockFacts) -> None:
        """The same, within a transaction that keeps more than the facts; a voided case has no clock."""
        if facts == stored.facts or stored.ending.status is Status.VOIDED:
            return
        self.dates.check(stored.details, facts, stored.ending.closing)
        worked_out = self.dates.work_out(writing, stored.details, facts, stored.ending, stored)
        cases.save(writing, stored.id, stored.version, stored.details, facts, worked_out)

    def keep_reply_in(self, writing: Writing, stored: StoredCase, new: NewCorrespondence) -> None:
        """What was received ends the wait for more information, within the transaction that keeps it."""
        if new.direction is Direction.RECEIVED and stored.ending.status is Status.OPEN:
            self.keep_facts_in(writing, stored, after_reply(stored.facts, new.on))

    def close(self, case: CaseId, version: int, closing: Closing) -> None:
        """Close a case with its outcome; the day of dispatch becomes a fact of its clock."""
        with self._register.writing("case closed") as writing:
            stored = _going_on(writing, case)
            closing = check_dispatched(closing, stored.facts.answered_on)
            facts = replace(stored.facts, answered_on=closing.answered_on)
            self._end(writing, stored, version, facts, Ending(Status.CLOSED, closing.closed_on, closing))
            # Last: what a right has no ending for is told as that, never as a decision still to be made.
            _check_ending(writing.connection, stored, closing)

    def reopen(self, case: CaseId, version: int, reason: str) -> None:
        """Open a closed or voided case again; a note keeps the reason and how it had ended."""
        kept = check_reason(reason, "Say why the case is opened again.")
        with self._register.writing("case opened again") as writing:
            stored = cases.case(writing.connection, case)
            check_names_somebody(stored.disposal_stage)
            self._end(writing, stored, version, stored.facts, Ending(Status.OPEN))
            check_ended(stored.ending.status)  # a window that is behind hears first that the case changed
            documents.add_note(writing, case, f"Opened again{_had_ended(stored.ending)}. {kept}")

    def void(self, case: CaseId, version: int, reason: str) -> None:
        """Void a case that was opened in error; its reference is never used again."""
        kept = check_reason(reason, "Say why the case was opened in error.")
        with self._register.writing("case voided") as writing:
            stored = _going_on(writing, case)
            ending = Ending(Status.VOIDED, self.dates.today(), void_reason=kept)
            self._end(writing, stored, version, stored.facts, ending)

    def case(self, case: CaseId) -> CaseView:
        """A case whole. Reading it is audited on the writing lane, behind what waits there."""
        with self._register.reading() as connection:
            stored = cases.case(connection, case)
            deadline = self.dates.deadline(connection, stored)
            shown = view(connection, stored, deadline, self.dates.course(connection, stored))
        note_read(self._register, Kind.CASE, case)
        return shown

    def what_if(self, case: CaseId, facts: ClockFacts) -> Deadline:
        """What the clock would say with other facts; changes nothing."""
        with self._register.reading() as connection:
            stored = cases.case(connection, case)
            check_goes_on(stored.ending.status)
            return self.dates.what_if(connection, stored, facts)

    def ids(self, wanted: CaseFilter) -> Sequence[int]:
        """The cases a list shows, in its order."""
        with self._register.reading() as connection:
            return case_lists.ids(connection, wanted, self.dates.today())

    def rows(self, wanted: Sequence[int]) -> list[CaseRow]:
        """One line for each id."""
        with self._register.reading() as connection:
            return case_lists.rows(connection, wanted)

    def place_of(self, kind: Kind, record: int) -> tuple[Family, CaseId]:
        """The list and the case that a record is found in: the case itself, or what hangs on it."""
        with self._register.reading() as connection:
            case = case_lists.case_of(connection, kind, record)
            return family_of(cases.case(connection, case).details.kind), case

    def recompute(self, proceed: Callable[[int, int], bool]) -> int:
        """Work out the dates of every open case anew, in short transactions between which others write.

        `proceed(done, of)` is asked after each slice and stops the work by answering false. Answers how
        many cases moved; each of them gets a note.
        """
        lane = self._register.writing_lane
        table = lane.have_done(self._holidays.begin_dates)
        with self._register.reading() as connection:
            wanted = case_lists.ids(connection, CaseFilter())
        moved = 0
        for start in range(0, len(wanted), _SLICE):
            part = wanted[start : start + _SLICE]
            moved += lane.have_done(self._restate, part)
            if not (proceed(start + len(part), len(wanted)) and self._register.goes_on()):
                break
        else:
            lane.have_done(self._holidays.end_dates, table)
        return moved

    def catch_up(self) -> int:
        """Recompute where the dates are not those of today and of the public holidays in force.

        So on a new day, after a recompute that a lock cut off, and after a program with a newer table; how
        many moved.
        """
        lane = self._register.writing_lane
        with self._register.reading() as connection:
            owing = clock_facts.owing_notice(connection)
        lapsed = lane.have_done(self._restate, owing, _LAPSED) if owing else 0
        if self._holidays.are_in_the_dates():
            return lapsed
        return lapsed + self.recompute(lambda _done, _of: True)

    def restate_in(self, writing: Writing, stored: StoredCase) -> bool:
        """Work out anew what follows from a case's facts, within a transaction; whether anything moved."""
        worked_out = self.dates.work_out(writing, stored.details, stored.facts, stored.ending, stored)
        return cases.restate(writing, stored.id, stored.facts, worked_out)

    def _restate(self, part: Sequence[int], why: str = _MOVED) -> int:
        moved = 0
        with self._register.writing("dates recomputed") as writing:
            for stored in cases.those_left(writing.connection, part):
                if self.restate_in(writing, stored):
                    documents.add_note(writing, stored.id, why)
                    moved += 1
        return moved

    def _end(
        self, writing: Writing, stored: StoredCase, version: int, facts: ClockFacts, ending: Ending
    ) -> None:
        self.dates.check(stored.details, facts, ending.closing)
        worked_out = self.dates.work_out(writing, stored.details, facts, ending, stored)
        ending = _with_late_reason(ending, worked_out.deadline)
        cases.set_status(writing, replace(stored, version=version), facts, worked_out, ending)

    def _keep_correction(self, writing: Writing, before: StoredCase, after: StoredCase, reason: str) -> None:
        """Keep what is corrected of what the clock runs on, and why; `Mistake` where no reason is given."""
        changed = (*receipt_corrected(before.details, after.details), *corrected(before.facts, after.facts))
        was, is_now = (self.dates.deadline(writing.connection, each) for each in (before, after))
        if words := correction_words(changed, was, is_now):
            kept = check_reason(reason, "Say why what was recorded is corrected.")
            clock_corrections.add(writing, before.id, kept, words)


def _check_ending(connection: Reading, stored: StoredCase, closing: Closing) -> None:
    """Raise `Mistake` where what the ending needs is not there, or another case comes first."""
    work = items.work(connection, stored.id)
    passed_on = bool(stored.details.for_customer)  # which says where it belongs
    check_ending(closing.outcome, replace(work, routed=work.routed or passed_on))
    check_closing_turn(stored.details.kind, closing.outcome, links.waited_for(connection, stored.id))


def _check_handler(
    writing: Writing, details: CaseDetails, writer: str, before: CaseDetails | None = None
) -> None:
    """Raise `Mistake` where a complaint is left to the officer: the one settled, or else whoever writes.

    What was kept before stands: who was the officer then need not be it now.
    """
    now = (details.about_officer, details.handler)
    if before is None or now != (before.about_officer, before.handler):
        check_handler(details, organisation(writing.connection).officer_name.strip() or writer)


def _going_on(writing: Writing, case: CaseId) -> StoredCase:
    """A case about to be changed; raises `Mistake` for one that was opened in error."""
    stored = cases.case(writing.connection, case)
    check_goes_on(stored.ending.status)
    check_names_somebody(stored.disposal_stage)
    return stored


def _with_late_reason(ending: Ending, deadline: Deadline) -> Ending:
    return replace(ending, closing=with_late_reason(ending.closing, deadline)) if ending.closing else ending


def _had_ended(ending: Ending) -> str:
    """How a case stood before it was opened again, to be kept beside the reason."""
    on = f" on {say_day(ending.on)}" if ending.on else ""
    if ending.closing:
        return f"; it was closed{on} as “{ending.closing.outcome.value}”"
    return f"; it was voided{on}: {ending.void_reason.rstrip('.')}"
