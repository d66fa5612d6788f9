"""One run of a disposal: a few records in each transaction, each looked at again, counted and logged."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.disposal import Disposed, Parts, Ready, Skip, Skipped, Sort
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.domain.retention import Action
from kmss_dpo.services.cases import Cases
from kmss_dpo.services.proceeding import Proceed, slices
from kmss_dpo.services.reaching import reach_backups
from kmss_dpo.store import cases as stored_cases
from kmss_dpo.store import disposals, incidents, schedule
from kmss_dpo.store.disposals import Heading, Records, Tally
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.ready import Due, Outcomes, ReadyRecords
from kmss_dpo.store.register import Register
from kmss_dpo.store.writing import Writing

_FEW = 50
"""How many go in one transaction: what else is saved meanwhile waits for some tenths of a second."""


class Disposing:
    """Counts what becomes of each record; made anew for each run."""

    def __init__(
        self,
        register: Register,
        cases: Cases,
        classes: Mapping[Sort, ReadyRecords],
        due_in: Callable[[Reading], Due],
    ) -> None:
        self._register = register
        self._cases = cases
        self._classes = classes
        self._due_in = due_in
        self._entries: dict[Heading, int] = {}
        self._parts = Parts()
        self._done: Counter[Action] = Counter()
        self._skipped: list[Skipped] = []

    def run(self, chosen: Sequence[Ready], proceed: Proceed) -> Disposed:
        """Dispose of the chosen records, then of what the kept backups hold of them."""
        lane = self._register.writing_lane
        alike = sorted(chosen, key=_likeness)
        for few in slices(self._register, alike, proceed, _FEW):
            try:
                outcomes = lane.have_done(self._dispose, few)
            except Trouble:
                outcomes = lane.have_done(self._one_by_one, few)
            self._count(few, outcomes)
        if failed := sum(each.why is Skip.FAILED for each in self._skipped):
            lane.have_done(self._note, failed)
        done = self._done.total()
        reached, left = self._register.long_lane.have_done(reach_backups, self._register) if done else (0, 0)
        return Disposed(
            done,
            self._parts,
            tuple(self._skipped),
            reached,
            left,
            lane.have_done(self._register.empty_log),
            tuple((action, count) for action, count in self._done.items() if action is not Action.ERASE),
        )

    def _dispose(self, few: Sequence[Ready]) -> Outcomes:
        """All of these or none, as the disk allows; what is held, changed or no longer due is left alone."""
        entries = dict(self._entries)
        found: dict[int, Skip | Records] = {}
        with self._register.writing("disposed of") as writing:
            if schedule.owed(writing.connection):  # by the rule in force, if another was approved since
                self._work_out(writing, [each.case for each in few if each.sort is Sort.CASE])
            due = self._due_in(writing.connection)
            for sort, some in groupby(sorted(few, key=attrgetter("sort")), key=attrgetter("sort")):
                alike = list(some)
                outcomes = self._classes[sort].dispose(writing, alike, due)
                self._restate(writing, alike, outcomes)
                found |= outcomes
            for (of, sort), tally in _tallies(few, found, due).items():
                at_hand = self._classes[sort].backups
                entries[of] = disposals.log(writing, entries.get(of), of, tally, at_hand)
        self._entries = entries
        return found

    def _one_by_one(self, few: Sequence[Ready]) -> Outcomes:
        """Where the file refuses one, the others go on; where it takes nothing at all, that is trouble."""
        found: dict[int, Skip | Records] = {}
        for each in few:
            try:
                found |= self._dispose([each])
            except Trouble:
                with self._register.writing("disposal failed") as writing:
                    entry_of = heading(each, self._due_in(writing.connection))
                    entry = self._entries.get(entry_of)
                    self._entries[entry_of] = disposals.log(writing, entry, entry_of, Tally(failures=1))
                found[each.id] = Skip.FAILED
        return found

    def _restate(self, writing: Writing, alike: Sequence[Ready], outcomes: Outcomes) -> None:
        """Work out anew when what is left of cases runs out."""
        left = [
            each.case
            for each in alike
            if each.sort is Sort.CASE
            and (each.is_partial or each.action is Action.ANONYMISE)
            and not isinstance(outcomes[each.id], Skip)
        ]
        self._work_out(writing, left)

    def _work_out(self, writing: Writing, wanted: Sequence[CaseId]) -> None:
        for stored in stored_cases.those_left(writing.connection, wanted):
            self._cases.restate_in(writing, stored)

    def _count(self, few: Sequence[Ready], outcomes: Outcomes) -> None:
        for each in few:
            outcome = outcomes[each.id]
            if isinstance(outcome, Skip):
                self._skipped.append(Skipped(each.reference, outcome))
            else:
                self._done[each.action] += 1
                self._parts += disposals.parts(outcome)

    def _note(self, failed: int) -> None:
        with self._register.writing("incident noted") as writing:
            told = f"{say_count(failed, 'record')} could not be disposed of and stayed whole."
            incidents.add(writing, IncidentSort.DISPOSAL_FAILED, told)


def _likeness(each: Ready) -> tuple[str, ...]:
    """What goes alike goes together."""
    return (each.sort, each.rule, each.kind or "", each.action)


def heading(each: Ready, due: Due) -> Heading:
    """What the entry of the log says of a record that is disposed of."""
    rule = due.rule(each.rule)
    assert rule, "what is listed has a rule"
    of = each.kind if each.sort is Sort.CASE and each.kind else each.sort
    return Heading(each.rule, rule.trigger.value, of.value, each.action, each.stage)


def _tallies(few: Sequence[Ready], outcomes: Outcomes, due: Due) -> dict[tuple[Heading, Sort], Tally]:
    """What is counted in which entry; what changed or is not due any longer is in none."""
    found: dict[tuple[Heading, Sort], Tally] = {}
    for each in few:
        outcome, of = outcomes[each.id], (heading(each, due), each.sort)
        before = found.get(of, Tally())
        if outcome is Skip.HELD:
            found[of] = replace(before, held=before.held + 1)
        elif not isinstance(outcome, Skip):
            found[of] = replace(before, records=before.records + 1, gone=[*before.gone, *outcome])
    return found
