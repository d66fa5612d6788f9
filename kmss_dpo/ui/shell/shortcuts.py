"""The keys of the whole program, declared once: the window binds them and the sheet lists them."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from kmss_dpo.ui.kit.labels import button, label


@dataclass(frozen=True)
class Shortcut:
    """A key sequence as Qt reads it, and what it does."""

    keys: str
    does: str


SEARCH = Shortcut("Ctrl+K", "Search people, references, letters")
NEW = Shortcut("Ctrl+N", "New: request, complaint, note, contact")
LOCK = Shortcut("Ctrl+L", "Lock the register")
HELP = Shortcut("F1", "Help")
SHEET = Shortcut("Ctrl+/", "Show this list")
PAGES = Shortcut("Ctrl+1 to 9", "Go to a page of the list at the left")

_EVERYWHERE = (
    SEARCH,
    NEW,
    LOCK,
    HELP,
    SHEET,
    PAGES,
    Shortcut("Enter", "Open the record chosen in a list"),
    Shortcut("Space", "Tick the record chosen in a list"),
    Shortcut("Down", "In a day field: the calendar; in the search field: the results"),
    Shortcut("Esc", "Close what was opened, change nothing"),
)


class ShortcutSheet(QDialog):
    """All shortcuts in two columns; Escape closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard shortcuts")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(16)
        column.addWidget(label("Keyboard shortcuts", "title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, shortcut in enumerate(_EVERYWHERE):
            grid.addWidget(label(shortcut.keys, "strong"), row, 0)
            grid.addWidget(label(shortcut.does), row, 1)
        column.addLayout(grid)
        close = button("Close")
        close.clicked.connect(self.close)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
