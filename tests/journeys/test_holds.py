"""A hold from one end of the window to the other: placed on a case, obeyed, seen, reviewed and released."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.ids import Kind
from kmss_dpo.ui.holds.sheets import PlaceSheet, ReleaseSheet, ReviewSheet
from kmss_dpo.ui.workplace import Workplace
from tests.services.holding import CLAIM, REVIEW, held_by, opened
from tests.services.old_records import dealt_with, person


def sheet_of(qtbot: QtBot, kind: type[Any]) -> Any:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def choose(menu: Any, words: str) -> None:
    menu.aboutToShow.emit()
    [entry] = [action for action in menu.actions() if action.text() == words]
    entry.trigger()


def test_a_hold_is_placed_on_a_case_and_released_where_its_disposal_is_decided(
    workplace: Workplace, qtbot: QtBot
) -> None:
    session = workplace.session
    case = dealt_with(session, person(session))
    workplace.show_record(Kind.CASE, case)
    page = workplace.page("enquiries")
    qtbot.waitUntil(lambda: page.detail.view is not None and page.detail.view.id == case)
    choose(page.detail.header.menu(), "Place a hold…")
    sheet = sheet_of(qtbot, PlaceSheet)
    sheet.reason.setPlainText(CLAIM)
    sheet.review.set_day(REVIEW)
    sheet.decide_button.click()
    qtbot.waitUntil(lambda: page.detail.header.hold.sentence().startswith(f"On hold: {CLAIM}"))

    retention = workplace.page("retention")
    qtbot.waitUntil(lambda: [each.held_by for each in retention.ready.ready()] == [(CLAIM,)])
    choose(retention.ready.menu_of(case), "Release a hold…")
    sheet = sheet_of(qtbot, ReleaseSheet)
    sheet.reason.setPlainText("It is settled.")
    sheet.decide_button.click()
    qtbot.waitUntil(lambda: [each.held_by for each in retention.ready.ready()] == [()])


def test_a_hold_on_a_contact_is_reviewed_and_released_in_the_list_of_holds(
    workplace: Workplace, qtbot: QtBot
) -> None:
    session = workplace.session
    who = person(session)
    case = dealt_with(session, who)
    opened(session, CaseKind.COMPLAINT, who)
    workplace.show_record(Kind.CONTACT, who)
    contacts = workplace.page("contacts")
    qtbot.waitUntil(lambda: hasattr(contacts.shown(), "menu"))
    choose(contacts.shown().menu, "Place a hold…")
    sheet = sheet_of(qtbot, PlaceSheet)
    sheet.reason.setPlainText(CLAIM)
    sheet.review.set_day(REVIEW)
    sheet.decide_button.click()
    qtbot.waitUntil(lambda: held_by(session, Kind.CASE, case) == ["CMP-2026-0001", CLAIM])

    retention = workplace.page("retention")
    retention.behind.show_holds()
    [hold, _complaint] = session.holds.ids()
    qtbot.waitUntil(lambda: retention.holds.menu_of(hold) is not None)
    choose(retention.holds.menu_of(hold), "Keep on hold…")
    sheet = sheet_of(qtbot, ReviewSheet)
    sheet.review.set_day(date(2027, 8, 1))
    sheet.decide_button.click()
    qtbot.waitUntil(lambda: session.holds.rows([hold])[0].review_on == date(2027, 8, 1))
    qtbot.waitUntil(lambda: retention.holds.menu_of(hold) is not None)
    choose(retention.holds.menu_of(hold), "Release…")
    sheet = sheet_of(qtbot, ReleaseSheet)
    assert sheet.hold().id == hold
    sheet.reason.setPlainText("It is settled.")
    sheet.decide_button.click()
    qtbot.waitUntil(lambda: held_by(session, Kind.CASE, case) == ["CMP-2026-0001"])
