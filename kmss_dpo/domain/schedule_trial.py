"""What the register would list as run out by another schedule: counted, before anybody approves it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.clock.facts import ClockFacts
from kmss_dpo.domain.retention import RecordClass, RetentionRule, disposal_due, rule_for, runs_out_on


@dataclass(frozen=True)
class CaseGroup:
    """So many cases whose period is counted from the same day.

    An open one is a form that waits for more since `trigger_on`; the others ended on that day. `stage` counts
    the stages of their disposal that are done.
    """

    kind: CaseKind
    status: Status
    trigger_on: date
    count: int
    stage: int = 0

    def listed_by(self, rules: Sequence[RetentionRule], today: date) -> RecordClass | None:
        """The class of record that they are listed as today; None where they are not."""
        asked = ClockFacts(more_asked_on=self.trigger_on)
        due = disposal_due(self.kind, asked, self.trigger_on, self.status, rules, self.stage)
        return due.code if due and due.runs_out_on <= today else None


@dataclass(frozen=True)
class OtherGroup:
    """So many records of a class that is no case, all counted from the same day."""

    code: RecordClass
    trigger_on: date
    count: int

    def listed_by(self, rules: Sequence[RetentionRule], today: date) -> RecordClass | None:
        """Their class, where they are past their period today; else None."""
        rule = rule_for(self.code, rules)
        return self.code if rule and runs_out_on(rule, self.trigger_on) <= today else None


Group = CaseGroup | OtherGroup


@dataclass(frozen=True)
class Tried:
    """Of one class: how many are listed now, would be, would be for the first time, would no longer be."""

    code: RecordClass
    now: int = 0
    then: int = 0
    added: int = 0
    gone: int = 0


@dataclass(frozen=True)
class Trial:
    """What another schedule would list today, class by class; only those of which anything is listed."""

    lines: tuple[Tried, ...]

    @property
    def now(self) -> int:
        """How many records the schedule in force lists."""
        return sum(line.now for line in self.lines)

    @property
    def then(self) -> int:
        """How many the other one would."""
        return sum(line.then for line in self.lines)


def tried(
    groups: Iterable[Group], before: Sequence[RetentionRule], after: Sequence[RetentionRule], today: date
) -> Trial:
    """Count what both schedules list today."""
    now, then, added, gone = (Counter[RecordClass]() for _ in range(4))
    for group in groups:
        was, would_be = group.listed_by(before, today), group.listed_by(after, today)
        if was:
            now[was] += group.count
        if would_be:
            then[would_be] += group.count
        if was and was is not would_be:
            gone[was] += group.count
        if would_be and was is not would_be:
            added[would_be] += group.count
    some = [code for code in RecordClass if now[code] or then[code]]
    return Trial(tuple(Tried(code, now[code], then[code], added[code], gone[code]) for code in some))
