"""When the reminder comes, when it waits, and what the officer decides in it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.holds import HoldDoing
from kmss_dpo.domain.ids import CaseId, HoldId, Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.alerts import fingers
from kmss_dpo.ui.alerts.alerting import NOTHING
from kmss_dpo.ui.alerts.dialog import ReminderDialog
from kmss_dpo.ui.hands import click, type_into
from kmss_dpo.ui.kit.chips import chip_size
from kmss_dpo.ui.kit.notice import Notice
from kmss_dpo.ui.kit.table import CHIP_ROLE
from kmss_dpo.ui.kit.theme import Theme
from tests.conftest import Wristwatch
from tests.ui.alerts.conftest import Watched

OpenCase = Callable[[date], CaseId]
OVERDUE, DUE = date(2026, 10, 20), date(2026, 10, 22)
"""Days of receipt: due on Fri 20 Nov and on Mon 23 Nov; today is Sun 22 Nov 2026."""


def test_after_the_unlock_it_lists_what_needs_attention_by_reference(
    watched: Watched, open_case: OpenCase
) -> None:
    open_case(OVERDUE)
    open_case(DUE)
    watched.alerting.time_came()
    assert watched.titles() == ["SAR-2026-0001", "SAR-2026-0002"]
    assert watched.reminder().windowTitle() == "2 things need attention"


def test_its_lines_grow_with_the_text(watched: Watched, open_case: OpenCase) -> None:
    open_case(OVERDUE)
    watched.alerting.time_came()
    table = watched.reminder().table
    heights = [table.rowHeight(row) for row in range(2)]
    larger = table.font()
    larger.setPointSizeF(2 * larger.pointSizeF())
    table.setFont(larger)
    assert all(table.rowHeight(row) > height for row, height in enumerate(heights))


def test_its_list_follows_the_text_size_and_leaves_each_button_its_room(
    watched: Watched, open_case: OpenCase, theme: Theme, session: Session
) -> None:
    open_case(OVERDUE)
    details = CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 11, 9), Channel.WEB_FORM)
    session.cases.close(session.cases.open_case(details), 1, Closing(Outcome.DEALT_WITH, date(2026, 11, 18)))
    watched.alerting.time_came()
    table = watched.reminder().table
    for scale in (1.0, 2.0):
        theme.set_text_scale(scale)
        model, metrics = table.model(), table.fontMetrics()
        for row in range(model.rowCount()):
            chip = model.index(row, 1).data(CHIP_ROLE)
            assert (
                not chip
                or table.columnWidth(1) >= chip_size(chip, table.font()).width() + metrics.height() // 2
            )


def test_where_there_is_nothing_nothing_opens(watched: Watched) -> None:
    watched.alerting.time_came()
    watched.settled()
    assert watched.dialogs() == []
    watched.alerting.show_all()
    assert [each.sentence() for each in watched.window.findChildren(Notice) if each.sentence()] == [NOTHING]


def test_at_midnight_what_has_become_due_comes_up(
    watched: Watched, open_case: OpenCase, clock: Wristwatch
) -> None:
    open_case(date(2026, 10, 30))  # due Mon 30 Nov, in eight days
    watched.alerting.time_came()
    watched.settled()
    assert watched.dialogs() == []
    clock.moment += timedelta(days=1)
    watched.alerting.time_came()
    assert watched.titles() == ["SAR-2026-0001"]


def test_escape_brings_it_again_in_an_hour_and_no_sooner(
    watched: Watched, open_case: OpenCase, clock: Wristwatch, qtbot: QtBot
) -> None:
    open_case(OVERDUE)
    watched.alerting.time_came()
    qtbot.keyClick(watched.reminder(), Qt.Key.Key_Escape)
    watched.gone()
    clock.moment += timedelta(minutes=59)
    watched.minute()
    watched.alerting.time_came()
    watched.settled()
    assert watched.dialogs() == []
    clock.moment += timedelta(minutes=1)
    watched.minute()
    assert watched.titles() == ["SAR-2026-0001"]


def test_all_is_put_off_with_one_button_and_comes_at_its_time(
    watched: Watched, open_case: OpenCase, clock: Wristwatch, session: Session
) -> None:
    open_case(OVERDUE)
    open_case(DUE)
    watched.alerting.time_came()
    click("Later today", watched.reminder())
    watched.gone()
    assert {each.until for each in session.attention.alerts().put_off.values()} == {
        clock.moment + timedelta(hours=2)
    }
    clock.moment += timedelta(minutes=119)
    watched.minute()
    assert watched.dialogs() == []
    clock.moment += timedelta(minutes=1)
    watched.minute()
    assert watched.titles() == ["SAR-2026-0001", "SAR-2026-0002"]


def test_one_is_put_off_and_the_others_stay_listed(
    watched: Watched, open_case: OpenCase, qtbot: QtBot
) -> None:
    open_case(OVERDUE)
    open_case(DUE)
    watched.alerting.time_came()
    reminder = watched.reminder()
    qtbot.keyClick(reminder.table, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    click("Tomorrow morning", reminder)
    qtbot.waitUntil(lambda: len(reminder.alerts()) == 1)
    assert watched.titles() == ["SAR-2026-0002"]
    assert reminder.windowTitle() == "1 thing needs attention"
    click("Tomorrow morning", reminder)
    watched.gone()


def test_a_day_and_a_time_are_picked_and_checked(
    watched: Watched, open_case: OpenCase, session: Session
) -> None:
    open_case(OVERDUE)
    watched.alerting.time_came()
    reminder = watched.reminder()
    click("On a day and time…", reminder)
    click("Put off until then", reminder)
    assert reminder.pick._form.row("day").error() == "Choose the day."
    type_into("Day, required", "21 Nov 2026", reminder)
    click("Put off until then", reminder)
    assert "lies ahead" in reminder.pick._form.row("day").error()
    type_into("Day, required", "24 Nov 2026", reminder)
    click("Put off until then", reminder)
    watched.gone()
    [put_off] = session.attention.alerts().put_off.values()
    assert put_off.until.isoformat() == "2026-11-24T09:00:00+00:00"


def test_what_can_not_be_kept_is_said_and_stays_listed(
    watched: Watched, open_case: OpenCase, session: Session
) -> None:
    open_case(OVERDUE)
    watched.alerting.time_came()
    reminder = watched.reminder()
    moved = session.opened.register.file.rename(session.opened.register.file.with_suffix(".away"))
    click("Later today", reminder)
    watched.qtbot.waitUntil(lambda: "nothing was saved" in reminder.notice.sentence())
    assert watched.titles() == ["SAR-2026-0001"]
    moved.rename(session.opened.register.file)


def test_enter_and_the_button_go_to_the_record(
    watched: Watched, open_case: OpenCase, clock: Wristwatch, qtbot: QtBot
) -> None:
    first = open_case(OVERDUE)
    second = open_case(DUE)
    watched.alerting.time_came()
    qtbot.keyClick(watched.reminder().table, Qt.Key.Key_Return)
    watched.gone()
    assert watched.asked == [(Kind.CASE, first)]
    clock.moment += timedelta(hours=1)
    watched.minute()
    table = watched.reminder().table
    cell = table.model().index(3, 2)
    place = table.visualRect(cell).center() - QPoint(table.visualRect(cell).width() // 4, 0)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    watched.gone()
    assert watched.asked[1:] == [(Kind.CASE, second)]


def test_a_heading_goes_nowhere(watched: Watched, open_case: OpenCase) -> None:
    open_case(OVERDUE)
    watched.alerting.time_came()
    watched.reminder().table.open_requested.emit(0)
    assert watched.dialogs()


def test_a_hold_is_reviewed_and_records_are_gone_through_where_that_is_done(
    watched: Watched, session: Session, clock: Wristwatch
) -> None:
    case = session.cases.open_case(CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 11, 9), Channel.WEB_FORM))
    session.cases.close(case, 1, Closing(Outcome.DEALT_WITH, date(2026, 11, 19)))
    session.holds.place((Kind.CASE, case), "A claim", date(2026, 11, 23))
    clock.moment += timedelta(days=1)
    watched.alerting.time_came()
    ready, hold = watched.reminder().alerts()
    for each in (ready, hold):
        watched.alerting._go(each)
    assert watched.window.shown_page() == "retention"
    assert watched.asked == [(HoldDoing.REVIEW, HoldId(1))]


def test_it_is_not_opened_twice(watched: Watched, open_case: OpenCase) -> None:
    open_case(OVERDUE)
    watched.alerting.time_came()
    watched.reminder()
    watched.alerting.time_came()
    watched.settled()
    watched.alerting.show_all()
    assert len(watched.dialogs()) == 1


def test_it_waits_while_something_is_open_above_the_window(watched: Watched, open_case: OpenCase) -> None:
    open_case(OVERDUE)
    sheet = QDialog(watched.window)
    sheet.open()
    watched.alerting.time_came()
    watched.settled()
    assert watched.dialogs() == []
    sheet.close()
    watched.window.activateWindow()  # as above
    assert watched.titles() == ["SAR-2026-0001"]


def test_it_waits_while_another_window_is_in_front(
    watched: Watched, open_case: OpenCase, qtbot: QtBot
) -> None:
    open_case(OVERDUE)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    watched.alerting.time_came()
    watched.settled()
    assert watched.dialogs() == []
    watched.window.activateWindow()
    assert watched.titles() == ["SAR-2026-0001"]


def test_it_waits_while_somebody_types(
    watched: Watched, open_case: OpenCase, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = watched.window.search_field()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    open_case(OVERDUE)
    watched.alerting.time_came()
    watched.settled()
    qtbot.keyClicks(field, "amal")
    watched.alerting.look()
    assert watched.dialogs() == []
    assert field.hasFocus()
    monkeypatch.setattr(fingers, "REST", 0)
    watched.reminder()


def test_what_the_officer_enters_is_counted_at_once_and_brought_up_after_an_hour(
    watched: Watched, open_case: OpenCase, clock: Wristwatch
) -> None:
    watched.alerting.time_came()
    watched.settled()
    open_case(OVERDUE)
    watched.qtbot.waitUntil(lambda: watched.said() == "Today, 1, 1 overdue")
    watched.settled()
    watched.minute()
    assert watched.dialogs() == []
    clock.moment += timedelta(hours=1)
    watched.minute()
    assert watched.titles() == ["SAR-2026-0001"]


def test_what_changed_while_the_window_was_built_is_counted_and_not_brought_up(
    watched: Watched, open_case: OpenCase, qtbot: QtBot
) -> None:
    open_case(OVERDUE)
    qtbot.waitUntil(lambda: watched.alerting._ahead is not None and watched.alerting._ahead.done())
    open_case(DUE)
    watched.alerting.time_came()
    assert watched.titles() == ["SAR-2026-0001"]
    watched.qtbot.waitUntil(lambda: watched.said() == "Today, 2, 1 overdue")


def test_what_is_put_off_is_still_counted_and_shown_when_asked_for(
    watched: Watched, open_case: OpenCase, session: Session
) -> None:
    open_case(OVERDUE)
    watched.alerting.time_came()
    click("Tomorrow morning", watched.reminder())
    watched.gone()
    assert watched.said() == "Today, 1, 1 overdue"
    watched.alerting.command("reminders")
    line = watched.reminder()._lines[1]
    assert line.second == "Subject access, put off until Mon 23 Nov, 09:00"
    before = session.attention.alerts().put_off
    click("Not now", watched.reminder())
    watched.gone()
    assert session.attention.alerts().put_off == before


def test_three_hundred_at_once_are_listed_and_put_off_together(
    watched: Watched, open_case: OpenCase, session: Session
) -> None:
    with session.opened.register.writing("filled"):
        for _ in range(300):
            open_case(OVERDUE)
    watched.alerting.time_came()
    reminder = watched.reminder()
    assert len(reminder.alerts()) == 300
    assert reminder.height() <= watched.window.height()
    click("Later today", reminder)
    watched.gone()
    assert len(session.attention.alerts().put_off) == 300


def test_the_lock_takes_an_open_reminder_down_and_it_comes_again_after_the_next_unlock(
    watched: Watched, open_case: OpenCase, session: Session, clock: Wristwatch
) -> None:
    """Nothing was decided in it."""
    open_case(OVERDUE)
    watched.alerting.time_came()
    assert isinstance(watched.reminder(), ReminderDialog)
    watched.window.hide()
    assert session.attention.alerts().put_off == {}
    assert len(session.attention.alerts().loud(clock.now())) == 1
