"""The retention schedule as a thing that is proposed, approved, reviewed and kept in versions.

What a rule may say, what is warned of, and what a change of it moves. How a period runs is retention's.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from kmss_dpo.domain.cases import CaseKind, Family, family_of
from kmss_dpo.domain.days import add_months
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.retention import (
    DEFAULT_RULES,
    Action,
    RecordClass,
    RetentionRule,
    Stock,
    Trigger,
    rule_for,
    runs_out_on,
)

_MONTHS_OF_A_YEAR = 12
_LONGEST_YEARS = 100
_DEFAULTS = {rule.code: rule for rule in DEFAULT_RULES}
_ORDER = list(RecordClass)


class Unit(StrEnum):
    """What a period is counted in; none where it ends with the trigger itself."""

    NONE = "none"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


_MOST = {Unit.DAYS: 36_500, Unit.MONTHS: _LONGEST_YEARS * _MONTHS_OF_A_YEAR, Unit.YEARS: _LONGEST_YEARS}


@dataclass(frozen=True)
class Approval:
    """Who put a rule in force and when, and the day by which it is looked at again."""

    by: str
    on: date
    review_on: date


@dataclass(frozen=True)
class RuleVersion:
    """A rule as it was once approved; `approvals` has one entry more for each time it was approved again."""

    number: int
    rule: RetentionRule
    approvals: tuple[Approval, ...]

    @property
    def approved(self) -> Approval:
        """The last approval."""
        return self.approvals[-1]


@dataclass(frozen=True)
class InForce:
    """A rule with what it applies to; `stock` is None where the register keeps no records of its class.

    `version` is None while nobody has approved it: the defaults before the end of the first run.
    """

    rule: RetentionRule
    stock: Stock | None = None
    version: RuleVersion | None = None


@dataclass(frozen=True)
class Proposal:
    """Rules that are not in force, and who changed the proposal last and when."""

    rules: tuple[RetentionRule, ...]
    by: str
    on: date


def numbered(approved: Iterable[tuple[RetentionRule, Approval]]) -> tuple[RuleVersion, ...]:
    """The versions of one rule, oldest first: a rule that is approved again unchanged stays one version."""
    found: list[RuleVersion] = []
    for rule, approval in approved:
        if found and found[-1].rule == rule:
            found[-1] = replace(found[-1], approvals=(*found[-1].approvals, approval))
        else:
            found.append(RuleVersion(len(found) + 1, rule, (approval,)))
    return tuple(found)


def edition(versions: Iterable[Iterable[RuleVersion]]) -> int:
    """The number of the whole schedule: how often it was approved, each time with all its rules."""
    return max((sum(len(each.approvals) for each in of_rule) for of_rule in versions), default=0)


def usual_review(approved_on: date) -> date:
    """The day of the next review where nothing else is settled: in a year."""
    return add_months(approved_on, _MONTHS_OF_A_YEAR)


def review_due(reviews: Iterable[date], today: date) -> date | None:
    """The day of the first review, where it lies within a month or behind; else None."""
    first = min(reviews, default=None)
    return first if first and first <= add_months(today, 1) else None


def check_review_on(day: date, today: date) -> None:
    """Raise `Mistake` where a next review does not lie ahead."""
    if day <= today:
        raise Mistake("The next review is on a day after today.", "review_on")


# What the register itself does not work out can be counted from other events too.
_TRIGGERS: Mapping[RecordClass, tuple[Trigger, ...]] = {
    RecordClass.MARKETING: (Trigger.WITHDRAWN, Trigger.LAST_CONTACT, Trigger.END_OF_CONTRACT),
    RecordClass.CONSENT_EVIDENCE: (Trigger.WITHDRAWN, Trigger.LAST_CONTACT),
}
_NEEDS_PERIOD = frozenset({Trigger.ASKED, Trigger.CREATED, Trigger.LAST_CONTACT})
# Erasing an objector would forget the objection, and the next import bring them back: it is no choice.
_WHOLE_CASES = frozenset({RecordClass.ENQUIRY, RecordClass.REQUEST, RecordClass.COMPLAINT})
_REVIEWED = frozenset(
    {RecordClass.REQUEST_STATISTICS, RecordClass.BREACH, RecordClass.MARKETING}
    | {RecordClass.CONSENT_EVIDENCE, RecordClass.DISPOSAL_LOG}
)
_PROMISED: Mapping[RecordClass, str] = {
    RecordClass.ENQUIRY: "until the request has been dealt with",
    RecordClass.UNFINISHED_FORM: "one month without a reply, then deleted",
    RecordClass.MARKETING: "until the person no longer wants it",
}
"""What the company's own privacy notice promises."""


