"""The two small plots of the Today screen, painted; what they show is also said in words."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kmss_dpo.domain.overview import MonthAnswered
from kmss_dpo.ui.kit.palette import colours
from kmss_dpo.ui.today.words import month_letter, month_words, spoken_months

_SHARE_OF_A_BAR = 0.72


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * 0.85)
    return made


class MonthBars(QWidget):
    """A bar for each month; the late part stands on top in another colour and striped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: tuple[MonthAnswered, ...] = ()
        self.setAccessibleName("Answers by month")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_months(self, months: tuple[MonthAnswered, ...]) -> None:
        """Show these months from left to right."""
        self._months = months
        self.setAccessibleDescription(spoken_months(months))
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: wide enough for twelve bars, six lines high."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 30, metrics.height() * 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the bars."""
        del event
        painter = QPainter(self)
        font = _small(self.font())
        letters = QFontMetrics(font).height() + 2
        most = max((each.in_time + each.late for each in self._months), default=0) or 1
        foot = self.height() - letters
        for at, each in enumerate(self._months):
            self._paint_bar(painter, self._slot(at), each, foot / most)
        painter.setPen(QColor(colours().line))
        painter.drawLine(QPointF(0, foot + 0.5), QPointF(self.width(), foot + 0.5))
        painter.setPen(QColor(colours().quiet))
        painter.setFont(font)
        for at, each in enumerate(self._months):
            slot = self._slot(at)
            below = QRectF(slot.left(), foot + 2, slot.width(), letters)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, month_letter(each))
        painter.end()

    def _slot(self, at: int) -> QRectF:
        """The upright strip that belongs to a month."""
        width = self.width() / max(1, len(self._months))
        letters = QFontMetrics(_small(self.font())).height() + 2
        return QRectF(at * width, 0, width, self.height() - letters)

    def _paint_bar(self, painter: QPainter, slot: QRectF, each: MonthAnswered, unit: float) -> None:
        width = slot.width() * _SHARE_OF_A_BAR
        left = slot.left() + (slot.width() - width) / 2
        in_time, late = each.in_time * unit, each.late * unit
        painter.fillRect(QRectF(left, slot.bottom() - in_time, width, in_time), QColor(colours().plot))
        if not each.late:
            return
        top = QRectF(left, slot.bottom() - in_time - late, width, late)
        painter.fillRect(top, QColor(colours().overdue.ink))
        painter.fillRect(top, QBrush(QColor(colours().surface), Qt.BrushStyle.BDiagPattern))

    def event(self, event: QEvent) -> bool:
        """Qt: the month under the pointer in words."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for at, each in enumerate(self._months):
                if self._slot(at).contains(QPointF(event.pos())):
                    QToolTip.showText(event.globalPos(), month_words(each), self)
                    return True
        return super().event(event)


class KindBars(QWidget):
    """A line for each kind: its name, a bar, the number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Sequence[tuple[str, int]] = ()
        self.setAccessibleName("Open cases by kind")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Sequence[tuple[str, int]]) -> None:
        """Show these kinds from top to bottom."""
        self._counts = counts
        self.setAccessibleDescription("; ".join(f"{name}: {count}" for name, count in counts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: a line for each kind."""
        return QSize(self.fontMetrics().averageCharWidth() * 30, self._line() * max(1, len(self._counts)))

    def _line(self) -> int:
        return self.fontMetrics().height() + 7

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the lines."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        names = max((metrics.horizontalAdvance(name) for name, _ in self._counts), default=0)
        names = min(names, self.width() * 3 // 5)
        numbers = max((metrics.horizontalAdvance(f"{count:,}") for _, count in self._counts), default=0)
        gap = metrics.averageCharWidth() * 2
        room = QRectF(names + gap, 0, max(0, self.width() - names - numbers - 2 * gap), self._line())
        most = max((count for _, count in self._counts), default=0) or 1
        for at, (name, count) in enumerate(self._counts):
            line = QRectF(0, at * self._line(), self.width(), self._line())
            painter.setPen(QColor(colours().text))
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, names)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{count:,}")
            thick = metrics.height() * 0.6
            bar = QRectF(room.left(), line.center().y() - thick / 2, room.width() * count / most, thick)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().accent))
            painter.drawRoundedRect(bar.adjusted(0, 0, max(0, 3 - bar.width()), 0), 2, 2)
        painter.end()
