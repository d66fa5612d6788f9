"""Walking through a drop-down with a consequence chooses nothing until one settles on an entry."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kmss_dpo.ui.kit.settled_choice import SettledChoice

WAYS = ["By post", "By email", "In person"]


@pytest.fixture
def chosen() -> list[int]:
    return []


@pytest.fixture
def box(qtbot: QtBot, chosen: list[int]) -> SettledChoice:
    made = SettledChoice([(words, at) for at, words in enumerate(WAYS)])
    qtbot.addWidget(made)
    made.activated.connect(chosen.append)
    made.show()
    made.setFocus()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_End])
def test_an_arrow_unfolds_the_list_and_chooses_nothing(
    box: SettledChoice, chosen: list[int], key: Qt.Key, qtbot: QtBot
) -> None:
    qtbot.keyClick(box, key)
    assert box.view().isVisible()
    assert (box.currentText(), chosen) == ("By post", [])


def test_enter_in_the_unfolded_list_settles_on_an_entry(
    box: SettledChoice, chosen: list[int], qtbot: QtBot
) -> None:
    qtbot.keyClick(box, Qt.Key.Key_Down)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(box.view(), key)
    assert chosen == []
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    assert (box.currentText(), chosen) == ("In person", [2])
    assert not box.view().isVisible()


def test_a_click_in_the_unfolded_list_settles_on_an_entry(
    box: SettledChoice, chosen: list[int], qtbot: QtBot
) -> None:
    qtbot.keyClick(box, Qt.Key.Key_Space)
    view = box.view()
    spot = view.visualRect(box.model().index(1, 0)).center()
    qtbot.wait(QApplication.doubleClickInterval())  # a list that just unfolded takes no click yet
    qtbot.mouseMove(view.viewport(), spot)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert chosen == [1]


def test_a_letter_unfolds_the_list_at_the_entry_and_escape_leaves_it_as_it_was(
    box: SettledChoice, chosen: list[int], qtbot: QtBot
) -> None:
    qtbot.keyClick(box, "i")
    assert box.view().currentIndex().data() == "In person"
    qtbot.keyClick(box.view(), Qt.Key.Key_Escape)
    assert not box.view().isVisible()
    assert (box.currentText(), chosen) == ("By post", [])


def test_the_wheel_is_left_to_the_page(box: SettledChoice, chosen: list[int]) -> None:
    middle = QPointF(box.rect().center())
    turn = QWheelEvent(
        middle,
        box.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turn)
    assert not turn.isAccepted()
    assert (box.currentText(), chosen) == ("By post", [])