def possible_triggers(code: RecordClass) -> tuple[Trigger, ...]:
    """The events that the period of a class of record can be counted from."""
    return _TRIGGERS.get(code, (_DEFAULTS[code].trigger,))


def possible_actions(code: RecordClass) -> tuple[Action, ...]:
    """What can happen with a class of record at the end of its period, its usual end first."""
    usual = _DEFAULTS[code].action
    if code in _WHOLE_CASES:
        return (usual, *(each for each in Action if each not in {usual, Action.SUPPRESS}))
    return (usual, Action.REVIEW) if code in _REVIEWED else (usual,)


def length_of(rule: RetentionRule) -> tuple[int | None, Unit]:
    """A rule's period as a number and what it counts: whole years where it can be said in them."""
    if rule.months:
        years, months = divmod(rule.months, _MONTHS_OF_A_YEAR)
        return (rule.months, Unit.MONTHS) if months else (years, Unit.YEARS)
    return (rule.days, Unit.DAYS) if rule.days else (None, Unit.NONE)


def with_length(rule: RetentionRule, amount: int | None, unit: Unit) -> RetentionRule:
    """The rule with another period; raises `Mistake` for one that can't be."""
    if unit is Unit.NONE:
        return replace(rule, months=None, days=None)
    most = _MOST[unit]
    if amount is None or not 1 <= amount <= most:
        raise Mistake(f"Give a whole number of {unit.value} from 1 to {most:,}.", "amount")
    if unit is Unit.DAYS:
        return replace(rule, months=None, days=amount)
    return replace(rule, months=amount * (_MONTHS_OF_A_YEAR if unit is Unit.YEARS else 1), days=None)


_FIRSTS = tuple(date(year, month, 1) for year in range(2023, 2027) for month in range(1, 13))
"""The beginnings of months of every length that there is, from which no month lacks the day."""


def is_longer(rule: RetentionRule, than: RetentionRule) -> bool:
    """Whether a period can end later than another that began on the same day: a month, than 30 days."""
    return any(runs_out_on(rule, day) > runs_out_on(than, day) for day in _FIRSTS)


def warning(rule: RetentionRule) -> str:
    """What the officer is told of a rule before it is proposed; empty where nothing is to be said.

    It blocks nothing: the officer may have a reason, which is asked for.
    """
    usual, promised = _DEFAULTS[rule.code], _PROMISED.get(rule.code)
    longer = is_longer(rule, usual)
    if promised and (longer or (rule.trigger, rule.action) != (usual.trigger, usual.action)):
        return (
            f"The public privacy notice promises otherwise: {promised}. Say why in the reason, and change "
            "the notice before this is approved."
        )
    return "This is longer than the program proposes. Say why in the reason." if longer else ""


_NEEDED = {
    "covers": "Say which records the rule covers.",
    "purpose": "Say what the records are kept for.",
    "basis": "Give the lawful basis (UK GDPR Art 6).",
    "reason": "Say why this period is right (UK GDPR Art 5(1)(e)).",
}


def flaws(rule: RetentionRule, before: RetentionRule | None) -> dict[str, str]:
    """Why a rule can't be proposed in the place of the one in force, by field; empty where it can."""
    found = {name: said for name, said in _NEEDED.items() if not getattr(rule, name).strip()}
    if rule.trigger not in possible_triggers(rule.code):
        found["trigger"] = "The period of these records is not counted from that."
    elif rule.trigger in _NEEDS_PERIOD and not (rule.months or rule.days):
        found["amount"] = "Give a period: with none, the records would be due as soon as they are there."
    if rule.action not in possible_actions(rule.code):
        found["action"] = "That is not done with these records."
    if _lacks_reason(rule, before):
        found["reason"] = "Say why in words of its own: what stands here is the reason from before."
    return found


