"""How a letter leaves, as it is being entered, and what is wrong with that."""

from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.dispatch import Dispatch, Leaving, check_dispatch
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters import (
    Draft,
    Fact,
    addressee,
    email_to_use,
    promised_update,
    promises_update,
    unsafe_way,
)


@dataclass(frozen=True)
class Sending:
    """What is entered; `channel` None is not sent yet, `update_on` the day the letter promises to write."""

    channel: Channel | None
    on: date | None
    update_on: date | None = None
    proof: str = ""
    reason: str = ""


def sending_of(draft: Draft, today: date) -> Sending:
    """What is proposed when a letter leaves."""
    channel = Channel.EMAIL if Fact.ELECTRONIC in draft.facts else Channel.POST
    return Sending(channel, today, promised_update(draft))


def unsafe(sending: Sending, leaving: Leaving) -> str:
    """Why the way chosen is marked unsafe; empty where it is not."""
    return unsafe_way(sending.channel, leaving.draft, leaving.people) if sending.channel else ""


def asks_for_update(sending: Sending, leaving: Leaving) -> bool:
    """Whether the day that the letter promises is to be entered."""
    return sending.channel is not None and promises_update(leaving.draft)


def where_to(sending: Sending, leaving: Leaving) -> str:
    """Where it is to be sent, where the register knows that beside the letter itself."""
    outside = leaving.draft.nature.goes_outside
    if sending.channel is not Channel.EMAIL or (outside and not addressee(leaving.draft, leaving.people)):
        return ""
    known = email_to_use(leaving.draft, leaving.people)
    return f"Send it to {known}." if known else "No safe email address of this person is in the register."


def dispatch_of(sending: Sending, leaving: Leaving) -> Dispatch | None:
    """The dispatch to keep with the letter; None where it was not sent yet."""
    if sending.channel is None or sending.on is None:
        return None
    return Dispatch(
        sending.channel,
        sending.on,
        proof=sending.proof.strip(),
        reason=sending.reason.strip() if unsafe(sending, leaving) else "",
        update_on=sending.update_on if asks_for_update(sending, leaving) else None,
    )


def sending_errors(sending: Sending, leaving: Leaving, today: date) -> dict[str, str]:
    """What is wrong, by field."""
    if sending.channel is None:
        return {}
    if sending.on is None:
        return {"on": "Enter the day it is sent. The law counts that day."}
    if asks_for_update(sending, leaving) and sending.update_on is None:
        return {"update_on": "Enter the day by which the letter promises to write again."}
    if unsafe(sending, leaving) and not sending.reason.strip():
        return {"reason": "Choose another way, or say why this one is safe now."}
    dispatch = dispatch_of(sending, leaving)
    assert dispatch is not None, "it has a way and a day"
    try:
        check_dispatch(leaving, dispatch, today)
    except Mistake as mistake:
        return {mistake.field or "on": mistake.sentence}
    return {}
