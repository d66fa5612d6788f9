"""A decision: what will happen, and a button that names it. Escape never does anything."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.panel import Scrolling

_MOST = 0.92
"""Of the window it lies over."""
_CHARACTERS = 76
_LINES_AROUND, _PIXELS_AROUND = 6, 92
"""Title, words and buttons above and below what scrolls."""


class Decision(QDialog):
    """Opened with `open()`: it blocks no event loop and is closed by a lock like any other widget."""

    def __init__(self, parent: QWidget, title: str, words: str, decide: str, *, danger: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setModal(True)
        heading = label(title, "title", wrap=True)
        body = label(words, wrap=True)
        body.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
        self.column = QVBoxLayout()
        self.column.setSpacing(8)
        self.decide_button = button(decide, "danger" if danger else "main")
        self._cancel = button("Cancel")
        column = self._whole = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(body)
        column.addLayout(self.column)
        column.addSpacing(8)
        column.addLayout(self._foot())
        self.decide_button.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
        self._first_focus(danger=danger).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: every button and field has its key."""
        super().showEvent(event)
        mark_keys(self)

    def fit(self) -> None:
        """Make room for what the dialog says now; Qt alone stops at two thirds of the screen."""
        self._whole.activate()
        width = max(self.width(), self.minimumSizeHint().width())
        self.resize(width, self._whole.totalHeightForWidth(width))

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        line.addWidget(self._cancel)
        line.addWidget(self.decide_button)
        return line

    def _first_focus(self, *, danger: bool) -> QPushButton:
        """Enter does what is asked, unless it cannot be taken back: then it is Cancel."""
        first = self._cancel if danger else self.decide_button
        first.setDefault(True)
        return first


class LongDecision(Decision):
    """One with fields to fill in: fill `fields.column`. What has no room over the window scrolls."""

    def __init__(self, parent: QWidget, title: str, words: str, decide: str) -> None:
        super().__init__(parent, title, words, decide)
        self._page = parent
        self.fields = Scrolling(title, margin=4)
        self.fields.column.setContentsMargins(0, 0, 8, 0)
        self.column.addWidget(self.fields)

    def make_room(self) -> None:
        """The dialog grows and shrinks with what it says, as far as the window has room."""
        line, room = self.fontMetrics().height(), self._page.window().size()
        inside = self.fields.column
        inside.activate()
        width = min(_CHARACTERS * self.fontMetrics().averageCharWidth(), round(room.width() * _MOST))
        self.fields.setMinimumWidth(max(width, inside.minimumSize().width() + 24))
        within = self.fields.minimumWidth() - 24
        needed = inside.heightForWidth(within) if inside.hasHeightForWidth() else inside.sizeHint().height()
        most = round(room.height() * _MOST) - _LINES_AROUND * line - _PIXELS_AROUND
        self.fields.setFixedHeight(min(needed + 8, max(most, 6 * line)))
        self.fit()


def ask(
    parent: QWidget,
    title: str,
    words: str,
    decide: str,
    then: Callable[[], None],
    *,
    danger: bool = False,
) -> Decision:
    """Open a decision and call `then` if it is taken; answers the open dialog."""
    dialog = Decision(parent, title, words, decide, danger=danger)
    dialog.accepted.connect(then)
    dialog.open()
    return dialog
