"""How lists were arranged comes back with the next window, and never what was searched for."""

from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from kmss_dpo.support.settings import LIST_LAYOUTS, Settings
from kmss_dpo.ui.kit.column_choice import ColumnChoice
from kmss_dpo.ui.kit.list_layouts import ListLayouts
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.kit.table_view import TableView


@dataclass(frozen=True)
class Row:
    id: int


COLUMNS = (Column[Row]("Name"), Column[Row]("Email"), Column[Row]("Cases"))


class Window(QMainWindow):
    """A window with one list, over the settings of this computer."""

    def __init__(self, settings: Settings, lane: Executor, columns: Sequence[Column[Row]] = COLUMNS) -> None:
        super().__init__()
        self.list_layouts = ListLayouts(settings)
        model = PagedTableModel(columns, self._rows, Runner(self), lane, parent=self)
        self.table = TableView(model, "People")
        self.choice = ColumnChoice(self.table, model.columns, first_stays=False)
        self.columns = model.columns
        self.setCentralWidget(self.table)
        self.resize(600, 300)

    def _rows(self, ids: Sequence[int]) -> list[Row]:
        return [Row(each) for each in ids]

    def titles(self) -> list[str]:
        """The columns in sight, from the left."""
        header = self.table.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        return [self.columns[at].title for at in order if not self.table.isColumnHidden(at)]

    def drag(self, start: int, end: int) -> None:
        """Drag at the titles, from pixel to pixel."""
        at = self.table.horizontalHeader().viewport()
        left = Qt.MouseButton.LeftButton
        QTest.mousePress(at, left, pos=QPoint(start, 8))
        for place in (start + 6 if end > start else start - 6, (start + end) // 2, end):
            QTest.mouseMove(at, QPoint(place, 8))
        QTest.mouseRelease(at, left, pos=QPoint(end, 8))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Window:
    return shown(qtbot, tmp_path)


def shown(qtbot: QtBot, folder: Path, columns: Sequence[Column[Row]] = COLUMNS) -> Window:
    with ThreadPoolExecutor(1) as lane:
        made = Window(Settings(folder), lane, columns)
    qtbot.addWidget(made)
    made.show()
    return made


def again(qtbot: QtBot, before: Window, folder: Path) -> Window:
    before.list_layouts.keep()
    return shown(qtbot, folder)


def menu_of(window: Window) -> QMenu:
    return window.choice.menu()


def test_a_width_that_was_dragged_comes_back_and_the_others_share_the_rest(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    edge = window.table.columnWidth(0)
    window.drag(edge - 1, edge + 79)
    wide = window.table.columnWidth(0)
    assert abs(wide - edge - 80) <= 8
    later = again(qtbot, window, tmp_path)
    assert abs(later.table.columnWidth(0) - wide) <= 1
    later.resize(700, 300)
    assert abs(later.table.columnWidth(0) - wide) <= 1


def test_the_program_laying_columns_out_is_not_remembered(window: Window) -> None:
    window.resize(800, 300)
    assert window.list_layouts.of("People") == {}


def test_hidden_columns_stay_hidden_until_they_are_shown(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    offered = [action.text() for action in menu_of(window).actions()]
    assert offered == ["Email", "Cases", "", "Usual columns"]
    menu_of(window).actions()[0].trigger()
    assert window.titles() == ["Name", "Cases"]
    later = again(qtbot, window, tmp_path)
    assert later.titles() == ["Name", "Cases"]
    assert not menu_of(later).actions()[0].isChecked()
    menu_of(later).actions()[-1].trigger()
    assert again(qtbot, later, tmp_path).titles() == ["Name", "Email", "Cases"]


def test_columns_come_back_in_the_order_they_were_dragged_to(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    header = window.table.horizontalHeader()
    window.choice._dragging = True  # a drag of a whole column needs a mouse that the platform lacks
    header.moveSection(2, 0)
    window.choice._dragging = False
    assert again(qtbot, window, tmp_path).titles() == ["Cases", "Name", "Email"]


def test_a_column_is_moved_from_the_keyboard_past_those_that_are_hidden(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    assert [each.text() for each in window.choice.menu(0).actions()][3:] == [
        "Move “Name” right",
        "Usual columns",
    ]
    menu_of(window).actions()[0].trigger()  # hides Email
    window.choice.menu(2).actions()[3].trigger()
    assert window.titles() == ["Cases", "Name"]
    assert again(qtbot, window, tmp_path).titles() == ["Cases", "Name"]
    assert [each.text() for each in window.choice.menu(2).actions()][3] == "Move “Cases” right"


def test_a_first_column_that_stays_is_not_passed(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown(qtbot, tmp_path)
    stays = ColumnChoice(window.table, COLUMNS, first_stays=True)
    moves = [each.text() for each in stays.menu(1).actions() if each.text().startswith("Move")]
    assert moves == ["Move “Email” right"]
    stays._move(1, -1)
    assert window.titles() == ["Name", "Email", "Cases"]


def test_a_column_that_is_not_usual_waits_until_it_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    rare = (*COLUMNS, Column[Row]("Closed", usual=False))
    window = shown(qtbot, tmp_path, rare)
    assert window.titles() == ["Name", "Email", "Cases"]
    menu_of(window).actions()[2].trigger()
    window.list_layouts.keep()
    later = shown(qtbot, tmp_path, rare)
    assert later.titles() == ["Name", "Email", "Cases", "Closed"]
    menu_of(later).actions()[-1].trigger()
    later.list_layouts.keep()
    assert shown(qtbot, tmp_path, rare).titles() == ["Name", "Email", "Cases"]


def test_the_columns_are_offered_from_the_keyboard(qtbot: QtBot, window: Window) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.table.setFocus()
    qtbot.keyClick(window.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    [menu] = window.table.findChildren(QMenu)
    assert menu.isVisible()
    qtbot.keyClick(menu, Qt.Key.Key_Escape)


@pytest.mark.parametrize("written", ["", "[]", "nothing", '{"People": 3}', '{"People": {"widths": 1}}'])
def test_damaged_layouts_give_the_usual_ones(qtbot: QtBot, tmp_path: Path, written: str) -> None:
    Settings(tmp_path).set(LIST_LAYOUTS, written)
    assert shown(qtbot, tmp_path).titles() == ["Name", "Email", "Cases"]


@pytest.mark.parametrize("kept", [{"order": ["Name", "Gone"]}, {"hidden": ["Gone", "Name", 7]}])
def test_columns_of_another_version_are_passed_over(
    qtbot: QtBot, tmp_path: Path, kept: dict[str, object]
) -> None:
    layouts = ListLayouts(Settings(tmp_path))
    layouts.put("People", **kept)
    layouts.keep()
    assert shown(qtbot, tmp_path).titles() == ["Name", "Email", "Cases"]
