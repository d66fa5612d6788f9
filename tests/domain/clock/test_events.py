"""What can happen to a clock now, what it does to the facts, and what is refused with the article."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Status
from kmss_dpo.domain.clock import (
    ASKS,
    EVENTS,
    MOVED_BY_LETTER,
    TO_COME,
    Ask,
    Clarification,
    ClockEvent,
    ClockFacts,
    EventEntry,
    Extension,
    ExtensionGround,
    Happening,
    after_event,
    check_facts,
    event_title,
    possible_events,
)
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.intake.public_holidays import closed_days

CLOSED = closed_days(Nation.ENGLAND_AND_WALES)
RECEIVED = date(2026, 9, 3)
TODAY = date(2026, 9, 30)
OLDER = date(2026, 2, 4)
BOTH = {"ground": ExtensionGround.COMPLEXITY, "reasons": " Nine systems hold data. "}
EXTENSION = Extension(date(2026, 9, 20), ExtensionGround.COMPLEXITY, "Nine systems hold data.")

ASKED_FIRST = {Happening.IDENTITY_ASKED, Happening.AUTHORITY_ASKED, Happening.FEE_ASKED}
MONTHLY = {*ASKED_FIRST, Happening.EXTENDED, Happening.ANSWERED}
FRESH = {
    CaseKind.ACCESS: MONTHLY | {Happening.CLARIFICATION_ASKED},
    CaseKind.MARKETING_OBJECTION: {Happening.ANSWERED},
    CaseKind.CONSENT_WITHDRAWAL: {Happening.ANSWERED},
    CaseKind.COMPLAINT: {Happening.ACKNOWLEDGED, Happening.ANSWERED},
    CaseKind.REGULATOR: {Happening.DAY_SET, Happening.ANSWERED},
    CaseKind.DEMO_ENQUIRY: {Happening.MORE_ASKED, Happening.ANSWERED},
    CaseKind.CONTACT_ENQUIRY: {Happening.MORE_ASKED, Happening.ANSWERED},
}


def sep(number: int) -> date:
    return date(2026, 9, number)


def details(kind: CaseKind = CaseKind.ACCESS, customer: str = "") -> CaseDetails:
    return CaseDetails(kind, RECEIVED, Channel.EMAIL, for_customer=customer)


def happenings(facts: ClockFacts, kind: CaseKind = CaseKind.ACCESS, customer: str = "") -> list[Happening]:
    return [each.happening for each in possible_events(details(kind, customer), facts, Status.OPEN)]


def after(
    happening: Happening, facts: ClockFacts, entry: EventEntry, received: date = RECEIVED
) -> ClockFacts:
    return after_event(ClockEvent(happening), received, facts, entry)


def refused(
    happening: Happening, facts: ClockFacts, entry: EventEntry, received: date = RECEIVED
) -> tuple[str | None, str]:
    with pytest.raises(Mistake) as found:
        after(happening, facts, entry, received)
    return found.value.field, found.value.sentence


@pytest.mark.parametrize("kind", list(CaseKind))
def test_a_fresh_case_offers_what_its_kind_has_room_for(kind: CaseKind) -> None:
    assert set(happenings(ClockFacts(), kind)) == FRESH.get(kind, MONTHLY)


@pytest.mark.parametrize("kind", list(CaseKind))
def test_all_that_is_offered_is_accepted_by_the_checks_of_the_kind(kind: CaseKind) -> None:
    for event in possible_events(details(kind), ClockFacts(), Status.OPEN):
        on = sep(25) if event.happening in TO_COME else sep(10)
        entry = EventEntry(on, ground=ExtensionGround.NUMBER, reasons="Forty requests.")
        facts = after_event(event, RECEIVED, ClockFacts(), entry)
        assert facts != ClockFacts()
        check_facts(kind, RECEIVED, facts, TODAY)


@pytest.mark.parametrize("kind", list(CaseKind))
def test_nothing_that_is_not_offered_would_be_accepted(kind: CaseKind) -> None:
    entry = EventEntry(sep(10), ground=ExtensionGround.NUMBER, reasons="Forty requests.")
    offered = set(happenings(ClockFacts(), kind))
    for happening in set(Happening) - offered - {Happening.ACKNOWLEDGED, Happening.UPDATE_PROMISED}:
        with pytest.raises(Mistake):
            check_facts(kind, RECEIVED, after(happening, ClockFacts(), entry), TODAY)


@pytest.mark.parametrize("status", [Status.CLOSED, Status.VOIDED])
def test_a_case_that_ended_has_no_events(status: Status) -> None:
    assert possible_events(details(), ClockFacts(identity=Ask(sep(4))), status) == ()


def test_what_is_waited_for_comes_first_and_is_not_asked_again() -> None:
    facts = ClockFacts(identity=Ask(sep(4)), authority=Ask(sep(5), sep(6)), fee=Ask(sep(7)))
    assert happenings(facts) == [
        Happening.IDENTITY_CAME,
        Happening.FEE_PAID,
        Happening.CLARIFICATION_ASKED,
        Happening.EXTENDED,
        Happening.ANSWERED,
    ]
    waiting = ClockFacts(identity=Ask(sep(4), sep(5)), authority=Ask(sep(5)), fee=Ask(sep(7), sep(8)))
    assert happenings(waiting, CaseKind.ERASURE) == [
        Happening.AUTHORITY_CAME,
        Happening.EXTENDED,
        Happening.ANSWERED,
    ]


def test_each_open_clarification_has_its_own_answer_and_two_of_one_day_have_one() -> None:
    asked = (
        Clarification(sep(8)),
        Clarification(sep(4), sep(6)),
        Clarification(sep(9)),
        Clarification(sep(8)),
    )
    facts = ClockFacts(clarifications=asked)
    answers = [each for each in possible_events(details(), facts, Status.OPEN) if each.asked_on]
    assert answers == [
        ClockEvent(Happening.CLARIFICATION_ANSWERED, sep(8)),
        ClockEvent(Happening.CLARIFICATION_ANSWERED, sep(9)),
    ]
    titles = [event_title(each, details(), facts) for each in answers]
    assert titles == [
        "The clarification of Tue 8 Sep 2026 was answered",
        "The clarification of Wed 9 Sep 2026 was answered",
    ]
    one = ClockFacts(clarifications=asked[:1])
    assert event_title(answers[0], details(), one) == "The clarification was answered"


def test_there_is_one_extension_and_after_the_answer_nothing_is_asked() -> None:
    assert Happening.EXTENDED not in happenings(ClockFacts(extension=EXTENSION))
    answered = ClockFacts(identity=Ask(sep(4)), answered_on=sep(9))
    assert happenings(answered) == [Happening.IDENTITY_CAME]
    assert happenings(ClockFacts(answered_on=sep(9)), CaseKind.COMPLAINT) == []


def test_a_complaint_is_acknowledged_once_and_promises_updates_then() -> None:
    told = ClockFacts(acknowledged_on=sep(9))
    assert happenings(told, CaseKind.COMPLAINT) == [Happening.UPDATE_PROMISED, Happening.ANSWERED]


def test_an_unfinished_form_is_asked_once() -> None:
    asked = ClockFacts(more_asked_on=sep(9))
    assert happenings(asked, CaseKind.DEMO_ENQUIRY) == [Happening.MORE_CAME, Happening.ANSWERED]
    came = replace(asked, more_received_on=sep(10))
    assert happenings(came, CaseKind.DEMO_ENQUIRY) == [Happening.ANSWERED]


def test_what_a_customer_answers_is_only_passed_on() -> None:
    assert happenings(ClockFacts(), customer="Acme Ltd") == [Happening.ANSWERED]
    event = ClockEvent(Happening.ANSWERED)
    assert event_title(event, details(customer="Acme Ltd"), ClockFacts()) == "It was passed on and answered"
    assert event_title(event, details(CaseKind.COMPLAINT), ClockFacts()) == "The outcome was sent"
    assert event_title(event, details(), ClockFacts()) == "The answer was sent"
    asked = ClockEvent(Happening.FEE_ASKED)
    assert event_title(asked, details(customer="Acme Ltd"), ClockFacts()) == "Ask for a fee"
    assert event_title(asked, details(CaseKind.COMPLAINT), ClockFacts()) == "Ask for a fee"


@pytest.mark.parametrize(
    ("happening", "before", "entry", "expected"),
    [
        (
            Happening.IDENTITY_ASKED,
            ClockFacts(),
            EventEntry(sep(4), sep(6)),
            ClockFacts(identity=Ask(sep(4), sep(6))),
        ),
        (
            Happening.IDENTITY_CAME,
            ClockFacts(identity=Ask(sep(4))),
            EventEntry(sep(6)),
            ClockFacts(identity=Ask(sep(4), sep(6))),
        ),
        (Happening.AUTHORITY_ASKED, ClockFacts(), EventEntry(sep(4)), ClockFacts(authority=Ask(sep(4)))),
        (
            Happening.AUTHORITY_CAME,
            ClockFacts(authority=Ask(sep(4))),
            EventEntry(sep(6)),
            ClockFacts(authority=Ask(sep(4), sep(6))),
        ),
        (Happening.FEE_ASKED, ClockFacts(), EventEntry(sep(4)), ClockFacts(fee=Ask(sep(4)))),
        (
            Happening.FEE_PAID,
            ClockFacts(fee=Ask(sep(4))),
            EventEntry(sep(6)),
            ClockFacts(fee=Ask(sep(4), sep(6))),
        ),
        (
            Happening.CLARIFICATION_ASKED,
            ClockFacts(clarifications=(Clarification(sep(4), sep(5)),)),
            EventEntry(sep(6), sep(8)),
            ClockFacts(clarifications=(Clarification(sep(4), sep(5)), Clarification(sep(6), sep(8)))),
        ),
        (Happening.EXTENDED, ClockFacts(), EventEntry(sep(20), **BOTH), ClockFacts(extension=EXTENSION)),
        (
            Happening.ACKNOWLEDGED,
            ClockFacts(next_update_on=sep(20)),
            EventEntry(sep(6)),
            ClockFacts(acknowledged_on=sep(6), next_update_on=sep(20)),
        ),
        (
            Happening.ACKNOWLEDGED,
            ClockFacts(next_update_on=sep(20)),
            EventEntry(sep(6), update_on=sep(24)),
            ClockFacts(acknowledged_on=sep(6), next_update_on=sep(24)),
        ),
        (
            Happening.UPDATE_PROMISED,
            ClockFacts(next_update_on=sep(20)),
            EventEntry(sep(24)),
            ClockFacts(next_update_on=sep(24)),
        ),
        (
            Happening.DAY_SET,
            ClockFacts(answer_by=sep(21)),
            EventEntry(sep(24)),
            ClockFacts(answer_by=sep(24)),
        ),
        (
            Happening.MORE_ASKED,
            ClockFacts(),
            EventEntry(sep(4), sep(6)),
            ClockFacts(more_asked_on=sep(4), more_received_on=sep(6)),
        ),
        (
            Happening.MORE_CAME,
            ClockFacts(more_asked_on=sep(4)),
            EventEntry(sep(6)),
            ClockFacts(more_asked_on=sep(4), more_received_on=sep(6)),
        ),
        (Happening.ANSWERED, ClockFacts(), EventEntry(sep(9)), ClockFacts(answered_on=sep(9))),
    ],
)
def test_an_event_adds_its_fact_and_leaves_the_others(
    happening: Happening, before: ClockFacts, entry: EventEntry, expected: ClockFacts
) -> None:
    assert after(happening, before, entry) == expected


def test_the_answer_goes_to_the_question_of_its_day() -> None:
    eighth = Clarification(sep(8))
    asked = (Clarification(sep(4)), Clarification(sep(8), sep(9)), eighth, eighth)
    event = ClockEvent(Happening.CLARIFICATION_ANSWERED, sep(8))
    facts = after_event(event, RECEIVED, ClockFacts(clarifications=asked), EventEntry(sep(10)))
    assert facts.clarifications == (
        Clarification(sep(4)),
        Clarification(sep(8), sep(9)),
        Clarification(sep(8), sep(10)),
        Clarification(sep(8)),
    )
    for day in (None, sep(5)):
        with pytest.raises(Mistake) as found:
            after_event(ClockEvent(event.happening, day), RECEIVED, facts, EventEntry(sep(10)))
        assert found.value.field == "clarifications"
        assert found.value.sentence == "No question of that day waits for an answer any more."


CORRECT = "that is recorded. Correct the clock facts if it is wrong."


@pytest.mark.parametrize(
    ("happening", "facts", "field", "sentence"),
    [
        (
            Happening.IDENTITY_ASKED,
            ClockFacts(identity=Ask(sep(4))),
            "identity",
            f"Proof of identity was asked for on Fri 4 Sep 2026; {CORRECT}",
        ),
        (
            Happening.AUTHORITY_ASKED,
            ClockFacts(authority=Ask(sep(4), sep(5))),
            "authority",
            f"Proof of authority was asked for on Fri 4 Sep 2026; {CORRECT}",
        ),
        (
            Happening.FEE_PAID,
            ClockFacts(fee=Ask(sep(4), sep(5))),
            "fee",
            f"The fee was received on Sat 5 Sep 2026; {CORRECT}",
        ),
        (
            Happening.IDENTITY_CAME,
            ClockFacts(),
            "identity",
            "Proof of identity was not asked for, so nothing waits for it.",
        ),
        (
            Happening.MORE_ASKED,
            ClockFacts(more_asked_on=sep(4)),
            "more_asked_on",
            f"The missing information was asked for on Fri 4 Sep 2026; {CORRECT}",
        ),
        (
            Happening.MORE_CAME,
            ClockFacts(more_asked_on=sep(4), more_received_on=sep(5)),
            "more_asked_on",
            f"The missing information was received on Sat 5 Sep 2026; {CORRECT}",
        ),
        (
            Happening.MORE_CAME,
            ClockFacts(),
            "more_asked_on",
            "The missing information was not asked for, so nothing waits for it.",
        ),
        (
            Happening.ACKNOWLEDGED,
            ClockFacts(acknowledged_on=sep(4)),
            "acknowledged_on",
            f"The acknowledgement was sent on Fri 4 Sep 2026; {CORRECT}",
        ),
        (
            Happening.ANSWERED,
            ClockFacts(answered_on=sep(4)),
            "answered_on",
            f"The answer was sent on Fri 4 Sep 2026; {CORRECT}",
        ),
    ],
)
def test_what_is_recorded_is_corrected_and_not_recorded_again(
    happening: Happening, facts: ClockFacts, field: str, sentence: str
) -> None:
    assert refused(happening, facts, EventEntry(sep(10))) == (field, sentence)


@pytest.mark.parametrize(
    ("received", "article"), [(RECEIVED, "UK GDPR Art 12A"), (OLDER, "UK GDPR Art 12(3), older text")]
)
def test_what_the_law_does_not_extend_is_refused_with_the_article(received: date, article: str) -> None:
    second = ClockFacts(extension=EXTENSION)
    assert refused(Happening.EXTENDED, second, EventEntry(sep(25), **BOTH), received) == (
        "extension",
        f"A request is extended once at most, and the notice of that went on Sun 20 Sep 2026 ({article}).",
    )
    groundless = EventEntry(sep(20), reasons="Staff are ill.")
    only_two = (
        "Choose the ground. There are only two: how complex the request is, and how many this person has "
        f"made; workload is none ({article})."
    )
    assert refused(Happening.EXTENDED, ClockFacts(), groundless, received) == ("ground", only_two)
    for reasons in ("", " \n"):
        silent = EventEntry(sep(20), ground=ExtensionGround.NUMBER, reasons=reasons)
        assert refused(Happening.EXTENDED, ClockFacts(), silent, received) == (
            "reasons",
            f"An extension notice gives its reasons ({article}).",
        )


def test_every_event_says_what_it_is_and_what_waits_is_asked_for() -> None:
    assert set(EVENTS) == set(Happening)
    for about in EVENTS.values():
        assert about.title
        assert about.decide.startswith("Record ")
        assert about.said.endswith(".")
    assert {EVENTS[each].field for each in TO_COME} == {"next_update_on", "answer_by"}
    assert all(EVENTS[each].letter for each in MOVED_BY_LETTER)
    assert {Happening.EXTENDED} == MOVED_BY_LETTER - ASKS
    letters = {happening.value: about.letter for happening, about in EVENTS.items() if about.letter}
    assert letters == {
        "identity asked": "proof_of_identity",
        "identity came": "clock_restarted",
        "authority asked": "proof_of_authority",
        "authority came": "clock_restarted",
        "fee asked": "fee",
        "fee paid": "clock_restarted",
        "clarification asked": "clarification",
        "clarification answered": "clock_restarted",
        "extended": "extension",
        "update promised": "complaint_progress",
        "more asked": "more_information",
    }


def test_pausing_anything_but_access_is_offered_nowhere() -> None:
    for kind, status in product(CaseKind, Status):
        events = possible_events(details(kind), ClockFacts(), status)
        pauses = ClockEvent(Happening.CLARIFICATION_ASKED) in events
        assert pauses is (kind is CaseKind.ACCESS and status is Status.OPEN)
