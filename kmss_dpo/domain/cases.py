"""Cases: what people ask of the company or complain about, in the officer's terms."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.days import say_day
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import ContactId


class CaseKind(StrEnum):
    """Every right a person can use (UK GDPR Arts 7, 15 to 22D), complaints, the regulator, web forms."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    NOTIFICATION = "notification"
    PORTABILITY = "portability"
    OBJECTION = "objection"
    MARKETING_OBJECTION = "marketing objection"
    AUTOMATED_DECISION = "automated decision"
    CONSENT_WITHDRAWAL = "consent withdrawal"
    COMPLAINT = "complaint"
    REGULATOR = "regulator"
    DEMO_ENQUIRY = "demo enquiry"
    CONTACT_ENQUIRY = "contact enquiry"


@dataclass(frozen=True)
class KindFacts:
    """What the screens and the numbering need to know of a kind."""

    prefix: str
    title: str
    provision: str


KINDS: dict[CaseKind, KindFacts] = {
    CaseKind.ACCESS: KindFacts("SAR", "Subject access", "UK GDPR Art 15"),
    CaseKind.RECTIFICATION: KindFacts("REC", "Rectification", "UK GDPR Art 16"),
    CaseKind.ERASURE: KindFacts("ERA", "Erasure", "UK GDPR Art 17"),
    CaseKind.RESTRICTION: KindFacts("RES", "Restriction", "UK GDPR Art 18"),
    CaseKind.NOTIFICATION: KindFacts("NOT", "Recipients told", "UK GDPR Art 19"),
    CaseKind.PORTABILITY: KindFacts("POR", "Portability", "UK GDPR Art 20"),
    CaseKind.OBJECTION: KindFacts("OBJ", "Objection", "UK GDPR Art 21(1)"),
    CaseKind.MARKETING_OBJECTION: KindFacts("MKT", "Objection to marketing", "UK GDPR Art 21(2)"),
    CaseKind.AUTOMATED_DECISION: KindFacts("AUT", "Automated decision", "UK GDPR Arts 22A to 22D"),
    CaseKind.CONSENT_WITHDRAWAL: KindFacts("CON", "Consent withdrawn", "UK GDPR Art 7(3)"),
    CaseKind.COMPLAINT: KindFacts("CMP", "Complaint", "Data Protection Act 2018 s.164A"),
    CaseKind.REGULATOR: KindFacts("REG", "Regulator case", "Data Protection Act 2018 s.165"),
    CaseKind.DEMO_ENQUIRY: KindFacts("DEM", "Demo request", "Privacy notice"),
    CaseKind.CONTACT_ENQUIRY: KindFacts("ENQ", "Contact form", "Privacy notice"),
}

ENQUIRIES = frozenset({CaseKind.DEMO_ENQUIRY, CaseKind.CONTACT_ENQUIRY})
COMPLAINTS = frozenset({CaseKind.COMPLAINT, CaseKind.REGULATOR})
"""A complaint, and what the regulator makes of it."""
REQUESTS = frozenset(CaseKind) - ENQUIRIES - COMPLAINTS
AT_ONCE = {
    CaseKind.MARKETING_OBJECTION: "UK GDPR Art 21(3)",
    CaseKind.CONSENT_WITHDRAWAL: "UK GDPR Art 7(3)",
}
"""The kinds that nothing can hold up and nobody can refuse, and where the law says so."""


class Family(StrEnum):
    """The three lists that cases stand in."""

    REQUESTS = "requests"
    COMPLAINTS = "complaints"
    ENQUIRIES = "enquiries"


def family_of(kind: CaseKind) -> Family:
    """The list a kind of case stands in."""
    if kind in ENQUIRIES:
        return Family.ENQUIRIES
    return Family.COMPLAINTS if kind in COMPLAINTS else Family.REQUESTS


def kinds_of(family: Family) -> tuple[CaseKind, ...]:
    """The kinds in one list, in the order of the law."""
    return tuple(kind for kind in CaseKind if family_of(kind) is family)


class Channel(StrEnum):
    """How something reached the company or left it. By word of mouth is as valid as in writing."""

    EMAIL = "email"
    POST = "post"
    PHONE = "phone"
    IN_PERSON = "in person"
    WEB_FORM = "web form"
    SOCIAL_MEDIA = "social media"


class Status(StrEnum):
    """Where a case stands; what its clock does is a matter of its facts, not of this word."""

    OPEN = "open"
    CLOSED = "closed"
    VOIDED = "voided"


