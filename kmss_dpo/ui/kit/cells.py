"""How list cells are drawn: two lines, a chip, a tick box, a button; cards for narrow lists."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kmss_dpo.ui.kit.chips import Chip, chip_size, paint_chip
from kmss_dpo.ui.kit.palette import colours
from kmss_dpo.ui.kit.table import ACTION_ROLE, CHIP_ROLE, ID_ROLE, SECOND_ROLE, STRONG_ROLE

PAD = 8
_TICK = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.3))
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Words:
    """The lines of one cell."""

    first: str
    second: str
    strong: bool


def two_line_height(font: QFont) -> int:
    """The height of a row that holds two lines and air, in pixels."""
    return QFontMetrics(font).height() * 2 + 2 * PAD + 5


def one_line_height(font: QFont) -> int:
    """The height of a row that holds one line and air, in pixels."""
    return QFontMetrics(font).height() + 2 * PAD + 1


def heavy(font: QFont) -> QFont:
    """The same font, semi-bold."""
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


class CellDelegate(QStyledItemDelegate):
    """Draws the cells of a `PagedTableModel` in a table."""

    action_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draw one cell."""
        painter.save()
        paint_ground(painter, option)
        box = option.rect.adjusted(PAD, 0, -PAD, 0)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is not None:
            _paint_tick(painter, self._tick_box(option), Qt.CheckState(ticked))
            box.setLeft(self._tick_box(option).right() + 2 * PAD)
        chip, action = index.data(CHIP_ROLE), index.data(ACTION_ROLE)
        if isinstance(chip, Chip):
            _paint_chip_and_line(painter, option.font, box, chip, words_of(index).second)
        elif action:
            _paint_button(painter, option, self._action_box(option, action), action)
        else:
            right = index.model().headerData(
                index.column(), Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
            )
            flags = _side(right)
            _paint_lines(painter, option.font, box, words_of(index), flags)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: the room a cell asks for."""
        font = heavy(option.font)
        metrics = QFontMetrics(font)
        words = words_of(index)
        width = max(metrics.horizontalAdvance(words.first), metrics.horizontalAdvance(words.second))
        chip, action = index.data(CHIP_ROLE), index.data(ACTION_ROLE)
        if isinstance(chip, Chip):
            width = max(chip_size(chip, option.font).width(), metrics.horizontalAdvance(words.second))
        elif action:
            width = button_width(QFontMetrics(option.font), action)
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            width += self._tick_box(option).width() + 2 * PAD
        return QSize(width + 2 * PAD + 2, two_line_height(option.font))

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Qt: a click on the tick box or the button of a cell."""
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        place = event.position().toPoint()
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is not None and self._tick_box(option).adjusted(-PAD, -PAD, PAD, PAD).contains(place):
            turned = _other(Qt.CheckState(ticked))
            return model.setData(_plain(index), turned, Qt.ItemDataRole.CheckStateRole)
        action = index.data(ACTION_ROLE)
        if action and self._action_box(option, action).contains(place):
            self.action_requested.emit(index.data(ID_ROLE))
            return True
        return False

    def _tick_box(self, option: QStyleOptionViewItem) -> QRect:
        side = QFontMetrics(option.font).height() + 2
        return QRect(option.rect.left() + PAD, option.rect.center().y() - side // 2, side, side)

    def _action_box(self, option: QStyleOptionViewItem, action: str) -> QRect:
        metrics = QFontMetrics(option.font)
        size = QSize(button_width(metrics, action), metrics.height() + PAD + 4)
        top = option.rect.center().y() - size.height() // 2
        return QRect(QRect(option.rect.left() + PAD, top, size.width(), size.height()))


def button_width(metrics: QFontMetrics, action: str) -> int:
    """How wide the button of a cell is, in pixels."""
    return metrics.horizontalAdvance(action) + 3 * PAD


class CardDelegate(QStyledItemDelegate):
    """Draws a record as a card: bold reference, chip at the right, a line below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draw one card."""
        painter.save()
        paint_ground(painter, option)
        box = option.rect.adjusted(14, 0, -14, 0)
        chip = index.data(CHIP_ROLE)
        words = words_of(index)
        _paint_lines(
            painter,
            option.font,
            box,
            Words(words.first, words.second, strong=True),
            Qt.AlignmentFlag.AlignLeft,
            room=chip_size(chip, option.font).width() + PAD if isinstance(chip, Chip) else 0,
        )
        if isinstance(chip, Chip):
            size = chip_size(chip, option.font)
            middle = box.center().y() - QFontMetrics(option.font).height() / 2 - 2
            corner = QPointF(box.right() - size.width(), round(middle - size.height() / 2))
            paint_chip(painter, chip, corner, option.font)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: the room a card asks for."""
        del index
        return QSize(QFontMetrics(option.font).horizontalAdvance("M") * 18, two_line_height(option.font) + 8)


def _plain(index: Index) -> QModelIndex:
    return index.model().index(index.row(), index.column())


def _other(state: Qt.CheckState) -> Qt.CheckState:
    return Qt.CheckState.Unchecked if state is Qt.CheckState.Checked else Qt.CheckState.Checked


def _side(alignment: Qt.AlignmentFlag | None) -> Qt.AlignmentFlag:
    right = bool(alignment and alignment & Qt.AlignmentFlag.AlignRight)
    return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft


def words_of(index: Index) -> Words:
    """What a cell says; a row that is not there yet says an ellipsis."""
    return Words(
        str(index.data(Qt.ItemDataRole.DisplayRole) or ""),
        str(index.data(SECOND_ROLE) or ""),
        bool(index.data(STRONG_ROLE)),
    )


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Draw what lies below the words of a cell, and leave the pen in the colour of its first line."""
    these = colours()
    state = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, QColor(these.chosen.ground))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, QColor(these.hover))
    painter.setPen(QColor(these.line))
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(these.accent), 2))
        painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
    chosen = state & QStyle.StateFlag.State_Selected and these.chosen.ground != these.surface
    painter.setPen(QColor(these.chosen.ink if chosen and _is_strong_contrast() else these.text))


