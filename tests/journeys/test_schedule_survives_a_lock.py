"""A rule that is being changed when the register locks, and the day of a review, are gone on with."""

from collections.abc import Callable
from datetime import date

from pytestqt.qtbot import QtBot

from kmss_dpo.domain.retention import RecordClass
from kmss_dpo.ui.retention.schedule.approval_sheet import ApprovalSheet
from kmss_dpo.ui.retention.schedule.rule_sheet import RuleSheet
from kmss_dpo.ui.workplace import Workplace
from tests.journeys import test_typing_survives_a_lock as locking
from tests.journeys.test_typing_survives_a_lock import PATIENCE, go_on, sheet_of

again = locking.again


def test_a_rule_of_the_schedule_and_its_next_review_are_gone_on_with(
    qtbot: QtBot, workplace: Workplace, again: Callable[[], Workplace]
) -> None:
    workplace.page("retention").behind.schedule.desk.change(RecordClass.REQUEST_STATISTICS)
    asked = sheet_of(qtbot, RuleSheet)
    asked.form.row("reason").field.setPlainText("The insurer")
    asked.amount.setText("7")
    work = again()
    go_on(qtbot, work)
    asked = sheet_of(qtbot, RuleSheet)
    assert asked.code is RecordClass.REQUEST_STATISTICS
    assert (asked.amount.text(), asked.binder.state.reason) == ("7", "The insurer")
    asked.save()
    qtbot.waitUntil(lambda: work.session.schedule.whole().proposal is not None, timeout=PATIENCE)
    work.page("retention").behind.schedule.desk.approve()
    sheet_of(qtbot, ApprovalSheet).review.set_day(date(2027, 3, 1))
    work = again()
    go_on(qtbot, work)
    assert sheet_of(qtbot, ApprovalSheet).review.day() == date(2027, 3, 1)
