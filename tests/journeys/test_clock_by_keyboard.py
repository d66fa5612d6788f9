"""What happens to the clock of a request, recorded step by step at the window with the keyboard alone."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.clock import Clarification, ExtensionGround
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.ui.cases.forms.clock_event_sheet import ClockEventSheet
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.hands import is_there, named, within
from kmss_dpo.ui.letters.window import LetterWindow
from kmss_dpo.ui.workplace import Workplace

RECEIVED = date(2026, 10, 12)
CLOCK = "Clock, opens a menu"


@pytest.fixture
def case(workplace: Workplace) -> CaseId:
    person = workplace.session.contacts.add(ContactDetails("Ann Ash"))
    details = CaseDetails(CaseKind.ACCESS, RECEIVED, Channel.EMAIL, person, person)
    return workplace.session.cases.open_case(details)


@pytest.fixture
def page(workplace: Workplace, case: CaseId, qtbot: QtBot) -> CasesPage:
    """The page of requests with the case in sight."""
    page: CasesPage = workplace.page("requests")
    workplace.window.activateWindow()
    workplace.show_record(Kind.CASE, case)
    qtbot.waitUntil(lambda: is_there(CLOCK, workplace.window))
    return page


def tab_to(control: QWidget) -> None:
    """Go to a control with Tab, as often as it takes."""
    window = control.window()
    for _ in range(200):
        at = window.focusWidget() or window
        if at is control or at is control.focusProxy():
            return
        QTest.keyClick(at, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come to “{control.accessibleName()}”")


def press(name: str) -> None:
    control = named(name)
    tab_to(control)
    QTest.keyClick(control, Qt.Key.Key_Space)


def choose(button: str, entry: str) -> None:
    """Open a menu with Space, go down to an entry, and take it with Enter."""
    timer = QTimer()

    def take() -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            return
        timer.stop()
        for _ in menu.actions():
            QTest.keyClick(menu, Qt.Key.Key_Down)
            if menu.activeAction() and menu.activeAction().text() == entry:
                break
        QTest.keyClick(menu, Qt.Key.Key_Return)

    timer.timeout.connect(take)
    timer.start(20)
    press(button)


def front(qtbot: QtBot) -> ClockEventSheet:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ClockEventSheet))
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, ClockEventSheet)
    return sheet


def save(sheet: ClockEventSheet, qtbot: QtBot) -> None:
    """Save with the keys; a desktop has the dialog in front, which a menu that closed takes back here."""

    def in_front() -> bool:
        sheet.activateWindow()
        return sheet.isActiveWindow()

    qtbot.waitUntil(in_front)
    QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def type_day(sheet: ClockEventSheet, day: str) -> None:
    """The day has the focus and is selected, as the sheet opens."""
    at = sheet.focusWidget()
    assert at is sheet.day.focusProxy()
    QTest.keyClicks(at, day)


def record(sheet: ClockEventSheet, qtbot: QtBot, *, letter: bool = False) -> None:
    """Leave the letter for later, or not, and save."""
    qtbot.waitUntil(lambda: "Then: " in sheet.outlook.said() or "Nothing moves: " in sheet.outlook.said())
    if not letter:
        qtbot.waitUntil(sheet.letter.isVisible)
        press("Write the letter now")
    save(sheet, qtbot)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


@pytest.fixture
def shown(page: CasesPage, qtbot: QtBot) -> Callable[[str], None]:
    """Waits until the reason for the date says so."""
    return lambda words: qtbot.waitUntil(lambda: words in page.detail.why.prose.toPlainText())


def test_from_the_proof_of_identity_to_an_extension_that_is_refused(
    workplace: Workplace, case: CaseId, page: CasesPage, shown: Callable[[str], None], qtbot: QtBot
) -> None:
    session = workplace.session
    choose(CLOCK, "Ask for proof of identity…")
    sheet = front(qtbot)
    type_day(sheet, "13 Oct 2026")
    qtbot.waitUntil(lambda: "Day to chase: Tue 27 Oct 2026." in sheet.outlook.said())
    record(sheet, qtbot)
    shown("Ask again on Tue 27 Oct 2026.")
    assert page.detail.bar.accessibleDescription().startswith("Not started.")

    press("Record what came…")
    type_day(front(qtbot), "16 Oct 2026")
    record(front(qtbot), qtbot)
    shown("Due by the end of Mon 16 Nov 2026.")

    choose(CLOCK, "Ask which information is meant…")
    type_day(front(qtbot), "20 Oct 2026")
    record(front(qtbot), qtbot)
    shown("The clock is stopped: there is no due date. Ask again on Tue 3 Nov 2026.")
    assert page.detail.bar.accessibleDescription().startswith("Stopped.")

    press("Record what came…")
    type_day(front(qtbot), "23 Oct 2026")
    record(front(qtbot), qtbot)
    shown("Due by the end of Thu 19 Nov 2026.")
    asked = Clarification(date(2026, 10, 20), date(2026, 10, 23))
    assert session.cases.case(case).facts.clarifications == (asked,)
    assert page.detail.bar.accessibleDescription().startswith("Overdue.")

    choose(CLOCK, "Extend the time to answer…")
    sheet = front(qtbot)
    fill_in(sheet)
    save(sheet, qtbot)
    qtbot.waitUntil(lambda: "so it extends nothing (UK GDPR Art 12A)." in sheet.notice.sentence())
    qtbot.waitUntil(sheet.letter.isVisible)
    press("Write the letter now")
    save(sheet, qtbot)
    refused = sheet.form.row("extension")
    qtbot.waitUntil(lambda: "so it extends nothing (UK GDPR Art 12A)." in refused.error())
    qtbot.waitUntil(lambda: sheet.focusWidget() is sheet.day.focusProxy())
    assert session.cases.case(case).facts.extension is None

    QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_day(sheet, "13 Nov 2026")
    qtbot.waitUntil(lambda: "Then: due Tue 19 Jan 2027." in sheet.outlook.said())
    record(sheet, qtbot, letter=True)
    shown("Extended once; there is no second extension.")
    assert session.cases.case(case).corrections == ()


def fill_in(sheet: ClockEventSheet) -> None:
    tab_to(sheet.ground)
    assert isinstance(sheet.ground, QComboBox)
    QTest.keyClick(sheet.ground, Qt.Key.Key_Down)
    assert sheet.ground.currentData() is ExtensionGround.COMPLEXITY
    tab_to(sheet.reasons)
    QTest.keyClicks(sheet.reasons, "Eleven systems hold data.")


@pytest.fixture
def letters(workplace: Workplace) -> Iterator[Callable[[], list[LetterWindow]]]:
    """The letters being written; they are closed in the end."""

    def opened() -> list[LetterWindow]:
        return [each for each in workplace.window.findChildren(LetterWindow) if each.isVisible()]

    yield opened
    for each in opened():
        each.close()


def test_the_letter_that_goes_with_an_event_is_begun_once_it_is_recorded(
    workplace: Workplace,
    case: CaseId,
    page: CasesPage,
    letters: Callable[[], list[LetterWindow]],
    qtbot: QtBot,
) -> None:
    choose(CLOCK, "Ask for proof of identity…")
    sheet = front(qtbot)
    qtbot.waitUntil(sheet.letter.isVisible)
    record(sheet, qtbot, letter=True)
    qtbot.waitUntil(lambda: bool(letters()) and letters()[0].page.isEnabled())
    qtbot.waitUntil(lambda: page.detail.view is not None and page.detail.view.draft is not None)
    assert page.detail.view
    assert page.detail.view.draft
    assert page.detail.view.draft.title == "Request: proof of identity"
    assert workplace.session.cases.case(case).waiting
    assert within()
