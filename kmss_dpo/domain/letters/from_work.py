"""What was noted on a case while it was worked on, in the words that its letters give the person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kmss_dpo.domain.complaints import Action, Inquiry, Issue, Lesson
from kmss_dpo.domain.correspondence import DocumentRow
from kmss_dpo.domain.decisions import PROVISIONS, Decision, Provision
from kmss_dpo.domain.documents import kind_of_file
from kmss_dpo.domain.letters.languages import long_date
from kmss_dpo.domain.letters.template import Fact
from kmss_dpo.domain.letters.values import Origin, Value
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.domain.searches import SearchPlace, summary


@dataclass(frozen=True)
class Noted:
    """The small records of a case, each sort in the order in which it was written down.

    `disclosed` are the documents that are marked for disclosure.
    """

    places: tuple[SearchPlace, ...] = ()
    decisions: tuple[Decision, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    issues: tuple[Issue, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    actions: tuple[Action, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    disclosed: tuple[DocumentRow, ...] = ()


def work_values(noted: Noted) -> dict[str, Value]:
    """The fields that the work on the case fills; what was not noted stays a gap for the officer."""
    found = [each for each in noted.issues if each.finding]
    texts = {
        "what was searched": summary(noted.places),
        "what is enclosed": _enclosed(noted.disclosed),
        "each thing enclosed, a row each": _enclosed_rows(noted.disclosed),
        "what was left out, under which provision and why": _left_out(noted.decisions),
        "each thing left out and its provision, a row each": _left_out_rows(noted.decisions),
        "each recipient, and when they were told": _lines(map(_told, noted.recipients)),
        "each recipient by name": _lines(each.name.strip() for each in noted.recipients),
        "whom I asked": _asked(noted.inquiries),
        "each issue, its finding and the reasons": _lines(map(_found, found)),
        "what is done, and by which day": _lines(map(_done, noted.actions)),
        "what is done differently from now on": _lines(each.lesson.strip() for each in noted.lessons),
    }
    return {name: Value(text, Origin.CASE) for name, text in texts.items()}


def work_facts(noted: Noted) -> frozenset[Fact]:
    """What is so of a letter because of the work on its case."""
    left_out = any(each.withholds() for each in noted.decisions)
    recipients = bool(noted.recipients)
    so = {
        Fact.ANYTHING_LEFT_OUT: left_out,
        Fact.LEFT_OUT_NOTED: left_out,
        Fact.ENCLOSURES_NOTED: bool(noted.disclosed),
        Fact.RECIPIENTS_NOTED: recipients,
        Fact.NOBODY_TOLD: recipients and not any(each.told_on for each in noted.recipients),
    }
    return frozenset(fact for fact, holds in so.items() if holds)


def issues_as_understood(noted: Noted) -> str:
    """What is complained about, a line for each issue; empty while none is listed."""
    return _lines(each.complaint.strip() for each in noted.issues)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _sentence(text: str) -> str:
    return f"{text.strip().rstrip('.')}."


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as letters write it; empty where it would have a head only."""
    lines = [f"| {' | '.join(_in_cell(cell) for cell in row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(head)} |", *lines]) if lines else ""


def _in_cell(text: str) -> str:
    """A text on one line, without the stroke that parts the cells."""
    return " ".join(text.replace("|", "/").split())


def _enclosed(documents: Sequence[DocumentRow]) -> str:
    many = len(documents)
    if not many:
        return ""
    return (
        f"{many} {'document' if many == 1 else 'documents'}, listed in the schedule at the end of this letter"
    )


def _enclosed_rows(documents: Sequence[DocumentRow]) -> str:
    return _table(
        ("No.", "Document", "Kind"),
        [(str(n), each.name, kind_of_file(each.media_type)) for n, each in enumerate(documents, start=1)],
    )


def _left_out_rows(decisions: Iterable[Decision]) -> str:
    return _table(
        ("What was left out", "Provision"),
        [(_begun(_what(each)), _begun(_law(each))) for each in decisions if each.withholds()],
    )


def _begun(text: str) -> str:
    """A text as a cell begins: without an article, and with a capital."""
    text = text.removeprefix("the ")
    return text[:1].upper() + text[1:]


def _what(decision: Decision) -> str:
    return decision.about.strip() or "some of the data"


def _left_out(decisions: Iterable[Decision]) -> str:
    return _lines(
        f"{_what(each)}, under {_law(each)}: {_sentence(each.reasoning)}"
        for each in decisions
        if each.withholds()
    )


def _law(decision: Decision) -> str:
    """The provision by its full name; a ground that is none of the schedules' is of UK GDPR."""
    if decision.ground in set(Provision):
        provision = Provision(decision.ground)
        number = provision.value.replace("Sch", "Schedule").replace("para", "paragraph")
        return f"the Data Protection Act 2018, {number} ({PROVISIONS[provision]})"
    return f"UK GDPR, {decision.ground or decision.sort}"


def _told(recipient: Recipient) -> str:
    name = recipient.name.strip()
    if recipient.told_on:
        return f"{name}, told on {long_date(recipient.told_on)}"
    return f"{name}, not told: {_sentence(recipient.why_not)}" if recipient.why_not.strip() else name


def _asked(inquiries: Iterable[Inquiry]) -> str:
    names = list(dict.fromkeys(each.asked_whom.strip() for each in inquiries))
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _found(issue: Issue) -> str:
    remedy = f" {_sentence(issue.remedy)}" if issue.remedy.strip() else ""
    return f"{_sentence(issue.complaint)} This is {issue.finding}. {_sentence(issue.reasons)}{remedy}"


def _done(action: Action) -> str:
    what = action.action.strip().rstrip(".")
    if action.done_on:
        return f"{what}: done on {long_date(action.done_on)}"
    return f"{what}: by {long_date(action.due_on)}" if action.due_on else what
