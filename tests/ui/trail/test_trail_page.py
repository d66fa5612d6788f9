"""The page with the audit trail: read, narrowed, looked into, exported, checked, and held against paper."""

import csv
from concurrent.futures import Executor
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.soundness import in_groups
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.pdf_sheet import PdfSheet
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import LOADING
from kmss_dpo.ui.trail.figures import FiguresSheet
from kmss_dpo.ui.trail.page import TrailPage

DAY = date(2026, 11, 20)


def words(page: QWidget) -> str:
    return " | ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def button(page: QWidget, text: str) -> QPushButton:
    [found] = [
        each
        for each in page.findChildren(QPushButton)
        if each.text().replace("&", "") == text and each.isVisibleTo(page)
    ]
    return found


def press(page: QWidget, text: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(button(page, text), Qt.MouseButton.LeftButton)


def field(page: QWidget, name: str) -> Any:
    [found] = [
        each
        for each in page.findChildren(QWidget)
        if isinstance(each, QLineEdit | QComboBox) and each.accessibleName() == name
    ]
    return found


@pytest.fixture
def case(session: Session) -> CaseId:
    person = session.contacts.add(ContactDetails("Ann Example"))
    made = session.cases.open_case(CaseDetails(CaseKind.ACCESS, DAY, Channel.EMAIL, person))
    session.cases.change(made, 1, CaseDetails(CaseKind.ACCESS, DAY, Channel.POST, person))
    return made


@pytest.fixture
def page(session: Session, runner: Runner, files: Executor, case: CaseId, qtbot: QtBot) -> TrailPage:
    assert case
    shown = TrailPage(session, runner, files)
    qtbot.addWidget(shown)
    shown.resize(1150, 900)
    shown.show()
    listed(shown, session.opened.register.trail_end.id, qtbot)
    return shown


def listed(page: TrailPage, count: int, qtbot: QtBot) -> list[str]:
    """What was done to which records, once so many entries are listed."""
    model = page.model
    qtbot.waitUntil(
        lambda: model.rowCount() == count and (not count or model.index(count - 1, 2).data() != LOADING)
    )
    return [f"{model.index(row, 2).data()}: {model.index(row, 3).data()}" for row in range(count)]


def test_the_newest_entries_come_first_with_when_who_what_and_which(
    page: TrailPage, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    assert [page.model.index(0, column).data() for column in range(5)] == [
        "22 Nov 2026, 09:30:00",
        "Robin Hale",
        "Case changed",
        "Case SAR-2026-0001",
        f"{page.model.rowCount():,}",
    ]
    qtmodeltester.check(page.model)
    count = page.model.rowCount()
    page.table.sort_requested.emit("when", False)
    qtbot.waitUntil(lambda: page.model.id_at(0) == 1)
    assert page.model.rowCount() == count


def test_the_chosen_entry_tells_what_was_before_and_after_and_opens_its_record(
    page: TrailPage, case: CaseId, qtbot: QtBot
) -> None:
    page.table.setFocus()
    page.table.choose(page.model.id_at(0))
    qtbot.waitUntil(lambda: "Case changed: Case SAR-2026-0001" in words(page))
    assert "Before | After | Channel | email | post" in words(page)
    with qtbot.waitSignal(page.show_requested) as shown:
        press(page, "Open the record", qtbot)
    assert shown.args == [Kind.CASE, case]
    with qtbot.waitSignal(page.show_requested):
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    press(page, "Only this record", qtbot)
    assert listed(page, 2, qtbot) == ["Case changed: Case SAR-2026-0001", "Case opened: Case SAR-2026-0001"]
    assert "Only the chosen record." in words(page)
    press(page, "Clear", qtbot)
    qtbot.waitUntil(lambda: page.model.rowCount() > 2)
    assert not page.narrowing.clear.isVisible()


def test_an_entry_of_no_record_opens_none(page: TrailPage, session: Session, qtbot: QtBot) -> None:
    session.trail.export([], [], lambda _row: [])
    page.refresh()
    qtbot.waitUntil(lambda: page.model.index(0, 2).data() == "Audit trail exported")
    page.table.choose(page.model.id_at(0))
    qtbot.waitUntil(lambda: "Audit trail exported: The register itself" in words(page))
    assert "Nothing was changed." in words(page)
    assert [each for each in page.change.findChildren(QPushButton) if each.isVisible()] == []
    page.table.open_requested.emit(page.model.id_at(0))


def test_the_list_is_narrowed_as_one_types_and_chooses(page: TrailPage, qtbot: QtBot) -> None:
    everything = page.model.rowCount()
    qtbot.keyClicks(page.narrowing.text, "ann exam")
    assert listed(page, 1, qtbot) == ["Contact added: Contact Ann Example"]
    stood = page.narrowing.mapTo(page, QPoint()).y()
    qtbot.keyClicks(page.narrowing.text, " nobody")
    qtbot.waitUntil(lambda: "No entry matches." in words(page))
    assert page.narrowing.mapTo(page, QPoint()).y() == stood, "one goes on typing where one typed"
    press(page, "Clear", qtbot)
    listed(page, everything, qtbot)
    what = field(page, "What")
    qtbot.waitUntil(lambda: what.findText("Case opened") > 0)
    what.setCurrentIndex(what.findText("Case opened"))
    assert listed(page, 1, qtbot) == ["Case opened: Case SAR-2026-0001"]
    press(page, "Clear", qtbot)
    listed(page, everything, qtbot)
    qtbot.keyClicks(page.narrowing.form.row("until").field.focusProxy(), "21 Nov 2026")
    listed(page, 0, qtbot)


def test_what_is_done_meanwhile_comes_into_the_list(page: TrailPage, session: Session, qtbot: QtBot) -> None:
    before = page.model.rowCount()
    session.contacts.add(ContactDetails("Ben Asante"))
    page.changes_made(Changes(frozenset({(Kind.CONTACT, 2)})))
    assert listed(page, before + 1, qtbot)[0] == "Contact added: Contact Ben Asante"


def test_exactly_what_is_listed_is_exported_and_that_is_recorded(
    page: TrailPage, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.keyClicks(page.narrowing.text, "SAR-2026-0001")
    listed(page, 2, qtbot)
    press(page, "Export list…", qtbot)
    decision = page.findChildren(QDialog)[0]
    assert "Export 2 entries with names?" in words(decision)
    press(decision, "Choose where to save it…", qtbot)
    qtbot.waitUntil(lambda: bool(page.findChildren(QFileDialog)))
    place = tmp_path / "trail.csv"
    page.findChildren(QFileDialog)[0].fileSelected.emit(str(place))
    qtbot.waitUntil(place.exists)
    with place.open(encoding="utf-8-sig", newline="") as written:
        found = list(csv.reader(written))
    assert found[0] == ["Entry", "Moment", "Who", "What", "Record"]
    assert [line[2:] for line in found[1:]] == [
        ["Robin Hale", "Case changed", "Case SAR-2026-0001"],
        ["Robin Hale", "Case opened", "Case SAR-2026-0001"],
    ]
    assert found[1][1] == "2026-11-22T09:30:00.000+00:00"


def test_the_register_is_checked_and_the_verdict_told(
    page: TrailPage, session: Session, qtbot: QtBot
) -> None:
    count = session.opened.register.trail_end.id
    press(page, "Check now", qtbot)
    qtbot.waitUntil(lambda: f"All {count} entries follow from one another" in page.notice.sentence())
    with session.writing.transaction() as connection:
        connection.exec_driver_sql("UPDATE audit SET action = 'nothing' WHERE id = 3")
    press(page, "Check now", qtbot)
    qtbot.waitUntil(lambda: "Entry 3 of the audit trail does not follow" in page.notice.sentence())
    assert button(page, "Check now").isEnabled()


def test_a_check_can_be_cancelled(page: TrailPage, session: Session, qtbot: QtBot) -> None:
    at_the_gate = Event()
    session.long_work.submit(at_the_gate.wait, 10)
    press(page, "Check now", qtbot)
    assert not button(page, "Check now").isEnabled()
    press(page, "Cancel", qtbot)
    at_the_gate.set()
    qtbot.waitUntil(lambda: button(page, "Check now").isEnabled())
    assert page.notice.sentence() == ""


def test_the_end_of_the_trail_is_shown_on_paper(page: TrailPage, qtbot: QtBot) -> None:
    page.on_paper.actions()[0].trigger()
    qtbot.waitUntil(lambda: bool(page.findChildren(PdfSheet)))
    assert page.findChildren(PdfSheet)[0].windowTitle() == "End of the audit trail"


def test_a_printed_sheet_is_typed_back_in_and_compared(
    page: TrailPage, session: Session, qtbot: QtBot
) -> None:
    end = session.opened.register.trail_end
    page.on_paper.actions()[1].trigger()
    [sheet] = page.findChildren(FiguresSheet)
    qtbot.keyClicks(sheet.entry, str(end.id))
    qtbot.keyClicks(sheet.chained, "00")
    press(sheet, "Compare", qtbot)
    qtbot.waitUntil(lambda: "The hash has 64 figures and letters; these are 2." in words(sheet))
    sheet.chained.setText(in_groups(end.chained))
    press(sheet, "Compare", qtbot)
    qtbot.waitUntil(lambda: "The sheet and the register agree" in sheet.notice.sentence())
    sheet.entry.setText(str(end.id - 1))
    press(sheet, "Compare", qtbot)
    qtbot.waitUntil(lambda: "carries another hash than the sheet" in sheet.notice.sentence())


def test_a_sheet_that_a_lock_closed_is_gone_on_with(page: TrailPage, session: Session, qtbot: QtBot) -> None:
    sheet = page.compare()
    qtbot.keyClicks(sheet.entry, "12")
    left = sheet.typing.unfinished()
    assert left
    [kept] = session.unfinished.keep([left])
    QDialog.reject(sheet)
    page.resume(kept)
    again = page.findChildren(FiguresSheet)[-1]
    assert again.entry.text() == "12"
