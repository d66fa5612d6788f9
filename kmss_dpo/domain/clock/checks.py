"""Which facts a clock accepts: what the law does not allow is refused with the article that says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.cases import AT_ONCE, ENQUIRIES, CaseDetails, CaseKind
from kmss_dpo.domain.clock.course import extends, first_month
from kmss_dpo.domain.clock.facts import Ask, ClockFacts, Extension
from kmss_dpo.domain.clock.words import article_for
from kmss_dpo.domain.days import say_day
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holidays import ClosedDays


@dataclass(frozen=True)
class _Pair:
    """A thing asked for and what came of it, with the form field both stand in."""

    field: str
    asked: str
    met: str
    asked_on: date
    met_on: date | None


def check_facts(
    kind: CaseKind,
    received_on: date,
    facts: ClockFacts,
    today: date,
    *,
    for_customer: bool = False,
) -> None:
    """Raise `Mistake` for the first fact that cannot be kept, beside its field.

    `today` is the last day a fact may have; a what-if asks with `date.max`. `for_customer` says that another
    company is the controller.

    A question asked after the due date is no mistake: it is kept, moves nothing and warns. One extension is
    all that the facts can hold; changing it corrects that one and is checked in the same way.
    """
    if for_customer:
        _check_passed_on(facts)
    _check_kind(kind, facts)
    _check_answer_by(kind, received_on, facts)
    for pair in _pairs(facts):
        _check_pair(pair, received_on, facts.answered_on, today)
    for field, what, day in _single_days(facts):
        _check_day(field, what, day, received_on, today)
    _check_update(facts, received_on)
    if facts.more_received_on and not facts.more_asked_on:
        raise Mistake("Enter the day more information was asked for as well.", "more_asked_on")
    if facts.extension:
        _check_extension(facts.extension, received_on, facts.answered_on)


def check_extension(
    details: CaseDetails, before: ClockFacts, after: ClockFacts, closed: ClosedDays, today: date
) -> None:
    """Raise `Mistake` where an extension is recorded, or another day of its notice, that extends nothing.

    Only what the officer enters is held to that. A letter that left too late did leave, and what was in time
    may be so no longer once another day is corrected: such an extension is kept, and does not count.
    """
    old, new = before.extension, after.extension
    if new is None or (old and old.notice_sent_on == new.notice_sent_on):
        return
    if new.notice_sent_on is None and after.answered_on:
        raise Mistake("The case is answered: enter the day the extension notice was sent.", "extension")
    first = first_month(details.kind, details.received_on, after, closed)
    if not extends(first, after, closed, today):
        when = "had ended when the extension notice was sent" if new.notice_sent_on else "has ended"
        article = article_for(details.received_on)
        raise Mistake(f"The first month {when}, so it extends nothing ({article}).", "extension")


def _check_passed_on(facts: ClockFacts) -> None:
    """What has no place where another company is the controller: all that would move a clock."""
    pointless = {
        **_holding(facts),
        "clarifications": facts.clarifications,
        "next_update_on": facts.next_update_on,
        "more_asked_on": facts.more_asked_on,
        "answer_by": facts.answer_by,
    }
    for field, fact in pointless.items():
        if fact:
            raise Mistake(
                "What is meant for a customer has no clock here: proof, a fee, a question, more time or an "
                "update are the customer's to ask for and to give. Take it out of the clock facts.",
                field,
            )


def _check_answer_by(kind: CaseKind, received_on: date, facts: ClockFacts) -> None:
    """Only the regulator sets a day for its answer; whether anybody works on that day is for the clock."""
    day = facts.answer_by
    if day is None:
        return
    if kind is not CaseKind.REGULATOR:
        raise Mistake("Only a case of the regulator has a day that the regulator set.", "answer_by")
    if day < received_on:
        raise Mistake("The day the regulator set lies before its letter was received.", "answer_by")


def _check_update(facts: ClockFacts, received_on: date) -> None:
    """A promised day comes after what it was promised in."""
    update_on, acknowledged_on = facts.next_update_on, facts.acknowledged_on
    if update_on and update_on < received_on:
        raise Mistake("The next update lies before the day it was received.", "next_update_on")
    if update_on and acknowledged_on and update_on < acknowledged_on:
        raise Mistake("The next update lies before the day it was acknowledged.", "next_update_on")


def _check_kind(kind: CaseKind, facts: ClockFacts) -> None:
    """What the kind of case has no room for."""
    if facts.clarifications and kind is not CaseKind.ACCESS:
        raise Mistake(
            "Only subject access can be stopped for a clarification (UK GDPR Art 12A with Art 15).",
            "clarifications",
        )
    if facts.more_asked_on and kind not in ENQUIRIES:
        raise Mistake("Only an unfinished web form is asked for more information.", "more_asked_on")
    field = next((field for field, fact in _holding(facts).items() if fact), None)
    if field and (reason := _nothing_holds(kind)):
        raise Mistake(reason, field)


def _holding(facts: ClockFacts) -> dict[str, Ask | Extension | None]:
    """The facts that would start a clock later or make it longer, by field."""
    return {
        "identity": facts.identity,
        "authority": facts.authority,
        "fee": facts.fee,
        "extension": facts.extension,
    }


def _nothing_holds(kind: CaseKind) -> str:
    """Why nothing holds up a case of this kind; empty for requests that can be held up."""
    if kind in AT_ONCE:
        return f"This is acted on at once: proof, a fee or more time cannot hold it up ({AT_ONCE[kind]})."
    if kind is CaseKind.REGULATOR:
        return "The regulator sets the day: proof, a fee or more time are not ours to ask for."
    if kind is CaseKind.COMPLAINT:
        return (
            "The 30 days for acknowledging a complaint run from receipt: proof, a fee or more time "
            "cannot move them (Data Protection Act 2018 s.164A)."
        )
    return "An enquiry has no clock that proof, a fee or more time could move." if kind in ENQUIRIES else ""


def _pairs(facts: ClockFacts) -> Iterable[_Pair]:
    asks = {"identity": facts.identity, "authority": facts.authority, "fee": facts.fee}
    for field, ask in asks.items():
        if ask:
            yield _Pair(field, "was asked for", "came", ask.asked_on, ask.satisfied_on)
    for one in facts.clarifications:
        yield _Pair("clarifications", "was asked for", "was answered", one.asked_on, one.answered_on)
    if facts.more_asked_on:
        yield _Pair("more_asked_on", "was asked for", "came", facts.more_asked_on, facts.more_received_on)


def _check_pair(pair: _Pair, received_on: date, answered_on: date | None, today: date) -> None:
    _check_day(pair.field, f"it {pair.asked}", pair.asked_on, received_on, today)
    if answered_on and pair.asked_on > answered_on:
        raise Mistake("It was asked for after the case had been answered. Check the days.", pair.field)
    if pair.met_on:
        _check_day(pair.field, f"it {pair.met}", pair.met_on, received_on, today)
        if pair.met_on < pair.asked_on:
            raise Mistake(f"The day it {pair.met} lies before the day it {pair.asked}.", pair.field)


def _single_days(facts: ClockFacts) -> Iterable[tuple[str, str, date]]:
    days = (
        ("acknowledged_on", "the acknowledgement was sent", facts.acknowledged_on),
        ("answered_on", "the answer was sent", facts.answered_on),
        ("extension", "the notice was sent", facts.extension and facts.extension.notice_sent_on),
    )
    return [(field, what, day) for field, what, day in days if day]


def _check_day(field: str, what: str, day: date, received_on: date, today: date) -> None:
    if day > today:
        raise Mistake(f"The day {what} lies in the future.", field)
    if day < received_on:
        raise Mistake(f"The day {what} lies before {say_day(received_on)}, when it was received.", field)


def _check_extension(extension: Extension, received_on: date, answered_on: date | None) -> None:
    if not extension.reasons.strip():
        raise Mistake(f"An extension notice gives its reasons ({article_for(received_on)}).", "extension")
    sent_on = extension.notice_sent_on
    if answered_on and sent_on and sent_on > answered_on:
        raise Mistake("The extension notice was sent after the answer. Check the days.", "extension")
