"""The retention schedule, when a case runs out, and what keeps it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.domain.cases import COMPLAINTS, ENQUIRIES, CaseKind, Status
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.retention import (
    ANONYMISED,
    DEFAULT_RULES,
    STAGES,
    Action,
    DisposalDue,
    RecordClass,
    RetentionRule,
    Trigger,
    began_by,
    blocks_erasure,
    check_keep_until,
    check_names_somebody,
    class_of,
    concerns_linked_people,
    disposal_due,
    due_by,
    rule_for,
    runs_out_on,
)

DAY = date(2026, 10, 21)
PLAIN = ClockFacts()


def due(
    kind: CaseKind,
    facts: ClockFacts = PLAIN,
    closed_on: date | None = None,
    status: Status = Status.CLOSED,
    rules: tuple[RetentionRule, ...] = DEFAULT_RULES,
) -> DisposalDue | None:
    return disposal_due(kind, facts, closed_on, status, rules)


@pytest.mark.parametrize(
    ("code", "trigger", "months", "days", "action"),
    [
        (RecordClass.ENQUIRY, Trigger.DEALT_WITH, None, None, Action.ERASE),
        (RecordClass.UNFINISHED_FORM, Trigger.ASKED, 1, None, Action.ERASE),
        (RecordClass.REQUEST, Trigger.CLOSED, 24, None, Action.ERASE),
        (RecordClass.REQUEST_MATERIAL, Trigger.CLOSED, 24, None, Action.ERASE),
        (RecordClass.REQUEST_DISCLOSED, Trigger.CLOSED, 24, None, Action.ERASE),
        (RecordClass.REQUEST_STATISTICS, Trigger.CLOSED, 72, None, Action.ERASE),
        (RecordClass.COMPLAINT, Trigger.CLOSED, 36, None, Action.ERASE),
        (RecordClass.BREACH, Trigger.CLOSED, 72, None, Action.ERASE),
        (RecordClass.MARKETING, Trigger.WITHDRAWN, None, None, Action.SUPPRESS),
        (RecordClass.CONSENT_EVIDENCE, Trigger.WITHDRAWN, 72, None, Action.ERASE),
        (RecordClass.IDENTITY_COPY, Trigger.CHECKED, None, None, Action.ERASE),
        (RecordClass.IDENTITY_COPY_UNCHECKED, Trigger.CREATED, None, 30, Action.ERASE),
        (RecordClass.DISPOSAL_LOG, Trigger.CREATED, 72, None, Action.ERASE),
    ],
)
def test_the_schedule_starts_with_the_periods_of_the_notice_and_of_practice(
    code: RecordClass, trigger: Trigger, months: int | None, days: int | None, action: Action
) -> None:
    rule = rule_for(code, DEFAULT_RULES)
    assert rule is not None
    assert (rule.trigger, rule.months, rule.days, rule.action) == (trigger, months, days, action)


def test_each_class_of_record_has_one_rule_that_says_everything() -> None:
    assert [rule.code for rule in DEFAULT_RULES] == list(RecordClass)
    for rule in DEFAULT_RULES:
        assert all((rule.covers, rule.purpose, rule.basis, rule.reason))


@pytest.mark.parametrize(
    ("code", "runs_out"),
    [
        (RecordClass.ENQUIRY, date(2024, 2, 29)),
        (RecordClass.UNFINISHED_FORM, date(2024, 3, 29)),
        (RecordClass.REQUEST, date(2026, 2, 28)),
        (RecordClass.COMPLAINT, date(2027, 2, 28)),
        (RecordClass.BREACH, date(2030, 2, 28)),
        (RecordClass.IDENTITY_COPY, date(2024, 2, 29)),
        (RecordClass.IDENTITY_COPY_UNCHECKED, date(2024, 3, 30)),
    ],
)
def test_a_period_runs_out_on_the_same_day_number_also_from_29_february(
    code: RecordClass, runs_out: date
) -> None:
    rule = rule_for(code, DEFAULT_RULES)
    assert rule is not None
    assert runs_out_on(rule, date(2024, 2, 29)) == runs_out


def test_a_period_past_the_last_year_is_a_mistake() -> None:
    with pytest.raises(Mistake, match="past the year 9999"):
        due(CaseKind.ACCESS, closed_on=date(9998, 1, 1))


@pytest.mark.parametrize(
    ("kind", "code", "runs_out"),
    [
        (CaseKind.DEMO_ENQUIRY, RecordClass.ENQUIRY, DAY),
        (CaseKind.CONTACT_ENQUIRY, RecordClass.ENQUIRY, DAY),
        (CaseKind.ACCESS, RecordClass.REQUEST, date(2028, 10, 21)),
        (CaseKind.MARKETING_OBJECTION, RecordClass.REQUEST, date(2028, 10, 21)),
        (CaseKind.COMPLAINT, RecordClass.COMPLAINT, date(2029, 10, 21)),
    ],
)
@pytest.mark.parametrize("status", [Status.CLOSED, Status.VOIDED])
def test_a_closed_or_voided_case_runs_out_by_the_rule_of_its_class(
    kind: CaseKind, code: RecordClass, runs_out: date, status: Status
) -> None:
    assert due(kind, closed_on=DAY, status=status) == DisposalDue(code, DAY, runs_out)


@pytest.mark.parametrize("kind", list(CaseKind))
def test_an_open_case_does_not_run_out_even_when_it_was_once_closed(kind: CaseKind) -> None:
    assert due(kind, closed_on=DAY, status=Status.OPEN) is None
    assert due(kind, closed_on=None, status=Status.CLOSED) is None


@pytest.mark.parametrize("kind", sorted(ENQUIRIES))
def test_an_unfinished_form_runs_out_a_month_after_asking_and_a_reply_stops_it(kind: CaseKind) -> None:
    asked = ClockFacts(more_asked_on=DAY)
    expected = DisposalDue(RecordClass.UNFINISHED_FORM, DAY, date(2026, 11, 21))
    assert due(kind, asked, status=Status.OPEN) == expected
    replied = replace(asked, more_received_on=DAY + timedelta(40))
    assert due(kind, replied, status=Status.OPEN) is None
    assert due(kind, asked, closed_on=DAY + timedelta(3)) == DisposalDue(
        RecordClass.ENQUIRY, DAY + timedelta(3), DAY + timedelta(3)
    )


def test_only_enquiries_are_unfinished_forms() -> None:
    asked = ClockFacts(more_asked_on=DAY)
    assert class_of(CaseKind.ACCESS, asked, Status.OPEN) is RecordClass.REQUEST
    assert class_of(CaseKind.COMPLAINT, asked, Status.OPEN) is RecordClass.COMPLAINT
    assert class_of(CaseKind.DEMO_ENQUIRY, asked, Status.OPEN) is RecordClass.UNFINISHED_FORM
    assert class_of(CaseKind.DEMO_ENQUIRY, asked, Status.CLOSED) is RecordClass.ENQUIRY


def test_a_schedule_without_the_rule_lists_nothing() -> None:
    assert rule_for(RecordClass.ENQUIRY, ()) is None
    assert due(CaseKind.DEMO_ENQUIRY, closed_on=DAY, rules=()) is None


def test_the_schedule_is_not_read_for_a_case_that_nothing_has_set_off() -> None:
    read: list[RetentionRule] = []

    def schedule() -> Iterator[RetentionRule]:
        for rule in DEFAULT_RULES:
            read.append(rule)
            yield rule

    assert disposal_due(CaseKind.ACCESS, PLAIN, None, Status.OPEN, schedule()) is None
    assert read == []
    assert disposal_due(CaseKind.ACCESS, PLAIN, DAY, Status.CLOSED, schedule()) is not None
    assert read == list(DEFAULT_RULES)


def test_the_officers_own_period_is_the_one_that_counts() -> None:
    rule = rule_for(RecordClass.COMPLAINT, DEFAULT_RULES)
    assert rule is not None
    found = due(CaseKind.COMPLAINT, closed_on=DAY, rules=(replace(rule, months=1, days=2),))
    assert found is not None
    assert found.runs_out_on == date(2026, 11, 23)


@given(st.sampled_from(DEFAULT_RULES), st.dates(date(1900, 1, 1), date(9990, 1, 1)), st.integers(0, 400))
def test_what_began_later_never_runs_out_earlier(rule: RetentionRule, began: date, later: int) -> None:
    first = runs_out_on(rule, began)
    assert began <= first <= runs_out_on(rule, began + timedelta(later))


def test_keeping_longer_needs_a_future_day_and_a_reason() -> None:
    check_keep_until(DAY + timedelta(1), "A claim is announced.", DAY)
    for day in (DAY, DAY - timedelta(1)):
        with pytest.raises(Mistake) as found:
            check_keep_until(day, "A claim is announced.", DAY)
        assert (found.value.field, found.value.sentence) == ("day", "Keep it until a day after today.")
    with pytest.raises(Mistake) as found:
        check_keep_until(DAY + timedelta(1), " \n", DAY)
    assert found.value.field == "reason"
    assert found.value.sentence == "Say why it is kept longer (UK GDPR Art 5(1)(e))."


def test_open_access_portability_complaints_and_the_regulator_hold_everything_about_the_person() -> None:
    blocking = {kind for kind in CaseKind if blocks_erasure(kind)}
    assert blocking == {CaseKind.ACCESS, CaseKind.PORTABILITY, *COMPLAINTS}


def test_only_the_regulator_asks_about_the_people_of_another_case() -> None:
    assert {kind for kind in CaseKind if concerns_linked_people(kind)} == {CaseKind.REGULATOR}


GONE = -1
MATERIAL, DISCLOSED, REQUEST = STAGES


def settled(**months: int) -> tuple[RetentionRule, ...]:
    """The schedule with other periods for the stages, by the name of the class without its first word."""
    named = [(rule, months.get(rule.code.name.rpartition("_")[2].lower())) for rule in DEFAULT_RULES]
    return tuple(
        rule if months is None else replace(rule, months=months) for rule, months in named if months != GONE
    )


def test_what_goes_of_a_request_goes_in_this_order() -> None:
    assert STAGES == (RecordClass.REQUEST_MATERIAL, RecordClass.REQUEST_DISCLOSED, RecordClass.REQUEST)
    assert ANONYMISED == 3


@pytest.mark.parametrize(
    ("months", "stage", "code", "runs_out"),
    [
        ({}, 0, REQUEST, date(2028, 10, 21)),
        ({"material": 12}, 0, MATERIAL, date(2027, 10, 21)),
        ({"material": 12}, 1, REQUEST, date(2028, 10, 21)),
        ({"material": 12, "disclosed": 18}, 0, MATERIAL, date(2027, 10, 21)),
        ({"material": 12, "disclosed": 18}, 1, DISCLOSED, date(2028, 4, 21)),
        ({"material": 12, "disclosed": 18}, 2, REQUEST, date(2028, 10, 21)),
        ({"material": 12, "disclosed": 12}, 0, DISCLOSED, date(2027, 10, 21)),
        ({"disclosed": 18}, 0, DISCLOSED, date(2028, 4, 21)),
        ({"material": 36, "disclosed": 48}, 0, REQUEST, date(2028, 10, 21)),
        ({"material": GONE, "disclosed": GONE}, 0, REQUEST, date(2028, 10, 21)),
        ({"material": GONE, "disclosed": 18}, 0, DISCLOSED, date(2028, 4, 21)),
        ({}, 3, RecordClass.REQUEST_STATISTICS, date(2032, 10, 21)),
        ({}, 4, RecordClass.REQUEST_STATISTICS, date(2032, 10, 21)),
    ],
)
def test_the_next_stage_of_a_request_is_due_by_its_own_rule(
    months: dict[str, int], stage: int, code: RecordClass, runs_out: date
) -> None:
    rules = settled(**months)
    found = disposal_due(CaseKind.ACCESS, PLAIN, DAY, Status.CLOSED, rules, stage)
    assert found == DisposalDue(code, DAY, runs_out)


@pytest.mark.parametrize("kind", [CaseKind.COMPLAINT, CaseKind.DEMO_ENQUIRY])
def test_only_requests_go_in_stages_and_whatever_is_anonymised_is_a_statistic(kind: CaseKind) -> None:
    rules = settled(material=1, disclosed=2)
    whole = disposal_due(kind, PLAIN, DAY, Status.CLOSED, rules)
    assert whole
    assert whole.code is class_of(kind, PLAIN, Status.CLOSED)
    first = disposal_due(CaseKind.ACCESS, PLAIN, DAY, Status.CLOSED, rules)
    assert first
    assert first.code is MATERIAL
    left = disposal_due(kind, PLAIN, DAY, Status.CLOSED, rules, ANONYMISED)
    assert left == DisposalDue(RecordClass.REQUEST_STATISTICS, DAY, date(2032, 10, 21))


def test_a_stage_without_a_rule_follows_that_of_the_request_and_nothing_else_does() -> None:
    rules = settled(material=GONE, disclosed=GONE)
    request = rule_for(REQUEST, rules)
    assert request
    assert rule_for(MATERIAL, rules) is rule_for(DISCLOSED, rules) is request
    without = [rule for rule in rules if rule.code is not RecordClass.BREACH]
    assert rule_for(RecordClass.BREACH, without) is None
    assert rule_for(MATERIAL, ()) is None
    assert rule_for(RecordClass.BIN, ()) is rule_for(RecordClass.BIN, DEFAULT_RULES)
    own = rule_for(MATERIAL, DEFAULT_RULES)
    assert own
    assert own.code is MATERIAL


@pytest.mark.parametrize(
    ("code", "today", "expected"),
    [
        (MATERIAL, date(2027, 10, 21), MATERIAL),
        (MATERIAL, date(2028, 4, 20), MATERIAL),
        (MATERIAL, date(2028, 4, 21), DISCLOSED),
        (MATERIAL, date(2028, 10, 21), REQUEST),
        (DISCLOSED, date(2028, 4, 21), DISCLOSED),
        (DISCLOSED, date(2028, 10, 21), REQUEST),
        (REQUEST, date(2030, 1, 1), REQUEST),
        (RecordClass.COMPLAINT, date(2030, 1, 1), RecordClass.COMPLAINT),
    ],
)
def test_a_stage_that_waited_goes_with_the_furthest_that_has_run_out(
    code: RecordClass, today: date, expected: RecordClass
) -> None:
    rules = settled(material=12, disclosed=18)
    stored = DisposalDue(code, DAY, date(2027, 10, 21))
    found = due_by(stored, rules, today)
    assert found.code is expected
    rule = rule_for(expected, rules)
    assert rule
    assert found.runs_out_on == (stored.runs_out_on if expected is code else runs_out_on(rule, DAY))


@given(
    st.integers(0, 100),
    st.integers(0, 400),
    st.dates(date(1990, 1, 1), date(9000, 1, 1)),
)
def test_a_period_has_run_out_exactly_where_it_began_by_that_day(months: int, days: int, today: date) -> None:
    rule = replace(DEFAULT_RULES[0], months=months, days=days)
    latest = began_by(rule, today)
    assert runs_out_on(rule, latest) <= today < runs_out_on(rule, latest + timedelta(1))


@pytest.mark.parametrize(
    ("months", "days", "today", "began"),
    [
        (24, None, date(2026, 2, 28), date(2024, 2, 29)),
        (1, None, date(2026, 3, 30), date(2026, 2, 28)),
        (1, None, date(2026, 2, 28), date(2026, 1, 31)),
        (None, 30, date(2026, 12, 22), date(2026, 11, 22)),
        (1, 1, date(2026, 3, 1), date(2026, 1, 31)),
        (None, None, DAY, DAY),
    ],
)
def test_the_latest_day_on_which_a_period_began_that_has_run_out(
    months: int | None, days: int | None, today: date, began: date
) -> None:
    assert began_by(replace(DEFAULT_RULES[0], months=months, days=days), today) == began


def test_only_a_case_that_names_somebody_goes_on() -> None:
    for stage in range(ANONYMISED):
        check_names_somebody(stage)
    with pytest.raises(Mistake) as found:
        check_names_somebody(ANONYMISED)
    assert found.value.sentence == (
        "This case was anonymised: only its kind, dates and outcome are left, and they stay."
    )
