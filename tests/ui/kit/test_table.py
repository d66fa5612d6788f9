"""Lists hold ids, fetch rows as they are painted, and keep the chosen record chosen."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.ui.kit.chips import Chip, Look
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import BLOCK, BLOCKS_KEPT, CHIP_ROLE, LOADING, Column, PagedTableModel, line_of
from kmss_dpo.ui.kit.table_view import CardList, TableView


@dataclass(frozen=True)
class Row:
    id: int
    name: str


COLUMNS = (
    Column[Row](
        "Due", chip=lambda row: Chip(f"{row.id} days", Look.OVERDUE), weight=0, sample="2 days", sort="due"
    ),
    Column[Row]("Case", text=lambda row: row.name, second=lambda _: "Access", strong=True, sort="reference"),
    Column[Row]("", action=lambda _: "Open", weight=0, sample="Open it"),
)


class Shelf:
    """Where the rows come from; counts what is asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, ...]] = []
        self.open = threading.Event()
        self.open.set()
        self.broken = False

    def rows(self, ids: Sequence[int]) -> list[Row]:
        self.open.wait()
        if self.broken:
            raise Trouble("The file is locked.", "Close the other program.")
        self.asked.append(tuple(ids))
        return [Row(each, f"SAR-{each}") for each in reversed(ids)]


@pytest.fixture
def lane() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as made:
        yield made


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def model(shelf: Shelf, runner: Runner, lane: ThreadPoolExecutor) -> PagedTableModel[Row]:
    return PagedTableModel(COLUMNS, shelf.rows, runner, lane, checkable=True)


def text(model: PagedTableModel[Row], row: int) -> str:
    return str(model.data(model.index(row, 1)))


def test_the_model_keeps_the_rules_of_qt(
    qtbot: QtBot, qtmodeltester: ModelTester, model: PagedTableModel[Row]
) -> None:
    model.set_ids(range(1, 251))
    text(model, 0)
    qtbot.waitUntil(lambda: text(model, 0) == "SAR-1")
    qtmodeltester.check(model)


def test_a_row_shows_an_ellipsis_until_it_is_there(
    qtbot: QtBot, shelf: Shelf, model: PagedTableModel[Row]
) -> None:
    shelf.open.clear()
    model.set_ids([7, 8])
    assert text(model, 0) == LOADING
    assert model.data(model.index(0, 0), CHIP_ROLE) is None
    shelf.open.set()
    qtbot.waitUntil(lambda: text(model, 0) == "SAR-7")
    assert model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "overdue: 7 days"


def test_rows_at_hand_are_shown_at_once_and_not_fetched(shelf: Shelf, model: PagedTableModel[Row]) -> None:
    rows = {each: Row(each, f"SAR-{each}") for each in range(2 * BLOCK, 0, -1)}
    model.set_ids(rows, rows)
    assert text(model, 0) == f"SAR-{2 * BLOCK}"
    assert text(model, 2 * BLOCK - 1) == "SAR-1"
    assert shelf.asked == []


def test_the_same_records_shown_again_are_fetched_anew_and_seen_meanwhile(
    qtbot: QtBot, shelf: Shelf, model: PagedTableModel[Row]
) -> None:
    model.set_ids(range(3 * BLOCK))
    for block in range(3):
        model.row_at(block * BLOCK)
    qtbot.waitUntil(lambda: all(model.row_at(block * BLOCK) for block in range(3)))
    shelf.asked.clear()
    with qtbot.waitSignal(model.dataChanged):
        model.set_ids(range(3 * BLOCK))
        assert text(model, 2 * BLOCK) == f"SAR-{2 * BLOCK}"
    qtbot.waitUntil(lambda: len(shelf.asked) == 2)
    assert {asked[0] for asked in shelf.asked} == {BLOCK, 2 * BLOCK}, "only what was seen last"
    assert text(model, 0) == LOADING, "the rest is fetched when it comes into sight"


def test_only_what_is_painted_is_fetched(qtbot: QtBot, shelf: Shelf, model: PagedTableModel[Row]) -> None:
    view = TableView(model, "Cases")
    qtbot.addWidget(view)
    view.resize(500, 400)
    model.set_ids(range(100_000))
    view.show()
    qtbot.waitUntil(lambda: bool(shelf.asked))
    view.scrollToBottom()
    qtbot.waitUntil(lambda: text(model, 99_999) == "SAR-99999")
    assert sum(len(each) for each in shelf.asked) <= 4 * BLOCK


def test_the_memory_for_rows_is_bounded(qtbot: QtBot, model: PagedTableModel[Row]) -> None:
    model.set_ids(range(100 * BLOCK))
    for block in range(60):
        row = block * BLOCK
        qtbot.waitUntil(lambda row=row: text(model, row) != LOADING)
    assert len(model._blocks) == BLOCKS_KEPT


def test_an_answer_for_an_older_list_is_left_aside(
    qtbot: QtBot, shelf: Shelf, model: PagedTableModel[Row]
) -> None:
    shelf.open.clear()
    model.set_ids([1])
    text(model, 0)
    QApplication.processEvents()
    model.set_ids([2])
    shelf.open.set()
    qtbot.waitUntil(lambda: text(model, 0) == "SAR-2")


