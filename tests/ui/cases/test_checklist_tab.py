"""The checklist of a case: ticked by key and by mouse, with who and when, and the focus stays where it is."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.checklists import DEFAULTS
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.checklist import _Words
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.cases.tabs import Part
from tests.disks import full_disk

from .conftest import Desk

TWELFTH = date(2026, 11, 12)
ITEMS = DEFAULTS[CaseKind.ACCESS]
WHEN = "Robin Hale, 22 Nov 2026 09:30"


def checklist(desk: Desk, case: CaseId) -> CasesPage:
    """The page of a case with its checklist in front."""
    page = desk.opened(case)
    page.detail.tabs.turn_to(Part.CHECKLIST)
    return page


def boxes(page: CasesPage) -> list[QCheckBox]:
    return page.detail.checking.checklist.boxes


def ticked(session: Session, case: CaseId) -> list[str]:
    return [line.item for line in session.cases.case(case).checklist if line.ticked]


def words(page: CasesPage) -> list[str]:
    """All that the checklist says."""
    labels = page.detail.checking.checklist.findChildren(QLabel)
    return [each.text() for each in labels if each.isVisible()]


def test_every_item_stands_there_by_name_and_none_is_ticked(desk: Desk) -> None:
    page = checklist(desk, desk.case(TWELFTH))
    assert [box.accessibleName() for box in boxes(page)] == list(ITEMS)
    assert not any(box.isChecked() for box in boxes(page))
    assert [each for each in words(page) if each in ITEMS] == list(ITEMS)
    assert page.detail.tabs.bar.tabText(1) == f"Checklist 0/{len(ITEMS)}"


def test_space_ticks_and_who_and_when_is_said_and_shown(desk: Desk, session: Session, qtbot: QtBot) -> None:
    case = desk.case(TWELFTH)
    page = checklist(desk, case)
    assert page.focusWidget() is boxes(page)[0], "the first box is under the fingers"
    qtbot.keyClick(boxes(page)[0], Qt.Key.Key_Space)
    desk.until(lambda: boxes(page)[0].accessibleDescription() == WHEN)
    assert boxes(page)[0].isChecked()
    assert WHEN in words(page)
    assert ticked(session, case) == [ITEMS[0]]
    assert page.detail.tabs.bar.tabText(1) == f"Checklist 1/{len(ITEMS)}"
    qtbot.keyClick(boxes(page)[0], Qt.Key.Key_Space)
    desk.until(lambda: boxes(page)[0].accessibleDescription() == "")
    assert (ticked(session, case), boxes(page)[0].isChecked()) == ([], False)


def test_the_box_that_was_ticked_keeps_the_focus(desk: Desk, qtbot: QtBot) -> None:
    page = checklist(desk, desk.case(TWELFTH))
    page.activateWindow()
    desk.until(page.isActiveWindow)
    boxes(page)[2].setFocus()
    qtbot.keyClick(boxes(page)[2], Qt.Key.Key_Space)
    desk.until(lambda: boxes(page)[2].accessibleDescription() == WHEN)
    assert boxes(page)[2].hasFocus()
    qtbot.keyClick(boxes(page)[2], Qt.Key.Key_Tab)
    assert boxes(page)[3].hasFocus()


def test_a_click_on_the_words_ticks_too(desk: Desk, session: Session, qtbot: QtBot) -> None:
    case = desk.case(TWELFTH)
    page = checklist(desk, case)
    spoken = page.detail.checking.checklist.findChildren(_Words)
    qtbot.mouseClick(spoken[1], Qt.MouseButton.RightButton)
    assert not boxes(page)[1].isChecked()
    qtbot.mouseClick(spoken[1], Qt.MouseButton.LeftButton)
    desk.until(lambda: ticked(session, case) == [ITEMS[1]])


def test_several_ticks_in_a_row_are_all_kept(desk: Desk, session: Session, qtbot: QtBot) -> None:
    case = desk.case(TWELFTH)
    page = checklist(desk, case)
    for box in boxes(page)[:4]:
        qtbot.keyClick(box, Qt.Key.Key_Space)
    desk.until(lambda: ticked(session, case) == list(ITEMS[:4]))
    desk.until(lambda: [box.isChecked() for box in boxes(page)[:5]] == [True] * 4 + [False])


def test_what_was_ticked_on_another_day_says_so(desk: Desk, session: Session, clock: Any) -> None:
    case = desk.case(TWELFTH)
    session.checklists.tick(case, ITEMS[0], on=True)
    clock.moment += timedelta(days=1)
    session.checklists.tick(case, ITEMS[1], on=True)
    page = checklist(desk, case)
    assert [box.accessibleDescription() for box in boxes(page)[:3]] == [
        WHEN,
        "Robin Hale, 23 Nov 2026 09:30",
        "",
    ]


def test_a_voided_case_shows_its_ticks_and_takes_no_more(desk: Desk, session: Session, qtbot: QtBot) -> None:
    case = desk.case(TWELFTH)
    session.checklists.tick(case, ITEMS[0], on=True)
    page = checklist(desk, case)
    session.cases.void(case, 1, "Twice the same")
    desk.until(lambda: not boxes(page)[0].isEnabled())
    assert boxes(page)[0].isChecked()
    qtbot.mouseClick(page.detail.checking.checklist.findChildren(_Words)[1], Qt.MouseButton.LeftButton)
    assert not boxes(page)[1].isChecked()
    assert ticked(session, case) == [ITEMS[0]]


def test_a_tick_that_comes_too_late_is_told_and_taken_back(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    """The case was voided elsewhere in the moment before the page heard of it."""
    case = desk.case(TWELFTH)
    page = checklist(desk, case)
    told: list[str] = []
    desk.runner.trouble.connect(lambda happened, _to_do: told.append(happened))
    box = boxes(page)[0]
    session.cases.void(case, 1, "Twice the same")
    qtbot.keyClick(box, Qt.Key.Key_Space)
    desk.until(lambda: len(told) == 1)
    assert "opened in error and is voided" in told[0]
    desk.until(lambda: not boxes(page)[0].isEnabled())
    assert not boxes(page)[0].isChecked()


def test_a_tick_that_the_disk_does_not_take_is_not_shown_as_kept(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    case = desk.case(TWELFTH)
    page = checklist(desk, case)
    told: list[str] = []
    desk.runner.trouble.connect(lambda happened, _to_do: told.append(happened))
    with full_disk(4096):
        qtbot.keyClick(boxes(page)[0], Qt.Key.Key_Space)
        desk.until(lambda: len(told) == 1)
    assert not boxes(page)[0].isChecked()
    assert ticked(session, case) == []


def test_the_officers_own_list_is_shown_and_what_was_ticked_before_stays(
    desk: Desk, session: Session
) -> None:
    case = desk.case(TWELFTH)
    session.checklists.tick(case, ITEMS[0], on=True)
    page = checklist(desk, case)
    session.checklists.settle_template(CaseKind.ACCESS, ["Ask twice"])
    desk.until(lambda: [box.accessibleName() for box in boxes(page)] == ["Ask twice", ITEMS[0]])
    assert [box.isChecked() for box in boxes(page)] == [False, True]


def test_what_may_be_asked_in_proportion_stands_below_the_list(desk: Desk) -> None:
    page = checklist(desk, desk.case(TWELFTH))
    advice = page.detail.checking.advice
    assert advice.isVisible()
    said = advice.toPlainText()
    assert said.startswith("What may be asked in proportion, the least first")
    assert "never over social media" in said


def test_tab_leads_through_the_list_and_then_to_what_stands_below_it(desk: Desk, qtbot: QtBot) -> None:
    page = checklist(desk, desk.case(TWELFTH))
    page.activateWindow()
    desk.until(page.isActiveWindow)
    boxes(page)[0].setFocus()
    for box in boxes(page):
        assert box.hasFocus()
        qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert page.focusWidget().text() == "Add an identity check…"
