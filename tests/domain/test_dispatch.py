"""What the clock learns from a letter that left."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind, Channel
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts, Extension, ExtensionGround
from kmss_dpo.domain.contacts import Contact, ContactDetails, Reach
from kmss_dpo.domain.dispatch import (
    Dispatch,
    Leaving,
    after_dispatch,
    check_dispatch,
    check_recorded,
    sending_words,
)
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.domain.letters import (
    Block,
    Draft,
    Effect,
    Nature,
    Particulars,
    People,
    Template,
    compose,
    include,
)

RECEIVED, LEFT, TODAY = date(2026, 11, 2), date(2026, 11, 20), date(2026, 11, 22)
PLANNED, LATER = date(2026, 11, 18), date(2026, 11, 21)
BY_EMAIL = Dispatch(Channel.EMAIL, LEFT)
LONGER = Extension(PLANNED, ExtensionGround.COMPLEXITY, "Four systems.")


def letter(effect: Effect | None, update: str = "by 4 December 2026") -> Draft:
    block = Block("next_update", "Next", update)
    shape = Template("sample", "Sample", frozenset(CaseKind), "About", (block,), nature=Nature(effect))
    return compose(shape, Particulars("Amal", ("1 Road",), LEFT, "X-1"), {}, frozenset())


def leaving(**ways: tuple[Reach, ...]) -> Leaving:
    amal = Contact(ContactId(1), 1, ContactDetails("Amal", **ways))  # type: ignore[arg-type]
    return Leaving("X-1", RECEIVED, letter(Effect.ANSWERS), People(amal, amal))


@pytest.mark.parametrize(
    ("effect", "facts"),
    [
        (Effect.ASKS_IDENTITY, ClockFacts(identity=Ask(LEFT))),
        (Effect.ASKS_AUTHORITY, ClockFacts(authority=Ask(LEFT))),
        (Effect.ASKS_FEE, ClockFacts(fee=Ask(LEFT))),
        (Effect.ASKS_CLARIFICATION, ClockFacts(clarifications=(Clarification(LEFT),))),
        (Effect.ANSWERS, ClockFacts(answered_on=LEFT)),
        (Effect.ASKS_MORE, ClockFacts(more_asked_on=LEFT)),
        (Effect.UPDATES, ClockFacts(next_update_on=date(2026, 12, 4))),
        (Effect.ACKNOWLEDGES, ClockFacts(acknowledged_on=LEFT, next_update_on=date(2026, 12, 4))),
        (Effect.EXTENDS, ClockFacts()),
        (None, ClockFacts()),
    ],
)
def test_each_letter_tells_the_clock_what_it_is(effect: Effect | None, facts: ClockFacts) -> None:
    assert after_dispatch(letter(effect), ClockFacts(), BY_EMAIL) == facts


def test_what_came_was_answered_or_acknowledged_already_stays() -> None:
    came = Ask(RECEIVED, PLANNED)
    before = ClockFacts(came, came, came, answered_on=RECEIVED, acknowledged_on=RECEIVED)
    for effect in (Effect.ASKS_IDENTITY, Effect.ASKS_AUTHORITY, Effect.ASKS_FEE, Effect.ANSWERS):
        assert after_dispatch(letter(effect), before, BY_EMAIL) == before
    assert after_dispatch(letter(Effect.ACKNOWLEDGES), before, BY_EMAIL).acknowledged_on == RECEIVED


ASKS = {
    "identity": Effect.ASKS_IDENTITY,
    "authority": Effect.ASKS_AUTHORITY,
    "fee": Effect.ASKS_FEE,
}


@pytest.mark.parametrize("what", ASKS)
@pytest.mark.parametrize("recorded", [PLANNED, LEFT, LATER])
def test_what_is_still_open_was_asked_on_the_day_the_letter_left(what: str, recorded: date) -> None:
    before = ClockFacts(**{what: Ask(recorded)})
    assert after_dispatch(letter(ASKS[what]), before, BY_EMAIL) == ClockFacts(**{what: Ask(LEFT)})


@pytest.mark.parametrize("what", ASKS)
def test_a_reminder_moves_no_day(what: str) -> None:
    before = ClockFacts(**{what: Ask(PLANNED)})
    assert after_dispatch(letter(ASKS[what]), before, BY_EMAIL, {PLANNED}) == before
    assert after_dispatch(letter(ASKS[what]), before, BY_EMAIL, {LATER}) != before


ANSWERED = Clarification(RECEIVED, date(2026, 11, 10))


@pytest.mark.parametrize(
    ("known", "left_before", "asked"),
    [
        ((Clarification(PLANNED),), (), (Clarification(LEFT),)),
        ((Clarification(LEFT),), (), (Clarification(LEFT),)),
        ((ANSWERED,), (RECEIVED,), (ANSWERED, Clarification(LEFT))),
        ((ANSWERED, Clarification(PLANNED)), (RECEIVED,), (ANSWERED, Clarification(LEFT))),
        ((Clarification(PLANNED),), (PLANNED,), (Clarification(PLANNED),)),
        ((Clarification(LATER),), (LATER,), (Clarification(LATER), Clarification(LEFT))),
    ],
    ids=["planned", "same day", "another", "planned another", "reminder", "recorded afterwards"],
)
def test_a_clarification_stops_the_clock_from_the_day_its_letter_left(
    known: tuple[Clarification, ...], left_before: tuple[date, ...], asked: tuple[Clarification, ...]
) -> None:
    before = ClockFacts(clarifications=known)
    after = after_dispatch(letter(Effect.ASKS_CLARIFICATION), before, BY_EMAIL, left_before)
    assert after == ClockFacts(clarifications=asked)


def test_an_extension_counts_from_the_first_day_its_notice_left() -> None:
    before = ClockFacts(extension=LONGER)
    after = after_dispatch(letter(Effect.EXTENDS), before, BY_EMAIL)
    assert after == ClockFacts(extension=replace(LONGER, notice_sent_on=LEFT))
    assert after_dispatch(letter(Effect.EXTENDS), before, BY_EMAIL, {PLANNED}) == before


def test_an_extension_is_recorded_before_its_letter_is_filed() -> None:
    with pytest.raises(Mistake, match="Record it on the case first, with its ground and reasons") as refused:
        check_recorded(letter(Effect.EXTENDS), ClockFacts())
    assert refused.value.field == "extension"
    check_recorded(letter(Effect.EXTENDS), ClockFacts(extension=LONGER))
    check_recorded(letter(Effect.ANSWERS), ClockFacts())


@pytest.mark.parametrize("effect", [Effect.ACKNOWLEDGES, Effect.UPDATES])
def test_the_day_entered_comes_before_the_one_read_from_the_letter(effect: Effect) -> None:
    promised = replace(BY_EMAIL, update_on=date(2026, 12, 11))
    assert after_dispatch(letter(effect), ClockFacts(), promised).next_update_on == date(2026, 12, 11)
    known = ClockFacts(next_update_on=date(2026, 12, 1))
    silent = include(letter(effect), "next_update", included=False)
    assert after_dispatch(silent, known, BY_EMAIL).next_update_on == date(2026, 12, 1)


def test_an_update_acknowledges_nothing() -> None:
    assert after_dispatch(letter(Effect.UPDATES), ClockFacts(), BY_EMAIL).acknowledged_on is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ClockFacts(more_asked_on=RECEIVED), ClockFacts(more_asked_on=LEFT)),
        (ClockFacts(more_asked_on=TODAY), ClockFacts(more_asked_on=TODAY)),
        (
            ClockFacts(more_asked_on=RECEIVED, more_received_on=date(2026, 11, 10)),
            ClockFacts(more_asked_on=LEFT),
        ),
        (
            ClockFacts(more_asked_on=RECEIVED, more_received_on=LEFT),
            ClockFacts(more_asked_on=RECEIVED, more_received_on=LEFT),
        ),
    ],
)
def test_the_month_for_the_missing_information_runs_from_the_last_letter_that_asks(
    before: ClockFacts, after: ClockFacts
) -> None:
    assert after_dispatch(letter(Effect.ASKS_MORE), before, BY_EMAIL) == after


@pytest.mark.parametrize(
    ("dispatch", "field"),
    [
        (replace(BY_EMAIL, on=date(2026, 11, 23)), "on"),
        (replace(BY_EMAIL, on=date(2026, 11, 1)), "on"),
        (replace(BY_EMAIL, update_on=date(2026, 11, 19)), "update_on"),
    ],
)
def test_days_that_cannot_be_are_refused_beside_their_field(dispatch: Dispatch, field: str) -> None:
    with pytest.raises(Mistake) as refused:
        check_dispatch(leaving(), dispatch, TODAY)
    assert refused.value.field == field


def test_an_unsafe_way_needs_a_reason() -> None:
    watched = leaving(emails=(Reach("amal@example.org", safe=False),))
    with pytest.raises(Mistake, match="marked unsafe") as refused:
        check_dispatch(watched, replace(BY_EMAIL, reason="  "), TODAY)
    assert refused.value.field == "reason"
    check_dispatch(watched, replace(BY_EMAIL, reason="She asked for it by phone today."), TODAY)
    check_dispatch(watched, replace(BY_EMAIL, channel=Channel.IN_PERSON), TODAY)


def test_proof_and_reason_are_kept_beside_the_letter() -> None:
    assert sending_words(BY_EMAIL, "About") == "About"
    told = sending_words(replace(BY_EMAIL, proof=" AB 12 GB ", reason="She asked."), "About")
    assert told == "About\nProof of sending: AB 12 GB\nSent by a way marked unsafe, because: She asked."
