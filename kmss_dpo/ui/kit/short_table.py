"""A table of a few rows in which nothing is shortened: words wrap, columns stack where there is no room."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QShowEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from kmss_dpo.ui.kit.cells import (
    PAD,
    CellDelegate,
    Index,
    heavy,
    paint_ground,
    second_ink,
    two_line_height,
    words_of,
)
from kmss_dpo.ui.kit.chips import Chip, chip_size, paint_chip
from kmss_dpo.ui.kit.table import ACTION_ROLE, CHIP_ROLE, PagedTableModel
from kmss_dpo.ui.kit.table_view import TableView

_GAP = 3
_ALL = 16_000
"""A height in pixels that no cell reaches."""


@dataclass(frozen=True)
class _Paragraph:
    """One passage of a cell, or a chip."""

    text: str
    font: QFont
    quiet: bool = False
    chip: Chip | None = None

    def height(self, width: int) -> int:
        """The height in pixels at a width."""
        if self.chip:
            return chip_size(self.chip, self.font).height()
        room = QRect(0, 0, width, _ALL)
        return QFontMetrics(self.font).boundingRect(room, Qt.TextFlag.TextWordWrap, self.text).height()


@dataclass(frozen=True)
class _Measure:
    """What the height of a cell is worked out from, at any width."""

    paragraphs: tuple[_Paragraph, ...] = ()
    fixed: int = 0

    def height(self, width: int) -> int:
        """The height in pixels that the cell needs in a column of that width."""
        if not self.paragraphs:
            return self.fixed
        return sum(each.height(width - 2 * PAD) + _GAP for each in self.paragraphs) - _GAP + 2 * PAD


class WrappingCells(CellDelegate):
    """Wraps what does not fit; in the column `lead` it tells those of `stacked` too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lead = 0
        self.stacked: tuple[int, ...] = ()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draw one cell."""
        if not self._wraps(index):
            super().paint(painter, option, index)
            return
        painter.save()
        paint_ground(painter, option)
        first, second = painter.pen().color(), second_ink(painter)
        box = option.rect.adjusted(PAD, 0, -PAD, 0)
        box.moveTop(box.top() + (box.height() - self._height(option.font, index, box.width())) // 2)
        for each in self._paragraphs(option.font, index):
            box.setHeight(each.height(box.width()))
            if each.chip:
                paint_chip(painter, each.chip, QPointF(box.topLeft()), each.font)
            else:
                painter.setFont(each.font)
                painter.setPen(second if each.quiet else first)
                painter.drawText(box, Qt.TextFlag.TextWordWrap, each.text)
            box.moveTop(box.top() + box.height() + _GAP)
        painter.restore()

    def measure(self, font: QFont, index: Index) -> _Measure:
        """Read from a cell what its height depends on."""
        if self._wraps(index):
            return _Measure(tuple(self._paragraphs(font, index)))
        return _Measure(fixed=two_line_height(font))

    def _wraps(self, index: Index) -> bool:
        if self.stacked and index.column() == self.lead:
            return True
        return not (index.data(CHIP_ROLE) or index.data(ACTION_ROLE))

    def _height(self, font: QFont, index: Index, width: int) -> int:
        return sum(each.height(width) + _GAP for each in self._paragraphs(font, index)) - _GAP

    def _paragraphs(self, font: QFont, index: Index) -> Iterator[_Paragraph]:
        told = self.stacked if self.stacked and index.column() == self.lead else (index.column(),)
        for column in told:
            cell = index.model().index(index.row(), column)
            chip = cell.data(CHIP_ROLE)
            if isinstance(chip, Chip):
                yield _Paragraph("", font, chip=chip)
            words = words_of(cell)
            if words.first:
                yield _Paragraph(words.first, heavy(font) if words.strong else font)
            if words.second:
                yield _Paragraph(words.second, font, quiet=True)


class ShortTable(TableView):
    """For a few dozen rows: each is as high as its words need, so each is measured."""

    def __init__(self, model: PagedTableModel[Any], name: str) -> None:
        self._wrapping = WrappingCells()
        self._measured: dict[tuple[object, ...], _Measure] = {}
        self._fits = True
        super().__init__(model, name, cells=self._wrapping)
        self._wrapping.setParent(self)
        model.modelReset.connect(self._measure_anew)
        model.dataChanged.connect(self._measure_anew)

    def stacks(self) -> bool:
        """Whether the columns stand on top of each other now."""
        return bool(self._wrapping.stacked)

    def height_of_rows(self, count: int) -> int:
        """The height in pixels of the titles and the first rows."""
        head = 0 if self.horizontalHeader().isHidden() else self.horizontalHeader().sizeHint().height()
        return head + 2 * self.frameWidth() + sum(self.rowHeight(row) for row in range(count))

    def share_width(self) -> None:
        """Stack the columns where they have no room side by side, then share the width."""
        told = [at for at, column in enumerate(self._model.columns) if not column.action]
        for section in told:
            self.showColumn(section)
        crowded = sum(self._least_widths().values()) > self.viewport().width()
        self._wrapping.stacked = tuple(told) if crowded else ()
        self._wrapping.lead = next((at for at in told if self._model.columns[at].weight), 0)
        for section in told:
            self.setColumnHidden(section, crowded and section != self._wrapping.lead)
        self.horizontalHeader().setHidden(crowded)
        super().share_width()
        self._fit_rows()

    def _measure_anew(self) -> None:
        self._measured.clear()
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Give each row its height; out of sight that waits: hundreds of rows take a tenth of a second."""
        self._fits = self.isVisible()
        if not self._fits:
            return
        shown = [at for at in range(len(self._model.columns)) if not self.isColumnHidden(at)]
        widths = [(at, self.columnWidth(at)) for at in shown]
        look = (self.font().key(), self._wrapping.stacked)
        for row in range(self._model.rowCount()):
            self.setRowHeight(row, max(self._read(look, row, at).height(width) for at, width in widths))
        self.updateGeometry()

    def _read(self, look: tuple[object, ...], row: int, at: int) -> _Measure:
        """What a cell says is read once, for a page that is laid out measures several times."""
        known = self._measured.get((look, row, at))
        if known is None:
            known = self._wrapping.measure(self.font(), self._model.index(row, at))
            self._measured[look, row, at] = known
        return known

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: in sight."""
        super().showEvent(event)
        if not self._fits:
            self._fit_rows()

    def minimumSizeHint(self) -> QSize:
        """Qt: where it is narrow the columns stack."""
        return QSize(self.fontMetrics().averageCharWidth() * 24, super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_keep"):
            self._fit_rows()