def _lacks_reason(rule: RetentionRule, before: RetentionRule | None) -> bool:
    """Whether what is warned of is new, and the reason is not."""
    known = [_DEFAULTS[rule.code]] + ([before] if before else [])
    is_new = all(decided(rule) != decided(each) for each in known)
    return bool(warning(rule)) and is_new and rule.reason.strip() in {each.reason for each in known}


def decided(rule: RetentionRule) -> tuple[Trigger, int, int, Action]:
    """What of a rule decides when which records go, and how."""
    return (rule.trigger, rule.months or 0, rule.days or 0, rule.action)


def tidied(rule: RetentionRule) -> RetentionRule:
    """The rule without spaces around its words."""
    return replace(
        rule,
        covers=rule.covers.strip(),
        purpose=rule.purpose.strip(),
        basis=rule.basis.strip(),
        reason=rule.reason.strip(),
        owner=rule.owner.strip(),
        reviewer=rule.reviewer.strip(),
    )


def merged(rules: Iterable[RetentionRule], proposed: Iterable[RetentionRule]) -> tuple[RetentionRule, ...]:
    """The schedule as it would be: each proposed rule in the place of the one of its class, or a new one."""
    whole = {rule.code: rule for rule in (*rules, *proposed)}
    return tuple(sorted(whole.values(), key=lambda rule: _ORDER.index(rule.code)))


def changed(rules: Iterable[RetentionRule], proposed: Iterable[RetentionRule]) -> tuple[RetentionRule, ...]:
    """Those of the proposed rules that are not in force word for word, in the schedule's order."""
    known = tuple(rules)
    return tuple(rule for rule in merged((), proposed) if rule_in(known, rule.code) != rule)


def rule_in(rules: Iterable[RetentionRule], code: RecordClass) -> RetentionRule | None:
    """The rule that a schedule has for a class itself, whatever else is applied where it has none."""
    return next((rule for rule in rules if rule.code is code), None)


def without_rule(rules: Iterable[RetentionRule]) -> tuple[RetentionRule, ...]:
    """The rules that the program proposes for classes that the schedule says nothing of."""
    known = {rule.code for rule in rules}
    return tuple(rule for rule in DEFAULT_RULES if rule.code not in known)


def dates_moved(before: Iterable[RetentionRule], after: Iterable[RetentionRule]) -> frozenset[RecordClass]:
    """The classes of record that run out on other days by another schedule."""
    known, then = tuple(before), tuple(after)
    return frozenset(code for code in RecordClass if _measure(known, code) != _measure(then, code))


def _measure(rules: tuple[RetentionRule, ...], code: RecordClass) -> tuple[Trigger, int, int] | None:
    rule = rule_for(code, rules)
    return decided(rule)[:3] if rule else None


def kinds_dated_by(codes: Collection[RecordClass]) -> frozenset[CaseKind]:
    """The kinds of case whose days follow from the rules of these classes."""
    return frozenset(kind for kind in CaseKind if not _FOLLOWED[family_of(kind)].isdisjoint(codes))


# A case of which nothing but its statistics is left follows the rule for those, whatever it was.
_FOLLOWED: Mapping[Family, frozenset[RecordClass]] = {
    Family.ENQUIRIES: frozenset(
        {RecordClass.ENQUIRY, RecordClass.UNFINISHED_FORM, RecordClass.REQUEST_STATISTICS}
    ),
    Family.COMPLAINTS: frozenset({RecordClass.COMPLAINT, RecordClass.REQUEST_STATISTICS}),
    Family.REQUESTS: frozenset(code for code in RecordClass if code.startswith("request")),
}


def to_plain(rules: Iterable[RetentionRule]) -> list[dict[str, Any]]:
    """Rules as plain values, to be kept."""
    return [asdict(rule) for rule in rules]


def from_plain(plain: Iterable[Mapping[str, Any]]) -> tuple[RetentionRule, ...]:
    """What `to_plain` wrote, or the columns of a table of which a rule is a part."""
    return tuple(
        RetentionRule(
            code=RecordClass(each["code"]),
            covers=each["covers"],
            purpose=each["purpose"],
            basis=each["basis"],
            trigger=Trigger(each["trigger"]),
            months=each["months"],
            action=Action(each["action"]),
            reason=each["reason"],
            days=each["days"],
            owner=each.get("owner", ""),
            reviewer=each.get("reviewer", ""),
        )
        for each in plain
    )
