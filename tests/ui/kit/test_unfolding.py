"""A panel below a button: in the window, with the keyboard, and gone when the focus goes elsewhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.ui.kit.unfolding import Unfolding


class Window(QWidget):
    """A button with its panel, and a field beside it."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.button, self.field, self.box = QPushButton("Filter"), QLineEdit(), QComboBox()
        self.box.addItems(["One", "Two"])
        self.panel = Unfolding("Filter", 40, self)
        self.panel.column.addWidget(self.box)
        for _ in range(lines):
            self.panel.column.addWidget(QLineEdit())
        column = QVBoxLayout(self)
        column.addWidget(self.button)
        column.addWidget(self.field)
        column.addStretch(1)
        self.resize(500, 300)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    return shown(qtbot, 1)


def shown(qtbot: QtBot, lines: int) -> Window:
    made = Window(lines)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.panel.unfold(made.button)
    made.box.setFocus()
    return made


def test_it_stands_below_its_button_and_is_as_large_as_it_needs(window: Window) -> None:
    assert window.panel.y() >= window.button.geometry().bottom()
    assert window.rect().contains(window.panel.geometry())
    assert window.panel._scroll.verticalScrollBar().maximum() == 0


def test_it_scrolls_where_the_window_is_too_low(qtbot: QtBot) -> None:
    window = shown(qtbot, 12)
    assert window.rect().contains(window.panel.geometry())
    qtbot.waitUntil(lambda: window.panel._scroll.verticalScrollBar().maximum() > 0)


def test_escape_leads_back_to_the_button(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(window.box, Qt.Key.Key_A)
    assert window.panel.isVisible()
    qtbot.keyClick(window.box, Qt.Key.Key_Escape)
    assert not window.panel.isVisible()
    assert window.button.hasFocus()


def test_what_unfolds_within_it_does_not_fold_it(qtbot: QtBot, window: Window) -> None:
    window.box.showPopup()
    qtbot.waitUntil(lambda: window.box.view().isVisible())
    assert window.panel.isVisible()
    window.box.hidePopup()
    window.button.setFocus()
    assert window.panel.isVisible()


def test_it_folds_when_the_focus_goes_elsewhere_and_leaves_it_there(window: Window) -> None:
    window.field.setFocus()
    assert not window.panel.isVisible()
    assert window.field.hasFocus()


def test_a_click_beside_it_folds_it_and_so_does_its_button_when_it_goes(qtbot: QtBot, window: Window) -> None:
    qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=window.rect().bottomRight())
    assert not window.panel.isVisible()
    window.panel.fold()
    window.panel.unfold(window.button)
    window.button.hide()
    assert not window.panel.isVisible()


def test_it_makes_room_for_what_comes_later(window: Window) -> None:
    before = window.panel.height()
    later = QLineEdit()
    window.panel.column.addWidget(later)
    later.show()
    window.panel.fit()
    assert window.panel.height() > before
    window.panel.fold()
    window.panel.fit()
    assert not window.panel.isVisible()
