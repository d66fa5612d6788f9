"""What the clock refuses to be told, and the article that says so."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.clock import (
    Ask,
    Clarification,
    ClockFacts,
    Extension,
    ExtensionGround,
    check_extension,
    check_facts,
)
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.intake.public_holidays import closed_days

CLOSED = closed_days(Nation.ENGLAND_AND_WALES)
RECEIVED = date(2026, 9, 3)
TODAY = date(2026, 10, 10)
BEFORE = date(2026, 9, 2)
LATER = date(2026, 10, 11)


def sep(number: int) -> date:
    return date(2026, 9, number)


def extension(sent: date | None = date(2026, 9, 20), reasons: str = "Nine systems hold data.") -> Extension:
    return Extension(sent, ExtensionGround.NUMBER, reasons)


def refused(kind: CaseKind, facts: ClockFacts, received: date = RECEIVED) -> tuple[str | None, str]:
    with pytest.raises(Mistake) as found:
        check_facts(kind, received, facts, TODAY)
    return found.value.field, found.value.sentence


GOOD = ClockFacts(
    identity=Ask(RECEIVED, TODAY),
    authority=Ask(sep(4)),
    fee=Ask(sep(5), sep(5)),
    clarifications=(Clarification(sep(6), sep(6)), Clarification(sep(7))),
    extension=extension(),
    acknowledged_on=RECEIVED,
    answered_on=TODAY,
)


def test_facts_that_the_law_allows_are_accepted() -> None:
    check_facts(CaseKind.ACCESS, RECEIVED, GOOD, TODAY)
    check_facts(CaseKind.ERASURE, RECEIVED, replace(GOOD, clarifications=()), TODAY)
    check_facts(CaseKind.COMPLAINT, RECEIVED, ClockFacts(next_update_on=RECEIVED), TODAY)
    check_facts(CaseKind.COMPLAINT, RECEIVED, ClockFacts(next_update_on=date(2027, 1, 1)), TODAY)
    forms = ClockFacts(more_asked_on=RECEIVED, more_received_on=RECEIVED)
    check_facts(CaseKind.DEMO_ENQUIRY, RECEIVED, forms, TODAY)
    for kind in CaseKind:
        check_facts(kind, RECEIVED, ClockFacts(answered_on=TODAY), TODAY)


def test_a_question_asked_after_the_due_date_is_kept_and_not_refused() -> None:
    late = ClockFacts(clarifications=(Clarification(TODAY),), identity=Ask(TODAY))
    check_facts(CaseKind.ACCESS, RECEIVED, late, TODAY)


@pytest.mark.parametrize("kind", [kind for kind in CaseKind if kind is not CaseKind.ACCESS])
def test_pausing_anything_but_access_is_refused(kind: CaseKind) -> None:
    assert refused(kind, ClockFacts(clarifications=(Clarification(sep(4)),))) == (
        "clarifications",
        "Only subject access can be stopped for a clarification (UK GDPR Art 12A with Art 15).",
    )


@pytest.mark.parametrize(
    "kind", [kind for kind in CaseKind if kind not in {CaseKind.DEMO_ENQUIRY, CaseKind.CONTACT_ENQUIRY}]
)
def test_only_a_web_form_is_unfinished(kind: CaseKind) -> None:
    assert refused(kind, ClockFacts(more_asked_on=sep(4))) == (
        "more_asked_on",
        "Only an unfinished web form is asked for more information.",
    )


COMPLAINT_SENTENCE = (
    "The 30 days for acknowledging a complaint run from receipt: proof, a fee or more time "
    "cannot move them (Data Protection Act 2018 s.164A)."
)

HOLDING = [
    ("identity", ClockFacts(identity=Ask(sep(4)))),
    ("authority", ClockFacts(authority=Ask(sep(4)))),
    ("fee", ClockFacts(fee=Ask(sep(4)))),
    ("extension", ClockFacts(extension=extension())),
]


@pytest.mark.parametrize(("field", "facts"), HOLDING)
@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (
            CaseKind.MARKETING_OBJECTION,
            "This is acted on at once: proof, a fee or more time cannot hold it up (UK GDPR Art 21(3)).",
        ),
        (
            CaseKind.CONSENT_WITHDRAWAL,
            "This is acted on at once: proof, a fee or more time cannot hold it up (UK GDPR Art 7(3)).",
        ),
        (
            CaseKind.COMPLAINT,
            COMPLAINT_SENTENCE,
        ),
        (CaseKind.DEMO_ENQUIRY, "An enquiry has no clock that proof, a fee or more time could move."),
        (CaseKind.CONTACT_ENQUIRY, "An enquiry has no clock that proof, a fee or more time could move."),
    ],
)
def test_nothing_holds_up_what_has_no_such_clock(
    kind: CaseKind, sentence: str, field: str, facts: ClockFacts
) -> None:
    assert refused(kind, facts) == (field, sentence)


@pytest.mark.parametrize(
    ("received", "sent", "article"),
    [
        (RECEIVED, date(2026, 10, 6), "UK GDPR Art 12A"),
        (date(2026, 2, 5), date(2026, 3, 6), "UK GDPR Art 12A"),
        (date(2026, 2, 4), date(2026, 3, 5), "UK GDPR Art 12(3), older text"),
    ],
)
def test_an_extension_notice_after_the_first_month_is_refused(
    received: date, sent: date, article: str
) -> None:
    facts = ClockFacts(extension=extension(sent))
    assert not_extended(facts, received=received) == (
        f"The first month had ended when the extension notice was sent, so it extends nothing ({article})."
    )
    check_facts(CaseKind.ERASURE, received, facts, TODAY)


def not_extended(after: ClockFacts, before: ClockFacts | None = None, received: date = RECEIVED) -> str:
    """What is refused of an extension, beside its field; empty where it can be recorded."""
    details, told = CaseDetails(CaseKind.ERASURE, received, Channel.POST), Mistake("", "extension")
    try:
        check_extension(details, before or ClockFacts(), after, CLOSED, TODAY)
    except Mistake as found:
        told = found
    assert told.field == "extension"
    return told.sentence


@pytest.mark.parametrize(
    ("received", "said"),
    [
        (date(2026, 9, 10), ""),
        (date(2026, 9, 9), "The first month has ended, so it extends nothing (UK GDPR Art 12A)."),
    ],
)
def test_an_extension_is_recorded_before_its_notice_leaves_as_long_as_that_can_be_in_time(
    received: date, said: str
) -> None:
    untold = ClockFacts(extension=extension(None))
    check_facts(CaseKind.ERASURE, received, untold, TODAY)
    assert not_extended(untold, received=received) == said


def test_what_is_kept_of_an_extension_that_extends_nothing_is_not_refused_again() -> None:
    late = ClockFacts(extension=extension(date(2026, 10, 6)))
    for after in (late, replace(late, answered_on=TODAY), ClockFacts()):
        assert not_extended(after, late) == ""
    other = ClockFacts(extension=extension(date(2026, 10, 6), "Eleven systems."))
    assert not_extended(other, late) == ""
    assert not_extended(ClockFacts(extension=extension(date(2026, 10, 7))), late)
    assert not_extended(ClockFacts(extension=extension(date(2026, 10, 5))), late) == ""


def test_a_case_that_is_answered_has_no_notice_still_to_come() -> None:
    facts = ClockFacts(extension=extension(None), answered_on=TODAY)
    assert not_extended(facts) == "The case is answered: enter the day the extension notice was sent."


def test_a_pause_of_an_access_request_gives_the_notice_more_time() -> None:
    facts = ClockFacts(
        clarifications=(Clarification(sep(7), sep(14)),), extension=extension(date(2026, 10, 9))
    )
    access = CaseDetails(CaseKind.ACCESS, RECEIVED, Channel.POST)
    check_extension(access, ClockFacts(), facts, CLOSED, TODAY)


def test_an_extension_notice_on_the_rolled_last_day_is_accepted() -> None:
    assert not_extended(ClockFacts(extension=extension(date(2026, 10, 5)))) == ""


@pytest.mark.parametrize("reasons", ["", "  \n"])
def test_an_extension_without_reasons_is_refused(reasons: str) -> None:
    facts = ClockFacts(extension=extension(reasons=reasons))
    assert refused(CaseKind.ACCESS, facts) == (
        "extension",
        "An extension notice gives its reasons (UK GDPR Art 12A).",
    )


def test_a_what_if_may_lie_in_the_future() -> None:
    facts = ClockFacts(clarifications=(Clarification(sep(30), date(2026, 11, 2)),))
    check_facts(CaseKind.ACCESS, RECEIVED, facts, date.max)


def test_workload_is_no_ground_and_a_second_extension_has_no_place() -> None:
    assert [ground.value for ground in ExtensionGround] == [
        "complexity of the request",
        "number of requests from this person",
    ]


FUTURE = "lies in the future."
EARLY = "lies before Thu 3 Sep 2026, when it was received."


@pytest.mark.parametrize(
    ("kind", "facts", "field", "sentence"),
    [
        (CaseKind.ACCESS, ClockFacts(identity=Ask(LATER)), "identity", f"The day it was asked for {FUTURE}"),
        (
            CaseKind.ACCESS,
            ClockFacts(authority=Ask(BEFORE)),
            "authority",
            f"The day it was asked for {EARLY}",
        ),
        (CaseKind.ACCESS, ClockFacts(fee=Ask(sep(4), LATER)), "fee", f"The day it came {FUTURE}"),
        (CaseKind.ACCESS, ClockFacts(fee=Ask(sep(4), BEFORE)), "fee", f"The day it came {EARLY}"),
        (
            CaseKind.ACCESS,
            ClockFacts(identity=Ask(sep(6), sep(5))),
            "identity",
            "The day it came lies before the day it was asked for.",
        ),
        (
            CaseKind.ACCESS,
            ClockFacts(clarifications=(Clarification(LATER),)),
            "clarifications",
            f"The day it was asked for {FUTURE}",
        ),
        (
            CaseKind.ACCESS,
            ClockFacts(clarifications=(Clarification(sep(5)), Clarification(sep(6), sep(5)))),
            "clarifications",
            "The day it was answered lies before the day it was asked for.",
        ),
        (
            CaseKind.DEMO_ENQUIRY,
            ClockFacts(more_asked_on=sep(6), more_received_on=sep(5)),
            "more_asked_on",
            "The day it came lies before the day it was asked for.",
        ),
        (
            CaseKind.DEMO_ENQUIRY,
            ClockFacts(more_asked_on=LATER),
            "more_asked_on",
            f"The day it was asked for {FUTURE}",
        ),
        (
            CaseKind.ACCESS,
            ClockFacts(identity=Ask(sep(6)), answered_on=sep(5)),
            "identity",
            "It was asked for after the case had been answered. Check the days.",
        ),
        (
            CaseKind.COMPLAINT,
            ClockFacts(acknowledged_on=LATER),
            "acknowledged_on",
            f"The day the acknowledgement was sent {FUTURE}",
        ),
        (
            CaseKind.COMPLAINT,
            ClockFacts(acknowledged_on=BEFORE),
            "acknowledged_on",
            f"The day the acknowledgement was sent {EARLY}",
        ),
        (
            CaseKind.ERASURE,
            ClockFacts(answered_on=LATER),
            "answered_on",
            f"The day the answer was sent {FUTURE}",
        ),
        (
            CaseKind.ERASURE,
            ClockFacts(answered_on=BEFORE),
            "answered_on",
            f"The day the answer was sent {EARLY}",
        ),
        (
            CaseKind.ERASURE,
            ClockFacts(extension=extension(LATER)),
            "extension",
            f"The day the notice was sent {FUTURE}",
        ),
        (
            CaseKind.ERASURE,
            ClockFacts(extension=extension(BEFORE)),
            "extension",
            f"The day the notice was sent {EARLY}",
        ),
        (
            CaseKind.ERASURE,
            ClockFacts(extension=extension(), answered_on=sep(19)),
            "extension",
            "The extension notice was sent after the answer. Check the days.",
        ),
        (
            CaseKind.COMPLAINT,
            ClockFacts(next_update_on=BEFORE),
            "next_update_on",
            "The next update lies before the day it was received.",
        ),
        (
            CaseKind.COMPLAINT,
            ClockFacts(acknowledged_on=sep(6), next_update_on=sep(5)),
            "next_update_on",
            "The next update lies before the day it was acknowledged.",
        ),
        (
            CaseKind.DEMO_ENQUIRY,
            ClockFacts(more_received_on=sep(5)),
            "more_asked_on",
            "Enter the day more information was asked for as well.",
        ),
    ],
)
def test_days_that_cannot_be_are_refused_beside_their_field(
    kind: CaseKind, facts: ClockFacts, field: str, sentence: str
) -> None:
    assert refused(kind, facts) == (field, sentence)


def test_an_update_can_be_promised_for_the_day_of_the_acknowledgement() -> None:
    facts = ClockFacts(acknowledged_on=sep(6), next_update_on=sep(6))
    check_facts(CaseKind.COMPLAINT, RECEIVED, facts, TODAY)


@pytest.mark.parametrize(
    ("kind", "field", "facts"),
    [
        *((CaseKind.ACCESS, field, facts) for field, facts in HOLDING),
        (CaseKind.ACCESS, "clarifications", ClockFacts(clarifications=(Clarification(sep(4)),))),
        (CaseKind.COMPLAINT, "next_update_on", ClockFacts(next_update_on=sep(4))),
        (CaseKind.DEMO_ENQUIRY, "more_asked_on", ClockFacts(more_asked_on=sep(4))),
    ],
)
def test_what_is_meant_for_a_customer_has_no_facts_that_move_a_clock(
    kind: CaseKind, field: str, facts: ClockFacts
) -> None:
    check_facts(kind, RECEIVED, facts, TODAY)
    with pytest.raises(Mistake) as found:
        check_facts(kind, RECEIVED, facts, TODAY, for_customer=True)
    assert found.value.field == field
    assert found.value.sentence == (
        "What is meant for a customer has no clock here: proof, a fee, a question, more time or an "
        "update are the customer's to ask for and to give. Take it out of the clock facts."
    )


@pytest.mark.parametrize("day", [BEFORE, LATER])
@pytest.mark.parametrize("field", ["acknowledged_on", "answered_on"])
def test_the_days_of_what_is_meant_for_a_customer_are_checked_too(field: str, day: date) -> None:
    check_facts(CaseKind.ACCESS, RECEIVED, ClockFacts(**{field: TODAY}), TODAY, for_customer=True)
    with pytest.raises(Mistake) as found:
        check_facts(CaseKind.ACCESS, RECEIVED, ClockFacts(**{field: day}), TODAY, for_customer=True)
    assert found.value.field == field


def test_what_happened_on_the_day_of_the_answer_is_accepted() -> None:
    facts = ClockFacts(identity=Ask(sep(5)), extension=extension(sep(5)), answered_on=sep(5))
    check_facts(CaseKind.ACCESS, RECEIVED, facts, TODAY)
