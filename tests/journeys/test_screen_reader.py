"""Every control says what it is to a screen reader, and Tab comes to every control."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo import demonstration
from kmss_dpo.app import Program
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.retention import RecordClass
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.ui.cases.tabs import Part
from kmss_dpo.ui.hands import click, is_there, named, type_into, within
from kmss_dpo.ui.letters.window import LetterWindow
from kmss_dpo.ui.quick_notes.completing import CompleteSheet
from kmss_dpo.ui.quick_notes.form_state import Into
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import CHEAP, PASSPHRASE, PaperKeychain, Wristwatch
from tests.journeys.conftest import PATIENCE
from tests.services.test_schedule import propose

CASES = ("requests", "complaints", "enquiries")
MENU = (
    "Log correspondence",
    "Edit details…",
    "Correct the clock facts…",
    "Add note…",
    "Link to another case…",
    "New regulator case…",
    "Close…",
    "Void…",
)
PAGES = ("today", "requests", "complaints", "enquiries", "contacts", "retention", "trail", "settings")


def stops(root: QWidget) -> list[QWidget]:
    """Every control in sight of one window that Tab should come to."""
    return [
        each
        for each in root.findChildren(QWidget)
        if each.window() is root
        and each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
    ]


def described(control: QWidget) -> str:
    """A control by its class and those around it, for a test that failed."""
    around: list[str] = []
    each: QWidget | None = control
    while each is not None:
        around.append(type(each).__name__ + (f" “{each.accessibleName()}”" if each.accessibleName() else ""))
        each = each.parentWidget()
    return " in ".join(around[:4])


def nameless(root: QWidget) -> list[str]:
    """The controls that have no name or no role."""
    wanting = []
    for control in stops(root):
        told = QAccessible.queryAccessibleInterface(control)
        if not told.text(QAccessible.Text.Name).strip() or told.role() is QAccessible.Role.NoRole:
            wanting.append(f"{described(control)} {told.role().name}")
    return wanting


def missed(root: QWidget) -> list[str]:
    """The controls that Tab does not come to on its way around."""
    wanted = stops(root)
    reached: set[int] = set()
    if root.focusWidget() is None:
        wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(2 * len(wanted) + 10):
        at = root.focusWidget()
        assert at is not None
        reached.add(id(at))
        QTest.keyClick(at, Qt.Key.Key_Tab)
    still = stops(root)  # of choices of which one holds, that one: Qt sees to it once one had the focus
    missing = (each for each in wanted if each in still)
    return [described(each) for each in missing if id(each) not in reached and not each.hasFocus()]


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's register, closed."""
    folder = tmp_path_factory.mktemp("demonstration") / "register"
    ways_in = Unlocking(PaperKeychain(), Wristwatch(), CHEAP)
    demonstration.make(ways_in, Wristwatch(), folder).close()
    ways_in.close()
    return folder


@pytest.fixture
def workplace(
    program: Program,
    begin: Callable[..., None],
    demonstrated: Path,
    unlocking: Unlocking,
    tmp_path: Path,
    qtbot: QtBot,
) -> Workplace:
    """A copy of it for one test, open on Today, its reminder put off."""
    begin()
    folder = Path(shutil.copytree(demonstrated, tmp_path / "demonstration"))
    opened = unlocking.with_passphrase(folder, bytearray(demonstration.PASSPHRASE.encode()))
    program.entrance.opened.emit(opened)
    assert program.workplace is not None
    program.workplace.window.resize(1360, 850)
    qtbot.waitUntil(lambda: is_there("Not now"), timeout=PATIENCE)
    check(within(), qtbot)
    click("Not now")
    return program.workplace


def check(root: QWidget, qtbot: QtBot) -> None:
    """Everything in a window is named, once it has come to rest, and can be walked through."""
    try:
        qtbot.waitUntil(lambda: bool(stops(root)) and not nameless(root), timeout=5_000)
    except qtbot.TimeoutError:
        assert nameless(root) == []
    assert missed(root) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_named_and_can_be_walked_through(workplace: Workplace, qtbot: QtBot, name: str) -> None:
    page = workplace.page(name)
    if name in CASES:
        qtbot.waitUntil(
            lambda: page.detail.view is not None and is_there("More, opens a menu"), timeout=PATIENCE
        )
    check(workplace.window, qtbot)


