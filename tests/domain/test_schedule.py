"""What a retention rule can say, what is warned of, and what a change of the schedule moves."""

import json
from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import COMPLAINTS, ENQUIRIES, REQUESTS, CaseKind
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.retention import DEFAULT_RULES, Action, RecordClass, RetentionRule, Trigger
from kmss_dpo.domain.schedule import (
    Approval,
    RuleVersion,
    Unit,
    changed,
    check_review_on,
    dates_moved,
    decided,
    edition,
    flaws,
    from_plain,
    is_longer,
    kinds_dated_by,
    length_of,
    merged,
    numbered,
    possible_actions,
    possible_triggers,
    review_due,
    rule_in,
    tidied,
    to_plain,
    usual_review,
    warning,
    with_length,
    without_rule,
)

TODAY = date(2026, 11, 22)
PLAIN = {rule.code: rule for rule in DEFAULT_RULES}
REQUEST = PLAIN[RecordClass.REQUEST]
ENQUIRY = PLAIN[RecordClass.ENQUIRY]
FORM = PLAIN[RecordClass.UNFINISHED_FORM]
MARKETING = PLAIN[RecordClass.MARKETING]
COPY = PLAIN[RecordClass.IDENTITY_COPY_UNCHECKED]
PROMISED = "The public privacy notice promises otherwise"
ASKED = "Say why in the reason, and change the notice before this is approved."
LONGER = "This is longer than the program proposes. Say why in the reason."
SAME_REASON = "Say why in words of its own: what stands here is the reason from before."


def months(rule: RetentionRule, count: int | None, reason: str = "A tribunal asked for it.") -> RetentionRule:
    return replace(rule, months=count, days=None, reason=reason)


def approval(day: int, by: str = "Robin Hale") -> Approval:
    return Approval(by, date(2026, 1, day), date(2027, 1, day))


@pytest.mark.parametrize(
    ("code", "triggers"),
    [
        (RecordClass.ENQUIRY, (Trigger.DEALT_WITH,)),
        (RecordClass.REQUEST, (Trigger.CLOSED,)),
        (RecordClass.IDENTITY_COPY, (Trigger.CHECKED,)),
        (RecordClass.MARKETING, (Trigger.WITHDRAWN, Trigger.LAST_CONTACT, Trigger.END_OF_CONTRACT)),
        (RecordClass.CONSENT_EVIDENCE, (Trigger.WITHDRAWN, Trigger.LAST_CONTACT)),
    ],
)
def test_a_period_is_counted_from_what_happens_to_such_records(
    code: RecordClass, triggers: tuple[Trigger, ...]
) -> None:
    assert possible_triggers(code) == triggers


@pytest.mark.parametrize("code", RecordClass)
def test_the_usual_end_comes_first_and_an_objector_is_never_erased(code: RecordClass) -> None:
    actions = possible_actions(code)
    assert actions[0] is PLAIN[code].action
    assert possible_triggers(code)[0] is PLAIN[code].trigger
    assert (Action.SUPPRESS in actions) == (code is RecordClass.MARKETING)
    assert (Action.ERASE in actions) == (code is not RecordClass.MARKETING)
    assert len(actions) == len(set(actions))


@pytest.mark.parametrize(
    ("code", "reviewed"),
    [
        (RecordClass.ENQUIRY, True),
        (RecordClass.REQUEST, True),
        (RecordClass.COMPLAINT, True),
        (RecordClass.MARKETING, True),
        (RecordClass.BREACH, True),
        (RecordClass.REQUEST_STATISTICS, True),
        (RecordClass.CONSENT_EVIDENCE, True),
        (RecordClass.DISPOSAL_LOG, True),
        (RecordClass.UNFINISHED_FORM, False),
        (RecordClass.IDENTITY_COPY, False),
        (RecordClass.IDENTITY_COPY_UNCHECKED, False),
    ],
)
def test_what_the_law_or_the_notice_wants_gone_is_not_only_reviewed(
    code: RecordClass, reviewed: bool
) -> None:
    assert (Action.REVIEW in possible_actions(code)) == reviewed


