"""What is typed about a rule of the schedule and its approval."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.domain.retention import DEFAULT_RULES, RecordClass, RetentionRule
from kmss_dpo.domain.schedule import Unit
from kmss_dpo.ui.retention.schedule.form_state import (
    ApprovalForm,
    approval_words,
    beyond_notice,
    in_force_words,
    lacking_words,
    moved_words,
    rule_form,
)

TODAY = date(2026, 11, 22)
REQUEST = next(rule for rule in DEFAULT_RULES if rule.code is RecordClass.REQUEST)
ENQUIRY = DEFAULT_RULES[0]
FORM = rule_form(REQUEST)
YEARS = "Give a whole number of years from 1 to 100."


@pytest.mark.parametrize("rule", DEFAULT_RULES)
def test_a_rule_that_is_only_looked_at_stays_as_it_is(rule: RetentionRule) -> None:
    named = replace(rule, owner="Robin Hale", reviewer="Ann Ash")
    assert rule_form(named).rule(rule.code) == named
    assert rule_form(named).errors(rule.code, named) == {}
    assert rule_form(named).warning(rule.code) == ""


def test_a_period_is_typed_as_a_number_of_something() -> None:
    assert (FORM.amount, FORM.unit) == ("2", Unit.YEARS)
    assert replace(FORM, amount=" 18 ", unit=Unit.MONTHS).rule(REQUEST.code).months == 18
    assert replace(FORM, amount="", unit=Unit.NONE).rule(REQUEST.code).months is None


@pytest.mark.parametrize("typed", ["", "two", "1.5", "-1", "0", "101", "²", "1" * 30])
def test_what_is_no_number_is_said_beside_the_field_and_warns_of_nothing(typed: str) -> None:
    form = replace(FORM, amount=typed)
    assert form.errors(REQUEST.code, REQUEST) == {"amount": YEARS}
    assert form.warning(REQUEST.code) == ""


@given(st.text(max_size=12), st.sampled_from(Unit))
def test_whatever_is_typed_is_a_rule_or_said_to_be_none(typed: str, unit: Unit) -> None:
    form = replace(FORM, amount=typed, unit=unit)
    errors = form.errors(REQUEST.code, REQUEST)
    assert set(errors) <= {"amount", "reason"}
    if "amount" not in errors:
        assert form.rule(REQUEST.code).code is REQUEST.code


def test_a_longer_period_warns_and_asks_for_a_reason() -> None:
    form = replace(FORM, amount="3")
    assert form.warning(REQUEST.code).startswith("This is longer")
    assert list(form.errors(REQUEST.code, REQUEST)) == ["reason"]
    assert replace(form, reason="The insurer wants it.").errors(REQUEST.code, REQUEST) == {}


def test_what_is_in_force_stands_above_the_form() -> None:
    assert in_force_words(REQUEST) == (
        "In force: two years after closing, then erase. A proposal changes nothing until approved."
    )
    assert in_force_words(None) == "No rule is in force for these records."


@pytest.mark.parametrize(
    ("day", "errors"),
    [
        (None, {"review_on": "Give the day."}),
        (TODAY, {"review_on": "The next review is on a day after today."}),
        (date(2026, 11, 23), {}),
    ],
)
def test_an_approval_needs_a_day_that_lies_ahead(day: date | None, errors: dict[str, str]) -> None:
    assert ApprovalForm(day).errors(TODAY) == errors


def test_an_approval_says_what_it_does_first() -> None:
    assert approval_words([ENQUIRY, REQUEST]).startswith(
        "In force from now on: Web-form enquiries, Rights requests. The dates of all cases"
    )
    assert approval_words([]).startswith("The schedule is confirmed as it is")


def test_an_approval_names_what_goes_beyond_the_notice() -> None:
    assert beyond_notice([ENQUIRY, REQUEST]) == ""
    assert beyond_notice([replace(ENQUIRY, months=1), replace(REQUEST, months=12)]) == (
        "Otherwise than the privacy notice promises, or longer than the program proposes: "
        "Web-form enquiries. The reasons are kept."
    )


@pytest.mark.parametrize(
    ("moved", "stopped", "said"),
    [
        (0, False, "No date moved."),
        (1, False, "1 case runs out on another day now."),
        (1200, False, "1,200 cases run out on another day now."),
        (
            2,
            True,
            "2 cases run out on another day now. Stopped: the rest is worked out after the next unlock.",
        ),
    ],
)
def test_what_came_of_the_dates_is_said(moved: int, stopped: bool, said: str) -> None:
    assert moved_words(moved, stopped=stopped) == said


def test_classes_without_a_rule_are_named() -> None:
    assert lacking_words([ENQUIRY, REQUEST]) == (
        "The schedule has no rule for: Web-form enquiries, Rights requests."
    )
