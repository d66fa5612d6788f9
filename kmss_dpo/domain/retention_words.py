"""How the retention schedule and what became of records are said, on screen and in exported tables."""

from datetime import date

from kmss_dpo.domain.cases import KINDS, CaseKind
from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.disposal import BY_HAND, DisposalRecord, Parts
from kmss_dpo.domain.retention import Action, RecordClass, RetentionRule, Stock, Trigger

RULE_NAMES: dict[RecordClass, str] = {
    RecordClass.ENQUIRY: "Web-form enquiries",
    RecordClass.UNFINISHED_FORM: "Unfinished web forms",
    RecordClass.REQUEST: "Rights requests",
    RecordClass.REQUEST_MATERIAL: "Material of requests",
    RecordClass.REQUEST_DISCLOSED: "Disclosed copies",
    RecordClass.REQUEST_STATISTICS: "Statistics of requests",
    RecordClass.COMPLAINT: "Complaints",
    RecordClass.BREACH: "Breaches",
    RecordClass.MARKETING: "Marketing",
    RecordClass.CONSENT_EVIDENCE: "Evidence of consent",
    RecordClass.IDENTITY_COPY: "Checked identity copies",
    RecordClass.IDENTITY_COPY_UNCHECKED: "Unchecked identity copies",
    RecordClass.DISPOSAL_LOG: "Disposal log",
    RecordClass.BIN: "Bin",
}
_TRIGGERS: dict[Trigger, tuple[str, str]] = {
    Trigger.DEALT_WITH: ("Dealt with", "being dealt with"),
    Trigger.CLOSED: ("Closed", "closing"),
    Trigger.WITHDRAWN: ("Objected or withdrew", "an objection or withdrawal"),
    Trigger.ASKED: ("Asked", "asking for more"),
    Trigger.LAST_CONTACT: ("Last contact", "the last contact"),
    Trigger.END_OF_CONTRACT: ("End of contract", "the end of the contract"),
    Trigger.CHECKED: ("Checked", "the check"),
    Trigger.CREATED: ("Created", "creation"),
    Trigger.DELETED: ("Deleted", "deletion"),
}
_ACTIONS = {
    Action.ERASE: "Erase",
    Action.ANONYMISE: "Anonymise",
    Action.REVIEW: "Review",
    Action.SUPPRESS: "Suppress",
}
_UNTIL: dict[Trigger, str] = {
    Trigger.DEALT_WITH: "dealt with",
    Trigger.CLOSED: "closed",
    Trigger.WITHDRAWN: "objected to or withdrawn",
    Trigger.ASKED: "asked for more",
    Trigger.LAST_CONTACT: "the last contact",
    Trigger.END_OF_CONTRACT: "the contract ends",
    Trigger.CHECKED: "checked",
    Trigger.CREATED: "created",
    Trigger.DELETED: "deleted",
}
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS_OF_A_YEAR = 12
# A form that is not finished holds little more than an address, whichever form it was.
_UNFINISHED = "unfinished web form"


def say_date(day: date) -> str:
    """A day without its weekday, as in “14 Dec 2026”."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def rule_name(code: str) -> str:
    """What a rule's records are called; of what was erased by hand, that no rule asked for it."""
    return "No rule: erased by hand" if code == BY_HAND else RULE_NAMES[RecordClass(code)]


def period(rule: RetentionRule) -> str:
    """How long, as in “two years after closing” or “until dealt with”."""
    if rule.months:
        years, months = divmod(rule.months, _MONTHS_OF_A_YEAR)
        length = _length(rule.months, "month") if months else _length(years, "year")
    elif rule.days:
        length = _length(rule.days, "day")
    else:
        return f"until {_UNTIL[rule.trigger]}"
    return f"{length} after {_TRIGGERS[rule.trigger][1]}"


def _length(count: int, one: str) -> str:
    _, _, unit = say_count(count, one).partition(" ")
    return f"{_SMALL[count] if count < len(_SMALL) else count} {unit}"


