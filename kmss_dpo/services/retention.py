"""What has reached the end of its retention period, and what the officer decides about it."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from kmss_dpo.domain.disposal import DisposalRecord, Disposed, Parts, Ready
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.retention import DEFAULT_RULES, RetentionRule, check_keep_until
from kmss_dpo.services.cases import Cases
from kmss_dpo.store import backups, cases, disposals, retention
from kmss_dpo.store.disposals import Records
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day


class Retention:
    """What the officer can do with records that have run out. Nothing goes without being asked for."""

    def __init__(self, register: Register, cases: Cases, clock: Clock) -> None:
        self._register = register
        self._cases = cases
        self._clock = clock

    def schedule(self) -> tuple[RetentionRule, ...]:
        """The rules in force; the defaults until the officer approved them."""
        with self._register.reading() as connection:
            return retention.rules(connection) or DEFAULT_RULES

    def approve_defaults(self) -> None:
        """Put the default rules in force, approved today by whoever unlocked the register."""
        with self._register.writing("retention schedule approved") as writing:
            if not retention.rules(writing.connection):
                retention.start_with(writing, DEFAULT_RULES, self._today())

    def ready(self) -> list[Ready]:
        """Everything whose period has ended, with what holds it."""
        with self._register.reading() as connection:
            return retention.ready(connection, self._today())

    def preview(self, wanted: Sequence[CaseId]) -> Parts:
        """All that would go with these cases, everything derived included."""
        total = Parts()
        with self._register.reading() as connection:
            for case in wanted:
                total += disposals.parts(disposals.everything_of(connection, case))
        return total

    def keep(self, wanted: Sequence[CaseId], until: date, reason: str) -> None:
        """Keep cases until a day, for a reason that is recorded."""
        check_keep_until(until, reason, self._today())
        with self._register.writing("kept beyond its period") as writing:
            for case in wanted:
                retention.keep(writing, case, until, reason.strip(), self._today())
                self._cases.restate_in(writing, cases.case(writing.connection, case))

    def dispose(self, chosen: Sequence[Ready], proceed: Callable[[int, int], bool]) -> Disposed:
        """Erase cases with everything derived, from the register and from every kept backup.

        Each is looked at again in the transaction that erases it: one that changed since it was listed, or
        is held now, is skipped. `proceed(done, of)` stops the work by answering false; what is erased then
        stays erased, whole. The backups are reached on the lane for long work.
        """
        skipped: list[str] = []
        gone: list[tuple[Ready, Records]] = []
        for done, ready in enumerate(chosen, start=1):
            erased = self._register.writing_lane.submit(self._erase, ready).result()
            if erased is None:
                skipped.append(ready.reference)
            else:
                gone.append((ready, erased))
            if not proceed(done, len(chosen)):
                break
        if gone:
            self._register.writing_lane.submit(self._log, gone).result()
        reached, left = self._register.long_lane.submit(self.reach_backups).result() if gone else (0, 0)
        total = sum((disposals.parts(records) for _, records in gone), Parts())
        return Disposed(len(gone), total, tuple(skipped), reached, left)

    def reach_backups(self) -> tuple[int, int]:
        """Take what was disposed of out of the kept backups too: how many were reached, how many were not.

        Runs on the lane for long work; what it cannot reach now it reaches the next time it runs.
        """
        lane = self._register.long_lane
        with lane.transaction() as connection:
            pending = disposals.unreached(connection)
        if not pending:
            return 0, 0
        records = [record for gone in pending.values() for record in gone]
        kept = backups.kept(self._register.folder)
        reached = sum(backups.erase_from(lane, backup, records) for backup in kept)
        position = f"Erased from {reached} of {len(kept)} kept backups; {len(kept) - reached} deleted whole"
        self._register.writing_lane.submit(self._mark_reached, tuple(pending), position).result()
        return len(kept), 0

    def log(self) -> list[DisposalRecord]:
        """What was disposed of, newest first; no personal data."""
        with self._register.reading() as connection:
            return disposals.all_records(connection)

    def _erase(self, listed: Ready) -> Records | None:
        with self._register.writing("disposed of") as writing:
            now = retention.one_ready(writing.connection, listed.case, self._today())
            if now is None or now.version != listed.version or now.held_by:
                return None
            return disposals.erase(writing, listed.case)

    def _log(self, gone: Sequence[tuple[Ready, Records]]) -> None:
        def class_of(each: tuple[Ready, Records]) -> tuple[str, str]:
            return each[0].rule, each[0].kind.value

        triggers = {rule.code.value: rule.trigger.value for rule in self.schedule()}
        with self._register.writing("disposal logged") as writing:
            for (rule, kind), each in groupby(sorted(gone, key=class_of), class_of):
                disposals.log(writing, rule, triggers.get(rule, ""), kind, [records for _, records in each])

    def _mark_reached(self, pending: Sequence[int], position: str) -> None:
        with self._register.writing("disposal reached the backups") as writing:
            for disposal in pending:
                disposals.mark_reached(writing, disposal, position)

    def _today(self) -> date:
        return london_day(self._clock.now())