@pytest.mark.parametrize(
    ("amount", "unit", "months", "days"),
    [
        (None, Unit.NONE, None, None),
        (7, Unit.NONE, None, None),
        (1, Unit.DAYS, None, 1),
        (36_500, Unit.DAYS, None, 36_500),
        (18, Unit.MONTHS, 18, None),
        (1_200, Unit.MONTHS, 1_200, None),
        (2, Unit.YEARS, 24, None),
        (100, Unit.YEARS, 1_200, None),
    ],
)
def test_a_period_is_days_calendar_months_or_years_or_none(
    amount: int | None, unit: Unit, months: int | None, days: int | None
) -> None:
    rule = with_length(replace(COPY, months=5), amount, unit)
    assert (rule.months, rule.days) == (months, days)


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [
        (None, Unit.DAYS, "Give a whole number of days from 1 to 36,500."),
        (0, Unit.MONTHS, "Give a whole number of months from 1 to 1,200."),
        (-1, Unit.YEARS, "Give a whole number of years from 1 to 100."),
        (101, Unit.YEARS, "Give a whole number of years from 1 to 100."),
        (1_201, Unit.MONTHS, "Give a whole number of months from 1 to 1,200."),
        (36_501, Unit.DAYS, "Give a whole number of days from 1 to 36,500."),
    ],
)
def test_a_period_that_cannot_be_is_refused(amount: int | None, unit: Unit, said: str) -> None:
    with pytest.raises(Mistake) as refused:
        with_length(REQUEST, amount, unit)
    assert (refused.value.sentence, refused.value.field) == (said, "amount")


@pytest.mark.parametrize(
    ("count", "days", "length"),
    [
        (24, None, (2, Unit.YEARS)),
        (18, None, (18, Unit.MONTHS)),
        (1, None, (1, Unit.MONTHS)),
        (12, None, (1, Unit.YEARS)),
        (None, 30, (30, Unit.DAYS)),
        (None, None, (None, Unit.NONE)),
    ],
)
def test_a_period_is_shown_in_the_largest_unit_it_fills(
    count: int | None, days: int | None, length: tuple[int | None, Unit]
) -> None:
    assert length_of(replace(REQUEST, months=count, days=days)) == length


@pytest.mark.parametrize(
    ("rule", "than", "longer"),
    [
        ((None, None), (None, None), False),
        ((1, None), (None, None), True),
        ((25, None), (24, None), True),
        ((24, None), (24, None), False),
        ((23, None), (24, None), False),
        ((1, None), (None, 30), True),
        ((1, None), (None, 31), False),
        ((None, 29), (1, None), True),
        ((None, 28), (1, None), False),
        ((12, None), (None, 365), True),
        ((12, None), (None, 366), False),
        ((None, 366), (12, None), True),
        ((None, 365), (12, None), False),
        ((48, None), (None, 1461), False),
        ((None, 1462), (48, None), True),
    ],
)
def test_a_period_is_longer_where_it_can_end_later(
    rule: tuple[int | None, int | None], than: tuple[int | None, int | None], longer: bool
) -> None:
    one, other = (replace(REQUEST, months=count, days=days) for count, days in (rule, than))
    assert is_longer(one, other) is longer


@pytest.mark.parametrize("rule", DEFAULT_RULES)
def test_the_defaults_are_warned_of_nothing_and_can_be_proposed(rule: RetentionRule) -> None:
    assert warning(rule) == ""
    assert flaws(rule, rule) == flaws(rule, None) == {}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            months(ENQUIRY, 1),
            f"{PROMISED}: until the request has been dealt with. {ASKED}",
        ),
        (months(FORM, 2), f"{PROMISED}: one month without a reply, then deleted."),
        (months(MARKETING, 1), f"{PROMISED}: until the person no longer wants it."),
        (replace(MARKETING, trigger=Trigger.END_OF_CONTRACT), PROMISED),
        (replace(ENQUIRY, action=Action.REVIEW), PROMISED),
        (months(REQUEST, 25), LONGER),
        (replace(COPY, days=31), LONGER),
        (months(REQUEST, 12), ""),
        (replace(FORM, months=None, days=14), ""),
        (replace(REQUEST, action=Action.REVIEW), ""),
    ],
)
def test_what_goes_beyond_the_notice_or_the_default_is_warned_of(rule: RetentionRule, said: str) -> None:
    assert warning(rule).startswith(said)
    assert bool(warning(rule)) == bool(said)


