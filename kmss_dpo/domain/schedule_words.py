"""How the schedule, its versions and a proposal are said: on screen, in exported tables and in print."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.retention import RecordClass, RetentionRule
from kmss_dpo.domain.retention_words import RULE_NAMES, action_words, period, say_date, trigger_name
from kmss_dpo.domain.schedule import Approval, InForce, RuleVersion
from kmss_dpo.domain.schedule_trial import Trial

NOT_SETTLED = "Not settled"
_PERIOD = "Period"


@dataclass(frozen=True)
class Difference:
    """One thing that a proposal changes: of which rule, what, and how it is and would be said."""

    code: RecordClass
    field: str
    was: str
    would_be: str


def told(rule: RetentionRule) -> tuple[tuple[str, str], ...]:
    """All that a rule itself says, each thing with its name."""
    return (
        ("Covers", rule.covers),
        ("Purpose", rule.purpose),
        ("Basis", rule.basis),
        ("Counted from", trigger_name(rule.trigger)),
        (_PERIOD, period(rule)),
        ("Then", action_words(rule.action)),
        ("Reason", rule.reason),
        ("Owner", rule.owner or NOT_SETTLED),
        ("Reviewer", rule.reviewer or NOT_SETTLED),
    )


def told_whole(line: InForce) -> tuple[tuple[str, str], ...]:
    """The same with its version and its approval."""
    return (*told(line.rule), *_approval(line.version))


def _approval(version: RuleVersion | None) -> tuple[tuple[str, str], ...]:
    if version is None:
        return (("Approved", "Not approved yet"),)
    last = version.approved
    return (
        ("Version", str(version.number)),
        ("Approved", approved_words(last)),
        ("Next review", say_date(last.review_on)),
    )


def approved_words(approval: Approval) -> str:
    """As in “28 Nov 2026 by Robin Hale”."""
    return f"{say_date(approval.on)} by {approval.by}"


def standing_words(edition: int, approval: Approval | None) -> tuple[str, ...]:
    """How the whole schedule stands, in sentences."""
    if approval is None:
        return ("The program proposes this schedule; nobody has approved it yet.",)
    return (
        f"Version {edition} of the schedule, approved {approved_words(approval)}.",
        f"Next review {say_date(approval.review_on)}.",
    )


PRINTED_HEADS = ("Records", "Kept", "Then", "Version")


def printed_line(line: InForce) -> tuple[str, ...]:
    """One line of the printed summary."""
    version = str(line.version.number) if line.version else ""
    return (RULE_NAMES[line.rule.code], period(line.rule), action_words(line.rule.action), version)


def version_words(version: RuleVersion, *, in_force: bool) -> str:
    """A version in a list of them, as in “Version 2, approved 28 Nov 2026 by Robin Hale (in force)”."""
    first = version.approvals[0]
    return f"Version {version.number}, approved {approved_words(first)}{' (in force)' if in_force else ''}"


def history_words(version: RuleVersion) -> str:
    """When and by whom a version was approved, and approved again."""
    first, *others = version.approvals
    again = [f"Approved again {approved_words(each)}." for each in others]
    return " ".join([f"Approved {approved_words(first)}.", *again])


def differences(before: RetentionRule | None, after: RetentionRule) -> Iterator[Difference]:
    """What a proposed rule changes of the one in force; of a new rule, its period alone."""
    if before is None:
        yield Difference(after.code, _PERIOD, "No rule", f"{period(after)}, then {after.action.value}")
        return
    for (field, was), (_, would_be) in zip(told(before), told(after), strict=True):
        if was != would_be:
            yield Difference(after.code, field, was, would_be)


def trial_words(trial: Trial) -> str:
    """What a proposal would list, in a sentence."""
    if trial.then == trial.now and all(line.added == line.gone == 0 for line in trial.lines):
        listed = f"the same {say_count(trial.now, 'record')} as now" if trial.now else "nothing, as now"
        return f"Today this would list {listed}."
    return f"Today this would list {say_count(trial.then, 'record')}. Now it is {trial.now:,}."


def review_words(day: date, today: date) -> str:
    """That the schedule is to be looked at again."""
    if day < today:
        return f"The retention schedule has been due for review since {say_date(day)}."
    return f"The retention schedule is due for review on {say_date(day)}."


SCHEDULE_TITLES = (
    *("Records", "Covers", "Purpose", "Basis", "Trigger", "Period", "Action", "Reason"),
    *("Owner", "Reviewer", "Version", "Approved by", "Approved on", "Next review"),
)


def schedule_line(line: InForce) -> tuple[str, ...]:
    """One line of the exported schedule."""
    rule, version = line.rule, line.version
    last = version.approved if version else None
    return (
        RULE_NAMES[rule.code],
        rule.covers,
        rule.purpose,
        rule.basis,
        trigger_name(rule.trigger),
        period(rule),
        action_words(rule.action),
        rule.reason,
        rule.owner,
        rule.reviewer,
        str(version.number) if version else "",
        last.by if last else "",
        last.on.isoformat() if last else "",
        last.review_on.isoformat() if last else "",
    )
