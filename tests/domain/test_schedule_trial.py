"""What another schedule would list today, counted before it is approved."""

from dataclasses import replace
from datetime import date

from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.retention import DEFAULT_RULES, RecordClass
from kmss_dpo.domain.schedule import merged
from kmss_dpo.domain.schedule_trial import CaseGroup, OtherGroup, Trial, Tried, tried

TODAY = date(2026, 11, 22)
REQUEST = next(rule for rule in DEFAULT_RULES if rule.code is RecordClass.REQUEST)
COMPLAINT = next(rule for rule in DEFAULT_RULES if rule.code is RecordClass.COMPLAINT)
LOG = next(rule for rule in DEFAULT_RULES if rule.code is RecordClass.DISPOSAL_LOG)
CLOSED = Status.CLOSED
GROUPS = (
    CaseGroup(CaseKind.ACCESS, CLOSED, date(2024, 11, 22), 3),
    CaseGroup(CaseKind.ACCESS, CLOSED, date(2024, 11, 23), 5),
    CaseGroup(CaseKind.ERASURE, CLOSED, date(2025, 11, 22), 7),
    CaseGroup(CaseKind.COMPLAINT, CLOSED, date(2023, 11, 22), 2),
    CaseGroup(CaseKind.CONTACT_ENQUIRY, Status.OPEN, date(2026, 10, 22), 4),
    CaseGroup(CaseKind.CONTACT_ENQUIRY, Status.OPEN, date(2026, 10, 23), 9),
    CaseGroup(CaseKind.DEMO_ENQUIRY, CLOSED, date(2026, 11, 22), 1),
    OtherGroup(RecordClass.DISPOSAL_LOG, date(2020, 11, 22), 6),
    OtherGroup(RecordClass.DISPOSAL_LOG, date(2020, 11, 23), 8),
)


def test_the_same_schedule_lists_the_same() -> None:
    trial = tried(GROUPS, DEFAULT_RULES, DEFAULT_RULES, TODAY)
    assert trial.lines == (
        Tried(RecordClass.ENQUIRY, 1, 1),
        Tried(RecordClass.UNFINISHED_FORM, 4, 4),
        Tried(RecordClass.REQUEST, 3, 3),
        Tried(RecordClass.COMPLAINT, 2, 2),
        Tried(RecordClass.DISPOSAL_LOG, 6, 6),
    )
    assert (trial.now, trial.then) == (16, 16)


def test_a_shorter_period_lists_more_and_a_longer_one_less() -> None:
    after = merged(DEFAULT_RULES, [replace(REQUEST, months=12), replace(LOG, months=84)])
    trial = tried(GROUPS, DEFAULT_RULES, after, TODAY)
    assert Tried(RecordClass.REQUEST, now=3, then=15, added=12) in trial.lines
    assert Tried(RecordClass.DISPOSAL_LOG, now=6, then=0, gone=6) in trial.lines
    assert (trial.now, trial.then) == (16, 22)


def test_records_of_one_class_are_counted_together_whatever_day_they_are_counted_from() -> None:
    days = ((1, 2), (2, 3))
    some = [CaseGroup(CaseKind.COMPLAINT, CLOSED, date(2023, 11, day), count) for day, count in days]
    longer = merged(DEFAULT_RULES, [replace(COMPLAINT, months=48)])
    trial = tried(some, DEFAULT_RULES, longer, TODAY)
    assert trial.lines == (Tried(RecordClass.COMPLAINT, now=5, then=0, gone=5),)
    back = tried(some, longer, DEFAULT_RULES, TODAY)
    assert back.lines == (Tried(RecordClass.COMPLAINT, now=0, then=5, added=5),)


def test_what_no_schedule_has_a_rule_for_is_not_listed() -> None:
    none = [rule for rule in DEFAULT_RULES if rule.code in {RecordClass.MARKETING, RecordClass.BREACH}]
    assert tried(GROUPS, none, none, TODAY) == Trial(())
    trial = tried(GROUPS, none, DEFAULT_RULES, TODAY)
    assert Tried(RecordClass.DISPOSAL_LOG, now=0, then=6, added=6) in trial.lines
    assert (trial.now, trial.then) == (0, 16)


def test_a_case_of_which_only_statistics_are_left_is_listed_by_the_rule_for_those() -> None:
    left = CaseGroup(CaseKind.ACCESS, CLOSED, date(2020, 11, 22), 3, stage=3)
    assert left.listed_by(DEFAULT_RULES, TODAY) is RecordClass.REQUEST_STATISTICS
    assert replace(left, trigger_on=date(2024, 11, 22)).listed_by(DEFAULT_RULES, TODAY) is None
