"""The lines of the reminder, what a selection of them means, and how it is said."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from kmss_dpo.domain.alerts import Alert, PutOff, RuleToReview, of_case, of_group, of_hold, of_note, of_rule
from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holds import Hold
from kmss_dpo.domain.ids import CaseId, HoldId, Kind, QuickNoteId
from kmss_dpo.domain.overview import ReadyGroup
from kmss_dpo.domain.quick_notes import NewQuickNote, QuickNote
from kmss_dpo.domain.retention import RecordClass
from kmss_dpo.ui.alerts.form_state import (
    NO_TIME_YET,
    PickState,
    chosen,
    go_words,
    lines,
    standing_words,
    times,
    title_words,
    which_words,
)
from tests.domain.test_alerts import NOW, TODAY, alert, case

LATE = date(2026, 11, 1)
EVERY = (alert(1, LATE), alert(2, LATE), alert(3))


def test_each_sort_stands_below_its_heading() -> None:
    shown = lines(EVERY, {}, NOW)
    assert [each.title for each in shown.values()] == [
        "Overdue (2)",
        "SAR-2026-0001",
        "SAR-2026-0002",
        "Due soon (1)",
        "SAR-2026-0003",
    ]
    assert list(shown) == [line.id for line in shown.values()]
    assert lines((), {}, NOW) == {}


def test_what_is_put_off_says_until_when() -> None:
    until = datetime(2026, 11, 30, 9, tzinfo=UTC)
    known = {EVERY[0].key: PutOff(NOW, until), EVERY[1].key: PutOff(NOW, NOW)}
    shown = lines(EVERY, known, NOW)
    assert [shown[each].second for each in (1, 2)] == [
        "Subject access, put off until Mon 30 Nov, 09:00",
        "Subject access",
    ]


@pytest.mark.parametrize(
    ("selected", "meant"),
    [((), (1, 2, 3)), ((2,), (2,)), ((0,), (1, 2)), ((0, 2), (1, 2)), ((3, 1), (1, 3)), ((0, 3), (1, 2, 3))],
)
def test_a_heading_stands_for_all_below_it_and_nothing_for_all(
    selected: tuple[int, ...], meant: tuple[int, ...]
) -> None:
    shown = lines(EVERY, {}, NOW)
    assert [each.target[1] for each in chosen(shown, selected)] == list(meant)


@pytest.mark.parametrize(
    ("alert", "words"),
    [
        (of_case(case(TODAY), TODAY), "Open case"),
        (
            of_note(QuickNote(QuickNoteId(1), NOW, "Bo", NewQuickNote("Ann", "A copy", TODAY)), TODAY),
            "Complete…",
        ),
        (of_group(ReadyGroup(CaseKind.DEMO_ENQUIRY, "enquiry", 2, TODAY)), "Review"),
        (of_hold(Hold((Kind.CASE, CaseId(1)), "SAR", TODAY, id=HoldId(1), review_on=TODAY)), "Review…"),
        (of_rule(RuleToReview(1, RecordClass.REQUEST, TODAY)), "See rules"),
    ],
)
def test_the_button_says_where_it_goes(alert: Alert, words: str) -> None:
    heading, line = lines([alert], {}, NOW).values()
    assert (go_words(heading), go_words(line)) == ("", words)


def test_it_says_how_much_there_is() -> None:
    assert [title_words(1), title_words(1200)] == ["1 thing needs attention", "1,200 things need attention"]
    stays = "What you put off comes up again; nothing is dismissed for good."
    assert standing_words(EVERY, 0) == f"2 are overdue. {stays}"
    assert standing_words(EVERY[1:], 1) == f"1 is overdue. {stays} 1 more case comes up after these."
    assert standing_words(EVERY[2:], 2) == f"{stays} 2 more cases come up after these."


def test_it_says_of_what_one_is_reminded_again() -> None:
    assert [which_words(1, 1), which_words(3, 3), which_words(1, 3), which_words(2, 3)] == [
        "Remind me again:",
        "Remind me again of all 3:",
        "Remind me again of the one selected:",
        "Remind me again of the 2 selected:",
    ]


def test_a_day_has_forty_eight_times() -> None:
    assert len(times()) == 48
    assert times()[0] == ("00:00", time(0))
    assert times()[-1] == ("23:30", time(23, 30))


def test_a_moment_is_picked_by_the_clock_on_the_wall() -> None:
    assert PickState(date(2026, 7, 1)).until() == datetime(2026, 7, 1, 8, tzinfo=UTC)
    assert PickState(TODAY, time(10)).error(NOW) == ""
    assert "lies ahead" in PickState(TODAY, time(9)).error(NOW)
    assert "within a month" in PickState(TODAY + timedelta(days=40)).error(NOW)
    assert PickState().error(NOW) == NO_TIME_YET
    with pytest.raises(Mistake):
        PickState().until()