def test_a_failure_to_fetch_is_told_and_can_be_tried_again(
    qtbot: QtBot, shelf: Shelf, runner: Runner, model: PagedTableModel[Row]
) -> None:
    shelf.broken = True
    model.set_ids([1])
    with qtbot.waitSignal(runner.trouble):
        text(model, 0)
    shelf.broken = False
    qtbot.waitUntil(lambda: text(model, 0) == "SAR-1")


@pytest.mark.parametrize("kind", [TableView, CardList])
def test_the_chosen_record_stays_chosen_when_the_list_changes(
    qtbot: QtBot, model: PagedTableModel[Row], kind: type[TableView | CardList]
) -> None:
    view = kind(model, "Cases")
    qtbot.addWidget(view)
    model.set_ids([1, 2, 3])
    assert view.choose(2)
    model.set_ids([9, 8, 3, 2])
    assert view.chosen() == 2
    model.set_ids([9])
    assert view.chosen() is None
    assert not view.choose(2)


def press(view: TableView | CardList, key: Qt.Key) -> None:
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))


@pytest.mark.parametrize("kind", [TableView, CardList])
def test_enter_opens_the_chosen_record(
    qtbot: QtBot, model: PagedTableModel[Row], kind: type[TableView | CardList]
) -> None:
    view = kind(model, "Cases")
    qtbot.addWidget(view)
    model.set_ids([5, 6])
    view.choose(6)
    with qtbot.waitSignal(view.open_requested) as opened:
        press(view, Qt.Key.Key_Return)
    assert opened.args == [6]


def test_space_ticks_the_chosen_record(qtbot: QtBot, model: PagedTableModel[Row]) -> None:
    view = TableView(model, "Cases")
    qtbot.addWidget(view)
    model.set_ids([5, 6])
    view.choose(6)
    with qtbot.waitSignal(model.checked_changed):
        press(view, Qt.Key.Key_Space)
    assert model.checked() == [6]
    press(view, Qt.Key.Key_Space)
    assert model.checked() == []


def test_ticks_go_with_the_records_that_stay(model: PagedTableModel[Row]) -> None:
    model.set_ids([1, 2, 3])
    model.check([1, 2, 3])
    model.set_ids([3, 4])
    assert model.checked() == [3]


def test_the_button_of_a_row_names_its_record(qtbot: QtBot, model: PagedTableModel[Row]) -> None:
    view = TableView(model, "Cases")
    qtbot.addWidget(view)
    view.resize(600, 300)
    model.set_ids([41, 42])
    view.show()
    qtbot.waitUntil(lambda: text(model, 0) != LOADING)
    box = view.visualRect(model.index(1, 2))
    place = QPointF(box.left() + 20, box.center().y())
    with qtbot.waitSignal(view.action_requested) as asked:
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            left = Qt.MouseButton.LeftButton
            event = QMouseEvent(kind, place, place, left, left, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(view.viewport(), event)
    assert asked.args == [42]


def test_a_click_on_a_title_asks_for_that_order(qtbot: QtBot, model: PagedTableModel[Row]) -> None:
    view = TableView(model, "Cases")
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.sort_requested) as asked:
        view.horizontalHeader().sectionClicked.emit(1)
    assert asked.args[0] == "reference"


def click_title(view: TableView, section: int, qtbot: QtBot) -> None:
    header = view.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(section) + 10, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_click_on_a_title_that_sorts_nothing_leaves_the_arrow_where_it_was(
    qtbot: QtBot, model: PagedTableModel[Row]
) -> None:
    view = TableView(model, "Cases")
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    header = view.horizontalHeader()
    click_title(view, 2, qtbot)
    assert header.sortIndicatorSection() == -1
    view.show_sort("due", descending=True)
    click_title(view, 2, qtbot)
    assert header.sortIndicatorSection() == 0
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    for descending in (False, True):
        with qtbot.waitSignal(view.sort_requested) as asked:
            click_title(view, 1, qtbot)
        assert asked.args == ["reference", descending]
    click_title(view, 2, qtbot)
    assert header.sortIndicatorSection() == 1
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder


def test_the_columns_in_sight_are_named_from_the_left_but_for_the_one_of_buttons(
    qtbot: QtBot, model: PagedTableModel[Row]
) -> None:
    view = TableView(model, "Cases")
    qtbot.addWidget(view)
    view.horizontalHeader().moveSection(1, 0)
    assert [column.title for column in view.shown_columns()] == ["Case", "Due"]
    assert line_of(view.shown_columns())(Row(7, "SAR-7")) == ["SAR-7 · Access", "7 days"]
    view.hideColumn(0)
    assert [column.title for column in view.shown_columns()] == ["Case"]


def test_home_and_end_lead_to_the_first_and_the_last_record(
    qtbot: QtBot, model: PagedTableModel[Row]
) -> None:
    view = TableView(model, "Cases")
    qtbot.addWidget(view)
    model.set_ids(range(1, 50))
    view.choose(20)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.chosen() == 49
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.chosen() == 1
