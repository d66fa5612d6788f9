"""The list model and the drawing of results: a bold line and a grey one, under small headings."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from kmss_dpo.ui.kit.cells import CardDelegate, heavy, two_line_height
from kmss_dpo.ui.kit.palette import colours
from kmss_dpo.ui.kit.table import SECOND_ROLE
from kmss_dpo.ui.search.form_state import Line

HEADING_ROLE = Qt.ItemDataRole.UserRole + 20
Index = QModelIndex | QPersistentModelIndex


class FoundModel(QAbstractListModel):
    """The lines of one answer."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Put other lines in their place."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        """Qt: how many lines, headings included."""
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: headings cannot be chosen."""
        if index.isValid() and not self._lines[index.row()].can_be_chosen:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: what a line shows and says."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == SECOND_ROLE:
            return line.second
        if role == HEADING_ROLE:
            return not line.can_be_chosen
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (line.title, line.second) if part)
        return None


class FoundDelegate(CardDelegate):
    """Draws headings small and grey; everything else as a card."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draw one line."""
        if not index.data(HEADING_ROLE):
            super().paint(painter, option, index)
            return
        painter.save()
        painter.setFont(_small(option.font))
        painter.setPen(QColor(colours().quiet))
        box = option.rect.adjusted(14, 4, -14, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, index.data())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: a heading is lower than a result, and a result without a second line than one with it."""
        card = super().sizeHint(option, index)
        line = QFontMetrics(option.font).height()
        if index.data(HEADING_ROLE):
            return QSize(card.width(), line + 14)
        return QSize(card.width(), two_line_height(option.font) if index.data(SECOND_ROLE) else line + 16)


def _small(base: QFont) -> QFont:
    font = heavy(base)
    font.setPointSizeF(base.pointSizeF() * 0.9)
    return font
