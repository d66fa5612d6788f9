"""How a case can end, by its kind and its days."""

from datetime import date

import pytest

from kmss_dpo.domain.cases import (
    AT_ONCE,
    COMPLAINTS,
    ENQUIRIES,
    NEEDS_REASON,
    REQUESTS,
    CaseKind,
    Closing,
    Family,
    Outcome,
    check_closing,
    family_of,
    kinds_of,
    outcomes_of,
)
from kmss_dpo.domain.errors import Mistake

RECEIVED = date(2026, 11, 2)
TODAY = date(2026, 11, 22)
UNSENT = {Outcome.WITHDRAWN, Outcome.NO_IDENTITY, Outcome.DEALT_WITH, Outcome.ELSEWHERE, Outcome.NOT_NEEDED}
SENT = [
    (kind, outcome)
    for kind in (CaseKind.ACCESS, CaseKind.MARKETING_OBJECTION, CaseKind.COMPLAINT, CaseKind.REGULATOR)
    for outcome in outcomes_of(kind)
    if outcome not in UNSENT
]


def field_of_mistake(kind: CaseKind, closing: Closing) -> str | None:
    with pytest.raises(Mistake) as told:
        check_closing(kind, RECEIVED, closing, TODAY)
    return told.value.field


@pytest.mark.parametrize(("kind", "outcome"), SENT)
def test_an_outcome_the_person_is_told_of_needs_the_day_it_was_sent(kind: CaseKind, outcome: Outcome) -> None:
    untold = Closing(outcome, TODAY, reason="As explained in the letter")
    assert field_of_mistake(kind, untold) == "answered_on"
    check_closing(kind, RECEIVED, Closing(outcome, TODAY, TODAY, untold.reason), TODAY)


@pytest.mark.parametrize("outcome", [Outcome.WITHDRAWN, Outcome.NO_IDENTITY])
def test_a_request_that_came_to_nothing_ends_without_an_answer(outcome: Outcome) -> None:
    check_closing(CaseKind.ACCESS, RECEIVED, Closing(outcome, TODAY), TODAY)


def test_an_enquiry_ends_without_an_answer_being_dated() -> None:
    check_closing(CaseKind.DEMO_ENQUIRY, RECEIVED, Closing(Outcome.DEALT_WITH, TODAY), TODAY)


@pytest.mark.parametrize("kind", [CaseKind.MARKETING_OBJECTION, CaseKind.CONSENT_WITHDRAWAL])
def test_an_objection_to_marketing_and_a_withdrawal_know_no_refusal(kind: CaseKind) -> None:
    assert not {Outcome.REFUSED, Outcome.PART_REFUSED} & set(outcomes_of(kind))
    assert field_of_mistake(kind, Closing(Outcome.REFUSED, TODAY, TODAY, "We would rather not")) == "outcome"


def test_a_refusal_without_reasons_is_refused() -> None:
    assert field_of_mistake(CaseKind.ERASURE, Closing(Outcome.REFUSED, TODAY, TODAY, " ")) == "reason"


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 11, 23)])
def test_a_case_ends_neither_before_it_came_nor_in_the_future(day: date) -> None:
    assert field_of_mistake(CaseKind.ACCESS, Closing(Outcome.WITHDRAWN, day)) == "closed_on"
    assert field_of_mistake(CaseKind.ACCESS, Closing(Outcome.ANSWERED, TODAY, day)) == "answered_on"


@pytest.mark.parametrize("kind", sorted(REQUESTS - set(AT_ONCE)))
def test_a_request_ends_in_one_of_six_ways(kind: CaseKind) -> None:
    assert outcomes_of(kind) == (
        Outcome.ANSWERED,
        Outcome.NOTHING_HELD,
        Outcome.PART_REFUSED,
        Outcome.REFUSED,
        Outcome.WITHDRAWN,
        Outcome.NO_IDENTITY,
    )


@pytest.mark.parametrize(
    ("kind", "outcomes"),
    [
        (CaseKind.MARKETING_OBJECTION, "answered, withdrawn"),
        (CaseKind.CONSENT_WITHDRAWAL, "answered, withdrawn"),
        (CaseKind.COMPLAINT, "upheld, partly upheld, not upheld, dealt with elsewhere, withdrawn"),
        (
            CaseKind.REGULATOR,
            "no further action, recommendations made, enforcement action, no answer was needed, withdrawn",
        ),
        (CaseKind.DEMO_ENQUIRY, "dealt with, withdrawn"),
        (CaseKind.CONTACT_ENQUIRY, "dealt with, withdrawn"),
    ],
)
def test_the_other_kinds_end_in_ways_of_their_own(kind: CaseKind, outcomes: str) -> None:
    assert ", ".join(each.value for each in outcomes_of(kind)) == outcomes


@pytest.mark.parametrize("outcome", list(NEEDS_REASON))
def test_what_is_refused_or_dealt_with_elsewhere_says_why_or_where(outcome: Outcome) -> None:
    kind = next(kind for kind in CaseKind if outcome in outcomes_of(kind))
    sentence = NEEDS_REASON[outcome]
    with pytest.raises(Mistake) as told:
        check_closing(kind, RECEIVED, Closing(outcome, TODAY, TODAY, "\n"), TODAY)
    assert (told.value.sentence, told.value.field) == (sentence, "reason")
    check_closing(kind, RECEIVED, Closing(outcome, TODAY, TODAY, "The council decides it."), TODAY)


def test_a_complaint_that_is_dealt_with_elsewhere_needs_no_answer_of_ours() -> None:
    elsewhere = Closing(Outcome.ELSEWHERE, TODAY, reason="It is a service matter: support answers it.")
    check_closing(CaseKind.COMPLAINT, RECEIVED, elsewhere, TODAY)


def test_a_case_of_the_regulator_that_needs_no_answer_says_why() -> None:
    only_told = Closing(Outcome.NOT_NEEDED, TODAY, reason="It only told us of its new address.")
    check_closing(CaseKind.REGULATOR, RECEIVED, only_told, TODAY)
    for kind in set(CaseKind) - {CaseKind.REGULATOR}:
        assert field_of_mistake(kind, only_told) == "outcome"


def test_the_regulators_cases_stand_among_the_complaints_and_every_kind_in_one_list() -> None:
    assert kinds_of(Family.COMPLAINTS) == (CaseKind.COMPLAINT, CaseKind.REGULATOR)
    listed = [kind for family in Family for kind in kinds_of(family)]
    assert sorted(listed) == sorted(CaseKind)
    assert {family_of(kind) for kind in REQUESTS} == {Family.REQUESTS}
    assert {family_of(kind) for kind in COMPLAINTS} == {Family.COMPLAINTS}
    assert {family_of(kind) for kind in ENQUIRIES} == {Family.ENQUIRIES}
