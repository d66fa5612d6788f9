"""A panel that unfolds below a button, as a part of the window: it folds when the focus goes elsewhere."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from kmss_dpo.ui.kit.panel import Scrolling

_EDGE = 8
"""Pixels that are kept free around it within the window."""


class Unfolding(QFrame):
    """Fill `column`. Escape folds it and leads back to its button; so does the button itself.

    No window of its own: those are closed whenever another one comes to the front.
    """

    def __init__(self, name: str, characters: int, parent: QWidget) -> None:
        super().__init__(parent)  # from the start: what is never unfolded goes with a lock, too
        self.setProperty("role", "popup")
        self.setAccessibleName(name)
        self._characters = characters
        self._control: QWidget | None = None
        self._scroll = Scrolling(name, margin=16)
        self.column = self._scroll.column
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self._scroll)
        self.hide()

    def unfold(self, control: QWidget) -> None:
        """Show it below its button, as large as what is in it and as far as the window has room."""
        window = control.window()
        if self.parent() is not window:
            self.setParent(window)
        self._control = control
        self.show()  # before it is placed: only then is known how large everything in it is drawn
        self._place(control)
        self.raise_()
        for each in (control, window):
            each.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._look)  # type: ignore[union-attr]

    def fold(self) -> None:
        """Hide it; where the focus was in it, it goes back to the button."""
        control, self._control = self._control, None
        if control is None:
            return
        QApplication.instance().focusChanged.disconnect(self._look)  # type: ignore[union-attr]
        for each in (control, control.window()):
            each.removeEventFilter(self)
        if self.isAncestorOf(QApplication.focusWidget() or control):
            control.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()

    def fit(self) -> None:
        """Take the room that what it says now needs."""
        if self._control is not None:
            self._place(self._control)

    def _place(self, control: QWidget) -> None:
        room = control.window().rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        frame = self.size() - self._scroll.maximumViewportSize()
        size = self._needed(room.width() - frame.width()) + frame
        self.resize(size.width(), min(size.height(), room.height()))
        below = control.mapTo(control.window(), QPoint(0, control.height() + 4))
        x = max(room.left(), min(below.x(), room.right() - self.width()))
        y = max(room.top(), min(below.y(), room.bottom() - self.height()))
        self.move(x, y)

    def _needed(self, most: int) -> QSize:
        """The room of what is in it, at most so wide."""
        liked = self.fontMetrics().averageCharWidth() * self._characters
        width = min(max(liked, self.column.totalMinimumSize().width()), most)
        wraps = self.column.hasHeightForWidth()
        high = self.column.totalHeightForWidth(width) if wraps else self.column.totalSizeHint().height()
        return QSize(width, high)

    def _look(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Fold once the focus is neither in it, nor in what unfolds from it, nor on its button."""
        each = now
        while each is not None and each not in {self, self._control}:
            each = each.parentWidget()
        if now is not None and each is None:
            self.fold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Escape folds it."""
        if event.key() == Qt.Key.Key_Escape:
            self.fold()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: its button goes out of sight, or something that takes no focus is clicked elsewhere."""
        gone = watched is self._control and event.type() == QEvent.Type.Hide
        clicked = watched is self.parent() and event.type() == QEvent.Type.MouseButtonPress
        if gone or clicked:
            self.fold()
        return super().eventFilter(watched, event)
