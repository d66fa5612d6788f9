"""The same done to several cases: asked with the count, told with the reasons; and exported as shown."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseKind, Family, Status
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.kit.runner import Runner
from tests.services.asking import ACCESS, history

from .conftest import Desk


@pytest.fixture
def cases(desk: Desk) -> list[CaseId]:
    return [desk.case(date(2026, 11, day), person=desk.contact(f"Person {day}")) for day in (12, 13, 14)]


def all_selected(desk: Desk, family: Family = Family.REQUESTS) -> CasesPage:
    page = desk.page(family)
    page.pane.show_as(table=True)
    desk.press(page.pane, "Select all")
    return page


def asked(desk: Desk, page: CasesPage) -> Any:
    desk.until(lambda: any(each.isVisible() for each in page.findChildren(QDialog)))
    return next(each for each in page.findChildren(QDialog) if each.isVisible())


def words(dialog: QDialog) -> str:
    return " ".join(each.text() for each in dialog.findChildren(QLabel))


def handlers(session: Session, cases: list[CaseId]) -> list[str]:
    return [row.handler for row in session.cases.rows(cases)]


def resting(page: CasesPage) -> bool:
    """Whether the buttons of the bar wait for something to be over."""
    return not any(each.isEnabled() for each in page.pane.bar._acts)


def test_nothing_can_be_done_while_nothing_is_selected(desk: Desk, cases: list[CaseId]) -> None:
    page = desk.page()
    page.pane.show_as(table=True)
    page.pane.table.clearSelection()
    assert resting(page)
    assert "Ctrl+A" in page.pane.bar._words.text()
    page.pane.table.selectAll()
    assert page.pane.bar._words.text() == f"{len(cases)} cases selected."
    assert not resting(page)


def test_several_cases_are_assigned_once_the_button_named_count_and_person(
    desk: Desk, session: Session, cases: list[CaseId], qtbot: QtBot
) -> None:
    page = all_selected(desk)
    desk.press(page.pane.bar, "Assign to…")
    dialog = asked(desk, page)
    assert dialog.windowTitle() == "Assign 3 cases"
    assert [dialog.name.itemText(at) for at in range(dialog.name.count())] == ["Robin Hale", "Nobody"]
    dialog.decide_button.click()
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.name.lineEdit(), "Kit Moss")
    assert dialog.decide_button.text() == "&Assign 3 cases to Kit Moss"
    qtbot.keyClick(dialog.name.lineEdit(), Qt.Key.Key_Return)
    desk.until(lambda: page.pane.notice.sentence() == "3 cases assigned to Kit Moss.")
    assert handlers(session, cases) == ["Kit Moss"] * 3
    desk.until(lambda: page.pane.table_model.row_at(0) is not None)
    assert page.pane.table.count_selected() == 3


def assigned(desk: Desk, page: CasesPage, who: str) -> None:
    desk.press(page.pane.bar, "Assign to…")
    dialog = asked(desk, page)
    dialog.name.setCurrentText(who)
    dialog.decide_button.click()
    desk.until(lambda: " assigned to " in page.pane.notice.sentence())


def test_an_assignment_can_be_undone_and_says_on_how_many(
    desk: Desk, session: Session, cases: list[CaseId], qtbot: QtBot
) -> None:
    session.cases.change(cases[0], 1, replace(session.cases.case(cases[0]).details, handler="Ann Ash"))
    page = all_selected(desk)
    assigned(desk, page, "Kit Moss")
    assert handlers(session, cases) == ["Kit Moss"] * 3
    with qtbot.waitSignal(page.pane.told) as told:
        desk.press(page.pane.notice, "Undo")
    assert told.args == ["The assignment of 3 cases was undone."]
    assert handlers(session, cases) == ["Ann Ash", "", ""]
    assert not page.pane.notice.sentence()


def act(page: CasesPage, words: str) -> QPushButton:
    return next(each for each in page.pane.bar._acts if each.text() == words)


@pytest.mark.usefixtures("cases")
def test_the_focus_comes_back_to_the_button_unless_one_went_elsewhere(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    page = all_selected(desk)
    for where in (act(page, "Add a note…"), page.pane.text):
        page.activateWindow()
        act(page, "Add a note…").setFocus()
        qtbot.keyClick(act(page, "Add a note…"), Qt.Key.Key_Space)
        dialog = asked(desk, page)
        dialog.text.setPlainText("The mail server was searched.")
        with session.opened.register.writing_lane.alone():
            dialog.decide_button.click()
            desk.until(lambda: resting(page))
            if where is page.pane.text:
                where.setFocus()
        desk.until(lambda: not resting(page))
        assert page.window().focusWidget() is where


def test_who_was_given_to_somebody_else_since_is_not_given_back(
    desk: Desk, session: Session, cases: list[CaseId]
) -> None:
    page = all_selected(desk)
    assigned(desk, page, "Kit Moss")
    session.cases.change(cases[0], 2, replace(session.cases.case(cases[0]).details, handler="Ann Ash"))
    desk.press(page.pane.notice, "Undo")
    undone = "The assignment of 2 cases was undone. Left alone: SAR-2026-0001 (given to somebody else since)."
    desk.until(lambda: page.pane.notice.sentence() == undone)
    assert handlers(session, cases) == ["Ann Ash", "", ""]


def test_there_is_nothing_to_undo_where_nobody_got_another_handler(
    desk: Desk, session: Session, cases: list[CaseId], qtbot: QtBot
) -> None:
    session.several.assign(session.several.choose(cases), "Kit Moss")
    page = all_selected(desk)
    desk.press(page.pane.bar, "Assign to…")
    dialog = asked(desk, page)
    dialog.name.setCurrentText("Kit Moss")
    with qtbot.waitSignal(page.pane.told) as told:
        dialog.decide_button.click()
    assert told.args == ["3 cases assigned to Kit Moss."]
    assert not page.pane.notice.sentence()


def test_an_undo_is_gone_once_something_else_is_done(desk: Desk, cases: list[CaseId], qtbot: QtBot) -> None:
    assert cases
    page = all_selected(desk)
    assigned(desk, page, "Kit Moss")
    desk.press(page.pane.bar, "Add a note…")
    dialog = asked(desk, page)
    dialog.text.setPlainText("The mail server was searched.")
    with qtbot.waitSignal(page.pane.told):
        dialog.decide_button.click()
    assert not page.pane.notice.sentence()


@pytest.mark.usefixtures("cases")
def test_a_note_that_is_half_written_is_not_thrown_away_unasked(desk: Desk, qtbot: QtBot) -> None:
    page = all_selected(desk)
    desk.press(page.pane.bar, "Add a note…")
    dialog = asked(desk, page)
    dialog.text.setPlainText("The mail")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    desk.press(dialog, "Throw away")
    desk.until(lambda: not any(each.isVisible() for each in page.findChildren(QDialog)))


def test_escape_assigns_nobody(desk: Desk, session: Session, cases: list[CaseId], qtbot: QtBot) -> None:
    page = all_selected(desk)
    desk.press(page.pane.bar, "Assign to…")
    qtbot.keyClick(asked(desk, page), Qt.Key.Key_Escape)
    assert handlers(session, cases) == [""] * 3
    assert not resting(page)


def test_who_is_left_alone_is_said_before_and_each_with_its_reason_after(
    desk: Desk, session: Session, cases: list[CaseId]
) -> None:
    session.cases.void(cases[0], 1, "Twice the same")
    page = desk.page()
    page.pane._change(shown=type(page.pane.choice().shown).ALL)
    page.pane.show_as(table=True)
    desk.until(lambda: page.pane.table_model.rowCount() == 3)
    desk.press(page.pane, "Select all")
    desk.press(page.pane.bar, "Assign to…")
    dialog = asked(desk, page)
    assert dialog.windowTitle() == "Assign 2 cases"
    assert "One of those selected stays as it is: SAR-2026-0001 (opened in error and voided)." in words(
        dialog
    )
    session.cases.change(cases[1], 1, replace(ACCESS, received_on=date(2026, 11, 13), summary="More"))
    dialog.name.setCurrentText("Nobody")
    dialog.name.setCurrentText("Kit Moss")
    dialog.decide_button.click()
    desk.until(lambda: bool(page.pane.notice.sentence()))
    assert page.pane.notice.sentence().startswith("1 case assigned to Kit Moss. Left alone: ")
    assert handlers(session, cases) == ["", "", "Kit Moss"]
    desk.press(page.pane.notice, "Show each…")
    sheet = asked(desk, page)
    assert sorted(sheet.findChild(QPlainTextEdit).toPlainText().splitlines()) == [
        "SAR-2026-0001: opened in error and voided.",
        "SAR-2026-0002: changed since it was chosen.",
    ]
    sheet.close()


def test_where_it_can_be_done_to_none_that_is_said_and_nothing_asked(
    desk: Desk, session: Session, cases: list[CaseId]
) -> None:
    page = all_selected(desk)
    for case in cases:
        session.cases.void(case, 1, "Twice the same")
    desk.press(page.pane.bar, "Assign to…")
    desk.until(
        lambda: page.pane.notice.sentence().startswith("Nothing was changed. Left alone: SAR-2026-0001")
    )
    assert not any(each.isVisible() for each in page.findChildren(QDialog))
    page.pane.several._ask_deal_with([])
    assert not any(each.isVisible() for each in page.findChildren(QDialog))


def test_the_same_note_is_added_to_each(
    desk: Desk, session: Session, cases: list[CaseId], qtbot: QtBot
) -> None:
    page = all_selected(desk)
    desk.press(page.pane.bar, "Add a note…")
    dialog = asked(desk, page)
    assert dialog.windowTitle() == "Add a note to 3 cases"
    dialog.decide_button.click()
    assert dialog.isVisible()
    assert "The note is empty." in words(dialog)
    dialog.text.setPlainText("The mail server was searched.")
    with qtbot.waitSignal(page.pane.told) as told:
        dialog.decide_button.click()
    assert told.args == ["The note was added to 3 cases."]
    for case in cases:
        assert "The mail server was searched." in [each.text for each in session.cases.case(case).timeline]


def test_enquiries_are_closed_together_and_only_there_is_it_offered(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    enquiries = [desk.case(date(2026, 11, day), CaseKind.CONTACT_ENQUIRY) for day in (12, 13)]
    page = all_selected(desk, Family.ENQUIRIES)
    desk.press(page.pane.bar, "Close as dealt with…")
    dialog = asked(desk, page)
    assert dialog.windowTitle() == "Close 2 enquiries as dealt with"
    with qtbot.waitSignal(page.pane.told) as told:
        dialog.accept()
    assert told.args == ["2 enquiries closed as dealt with."]
    assert {row.status for row in session.cases.rows(enquiries)} == {Status.CLOSED}
    other = all_selected(desk, Family.COMPLAINTS)
    offered = [each.text() for each in other.pane.bar.findChildren(QPushButton)]
    assert "Close as dealt with…" not in offered


@contextmanager
def read_only(session: Session) -> Iterator[None]:
    """The disk refuses for the length of the block."""
    for state in (1, 0):
        with session.opened.register.writing_lane.outside_transactions() as bare:
            bare.execute(f"PRAGMA query_only={state}")
        if state:
            yield


def test_trouble_is_told_and_the_bar_comes_to_rest(
    desk: Desk, session: Session, cases: list[CaseId], runner: Runner, qtbot: QtBot
) -> None:
    page = all_selected(desk)
    desk.press(page.pane.bar, "Add a note…")
    dialog = asked(desk, page)
    dialog.text.setPlainText("The mail server was searched.")
    with read_only(session), qtbot.waitSignal(runner.trouble):
        dialog.decide_button.click()
    desk.until(lambda: not resting(page))
    assert not page.pane.bar.progress.isVisible()
    assert handlers(session, cases) == [""] * 3


@pytest.mark.usefixtures("cases")
def test_long_work_shows_how_far_it_is_and_stops_when_it_is_cancelled(desk: Desk, session: Session) -> None:
    page = all_selected(desk)
    desk.press(page.pane.bar, "Add a note…")
    dialog = asked(desk, page)
    dialog.text.setPlainText("The mail server was searched.")
    with session.opened.register.writing_lane.alone():  # the first waits until the wish to stop is there
        dialog.decide_button.click()
        assert resting(page)
        desk.until(page.pane.bar.progress.isVisible)
        desk.press(page.pane.bar.progress, "Cancel")
    desk.until(lambda: bool(page.pane.notice.sentence()))
    assert page.pane.notice.sentence() == "The note was added to 1 case. Stopped before the other 2."


def exported(desk: Desk, page: CasesPage, place: Path, button: str, qtbot: QtBot) -> list[list[str]]:
    """Press, agree, type the place, and read what was written there."""
    desk.press(page.pane, button)
    warning = asked(desk, page)
    assert "holds personal data and is not encrypted" in words(warning)
    warning.accept()
    desk.until(lambda: any(each.isVisible() for each in page.findChildren(QFileDialog)))
    dialog = next(each for each in page.findChildren(QFileDialog) if each.isVisible())
    line = dialog.findChildren(QLineEdit)[0]
    assert line.text() == "requests-2026-11-22.csv"
    line.setText(str(place))
    with qtbot.waitSignal(page.pane.several.export_to.written):
        dialog.accept()
    with place.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))


def test_the_list_is_exported_exactly_as_it_is_shown_and_each_case_audited(
    desk: Desk, session: Session, cases: list[CaseId], qtbot: QtBot, tmp_path: Path
) -> None:
    page = desk.page()
    page.pane.show_as(table=True)
    page.pane._change(sort="received", descending=True)
    table = page.pane.table
    table.hideColumn(1)
    table.horizontalHeader().moveSection(2, 0)
    desk.until(
        lambda: page.pane.table_model.id_at(0) == cases[2] and page.pane.table_model.row_at(2) is not None
    )
    lines = exported(desk, page, tmp_path / "list.csv", "Export list…", qtbot)
    assert lines[0] == ["Person", "Reference", "State", "Received", "Due", "Next step", "Handler"]
    header = table.horizontalHeader()
    places = [at for at in map(header.logicalIndex, range(header.count())) if not table.isColumnHidden(at)]
    model = page.pane.table_model
    shown = [
        [model.columns[at].shown(model._blocks[0][model.id_at(row)]) for at in places] for row in range(3)
    ]
    assert lines[1:] == shown
    assert lines[1][:2] == ["Person 14", "SAR-2026-0003"]
    assert [history(session, case)[-1] for case in cases] == ["exported"] * 3


def test_only_what_is_selected_is_exported(
    desk: Desk, session: Session, cases: list[CaseId], qtbot: QtBot, tmp_path: Path
) -> None:
    page = desk.page()
    page.pane.show_as(table=True)
    page.pane.go_to(cases[1])
    lines = exported(desk, page, tmp_path / "some.csv", "Export selected…", qtbot)
    assert [line[0] for line in lines[1:]] == ["SAR-2026-0002"]
    assert "exported" not in history(session, cases[0])


def test_an_export_that_is_cancelled_writes_no_file(
    desk: Desk, session: Session, cases: list[CaseId], tmp_path: Path
) -> None:
    page = desk.page()
    page.pane.show_as(table=True)
    several = page.pane.several
    place = tmp_path / "list.csv"
    warning = several.export(cases, page.pane.table.shown_columns())
    with session.opened.register.reading_lane.alone():
        several.export_to.choose = lambda _name, then: then(place)  # type: ignore[method-assign]
        warning.accept()
        desk.until(page.pane.bar.progress.isVisible)
        desk.press(page.pane.bar.progress, "Cancel")
    desk.until(lambda: not several.running())
    assert not place.exists()
    assert [history(session, case)[-1] for case in cases] == ["case opened"] * 3
