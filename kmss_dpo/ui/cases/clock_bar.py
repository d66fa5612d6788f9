"""The clock of a case drawn as a bar: what ran, what stood still, what is left, and where today is."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kmss_dpo.ui.cases.clock_course import Course, Mark
from kmss_dpo.ui.cases.clock_spans import Look
from kmss_dpo.ui.kit.chips import chip_size, paint_chip
from kmss_dpo.ui.kit.palette import colours

GAP = 14
NUDGE = 72


@dataclass(frozen=True)
class _Label:
    """A mark's words with their place: left edge in pixels, and the row below the bar."""

    mark: Mark
    left: float
    width: float
    row: int


class ClockBar(QWidget):
    """Readable without colour: waiting is hatched, what is over is cross-hatched, and all is labelled."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Clock of this case")
        self._course: Course | None = None
        self._labels: tuple[_Label, ...] = ()

    def show_course(self, course: Course) -> None:
        """Show another clock."""
        self._course = course
        self.setAccessibleDescription(course.spoken)
        self.setToolTip(course.spoken)
        self._place()
        self.update()

    def _place(self) -> None:
        """Find room for the labels: beside one another where they fit, else a row lower."""
        if self._course is None:
            return
        ends: list[float] = []
        last = self._course.marks[-1]
        width = self._label_width(last)
        final = _Label(last, min(max(0.0, self._x(last.on) - width), self.width() - width), width, 0)
        placed = [self._fit(mark, ends, final) for mark in self._course.marks[:-1]]
        self._labels = (*placed, final)
        rows = 1 + max(label.row for label in self._labels)
        self.setFixedHeight(round(self._top() + self._thickness() + 6 + rows * self._row_height()))

    def _fit(self, mark: Mark, ends: list[float], final: _Label) -> _Label:
        width = self._label_width(mark)
        wanted = min(self._x(mark.on), max(0.0, self.width() - width))
        for row in range(len(ends) + 1):
            taken = ends[row] if row < len(ends) else 0.0
            left = max(wanted, taken)
            free = row > 0 or left + width + GAP <= final.left
            if free and left - wanted <= NUDGE and left + width <= self.width() + 1:
                break
        else:
            row, left = max(1, len(ends)), wanted  # the first line is kept free for the last mark
        ends.extend([0.0] * (row + 1 - len(ends)))
        ends[row] = left + width + GAP
        return _Label(mark, left, width, row)

    def _label_width(self, mark: Mark) -> float:
        words = QFontMetricsF(self._font(strong=mark.strong)).horizontalAdvance(mark.words)
        return max(words, QFontMetricsF(self._font()).horizontalAdvance(mark.below)) + 1

    def _x(self, day: date) -> float:
        assert self._course
        whole = max(1, (self._course.last() - self._course.first()).days)
        return (day - self._course.first()).days / whole * self.width()

    def _font(self, *, strong: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return font

    def _row_height(self) -> float:
        return 2 * QFontMetricsF(self._font()).height() + 4

    def _thickness(self) -> float:
        return round(self.fontMetrics().height() * 0.85)

    def middle(self) -> int:
        """How far below the upper edge the middle of the bar runs, in pixels."""
        return round(self._top() + self._thickness() / 2)

    def _line(self) -> float:
        """The height of a line above the bar."""
        return QFontMetricsF(self._font(strong=True)).height() + 10

    def _top(self) -> float:
        """The upper edge of the bar: below the words of today, and below those of the state."""
        return self._line() * (2 if self._state_left() is None else 1)

    def _now_left(self) -> float:
        """Where the words of today begin: around their day, within the bar."""
        assert self._course
        width = self._now_width()
        return min(max(0.0, self._now_x() - width / 2), max(0.0, self.width() - width))

    def _now_width(self) -> float:
        assert self._course
        return QFontMetricsF(self._font(strong=True)).horizontalAdvance(self._course.now_words) + 1

    def _now_x(self) -> float:
        assert self._course
        assert self._course.now
        return min(max(1.0, self._x(self._course.now)), self.width() - 1.0)

    def _state_left(self) -> float | None:
        """Where the state stands beside the words of today; None where it needs a line of its own."""
        if self._course is None or self._course.now is None:
            return 0.0
        width = chip_size(self._course.state, self.font()).width() + GAP
        left = self._now_left()
        if left >= width:
            return 0.0
        return self.width() - width + GAP if left + self._now_width() + width <= self.width() else None

    def sizeHint(self) -> QSize:
        """Qt: as wide as there is room."""
        return QSize(self.fontMetrics().averageCharWidth() * 60, self.height())

    def minimumSizeHint(self) -> QSize:
        """Qt: narrow enough for a small window."""
        return QSize(self.fontMetrics().averageCharWidth() * 30, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the labels find new places."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw it."""
        del event
        if self._course is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_spans(painter, self._course)
        for label in self._labels:
            self._paint_label(painter, label)
        corner = QPointF(self._state_left() or 0.0, 0.0)
        paint_chip(painter, self._course.state, corner, self.font())
        if self._course.now:
            self._paint_now(painter, self._course.now_words)
        painter.end()

    def _paint_spans(self, painter: QPainter, course: Course) -> None:
        box = QRectF(0.5, self._top(), self.width() - 1.0, self._thickness())
        outline = QPainterPath()
        outline.addRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.save()
        painter.setClipPath(outline)
        for span in course.spans:
            left, right = self._x(span.first), self._x(span.last)
            _fill(painter, QRectF(left, box.top(), right - left, box.height()), span.look)
        painter.restore()
        painter.setPen(QPen(QColor(colours().border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)

    def _paint_label(self, painter: QPainter, label: _Label) -> None:
        these = colours()
        top = self._top() + self._thickness() + 6 + label.row * self._row_height()
        height = QFontMetricsF(self._font()).height()
        waiting = label.mark.look is Look.WAITING
        ink = QColor(these.waiting.ink if waiting else these.text if label.mark.strong else these.quiet)
        right = Qt.AlignmentFlag.AlignRight
        left = Qt.AlignmentFlag.AlignLeft
        side = right if label is self._labels[-1] and label.left > 0 else left
        painter.setPen(ink)
        painter.setFont(self._font(strong=label.mark.strong))
        painter.drawText(QRectF(label.left, top, label.width, height), side, label.mark.words)
        painter.setFont(self._font())
        painter.setPen(ink if waiting else QColor(these.quiet))
        painter.drawText(QRectF(label.left, top + height, label.width, height), side, label.mark.below)

    def _paint_now(self, painter: QPainter, words: str) -> None:
        x, top = self._now_x(), self._top()
        painter.setPen(QPen(QColor(colours().text), 2))
        painter.drawLine(QLineF(QPointF(x, top - 7), QPointF(x, top + self._thickness() + 5)))
        line = QRectF(self._now_left(), top - self._line(), self._now_width(), self._line() - 8)
        painter.setFont(self._font(strong=True))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, words)


def _fill(painter: QPainter, box: QRectF, look: Look) -> None:
    these = colours()
    ground, ink, pattern = {
        Look.WAITING: (these.waiting.ground, these.waiting.ink, Qt.BrushStyle.BDiagPattern),
        Look.RUN: (these.accent, these.accent, Qt.BrushStyle.NoBrush),
        Look.LEFT: (these.neutral.ground, these.neutral.ground, Qt.BrushStyle.NoBrush),
        Look.EXTENDED: (these.neutral.ground, these.accent, Qt.BrushStyle.Dense6Pattern),
        Look.OVER: (these.overdue.ground, these.overdue.ink, Qt.BrushStyle.DiagCrossPattern),
        Look.NONE: (these.surface, these.surface, Qt.BrushStyle.NoBrush),
    }[look]
    painter.fillRect(box, QColor(ground))
    if pattern is not Qt.BrushStyle.NoBrush:
        painter.fillRect(box, QBrush(QColor(ink), pattern))
