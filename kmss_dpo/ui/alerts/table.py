"""The list of what needs attention: under headings, by reference, each with the button that goes there."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from kmss_dpo.ui.alerts.form_state import Line, go_words
from kmss_dpo.ui.kit.cells import PAD, CellDelegate, Index, heavy, paint_ground, two_line_height
from kmss_dpo.ui.kit.chips import Chip, chip_of
from kmss_dpo.ui.kit.many_table import ManyTable
from kmss_dpo.ui.kit.palette import colours
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import ID_ROLE, Column, PagedTableModel

_SELECT_NOTHING = QItemSelectionModel.SelectionFlag.NoUpdate


def _small(base: QFont) -> QFont:
    font = heavy(base)
    font.setPointSizeF(base.pointSizeF() * 0.9)
    return font


def _chip(line: Line) -> Chip | None:
    return chip_of(line.alert.stands) if line.alert else None


_COLUMNS: tuple[Column[Line], ...] = (
    Column(
        "What",
        text=lambda line: line.title,
        second=lambda line: line.second,
        strong=True,
        sample="SAR-2026-0012 M",
    ),
    Column("Where it stands", chip=_chip, weight=0, sample="M Since Wed 25 Nov 2026 M"),
    Column("", action=go_words, weight=0, sample="Complete…"),
)


class _Cells(CellDelegate):
    """Draws a heading across the row, grey; everything else as in any table."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: frozenset[int] = frozenset()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draw one cell."""
        if index.data(ID_ROLE) not in self.headings:
            super().paint(painter, option, index)
            return
        painter.save()
        paint_ground(painter, option)
        painter.setFont(_small(option.font))
        painter.setPen(QColor(colours().quiet))
        box = option.rect.adjusted(PAD, 0, -PAD, -PAD // 2)
        painter.drawText(box, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, index.data())
        painter.restore()


class ReminderTable(ManyTable):
    """Several lines can be selected; a heading stands for all below it."""

    def __init__(self, runner: Runner, lane: Executor, parent: QWidget) -> None:
        self._shown: Mapping[int, Line] = {}
        self._rows: PagedTableModel[Any] = PagedTableModel(_COLUMNS, self._those, runner, lane)
        self._cells_of_lines = _Cells()
        super().__init__(self._rows, "What needs attention", parent, self._cells_of_lines)
        self._rows.setParent(self)
        self._cells_of_lines.setParent(self)
        self.horizontalHeader().hide()

    def show_lines(self, shown: Mapping[int, Line]) -> None:
        """Show these, in their order."""
        self._shown = shown
        self._cells_of_lines.headings = frozenset(line.id for line in shown.values() if not line.alert)
        self.clearSpans()
        self._rows.set_ids(shown, shown)
        for row, line in enumerate(shown.values()):
            if not line.alert:
                self.setSpan(row, 0, 1, len(_COLUMNS))
        self._fit_rows()

    def first(self) -> None:
        """Go to the first thing, with nothing selected."""
        if self._rows.rowCount() > 1:
            self.selectionModel().setCurrentIndex(self._rows.index(1, 0), _SELECT_NOTHING)

    def height_of(self, most: int) -> int:
        """The height in pixels of the first rows, so many at most."""
        shown = range(min(most, self._rows.rowCount()))
        return 2 * self.frameWidth() + sum(self.rowHeight(row) for row in shown)

    def _those(self, ids: Sequence[int]) -> list[Line]:
        return [self._shown[each] for each in ids if each in self._shown]

    def _fit_rows(self) -> None:
        heading = QFontMetrics(_small(self.font())).height() + 2 * PAD
        plain = two_line_height(self.font())
        for row, line in enumerate(self._shown.values()):
            self.setRowHeight(row, plain if line.alert else heading)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_keep"):
            self._fit_rows()
