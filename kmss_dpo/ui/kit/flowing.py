"""A line of controls that becomes several where the window is narrow or the text is large."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from kmss_dpo.ui.kit.flow import Flow

_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_GAP = 8


class FlowingRow(QWidget):
    """`first` takes what room the others leave, at least `characters`; where it cannot, it stands above them.

    Where the others have no room beside each other either, they take as many lines as they need.
    """

    def __init__(self, others: Iterable[QWidget], first: QWidget | None = None, characters: int = 0) -> None:
        super().__init__()
        self._others = list(others)
        self._first = first
        self._characters = characters
        self._outer = QBoxLayout(_ACROSS, self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(_GAP)
        if first:
            self._outer.addWidget(first, 1)
        inner = Flow(spacing=_GAP)
        self._outer.addLayout(inner)
        for other in self._others:
            inner.addWidget(other)
        if not first:
            self._outer.addStretch(1)

    def _flow(self) -> None:
        shown = [each.sizeHint().width() + _GAP for each in self._others if not each.isHidden()]
        least = 0
        if self._first:
            wanted = self._characters * self.fontMetrics().averageCharWidth()
            least = max(wanted, self._first.minimumSizeHint().width()) + _GAP
        before = self._outer.direction()
        self._outer.setDirection(_DOWN if sum(shown) - _GAP + least > self.width() else _ACROSS)
        if before is not self._outer.direction():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Qt: each control on a line of its own fits."""
        widths = [each.minimumSizeHint().width() for each in self._others if not each.isHidden()]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width."""
        super().resizeEvent(event)
        self._flow()

    def event(self, event: QEvent) -> bool:
        """Qt: a control says something else or was hidden."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._flow()
        return super().event(event)


def side_by_side(*controls: QWidget) -> QWidget:
    """Controls that a line keeps together where it becomes several."""
    whole = QWidget()
    line = QHBoxLayout(whole)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(_GAP)
    for each in controls:
        line.addWidget(each)
    return whole
