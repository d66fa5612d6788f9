"""How what is ready for disposal, and what became of it, is said on screen, in tables and on certificates."""

from collections.abc import Sequence

from kmss_dpo.domain.cases import KINDS
from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.disposal import DisposalRecord, Parts, Ready, Sort
from kmss_dpo.domain.retention import Action, RecordClass, RetentionRule
from kmss_dpo.domain.retention_words import (
    action_words,
    holds_words,
    period,
    record_words,
    rule_name,
    trigger_name,
)

DONE: dict[Action, str] = {
    Action.ERASE: "erased",
    Action.ANONYMISE: "anonymised",
    Action.SUPPRESS: "suppressed",
}
"""What became of records, after what was decided about them."""


def title(ready: Ready) -> str:
    """What a record is, as in “Demo request” or “Subject access, collected material”."""
    if ready.sort is Sort.CASE or ready.kind is None:
        name = _INCIDENT if ready.sort is Sort.INCIDENT else record_words(ready.kind, ready.rule)
        what = _ANONYMISED if ready.sort is Sort.CASE and not ready.can_be_kept() else ready.stage
        return f"{name}, {what}" if ready.is_partial or what == _ANONYMISED else name
    return record_words(None, ready.rule)


_ANONYMISED, _INCIDENT = "anonymised", "Incident of the register"


def what_it_holds(ready: Ready, held: Parts) -> str:
    """What goes with a record, for the line below its title."""
    if ready.rule == RecordClass.REQUEST_MATERIAL:
        return "What was collected to answer it"
    if ready.rule == RecordClass.REQUEST_DISCLOSED:
        return "Copies of what was disclosed"
    if ready.sort is Sort.CASE and ready.can_be_kept() and ready.kind:
        return holds_words(ready.kind, held)
    return ready.told or _HELD[ready.sort]


_HELD = {
    Sort.CASE: "Kind, dates and outcome",
    Sort.IDENTITY: "One document",
    Sort.STATISTIC: "Kind, dates and outcome",
    Sort.LOG: "Without personal data",
    Sort.INCIDENT: "Without personal data",
    Sort.BINNED: "Deleted before",
}

LIST_TITLES = (
    *("Reference", "Kind", "Person", "Rule", "Period", "Trigger", "On", "Ran out", "On hold by"),
    *("Class", "Proposed"),
)


def list_line(ready: Ready, rule: RetentionRule | None) -> tuple[str, ...]:
    """One line of the exported disposal list."""
    return (
        ready.reference,
        title(ready),
        ready.person,
        rule_name(ready.rule),
        period(rule) if rule else "",
        trigger_name(rule.trigger) if rule else "",
        ready.trigger_on.isoformat(),
        ready.ran_out_on.isoformat(),
        "; ".join(ready.held_by),
        ready.sort.value,
        action_words(ready.action),
    )


LOG_TITLES = (
    *("Number", "At", "Records", "Class", "Rule", "Trigger", "Approved by", "Method", "Backups"),
    *("Action", "Stage", "Left alone on hold", "Failures"),
)


def class_words(record_class: str) -> str:
    """A class of record as the officer calls it: a kind of case by its title."""
    return _TITLES.get(record_class) or record_class.capitalize()


_TITLES = {kind.value: facts.title for kind, facts in KINDS.items()}


def log_line(record: DisposalRecord) -> tuple[str, ...]:
    """One line of the exported disposal log."""
    return (
        str(record.id),
        record.at.isoformat(timespec="seconds"),
        str(record.records),
        class_words(record.record_class),
        rule_name(record.rule),
        record.trigger,
        record.approved_by,
        record.method,
        record.backups,
        record.action.value,
        record.stage,
        str(record.held),
        str(record.failures),
    )


def certified_title(record: DisposalRecord) -> str:
    """What an entry of the log is called on a certificate; one that is only foreseen has no number."""
    what = f"{record.records:,} \N{MULTIPLICATION SIGN} {class_words(record.record_class)}"
    return f"Entry {record.id} of the disposal log: {what}" if record.id else what


def certified(record: DisposalRecord, when: str) -> list[tuple[str, str]]:
    """What a certificate says of an entry of the log, by name; `when` is its moment in words."""
    facts = [
        ("When", when),
        ("Class of record", class_words(record.record_class)),
        ("Records", f"{record.records:,}"),
        ("What was done", DONE[record.action].capitalize()),
        ("Part of the record", record.stage.capitalize()),
        ("Rule", rule_name(record.rule)),
        ("Period counted from", record.trigger),
        ("Hold check", held_check(record)),
        ("Approved by", record.approved_by),
        ("Method", record.method),
        ("Kept backups", record.backups.capitalize()),
        ("Failures", failed(record)),
    ]
    return [(name, said) for name, said in facts if said]


def held_check(record: DisposalRecord) -> str:
    """That each record was asked about at the moment of its disposal, and what came of it."""
    left = f"{say_count(record.held, 'record')} on hold left alone" if record.held else "none was on hold"
    return f"Asked in the transaction that disposed of each record: {left}"


def failed(record: DisposalRecord) -> str:
    """How many could not be disposed of."""
    return f"{say_count(record.failures, 'record')} stayed whole" if record.failures else "None"


def done_words(otherwise: Sequence[tuple[Action, int]], count: int) -> str:
    """What became of so many records, as in “2 records erased, 1 anonymised”."""
    erased = count - sum(each for _, each in otherwise)
    (first, number), *rest = [pair for pair in ((Action.ERASE, erased), *otherwise) if pair[1]]
    more = (f"{each:,} {DONE[action]}" for action, each in rest)
    return ", ".join((f"{say_count(number, 'record')} {DONE[first]}", *more))
