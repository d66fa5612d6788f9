"""A list and what is chosen in it: side by side, or one at a time where the window or the list wants it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSplitter, QVBoxLayout, QWidget

from kmss_dpo.ui.kit.labels import button

ROOM_FOR_BOTH = 100
"""Characters below which there is room for one of the two only."""


class TwoParts(QWidget):
    """`back_to_list` is emitted after the way back from a narrow window's right part was taken."""

    back_to_list = Signal()

    def __init__(self, left: QWidget, right: QWidget, back: str) -> None:
        super().__init__()
        self._left = left
        self._beside = QWidget()
        self._back = button(back, "link")
        self._narrow = False
        self._alone = False
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out(right)
        self._back.clicked.connect(self._go_back)

    def show_right(self) -> None:
        """Bring the right part into sight where only one of the two is."""
        if self._one_at_a_time():
            self._part(right=True)

    def shows_right(self) -> bool:
        """Whether the right part is in sight."""
        return self._beside.isVisible()

    def show_list_alone(self, *, alone: bool) -> None:
        """Show one part at a time, whatever room there is; the list first."""
        self._alone = alone
        self._arrange()

    def _one_at_a_time(self) -> bool:
        return self._narrow or self._alone

    def _go_back(self) -> None:
        self._part(right=False)
        self.back_to_list.emit()

    def _part(self, *, right: bool) -> None:
        self._left.setVisible(not right)
        self._beside.setVisible(right)

    def _lay_out(self, right: QWidget) -> None:
        self._back.hide()
        top = QHBoxLayout()
        top.setContentsMargins(22, 4, 22, 0)
        top.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        inner = QVBoxLayout(self._beside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(top)
        inner.addWidget(right, 1)
        self._split.setHandleWidth(1)
        self._split.addWidget(self._left)
        self._split.addWidget(self._beside)
        self._split.setStretchFactor(1, 1)
        self._split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._split)

    def minimumSizeHint(self) -> QSize:
        """Qt: one of the two parts fits."""
        return QSize(self.fontMetrics().averageCharWidth() * 50, 300)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * ROOM_FOR_BOTH
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._arrange()

    def _arrange(self) -> None:
        self._back.setVisible(self._one_at_a_time())
        if self._one_at_a_time():
            held = self.focusWidget()
            self._part(right=held is not None and self._beside.isAncestorOf(held))
        else:
            self._left.show()
            self._beside.show()
