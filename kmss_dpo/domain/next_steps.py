"""What a case waits for and what the officer does next, worked out from its facts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.cases import CaseKind, Family, Status, family_of
from kmss_dpo.domain.clock import Ask, ClockFacts, is_duty
from kmss_dpo.domain.days import say_day_of_year


class WaitingFor(StrEnum):
    """What stands between the company and the next step."""

    IDENTITY = "proof of identity"
    AUTHORITY = "proof of authority"
    FEE = "the fee"
    CLARIFICATION = "an answer to the clarification"
    MORE_INFORMATION = "the missing information"


@dataclass(frozen=True)
class Waiting:
    """What was asked of the person and not yet received, and since when."""

    what: WaitingFor
    since: date


class Doing(StrEnum):
    """What the button beside a next step does."""

    WRITE_LETTER = "Write letter"
    ACKNOWLEDGE = "Acknowledge"
    UPDATE = "Write update"
    RECORD_SENT = "Record sending"
    RECORD_CAME = "Record what came"
    HAND_ON = "Pass on"
    CLOSE = "Close"
    OPEN = "Open"


@dataclass(frozen=True)
class NextStep:
    """One sentence without a full stop, and what the button does."""

    text: str
    doing: Doing


def waiting(facts: ClockFacts) -> Waiting | None:
    """The oldest thing asked of the person that has not come, or None."""
    asked = {
        WaitingFor.IDENTITY: facts.identity,
        WaitingFor.AUTHORITY: facts.authority,
        WaitingFor.FEE: facts.fee,
    }
    open_asks = [Waiting(what, ask.asked_on) for what, ask in asked.items() if ask and not ask.satisfied_on]
    open_asks += [
        Waiting(WaitingFor.CLARIFICATION, each.asked_on)
        for each in facts.clarifications
        if not each.answered_on
    ]
    if facts.more_asked_on and not facts.more_received_on:
        open_asks.append(Waiting(WaitingFor.MORE_INFORMATION, facts.more_asked_on))
    return min(open_asks, key=lambda each: each.since, default=None)


_ANSWER = {
    CaseKind.ACCESS: "Send the response letter",
    CaseKind.RECTIFICATION: "Correct the record and tell the person",
    CaseKind.ERASURE: "Erase what may go and tell the person",
    CaseKind.RESTRICTION: "Restrict the processing and tell the person",
    CaseKind.NOTIFICATION: "Tell the person who received the data",
    CaseKind.PORTABILITY: "Send the data in a machine-readable form",
    CaseKind.OBJECTION: "Stop, or show compelling grounds",
    CaseKind.MARKETING_OBJECTION: "Stop the marketing and confirm it",
    CaseKind.AUTOMATED_DECISION: "Have a person review the decision",
    CaseKind.CONSENT_WITHDRAWAL: "Stop what rested on consent and confirm it",
}


@dataclass(frozen=True)
class Progress:
    """How far a case has come; `chase_on` is the day its clock names for looking at it.

    `unsent`: a letter was filed and has not left.
    """

    kind: CaseKind
    status: Status
    received_on: date
    waits: Waiting | None = None
    acknowledged: bool = False
    answered: bool = False
    for_customer: bool = False
    chase_on: date | None = None
    unsent: bool = False


def next_step(case: Progress) -> NextStep:
    """The next step of a case and the button that does it."""
    if case.status is not Status.OPEN:
        return NextStep("Nothing to do", Doing.OPEN)
    if case.answered:
        return NextStep("Close the case", Doing.CLOSE)
    if case.unsent:
        return NextStep("Send the letter that was filed, and record that it was sent", Doing.RECORD_SENT)
    if case.for_customer:
        return NextStep("Pass it on to the customer and tell the person", Doing.HAND_ON)
    if waits := case.waits:
        words = f"Waiting for {waits.what.value} since {say_day_of_year(waits.since)}"
        return NextStep(words, Doing.RECORD_CAME)
    return _of_family(case)


def _of_family(case: Progress) -> NextStep:
    family = family_of(case.kind)
    if family is Family.ENQUIRIES:
        return NextStep("Deal with the enquiry", Doing.CLOSE)
    if family is Family.COMPLAINTS:
        return _of_complaint(case)
    return NextStep(_ANSWER[case.kind], Doing.WRITE_LETTER)


def _of_complaint(case: Progress) -> NextStep:
    """Acknowledge it, which only the law of its day demands; then keep the person informed."""
    if not case.acknowledged:
        practice = "" if is_duty(case.received_on) else " (good practice)"
        return NextStep(f"Acknowledge the complaint{practice}", Doing.ACKNOWLEDGE)
    by = f" by {say_day_of_year(case.chase_on)}" if case.chase_on else ""
    return NextStep(f"Tell the person how it stands{by}", Doing.UPDATE)


def asked_of(facts: ClockFacts) -> tuple[tuple[WaitingFor, Ask], ...]:
    """Everything that was asked before the clock could start, for the timeline."""
    asked = {
        WaitingFor.IDENTITY: facts.identity,
        WaitingFor.AUTHORITY: facts.authority,
        WaitingFor.FEE: facts.fee,
    }
    return tuple((what, ask) for what, ask in asked.items() if ask)
