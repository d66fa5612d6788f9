"""What an officer does with the composer, in few words."""

from datetime import date

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.ids import CaseId
from kmss_dpo.ui.letters.foot import After
from kmss_dpo.ui.letters.page import ComposerPage
from kmss_dpo.ui.letters.sending import SendDialog

TODAY = date(2026, 11, 22)


def begin(qtbot: QtBot, page: ComposerPage, case: CaseId, code: str = "") -> None:
    page.compose(case, code)
    qtbot.waitUntil(lambda: page.isEnabled() and bool(page.preview.sheets().pdf))


def printed(page: ComposerPage) -> str:
    """The text on the pages of the preview."""
    with pypdfium2.PdfDocument(page.preview.sheets().pdf) as pdf:
        return " ".join("".join(sheet.get_textpage().get_text_range() for sheet in pdf).split())


def write(page: ComposerPage, key: str, text: str) -> None:
    """Replace a text as an input method does, which every letter of every script can come from."""
    box = page.column.parts.row(key).box
    box.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(box, event)


def fill_gaps(page: ComposerPage) -> None:
    """Fill every gap as one does with the keyboard: to the next, type over it."""
    for _ in range(20):
        page.column.parts.go_to_next_gap()
        box = QApplication.focusWidget()
        if not any("«" in row.box.text() for row in page.column.parts._rows.values() if row.box.isVisible()):
            return
        event = QInputMethodEvent()
        event.setCommitString("as set out")
        QApplication.sendEvent(box, event)
    raise AssertionError("gaps are left")


def take(qtbot: QtBot, page: ComposerPage, after: After, *, sent: bool = True) -> None:
    """Press the button for filing and take the decision."""
    button = {
        After.PRINT: page.column.foot.file_and_print,
        After.SAVE: page.column.foot.file_and_save,
        After.NOTHING: page.column.foot.file,
    }[after]
    button.click()
    (dialog,) = [each for each in page.findChildren(SendDialog) if each.isVisible()]
    if not sent:
        dialog._form.row("channel").field.setCurrentIndex(3)
    qtbot.mouseClick(dialog.decide_button, Qt.MouseButton.LeftButton)


def open_dialog(page: ComposerPage) -> SendDialog:
    page.column.foot.file.click()
    (dialog,) = [each for each in page.findChildren(SendDialog) if each.isVisible()]
    return dialog
