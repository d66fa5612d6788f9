"""A table in which several records are selected: by keyboard too, and still after the list was read anew."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kmss_dpo.ui.kit.chips import Chip, Look
from kmss_dpo.ui.kit.many_table import ManyTable
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column, PagedTableModel

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class Row:
    id: int


COLUMNS = (Column[Row]("Name", text=lambda row: f"No {row.id}"), Column[Row]("Other"))


def rows(ids: Sequence[int]) -> list[Row]:
    return [Row(each) for each in ids]


@pytest.fixture
def table(qtbot: QtBot, runner: Runner) -> Iterator[ManyTable]:
    with ThreadPoolExecutor(1) as lane:
        model = PagedTableModel(COLUMNS, rows, runner, lane)
        made = ManyTable(model, "People")
        qtbot.addWidget(made)
        made.resize(400, 300)
        model.set_ids(range(1, 11))
        made.show()
        qtbot.waitUntil(lambda: model.row_at(0) is not None)
        yield made


def test_shift_and_the_arrow_keys_select_more_and_ctrl_a_everything(qtbot: QtBot, table: ManyTable) -> None:
    table.choose(3)
    assert table.selected() == [3]
    with qtbot.waitSignal(table.selected_changed):
        qtbot.keyClick(table, Qt.Key.Key_Down, SHIFT)
    assert table.selected() == [3, 4]
    qtbot.keyClick(table, Qt.Key.Key_Up, CTRL)
    qtbot.keyClick(table, Qt.Key.Key_Up, CTRL)
    qtbot.keyClick(table, Qt.Key.Key_Space, CTRL)
    assert table.selected() == [2, 3, 4]
    qtbot.keyClick(table, Qt.Key.Key_A, CTRL)
    assert (table.count_selected(), table.selected()) == (10, list(range(1, 11)))


def test_what_is_selected_stays_selected_when_the_list_is_read_anew(table: ManyTable) -> None:
    told: list[int] = []
    table.selected_changed.connect(lambda: told.append(table.count_selected()))
    for first, last in ((1, 2), (4, 4), (9, 9)):
        index = table.model().index
        table.setSelectionMode(ManyTable.SelectionMode.MultiSelection)
        for row in range(first, last + 1):
            table.selectRow(row)
        assert index(first, 0).isValid()
    assert table.selected() == [2, 3, 5, 10]
    table._model.set_ids([10, 5, 7, 3, 11])
    assert table.selected() == [10, 5, 3]
    assert told[-1] == 3
    table._model.set_ids([7])
    assert table.selected() == []
    assert told[-1] == 0


def test_nothing_is_selected_by_a_refresh_alone(table: ManyTable) -> None:
    table.selectionModel().setCurrentIndex(
        table.model().index(2, 0), table.selectionModel().SelectionFlag.NoUpdate
    )
    table._model.set_ids(range(1, 6))
    assert table.chosen() == 3
    assert table.selected() == []


def test_a_hundred_thousand_are_selected_and_counted_at_once(table: ManyTable) -> None:
    table._model.set_ids(range(100_000))
    table.selectAll()
    assert table.count_selected() == 100_000
    table._model.set_ids(range(50_000, 150_000))
    assert table.count_selected() == 50_000
    assert table.selected()[0] == 50_000


def test_rows_of_one_line_are_lower_than_rows_of_two(table: ManyTable, runner: Runner, qtbot: QtBot) -> None:
    with ThreadPoolExecutor(1) as lane:
        second = (Column[Row]("Name", second=lambda _row: "more"),)
        higher = ManyTable(PagedTableModel(second, rows, runner, lane), "People")
    qtbot.addWidget(higher)
    low = table.verticalHeader().defaultSectionSize()
    assert table.fontMetrics().height() + 8 < low < higher.verticalHeader().defaultSectionSize()


def test_a_cell_is_said_in_one_line_with_its_chip() -> None:
    column = Column[Row]("Due", text=lambda _: "14 Dec", second=lambda _: "2026")
    assert column.shown(Row(1)) == "14 Dec · 2026"
    assert Column[Row]("Due", chip=lambda _: Chip("2 days over", Look.OVERDUE)).shown(Row(1)) == "2 days over"
    assert Column[Row]("Due", chip=lambda _: None).shown(Row(1)) == ""
