"""What an officer corrected of what a clock is worked out from, in words that stay with the case."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from kmss_dpo.domain.cases import ENQUIRIES, CaseDetails
from kmss_dpo.domain.clock.deadline import Deadline, Step
from kmss_dpo.domain.clock.facts import Ask, Clarification, ClockFacts, Extension
from kmss_dpo.domain.days import say_day

CORRECTION = "Correction"
"""The source of the steps that tell of corrections."""


@dataclass(frozen=True)
class ClockCorrection:
    """A correction that was made: when, by whom, why, and what it changed."""

    at: datetime
    author: str
    reason: str
    corrected: str


def corrected(before: ClockFacts, after: ClockFacts) -> tuple[str, ...]:
    """A sentence for each recorded fact that is changed or taken out; none for facts that are only added."""
    return tuple(
        f"{what}: {_now(is_now)}, was {was}."
        for what, was, is_now in _differences(before, after)
        if was and was != is_now
    )


def receipt_corrected(before: CaseDetails, after: CaseDetails) -> tuple[str, ...]:
    """A sentence where the day of receipt is another; none for an enquiry, whose receipt starts nothing."""
    starts_nothing = after.kind in ENQUIRIES and not after.for_customer
    if starts_nothing or before.received_on == after.received_on:
        return ()
    was, is_now = say_day(before.received_on), say_day(after.received_on)
    return (f"Received by the company: {is_now}, was {was}.",)


def correction_words(changed: tuple[str, ...], was: Deadline, is_now: Deadline) -> str:
    """What was corrected and what that did to the due date; empty where nothing was."""
    return " ".join([*changed, _due(was.due_on, is_now.due_on)]) if changed else ""


def correction_step(correction: ClockCorrection, on: date) -> Step:
    """A correction as the last part of a derivation; `on` is its day in London."""
    text = f"Corrected on {say_day(on)} by {correction.author}: {correction.corrected}"
    return Step(f"{text} Why: {correction.reason}", CORRECTION)


Difference = tuple[str, str, str]
"""What it is, and what was and is recorded of it, empty where nothing is."""


def _differences(before: ClockFacts, after: ClockFacts) -> Iterator[Difference]:
    yield from _ask("Proof of identity", "received", before.identity, after.identity)
    yield from _ask("Proof of authority", "received", before.authority, after.authority)
    yield from _ask("Fee", "paid", before.fee, after.fee)
    for old, new in _pairs(before.clarifications, after.clarifications):
        yield "Clarification asked for", _say(old.asked_on), _say(new.asked_on if new else None)
        answered = f"Clarification of {say_day(old.asked_on)} answered"
        yield answered, _say(old.answered_on), _say(new.answered_on if new else None)
    yield from _extension(before.extension, after.extension)
    yield "Acknowledged", _say(before.acknowledged_on), _say(after.acknowledged_on)
    yield "Next update", _say(before.next_update_on), _say(after.next_update_on)
    yield "Day set by the regulator", _say(before.answer_by), _say(after.answer_by)
    yield "Answer sent", _say(before.answered_on), _say(after.answered_on)
    yield "More information asked for", _say(before.more_asked_on), _say(after.more_asked_on)
    yield "More information received", _say(before.more_received_on), _say(after.more_received_on)


def _ask(what: str, met: str, old: Ask | None, new: Ask | None) -> Iterator[Difference]:
    was, is_now = ((each.asked_on, each.satisfied_on) if each else (None, None) for each in (old, new))
    yield f"{what} asked for", _say(was[0]), _say(is_now[0])
    yield f"{what} {met}", _say(was[1]), _say(is_now[1])


def _extension(old: Extension | None, new: Extension | None) -> Iterator[Difference]:
    was, is_now = (_told(each) for each in (old, new))
    names = ("Extension notice sent", "Ground of the extension", "Reasons of the extension")
    yield from zip(names, was, is_now, strict=True)


def _told(extension: Extension | None) -> tuple[str, str, str]:
    if extension is None:
        return "", "", ""
    return _say(extension.notice_sent_on), extension.ground.value, f"“{extension.reasons}”"


def _pairs(
    before: tuple[Clarification, ...], after: tuple[Clarification, ...]
) -> Iterator[tuple[Clarification, Clarification | None]]:
    """Each clarification recorded before with what became of it: itself, one of its day, another, or none."""
    left, rest = list(after), list(before)
    for alike in (lambda old, new: old == new, _only_answered, _of_one_day, lambda _old, _new: True):
        for old in tuple(rest):
            found = next((new for new in left if alike(old, new)), None)
            if found:
                left.remove(found)
                rest.remove(old)
                yield old, found
    yield from ((old, None) for old in rest)


def _only_answered(old: Clarification, new: Clarification) -> bool:
    """Whether the one is the other with its answer."""
    return old.asked_on == new.asked_on and old.answered_on is None


def _of_one_day(old: Clarification, new: Clarification) -> bool:
    return old.asked_on == new.asked_on


def _say(day: date | None) -> str:
    return say_day(day) if day else ""


def _now(words: str) -> str:
    return words or "taken out"


def _due(was: date | None, is_now: date | None) -> str:
    if was == is_now:
        return f"Due {say_day(is_now)}, as before." if is_now else "There is no due date, as before."
    if is_now is None:
        return f"There is no due date any more; it was {_say(was)}."
    return f"Due {say_day(is_now)}, was {say_day(was)}." if was else f"Due {say_day(is_now)}; there was none."
