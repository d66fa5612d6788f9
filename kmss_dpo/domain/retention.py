"""How long records are kept and what happens then: the retention schedule as data, and its arithmetic.

Nothing here deletes anything: a day on which something is due for disposal puts it on a list, and the
officer decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.cases import COMPLAINTS, ENQUIRIES, CaseKind, Status
from kmss_dpo.domain.clock.facts import ClockFacts
from kmss_dpo.domain.days import add_days, add_months
from kmss_dpo.domain.errors import Mistake


class RecordClass(StrEnum):
    """The classes of record that the schedule has a rule for."""

    ENQUIRY = "enquiry"
    UNFINISHED_FORM = "unfinished form"
    REQUEST = "request"
    REQUEST_MATERIAL = "request material"
    REQUEST_DISCLOSED = "request disclosed"
    REQUEST_STATISTICS = "request statistics"
    COMPLAINT = "complaint"
    BREACH = "breach"
    MARKETING = "marketing"
    CONSENT_EVIDENCE = "consent evidence"
    IDENTITY_COPY = "identity copy"
    IDENTITY_COPY_UNCHECKED = "identity copy not yet checked"
    DISPOSAL_LOG = "disposal log"
    BIN = "bin"


class Trigger(StrEnum):
    """The event that a period is counted from."""

    DEALT_WITH = "dealt with"
    CLOSED = "closed"
    WITHDRAWN = "objected or withdrew"
    ASKED = "asked for more information"
    LAST_CONTACT = "last contact"
    END_OF_CONTRACT = "end of contract"
    CHECKED = "checked"
    CREATED = "created"
    DELETED = "deleted"


class Action(StrEnum):
    """What happens at the end of a period, once the officer has decided so."""

    ERASE = "erase"
    ANONYMISE = "anonymise"
    REVIEW = "review"
    SUPPRESS = "suppress"


@dataclass(frozen=True)
class RetentionRule:
    """One line of the schedule; a period in calendar months or in days, or neither: at the trigger itself."""

    code: RecordClass
    covers: str
    purpose: str
    basis: str
    trigger: Trigger
    months: int | None
    action: Action
    reason: str
    days: int | None = None
    owner: str = ""
    reviewer: str = ""


@dataclass(frozen=True)
class Stock:
    """How many records of a class the register holds, and how many of them are past their period."""

    held: int = 0
    past: int = 0


@dataclass(frozen=True)
class DisposalDue:
    """Which rule a case falls under, the day of the event that set it off, and the day it runs out."""

    code: RecordClass
    trigger_on: date
    runs_out_on: date


_ACCOUNTABILITY = "Legal obligation: accountability (UK GDPR Art 5(2))"
_CLAIMS = "Legitimate interests: defending claims"
_RIGHTS = "Legal obligation: answering people's rights (UK GDPR Art 12)"

DEFAULT_RULES: tuple[RetentionRule, ...] = (
    RetentionRule(
        RecordClass.ENQUIRY,
        "Demo requests and contact forms: name, phone, email, organisation",
        "To book a demo or answer a question",
        "Consent (UK GDPR Art 6(1)(a))",
        Trigger.DEALT_WITH,
        None,
        Action.ERASE,
        "The privacy notice promises: until the request has been dealt with.",
    ),
    RetentionRule(
        RecordClass.UNFINISHED_FORM,
        "Web forms with too little in them, while the person has not replied",
        "To ask for what is missing",
        "Consent (UK GDPR Art 6(1)(a))",
        Trigger.ASKED,
        1,
        Action.ERASE,
        "The privacy notice promises: deleted after a month without a reply. A reply stops it.",
    ),
    RetentionRule(
        RecordClass.REQUEST,
        "Rights requests with correspondence, documents, letters and notes",
        "To show that the request was answered",
        _RIGHTS,
        Trigger.CLOSED,
        24,
        Action.ERASE,
        "Two years leave room for a complaint to the regulator and its questions.",
    ),
    RetentionRule(
        RecordClass.REQUEST_MATERIAL,
        "What was collected for a rights request: documents that were not disclosed, places searched",
        "To answer the request",
        _RIGHTS,
        Trigger.CLOSED,
        24,
        Action.ERASE,
        "No longer than the request itself; it may go earlier.",
    ),
    RetentionRule(
        RecordClass.REQUEST_DISCLOSED,
        "Copies of what was disclosed in answer to a rights request",
        "To show what was disclosed",
        _RIGHTS,
        Trigger.CLOSED,
        24,
        Action.ERASE,
        "No longer than the request itself; it may go earlier.",
    ),
    RetentionRule(
        RecordClass.REQUEST_STATISTICS,
        "Kind, dates, on time and outcome of requests, without personal data",
        "To report on requests over the years",
        _ACCOUNTABILITY,
        Trigger.CLOSED,
        72,
        Action.ERASE,
        "Six years, the limit for most claims.",
    ),
    RetentionRule(
        RecordClass.COMPLAINT,
        "Complaints with correspondence, documents, letters and notes",
        "To show that the complaint was looked into",
        "Legal obligation: Data Protection Act 2018 s.164A",
        Trigger.CLOSED,
        36,
        Action.ERASE,
        "Three years leave room for the regulator and a court.",
    ),
    RetentionRule(
        RecordClass.BREACH,
        "Breaches and near misses with their assessment",
        "To document breaches",
        "Legal obligation: UK GDPR Art 33(5)",
        Trigger.CLOSED,
        72,
        Action.ERASE,
        "Six years, the limit for most claims.",
    ),
    RetentionRule(
        RecordClass.MARKETING,
        "Newsletter and service-update data",
        "To send what the person asked for",
        "Consent or soft opt-in",
        Trigger.WITHDRAWN,
        None,
        Action.SUPPRESS,
        "Only what honours the objection and proves the earlier consent is kept.",
    ),
    RetentionRule(
        RecordClass.CONSENT_EVIDENCE,
        "When, how and to which words consent was given, and its withdrawal",
        "To prove that consent was given",
        _CLAIMS,
        Trigger.WITHDRAWN,
        72,
        Action.ERASE,
        "Six years, the limit for most claims; how long is right is unsettled.",
    ),
    RetentionRule(
        RecordClass.IDENTITY_COPY,
        "Copies of identity papers that have been checked",
        "To be sure who is asking",
        _RIGHTS,
        Trigger.CHECKED,
        None,
        Action.ERASE,
        "Seen, how, by whom and when is kept; the copy is not.",
    ),
    RetentionRule(
        RecordClass.IDENTITY_COPY_UNCHECKED,
        "Copies of identity papers that nobody has checked yet",
        "To be sure who is asking",
        _RIGHTS,
        Trigger.CREATED,
        None,
        Action.ERASE,
        "Thirty days at most, checked or not.",
        days=30,
    ),
    RetentionRule(
        RecordClass.DISPOSAL_LOG,
        "What was disposed of and why, without personal data",
        "To show that the schedule is kept",
        _ACCOUNTABILITY,
        Trigger.CREATED,
        72,
        Action.ERASE,
        "Six years, the limit for most claims.",
    ),
    RetentionRule(
        RecordClass.BIN,
        "What was deleted and can still be put back",
        "To undo what was deleted by mistake",
        "Legitimate interests: undoing mistakes",
        Trigger.DELETED,
        None,
        Action.ERASE,
        "Thirty days are enough to notice that something is missing.",
        days=30,
    ),
)
"""The schedule the register starts with; the officer edits it and approves it at first run."""

_BLOCKING = frozenset({CaseKind.ACCESS, CaseKind.PORTABILITY, CaseKind.COMPLAINT, CaseKind.REGULATOR})


def runs_out_on(rule: RetentionRule, trigger_on: date) -> date:
    """The day a period that began on `trigger_on` runs out: a calendar period, never moved by weekends.

    Raises `Mistake` past the year 9999.
    """
    months, days = _length(rule)
    return add_days(add_months(trigger_on, months), days)


def _length(rule: RetentionRule) -> tuple[int, int]:
    """A period in months and in days."""
    return rule.months or 0, rule.days or 0


def class_of(kind: CaseKind, facts: ClockFacts, status: Status) -> RecordClass:
    """The class of record a case is: an open enquiry that waits for a reply is an unfinished form."""
    if kind in ENQUIRIES:
        waits = status is Status.OPEN and facts.more_asked_on and not facts.more_received_on
        return RecordClass.UNFINISHED_FORM if waits else RecordClass.ENQUIRY
    return RecordClass.COMPLAINT if kind in COMPLAINTS else RecordClass.REQUEST


STAGES = (RecordClass.REQUEST_MATERIAL, RecordClass.REQUEST_DISCLOSED, RecordClass.REQUEST)
"""What goes of a request one after the other: what was collected, what was disclosed, then the rest."""
ANONYMISED = len(STAGES)
"""The stage of a case of which the statistics are left: its kind, its dates and how it ended."""


def rule_for(code: RecordClass, rules: Iterable[RetentionRule]) -> RetentionRule | None:
    """The rule of a class of record, None where the officer's schedule has none.

    A schedule that was approved before the stages had rules keeps them as long as the request; one from
    before there was a bin keeps what lies in it as long as the program proposes.
    """
    known = {rule.code: rule for rule in rules}
    if code is RecordClass.BIN:
        return bin_rule(known.values())
    return known.get(code) or (known.get(RecordClass.REQUEST) if code in STAGES else None)


def bin_rule(rules: Iterable[RetentionRule]) -> RetentionRule:
    """The rule of what was deleted: the officer's, or the default where a schedule from before has none."""
    return next(rule for rule in (*rules, *DEFAULT_RULES) if rule.code is RecordClass.BIN)


