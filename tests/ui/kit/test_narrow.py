"""Where there is little room words wrap, columns stack and controls go onto the next line."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.ui.kit.chips import Chip
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.labels import button, label, unmarked
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.short_table import ShortTable
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.kit.table_view import TableView

LONG = "Waiting for the missing information since Tue 27 Oct 2026, and for the signature"


@dataclass(frozen=True)
class Row:
    id: int


SHORT = (
    Column[Row]("Due", chip=lambda _: Chip("Act now"), weight=0, sample="Act now"),
    Column[Row]("Next step", text=lambda _: LONG, second=lambda _: "Lucy Stone", sample="Waiting for"),
    Column[Row]("", action=lambda _: "Open", weight=0, sample="Open it"),
)
WIDE = (
    Column[Row]("", weight=0, sample="M"),
    Column[Row]("Rule", text=lambda _: LONG, whole=True),
    Column[Row]("Decision", action=lambda _: "Erase", weight=0, sample="Erase", early=True),
)


@pytest.fixture
def lane() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as made:
        yield made


def rows(ids: Sequence[int]) -> list[Row]:
    return [Row(each) for each in ids]


def made(
    columns: tuple[Column[Row], ...], lane: ThreadPoolExecutor, qapp: QApplication
) -> PagedTableModel[Row]:
    assert qapp.thread().isCurrentThread()
    return PagedTableModel(columns, rows, Runner(qapp), lane, checkable=columns is WIDE)


def short(qtbot: QtBot, qapp: QApplication, lane: ThreadPoolExecutor, width: int) -> ShortTable:
    model = made(SHORT, lane, qapp)
    view = ShortTable(model, "What is due")
    qtbot.addWidget(view)
    view.resize(width, 500)
    view.show()
    model.set_ids([1, 2])
    qtbot.waitUntil(lambda: model.row_at(1) is not None)
    return view


def test_words_too_long_for_their_column_make_the_row_higher(
    qtbot: QtBot, qapp: QApplication, lane: ThreadPoolExecutor
) -> None:
    narrow = short(qtbot, qapp, lane, 400)
    wide = short(qtbot, qapp, lane, 1200)
    qtbot.waitUntil(lambda: narrow.rowHeight(0) > wide.rowHeight(0))
    assert not wide.stacks()
    assert narrow.horizontalScrollBar().maximum() == 0


def test_columns_without_room_stand_on_top_of_each_other_and_the_button_stays(
    qtbot: QtBot, qapp: QApplication, lane: ThreadPoolExecutor
) -> None:
    view = short(qtbot, qapp, lane, 160)
    assert view.stacks()
    assert [view.isColumnHidden(at) for at in range(3)] == [True, False, False]
    view.resize(900, 500)
    qtbot.waitUntil(lambda: not view.stacks())
    assert not any(view.isColumnHidden(at) for at in range(3))


def test_a_large_list_widens_to_its_words_and_brings_the_decision_forward(
    qtbot: QtBot, qapp: QApplication, lane: ThreadPoolExecutor
) -> None:
    model = made(WIDE, lane, qapp)
    view = TableView(model, "Ready")
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    model.set_ids(range(1, 1000))
    words = view.fontMetrics().horizontalAdvance(LONG)
    qtbot.waitUntil(lambda: view.columnWidth(1) >= words)
    larger = view.font()
    larger.setPointSizeF(2 * larger.pointSizeF())
    view.setFont(larger)
    words = view.fontMetrics().horizontalAdvance(LONG)
    assert view.columnWidth(1) >= words
    header = view.horizontalHeader()
    assert [header.logicalIndex(at) for at in range(3)] == [0, 2, 1]
    view.resize(words * 2, 300)
    qtbot.waitUntil(lambda: [header.logicalIndex(at) for at in range(3)] == [0, 1, 2])


def test_a_column_that_needs_more_than_its_share_takes_it_from_the_others_and_nothing_is_scrolled(
    qtbot: QtBot, qapp: QApplication, lane: ThreadPoolExecutor
) -> None:
    columns = (
        Column[Row]("Record", text=lambda _: LONG, weight=1, whole=True),
        Column[Row]("Rule", weight=2, sample="Rule"),
        Column[Row]("Day", weight=0, sample="28 Nov 2026"),
        Column[Row]("Why", weight=1, sample="Why"),
    )
    model = made(columns, lane, qapp)
    view = TableView(model, "Ready")
    qtbot.addWidget(view)
    words = view.fontMetrics().horizontalAdvance(LONG)
    view.resize(words * 2, 300)
    view.show()
    model.set_ids([1])
    qtbot.waitUntil(lambda: view.columnWidth(0) >= words)
    assert view.horizontalScrollBar().maximum() == 0
    assert view.columnWidth(1) == pytest.approx(2 * view.columnWidth(3), abs=2)
    assert sum(map(view.columnWidth, range(4))) == pytest.approx(view.viewport().width(), abs=3)


def test_a_chip_with_a_line_below_it_asks_for_room_for_both(
    qtbot: QtBot, qapp: QApplication, lane: ThreadPoolExecutor
) -> None:
    held = Column[Row]("Decision", chip=lambda _: Chip("On hold"), second=lambda _: LONG, whole=True)
    model = made((held, Column[Row]("Rule")), lane, qapp)
    view = TableView(model, "Ready")
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()
    model.set_ids([1])
    qtbot.waitUntil(lambda: view.columnWidth(0) >= view.fontMetrics().horizontalAdvance(LONG))
    assert not view.grab().isNull()


def test_controls_that_do_not_fit_go_onto_the_next_line(qtbot: QtBot) -> None:
    title, keep, erase = label("Ready for disposal"), button("Keep until…"), button("Erase 3 records…")
    row = FlowingRow((keep, erase), title)
    page = QWidget()
    qtbot.addWidget(page)
    row.setParent(page)
    page.show()

    def tops(width: int) -> list[int]:
        row.resize(width, row.sizeHint().height())
        row.resize(width, row.sizeHint().height())
        row.layout().activate()
        return [each.mapTo(row, each.rect().center()).y() for each in (title, keep, erase)]

    together = row.sizeHint().width()
    assert len(set(tops(together + 20))) == 1
    first, second, third = tops(together - 20)
    assert first < second == third
    first, second, third = tops(max(keep.sizeHint().width(), erase.sizeHint().width()) + 4)
    assert first < second < third


def test_an_ampersand_in_a_name_is_shown_and_marks_no_key(qtbot: QtBot) -> None:
    marked = button("Smith &Sons")
    qtbot.addWidget(marked)
    assert not marked.shortcut().isEmpty()
    link = button(unmarked("Smith &Sons"), "link")
    qtbot.addWidget(link)
    assert link.shortcut().isEmpty()
    assert link.text() == "Smith &&Sons"
