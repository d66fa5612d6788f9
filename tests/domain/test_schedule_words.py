"""The schedule, its versions and a proposal in words."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.retention import DEFAULT_RULES, Action, RecordClass, Stock, Trigger
from kmss_dpo.domain.retention_words import period, trigger_name
from kmss_dpo.domain.schedule import Approval, InForce, RuleVersion
from kmss_dpo.domain.schedule_trial import Trial, Tried
from kmss_dpo.domain.schedule_words import (
    PRINTED_HEADS,
    SCHEDULE_TITLES,
    Difference,
    differences,
    history_words,
    printed_line,
    review_words,
    schedule_line,
    standing_words,
    told,
    told_whole,
    trial_words,
    version_words,
)

TODAY = date(2026, 11, 22)
REQUEST = next(rule for rule in DEFAULT_RULES if rule.code is RecordClass.REQUEST)
FIRST = Approval("Robin Hale", date(2026, 11, 22), date(2027, 11, 22))
AGAIN = Approval("Ann Ash", date(2027, 11, 20), date(2028, 11, 20))
VERSION = RuleVersion(2, REQUEST, (FIRST, AGAIN))


def test_a_rule_says_every_thing_with_its_name() -> None:
    assert dict(told(REQUEST)) == {
        "Covers": REQUEST.covers,
        "Purpose": REQUEST.purpose,
        "Basis": REQUEST.basis,
        "Counted from": "Closed",
        "Period": "two years after closing",
        "Then": "Erase",
        "Reason": REQUEST.reason,
        "Owner": "Not settled",
        "Reviewer": "Not settled",
    }
    named = replace(REQUEST, owner="Robin Hale", reviewer="Ann Ash")
    assert told(named)[-2:] == (("Owner", "Robin Hale"), ("Reviewer", "Ann Ash"))


def test_what_is_in_force_says_its_version_and_its_approval_too() -> None:
    assert told_whole(InForce(REQUEST, Stock(), VERSION)) == (
        *told(REQUEST),
        ("Version", "2"),
        ("Approved", "20 Nov 2027 by Ann Ash"),
        ("Next review", "20 Nov 2028"),
    )
    assert told_whole(InForce(REQUEST))[-1] == ("Approved", "Not approved yet")


def test_versions_say_who_approved_them_and_when() -> None:
    assert version_words(VERSION, in_force=True) == "Version 2, approved 22 Nov 2026 by Robin Hale (in force)"
    assert version_words(VERSION, in_force=False) == "Version 2, approved 22 Nov 2026 by Robin Hale"
    assert history_words(VERSION) == (
        "Approved 22 Nov 2026 by Robin Hale. Approved again 20 Nov 2027 by Ann Ash."
    )


def test_the_whole_schedule_says_how_it_stands() -> None:
    assert standing_words(3, AGAIN) == (
        "Version 3 of the schedule, approved 20 Nov 2027 by Ann Ash.",
        "Next review 20 Nov 2028.",
    )
    assert standing_words(0, None) == ("The program proposes this schedule; nobody has approved it yet.",)


def test_a_difference_says_how_it_is_and_would_be() -> None:
    after = replace(REQUEST, months=36, reason="The insurer wants it.", reviewer="Ann Ash")
    assert list(differences(REQUEST, after)) == [
        Difference(RecordClass.REQUEST, "Period", "two years after closing", "three years after closing"),
        Difference(RecordClass.REQUEST, "Reason", REQUEST.reason, "The insurer wants it."),
        Difference(RecordClass.REQUEST, "Reviewer", "Not settled", "Ann Ash"),
    ]
    assert list(differences(REQUEST, REQUEST)) == []
    assert list(differences(None, replace(REQUEST, action=Action.REVIEW))) == [
        Difference(RecordClass.REQUEST, "Period", "No rule", "two years after closing, then review")
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), "Today this would list nothing, as now."),
        ((Tried(RecordClass.REQUEST, 1, 1),), "Today this would list the same 1 record as now."),
        (
            (Tried(RecordClass.REQUEST, 12, 41, 30, 1),),
            "Today this would list 41 records. Now it is 12.",
        ),
        (
            (Tried(RecordClass.REQUEST, 1, 0, 0, 1), Tried(RecordClass.COMPLAINT, 0, 1, 1)),
            "Today this would list 1 record. Now it is 1.",
        ),
        (
            (Tried(RecordClass.REQUEST, 2, 2, 2, 2),),
            "Today this would list 2 records. Now it is 2.",
        ),
    ],
)
def test_a_trial_is_said_in_a_sentence(lines: tuple[Tried, ...], said: str) -> None:
    assert trial_words(Trial(lines)) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 21), "The retention schedule has been due for review since 21 Nov 2026."),
        (TODAY, "The retention schedule is due for review on 22 Nov 2026."),
        (date(2026, 12, 1), "The retention schedule is due for review on 1 Dec 2026."),
    ],
)
def test_a_review_that_is_near_is_said(day: date, said: str) -> None:
    assert review_words(day, TODAY) == said


def test_a_line_of_the_exported_schedule_has_every_field() -> None:
    line = schedule_line(InForce(replace(REQUEST, owner="Robin Hale", reviewer="Bo"), None, VERSION))
    assert len(line) == len(SCHEDULE_TITLES)
    assert line[-6:] == ("Robin Hale", "Bo", "2", "Ann Ash", "2027-11-20", "2028-11-20")
    assert schedule_line(InForce(REQUEST))[-4:] == ("", "", "", "")


def test_a_line_of_the_printed_summary() -> None:
    line = printed_line(InForce(REQUEST, None, VERSION))
    assert line == ("Rights requests", "two years after closing", "Erase", "2")
    assert printed_line(InForce(REQUEST))[-1] == ""
    assert len(line) == len(PRINTED_HEADS)


def test_every_event_can_be_said_with_and_without_a_period() -> None:
    rules = [replace(REQUEST, trigger=trigger) for trigger in (Trigger.LAST_CONTACT, Trigger.END_OF_CONTRACT)]
    assert [period(rule) for rule in rules] == [
        "two years after the last contact",
        "two years after the end of the contract",
    ]
    assert [period(replace(rule, months=None)) for rule in rules] == [
        "until the last contact",
        "until the contract ends",
    ]
    assert [trigger_name(rule.trigger) for rule in rules] == ["Last contact", "End of contract"]