def disposal_due(
    kind: CaseKind,
    facts: ClockFacts,
    closed_on: date | None,
    status: Status,
    rules: Iterable[RetentionRule],
    stage: int = 0,
) -> DisposalDue | None:
    """When a case runs out next and by which rule; None while nothing has set its period off.

    `closed_on` is the day it was closed, dealt with or voided; an open case never runs out by it. `stage`
    counts the stages of its disposal that are done.
    """
    code = class_of(kind, facts, status)
    trigger_on = closed_on if status is not Status.OPEN else None
    if code is RecordClass.UNFINISHED_FORM:
        trigger_on = facts.more_asked_on
    return _first_due(_codes(code, stage), trigger_on, tuple(rules)) if trigger_on else None


def _codes(code: RecordClass, stage: int) -> tuple[RecordClass, ...]:
    """The classes that what is left of a case falls into."""
    if stage >= ANONYMISED:
        return (RecordClass.REQUEST_STATISTICS,)
    return STAGES[stage:] if code is RecordClass.REQUEST else (code,)


def _first_due(
    codes: Sequence[RecordClass], trigger_on: date, rules: Sequence[RetentionRule]
) -> DisposalDue | None:
    """The class that runs out first; of those that do so together the furthest, for it takes the others."""
    dues = _dues(codes, trigger_on, rules)
    return min(reversed(dues), key=lambda due: due.runs_out_on, default=None)