def test_a_longer_period_needs_a_reason_of_its_own_and_is_then_not_refused() -> None:
    before = months(REQUEST, 24, "The insurer wants it.")
    assert flaws(months(REQUEST, 36, "The insurer wants it."), before) == {"reason": SAME_REASON}
    assert flaws(months(REQUEST, 36, f" {REQUEST.reason} "), before) == {"reason": SAME_REASON}
    assert flaws(months(REQUEST, 36, REQUEST.reason), None) == {"reason": SAME_REASON}
    assert flaws(months(REQUEST, 36), before) == {}
    assert flaws(months(REQUEST, 12, REQUEST.reason), before) == {}


def test_what_was_approved_with_its_reason_needs_no_other_for_a_change_of_words() -> None:
    before = months(REQUEST, 36)
    assert flaws(replace(before, owner="Ann Ash"), before) == {}
    assert flaws(months(REQUEST, 48), before) == {"reason": SAME_REASON}


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("covers", "Say which records the rule covers."),
        ("purpose", "Say what the records are kept for."),
        ("basis", "Give the lawful basis (UK GDPR Art 6)."),
        ("reason", "Say why this period is right (UK GDPR Art 5(1)(e))."),
    ],
)
def test_a_rule_says_what_the_law_asks_for(field: str, said: str) -> None:
    assert flaws(replace(months(REQUEST, 36), **{field: "  "}), REQUEST) == {field: said}


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (
            replace(REQUEST, trigger=Trigger.CREATED),
            {"trigger": "The period of these records is not counted from that."},
        ),
        (replace(REQUEST, action=Action.SUPPRESS), {"action": "That is not done with these records."}),
        (
            replace(COPY, days=None),
            {"amount": "Give a period: with none, the records would be due as soon as they are there."},
        ),
        (replace(COPY, days=None, months=1, reason="One month."), {}),
        (replace(COPY, days=20), {}),
        (months(REQUEST, None), {}),
    ],
)
def test_a_rule_says_nothing_that_its_records_cannot_follow(
    rule: RetentionRule, found: dict[str, str]
) -> None:
    assert flaws(rule, PLAIN[rule.code]) == found


@pytest.mark.parametrize(
    "rule", [replace(MARKETING, trigger=Trigger.LAST_CONTACT, reason="Agreed."), replace(FORM, months=None)]
)
def test_what_begins_with_the_record_needs_a_period(rule: RetentionRule) -> None:
    assert list(flaws(rule, None)) == ["amount"]


def test_spaces_around_words_are_not_kept() -> None:
    names = ("covers", "purpose", "basis", "reason", "owner", "reviewer")
    typed = replace(REQUEST, **{name: f"  {name} \n" for name in names})
    assert tidied(typed) == replace(REQUEST, **{name: name for name in names})


def test_a_rule_that_is_approved_again_unchanged_stays_one_version() -> None:
    other = months(REQUEST, 12)
    first, again, second, back = (approval(day) for day in range(1, 5))
    assert numbered([(REQUEST, first), (REQUEST, again), (other, second), (REQUEST, back)]) == (
        RuleVersion(1, REQUEST, (first, again)),
        RuleVersion(2, other, (second,)),
        RuleVersion(3, REQUEST, (back,)),
    )
    assert RuleVersion(1, REQUEST, (first, again)).approved == again
    assert numbered([]) == ()


def test_the_schedule_is_numbered_by_its_approvals() -> None:
    one = numbered([(REQUEST, approval(1)), (months(REQUEST, 12), approval(2)), (REQUEST, approval(3))])
    new = numbered([(ENQUIRY, approval(3))])
    assert (edition([one, new]), edition([new]), edition([])) == (3, 1, 0)


def test_a_review_is_due_within_a_month_and_usually_in_a_year() -> None:
    assert usual_review(date(2024, 2, 29)) == date(2025, 2, 28)
    near, far = date(2026, 12, 22), date(2026, 12, 23)
    assert review_due([far, near], TODAY) == near
    assert review_due([far], TODAY) is None
    assert review_due([date(2026, 1, 1), near], TODAY) == date(2026, 1, 1)
    assert review_due([], TODAY) is None


