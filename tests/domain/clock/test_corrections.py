"""What was corrected in the facts of a clock, in words; nothing where nothing was."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.domain.cases import ENQUIRIES, CaseDetails, CaseKind, Channel
from kmss_dpo.domain.clock import (
    CORRECTION,
    Ask,
    Clarification,
    ClockCorrection,
    ClockFacts,
    ClockState,
    Deadline,
    Extension,
    ExtensionGround,
    Step,
    corrected,
    correction_step,
    correction_words,
    receipt_corrected,
)


def nov(number: int) -> date:
    return date(2026, 11, number)


EXTENSION = Extension(nov(20), ExtensionGround.COMPLEXITY, "Nine systems.")
EVERYTHING = ClockFacts(
    identity=Ask(nov(13), nov(14)),
    authority=Ask(nov(13), nov(15)),
    fee=Ask(nov(13), nov(16)),
    clarifications=(Clarification(nov(17), nov(18)),),
    extension=EXTENSION,
    acknowledged_on=nov(13),
    next_update_on=nov(27),
    answered_on=nov(21),
    more_asked_on=nov(13),
    more_received_on=nov(14),
    answer_by=nov(30),
)


def test_a_day_that_changed_is_named_with_the_one_it_was() -> None:
    before = ClockFacts(identity=Ask(nov(13), nov(14)))
    after = ClockFacts(identity=Ask(nov(13), nov(15)))
    assert corrected(before, after) == ("Proof of identity received: Sun 15 Nov 2026, was Sat 14 Nov 2026.",)


def test_every_fact_that_was_taken_out_is_named() -> None:
    assert corrected(EVERYTHING, ClockFacts()) == (
        "Proof of identity asked for: taken out, was Fri 13 Nov 2026.",
        "Proof of identity received: taken out, was Sat 14 Nov 2026.",
        "Proof of authority asked for: taken out, was Fri 13 Nov 2026.",
        "Proof of authority received: taken out, was Sun 15 Nov 2026.",
        "Fee asked for: taken out, was Fri 13 Nov 2026.",
        "Fee paid: taken out, was Mon 16 Nov 2026.",
        "Clarification asked for: taken out, was Tue 17 Nov 2026.",
        "Clarification of Tue 17 Nov 2026 answered: taken out, was Wed 18 Nov 2026.",
        "Extension notice sent: taken out, was Fri 20 Nov 2026.",
        "Ground of the extension: taken out, was complexity of the request.",
        "Reasons of the extension: taken out, was “Nine systems.”.",
        "Acknowledged: taken out, was Fri 13 Nov 2026.",
        "Next update: taken out, was Fri 27 Nov 2026.",
        "Day set by the regulator: taken out, was Mon 30 Nov 2026.",
        "Answer sent: taken out, was Sat 21 Nov 2026.",
        "More information asked for: taken out, was Fri 13 Nov 2026.",
        "More information received: taken out, was Sat 14 Nov 2026.",
    )


def test_another_extension_is_named_in_all_its_parts() -> None:
    other = Extension(nov(19), ExtensionGround.NUMBER, "Forty requests.")
    assert corrected(ClockFacts(extension=EXTENSION), ClockFacts(extension=other)) == (
        "Extension notice sent: Thu 19 Nov 2026, was Fri 20 Nov 2026.",
        "Ground of the extension: number of requests from this person, was complexity of the request.",
        "Reasons of the extension: “Forty requests.”, was “Nine systems.”.",
    )


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (((17, None),), ((17, 18),), ()),
        (((17, 18),), ((16, 16), (17, 18)), ()),
        (((17, 18), (19, None)), ((19, 20), (17, 18)), ()),
        (((17, None), (17, 18)), ((17, 18), (17, 19)), ()),
        (((17, None),), ((16, None), (17, 18)), ()),
        (
            ((17, 18), (17, None)),
            ((17, 19), (17, 20)),
            ("Clarification of Tue 17 Nov 2026 answered: Fri 20 Nov 2026, was Wed 18 Nov 2026.",),
        ),
        (((17, None),), ((16, None),), ("Clarification asked for: Mon 16 Nov 2026, was Tue 17 Nov 2026.",)),
        (
            ((17, 18), (19, None)),
            ((17, 19), (20, None)),
            (
                "Clarification of Tue 17 Nov 2026 answered: Thu 19 Nov 2026, was Wed 18 Nov 2026.",
                "Clarification asked for: Fri 20 Nov 2026, was Thu 19 Nov 2026.",
            ),
        ),
        (
            ((17, 18), (19, 20)),
            ((19, 20),),
            (
                "Clarification asked for: taken out, was Tue 17 Nov 2026.",
                "Clarification of Tue 17 Nov 2026 answered: taken out, was Wed 18 Nov 2026.",
            ),
        ),
        (
            ((17, 18),),
            ((17, None),),
            ("Clarification of Tue 17 Nov 2026 answered: taken out, was Wed 18 Nov 2026.",),
        ),
    ],
)
def test_a_clarification_is_told_from_the_others_by_its_day(
    before: tuple[tuple[int, int | None], ...],
    after: tuple[tuple[int, int | None], ...],
    words: tuple[str, ...],
) -> None:
    def asked(days: tuple[tuple[int, int | None], ...]) -> ClockFacts:
        return ClockFacts(
            clarifications=tuple(Clarification(nov(on), nov(met) if met else None) for on, met in days)
        )

    assert corrected(asked(before), asked(after)) == words


def due(day: int | None) -> Deadline:
    return Deadline(ClockState.RUNNING, due_on=date(2026, 12, day) if day else None)


@pytest.mark.parametrize(
    ("was", "is_now", "words"),
    [
        (14, 15, "Due Tue 15 Dec 2026, was Mon 14 Dec 2026."),
        (14, 14, "Due Mon 14 Dec 2026, as before."),
        (14, None, "There is no due date any more; it was Mon 14 Dec 2026."),
        (None, 15, "Due Tue 15 Dec 2026; there was none."),
        (None, None, "There is no due date, as before."),
    ],
)
def test_a_correction_says_what_became_of_the_due_date(
    was: int | None, is_now: int | None, words: str
) -> None:
    before = ClockFacts(answered_on=nov(20))
    after = ClockFacts(answered_on=nov(21))
    assert correction_words(corrected(before, after), due(was), due(is_now)) == (
        f"Answer sent: Sat 21 Nov 2026, was Fri 20 Nov 2026. {words}"
    )
    assert correction_words((), due(was), due(is_now)) == ""


RECEIVED = CaseDetails(CaseKind.ACCESS, nov(12), Channel.POST)


def test_another_day_of_receipt_is_named_with_the_one_it_was() -> None:
    said = ("Received by the company: Mon 9 Nov 2026, was Thu 12 Nov 2026.",)
    for kind in set(CaseKind) - ENQUIRIES:
        before = replace(RECEIVED, kind=kind)
        assert receipt_corrected(before, replace(before, received_on=nov(9))) == said
        assert receipt_corrected(before, replace(before, summary="More", channel=Channel.EMAIL)) == ()


@pytest.mark.parametrize("kind", sorted(ENQUIRIES))
def test_the_receipt_of_an_enquiry_starts_no_clock_but_where_it_is_to_be_passed_on(kind: CaseKind) -> None:
    before = replace(RECEIVED, kind=kind)
    after = replace(before, received_on=nov(9))
    assert receipt_corrected(before, after) == ()
    assert receipt_corrected(before, replace(after, for_customer="Acme Ltd"))


def test_a_correction_stands_below_the_derivation_with_who_and_why() -> None:
    at = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    made = ClockCorrection(at, "Robin Hale", "It came on the 15th.", "Answer sent: …")
    assert correction_step(made, nov(22)) == Step(
        "Corrected on Sun 22 Nov 2026 by Robin Hale: Answer sent: … Why: It came on the 15th.", CORRECTION
    )
    assert CORRECTION == "Correction"


DAYS = st.integers(0, 3).map(lambda count: nov(12) + timedelta(count))
MAYBE = st.none() | DAYS
ASK = st.none() | st.builds(Ask, DAYS, MAYBE)
PAUSES = st.lists(st.builds(Clarification, DAYS, MAYBE), max_size=4).map(tuple)
EXTENSIONS = st.none() | st.builds(
    Extension, DAYS, st.sampled_from(list(ExtensionGround)), st.sampled_from(["Eleven", "Twelve"])
)
FACTS = st.builds(ClockFacts, ASK, ASK, ASK, PAUSES, EXTENSIONS, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE)


def kept(before: ClockFacts, after: ClockFacts) -> bool:
    """Whether everything recorded before is there after, counted out in every way it could be."""
    for name in ("acknowledged_on", "next_update_on", "answered_on", "answer_by", "extension"):
        if getattr(before, name) not in {None, getattr(after, name)}:
            return False
    if {before.more_asked_on, None} != {before.more_asked_on, None} & {after.more_asked_on, None}:
        return False
    if before.more_received_on not in {None, after.more_received_on}:
        return False
    for name in ("identity", "authority", "fee"):
        old, new = getattr(before, name), getattr(after, name)
        if old and not (
            new and new.asked_on == old.asked_on and old.satisfied_on in {None, new.satisfied_on}
        ):
            return False
    places = range(len(after.clarifications))
    return any(
        all(
            after.clarifications[at].asked_on == old.asked_on
            and old.answered_on in {None, after.clarifications[at].answered_on}
            for old, at in zip(before.clarifications, chosen, strict=True)
        )
        for chosen in permutations(places, len(before.clarifications))
    )


@given(FACTS)
def test_no_difference_is_no_correction(facts: ClockFacts) -> None:
    assert corrected(facts, facts) == ()


@given(FACTS, FACTS)
def test_there_is_a_correction_exactly_where_something_recorded_is_not_there_any_more(
    before: ClockFacts, after: ClockFacts
) -> None:
    assert (corrected(before, after) == ()) is kept(before, after)


@given(FACTS, st.permutations(range(4)))
def test_the_order_of_the_clarifications_is_nothing_to_correct(facts: ClockFacts, order: list[int]) -> None:
    pauses = facts.clarifications
    turned = tuple(pauses[at] for at in order if at < len(pauses))
    assert corrected(facts, replace(facts, clarifications=turned)) == ()


@given(FACTS)
def test_facts_that_are_only_added_are_no_correction(facts: ClockFacts) -> None:
    assert corrected(ClockFacts(), facts) == ()
