"""The keys of the whole program, declared once: the window binds them and the help lists them."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.panel import Scrolling


@dataclass(frozen=True)
class Shortcut:
    """A key sequence as Qt reads it, and what it does."""

    keys: str
    does: str


SEARCH = Shortcut("Ctrl+K", "Search people, references and letters, or do something by its name")
NEW = Shortcut("Ctrl+N", "New case, contact, quick note, or case from a message file")
QUICK_NOTE = Shortcut("Ctrl+Shift+N", "Quick note of a call, to be completed later")
LOCK = Shortcut("Ctrl+L", "Lock the register; what is being typed is kept in it")
HELP = Shortcut("F1", "This help")
SHEET = Shortcut("Ctrl+/", "This help")

_HELP = (
    "Drop a message file anywhere on the window to open a case from it.",
    "How a date was worked out stands beside its case, and can be printed.",
)
_GROUPS = {
    "Everywhere": (
        SEARCH,
        NEW,
        QUICK_NOTE,
        LOCK,
        Shortcut("Alt", "Held down, shows the letter with which each button and field is reached"),
        Shortcut("Ctrl+1 to Ctrl+8", "Go to a page, in the order of the list at the left"),
        Shortcut(f"{HELP.keys} or {SHEET.keys}", HELP.does),
        Shortcut("Esc", "Close what was opened; asks before it throws away what was typed"),
    ),
    "In lists": (
        Shortcut("Enter", "Open the record chosen"),
        Shortcut("Space", "Tick the record chosen, where records are ticked"),
        Shortcut("Alt+Down", "Choose the columns of a table, and move the one of the current cell"),
        Shortcut("Shift or Ctrl with an arrow", "Select several cases in a table; Ctrl+Space takes one"),
        Shortcut("Ctrl+A", "Select every case that a table shows"),
    ),
    "In forms": (
        Shortcut("Ctrl+Enter", "Save what is typed about a case"),
        Shortcut("Ctrl+S", "Save the contact"),
        Shortcut("Down", "In a day: the calendar; in the search field: the results"),
    ),
    "In letters": (
        Shortcut("F8 or Ctrl+Down", "Go to the next gap"),
        Shortcut("Alt+Up or Alt+Down", "In the wording of a letter: move the part that one is in"),
    ),
}


class HelpSheet(QDialog):
    """What helps, and all shortcuts in two columns; Escape closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Help")
        page = Scrolling("Help", margin=4)
        for sentence in _HELP:
            page.column.addWidget(label(sentence, wrap=True))
        page.column.addLayout(_keys())
        page.column.addStretch(1)
        close = button("Close")
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        column.addWidget(label("Help", "title"))
        column.addWidget(page, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        room, line = parent.window().size(), self.fontMetrics().height()
        width = min(self.fontMetrics().averageCharWidth() * 96, room.width() - 2 * line)
        self.ensurePolished()
        needed = page.column.heightForWidth(width - 80) + 5 * line + 60
        self.resize(width, min(needed, room.height() - 2 * line))
        close.setFocus(Qt.FocusReason.OtherFocusReason)
        mark_keys(self)


def _keys() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for where, listed in _GROUPS.items():
        row = grid.rowCount()
        grid.addWidget(label(where, "heading"), row, 0, 1, 2)
        for below, shortcut in enumerate(listed, start=1):
            keys, does = label(shortcut.keys, "strong"), label(shortcut.does, wrap=True)
            grid.addWidget(keys, row + below, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(does, row + below, 1)
    return grid
