"""Everything on the pages can be reached with Alt and a letter, and no letter leads to two places."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, ContactFilter
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.retention import RecordClass
from kmss_dpo.ui.hands import click, is_there, type_into
from kmss_dpo.ui.letters.window import LetterWindow
from kmss_dpo.ui.workplace import Workplace
from tests.services.test_schedule import propose


def captions(window: QWidget) -> list[str]:
    """What stands on the buttons in sight that can be pressed, and beside fields."""
    controls = [each for each in window.findChildren(QAbstractButton) if each.isEnabled()]
    beside = [each for each in window.findChildren(QLabel) if each.buddy() and each.isEnabled()]
    return [each.text() for each in (*controls, *beside) if each.isVisible() and each.window() is window]


def marked(window: QWidget) -> list[str]:
    """Those of them that carry a letter."""
    return [words for words in captions(window) if "&" in words.replace("&&", "")]


def hold_alt(qtbot: QtBot, window: QWidget) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert marked(window) == []
    QTest.keyPress(window.focusWidget() or window, Qt.Key.Key_Alt)


def let_go(window: QWidget) -> None:
    QTest.keyRelease(window.focusWidget() or window, Qt.Key.Key_Alt)
    assert marked(window) == []


@pytest.fixture
def case(workplace: Workplace) -> CaseId:
    person = workplace.session.contacts.add(ContactDetails("Ann Ash"))
    details = CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.EMAIL, person, person)
    return workplace.session.cases.open_case(details)


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("today", {"Import…", "New ▾", "Lock"}),
        ("requests", {"Write letter", "Log correspondence", "Clock ▾", "Lock"}),
        ("contacts", {"New contact", "Lock"}),
        ("retention", {"Schedule…", "Disposal log", "Lock"}),
        ("settings", {"Back up now", "Organisation (required)", "Lock"}),  # has more than there are letters
    ],
)
def test_each_button_and_field_of_a_page_has_a_letter_while_alt_is_held(
    qtbot: QtBot, workplace: Workplace, case: CaseId, page: str, wanted: set[str]
) -> None:
    window = workplace.window
    shown = workplace.page(page)
    if page == "requests":
        window.show_requested.emit(Kind.CASE, case)
    qtbot.waitUntil(lambda: shown.isVisible() and wanted <= set(captions(window)))
    hold_alt(qtbot, window)
    found = marked(window)
    letters = [words.partition("&")[2][0].lower() for words in found]
    assert sorted(letters) == sorted(set(letters))
    assert wanted <= {words.replace("&", "", 1) for words in found}
    let_go(window)


def test_so_have_the_schedule_and_its_sheets(qtbot: QtBot, workplace: Workplace) -> None:
    window = workplace.window
    propose(workplace.session, RecordClass.REQUEST, months=36)
    page = workplace.page("retention")
    page.behind.show_schedule()
    wanted = {"Approve…", "Throw the proposal away…", "Print…", "Export…", "Change this rule…", "Versions…"}
    qtbot.waitUntil(lambda: wanted <= set(captions(window)))
    hold_alt(qtbot, window)
    found = marked(window)
    letters = [words.partition("&")[2][0].lower() for words in found]
    assert sorted(letters) == sorted(set(letters))
    assert wanted <= {words.replace("&", "", 1) for words in found}
    let_go(window)
    for show in (page.schedule.desk.approve, lambda: page.schedule.desk.change(RecordClass.MARKETING)):
        show()
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
        sheet = QApplication.activeModalWidget()
        every = [words for words in captions(sheet) if words.replace("…", "")]
        letters = [words.partition("&")[2][:1].lower() for words in every]
        assert "" not in letters
        assert sorted(letters) == sorted(set(letters))
        sheet.close()
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_a_contact_is_saved_by_its_letter(qtbot: QtBot, workplace: Workplace) -> None:
    window = workplace.window
    click("Contacts")
    qtbot.waitUntil(lambda: is_there("New contact"))
    click("New contact")
    qtbot.waitUntil(lambda: is_there("Name, required"))
    type_into("Name, required", "Ann Ash")
    hold_alt(qtbot, window)
    (words,) = [each for each in marked(window) if each.replace("&", "") == "Add contact"]
    QTest.keyClick(window, words.partition("&")[2][0].lower(), Qt.KeyboardModifier.AltModifier)
    let_go(window)
    qtbot.waitUntil(lambda: len(workplace.session.contacts.ids(ContactFilter())) == 1)


def test_the_letters_of_a_letter_window_are_there_while_one_types(
    qtbot: QtBot, workplace: Workplace, case: CaseId
) -> None:
    workplace.page("requests")
    workplace.window.show_requested.emit(Kind.CASE, case)
    qtbot.waitUntil(lambda: is_there("Write letter"))
    click("Write letter")
    qtbot.waitUntil(lambda: bool(workplace.window.findChildren(LetterWindow)))
    (window,) = workplace.window.findChildren(LetterWindow)
    qtbot.waitUntil(window.page.isEnabled)
    window.page.column.parts.row("received").go()
    hold_alt(qtbot, window)
    assert "File and print…" in {words.replace("&", "") for words in marked(window)}
    let_go(window)
