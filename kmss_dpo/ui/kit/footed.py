"""A page with a foot that stays in sight, or scrolls too where the window is small or the text large."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kmss_dpo.ui.kit.panel import Scrolling

_LINES = 24
"""With room for fewer lines of plain text the foot would leave the page next to nothing."""
_BELOW, _INSIDE = (24, 0, 24, 24), (0, 0, 0, 0)


class Footed(QWidget):
    """Goes by the room alone and not by what the foot says: it never moves from under somebody's hand."""

    def __init__(self, page: Scrolling, foot: QWidget) -> None:
        super().__init__()
        self._page = page
        self._foot = QWidget()
        self._around = QVBoxLayout(self._foot)
        self._around.addWidget(foot)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(page, 1)
        self._inside: bool | None = None
        self._place()

    def show_foot(self, shown: bool) -> None:  # noqa: FBT001 - as setVisible
        """Show the foot or hide it."""
        self._foot.setVisible(shown)

    def _place(self) -> None:
        inside = self.height() < _LINES * self.fontMetrics().height()
        if inside is self._inside:
            return
        first, self._inside = self._inside is None, inside
        shown, held = first or not self._foot.isHidden(), self._foot.focusWidget()
        focused = held is not None and held.hasFocus()
        self._around.setContentsMargins(*(_INSIDE if inside else _BELOW))
        (self._page.column if inside else self._column).addWidget(self._foot)
        self._foot.setVisible(shown)  # what moves to another parent is hidden and loses the focus
        if held and focused:
            held.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another size."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_inside"):
            self._place()