class Outcome(StrEnum):
    """How a case ended."""

    ANSWERED = "answered"
    NOTHING_HELD = "nothing held"
    PART_REFUSED = "part refused"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NO_IDENTITY = "identity not confirmed"
    DEALT_WITH = "dealt with"
    UPHELD = "upheld"
    PARTLY_UPHELD = "partly upheld"
    NOT_UPHELD = "not upheld"
    ELSEWHERE = "dealt with elsewhere"
    NO_ACTION = "no further action"
    RECOMMENDED = "recommendations made"
    ENFORCED = "enforcement action"
    NOT_NEEDED = "no answer was needed"


UNTOLD = frozenset(
    {Outcome.WITHDRAWN, Outcome.NO_IDENTITY, Outcome.DEALT_WITH, Outcome.ELSEWHERE, Outcome.NOT_NEEDED}
)
"""The outcomes that need no answer to the person; every other one has its day of dispatch."""
_REASONS = "A refusal needs its reasons (UK GDPR Art 12(4))."
NEEDS_REASON = {
    Outcome.REFUSED: _REASONS,
    Outcome.PART_REFUSED: _REASONS,
    Outcome.ELSEWHERE: "Say where it is dealt with instead.",
    Outcome.NOT_NEEDED: "Say why no answer was needed.",
}
"""The outcomes that need a reason, and what is said where there is none."""


@dataclass(frozen=True)
class CaseDetails:
    """What the officer writes down about a case.

    `received_on` is the day it reached anyone in the company and starts the clock;
    `reached_officer_on` the day it reached the officer, `taken_by` who took it. Requester, data subject and
    recipient of the letters are three roles; without a recipient the letters go to the requester. `handler`
    is who works on it, another than the officer where a complaint is `about_officer`; `their_reference` is
    what somebody else calls it, such as the regulator.
    """

    kind: CaseKind
    received_on: date
    channel: Channel
    requester: ContactId | None = None
    subject: ContactId | None = None
    summary: str = ""
    reached_officer_on: date | None = None
    taken_by: str = ""
    old_reference: str = ""
    special_category: bool = False
    for_customer: str = ""
    recipient: ContactId | None = None
    about_child: bool = False
    about_officer: bool = False
    handler: str = ""
    their_reference: str = ""


@dataclass(frozen=True)
class Closing:
    """How and when a case ended; `answered_on` is the day of dispatch, which the law counts.

    `late_reason` is why it went late, empty where it did not.
    """

    outcome: Outcome
    closed_on: date
    answered_on: date | None = None
    reason: str = ""
    late_reason: str = ""


class DueWhen(StrEnum):
    """When the open cases of a list fall due; the two spans begin today, so nothing overdue is in them."""

    OVERDUE = "overdue"
    WITHIN_7_DAYS = "due within 7 days"
    WITHIN_30_DAYS = "due within 30 days"
    TO_CHASE = "to chase now"
    NO_DATE = "no due date"


@dataclass(frozen=True)
class CaseFilter:
    """Which cases a list shows and in which order.

    `waiting` are codes of `WaitingFor`, `stage` one of the way of a kind; both are of open cases only, and so
    is `due`. Of `handler` None stands for anyone, the empty name for nobody. `sort` is one of `SORTS`: `act`
    is the day to answer, to chase or to act at once, whichever comes first.
    """

    family: Family | None = None
    kinds: frozenset[CaseKind] = field(default_factory=frozenset)
    statuses: frozenset[Status] = frozenset({Status.OPEN})
    due: DueWhen | None = None
    waiting: frozenset[str] = frozenset()
    stage: str = ""
    handler: str | None = None
    text: str = ""
    contact: ContactId | None = None
    sort: str = "act"
    descending: bool = False


SORTS = ("act", "due", "reference", "received", "person", "kind", "status", "waiting", "handler", "closed")


def outcomes_of(kind: CaseKind) -> tuple[Outcome, ...]:
    """The outcomes that fit a kind; an objection to marketing has no refusal (Art 21(3))."""
    match family_of(kind):
        case _ if kind is CaseKind.REGULATOR:
            return (
                Outcome.NO_ACTION,
                Outcome.RECOMMENDED,
                Outcome.ENFORCED,
                Outcome.NOT_NEEDED,
                Outcome.WITHDRAWN,
            )
        case Family.COMPLAINTS:
            return (
                Outcome.UPHELD,
                Outcome.PARTLY_UPHELD,
                Outcome.NOT_UPHELD,
                Outcome.ELSEWHERE,
                Outcome.WITHDRAWN,
            )
        case Family.ENQUIRIES:
            return (Outcome.DEALT_WITH, Outcome.WITHDRAWN)
        case _ if kind in AT_ONCE:
            return (Outcome.ANSWERED, Outcome.WITHDRAWN)
        case _:
            return (
                Outcome.ANSWERED,
                Outcome.NOTHING_HELD,
                Outcome.PART_REFUSED,
                Outcome.REFUSED,
                Outcome.WITHDRAWN,
                Outcome.NO_IDENTITY,
            )


