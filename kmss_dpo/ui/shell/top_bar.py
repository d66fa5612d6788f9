"""The bar above the page: search, import, new, lock."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from kmss_dpo.ui.kit.icons import dress, icon
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.shell.pages import NewEntry
from kmss_dpo.ui.shell.search_field import SearchField


class TopBar(QFrame):
    """Wishes of the whole window."""

    import_requested = Signal()
    lock_requested = Signal()
    new_requested = Signal(str)

    def __init__(self, entries: Sequence[NewEntry]) -> None:
        super().__init__()
        self.setProperty("role", "topbar")
        self.search = SearchField()
        self.search.setMaximumWidth(self.fontMetrics().averageCharWidth() * 64)
        self._import = button("Import…")
        self._new = button("New ▾", "main")
        self._lock = button("Lock")
        self._new.setAccessibleName("New, opens a menu")
        self._menu = QMenu(self)
        self._entries = tuple(entries)
        dress(self._import, "import")
        dress(self._new, "plus", "on_accent")
        dress(self._lock, "lock")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(8)
        line.addWidget(self.search, 10)
        line.addStretch(1)
        for each in (self._import, self._new, self._lock):
            line.addWidget(each)
        self._new.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill)
        self._import.clicked.connect(self.import_requested)
        self._lock.clicked.connect(self.lock_requested)

    def open_menu(self) -> None:
        """Open the New menu below its button."""
        self._new.showMenu()

    def _fill(self) -> None:
        """Fill the menu when it opens, so that its icons have the colours of now."""
        self._menu.clear()
        for entry in self._entries:
            if not entry.title:
                self._menu.addSeparator()
                continue
            action = self._menu.addAction(entry.title)
            if entry.icon:
                action.setIcon(icon(entry.icon))
            action.triggered.connect(lambda _on, name=entry.name: self.new_requested.emit(name))
