from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kmss_dpo.domain.backups import SecondPlace, Standing
from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.overview import MonthAnswered, ReadyGroup
from kmss_dpo.domain.soundness import RegisterHealth
from kmss_dpo.ui.today.words import (
    backup_words,
    group_words,
    heading,
    moment_words,
    open_kinds,
    rehearsal_words,
    rule_words,
    share,
    since_words,
    spoken_months,
    trail_words,
)

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_the_heading_is_the_day_in_full() -> None:
    assert heading(date(2026, 11, 22)) == "Sunday 22 November 2026"


@pytest.mark.parametrize(
    ("in_time", "of", "words"),
    [
        (53, 55, "96.3%"),
        (55, 55, "100%"),
        (0, 4, "0%"),
        (9999, 10000, "99.9%"),
        (1, 2, "50%"),
        (2, 3, "66.6%"),
    ],
)
def test_a_share_is_never_rounded_up_to_all(in_time: int, of: int, words: str) -> None:
    assert share(in_time, of) == words


def test_the_months_are_said_with_the_late_answers() -> None:
    months = (MonthAnswered(date(2026, 9, 1), 3, 0), MonthAnswered(date(2026, 10, 1), 2, 1))
    assert spoken_months(months) == "September 2026: 3 answered; October 2026: 3 answered, 1 late"


def test_kinds_without_open_cases_are_left_out_and_the_law_gives_the_order() -> None:
    counts = {CaseKind.COMPLAINT: 2, CaseKind.ERASURE: 0, CaseKind.ACCESS: 8}
    assert open_kinds(counts) == (("Subject access", 8), ("Complaint", 2))


@pytest.mark.parametrize(
    ("kind", "rule", "count", "words"),
    [
        (CaseKind.DEMO_ENQUIRY, "enquiry", 2, "2 demo requests"),
        (CaseKind.DEMO_ENQUIRY, "enquiry", 1, "1 demo request"),
        (CaseKind.CONTACT_ENQUIRY, "unfinished form", 1, "1 unfinished web form"),
        (CaseKind.CONTACT_ENQUIRY, "enquiry", 3, "3 contact form enquiries"),
        (CaseKind.ACCESS, "request", 2, "2 subject access requests"),
        (CaseKind.COMPLAINT, "complaint", 2, "2 complaints"),
    ],
)
def test_groups_are_counted_in_the_words_of_the_officer(
    kind: CaseKind, rule: str, count: int, words: str
) -> None:
    assert group_words(ReadyGroup(kind, rule, count, date(2026, 11, 1))) == words


def test_a_group_says_why_and_since_when() -> None:
    group = ReadyGroup(CaseKind.ACCESS, "request", 2, date(2025, 12, 3))
    assert rule_words(group) == "Erase a while after the request was closed"
    assert since_words(group, date(2026, 11, 22)) == "3 Dec 2025"
    assert since_words(group, date(2025, 12, 9)) == "3 Dec"


def test_a_moment_is_told_in_london_time() -> None:
    assert moment_words(datetime(2026, 11, 22, 8, 0, tzinfo=UTC), NOW) == "today at 08:00"
    assert moment_words(datetime(2026, 10, 1, 8, 0, tzinfo=UTC), NOW) == "on 1 Oct 2026 at 09:00"


def test_the_trail_says_when_it_was_checked_and_how_long_it_is() -> None:
    assert trail_words(RegisterHealth(4211, None, None, NOW), NOW) == (
        "Audit trail checked today at 09:30, 4,211 entries."
    )
    assert trail_words(RegisterHealth(1, None, None, NOW), NOW).endswith("1 entry.")


def test_a_register_without_a_backup_says_so() -> None:
    assert backup_words(Standing(), NOW).startswith("No backup yet.")


def test_the_last_backup_says_where_it_lies_and_that_a_place_was_missed() -> None:
    made = Standing(made=NOW)
    assert backup_words(made, NOW) == (
        "Last backup today at 09:30, opened and compared. It is in the register's folder only: choose a "
        "second place in Settings."
    )
    there = SecondPlace("disk", "mark")
    assert backup_words(replace(made, second=there), NOW) == (
        "Last backup today at 09:30, opened and compared, in the register's folder and in the second place."
    )
    missed = replace(there, missing_since=NOW - timedelta(days=2))
    assert backup_words(replace(made, second=missed), NOW).endswith(
        "The second place could not be reached on 20 Nov 2026 at 09:30."
    )


def test_the_last_rehearsal_says_how_it_went() -> None:
    assert rehearsal_words(Standing(), NOW).startswith("A restore has not been rehearsed yet")
    assert (
        rehearsal_words(Standing(rehearsed=NOW), NOW)
        == "A restore was rehearsed today at 09:30 and went well."
    )
    failed = Standing(rehearsed=NOW, trouble="The backup did not restore.")
    assert rehearsal_words(failed, NOW) == (
        "The backup did not restore. A restore was rehearsed today at 09:30 and went well."
    )
    assert rehearsal_words(Standing(trouble="It did not."), NOW) == "It did not."
