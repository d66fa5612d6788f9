"""How a case can end, by its kind and its days."""

from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind, Closing, Outcome, check_closing, outcomes_of
from kmss_dpo.domain.errors import Mistake

RECEIVED = date(2026, 11, 2)
TODAY = date(2026, 11, 22)
UNSENT = {Outcome.WITHDRAWN, Outcome.NO_IDENTITY, Outcome.DEALT_WITH, Outcome.ELSEWHERE}
SENT = [
    (kind, outcome)
    for kind in (CaseKind.ACCESS, CaseKind.MARKETING_OBJECTION, CaseKind.COMPLAINT)
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