def test_so_is_a_list_as_a_table_and_the_panel_that_narrows_it(workplace: Workplace, qtbot: QtBot) -> None:
    page = workplace.page("enquiries")
    qtbot.waitUntil(lambda: page.detail.view is not None and is_there("Show as table"), timeout=PATIENCE)
    click("Show as table")
    qtbot.waitUntil(lambda: is_there("Select all"), timeout=PATIENCE)
    click("Select all")
    check(workplace.window, qtbot)
    page.pane.head.filter.click()
    qtbot.waitUntil(lambda: is_there("Waiting for"), timeout=PATIENCE)
    assert nameless(workplace.window) == []
    for words in ("Save…", "Assign to…", "Add a note…", "Close as dealt with…", "Export list…"):
        if words != "Save…":
            page.pane.filter_panel.fold()
        click(words)
        close(in_front(workplace, qtbot), qtbot)


@pytest.mark.parametrize("tab", list(Part))
def test_so_are_the_papers_of_a_case(workplace: Workplace, qtbot: QtBot, tab: Part) -> None:
    page = workplace.page("requests")
    qtbot.waitUntil(lambda: page.detail.view is not None and is_there("Write letter"), timeout=PATIENCE)
    page.detail.tabs.turn_to(tab)
    check(workplace.window, qtbot)


@pytest.mark.parametrize("entry", MENU)
def test_so_is_every_form_on_a_case(workplace: Workplace, qtbot: QtBot, entry: str) -> None:
    page = workplace.page("requests")
    qtbot.waitUntil(lambda: page.detail.view is not None and is_there("Write letter"), timeout=PATIENCE)
    if entry == "Log correspondence":
        click(entry)
    else:
        take("Clock, opens a menu" if "clock" in entry else "More, opens a menu", entry)
    close(in_front(workplace, qtbot), qtbot)


def take(menu_of: str, entry: str) -> None:
    menu = named(menu_of).menu()
    menu.aboutToShow.emit()
    next(each for each in menu.actions() if each.text() == entry).trigger()


def test_so_is_an_event_of_the_clock(workplace: Workplace, qtbot: QtBot) -> None:
    details = CaseDetails(CaseKind.ACCESS, date(2026, 11, 16), Channel.EMAIL)
    case = workplace.session.cases.open_case(details)
    page = workplace.page("requests")
    workplace.show_record(Kind.CASE, case)
    qtbot.waitUntil(lambda: page.detail.view is not None and page.detail.view.id == case, timeout=PATIENCE)
    take("Clock, opens a menu", "Extend the time to answer…")
    close(in_front(workplace, qtbot), qtbot)


@pytest.mark.parametrize("family", CASES)
def test_so_is_a_new_case(workplace: Workplace, qtbot: QtBot, family: str) -> None:
    workplace.page(family).new_case()
    close(in_front(workplace, qtbot), qtbot)


def test_so_are_a_quick_note_and_what_becomes_of_it(workplace: Workplace, qtbot: QtBot) -> None:
    workplace.quick_notes.take()
    close(in_front(workplace, qtbot), qtbot)
    [note] = workplace.session.quick_notes.waiting()
    for into in Into:
        workplace.quick_notes.complete(note.id)
        sheet = in_front(workplace, qtbot)
        assert isinstance(sheet, CompleteSheet)
        sheet.radios[into].setChecked(True)
        close(sheet, qtbot)
    workplace.page("requests").opening.from_note(note.id)
    close(in_front(workplace, qtbot), qtbot)


def test_so_is_a_contact_being_typed(workplace: Workplace, qtbot: QtBot) -> None:
    workplace.page("contacts").new_contact()
    qtbot.waitUntil(lambda: is_there("Add contact"), timeout=PATIENCE)
    check(workplace.window, qtbot)


