"""What a case waits for and what the officer does next, worked out from its facts."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.clock import EVENTS, Ask, ClockEvent, ClockFacts, Happening, is_duty
from kmss_dpo.domain.days import say_day_of_year
from kmss_dpo.domain.ways import BEFORE_ERASING, Doing, Milestone, Stage, stage_of, way_of


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


_CAME = {
    WaitingFor.IDENTITY: Happening.IDENTITY_CAME,
    WaitingFor.AUTHORITY: Happening.AUTHORITY_CAME,
    WaitingFor.FEE: Happening.FEE_PAID,
    WaitingFor.CLARIFICATION: Happening.CLARIFICATION_ANSWERED,
    WaitingFor.MORE_INFORMATION: Happening.MORE_CAME,
}


def awaited(waits: Waiting) -> ClockEvent:
    """The event that ends a wait."""
    since = waits.since if waits.what is WaitingFor.CLARIFICATION else None
    return ClockEvent(_CAME[waits.what], since)


class Notice(StrEnum):
    """How an extension stands whose notice has still to leave, or did not leave in time (Art 12A)."""

    OWED = "owed"
    LATE = "late"


def notice_of(sent_on: date | None, due_on: date | None, chase_on: date | None) -> Notice | None:
    """How the extension of a case that is not answered stands, by the dates of its clock.

    One that counts has its notice before its due date, or a day to send it by. `sent_on` is None where the
    notice has not left.
    """
    if sent_on is None:
        return Notice.OWED if chase_on else Notice.LATE
    return Notice.LATE if due_on and sent_on > due_on else None


@dataclass(frozen=True)
class NextStep:
    """One sentence without a full stop, what the button does, and the template its letter begins with."""

    text: str
    doing: Doing
    letter: str = ""


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


@dataclass(frozen=True)
class Progress:
    """How far a case has come; `chase_on` is the day its clock names for looking at it.

    `unsent`: a letter was filed and has not left; `notice_filed` says the same of an extension notice, which
    leaves only while that is `notice` owed. `waits_for` is the reference of an open case whose answer
    comes first; empty where there is none.
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
    stage: str = ""
    waits_for: str = ""
    notice: Notice | None = None
    notice_filed: bool = False

    def stands_at(self) -> Stage:
        """The stage of its way."""
        way = way_of(self.kind, for_customer=self.for_customer)
        return stage_of(way, self.stage, acknowledged=self.acknowledged, answered=self.answered)


def next_step(case: Progress) -> NextStep:
    """The next step of a case and the button that does it."""
    if case.status is not Status.OPEN:
        return NextStep("Nothing to do", Doing.OPEN)
    if case.unsent and not case.answered:
        return NextStep("Send the letter that was filed, and record that it was sent", Doing.RECORD_SENT)
    if case.notice is Notice.OWED and not case.answered and (case.notice_filed or not case.waits):
        return _notice(case)
    waits = case.waits
    if waits and not case.answered and not case.for_customer:
        words = f"Waiting for {waits.what.value} since {say_day_of_year(waits.since)}"
        return NextStep(words, Doing.RECORD_CAME)
    step = _along_its_way(case)
    if case.notice is Notice.LATE and not case.answered:
        return replace(step, text=f"{_ANSWER_NOW}: {step.text[:1].lower()}{step.text[1:]}")
    return step


_ANSWER_NOW = "Answer now, it is overdue since no extension notice went in time"


def _notice(case: Progress) -> NextStep:
    """An extension counts only if its notice leaves: filed, it is sent; else it is written."""
    by = f" by {say_day_of_year(case.chase_on)}" if case.chase_on and not case.waits else ""
    if case.notice_filed:
        return NextStep(f"Send the extension notice{by}, and record that it was sent", Doing.RECORD_SENT)
    letter = EVENTS[Happening.EXTENDED].letter
    return NextStep(f"Write the extension notice and send it{by}", Doing.WRITE_LETTER, letter)


def _along_its_way(case: Progress) -> NextStep:
    stage = case.stands_at()
    if case.waits_for:
        return _behind(stage, case.waits_for)
    return NextStep(stage.step + _besides(case, stage), stage.doing, stage.letter)


def _behind(stage: Stage, waits_for: str) -> NextStep:
    """An erasure behind another case is looked into meanwhile; only what is to be erased waits."""
    if stage.code in BEFORE_ERASING:
        return NextStep(f"{stage.step}; the erasing waits for {waits_for}", stage.doing, stage.letter)
    return NextStep(f"Waits for {waits_for}: nothing is erased before that is answered", Doing.OPEN)


def _besides(case: Progress, stage: Stage) -> str:
    """What a complaint needs beside its stage: the law of its day, and that the person is kept informed."""
    if case.kind is not CaseKind.COMPLAINT or case.for_customer:
        return ""
    if stage.until is Milestone.ACKNOWLEDGED:
        return "" if is_duty(case.received_on) else " (good practice)"
    told_on = case.chase_on if case.acknowledged and not case.answered else None
    return f"; tell the person how it stands by {say_day_of_year(told_on)}" if told_on else ""


def asked_of(facts: ClockFacts) -> tuple[tuple[WaitingFor, Ask], ...]:
    """Everything that was asked before the clock could start, for the timeline."""
    asked = {
        WaitingFor.IDENTITY: facts.identity,
        WaitingFor.AUTHORITY: facts.authority,
        WaitingFor.FEE: facts.fee,
    }
    return tuple((what, ask) for what, ask in asked.items() if ask)
