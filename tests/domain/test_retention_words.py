"""Periods, events and records in the words of the lists and certificates."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.disposal import BY_HAND, DisposalRecord, Parts
from kmss_dpo.domain.retention import DEFAULT_RULES, Action, RecordClass, RetentionRule, Trigger
from kmss_dpo.domain.retention_words import (
    action_words,
    counted_from,
    holds_words,
    period,
    record_words,
    records_words,
    rule_name,
    trigger_words,
)

RULE = DEFAULT_RULES[0]


def rule(trigger: Trigger, months: int = 0, days: int = 0) -> RetentionRule:
    return replace(RULE, trigger=trigger, months=months, days=days)


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (rule(Trigger.CLOSED, months=24), "two years after closing"),
        (rule(Trigger.ASKED, months=1), "one month after asking for more"),
        (rule(Trigger.CLOSED, months=18), "18 months after closing"),
        (rule(Trigger.CHECKED, days=30), "30 days after the check"),
        (rule(Trigger.DEALT_WITH), "until dealt with"),
    ],
)
def test_a_period_is_said_as_one_would(of: RetentionRule, said: str) -> None:
    assert period(of) == said


def test_each_action_and_event_has_its_word() -> None:
    assert [action_words(action) for action in Action] == ["Erase", "Anonymise", "Review", "Suppress"]
    assert trigger_words(rule(Trigger.CLOSED), date(2023, 11, 20)) == "Closed 20 Nov 2023"


@pytest.mark.parametrize(
    ("kind", "code", "one", "three"),
    [
        (CaseKind.DEMO_ENQUIRY, RecordClass.ENQUIRY, "Demo request", "3 demo requests"),
        (CaseKind.DEMO_ENQUIRY, RecordClass.UNFINISHED_FORM, "Unfinished web form", "3 unfinished web forms"),
    ],
)
def test_records_are_named_and_counted(kind: CaseKind, code: str, one: str, three: str) -> None:
    assert record_words(kind, code) == one
    assert records_words(kind, code, 1) == f"1 {one.lower()}"
    assert records_words(kind, code, 3) == three


@pytest.mark.parametrize(
    ("kind", "held", "said"),
    [
        (CaseKind.DEMO_ENQUIRY, Parts(), "Name, phone, email, organisation"),
        (CaseKind.CONTACT_ENQUIRY, Parts(), "Name, email"),
        (CaseKind.ACCESS, Parts(), "No correspondence or documents"),
        (CaseKind.ACCESS, Parts(letters=3, documents=1), "3 letters, 1 document"),
    ],
)
def test_what_a_case_holds_is_counted_or_named(kind: CaseKind, held: Parts, said: str) -> None:
    assert holds_words(kind, held) == said


def test_a_line_of_the_log_says_from_what_a_period_was_counted_where_there_was_one() -> None:
    at = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    by_rule = DisposalRecord(1, at, "request", "closed", "access", 1, "Robin Hale", "Erased", "to be reached")
    by_hand = replace(by_rule, rule=BY_HAND, trigger="", record_class="contact")
    assert (rule_name(by_rule.rule), counted_from(by_rule)) == ("Rights requests", "counted from: closed")
    assert (rule_name(by_hand.rule), counted_from(by_hand)) == ("No rule: erased by hand", "")
