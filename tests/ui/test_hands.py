"""Which window hands work at, where several are open."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.ui import hands


@pytest.fixture
def windows(qtbot: QtBot) -> list[QWidget]:
    """Seven windows in sight, none of which asked to be active."""
    made = []
    for _ in range(7):
        window = QWidget()
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        qtbot.addWidget(window)
        window.show()
        made.append(window)
    return made


def test_the_newest_window_in_sight_is_in_front_where_none_is_active(windows: list[QWidget]) -> None:
    while len(windows) > 1:
        assert hands.within() is windows[-1]
        windows.pop().hide()
    assert hands.within() is windows[0]


def test_without_a_window_nothing_is_there(qtbot: QtBot) -> None:
    del qtbot
    assert not hands.is_there("Save")


def test_the_active_window_is_in_front_of_newer_ones(windows: list[QWidget], qtbot: QtBot) -> None:
    for window in (windows[3], windows[0], windows[5]):
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        assert hands.within() is window


def test_an_open_dialog_is_in_front_of_everything(windows: list[QWidget], qtbot: QtBot) -> None:
    dialog = QDialog(windows[0])
    dialog.open()
    windows[6].activateWindow()
    qtbot.waitUntil(dialog.isVisible)
    assert hands.within() is dialog
