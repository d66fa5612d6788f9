"""A field for a few lines of text, as high as they need, and one for a number."""

from PySide6.QtWidgets import QPlainTextEdit, QSpinBox


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
    made.lineEdit().setTextMargins(made.fontMetrics().averageCharWidth(), 0, 0, 0)
    return made
