"""Fields for a few lines of text, as high as they need, for a number and for millimetres."""

from math import ceil

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QFrame, QPlainTextEdit, QSpinBox

_OVER = 1
"""Pixel without which Qt takes the last line for one that has to be scrolled to (seen, PySide6 6.12)."""


class _Lines(QPlainTextEdit):
    """As high as so many lines in whichever text size."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count
        self._fit()

    def _fit(self) -> None:
        letters = QFontMetricsF(self.font())
        line = ceil(letters.ascent()) + ceil(letters.descent())  # as Qt lays lines out; it says less itself
        around = round(self.document().documentMargin() * 2) + _OVER
        self.setFixedHeight(line * self._count + around + above_and_below(self))

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the text size changed, or with it the room that the style sheet leaves around the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_count"):
            self._fit()


def lines_edit(count: int, hint: str = "") -> QPlainTextEdit:
    """A text field `count` lines high, which Tab leaves; `hint` is shown while it is empty."""
    made = _Lines(count)
    made.setTabChangesFocus(True)
    made.setPlaceholderText(hint)
    return made


def above_and_below(field: QFrame) -> int:
    """Pixels that the edge of a field and the room within it take from its height."""
    field.ensurePolished()
    edges = field.contentsMargins()
    return edges.top() + edges.bottom()


def number_edit() -> QSpinBox:
    """A field for a number; the style sheet cannot keep the number off the left edge."""
    made = QSpinBox()
    _indent(made)
    return made


def millimetres_edit(least: float, most: float) -> QDoubleSpinBox:
    """A field for millimetres, in halves with the arrows."""
    made = QDoubleSpinBox()
    made.setDecimals(1)
    made.setRange(least, most)
    made.setSingleStep(0.5)
    made.setSuffix(" mm")
    _indent(made)
    return made


def _indent(box: QAbstractSpinBox) -> None:
    box.lineEdit().setTextMargins(box.fontMetrics().averageCharWidth(), 0, 0, 0)