def action_words(action: Action) -> str:
    """What happens at the end of a period."""
    return _ACTIONS[action]


def stock_words(stock: Stock | None) -> str:
    """How many records there are, as in “240, 5 past their period”."""
    if stock is None or not stock.held:
        return "None of this kind yet"
    if not stock.past:
        return f"{stock.held:,}, none past its period"
    return f"{stock.held:,}, {stock.past:,} past {'its' if stock.past == 1 else 'their'} period"


def trigger_words(rule: RetentionRule, on: date) -> str:
    """The event and its day, as in “Closed 20 Nov 2023”."""
    return f"{trigger_name(rule.trigger)} {say_date(on)}"


def trigger_name(trigger: Trigger) -> str:
    """The event that a period is counted from."""
    return _TRIGGERS[trigger][0]


def record_words(kind: CaseKind | None, code: str) -> str:
    """What one record is, as in “Demo request” or “Unfinished web form”."""
    return (
        records_words(kind, code, 1).partition(" ")[2].capitalize() if kind is None else _of_kind(kind, code)
    )


def _of_kind(kind: CaseKind, code: str) -> str:
    return _UNFINISHED.capitalize() if code == RecordClass.UNFINISHED_FORM else KINDS[kind].title


def records_words(kind: CaseKind | None, code: str, count: int) -> str:
    """A number of records, as in “2 demo requests”."""
    if code == RecordClass.UNFINISHED_FORM:
        return say_count(count, _UNFINISHED)
    if kind is None:
        one, many = _BESIDES[code]
        return f"{count:,} {one if count == 1 else many}"
    one, many = _NOUNS.get(kind, (" request", " requests"))
    return f"{count:,} {KINDS[kind].title.lower()}{one if count == 1 else many}"


_COPIES = ("copy of an identity paper", "copies of identity papers")
_BESIDES: dict[str, tuple[str, str]] = {
    RecordClass.IDENTITY_COPY: _COPIES,
    RecordClass.IDENTITY_COPY_UNCHECKED: _COPIES,
    RecordClass.REQUEST_STATISTICS: ("line of statistics", "lines of statistics"),
    RecordClass.DISPOSAL_LOG: ("entry of the log", "entries of the log"),
    RecordClass.BIN: ("record in the bin", "records in the bin"),
}
"""What has a period of its own beside the cases."""
_CASES = (" case", " cases")
_NOUNS = {
    CaseKind.COMPLAINT: ("", "s"),
    CaseKind.DEMO_ENQUIRY: ("", "s"),
    CaseKind.CONTACT_ENQUIRY: (" enquiry", " enquiries"),
    CaseKind.OBJECTION: ("", "s"),
    CaseKind.CONSENT_WITHDRAWAL: _CASES,
    CaseKind.NOTIFICATION: _CASES,
    CaseKind.AUTOMATED_DECISION: _CASES,
    CaseKind.MARKETING_OBJECTION: _CASES,
}


def holds_words(kind: CaseKind, held: Parts) -> str:
    """What a case holds, as in “3 letters, 8 documents”; an enquiry's form fields where there is no more."""
    words = counted_words(held)
    if words:
        return words
    forms = {
        CaseKind.DEMO_ENQUIRY: "Name, phone, email, organisation",
        CaseKind.CONTACT_ENQUIRY: "Name, email",
    }
    return forms.get(kind, "No correspondence or documents")


def counted_words(held: Parts) -> str:
    """The parts of records that are not nought, with commas."""
    counted = (
        (held.letters, "letter"),
        (held.correspondence, "message"),
        (held.documents, "document"),
        (held.notes, "note"),
        (held.entries, "entry"),
        (held.contacts, "contact"),
        (held.forms, "unfinished form"),
        (held.binned, "record in the bin"),
    )
    return ", ".join(say_count(count, one) for count, one in counted if count)


def counted_from(record: DisposalRecord) -> str:
    """The event that the period was counted from, for a line of the log; empty where there was none."""
    return f"counted from: {record.trigger}" if record.trigger else ""
