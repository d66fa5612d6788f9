"""A field for a few lines of text, as high as they need; Tab leaves it."""

from PySide6.QtWidgets import QPlainTextEdit


def lines_edit(count: int, hint: str = "") -> QPlainTextEdit:
    """A text field `count` lines high; `hint` is shown while it is empty."""
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setPlaceholderText(hint)
    made.setFixedHeight(made.fontMetrics().lineSpacing() * (count + 2))
    return made
