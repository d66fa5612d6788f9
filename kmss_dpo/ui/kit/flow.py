"""Widgets side by side that go to the next line when there is no room, as with large text."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """A layout in lines; words that wrap take one line where they fit.

    A widget whose own words wrap says in `one_line()` how wide they are on one.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt: one more."""
        self._items.append(item)

    def count(self) -> int:
        """Qt: how many."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Qt: the one at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Qt: take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Qt: no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Qt: the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt: the height at a width."""
        around = self.contentsMargins()
        inside = QRect(0, 0, width - around.left() - around.right(), 0)
        return self._arrange(inside, move=False) + around.top() + around.bottom()

    def setGeometry(self, rect: QRect) -> None:
        """Qt: put everything in its place."""
        super().setGeometry(rect)
        self._arrange(rect.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        """Qt: everything on one line."""
        sizes = [_wanted(item) for item in self._items if not item.isEmpty()]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(wide, max((size.height() for size in sizes), default=0)).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """Qt: the widest on a line of its own."""
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        widest = max((size.width() for size in sizes), default=0)
        highest = max((size.height() for size in sizes), default=0)
        return QSize(widest, highest).grownBy(self.contentsMargins())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Line by line; answers the height used."""
        line: list[tuple[QLayoutItem, QSize]] = []
        across, down = 0, 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = _within(item, rect.width())
            if line and across + size.width() > rect.width():
                down += self._finish(line, rect.topLeft() + QPoint(0, down), move=move) + self.spacing()
                line, across = [], 0
            line.append((item, size))
            across += size.width() + self.spacing()
        return down + self._finish(line, rect.topLeft() + QPoint(0, down), move=move)

    def _finish(self, line: list[tuple[QLayoutItem, QSize]], corner: QPoint, *, move: bool) -> int:
        """Centre the widgets of a line on each other; answers its height."""
        height = max((size.height() for _, size in line), default=0)
        across = 0
        for item, size in line:
            if move:
                place = corner + QPoint(across, (height - size.height()) // 2)
                item.setGeometry(QRect(place, size))
            across += size.width() + self.spacing()
        return height


def _wanted(item: QLayoutItem) -> QSize:
    widget = item.widget()
    one_line = getattr(widget, "one_line", None)
    if widget and one_line:
        return QSize(one_line(), widget.sizeHint().height())
    if isinstance(widget, QLabel) and widget.wordWrap():
        return QSize(
            widget.fontMetrics().horizontalAdvance(widget.text()) + 4, widget.fontMetrics().height() + 2
        )
    return item.sizeHint()


def _within(item: QLayoutItem, width: int) -> QSize:
    wanted = _wanted(item)
    wide = min(wanted.width(), width)
    return QSize(wide, item.heightForWidth(wide) if item.hasHeightForWidth() else wanted.height())
