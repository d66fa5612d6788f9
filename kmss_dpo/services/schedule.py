"""The retention schedule: what is in force, what is proposed and would be listed by it, and its approval."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kmss_dpo.domain.days import add_months
from kmss_dpo.domain.errors import Conflict, Mistake
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.retention import DEFAULT_RULES, RecordClass, RetentionRule
from kmss_dpo.domain.retention_words import RULE_NAMES
from kmss_dpo.domain.schedule import (
    Approval,
    InForce,
    Proposal,
    RuleVersion,
    changed,
    check_review_on,
    dates_moved,
    edition,
    flaws,
    from_plain,
    kinds_dated_by,
    merged,
    rule_in,
    tidied,
    to_plain,
    without_rule,
)
from kmss_dpo.domain.schedule_trial import Group, Trial, tried
from kmss_dpo.domain.schedule_words import (
    PRINTED_HEADS,
    SCHEDULE_TITLES,
    printed_line,
    schedule_line,
    standing_words,
    told_whole,
)
from kmss_dpo.letters.faces import beside
from kmss_dpo.letters.schedule import PrintedRule, PrintedSchedule, draw_schedule
from kmss_dpo.services.cases import Cases
from kmss_dpo.services.disposal import rules_in
from kmss_dpo.services.fonts import Fonts
from kmss_dpo.services.proceeding import Proceed, to_the_end
from kmss_dpo.services.reads import note_export
from kmss_dpo.services.retention import Retention
from kmss_dpo.services.settings import organisation
from kmss_dpo.store import cases, retention, schedule, settings
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.register import Register
from kmss_dpo.store.writing import Writing
from kmss_dpo.support.clock import Clock, london_day
from kmss_dpo.support.csv_text import as_csv

_PROPOSAL = "retention proposal"
_MONTHS_READ = 12
_SLICE = 20
"""How many cases are worked out anew in one transaction: what else is saved waits for a tenth of a second."""


@dataclass(frozen=True)
class WholeSchedule:
    """The schedule to be looked at. `edition` is its number, 0 while nobody approved it.

    `lacking` are rules that the program proposes for classes the schedule says nothing of; `owed` says that
    the dates of some cases are still those of the schedule before.
    """

    lines: tuple[InForce, ...]
    edition: int
    approved: Approval | None
    proposal: Proposal | None
    lacking: tuple[RetentionRule, ...]
    owed: bool

    def rules(self) -> tuple[RetentionRule, ...]:
        """The rules in force."""
        return tuple(line.rule for line in self.lines)

    def rule(self, code: RecordClass) -> RetentionRule | None:
        """The rule of a class that is in force."""
        return rule_in(self.rules(), code)

    def proposed(self, code: RecordClass) -> RetentionRule | None:
        """The rule of a class as it would be: the proposed one, or else the one in force."""
        return rule_in(self.proposal.rules if self.proposal else (), code) or self.rule(code)


class Schedule:
    """What the officer can do with the rules. A proposal changes nothing until it is approved."""

    def __init__(
        self, register: Register, retained: Retention, cases: Cases, fonts: Fonts, clock: Clock
    ) -> None:
        self._register = register
        self._retention = retained
        self._cases = cases
        self._fonts = fonts
        self._clock = clock

    def whole(self) -> WholeSchedule:
        """The schedule in force, with how many records there are of each class, and what is proposed."""
        lines = self._retention.in_force()
        with self._register.reading() as connection:
            versions = schedule.versions(connection)
            proposal = _proposal(connection)
            owed = bool(schedule.owed(connection))
        known = {code: of_rule[-1] for code, of_rule in versions.items()}
        rules = [line.rule for line in lines]
        return WholeSchedule(
            lines=tuple(replace(line, version=known.get(line.rule.code)) for line in lines),
            edition=edition(versions.values()),
            approved=next((version.approved for version in known.values()), None),
            proposal=proposal,
            lacking=without_rule([*rules, *(proposal.rules if proposal else ())]),
            owed=owed,
        )

    def versions(self, code: RecordClass) -> tuple[RuleVersion, ...]:
        """A rule as it was approved, oldest first."""
        with self._register.reading() as connection:
            return schedule.versions(connection).get(code, ())

    def propose(self, rule: RetentionRule, seen: RetentionRule | None) -> None:
        """Keep a rule as a proposal; one that is as the rule in force is none any longer.

        `seen` is what was proposed or in force when the officer began: `Conflict` where it is not any more.
        Raises `Mistake` for what a rule can't say.
        """
        rule = tidied(rule)
        with self._register.writing("retention change proposed") as writing:
            rules, proposed = rules_in(writing.connection), _proposed(writing.connection)
            if rule_in(merged(rules, proposed), rule.code) != seen:
                raise Conflict("This rule was changed since you opened it.")
            for field, said in flaws(rule, rule_in(rules, rule.code)).items():
                raise Mistake(said, field)
            _keep(writing, changed(rules, merged(proposed, [rule])))

    def propose_lacking(self) -> None:
        """Propose the program's rule for each class that the schedule says nothing of."""
        with self._register.writing("retention change proposed") as writing:
            proposed = _proposed(writing.connection)
            lacking = without_rule([*rules_in(writing.connection), *proposed])
            owned = [replace(rule, owner=self._register.person) for rule in lacking]
            _keep(writing, merged(proposed, owned))

    def withdraw(self, codes: Iterable[RecordClass]) -> None:
        """Take the proposed rules of these classes back; what was in force stays so."""
        gone = frozenset(codes)
        with self._register.writing("retention change withdrawn") as writing:
            proposed = _proposed(writing.connection)
            _keep(writing, tuple(rule for rule in proposed if rule.code not in gone))

    def trial(self) -> Trial:
        """What the schedule would list today with the proposal; changes nothing.

        Reads a year at a time, between which searches have their turn; so it runs on none of the lanes.
        """
        lane, today = self._register.reading_lane, self._today()
        rules, proposed, groups, since = lane.have_done(self._begin_trial)
        while since and since <= today:
            before = add_months(since, _MONTHS_READ)
            groups += lane.have_done(self._ended, since, before)
            since = before
        return tried(groups, rules, merged(rules, proposed), today)

    def approve(self, seen: Sequence[RetentionRule], review_on: date) -> None:
        """Put what is proposed in force, today and by whoever unlocked; each rule counts as approved again.

        `seen` is the proposal that was looked at, none to approve the schedule as it is: `Conflict` where
        there is another. The dates of cases are owed afterwards: `work_out`.
        """
        today = self._today()
        check_review_on(review_on, today)
        with self._register.writing("retention schedule approved") as writing:
            before, proposed = tuple(retention.rules(writing.connection)), _proposed(writing.connection)
            if proposed != tuple(seen):
                raise Conflict("The proposal was changed since you looked at it.")
            after = merged(before or DEFAULT_RULES, proposed)
            for rule in after:
                schedule.approve(writing, rule, today, review_on)
            owed = dates_moved(before, after).union(schedule.owed(writing.connection))
            schedule.owe(writing, owed)
            _keep(writing, ())

    def work_out(self, proceed: Proceed = to_the_end) -> int:
        """Work out the dates of cases anew that follow another rule now; how many moved.

        In short transactions between which others write; so it runs on neither of those lanes. `proceed`
        stops it by answering false; what is left then, or at a lock, is owed
        and gone on with after the next unlock.
        """
        lane = self._register.writing_lane
        with self._register.reading() as connection:
            owed = schedule.owed(connection)
            begun = tuple(retention.rules(connection))
            wanted = schedule.dated_cases(connection, kinds_dated_by(owed)) if owed else []
        moved = 0
        for start in range(0, len(wanted), _SLICE):
            some = wanted[start : start + _SLICE]
            moved += lane.have_done(self._restate, some)
            if not (proceed(start + len(some), len(wanted)) and self._register.goes_on()):
                break
        else:
            if owed:
                lane.have_done(self._all_done, begun)
        return moved

    def export(self) -> bytes:
        """The schedule in force as CSV; audited."""
        note_export(self._register, Kind.RETENTION)
        return as_csv(SCHEDULE_TITLES, [schedule_line(line) for line in self.whole().lines])

    def printed(self) -> bytes:
        """The schedule in force as PDF; audited."""
        note_export(self._register, Kind.RETENTION, "printed")
        whole = self.whole()
        with self._register.reading() as connection:
            short_name = organisation(connection).short_name
        rules = (
            PrintedRule(RULE_NAMES[line.rule.code], printed_line(line), told_whole(line))
            for line in whole.lines
        )
        standing = standing_words(whole.edition, whole.approved)
        told = PrintedSchedule(short_name, standing, self._today(), PRINTED_HEADS, tuple(rules))
        with beside(self._fonts.file()):
            return draw_schedule(told)

    def _begin_trial(
        self,
    ) -> tuple[tuple[RetentionRule, ...], tuple[RetentionRule, ...], list[Group], date | None]:
        with self._register.reading() as connection:
            groups, first = schedule.not_ended(connection, self._today()), schedule.first_end(connection)
            return rules_in(connection), _proposed(connection), groups, first

    def _ended(self, since: date, before: date) -> list[Group]:
        with self._register.reading() as connection:
            return schedule.ended(connection, since, before, self._today())

    def _restate(self, some: Sequence[int]) -> int:
        with self._register.writing("retention dates worked out") as writing:
            there = cases.those_left(writing.connection, some)
            return sum(self._cases.restate_in(writing, stored) for stored in there)

    def _all_done(self, begun: Sequence[RetentionRule]) -> None:
        """Note that no date is owed, unless another schedule was approved meanwhile."""
        with self._register.writing("retention dates worked out") as writing:
            if tuple(retention.rules(writing.connection)) == begun:
                schedule.owe(writing, ())

    def _today(self) -> date:
        return london_day(self._clock.now())


def _proposed(connection: Reading) -> tuple[RetentionRule, ...]:
    return from_plain(settings.value(connection, _PROPOSAL) or ())


def _proposal(connection: Reading) -> Proposal | None:
    """What is proposed, and by whom, where anything is."""
    proposed = _proposed(connection)
    if not proposed:
        return None
    last = settings.versions(connection, _PROPOSAL)[-1]
    return Proposal(proposed, last.by, london_day(last.at))


def _keep(writing: Writing, proposed: Sequence[RetentionRule]) -> None:
    settings.settle(writing, _PROPOSAL, to_plain(proposed))
