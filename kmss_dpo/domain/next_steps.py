"""What a case waits for and what the officer does next, worked out from its facts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.cases import CaseKind, Family, Status, family_of
from kmss_dpo.domain.clock import Ask, ClockFacts
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
    CHASE = "Chase"
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


def next_step(
    kind: CaseKind,
    status: Status,
    waits: Waiting | None,
    *,
    acknowledged: bool,
    answered: bool,
    for_customer: bool = False,
) -> NextStep:
    """The next step of a case and the button that does it."""
    if status is not Status.OPEN:
        return NextStep("Nothing to do", Doing.OPEN)
    if answered:
        return NextStep("Close the case", Doing.CLOSE)
    if for_customer:
        return NextStep("Pass it on to the customer and tell the person", Doing.WRITE_LETTER)
    if waits:
        return NextStep(f"Waiting for {waits.what.value} since {say_day_of_year(waits.since)}", Doing.CHASE)
    return _of_family(kind, acknowledged=acknowledged)


def _of_family(kind: CaseKind, *, acknowledged: bool) -> NextStep:
    match family_of(kind):
        case Family.ENQUIRIES:
            return NextStep("Deal with the enquiry", Doing.CLOSE)
        case Family.COMPLAINTS if acknowledged:
            return NextStep("Look into it and keep the person informed", Doing.OPEN)
        case Family.COMPLAINTS:
            return NextStep("Acknowledge the complaint", Doing.ACKNOWLEDGE)
        case Family.REQUESTS:
            return NextStep(_ANSWER[kind], Doing.WRITE_LETTER)


def asked_of(facts: ClockFacts) -> tuple[tuple[WaitingFor, Ask], ...]:
    """Everything that was asked before the clock could start, for the timeline."""
    asked = {
        WaitingFor.IDENTITY: facts.identity,
        WaitingFor.AUTHORITY: facts.authority,
        WaitingFor.FEE: facts.fee,
    }
    return tuple((what, ask) for what, ask in asked.items() if ask)
