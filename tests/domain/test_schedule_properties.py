"""What holds of every retention rule and every schedule, whatever is typed."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.retention import DEFAULT_RULES, RecordClass, RetentionRule, runs_out_on
from kmss_dpo.domain.schedule import (
    Approval,
    Unit,
    changed,
    dates_moved,
    flaws,
    from_plain,
    is_longer,
    length_of,
    merged,
    numbered,
    possible_actions,
    possible_triggers,
    to_plain,
    with_length,
)
from kmss_dpo.domain.schedule_trial import CaseGroup, Group, OtherGroup, tried

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
UNITS = st.sampled_from([Unit.DAYS, Unit.MONTHS, Unit.YEARS])


@st.composite
def rules(draw: st.DrawFn, only: tuple[RetentionRule, ...] = DEFAULT_RULES) -> RetentionRule:
    plain = draw(st.sampled_from(only))
    rule = replace(
        plain,
        trigger=draw(st.sampled_from(possible_triggers(plain.code))),
        action=draw(st.sampled_from(possible_actions(plain.code))),
        owner=draw(st.sampled_from(["", "Ann Ash"])),
        reason=draw(st.sampled_from([plain.reason, "A tribunal asked for it."])),
    )
    return with_length(rule, *draw(st.just((None, Unit.NONE)) | st.tuples(st.integers(1, 100), UNITS)))


SCHEDULES = st.lists(rules(), max_size=6).map(lambda some: merged(DEFAULT_RULES, some))
GROUPS = st.lists(
    st.builds(
        CaseGroup,
        st.sampled_from(CaseKind),
        st.sampled_from([Status.CLOSED, Status.VOIDED]),
        DAYS,
        st.integers(1, 9),
    )
    | st.builds(
        OtherGroup,
        st.sampled_from([RecordClass.REQUEST_STATISTICS, RecordClass.DISPOSAL_LOG]),
        DAYS,
        st.integers(1, 9),
    )
)


@given(rules())
def test_a_period_reads_back_as_it_was_given(rule: RetentionRule) -> None:
    assert with_length(rule, *length_of(rule)) == rule


@given(rules(), rules(), DAYS)
def test_a_period_that_is_not_longer_never_ends_later(
    one: RetentionRule, other: RetentionRule, began: date
) -> None:
    assert is_longer(one, other) or runs_out_on(one, began) <= runs_out_on(other, began)


@given(rules(), rules())
def test_of_two_periods_that_are_not_longer_than_each_other_neither_is_longer_than_a_third(
    one: RetentionRule, third: RetentionRule
) -> None:
    twin = replace(one, code=third.code)
    assert is_longer(one, third) == is_longer(twin, third)
    assert not is_longer(one, twin)


@given(rules())
def test_what_is_in_force_can_always_be_proposed_again(rule: RetentionRule) -> None:
    assert set(flaws(rule, rule)) <= {"amount"}


@given(st.lists(rules()))
def test_rules_survive_being_kept(some: list[RetentionRule]) -> None:
    assert from_plain(to_plain(some)) == tuple(some)


@given(SCHEDULES, SCHEDULES)
def test_a_proposal_brings_exactly_its_changes_and_each_class_has_one_rule(
    before: tuple[RetentionRule, ...], wanted: tuple[RetentionRule, ...]
) -> None:
    proposal = changed(before, wanted)
    assert merged(before, proposal) == wanted
    assert changed(wanted, proposal) == ()
    touched = {rule.code for rule in proposal}
    assert {code for code in dates_moved(before, wanted) if not code.startswith("request")} <= touched


@given(st.lists(st.tuples(rules(only=DEFAULT_RULES[:1]), DAYS)))
def test_every_approval_is_in_one_version_and_neighbours_differ(
    some: list[tuple[RetentionRule, date]],
) -> None:
    approved = [(rule, Approval("Robin Hale", on, on)) for rule, on in some]
    versions = numbered(approved)
    assert [(each.rule, one) for each in versions for one in each.approvals] == approved
    assert [each.number for each in versions] == list(range(1, len(versions) + 1))
    assert all(one.rule != other.rule for one, other in pairwise(versions))


@given(GROUPS, SCHEDULES, SCHEDULES, DAYS)
def test_a_trial_counts_each_record_once_and_the_change_adds_up(
    groups: list[Group], before: tuple[RetentionRule, ...], after: tuple[RetentionRule, ...], today: date
) -> None:
    trial = tried(groups, before, after, today)
    assert trial.now == sum(each.count for each in groups if each.listed_by(before, today))
    assert trial.then == sum(each.count for each in groups if each.listed_by(after, today))
    for line in trial.lines:
        assert line.now - line.gone + line.added == line.then
        assert 0 <= line.gone <= line.now
        assert 0 <= line.added <= line.then


@given(GROUPS, SCHEDULES, DAYS)
def test_the_schedule_in_force_lists_what_it_lists(
    groups: list[Group], rules: tuple[RetentionRule, ...], today: date
) -> None:
    trial = tried(groups, rules, rules, today)
    assert trial.now == trial.then
    assert all(line.added == line.gone == 0 for line in trial.lines)


@given(GROUPS, SCHEDULES, DAYS, rules())
def test_a_shorter_period_never_lists_less(
    groups: list[Group], before: tuple[RetentionRule, ...], today: date, rule: RetentionRule
) -> None:
    known = next(each for each in before if each.code is rule.code)
    trial = tried(groups, before, merged(before, [replace(rule, trigger=known.trigger)]), today)
    if not is_longer(rule, known):
        assert trial.then >= trial.now
