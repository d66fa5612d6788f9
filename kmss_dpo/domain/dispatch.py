"""Sending a letter: by which way, on which day, and what the clock of its case learns from it."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts, Extension
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters import Draft, Effect, People, promised_update, unsafe_way


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


def check_recorded(draft: Draft, facts: ClockFacts) -> None:
    """Raise `Mistake` where a letter tells of an extension that the case does not have."""
    if draft.nature.effect is Effect.EXTENDS and facts.extension is None:
        raise Mistake(
            "The case has no extension yet. Record it on the case first, with its ground and reasons: "
            "the letter tells what is recorded there.",
            "extension",
        )


def after_dispatch(
    draft: Draft, facts: ClockFacts, dispatch: Dispatch, before: Container[date] = ()
) -> ClockFacts:
    """The facts of the case once this letter was sent; its nature says what it is.

    `before` are the days on which the same has left already. A question of such a day keeps it, since this
    letter only reminds of it; any other question that is open was asked on the day this letter left.
    """
    on = dispatch.on
    match draft.nature.effect:
        case Effect.ANSWERS:
            return replace(facts, answered_on=facts.answered_on or on)
        case Effect.ACKNOWLEDGES | Effect.UPDATES:
            return _after_telling(draft, facts, dispatch)
        case Effect.EXTENDS:
            return replace(facts, extension=_told(facts.extension, on, before))
        case Effect.ASKS_MORE:
            return _after_asking_for_more(facts, on)
        case effect:
            return _after_asking(effect, facts, on, before)


def after_filing(draft: Draft, facts: ClockFacts, before: Container[date] = ()) -> ClockFacts:
    """The facts of the case once this letter was filed and has still to leave; `before` as for dispatch.

    The notice of an extension then did not go on the day that was planned for it.
    """
    extension = facts.extension
    if draft.nature.effect is not Effect.EXTENDS or extension is None or extension.notice_sent_on in before:
        return facts
    return replace(facts, extension=replace(extension, notice_sent_on=None))


def _after_asking(effect: Effect | None, facts: ClockFacts, on: date, before: Container[date]) -> ClockFacts:
    match effect:
        case Effect.ASKS_IDENTITY:
            return replace(facts, identity=_asked(facts.identity, on, before))
        case Effect.ASKS_AUTHORITY:
            return replace(facts, authority=_asked(facts.authority, on, before))
        case Effect.ASKS_FEE:
            return replace(facts, fee=_asked(facts.fee, on, before))
        case Effect.ASKS_CLARIFICATION:
            return replace(facts, clarifications=_clarified(facts.clarifications, on, before))
        case _:
            return facts


def _asked(known: Ask | None, on: date, before: Container[date]) -> Ask:
    """What is asked for counts from the day it was first sent; what came stays as it is."""
    if known and (known.satisfied_on or known.asked_on in before):
        return known
    return Ask(on)


def _clarified(
    known: tuple[Clarification, ...], on: date, before: Container[date]
) -> tuple[Clarification, ...]:
    """The question that this letter asks: one it reminds of, the one recorded for it, or a new one."""
    waiting = [each for each in known if each.answered_on is None]
    if any(each.asked_on in before and each.asked_on <= on for each in waiting):
        return known
    recorded = [each for each in waiting if each.asked_on not in before][:1]
    return (*(each for each in known if each not in recorded), Clarification(on))


def _told(extension: Extension | None, on: date, before: Container[date]) -> Extension | None:
    """The extension as of the day its notice left, the first where it went twice."""
    if extension is None or extension.notice_sent_on in before:
        return extension
    return replace(extension, notice_sent_on=on)


def _after_telling(draft: Draft, facts: ClockFacts, dispatch: Dispatch) -> ClockFacts:
    """An acknowledgement or an update, with the day by which it promises to write again."""
    promised = dispatch.update_on or promised_update(draft) or facts.next_update_on
    if draft.nature.effect is Effect.ACKNOWLEDGES:
        facts = replace(facts, acknowledged_on=facts.acknowledged_on or dispatch.on)
    return replace(facts, next_update_on=promised)


def _after_asking_for_more(facts: ClockFacts, on: date) -> ClockFacts:
    """Each letter promises the person a month of its own, so the last one asked counts (privacy notice)."""
    known = facts.more_received_on or facts.more_asked_on
    return facts if known and on <= known else replace(facts, more_asked_on=on, more_received_on=None)
