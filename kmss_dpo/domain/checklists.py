"""What must not be forgotten on each kind of case: the officer's own list, ticked with who and when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.errors import Mistake

Checklist = tuple[str, ...]
_ASKED = (
    "Acknowledged, with the reference and the day the answer is due",
    "Identity beyond reasonable doubt, or proof asked for",
    "Authority of an agent seen, or nobody acts for the person",
)
_ANSWERED = (
    "Recipient, address and enclosures agree with this case",
    "Answer names the right to complain to us and to the regulator where anything is refused",
)
_SEARCHED = (
    "Every place on the search plan answered, or noted why it was not searched",
    "Information about other people weighed",
)
_COMPLETE = "Everything there that is needed, or the rest asked for"
_TOLD = "Every recipient told, or noted why not"

DEFAULTS: Mapping[CaseKind, Checklist] = {
    CaseKind.ACCESS: (
        *_ASKED,
        "Clear which information is meant, or clarification asked for",
        *_SEARCHED,
        "Purposes, categories, recipients, periods, source and rights told with the copy",
        "What was left out noted with its provision",
        *_ANSWERED,
    ),
    CaseKind.RECTIFICATION: (
        *_ASKED,
        "Restriction offered while it is looked into",
        "Checked against the source whether it is incorrect or misleading as to fact",
        "Corrected, completed or marked as disputed in every system",
        _TOLD,
        *_ANSWERED,
    ),
    CaseKind.ERASURE: (
        *_ASKED,
        "No open request for access or portability about the same person",
        "Ground and exceptions looked at (Art 17(1) and (3))",
        "Erased from systems, backups named, copies and prints collected",
        "Suppressed, not only erased, where marketing is concerned",
        _TOLD,
        *_ANSWERED,
    ),
    CaseKind.RESTRICTION: (
        *_ASKED,
        "Ground looked at (Art 18(1))",
        "Marked as restricted in every system",
        _TOLD,
        *_ANSWERED,
        "Person told before it is lifted",
    ),
    CaseKind.NOTIFICATION: (*_ASKED, "Recipients of the data listed", *_ANSWERED),
    CaseKind.PORTABILITY: (
        *_ASKED,
        *_SEARCHED,
        "Only what the person provided, on consent or contract, by automated means",
        "Format is structured, in common use and machine-readable",
        *_ANSWERED,
    ),
    CaseKind.OBJECTION: (
        *_ASKED,
        "Processing restricted while it is weighed",
        "Compelling grounds or claims weighed against the person's reasons",
        *_ANSWERED,
    ),
    CaseKind.MARKETING_OBJECTION: (
        "Stopped on every channel",
        "On the suppression list, not only deleted",
        "Sub-processors that send for us told",
        "Confirmed to the person",
    ),
    CaseKind.AUTOMATED_DECISION: (
        *_ASKED,
        "Told how the decision was made",
        "Heard what the person says to it",
        "Reviewed by a person who can change it",
        *_ANSWERED,
    ),
    CaseKind.CONSENT_WITHDRAWAL: (
        "All that rested on the consent stopped",
        "Withdrawal noted in the consent record, with day and way",
        "Confirmed to the person",
    ),
    CaseKind.COMPLAINT: (
        "Decided whether it is a data protection complaint",
        "Another handler, where it is about the officer",
        "Acknowledged within 30 days, with the issues as understood",
        "Every issue listed, every one who knows asked",
        "Person told how it stands on the day promised",
        "Every issue with its finding and reasons",
        "Outcome names the review, and the regulator",
        "Actions with owner and day, and what is learned",
    ),
    CaseKind.REGULATOR: (
        "Linked to the complaint",
        "What is asked and by when noted",
        "Answer seen by somebody else before it left",
        "Result noted, and what is learned",
    ),
    CaseKind.DEMO_ENQUIRY: (_COMPLETE, "Demo booked or declined"),
    CaseKind.CONTACT_ENQUIRY: (_COMPLETE, "Answered"),
}


@dataclass(frozen=True)
class Tick:
    """Who ticked an item, and when."""

    item: str
    by: str
    at: datetime


@dataclass(frozen=True)
class CheckItem:
    """One line of a case's checklist."""

    item: str
    ticked: Tick | None = None


def lines(template: Checklist, ticks: Iterable[Tick]) -> tuple[CheckItem, ...]:
    """The template with its ticks; what was ticked and is no longer in the template stays at the end."""
    by_item = {tick.item: tick for tick in ticks}
    listed = [CheckItem(item, by_item.pop(item, None)) for item in template]
    return (*listed, *(CheckItem(tick.item, tick) for tick in by_item.values()))


def checked_template(typed: Sequence[str]) -> Checklist:
    """A template as it can be kept, without empty lines; `Mistake` where it is empty or names one twice."""
    items = tuple(line.strip() for line in typed if line.strip())
    if not items:
        raise Mistake("Keep at least one item, or go back to the list that came with the program.", "items")
    for at, item in enumerate(items):
        if item in items[:at]:
            raise Mistake(f"“{item}” is on the list twice.", "items")
    return items
