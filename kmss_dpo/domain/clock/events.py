"""What can happen to a clock now, and what each event does to its facts: pure functions of what is known.

What the law does not allow is refused with the article.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kmss_dpo.domain.cases import AT_ONCE, ENQUIRIES, REQUESTS, CaseDetails, CaseKind, Status
from kmss_dpo.domain.clock.facts import Ask, Clarification, ClockFacts, Extension, ExtensionGround
from kmss_dpo.domain.clock.happenings import EVENTS, TO_COME, EventFacts, Happening
from kmss_dpo.domain.clock.words import article_for
from kmss_dpo.domain.days import say_day
from kmss_dpo.domain.errors import Mistake

_ASKS = {
    "identity": (Happening.IDENTITY_ASKED, Happening.IDENTITY_CAME, "Proof of identity"),
    "authority": (Happening.AUTHORITY_ASKED, Happening.AUTHORITY_CAME, "Proof of authority"),
    "fee": (Happening.FEE_ASKED, Happening.FEE_PAID, "The fee"),
}
_FIRST = {asked for asked, _came, _what in _ASKS.values()}
_SECOND = {came for _asked, came, _what in _ASKS.values()}


@dataclass(frozen=True)
class ClockEvent:
    """One event on one case; `asked_on` says which of several clarifications was answered."""

    happening: Happening
    asked_on: date | None = None

    @property
    def about(self) -> EventFacts:
        """What is known of its kind."""
        return EVENTS[self.happening]


@dataclass(frozen=True)
class EventEntry:
    """What the officer enters: the day, and for a what-if the day on which the thing asked for would come.

    `ground` and `reasons` belong to an extension, and so does `to_be_sent`: its notice has still to leave,
    whatever day is entered. `update_on` belongs to the acknowledgement of a complaint.
    """

    on: date
    met_on: date | None = None
    ground: ExtensionGround | None = None
    reasons: str = ""
    update_on: date | None = None
    to_be_sent: bool = False


def possible_events(details: CaseDetails, facts: ClockFacts, status: Status) -> tuple[ClockEvent, ...]:
    """What can happen to the clock of a case as it stands: first what is waited for, then what can be asked.

    An extension is offered as long as there is none: its notice may have gone in time and be recorded late.
    A case that ended has no more events, only corrections.
    """
    if status is not Status.OPEN:
        return ()
    asked = [] if facts.answered_on else list(_to_ask(details, facts))
    answer = [] if facts.answered_on else [ClockEvent(Happening.ANSWERED)]
    return (*dict.fromkeys(_awaited(facts)), *asked, *answer)


def _awaited(facts: ClockFacts) -> Iterator[ClockEvent]:
    for field, (_asked, came, _what) in _ASKS.items():
        ask: Ask | None = getattr(facts, field)
        if ask and not ask.satisfied_on:
            yield ClockEvent(came)
    for each in facts.clarifications:
        if not each.answered_on:
            yield ClockEvent(Happening.CLARIFICATION_ANSWERED, each.asked_on)
    if facts.more_asked_on and not facts.more_received_on:
        yield ClockEvent(Happening.MORE_CAME)


def _to_ask(details: CaseDetails, facts: ClockFacts) -> Iterator[ClockEvent]:
    """What moves a clock of our own, or keeps the person informed."""
    if details.for_customer:
        return
    if details.kind in REQUESTS and details.kind not in AT_ONCE:
        yield from _of_request(details.kind, facts)
    elif details.kind is CaseKind.COMPLAINT:
        acknowledged = facts.acknowledged_on is not None
        yield ClockEvent(Happening.UPDATE_PROMISED if acknowledged else Happening.ACKNOWLEDGED)
    elif details.kind is CaseKind.REGULATOR:
        yield ClockEvent(Happening.DAY_SET)
    elif details.kind in ENQUIRIES and facts.more_asked_on is None:
        yield ClockEvent(Happening.MORE_ASKED)


def _of_request(kind: CaseKind, facts: ClockFacts) -> Iterator[ClockEvent]:
    for field, (asked, _came, _what) in _ASKS.items():
        if getattr(facts, field) is None:
            yield ClockEvent(asked)
    if kind is CaseKind.ACCESS:
        yield ClockEvent(Happening.CLARIFICATION_ASKED)
    if facts.extension is None:
        yield ClockEvent(Happening.EXTENDED)


def event_title(event: ClockEvent, details: CaseDetails, facts: ClockFacts) -> str:
    """An event in the words of its case."""
    if event.happening is Happening.ANSWERED and details.for_customer:
        return "It was passed on and answered"
    if event.happening is Happening.ANSWERED and details.kind is CaseKind.COMPLAINT:
        return "The outcome was sent"
    unanswered = {each.asked_on for each in facts.clarifications if not each.answered_on}
    if event.asked_on and len(unanswered) > 1:
        return f"The clarification of {say_day(event.asked_on)} was answered"
    return event.about.title


def after_event(event: ClockEvent, received_on: date, facts: ClockFacts, entry: EventEntry) -> ClockFacts:
    """The facts once the event was recorded; raises `Mistake` where it cannot be recorded any more.

    Whether the kind has room for it, and whether its days can be, is for `check_facts` to say.
    """
    match event.happening:
        case Happening.CLARIFICATION_ASKED:
            asked = (*facts.clarifications, Clarification(entry.on, entry.met_on))
            return replace(facts, clarifications=asked)
        case Happening.CLARIFICATION_ANSWERED:
            return replace(facts, clarifications=_clarified(event, facts, entry.on))
        case Happening.EXTENDED:
            return replace(facts, extension=_extended(facts, entry, article_for(received_on)))
        case Happening.MORE_ASKED | Happening.MORE_CAME:
            return _after_more(event.happening, facts, entry)
        case happening if happening in _FIRST or happening in _SECOND:
            return _after_asking(happening, facts, entry)
        case happening:
            return _on_one_day(happening, facts, entry)


def _after_asking(happening: Happening, facts: ClockFacts, entry: EventEntry) -> ClockFacts:
    """Proof or a fee was asked for, or came."""
    field = EVENTS[happening].field
    known: Ask | None = getattr(facts, field)
    what = _ASKS[field][2]
    if happening in _FIRST:
        if known:
            raise _already(what, "asked for", known.asked_on, field)
        ask = Ask(entry.on, entry.met_on)
    else:
        if known is None:
            raise Mistake(f"{what} was not asked for, so nothing waits for it.", field)
        if known.satisfied_on:
            raise _already(what, "received", known.satisfied_on, field)
        ask = replace(known, satisfied_on=entry.on)
    return replace(facts, **{field: ask})  # type: ignore[arg-type]


def _clarified(event: ClockEvent, facts: ClockFacts, on: date) -> tuple[Clarification, ...]:
    """The clarifications with the one that was asked on that day answered."""
    kept = list(facts.clarifications)
    for at, each in enumerate(kept):
        if each.asked_on == event.asked_on and not each.answered_on:
            kept[at] = replace(each, answered_on=on)
            return tuple(kept)
    raise Mistake("No question of that day waits for an answer any more.", "clarifications")


def _extended(facts: ClockFacts, entry: EventEntry, article: str) -> Extension:
    if facts.extension:
        sent_on = facts.extension.notice_sent_on
        notice = f"went on {say_day(sent_on)}" if sent_on else "has still to go"
        raise Mistake(
            f"A request is extended once at most, and the notice of that {notice} ({article}).", "extension"
        )
    if entry.ground is None:
        raise Mistake(
            "Choose the ground. There are only two: how complex the request is, and how many this person has "
            f"made; workload is none ({article}).",
            "ground",
        )
    if not entry.reasons.strip():
        raise Mistake(f"An extension notice gives its reasons ({article}).", "reasons")
    return Extension(None if entry.to_be_sent else entry.on, entry.ground, entry.reasons.strip())


def _after_more(happening: Happening, facts: ClockFacts, entry: EventEntry) -> ClockFacts:
    field, what = "more_asked_on", "The missing information"
    if happening is Happening.MORE_ASKED:
        if facts.more_asked_on:
            raise _already(what, "asked for", facts.more_asked_on, field)
        return replace(facts, more_asked_on=entry.on, more_received_on=entry.met_on)
    if facts.more_asked_on is None:
        raise Mistake(f"{what} was not asked for, so nothing waits for it.", field)
    if facts.more_received_on:
        raise _already(what, "received", facts.more_received_on, field)
    return replace(facts, more_received_on=entry.on)


def _on_one_day(happening: Happening, facts: ClockFacts, entry: EventEntry) -> ClockFacts:
    """Something was sent; or a day to come was named, in the place of the one named before."""
    if happening in TO_COME:
        return replace(facts, **{EVENTS[happening].field: entry.on})  # type: ignore[arg-type]
    if happening is Happening.ACKNOWLEDGED:
        if facts.acknowledged_on:
            raise _already("The acknowledgement", "sent", facts.acknowledged_on, "acknowledged_on")
        promised = entry.update_on or facts.next_update_on
        return replace(facts, acknowledged_on=entry.on, next_update_on=promised)
    if facts.answered_on:
        raise _already("The answer", "sent", facts.answered_on, "answered_on")
    return replace(facts, answered_on=entry.on)


def _already(what: str, done: str, on: date, field: str) -> Mistake:
    """What was recorded is corrected, not recorded again."""
    sentence = (
        f"{what} was {done} on {say_day(on)}; that is recorded. Correct the clock facts if it is wrong."
    )
    return Mistake(sentence, field)
