"""Fields for a few lines of text, as high as they need, for a number and for millimetres."""

from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QPlainTextEdit, QSpinBox


def lines_edit(count: int, hint: str = "") -> QPlainTextEdit:
    """A text field `count` lines high, which Tab leaves; `hint` is shown while it is empty."""
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setPlaceholderText(hint)
    made.setFixedHeight(made.fontMetrics().lineSpacing() * (count + 2))
    return made


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
