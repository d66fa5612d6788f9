"""What is typed about a rule of the schedule and its approval. No widgets, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.retention import Action, RecordClass, RetentionRule, Trigger
from kmss_dpo.domain.retention_words import RULE_NAMES, period
from kmss_dpo.domain.schedule import Unit, check_review_on, flaws, length_of, warning, with_length

UNITS: dict[Unit, str] = {
    Unit.NONE: "No period",
    Unit.DAYS: "Days",
    Unit.MONTHS: "Calendar months",
    Unit.YEARS: "Years",
}


@dataclass(frozen=True)
class RuleForm:
    """A rule as it is typed; `amount` is how many of `unit`, as text."""

    covers: str
    purpose: str
    basis: str
    trigger: Trigger
    amount: str
    unit: Unit
    action: Action
    reason: str
    owner: str = ""
    reviewer: str = ""

    def rule(self, code: RecordClass) -> RetentionRule:
        """The rule that is typed; raises `Mistake` for a period that can't be."""
        plain = RetentionRule(
            code=code,
            covers=self.covers,
            purpose=self.purpose,
            basis=self.basis,
            trigger=self.trigger,
            months=None,
            action=self.action,
            reason=self.reason,
            owner=self.owner,
            reviewer=self.reviewer,
        )
        typed = self.amount.strip()
        whole = typed.isascii() and typed.isdecimal()
        return with_length(plain, int(typed[:_DIGITS]) if whole else None, self.unit)

    def errors(self, code: RecordClass, before: RetentionRule | None) -> dict[str, str]:
        """What is wrong, by field, where it takes the place of a rule in force."""
        try:
            return flaws(self.rule(code), before)
        except Mistake as mistake:
            return {mistake.field or "": mistake.sentence}

    def warning(self, code: RecordClass) -> str:
        """What is said of it beforehand; nothing while the period can't be read."""
        try:
            return warning(self.rule(code))
        except Mistake:
            return ""


_DIGITS = 9
"""More than any period has; what is longer stays too long when it is cut."""


def rule_form(rule: RetentionRule) -> RuleForm:
    """A rule as the form shows it."""
    amount, unit = length_of(rule)
    return RuleForm(
        covers=rule.covers,
        purpose=rule.purpose,
        basis=rule.basis,
        trigger=rule.trigger,
        amount="" if amount is None else str(amount),
        unit=unit,
        action=rule.action,
        reason=rule.reason,
        owner=rule.owner,
        reviewer=rule.reviewer,
    )


def in_force_words(rule: RetentionRule | None) -> str:
    """What stands above the form: the rule as it is."""
    if rule is None:
        return "No rule is in force for these records."
    return f"In force: {period(rule)}, then {rule.action.value}. A proposal changes nothing until approved."


@dataclass(frozen=True)
class ApprovalForm:
    """When the schedule is looked at again."""

    review_on: date | None = None

    def errors(self, today: date) -> dict[str, str]:
        """What is wrong, by field."""
        if self.review_on is None:
            return {"review_on": "Give the day."}
        try:
            check_review_on(self.review_on, today)
        except Mistake as mistake:
            return {mistake.field or "": mistake.sentence}
        return {}


def approval_words(proposed: Iterable[RetentionRule]) -> str:
    """What an approval does, said before it."""
    names = [RULE_NAMES[rule.code] for rule in proposed]
    if not names:
        return (
            "The schedule is confirmed as it is: no rule changes, and each counts as approved today. Its "
            "versions stay."
        )
    return (
        f"In force from now on: {', '.join(names)}. The dates of all cases are worked out anew. Nothing is "
        "erased by that: what runs out is listed, and you decide."
    )


def beyond_notice(proposed: Iterable[RetentionRule]) -> str:
    """Which of the proposed rules are warned of, in a sentence; empty where none is."""
    names = [RULE_NAMES[rule.code] for rule in proposed if warning(rule)]
    if not names:
        return ""
    said = "Otherwise than the privacy notice promises, or longer than the program proposes"
    return f"{said}: {', '.join(names)}. The reasons are kept."


def moved_words(moved: int, *, stopped: bool) -> str:
    """What came of working the dates out anew."""
    cases = f"{moved:,} {'case' if moved == 1 else 'cases'}"
    said = f"{cases} {'runs' if moved == 1 else 'run'} out on another day now." if moved else "No date moved."
    return f"{said} Stopped: the rest is worked out after the next unlock." if stopped else said


def lacking_words(lacking: Iterable[RetentionRule]) -> str:
    """That the schedule says nothing of some records."""
    return f"The schedule has no rule for: {', '.join(RULE_NAMES[rule.code] for rule in lacking)}."