def _dues(
    codes: Sequence[RecordClass], trigger_on: date, rules: Sequence[RetentionRule]
) -> list[DisposalDue]:
    found = ((code, rule_for(code, rules)) for code in codes)
    return [DisposalDue(code, trigger_on, runs_out_on(rule, trigger_on)) for code, rule in found if rule]


def due_by(due: DisposalDue, rules: Sequence[RetentionRule], today: date) -> DisposalDue:
    """The furthest stage of a case that has run out by a day: what its first stage waited for goes with it.

    `due` is the next one; any other than a stage is answered as it is.
    """
    later = STAGES[STAGES.index(due.code) + 1 :] if due.code in STAGES else ()
    ended = [each for each in _dues(later, due.trigger_on, rules) if each.runs_out_on <= today]
    return ended[-1] if ended else due


def began_by(rule: RetentionRule, today: date) -> date:
    """The latest day on which a period can have begun that has run out by `today`."""
    months, days = _length(rule)
    began = add_months(add_days(today, -days), -months)
    while runs_out_on(rule, add_days(began, 1)) <= today:
        began = add_days(began, 1)
    return began


def check_names_somebody(stage: int) -> None:
    """Raise `Mistake` for a case that was anonymised: nobody knows any longer whose it was."""
    if stage >= ANONYMISED:
        raise Mistake("This case was anonymised: only its kind, dates and outcome are left, and they stay.")


def check_keep_until(day: date, reason: str, today: date) -> None:
    """Raise `Mistake` where keeping longer has no future day or no reason."""
    if day <= today:
        raise Mistake("Keep it until a day after today.", "day")
    if not reason.strip():
        raise Mistake("Say why it is kept longer (UK GDPR Art 5(1)(e)).", "reason")


def blocks_erasure(kind: CaseKind) -> bool:
    """Whether an open case of this kind places a hold on all records about the same person.

    Erasing to avoid an answer is an offence (Data Protection Act 2018 s.173).
    """
    return kind in _BLOCKING


def concerns_linked_people(kind: CaseKind) -> bool:
    """Whether a case of this kind is about the people of the cases it is linked with.

    The regulator asks about somebody else's case, and need not be told to the register as that person's own.
    """
    return kind is CaseKind.REGULATOR