EARLIEST = date(1990, 1, 1)


def check_received(received_on: date, today: date) -> None:
    """Raise `Mistake` for a day on which nothing can have been received: it runs from 1990 to today."""
    if received_on > today:
        raise Mistake("The day it was received lies in the future. Enter the day it arrived.", "received_on")
    if received_on < EARLIEST:
        raise Mistake("The day it was received is before 1990. Check the year.", "received_on")


def check_case(details: CaseDetails, today: date) -> None:
    """Raise `Mistake` where the details cannot be kept; received days run from 1990 to today."""
    check_received(details.received_on, today)
    reached = details.reached_officer_on
    if reached and reached < details.received_on:
        raise Mistake("It cannot have reached you before the company received it.", "reached_officer_on")
    if reached and reached > today:
        raise Mistake("The day it reached you lies in the future.", "reached_officer_on")


def check_handler(details: CaseDetails, officer: str) -> None:
    """Raise `Mistake` where a complaint about the officer is left to the officer; `officer` is their name."""
    if not details.about_officer:
        return
    if family_of(details.kind) is not Family.COMPLAINTS:
        raise Mistake("Only a complaint is about the officer.", "about_officer")
    if not details.handler.strip():
        raise Mistake("A complaint about you is dealt with by somebody else. Name them.", "handler")
    if _same_name(details.handler, officer):
        raise Mistake("A complaint about you cannot be dealt with by yourself. Name another.", "handler")


def _same_name(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def check_goes_on(status: Status) -> None:
    """Raise `Mistake` for a case that was opened in error.

    Notes, documents, correspondence and letters are kept on it as on any other; its details, its clock and
    its way do not go on.
    """
    if status is Status.VOIDED:
        raise Mistake(
            "This case was opened in error and is voided. Open it again, or open another case in its place."
        )


def check_ended(status: Status) -> None:
    """Raise `Mistake` for a case that is open: only one that was closed or voided is opened again."""
    if status is Status.OPEN:
        raise Mistake("This case is open already.")


def check_is_open(status: Status) -> None:
    """Raise `Mistake` for a case that ended: what happens to a clock is recorded while its case is open."""
    check_goes_on(status)
    if status is not Status.OPEN:
        raise Mistake("This case is closed. Open it again, or correct its clock facts.")


def check_reason(reason: str, sentence: str) -> str:
    """The reason without the space around it; raises `Mistake` with the sentence where there is none."""
    if not reason.strip():
        raise Mistake(sentence, "reason")
    return reason.strip()


def check_dispatched(closing: Closing, recorded_on: date | None) -> Closing:
    """The closing with the day of dispatch that is recorded already, where there is one.

    Raises `Mistake` where another day is entered: that is a correction, which has its reason.
    """
    if recorded_on and closing.answered_on not in {None, recorded_on}:
        raise Mistake(
            f"The answer is recorded as sent on {say_day(recorded_on)}. Correct the clock facts first.",
            "answered_on",
        )
    return replace(closing, answered_on=closing.answered_on or recorded_on)


def check_closing(kind: CaseKind, received_on: date, closing: Closing, today: date) -> None:
    """Raise `Mistake` where a case cannot end that way or on that day."""
    if closing.outcome not in outcomes_of(kind):
        raise Mistake(f"“{closing.outcome.value}” is no outcome of this kind of case.", "outcome")
    if closing.outcome not in UNTOLD and closing.answered_on is None:
        raise Mistake("Enter the day the answer was sent or handed over: the law counts it.", "answered_on")
    for place, day in (("answered_on", closing.answered_on), ("closed_on", closing.closed_on)):
        if day and day > today:
            raise Mistake("The day lies in the future. Enter the day it was sent or closed.", place)
        if day and day < received_on:
            raise Mistake("The day lies before the case was received.", place)
    if closing.answered_on and closing.closed_on < closing.answered_on:
        raise Mistake("The case was closed before its answer was sent. Check the two days.", "answered_on")
    if closing.outcome in NEEDS_REASON and not closing.reason.strip():
        raise Mistake(NEEDS_REASON[closing.outcome], "reason")
