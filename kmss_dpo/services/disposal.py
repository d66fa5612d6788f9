"""What has reached the end of its retention period, and what the officer decides about it."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial

from kmss_dpo.domain.disposal import DisposalRecord, Disposed, Parts, Ready, Sort, check_decided
from kmss_dpo.domain.disposal_words import LIST_TITLES, LOG_TITLES, list_line, log_line
from kmss_dpo.domain.holds import check_hold
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.overview import ReadyGroup
from kmss_dpo.domain.retention import DEFAULT_RULES, RetentionRule, check_keep_until
from kmss_dpo.services.backups import make_before_disposal
from kmss_dpo.services.cases import Cases
from kmss_dpo.services.disposing import Disposing, heading
from kmss_dpo.services.proceeding import Proceed, slices, to_the_end
from kmss_dpo.services.reaching import reach_backups
from kmss_dpo.services.reads import note_export
from kmss_dpo.store import cases, disposals, held_records, holds, ready_cases, retention
from kmss_dpo.store.disposals import Heading
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.ready import FIRST, Due, Place, ReadyRecords
from kmss_dpo.store.ready_besides import BESIDES
from kmss_dpo.store.ready_cases import ReadyCases
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day
from kmss_dpo.support.csv_text import as_csv

_SLICE, _PLACES = 200, 10_000
"""How many records, and how many of their ids, are read in one go: a search in between waits for 20 ms."""
_TAKEN_BACK = "Taken back"
"""The reason of the decision that ends another one."""
_FEW = 25
"""How many records are kept longer in one transaction: what else is saved waits for a tenth of a second."""


_CLASSES: Sequence[ReadyRecords] = (ReadyCases(), *BESIDES)


def rules_in(connection: Reading) -> tuple[RetentionRule, ...]:
    """The rules in force; the defaults until the officer approved them."""
    return tuple(retention.rules(connection)) or DEFAULT_RULES


def _due_in(today: date, connection: Reading) -> Due:
    return Due(today, rules_in(connection))


def groups_in(connection: Reading, today: date) -> list[ReadyGroup]:
    """How many records are ready, by what they are: cases first, then what has a period beside them."""
    due = _due_in(today, connection)
    return [group for each in _CLASSES for group in each.groups(connection, due)]


class Disposal:
    """What the officer can do with records that have run out. Nothing goes without being asked for."""

    def __init__(self, register: Register, cases: Cases, clock: Clock) -> None:
        self._register = register
        self._cases = cases
        self._clock = clock
        self._classes = {each.sort: each for each in _CLASSES}

    def ready(self, proceed: Proceed = to_the_end) -> list[Ready]:
        """Everything whose period has ended, with what holds it; what was read when `proceed` says stop.

        Read in slices, between which searches have their turn; so it runs on none of the register's lanes.
        """
        lane = self._register.reading_lane
        due = lane.have_done(self._due)
        wanted = [(sort, place) for sort in self._classes for place in self._places(sort, due)]
        found: list[Ready] = []
        for some in slices(self._register, wanted, proceed, _SLICE):
            for sort in self._classes:
                ids = [record for of, (_, record) in some if of is sort]
                found += lane.have_done(self._ready, sort, ids, due) if ids else ()
        return found

    def preview(self, chosen: Sequence[Ready], proceed: Proceed = to_the_end) -> Parts:
        """All that would go with these records, everything derived included; read in slices like `ready`.

        What is held would stay and is not counted.
        """
        lane = self._register.reading_lane
        whole, going = Parts(), set[CaseId]()
        people: set[int] = set()
        for some in slices(self._register, chosen, proceed, _SLICE):
            counted, free, concerned = lane.have_done(self._preview, some)
            whole, people = whole + counted, people | concerned
            going.update(free)
        for few in slices(self._register, sorted(people), to_the_end, _SLICE):
            whole += lane.have_done(self._preview_people, few, going)
        return whole

    def contents(self, wanted: Sequence[CaseId]) -> dict[CaseId, Parts]:
        """What each of these cases holds."""
        with self._register.reading() as connection:
            return disposals.contents(connection, wanted)

    def keep(self, wanted: Sequence[CaseId], until: date, reason: str, proceed: Proceed = to_the_end) -> int:
        """Keep cases until a day, for a reason that is recorded; how many of them there still were.

        A few in each transaction, between which others write; so it runs on none of the register's lanes.
        `proceed(done, of)` stops the work by answering false; what is kept then stays kept.
        """
        check_keep_until(until, reason, self._today())
        lane = self._register.writing_lane
        few = slices(self._register, wanted, proceed, _FEW)
        return sum(lane.have_done(self._keep, some, until, reason.strip()) for some in few)

    def keep_no_longer(self, wanted: Sequence[CaseId], proceed: Proceed = to_the_end) -> int:
        """Take back that cases are kept longer, which stays recorded; as `keep` otherwise."""
        lane, today = self._register.writing_lane, self._today()
        few = slices(self._register, wanted, proceed, _FEW)
        return sum(lane.have_done(self._keep, some, today, _TAKEN_BACK) for some in few)

    def hold(
        self, wanted: Sequence[CaseId], review_on: date, reason: str, proceed: Proceed = to_the_end
    ) -> int:
        """Place a hold on each of these cases, to be reviewed on a day; how many there still were."""
        kept = check_hold(reason, review_on, self._today())
        lane = self._register.writing_lane
        few = slices(self._register, wanted, proceed, _FEW)
        return sum(lane.have_done(self._hold, some, review_on, kept) for some in few)

    def dispose(self, chosen: Sequence[Ready], proceed: Proceed) -> Disposed:
        """Do with records as is decided about each, in the register and in every kept backup.

        Each is looked at again in the transaction that erases and logs it: one that changed since it was
        listed, or is held now, is skipped. `proceed(done, of)` stops the work by answering false; what is
        erased then stays erased, whole. It waits for two lanes, so it runs on neither. Before many go a
        backup is made; where that raises `Trouble` nothing goes.
        """
        check_decided(chosen)
        self._register.long_lane.have_done(make_before_disposal, self._register, self._clock, len(chosen))
        due_in = partial(_due_in, self._today())
        return Disposing(self._register, self._cases, self._classes, due_in).run(chosen, proceed)

    def headings(self, chosen: Sequence[Ready]) -> list[Heading]:
        """What the log will say of each of these records."""
        due = self._register.reading_lane.have_done(self._due)
        return [heading(each, due) for each in chosen]

    def reach_backups(self) -> tuple[int, int]:
        """Take what was erased out of the kept backups too: how many were reached, how many were not.

        Runs on the lane for long work; what it cannot reach now it reaches the next time it runs.
        """
        return reach_backups(self._register)

    def log(self) -> list[DisposalRecord]:
        """What was disposed of, newest first; no personal data."""
        with self._register.reading() as connection:
            return disposals.all_records(connection)

    def export_ready(self, chosen: Sequence[Ready]) -> bytes:
        """The list as it stands before approval, as CSV; it holds personal data, so each line is audited.

        All of that or `Stopped`, in slices between which others write; so it runs on no lane.
        """
        for start in range(0, len(chosen), _SLICE):
            some = chosen[start : start + _SLICE]
            self._register.writing_lane.have_done(_note_export, self._register, some)
        due = self._register.reading_lane.have_done(self._due)
        return as_csv(LIST_TITLES, [list_line(each, due.rule(each.rule)) for each in chosen])

    def export_log(self) -> bytes:
        """The disposal log as CSV, without personal data; audited."""
        note_export(self._register, Kind.DISPOSAL)
        return as_csv(LOG_TITLES, [log_line(record) for record in self.log()])

    def _due(self) -> Due:
        with self._register.reading() as connection:
            return _due_in(self._today(), connection)

    def _places(self, sort: Sort, due: Due) -> Sequence[Place]:
        lane = self._register.reading_lane
        part = found = lane.have_done(self._some_places, sort, due, FIRST)
        while len(part) == _PLACES:
            part = lane.have_done(self._some_places, sort, due, part[-1])
            found = [*found, *part]
        return found

    def _some_places(self, sort: Sort, due: Due, after: Place) -> Sequence[Place]:
        with self._register.reading() as connection:
            return self._classes[sort].places(connection, due, after, _PLACES)

    def _ready(self, sort: Sort, some: Sequence[int], due: Due) -> list[Ready]:
        with self._register.reading() as connection:
            return self._classes[sort].ready(connection, some, due)

    def _preview(self, some: Sequence[Ready]) -> tuple[Parts, list[CaseId], set[int]]:
        """What is counted, which cases go whole, and whom they concern."""
        of_cases = [each.case for each in some if each.sort is Sort.CASE]
        with self._register.reading() as connection:
            held = held_records.on_cases(connection, of_cases)
            free = [each for each in some if each.sort is not Sort.CASE or not held[each.case]]
            counted = Parts()
            for sort, records in self._classes.items():
                alike = [each for each in free if each.sort is sort]
                counted += records.preview(connection, alike) if alike else Parts()
            whole = [each.case for each in free if each.sort is Sort.CASE and not each.is_partial]
            concerned = held_records.people(connection, whole)
        return counted, whole, {person for each in concerned.values() for person in each}

    def _preview_people(self, some: Sequence[int], wanted: Collection[CaseId]) -> Parts:
        with self._register.reading() as connection:
            return ready_cases.preview_people(connection, some, wanted)

    def _keep(self, few: Sequence[CaseId], until: date, reason: str) -> int:
        with self._register.writing("kept beyond its period") as writing:
            there = list(cases.those_left(writing.connection, few))
            for case in there:
                retention.keep(writing, case.id, until, reason, self._today())
                self._cases.restate_in(writing, case)
        return len(there)

    def _hold(self, few: Sequence[CaseId], review_on: date, reason: str) -> int:
        with self._register.writing("hold placed") as writing:
            there = list(cases.those_left(writing.connection, few))
            for case in there:
                holds.place(writing, (Kind.CASE, case.id), reason, review_on, self._today())
        return len(there)

    def _today(self) -> date:
        return london_day(self._clock.now())


def _note_export(register: Register, some: Sequence[Ready]) -> None:
    with register.writing("exported") as writing:
        for ready in some:
            writing.note(*ready.of)
