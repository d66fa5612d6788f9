"""The schedule tab: a rule is changed, tried, approved and looked back at, and printed."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.retention import RecordClass
from kmss_dpo.domain.schedule import Unit
from kmss_dpo.services import schedule
from kmss_dpo.session import Session
from kmss_dpo.store.tables import retention_rules
from kmss_dpo.ui.kit.table import ACTION_ROLE
from kmss_dpo.ui.retention.page import RetentionPage
from kmss_dpo.ui.retention.schedule.page import SchedulePage
from tests.conftest import Wristwatch
from tests.services.test_schedule import approve, propose, proposed
from tests.ui.retention.looking import DealtWith, Person, Shown, button, dialog, press, words

ENQUIRY, REQUEST = RecordClass.ENQUIRY, RecordClass.REQUEST
LONGER = "A demo is often asked about again."


def opened(page: RetentionPage, qtbot: QtBot) -> SchedulePage:
    page.behind.show_schedule()
    qtbot.waitUntil(lambda: page.schedule.chosen() is not None)
    return page.schedule


def sheet(page: RetentionPage, qtbot: QtBot) -> Any:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.findChildren(QDialog)))
    return dialog(page)


def rows(table: Any) -> list[list[str]]:
    model = table.model()
    columns = [at for at in range(model.columnCount()) if model.columns[at].title]
    return [[model.index(row, at).data() for at in columns] for row in range(model.rowCount())]


def decide(dialog: Any, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.decide_button, Qt.MouseButton.LeftButton)


def gone(page: RetentionPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in page.findChildren(QDialog)))


def test_every_field_of_the_chosen_rule_is_shown(
    shown: Shown, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    page = shown(0)
    tab = opened(page, qtbot)
    tab.table.choose(2)
    said = words(page)
    for each in (
        *("Rights requests with correspondence", "To show that the request was answered", "UK GDPR Art 12"),
        *("Counted from | Closed", "Period | two years after closing", "Then | Erase", "Reason | Two years"),
        *("Owner | Robin Hale", "Reviewer | Not settled", "Version | 1"),
        *("Approved | 22 Nov 2026 by Robin Hale", "Next review | 22 Nov 2027"),
    ):
        assert each in said
    assert "Version 1 of the schedule, approved 22 Nov 2026 by Robin Hale." in said
    assert not tab.proposal.isVisible()
    qtmodeltester.check(tab.table.model())


def test_a_change_is_proposed_tried_approved_and_dates_follow(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    dealt_with(person("Nia Roberts"))
    page = shown(1)
    tab = opened(page, qtbot)
    tab.table.choose(0)
    press(page, "Change this rule…", qtbot)
    asked = sheet(page, qtbot)
    assert not asked.amount.isEnabled()
    asked.unit.setCurrentIndex(asked.unit.findText("Calendar months"))
    qtbot.keyClicks(asked.amount, "1")
    assert "promises otherwise" in asked.warning.sentence()
    decide(asked, qtbot)
    assert "words of its own" in asked.form.row("reason").error()
    asked.form.row("reason").field.setPlainText(LONGER)
    decide(asked, qtbot)
    qtbot.waitUntil(
        lambda: tab.proposal.isVisible() and "Today this would list" in tab.proposal.listed.text()
    )
    assert session.retention.schedule()[0].months is None
    assert rows(tab.proposal.changes) == [
        ["Web-form enquiries", "until dealt with", "one month after being dealt with"],
        ["", "The privacy notice promises: until the request has been dealt with.", LONGER],
    ]
    assert tab.proposal.listed.text() == "Today this would list 0 records. Now it is 1."
    assert rows(tab.proposal.counts) == [["Web-form enquiries", "1", "0", "0", "1"]]
    press(page, "Approve…", qtbot)
    asked = sheet(page, qtbot)
    said = words(asked)
    assert "In force from now on: Web-form enquiries." in said
    assert "Today this would list 0 records. Now it is 1." in said
    assert "Otherwise than the privacy notice promises" in said
    assert asked.review.day() == date(2027, 11, 22)
    asked.review.set_day(date(2027, 6, 1))
    decide(asked, qtbot)
    qtbot.waitUntil(lambda: "1 case runs out on another day now." in tab.notice.sentence())
    qtbot.waitUntil(lambda: not tab.proposal.isVisible())
    assert session.retention.schedule()[0].months == 1
    assert "Version | 2" in words(page)
    assert "Next review | 1 Jun 2027" in words(page)
    press(page, "Back to the list", qtbot)
    qtbot.waitUntil(lambda: page.ready.ready() == ())


def test_choices_are_those_that_make_sense_for_the_records(shown: Shown, qtbot: QtBot) -> None:
    page = shown(0)
    tab = opened(page, qtbot)
    tab.desk.change(RecordClass.IDENTITY_COPY_UNCHECKED)
    asked = sheet(page, qtbot)
    assert (asked.trigger.isEnabled(), asked.action.isEnabled()) == (False, False)
    assert (asked.binder.state.amount, asked.binder.state.unit) == ("30", Unit.DAYS)
    asked.unit.setCurrentIndex(asked.unit.findText("No period"))
    decide(asked, qtbot)
    assert "Give a period" in asked.form.row("amount").error()
    asked.reject()
    qtbot.mouseClick(dialogs(page)[-1].decide_button, Qt.MouseButton.LeftButton)
    gone(page, qtbot)
    tab.desk.change(RecordClass.MARKETING)
    asked = sheet(page, qtbot)
    offered = [asked.trigger.itemText(at) for at in range(asked.trigger.count())]
    assert offered == ["Objected or withdrew", "Last contact", "End of contract"]
    assert [asked.action.itemText(at) for at in range(asked.action.count())] == ["Suppress", "Review"]
    asked.close()


def dialogs(page: RetentionPage) -> list[Any]:
    return [each for each in page.findChildren(QDialog) if each.isVisible()]


def test_a_sheet_that_is_open_is_not_opened_again(shown: Shown, qtbot: QtBot) -> None:
    page = shown(0)
    tab = opened(page, qtbot)
    tab.table.open_requested.emit(0)
    asked = sheet(page, qtbot)
    tab.table.action_requested.emit(1)
    tab.desk.look_back(REQUEST)
    tab.desk.approve()
    qtbot.wait(100)
    assert dialogs(page) == [asked]
    asked.close()


def test_proposed_rules_are_taken_back_one_by_one_or_all_at_once(
    shown: Shown, session: Session, qtbot: QtBot
) -> None:
    for code in (ENQUIRY, REQUEST, RecordClass.COMPLAINT):
        propose(session, code, months=60)
    page = shown(0)
    tab = opened(page, qtbot)
    model = tab.proposal.changes.model()
    acts = [model.index(row, model.columnCount() - 1).data(ACTION_ROLE) for row in range(model.rowCount())]
    assert acts == ["Take back", "", "Take back", "", "Take back", ""]
    tab.proposal.changes.action_requested.emit(2)
    qtbot.waitUntil(lambda: len(proposed(session)) == 2 and model.rowCount() == 4)
    press(page, "Throw the proposal away…", qtbot)
    assert len(proposed(session)) == 2
    decide(sheet(page, qtbot), qtbot)
    qtbot.waitUntil(lambda: not tab.proposal.isVisible())
    assert proposed(session) == ()


def test_a_proposal_of_one_rule_is_not_thrown_away_unasked_either(
    shown: Shown, session: Session, qtbot: QtBot
) -> None:
    propose(session, ENQUIRY, months=60)
    page = shown(0)
    tab = opened(page, qtbot)
    press(page, "Throw the proposal away…", qtbot)
    assert len(proposed(session)) == 1
    decide(sheet(page, qtbot), qtbot)
    qtbot.waitUntil(lambda: not tab.proposal.isVisible())


def test_a_proposal_changed_meanwhile_is_not_approved_unseen(
    shown: Shown, session: Session, qtbot: QtBot
) -> None:
    propose(session, REQUEST, months=12)
    page = shown(0)
    opened(page, qtbot)
    press(page, "Approve…", qtbot)
    asked = sheet(page, qtbot)
    propose(session, REQUEST, months=6)
    decide(asked, qtbot)
    qtbot.waitUntil(lambda: "nothing was approved" in asked.notice.sentence())
    assert session.schedule.whole().edition == 1
    asked.close()


def test_an_earlier_version_is_read_and_proposed_again(shown: Shown, session: Session, qtbot: QtBot) -> None:
    propose(session, REQUEST, months=12)
    approve(session)
    session.schedule.work_out()
    page = shown(0)
    tab = opened(page, qtbot)
    tab.table.choose(2)
    press(page, "Versions…", qtbot)
    asked = sheet(page, qtbot)
    assert [asked.shown.itemText(at) for at in range(2)] == [
        "Version 2, approved 22 Nov 2026 by Robin Hale (in force)",
        "Version 1, approved 22 Nov 2026 by Robin Hale",
    ]
    assert not asked.decide_button.isVisible()
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    gone(page, qtbot)
    press(page, "Versions…", qtbot)
    asked = sheet(page, qtbot)
    asked.shown.setCurrentIndex(1)
    assert "Period | two years after closing" in words(asked)
    decide(asked, qtbot)
    qtbot.waitUntil(tab.proposal.isVisible)
    assert [each.months for each in proposed(session)] == [24]


def test_a_review_that_is_due_is_said_and_the_schedule_confirmed_as_it_is(
    shown: Shown, session: Session, clock: Wristwatch, qtbot: QtBot
) -> None:
    clock.moment = datetime.fromisoformat("2027-11-20T12:00:00+00:00")
    page = shown(0)
    tab = opened(page, qtbot)
    assert tab.review.sentence() == "The retention schedule is due for review on 22 Nov 2027."
    press(page, "Confirm as it is…", qtbot)
    asked = sheet(page, qtbot)
    asked.review.set_day(date(2027, 11, 20))
    decide(asked, qtbot)
    assert "after today" in asked.form.row("review_on").error()
    asked.review.set_day(date(2028, 11, 20))
    decide(asked, qtbot)
    qtbot.waitUntil(lambda: not tab.review.isVisible())
    assert session.schedule.whole().edition == 2
    assert "Version | 1" in words(page)


def test_dates_that_are_owed_are_said_and_worked_out(
    shown: Shown,
    person: Person,
    dealt_with: DealtWith,
    session: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(schedule, "_SLICE", 1)
    for number in range(3):
        dealt_with(person(f"Person {number}"))
    propose(session, ENQUIRY, months=1)
    approve(session)
    session.schedule.work_out(lambda _done, _of: False)
    page = shown(2)
    tab = opened(page, qtbot)
    assert "still those of the schedule before" in tab.notice.sentence()
    press(page, "Work them out", qtbot)
    qtbot.waitUntil(lambda: "2 cases run out on another day now." in tab.notice.sentence())
    assert not session.schedule.whole().owed


def test_work_that_is_cancelled_says_that_the_rest_is_still_to_come(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    dealt_with(person("Nia Roberts"))
    propose(session, ENQUIRY, months=1)
    approve(session)
    page = shown(1)
    tab = opened(page, qtbot)
    with session.opened.register.writing("busy meanwhile"):
        tab.work_out()
        tab._moving.stop()
    qtbot.waitUntil(lambda: "Stopped: the rest" in tab.notice.sentence())
    assert button(page, "Go on")


def test_a_class_without_a_rule_is_offered_the_programs(shown: Shown, session: Session, qtbot: QtBot) -> None:
    with session.opened.register.writing("made as an older program would") as writing:
        writing.connection.execute(retention_rules.delete().where(retention_rules.c.code == "marketing"))
    page = shown(0)
    tab = opened(page, qtbot)
    assert tab.lacking.sentence() == "The schedule has no rule for: Marketing."
    press(page, "Propose the program's rules", qtbot)
    qtbot.waitUntil(lambda: tab.proposal.isVisible() and not tab.lacking.isVisible())
    assert rows(tab.proposal.changes) == [
        ["Marketing", "No rule", "until objected to or withdrawn, then suppress"]
    ]
    propose(session, RecordClass.MARKETING, owner="Ann Ash")
    tab.desk.change(RecordClass.MARKETING)
    asked = sheet(page, qtbot)
    assert "No rule is in force" in words(asked)
    asked.close()


def test_the_schedule_is_printed_and_exported(
    shown: Shown, qtbot: QtBot, tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(0)
    opened(page, qtbot)
    press(page, "Print…", qtbot)
    printed = sheet(page, qtbot)
    assert printed.windowTitle() == "Retention schedule"
    qtbot.waitUntil(lambda: bool(printed.desk.wanted()))
    printed.reject()
    written = tmp_path / "schedule.csv"
    monkeypatch.setattr(page.export, "choose", lambda _name, then: then(written))
    press(page, "Export…", qtbot)
    qtbot.waitUntil(written.exists)
    assert written.read_bytes() == session.schedule.export()


def test_the_rule_stands_below_its_name_where_there_is_no_room_beside_it(shown: Shown, qtbot: QtBot) -> None:
    page = shown(0)
    tab = opened(page, qtbot)
    grid = tab._told._grid
    assert grid.itemAtPosition(0, 1) is not None
    page.resize(360, 760)
    qtbot.waitUntil(lambda: grid.itemAtPosition(0, 1) is None)
    page.resize(1150, 760)
    qtbot.waitUntil(lambda: grid.itemAtPosition(0, 1) is not None)
