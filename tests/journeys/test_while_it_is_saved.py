"""While something is being saved it is neither saved twice nor left as if it were thrown away."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactFilter
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.ui.cases.forms.ending_sheets import NoteSheet
from kmss_dpo.ui.contacts.form import ContactForm
from kmss_dpo.ui.hands import choose, click, is_there, named, type_into
from kmss_dpo.ui.intake.message_dialog import MessageDialog
from kmss_dpo.ui.workplace import Workplace

MESSAGE = (
    b"From: Sian <sian@example.org>\nDate: Mon, 16 Nov 2026 10:00:00 +0000\nSubject: My data\n\nPlease.\n"
)


@pytest.fixture
def busy(workplace: Workplace) -> Iterator[Event]:
    """The writing lane is busy until this is set."""
    free = Event()
    workplace.session.writing.submit(free.wait)
    yield free
    free.set()


@pytest.fixture
def case(workplace: Workplace) -> CaseId:
    return workplace.session.cases.open_case(
        CaseDetails(CaseKind.COMPLAINT, date(2026, 11, 20), Channel.EMAIL)
    )


def test_a_double_click_writes_one_letter(qtbot: QtBot, workplace: Workplace, case: CaseId) -> None:
    workplace.show_record(Kind.CASE, case)
    qtbot.waitUntil(lambda: workplace.page("complaints").detail.case_actions._view is not None)
    write = named("Write letter", workplace.window)
    for _ in range(2):
        QTest.mouseClick(write, Qt.MouseButton.LeftButton)
    [page] = workplace.letters.pages()
    qtbot.waitUntil(lambda: page.letter() is not None)
    workplace.session.writing.submit(bool).result()
    assert len(workplace.session.letters.of_case(case)) == 1


def press(widget: QWidget, keys: str) -> None:
    """Press a shortcut of a form; without a desktop Qt delivers none."""
    [shortcut] = [each for each in widget.findChildren(QShortcut) if each.key().toString() == keys]
    shortcut.activated.emit()


def sheet_of(qtbot: QtBot, kind: type[QDialog]) -> Any:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def note(qtbot: QtBot, workplace: Workplace, case: CaseId) -> NoteSheet:
    actions = workplace.page("complaints").detail.case_actions
    actions.on(workplace.session.cases.case(case))
    actions.note()
    sheet: NoteSheet = sheet_of(qtbot, NoteSheet)
    sheet.findChildren(QPlainTextEdit)[0].setPlainText("They rang.")
    return sheet


def notes(workplace: Workplace, case: CaseId) -> list[str]:
    return [event.text for event in workplace.session.cases.case(case).timeline if "Note" in event.title]


def test_a_key_held_down_saves_a_note_once(
    qtbot: QtBot, workplace: Workplace, case: CaseId, busy: Event
) -> None:
    sheet = note(qtbot, workplace, case)
    for _ in range(3):
        press(sheet, "Ctrl+Return")
    busy.set()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    workplace.session.writing.submit(bool).result()
    assert notes(workplace, case) == ["They rang."]


def test_a_note_that_is_being_saved_is_not_thrown_away(
    qtbot: QtBot, workplace: Workplace, case: CaseId, busy: Event
) -> None:
    sheet = note(qtbot, workplace, case)
    sheet.save()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is sheet
    busy.set()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert notes(workplace, case) == ["They rang."]


def test_a_contact_is_added_once_and_not_left_meanwhile(
    qtbot: QtBot, workplace: Workplace, busy: Event
) -> None:
    page = workplace.page("contacts")
    page.new_contact()
    form = page.shown()
    assert isinstance(form, ContactForm)
    type_into("Name, required", "Rhiannon")
    for keys in ("Ctrl+S", "Ctrl+S", "Esc"):
        press(form, keys)
    click("Add contact")
    assert QApplication.activeModalWidget() is None
    busy.set()
    qtbot.waitUntil(lambda: page.shown() is not form)
    workplace.session.writing.submit(bool).result()
    assert len(workplace.session.contacts.ids(ContactFilter())) == 1


@pytest.fixture
def messages(qtbot: QtBot, workplace: Workplace, tmp_path: Path) -> MessageDialog:
    """The dialog on the first of three messages, once it is read."""
    files = [tmp_path / f"{number}.eml" for number in range(3)]
    for file in files:
        file.write_bytes(MESSAGE)
    workplace.window.files_dropped.emit(files)
    qtbot.waitUntil(lambda: is_there("What it asks for, required"))
    dialog: MessageDialog = sheet_of(qtbot, MessageDialog)
    return dialog


def test_a_message_that_is_being_kept_is_not_left(
    qtbot: QtBot, workplace: Workplace, messages: MessageDialog, busy: Event
) -> None:
    choose("What it asks for, required", "Subject access")
    click("Open case")
    QTest.keyClick(messages, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is messages
    busy.set()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not messages)
    assert len(workplace.session.cases.ids(CaseFilter(statuses=frozenset()))) == 1


def test_other_files_that_are_being_added_stop_and_it_is_told_how_many_were(
    qtbot: QtBot, workplace: Workplace, messages: MessageDialog, case: CaseId, busy: Event
) -> None:
    form = messages.case_form
    assert form is not None
    form._into.buttons()[1].click()
    form.form.row("case").field.edit.setText("2026-0001")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: form.state().case == case)
    messages.all_files.setChecked(True)
    messages.decide_button.click()
    workplace.session.reading.submit(bool).result()
    busy.set()
    qtbot.waitUntil(messages._work.running)
    QTest.keyClick(messages, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not messages._work.running())
    kept = len(workplace.session.casework.documents(case)) - 1
    assert messages.notice.sentence().startswith(f"{kept} of 2 other files were added.")
    click("Go to the case")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
