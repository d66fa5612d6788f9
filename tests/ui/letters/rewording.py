"""What an officer does with the editor of a wording, in few words."""

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.letters import Language
from kmss_dpo.domain.letters.wordings import Wording
from kmss_dpo.letters.wording import template
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.letters.text_box import TextBox
from kmss_dpo.ui.letters.wordings.desk import WordingDesk
from kmss_dpo.ui.letters.wordings.sheet import WordingSheet
from kmss_dpo.ui.letters.wordings.words_box import WordsBox

CODE = "part_refused"
SHIPPED = template(CODE)
ENGLISH, WELSH = Language.ENGLISH, Language.WELSH


def sheet_of(qtbot: QtBot, desk: WordingDesk, window: QMainWindow, code: str = CODE) -> WordingSheet:
    desk.edit(code)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(WordingSheet)))
    (sheet,) = [each for each in window.findChildren(WordingSheet) if each.isVisible()]
    qtbot.waitUntil(lambda: bool(sheet.sample.preview.sheets().pdf))
    return sheet


def box(sheet: WordingSheet, key: str, language: Language = ENGLISH) -> WordsBox:
    return sheet.parts.row(key).boxes[language]


def write(text: TextBox, words: str) -> None:
    text.setFocus()
    text.selectAll()
    text.textCursor().insertText(words)


def printed(sheet: WordingSheet) -> str:
    with pypdfium2.PdfDocument(sheet.sample.preview.sheets().pdf) as pdf:
        return " ".join("".join(page.get_textpage().get_text_range() for page in pdf).split())


def settled(session: Session, code: str = CODE) -> Wording:
    return session.wordings.open(code).wording


def decide(qtbot: QtBot, sheet: WordingSheet, *, taken: bool = True) -> None:
    (dialog,) = [each for each in sheet.findChildren(Decision) if each.isVisible()]
    if taken:
        qtbot.mouseClick(dialog.decide_button, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def save(qtbot: QtBot, sheet: WordingSheet, desk: WordingDesk) -> str:
    with qtbot.waitSignal(desk.told) as told:
        sheet.decide_button.click()
    return str(told.args[0])