def second_ink(painter: QPainter) -> QColor:
    """The colour of a second line, where the first is drawn in the colour of the pen."""
    return painter.pen().color() if _is_strong_contrast() else QColor(colours().quiet)


def _is_strong_contrast() -> bool:
    return colours().line == colours().text


def _paint_lines(
    painter: QPainter, font: QFont, box: QRect, words: Words, side: Qt.AlignmentFlag, room: int = 0
) -> None:
    """One or two lines, centred; of a strong first line the part before " · " is bold."""
    height = QFontMetrics(font).height()
    lines = 2 if words.second else 1
    top = box.center().y() - (height * lines + (lines - 1) * 3) // 2
    first = QRect(box.left(), top, box.width() - room, height)
    ink = painter.pen().color()
    if words.strong:
        head, dot, rest = words.first.partition(" · ")
        used = _paint_text(painter, heavy(font), first, head, side)
        _paint_text(painter, font, first.adjusted(used, 0, 0, 0), dot + rest, side)
    else:
        _paint_text(painter, font, first, words.first, side)
    if words.second:
        below = QRect(box.left(), top + height + 3, box.width(), height)
        painter.setPen(second_ink(painter))
        _paint_text(painter, font, below, words.second, side)
        painter.setPen(ink)


def _paint_chip_and_line(painter: QPainter, font: QFont, box: QRect, chip: Chip, line: str) -> None:
    """A chip, and below it the line that there may be."""
    size, height = chip_size(chip, font), QFontMetrics(font).height()
    below = height + 3 if line else 0
    top = box.center().y() - (size.height() + below) / 2
    paint_chip(painter, chip, QPointF(box.left(), round(top)), font)
    painter.setPen(second_ink(painter))
    line_box = QRect(box.left(), round(top + size.height()) + 3, box.width(), height)
    _paint_text(painter, font, line_box, line, Qt.AlignmentFlag.AlignLeft)


def _paint_text(painter: QPainter, font: QFont, box: QRect, text: str, side: Qt.AlignmentFlag) -> int:
    """Draw one line, shortened with an ellipsis where it is too long; answers the width used."""
    if not text:
        return 0
    metrics = QFontMetrics(font)
    fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, fitting)
    return metrics.horizontalAdvance(fitting)


def _paint_tick(painter: QPainter, box: QRect, state: Qt.CheckState) -> None:
    these = colours()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ticked = state is Qt.CheckState.Checked
    painter.setPen(QColor(these.accent if ticked else these.quiet))
    painter.setBrush(QColor(these.accent if ticked else these.surface))
    area = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(area, 4, 4)
    if ticked:
        painter.setPen(QPen(QColor(these.on_accent), area.width() / 8))
        at = [QPointF(area.left() + x * area.width(), area.top() + y * area.height()) for x, y in _TICK]
        painter.drawPolyline(at)
    painter.restore()


def _paint_button(painter: QPainter, option: QStyleOptionViewItem, box: QRect, words: str) -> None:
    these = colours()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(these.surface))
    painter.setPen(QColor(these.border))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setPen(QColor(these.text))
    painter.setFont(option.font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
