"""What happened on a case, newest first: a line each, opened where there is more to read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kmss_dpo.domain.case_views import Event, EventKind
from kmss_dpo.support.clock import LONDON
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.palette import colours

EVENT_ROLE = Qt.ItemDataRole.UserRole + 1
LONGEST = 280
GUTTER = 36
_BATCH = 40
"""Lines that are broken in one go: more than fit on a screen."""
_PAD = 8
Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def when(event: Event) -> str:
    """The day of an event, with its time of day where one is known."""
    day = write_day(event.on)
    if event.at is None:
        return day
    return f"{day.rsplit(' ', 1)[0]} {_local(event.at):%H:%M}"


def _local(moment: datetime) -> datetime:
    return moment.astimezone(LONDON)


def preview(event: Event) -> str:
    """The text of an event on one run, shortened."""
    plain = " ".join(event.text.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"


class _Events(QAbstractListModel):
    """The events of one case."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._events: Sequence[Event] = ()

    def set_events(self, events: Sequence[Event]) -> None:
        self.beginResetModel()
        self._events = events
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self._events)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        event = self._events[index.row()]
        if role == EVENT_ROLE:
            return event
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            more = ". Enter opens it" if event.record else ""
            return f"{when(event)}: {event.title}. {preview(event)}{more}"
        return None


class _Line(QStyledItemDelegate):
    """Draws an event: when, a dot on a line, title, text."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        event: Event = index.data(EVENT_ROLE)
        these = colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, option)
        days, text = _places(option)
        metrics = QFontMetrics(option.font)
        painter.setFont(option.font)
        painter.setPen(QColor(these.quiet))
        top = option.rect.top() + _PAD
        painter.drawText(
            QRect(days.left(), top, days.width(), metrics.height()), Qt.AlignmentFlag.AlignRight, when(event)
        )
        side = metrics.height() * 0.55
        middle = QPointF(days.right() + GUTTER / 2, top + metrics.height() / 2)
        _paint_dot(painter, event.kind, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side))
        painter.setPen(QColor(these.text))
        painter.setFont(_strong(option.font))
        title = QRect(text.left(), top, text.width(), text.height())
        used = painter.drawText(title, _WRAP, event.title)
        below = used.bottom() + 3
        painter.setFont(option.font)
        painter.setPen(QColor(these.quiet))
        painter.drawText(QRect(text.left(), below, text.width(), 10_000), _WRAP, preview(event))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        event: Event = index.data(EVENT_ROLE)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        option.rect.setWidth(width)
        _days, text = _places(option)
        room = QRect(0, 0, text.width(), 10_000)
        height = QFontMetrics(_strong(option.font)).boundingRect(room, _WRAP, event.title).height()
        if event.text:
            height += 3 + QFontMetrics(option.font).boundingRect(room, _WRAP, preview(event)).height()
        return QSize(width, height + 2 * _PAD)


_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)


def _strong(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def _places(option: QStyleOptionViewItem) -> tuple[QRect, QRect]:
    """Where the day and where the words of a line stand."""
    wide = QFontMetrics(option.font).horizontalAdvance("28 MMM 2026")
    left = option.rect.left() + 4
    days = QRect(left, option.rect.top(), wide, option.rect.height())
    start = days.right() + GUTTER
    return days, QRect(
        start, option.rect.top(), max(80, option.rect.right() - start - 12), option.rect.height()
    )


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    state = option.state
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(colours().accent), 2))
        painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 6, 6)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, QColor(colours().hover))


def _paint_dot(painter: QPainter, kind: EventKind, place: QRectF) -> None:
    """A full dot for what went out or changed the case, a ring for what came in or was noted."""
    these = colours()
    ink = QColor(these.waiting.ink if kind is EventKind.CLOCK else these.accent)
    ring = kind in {EventKind.RECEIVED, EventKind.NOTE}
    painter.setPen(QPen(ink, 2))
    painter.setBrush(QColor(these.surface) if ring else ink)
    painter.drawEllipse(place.adjusted(1, 1, -1, -1))


class Timeline(QListView):
    """Enter or a double click opens an event that has a record; `event_opened` carries it."""

    event_opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._events = _Events(self)
        self.setModel(self._events)
        self.setItemDelegate(_Line(self))
        self.setAccessibleName("Timeline")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # the first are read meanwhile
        self.setBatchSize(_BATCH)
        self.setMouseTracking(True)
        self.setViewportMargins(0, 8, 0, 0)
        self.doubleClicked.connect(self._open)

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events; the line that was chosen keeps its place."""
        row = self.currentIndex().row()
        self._events.set_events(events)
        if 0 <= row < len(events):
            self.setCurrentIndex(self._events.index(row, 0))

    def _open(self, index: QModelIndex) -> None:
        event: Event = index.data(EVENT_ROLE)
        if event.record:
            self.event_opened.emit(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter opens."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: lines break anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
