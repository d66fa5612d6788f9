"""Sending a letter: by which way, on which day, and what the clock of its case learns from it."""

from dataclasses import dataclass, replace
from datetime import date

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.clock import Ask, ClockFacts
from kmss_dpo.domain.errors import Mistake

WAYS_OUT = (Channel.POST, Channel.EMAIL, Channel.IN_PERSON)


@dataclass(frozen=True)
class Dispatch:
    """How a letter left the company; `on` is the day it was sent or handed over, which the law counts."""

    channel: Channel
    on: date


def check_dispatch(dispatch: Dispatch, received_on: date, today: date) -> None:
    """Raise `Mistake` where a letter cannot have left on that day."""
    if dispatch.on > today:
        raise Mistake("The letter cannot have been sent on a day to come.", "sent_on")
    if dispatch.on < received_on:
        raise Mistake("The letter cannot have been sent before the case was received.", "sent_on")


def after_dispatch(template: str, facts: ClockFacts, dispatch: Dispatch) -> ClockFacts:
    """The facts of the case once a letter of this template was sent."""
    match template:
        case "proof_of_identity" if facts.identity is None:
            return replace(facts, identity=Ask(dispatch.on))
        case "access_response" if facts.answered_on is None:
            return replace(facts, answered_on=dispatch.on)
        case "complaint_acknowledgement" if facts.acknowledged_on is None:
            return replace(facts, acknowledged_on=dispatch.on)
        case _:
            return facts
