"""What has reached the end of its retention period, and what the officer decides about it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import TypeVar

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.disposal import DisposalRecord, Disposed, Parts, Ready, Skip, Skipped
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.retention import DEFAULT_RULES, InForce, RetentionRule, check_keep_until
from kmss_dpo.domain.retention_words import (
    LIST_TITLES,
    LOG_TITLES,
    SCHEDULE_TITLES,
    list_line,
    log_line,
    schedule_line,
)
from kmss_dpo.services.backups import make_before_disposal
from kmss_dpo.services.cases import Cases
from kmss_dpo.services.reaching import reach_backups
from kmss_dpo.store import cases, disposals, held_records, retention
from kmss_dpo.store.disposals import Records
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day
from kmss_dpo.support.csv_text import as_csv

T = TypeVar("T")
Proceed = Callable[[int, int], bool]
"""Told how many of how many are done; answers whether to go on."""
_SLICE, _PLACES = 100, 5_000
"""How many records, and how many of their ids, are read in one go: a search in between waits for 20 ms."""
_FEW = 25
"""How many records are kept longer in one transaction: what else is saved waits for a tenth of a second."""


def to_the_end(_done: int, _of: int) -> bool:
    """Go on whatever is done."""
    return True


class Retention:
    """What the officer can do with records that have run out. Nothing goes without being asked for."""

    def __init__(self, register: Register, cases: Cases, clock: Clock) -> None:
        self._register = register
        self._cases = cases
        self._clock = clock

    def schedule(self) -> tuple[RetentionRule, ...]:
        """The rules in force; the defaults until the officer approved them."""
        with self._register.reading() as connection:
            return tuple(retention.rules(connection)) or DEFAULT_RULES

    def in_force(self) -> list[InForce]:
        """The schedule with how much of each class there is, and how much of it is past its period."""
        rules = self.schedule()
        with self._register.reading() as connection:
            stock = retention.stock(connection, rules, self._today())
        return [InForce(rule, stock.get(rule.code)) for rule in rules]

    def approve_defaults(self) -> None:
        """Put the default rules in force, approved today by whoever unlocked the register."""
        with self._register.writing("retention schedule approved") as writing:
            if not any(retention.rules(writing.connection)):
                retention.start_with(writing, DEFAULT_RULES, self._today())

    def ready(self, proceed: Proceed = to_the_end) -> list[Ready]:
        """Everything whose period has ended, with what holds it; what was read when `proceed` says stop.

        Read in slices, between which searches have their turn; so it runs on none of the register's lanes.
        """
        lane = self._register.reading_lane
        wanted: list[retention.Place] = []
        while part := lane.have_done(self._places, wanted[-1] if wanted else retention.FIRST):
            wanted += part
        found: list[Ready] = []
        for some in _slices(self._register, [case for _, case in wanted], proceed):
            found += lane.have_done(self._ready, some)
        return found

    def preview(self, wanted: Sequence[CaseId], proceed: Proceed = to_the_end) -> Parts:
        """All that would go with these cases, everything derived included; read in slices like `ready`.

        What is held would stay and is not counted.
        """
        lane = self._register.reading_lane
        whole, going = Parts(), set[CaseId]()
        people: set[int] = set()
        for some in _slices(self._register, wanted, proceed):
            free, counted, concerned = lane.have_done(self._preview, some)
            whole, people = whole + counted, people | concerned
            going.update(free)
        for few in _slices(self._register, sorted(people), to_the_end):
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
        few = _slices(self._register, wanted, proceed, _FEW)
        return sum(lane.have_done(self._keep, some, until, reason.strip()) for some in few)

    def dispose(self, chosen: Sequence[Ready], proceed: Proceed) -> Disposed:
        """Erase cases with everything derived, from the register and from every kept backup.

        Each is looked at again in the transaction that erases and logs it: one that changed since it was
        listed, or is held now, is skipped. `proceed(done, of)` stops the work by answering false; what is
        erased then stays erased, whole. It waits for two lanes, so it runs on neither. Before many go a
        backup is made; where that raises `Trouble` nothing goes.
        """
        self._register.long_lane.have_done(make_before_disposal, self._register, self._clock, len(chosen))
        skipped: list[Skipped] = []
        erased: list[Records] = []
        entries: dict[tuple[str, CaseKind], int] = {}
        rules = {rule.code.value: rule for rule in self.schedule()}
        for done, ready in enumerate(chosen, start=1):
            rule = rules[ready.rule]
            outcome = self._register.writing_lane.have_done(self._erase, ready, rule, entries)
            if isinstance(outcome, Skip):
                skipped.append(Skipped(ready.reference, outcome))
            else:
                erased.append(outcome)
            if not (proceed(done, len(chosen)) and self._register.goes_on()):
                break
        reached, left = self._register.long_lane.have_done(self.reach_backups) if erased else (0, 0)
        emptied = self._register.writing_lane.have_done(self._register.empty_log)
        total = sum((disposals.parts(records) for records in erased), Parts())
        return Disposed(len(erased), total, tuple(skipped), reached, left, emptied)

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
        rules = {rule.code.value: rule for rule in self.schedule()}
        return as_csv(LIST_TITLES, [list_line(ready, rules[ready.rule]) for ready in chosen])

    def export_schedule(self) -> bytes:
        """The rules in force as CSV."""
        return as_csv(SCHEDULE_TITLES, [schedule_line(rule) for rule in self.schedule()])

    def export_log(self) -> bytes:
        """The disposal log as CSV, without personal data."""
        return as_csv(LOG_TITLES, [log_line(record) for record in self.log()])

    def _places(self, after: retention.Place) -> list[retention.Place]:
        with self._register.reading() as connection:
            return retention.ready_cases(connection, self._today(), after, _PLACES)

    def _ready(self, some: Sequence[CaseId]) -> list[Ready]:
        with self._register.reading() as connection:
            return retention.ready(connection, some, self._today())

    def _preview(self, some: Sequence[CaseId]) -> tuple[list[CaseId], Parts, set[int]]:
        with self._register.reading() as connection:
            held = held_records.on_cases(connection, some)
            free = [case for case in some if not held[case]]
            return free, *disposals.preview(connection, free)

    def _preview_people(self, some: Sequence[int], wanted: Collection[CaseId]) -> Parts:
        with self._register.reading() as connection:
            return disposals.preview_people(connection, some, wanted)

    def _keep(self, few: Sequence[CaseId], until: date, reason: str) -> int:
        with self._register.writing("kept beyond its period") as writing:
            there = list(cases.those_left(writing.connection, few))
            for case in there:
                retention.keep(writing, case.id, until, reason, self._today())
                self._cases.restate_in(writing, case)
        return len(there)

    def _erase(
        self, listed: Ready, rule: RetentionRule, entries: dict[tuple[str, CaseKind], int]
    ) -> Records | Skip:
        of = (listed.rule, listed.kind)
        with self._register.writing("disposed of") as writing:
            if why := self._why_not(writing.connection, listed):
                return why
            gone = disposals.erase(writing, listed.case)
            entry = disposals.log(writing, entries.get(of), rule, listed.kind, gone)
        entries[of] = entry
        return gone

    def _why_not(self, connection: Reading, listed: Ready) -> Skip | None:
        now = retention.one_ready(connection, listed.case, self._today())
        if now is None:
            return Skip.NOT_DUE
        if now.held_by:
            return Skip.HELD
        if now.version != listed.version or disposals.changed_since(connection, listed.case, listed.as_of):
            return Skip.CHANGED
        return None

    def _today(self) -> date:
        return london_day(self._clock.now())


def _slices(
    register: Register, whole: Sequence[T], proceed: Proceed, size: int | None = None
) -> Iterator[Sequence[T]]:
    """One slice after the other until `proceed(done, of)` answers false or the register is closed."""
    size = size or _SLICE
    for start in range(0, len(whole), size):
        some = whole[start : start + size]
        yield some
        if not (proceed(start + len(some), len(whole)) and register.goes_on()):
            break


def _note_export(register: Register, some: Sequence[Ready]) -> None:
    with register.writing("exported") as writing:
        for ready in some:
            writing.note(Kind.CASE, ready.case)
