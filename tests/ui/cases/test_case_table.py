"""The list as a table by itself: opened into a case and left again, sorted, arranged, read aloud."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseKind, Closing, DueWhen, Family, Outcome
from kmss_dpo.domain.clock import Ask, ClockFacts
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.kit.chips import Chip
from kmss_dpo.ui.kit.table import CHIP_ROLE, LOADING
from kmss_dpo.ui.kit.theme import Scheme, Theme
from tests.services.asking import history

from .conftest import Desk

USUAL = ["Reference", "Kind", "Person", "State", "Received", "Due", "Next step", "Handler"]


def as_table(desk: Desk, family: Family = Family.REQUESTS) -> CasesPage:
    page = desk.page(family)
    desk.until(lambda: page.detail.view is not None)
    desk.press(page.pane, "Show as table")
    desk.until(lambda: page.pane.table_model.rowCount() > 0 and loaded(page))
    return page


def loaded(page: CasesPage) -> bool:
    model = page.pane.table_model
    return model.index(model.rowCount() - 1, 0).data() != LOADING


def order(page: CasesPage) -> list[int]:
    model = page.pane.table_model
    return [model.id_at(row) for row in range(model.rowCount())]


def opened(session: Session, case: CaseId) -> int:
    return history(session, case).count("read")


def test_the_table_stands_alone_and_reads_no_case_until_one_is_opened(
    desk: Desk, qtbot: QtBot, session: Session
) -> None:
    first = desk.case(date(2026, 11, 12))
    second, third = desk.case(date(2026, 11, 13)), desk.case(date(2026, 11, 14))
    page = as_table(desk)
    assert not page.detail.isVisible()
    for _ in range(2):
        qtbot.keyClick(page.pane.table, Qt.Key.Key_Down)
    assert page.pane.chosen() == third
    qtbot.keyClick(page.pane.table, Qt.Key.Key_Up)
    qtbot.keyClick(page.pane.table, Qt.Key.Key_Return)
    desk.until(page.detail.isVisible)
    assert page.detail.view
    assert page.detail.view.id == second
    assert not page.pane.isVisible()
    assert (opened(session, first), opened(session, second), opened(session, third)) == (1, 1, 0)


def test_one_goes_back_to_the_row_one_came_from(desk: Desk, qtbot: QtBot) -> None:
    desk.case(date(2026, 11, 12))
    second = desk.case(date(2026, 11, 13))
    page = as_table(desk)
    page.pane.go_to(second)
    qtbot.keyClick(page.pane.table, Qt.Key.Key_Return)
    desk.until(page.detail.isVisible)
    desk.press(page, "Back to requests")
    assert page.pane.table.isVisible()
    assert page.pane.chosen() == second
    desk.press(page.pane, "Show as cards")
    desk.until(lambda: page.detail.isVisible() and page.pane.cards.isVisible())
    assert page.pane.chosen() == second


def test_a_case_that_stands_alone_is_read_anew_when_it_changes(
    desk: Desk, qtbot: QtBot, session: Session
) -> None:
    case = desk.case(date(2026, 11, 12))
    page = as_table(desk)
    qtbot.keyClick(page.pane.table, Qt.Key.Key_Return)
    desk.until(page.detail.isVisible)
    session.cases.record_facts(case, 1, ClockFacts(identity=Ask(date(2026, 11, 13))))
    desk.until(lambda: page.detail.view is not None and page.detail.view.version == 2)
    session.casework.add_note(case, "Called back.")
    desk.until(
        lambda: page.detail.view is not None and any("Called" in e.text for e in page.detail.view.timeline)
    )


def test_a_change_behind_the_table_reads_the_list_and_no_case(desk: Desk, session: Session) -> None:
    case = desk.case(date(2026, 11, 12))
    page = as_table(desk)
    before = opened(session, case)
    later = desk.case(date(2026, 11, 13))
    desk.until(lambda: order(page) == [case, later])
    session.casework.add_note(case, "Called back.")
    qt_idle(desk, page)
    assert opened(session, case) == before


def qt_idle(desk: Desk, page: CasesPage) -> None:
    """Wait until what was stale has been looked at."""
    desk.until(lambda: not page._stale and not page._settle.isActive() and not page._reading.isActive())


def test_a_case_asked_for_elsewhere_is_shown_alone(desk: Desk) -> None:
    desk.case(date(2026, 11, 12))
    wanted = desk.case(date(2026, 11, 13))
    page = as_table(desk)
    page.show_record(Kind.CASE, wanted)
    desk.until(lambda: page.detail.view is not None and page.detail.view.id == wanted)
    assert page.detail.isVisible()
    assert not page.pane.isVisible()


def test_each_cell_says_what_its_title_promises(desk: Desk, session: Session) -> None:
    ann = desk.contact("Ann Ash")
    waits = desk.case(date(2026, 11, 2), person=ann, facts=ClockFacts(identity=Ask(date(2026, 11, 3))))
    over = desk.case(date(2026, 10, 12), CaseKind.ERASURE)
    session.several.assign(session.several.choose([waits]), "Kit Moss")
    session.cases.close(over, 1, Closing(Outcome.WITHDRAWN, date(2026, 11, 20)))
    voided = desk.case(date(2026, 10, 12))
    session.cases.void(voided, 1, "Twice the same")
    page = as_table(desk)
    columns = {column.title: column for column in page.pane.table_model.columns}
    said = {
        row.id: {title: column.shown(row) for title, column in columns.items()}
        for row in session.cases.rows([waits, over, voided])
    }
    assert said[waits] == {
        "Reference": "SAR-2026-0001",
        "Kind": "Subject access",
        "Person": "Ann Ash",
        "State": "Follow up now",
        "Stage": "Received",
        "Received": "2 Nov 2026",
        "Due": "",
        "Waiting for": "Proof of identity, since 3 Nov 2026",
        "Next step": "Waiting for proof of identity since Tue 3 Nov",
        "Handler": "Kit Moss",
        "Closed": "",
        "Outcome": "",
    }
    assert {said[over][title] for title in ("Stage", "Handler", "Due")} == {""}
    assert [said[over][title] for title in ("Person", "State", "Closed", "Outcome")] == [
        "Person not known yet",
        "Closed",
        "20 Nov 2026",
        "Withdrawn",
    ]
    assert (said[voided]["State"], said[voided]["Outcome"]) == ("Voided", "Voided")


def test_a_click_on_a_title_sorts_and_the_button_says_so(desk: Desk, qtbot: QtBot) -> None:
    zoe = desk.case(date(2026, 11, 12), person=desk.contact("Zoe Ash"))
    ann = desk.case(date(2026, 11, 13), person=desk.contact("Ann Ash"))
    page = as_table(desk)
    header = page.pane.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(2) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.until(lambda: order(page) == [ann, zoe])
    assert page.pane.head.sort.accessibleName() == "Sorted by person, ascending"
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.until(lambda: order(page) == [zoe, ann])
    assert page.pane.head.sort.text() == "Person ↓"


def test_rare_columns_wait_in_the_menu_and_are_shown_from_it(desk: Desk, qtbot: QtBot) -> None:
    desk.case(date(2026, 11, 12))
    page = as_table(desk)
    assert [each.title for each in page.pane.table.shown_columns()] == USUAL
    desk.press(page.pane, "Columns")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(each for each in menu.actions() if each.text() == "Outcome").trigger()
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert [each.title for each in page.pane.table.shown_columns()] == [*USUAL, "Outcome"]


def test_an_empty_table_says_what_belongs_there_and_rests(desk: Desk, qtbot: QtBot) -> None:
    desk.case(date(2026, 11, 12))
    page = as_table(desk)
    qtbot.keyClicks(page.pane.text, "zzz")
    desk.until(lambda: not page.pane.table.isVisible())
    resting = {
        each.text().replace("&", "") for each in page.pane.findChildren(QPushButton) if not each.isEnabled()
    }
    assert {"Select all", "Export list…"} <= resting
    desk.press(page.pane, "Clear the filter")
    desk.until(page.pane.table.isVisible)
    assert page.pane.text.text() == ""


def test_all_that_is_shown_is_selected_and_stays_so_when_another_comes(desk: Desk) -> None:
    cases = [desk.case(date(2026, 11, day)) for day in (12, 13)]
    page = as_table(desk)
    desk.press(page.pane, "Select all")
    assert page.pane.table.selected() == cases
    later = desk.case(date(2026, 11, 14))
    desk.until(lambda: order(page) == [*cases, later])
    assert page.pane.table.selected() == cases


def test_the_chip_of_a_state_is_drawn_and_read_aloud(desk: Desk) -> None:
    desk.case(date(2026, 10, 12))
    page = as_table(desk)
    cell = page.pane.table_model.index(0, 3)
    assert cell.data(CHIP_ROLE) == Chip("10 days over", cell.data(CHIP_ROLE).look)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "overdue: 10 days over"


def test_the_model_keeps_the_rules_of_qt(desk: Desk, qtmodeltester: ModelTester) -> None:
    for day in (12, 13, 14):
        desk.case(date(2026, 11, day))
    qtmodeltester.check(as_table(desk).pane.table_model)


@pytest.mark.parametrize("family", Family)
def test_at_twice_the_text_size_the_page_still_fits(qapp: QApplication, desk: Desk, family: Family) -> None:
    theme = Theme(qapp, Scheme.LIGHT, 2.0)
    kinds = {Family.REQUESTS: CaseKind.ACCESS, Family.COMPLAINTS: CaseKind.COMPLAINT}
    try:
        desk.case(date(2026, 11, 12), kinds.get(family, CaseKind.DEMO_ENQUIRY))
        page = as_table(desk, family)
        page.pane._change(due=DueWhen.WITHIN_30_DAYS, handler="")
        assert page.minimumSizeHint().width() <= 1024
        assert page.pane.minimumSizeHint().width() <= 1024
    finally:
        theme.set_text_scale(1.0)
        theme.deleteLater()
