"""Sending a letter: by which way, on which day, and what the clock of its case learns from it."""

from dataclasses import dataclass, replace
from datetime import date

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.clock import Ask, ClockFacts
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters import Draft, People, promised_update, unsafe_way


@dataclass(frozen=True)
class Dispatch:
    """How a letter left the company; `on` is the day it was sent or handed over, which the law counts.

    `proof` is what shows that it left, `reason` why it went by a way marked unsafe, `update_on` the day
    that it promises the person to hear again.
    """

    channel: Channel
    on: date
    proof: str = ""
    reason: str = ""
    update_on: date | None = None


@dataclass(frozen=True)
class Leaving:
    """A letter about to leave, with what is known of its case and of the people it may go to."""

    reference: str
    received_on: date
    draft: Draft
    people: People


def check_dispatch(leaving: Leaving, dispatch: Dispatch, today: date) -> None:
    """Raise `Mistake` where a letter cannot have left on that day, or leaves unsafely without a reason."""
    if dispatch.on > today:
        raise Mistake("The letter cannot have been sent on a day to come.", "on")
    if dispatch.on < leaving.received_on:
        raise Mistake("The letter cannot have been sent before the case was received.", "on")
    if dispatch.update_on and dispatch.update_on < dispatch.on:
        raise Mistake("The next update cannot be promised for a day before the letter leaves.", "update_on")
    unsafe = unsafe_way(dispatch.channel, leaving.draft, leaving.people)
    if unsafe and not dispatch.reason.strip():
        raise Mistake(f"{unsafe} Choose another way, or say why this one is safe now.", "reason")


def sending_words(dispatch: Dispatch, subject: str) -> str:
    """What is kept of the sending beside the letter itself."""
    words = [subject]
    if dispatch.proof.strip():
        words.append(f"Proof of sending: {dispatch.proof.strip()}")
    if dispatch.reason.strip():
        words.append(f"Sent by a way marked unsafe, because: {dispatch.reason.strip()}")
    return "\n".join(words)


def after_dispatch(draft: Draft, facts: ClockFacts, dispatch: Dispatch) -> ClockFacts:
    """The facts of the case once this letter was sent; its template says what it is."""
    match draft.template:
        case "proof_of_identity" if facts.identity is None:
            return replace(facts, identity=Ask(dispatch.on))
        case "proof_of_authority" if facts.authority is None:
            return replace(facts, authority=Ask(dispatch.on))
        case "access_response" | "passed_on" if facts.answered_on is None:
            return replace(facts, answered_on=dispatch.on)
        case "complaint_acknowledgement":
            return replace(
                facts,
                acknowledged_on=facts.acknowledged_on or dispatch.on,
                next_update_on=dispatch.update_on or promised_update(draft) or facts.next_update_on,
            )
        case "more_information":
            return _after_asking_for_more(facts, dispatch.on)
        case _:
            return facts


def _after_asking_for_more(facts: ClockFacts, on: date) -> ClockFacts:
    """Each letter promises the person a month of its own, so the last one asked counts (privacy notice)."""
    known = facts.more_received_on or facts.more_asked_on
    return facts if known and on <= known else replace(facts, more_asked_on=on, more_received_on=None)
