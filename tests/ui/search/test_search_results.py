"""Results below a field, over a real register: found as one types, chosen without leaving the field."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.search.results import SearchResults


@dataclass
class Desk:
    """A field with results below it."""

    window: QWidget
    field: QLineEdit
    results: SearchResults
    amal: ContactId
    case: CaseId

    def titles(self) -> list[str]:
        return [line.title for line in self.results.model.lines()]

    def chosen(self) -> str:
        return str(self.results.list.currentIndex().data())


@pytest.fixture
def desk(qtbot: QtBot, session: Session, runner: Runner) -> Desk:
    amal = session.contacts.add(ContactDetails("Amal Haddad", organisation="Haddad Fabrics"))
    details = CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.EMAIL, amal, amal, "Copies for Haddad")
    case = session.cases.open_case(details)
    session.casework.add_note(case, "Haddad called about the fabrics")
    window = QWidget()
    field, frame = QLineEdit(window), QFrame(window)
    results = SearchResults(session, runner)
    QVBoxLayout(frame).addWidget(results)
    window.resize(900, 700)
    frame.setGeometry(0, 40, 500, 100)
    results.listen_to(field)
    field.textChanged.connect(results.search)
    qtbot.addWidget(window)
    window.show()
    field.setFocus()
    return Desk(window, field, results, amal, case)


def test_people_cases_and_notes_are_found_in_groups(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.field, "hadd")
    qtbot.waitUntil(lambda: len(desk.titles()) == 6)
    assert desk.titles() == [
        "People",
        "Amal Haddad",
        "Cases",
        "SAR-2026-0001",
        "Notes",
        "Haddad called about the fabrics",
    ]
    assert desk.chosen() == "Amal Haddad"
    assert desk.results.model.lines()[1].second == "Haddad Fabrics"


def test_the_arrows_and_enter_work_while_the_focus_stays_in_the_field(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.field, "hadd")
    qtbot.waitUntil(lambda: len(desk.titles()) == 6)
    qtbot.keyClick(desk.field, Qt.Key.Key_Down)
    assert desk.chosen() == "SAR-2026-0001"
    qtbot.keyClick(desk.field, Qt.Key.Key_Down)
    assert desk.chosen() == "Haddad called about the fabrics"
    with qtbot.waitSignal(desk.results.show_requested) as asked:
        qtbot.keyClick(desk.field, Qt.Key.Key_Return)
    assert asked.args == [Kind.CASE, desk.case]
    qtbot.keyClick(desk.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(desk.results.show_requested) as asked:
        qtbot.keyClick(desk.field, Qt.Key.Key_Enter)
    assert asked.args == [Kind.CONTACT, desk.amal]


def test_what_is_typed_in_the_list_goes_on_in_the_field(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.field, "hadd")
    qtbot.waitUntil(lambda: len(desk.titles()) == 6)
    desk.results.setFocus()
    qtbot.keyClicks(desk.results.list, "a")
    assert desk.field.text() == "hadda"


def test_a_click_opens_a_result_and_a_heading_opens_nothing(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.field, "hadd")
    qtbot.waitUntil(lambda: len(desk.titles()) == 6)
    opened: list[tuple[Kind, int]] = []
    desk.results.show_requested.connect(lambda kind, record: opened.append((kind, record)))
    for row in (0, 3):
        where = desk.results.list.visualRect(desk.results.model.index(row)).center()
        qtbot.mouseClick(desk.results.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened == [(Kind.CASE, desk.case)]


def test_commands_are_taken_too(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.field, "lock")
    qtbot.waitUntil(lambda: desk.titles() == ["Commands", "Lock the register"])
    with qtbot.waitSignal(desk.results.command_requested) as asked:
        qtbot.keyClick(desk.field, Qt.Key.Key_Return)
    assert asked.args == ["lock"]


def test_nothing_found_is_said_and_enter_opens_nothing(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.field, "zzz")
    qtbot.waitUntil(desk.results._nothing.isVisible)
    assert "Nothing found for “zzz”" in desk.results._nothing.text()
    qtbot.keyClick(desk.field, Qt.Key.Key_Return)
    assert desk.titles() == []


def test_only_what_is_typed_last_is_shown(qtbot: QtBot, desk: Desk) -> None:
    for typed in ("h", "ha", "haddad", "amal", "fabrics called"):
        desk.field.setText(typed)
    qtbot.waitUntil(lambda: "Notes" in desk.titles())
    assert desk.titles() == ["Notes", "Haddad called about the fabrics"]
    desk.field.clear()
    assert desk.titles() == []


def test_the_model_keeps_qts_rules(qtbot: QtBot, desk: Desk, qtmodeltester: ModelTester) -> None:
    qtbot.keyClicks(desk.field, "hadd")
    qtbot.waitUntil(lambda: len(desk.titles()) == 6)
    qtmodeltester.check(desk.results.model)
