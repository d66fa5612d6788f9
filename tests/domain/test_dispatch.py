"""What the clock learns from a letter that left."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind, Channel
from kmss_dpo.domain.clock import Ask, ClockFacts
from kmss_dpo.domain.contacts import Contact, ContactDetails, Reach
from kmss_dpo.domain.dispatch import Dispatch, Leaving, after_dispatch, check_dispatch, sending_words
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.domain.letters import Block, Draft, Particulars, People, Template, compose, include

RECEIVED, LEFT, TODAY = date(2026, 11, 2), date(2026, 11, 20), date(2026, 11, 22)
BY_EMAIL = Dispatch(Channel.EMAIL, LEFT)


def letter(code: str, update: str = "by 4 December 2026") -> Draft:
    shape = Template(code, code, frozenset(CaseKind), "About", (Block("next_update", "Next", update),))
    return compose(shape, Particulars("Amal", ("1 Road",), LEFT, "X-1"), {}, frozenset())


def leaving(**ways: tuple[Reach, ...]) -> Leaving:
    amal = Contact(ContactId(1), 1, ContactDetails("Amal", **ways))  # type: ignore[arg-type]
    return Leaving("X-1", RECEIVED, letter("access_response"), People(amal, amal))


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("proof_of_identity", ClockFacts(identity=Ask(LEFT))),
        ("proof_of_authority", ClockFacts(authority=Ask(LEFT))),
        ("access_response", ClockFacts(answered_on=LEFT)),
        ("more_information", ClockFacts(more_asked_on=LEFT)),
        ("request_acknowledgement", ClockFacts()),
        (
            "complaint_acknowledgement",
            ClockFacts(acknowledged_on=LEFT, next_update_on=date(2026, 12, 4)),
        ),
    ],
)
def test_each_letter_tells_the_clock_what_it_is(code: str, facts: ClockFacts) -> None:
    assert after_dispatch(letter(code), ClockFacts(), BY_EMAIL) == facts


def test_what_is_recorded_already_stays() -> None:
    before = ClockFacts(
        identity=Ask(RECEIVED), authority=Ask(RECEIVED), answered_on=RECEIVED, acknowledged_on=RECEIVED
    )
    for code in ("proof_of_identity", "proof_of_authority", "access_response"):
        assert after_dispatch(letter(code), before, BY_EMAIL) == before
    assert after_dispatch(letter("complaint_acknowledgement"), before, BY_EMAIL).acknowledged_on == RECEIVED


def test_the_day_entered_comes_before_the_one_read_from_the_letter() -> None:
    promised = replace(BY_EMAIL, update_on=date(2026, 12, 11))
    facts = after_dispatch(letter("complaint_acknowledgement"), ClockFacts(), promised)
    assert facts.next_update_on == date(2026, 12, 11)
    known = ClockFacts(next_update_on=date(2026, 12, 1))
    silent = include(letter("complaint_acknowledgement"), "next_update", included=False)
    assert after_dispatch(silent, known, BY_EMAIL).next_update_on == date(2026, 12, 1)


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
    assert after_dispatch(letter("more_information"), before, BY_EMAIL) == after


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