def test_so_is_a_message_being_decided(workplace: Workplace, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "message.eml"
    file.write_bytes(b"From: Ann <ann@example.org>\nDate: Mon, 16 Nov 2026 10:00:00 +0000\n\nPlease.\n")
    workplace.incoming.take([file])
    qtbot.waitUntil(lambda: is_there("What it asks for, required"), timeout=PATIENCE)
    close(in_front(workplace, qtbot), qtbot)


def test_so_is_a_letter_being_written(workplace: Workplace, qtbot: QtBot) -> None:
    page = workplace.page("requests")
    qtbot.waitUntil(lambda: page.detail.view is not None and is_there("Write letter"), timeout=PATIENCE)
    click("Write letter")
    qtbot.waitUntil(lambda: bool(workplace.window.findChildren(LetterWindow)), timeout=PATIENCE)
    [window] = workplace.window.findChildren(LetterWindow)
    qtbot.waitUntil(window.page.isEnabled, timeout=PATIENCE)
    check(window, qtbot)


def test_so_are_the_decisions_on_what_has_run_out(workplace: Workplace, qtbot: QtBot) -> None:
    workplace.page("retention")
    qtbot.waitUntil(lambda: is_there("Select all"), timeout=PATIENCE)
    click("Select all")
    qtbot.waitUntil(lambda: is_there("Keep until…"), timeout=PATIENCE)
    click("Keep until…")
    close(in_front(workplace, qtbot), qtbot)
    workplace.window.activateWindow()
    propose(workplace.session, RecordClass.REQUEST, months=36)
    for name in ("Schedule…", "Disposal log"):
        click(name)
        qtbot.waitUntil(lambda: is_there("Back to the list"), timeout=PATIENCE)
        check(workplace.window, qtbot)
        click("Back to the list")


def test_so_are_the_sheets_about_the_schedule(workplace: Workplace, qtbot: QtBot) -> None:
    page = workplace.page("retention")
    for name in ("Confirm as it is…", "Change this rule…", "Versions…"):
        page.behind.show_schedule()
        qtbot.waitUntil(lambda: page.schedule.chosen() is not None, timeout=PATIENCE)
        click(name)
        close(in_front(workplace, qtbot), qtbot)
        workplace.window.activateWindow()


def test_so_are_the_unlock_page_and_the_first_run(
    program: Program, begin: Callable[..., None], tmp_path: Path, qtbot: QtBot
) -> None:
    begin()
    window = program.entrance
    qtbot.waitUntil(lambda: is_there("Folder, required"), timeout=PATIENCE)
    check(window, qtbot)
    type_into("Folder, required", str(tmp_path / "made"))
    type_into("Your name, required", "Robin Hale")
    click("Next")
    qtbot.waitUntil(lambda: is_there("Passphrase, required"), timeout=PATIENCE)
    check(window, qtbot)
    type_into("Passphrase, required", PASSPHRASE)
    type_into("The same again, required", PASSPHRASE)

    def made() -> bool:
        if is_there("Create the register"):
            click("Create the register")
        return is_there("I have put it in a safe place")

    qtbot.waitUntil(made, timeout=PATIENCE)
    check(window, qtbot)
    click("I have put it in a safe place")
    click("Next")
    for name in ("Your email address, required", "I approve these rules", "Open it"):
        qtbot.waitUntil(lambda name=name: is_there(name), timeout=PATIENCE)
        check(window, qtbot)
        if name == "Your email address, required":
            type_into(name, "dpo@example.org")
        elif name == "I approve these rules":
            click(name)
        click("Next" if name != "Open it" else "Cancel")
    qtbot.waitUntil(lambda: is_there("Passphrase"), timeout=PATIENCE)
    type_into("Passphrase", "x")
    check(window, qtbot)


def in_front(work: Workplace, qtbot: QtBot) -> QWidget:
    """The dialog that was opened."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=PATIENCE)
    dialog = within()
    assert dialog is not work.window
    return dialog


def close(dialog: QWidget, qtbot: QtBot) -> None:
    """Check a dialog, then leave it."""
    check(dialog, qtbot)
    QDialog.done(dialog, 0)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=PATIENCE)