def test_a_next_review_lies_ahead() -> None:
    check_review_on(date(2026, 11, 23), TODAY)
    with pytest.raises(Mistake) as refused:
        check_review_on(TODAY, TODAY)
    said = "The next review is on a day after today."
    assert (refused.value.sentence, refused.value.field) == (said, "review_on")


def test_a_proposal_takes_the_place_of_the_rule_of_its_class_or_comes_in_its_turn() -> None:
    shorter = months(REQUEST, 12)
    assert merged(DEFAULT_RULES, [shorter]) == tuple(
        shorter if rule is REQUEST else rule for rule in DEFAULT_RULES
    )
    assert merged([MARKETING, ENQUIRY], [shorter]) == (ENQUIRY, shorter, MARKETING)


def test_what_is_proposed_as_it_is_in_force_changes_nothing() -> None:
    shorter = months(REQUEST, 12)
    assert changed(DEFAULT_RULES, [MARKETING, shorter, ENQUIRY]) == (shorter,)
    assert changed([ENQUIRY], [MARKETING, shorter]) == (shorter, MARKETING)
    assert rule_in([ENQUIRY, shorter], RecordClass.REQUEST) is shorter
    assert rule_in([ENQUIRY], RecordClass.REQUEST) is None


def test_a_class_without_a_rule_is_proposed_the_programs() -> None:
    assert without_rule(DEFAULT_RULES) == ()
    assert without_rule([rule for rule in DEFAULT_RULES if rule is not MARKETING]) == (MARKETING,)


@pytest.mark.parametrize(
    ("change", "moves"),
    [
        ({"months": 12}, True),
        ({"months": None, "days": 30}, True),
        ({"trigger": Trigger.CREATED}, True),
        ({"action": Action.REVIEW}, False),
        ({"reason": "Another", "owner": "Ann Ash", "covers": "Less"}, False),
        ({"days": 0}, False),
    ],
)
def test_dates_move_with_the_period_and_what_it_is_counted_from(
    change: dict[str, object], moves: bool
) -> None:
    after = merged(DEFAULT_RULES, [replace(REQUEST, **change)])
    assert (RecordClass.REQUEST in dates_moved(DEFAULT_RULES, after)) is moves
    assert dates_moved(DEFAULT_RULES, after) <= {
        rule.code for rule in DEFAULT_RULES if "request" in rule.code
    }


def test_dates_move_where_a_rule_is_new() -> None:
    without = [rule for rule in DEFAULT_RULES if rule is not MARKETING]
    assert dates_moved(without, DEFAULT_RULES) == {RecordClass.MARKETING}


def test_what_of_a_rule_decides() -> None:
    assert decided(COPY) == (Trigger.CREATED, 0, 30, Action.ERASE)
    assert decided(REQUEST) == (Trigger.CLOSED, 24, 0, Action.ERASE)


@pytest.mark.parametrize(
    ("codes", "kinds"),
    [
        (set(), set()),
        ({RecordClass.ENQUIRY}, ENQUIRIES),
        ({RecordClass.UNFINISHED_FORM}, ENQUIRIES),
        ({RecordClass.COMPLAINT}, COMPLAINTS),
        ({RecordClass.REQUEST}, REQUESTS),
        ({RecordClass.REQUEST_STATISTICS}, set(CaseKind)),
        ({RecordClass.MARKETING, RecordClass.DISPOSAL_LOG, RecordClass.BREACH}, set()),
        ({RecordClass.ENQUIRY, RecordClass.COMPLAINT}, ENQUIRIES | COMPLAINTS),
    ],
)
def test_the_dates_of_some_cases_follow_a_rule(codes: set[RecordClass], kinds: set[CaseKind]) -> None:
    assert kinds_dated_by(codes) == kinds


def test_rules_are_kept_as_plain_values() -> None:
    rules = (*DEFAULT_RULES, replace(COPY, owner="Ann Ash", reviewer="Bo Birch"))
    assert from_plain(json.loads(json.dumps(to_plain(rules)))) == rules


def test_a_rule_from_before_owners_were_kept_has_none() -> None:
    [plain] = to_plain([replace(REQUEST, owner="Ann Ash", reviewer="Bo Birch")])
    older = {name: value for name, value in plain.items() if name not in {"owner", "reviewer"}}
    assert from_plain([older]) == (REQUEST,)
