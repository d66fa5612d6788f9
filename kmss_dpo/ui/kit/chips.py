"""Chips: a state as colour, shape and word, drawn the same as a widget and inside a list."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kmss_dpo.domain.clock import Standing, Urgency
from kmss_dpo.ui.kit.palette import Tint, colours

_FAINT = 56
"""Of 255: an edge that is seen where one looks for it."""


class Look(StrEnum):
    """The five states, and one for plain words such as a kind of case."""

    OVERDUE = "overdue"
    SOON = "due soon"
    IN_TIME = "in time"
    WAITING = "stopped or held"
    NEUTRAL = "neutral"
    KIND = "kind"


@dataclass(frozen=True)
class Chip:
    """What a chip says and how it looks."""

    words: str
    look: Look = Look.NEUTRAL


_LOOKS = {
    Urgency.OVERDUE: Look.OVERDUE,
    Urgency.SOON: Look.SOON,
    Urgency.IN_TIME: Look.IN_TIME,
    Urgency.WAITING: Look.WAITING,
    Urgency.DONE: Look.NEUTRAL,
    Urgency.NONE: Look.NEUTRAL,
}


def chip_of(standing: Standing) -> Chip | None:
    """The chip for where a case's clock stands; None where there are no words for it."""
    return Chip(standing.words, _LOOKS[standing.urgency]) if standing.words else None


def spoken(chip: Chip) -> str:
    """The chip for a screen reader: the state by name, then the words."""
    if chip.look in {Look.NEUTRAL, Look.KIND}:
        return chip.words
    return f"{chip.look.value}: {chip.words}"


def chip_font(base: QFont) -> QFont:
    """The chip's font for text around it in `base`."""
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * 0.9)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def chip_size(chip: Chip, base: QFont) -> QSize:
    """The room a chip takes beside text in `base`."""
    metrics = QFontMetrics(chip_font(base))
    height = metrics.height() + 4
    return QSize(metrics.horizontalAdvance(chip.words) + _lead(chip, height) + height // 2 + 1, height)


def paint_chip(painter: QPainter, chip: Chip, corner: QPointF, base: QFont) -> None:
    """Draw a chip with its upper left corner at `corner`."""
    tint = _tint(chip.look)
    size = chip_size(chip, base)
    box = QRectF(corner.x() + 0.5, corner.y() + 0.5, size.width() - 1, size.height() - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QColor(tint.ink)
    if tint.ground != colours().surface:
        edge.setAlpha(_FAINT)  # so that it is seen on the ground of a chosen row, which may be the same
    painter.setPen(edge)
    painter.setBrush(QColor(tint.ground))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    _paint_shape(painter, chip.look, box, QColor(tint.ink))
    painter.setPen(QColor(tint.ink))
    painter.setFont(chip_font(base))
    words = box.adjusted(_lead(chip, size.height()), 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, chip.words)
    painter.restore()


def _lead(chip: Chip, height: int) -> int:
    return height // 2 if chip.look in {Look.NEUTRAL, Look.KIND} else round(height * 1.05)


def _tint(look: Look) -> Tint:
    these = colours()
    return {
        Look.OVERDUE: these.overdue,
        Look.SOON: these.soon,
        Look.IN_TIME: these.in_time,
        Look.WAITING: these.waiting,
        Look.NEUTRAL: these.neutral,
        Look.KIND: these.told,
    }[look]


def _paint_shape(painter: QPainter, look: Look, box: QRectF, ink: QColor) -> None:
    """The shape before the words: disc, half disc, ring or two bars."""
    side = box.height() * 0.42
    mark = QRectF(box.left() + box.height() * 0.42, box.center().y() - side / 2, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    if look is Look.OVERDUE:
        painter.drawEllipse(mark)
    elif look is Look.WAITING:
        bar = side * 0.32
        painter.drawRect(QRectF(mark.left() + side * 0.08, mark.top(), bar, side))
        painter.drawRect(QRectF(mark.right() - side * 0.08 - bar, mark.top(), bar, side))
    elif look in {Look.SOON, Look.IN_TIME}:
        if look is Look.SOON:
            painter.drawPie(mark, 90 * 16, 180 * 16)
        pen = painter.pen()
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setColor(ink)
        pen.setWidthF(side * 0.16)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = side * 0.08
        painter.drawEllipse(mark.adjusted(inset, inset, -inset, -inset))


class ChipLabel(QWidget):
    """A chip as a widget."""

    def __init__(self, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._chip = chip
        self.show_chip(chip)

    def show_chip(self, chip: Chip) -> None:
        """Show another state."""
        self._chip = chip
        self.setAccessibleName(spoken(chip))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: the room the chip takes."""
        return chip_size(self._chip, self.font())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw it."""
        del event
        painter = QPainter(self)
        paint_chip(painter, self._chip, QPointF(0, 0), self.font())
        painter.end()
