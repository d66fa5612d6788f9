"""What stands on the retention page and how it is pressed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.ui.retention.page import RetentionPage

Shown = Callable[[int], RetentionPage]
Person = Callable[[str], ContactId]
DealtWith = Callable[[ContactId], CaseId]


def words(page: QWidget) -> str:
    return " | ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def button(page: QWidget, text: str) -> QPushButton:
    [found] = [each for each in page.findChildren(QPushButton) if each.text() == text and each.isVisible()]
    return found


def press(page: QWidget, text: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(button(page, text), Qt.MouseButton.LeftButton)


def dialog(page: QWidget) -> Any:
    [found] = [each for each in page.findChildren(QDialog) if each.isVisible()]
    return found
