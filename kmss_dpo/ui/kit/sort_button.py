"""The button that says in which order a list stands, with a menu of the orders there are."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton


class SortButton(QPushButton):
    """Does what a click on a title does, for the keyboard and for lists without titles.

    `sorts` are the keys a list can be sorted by, with their names; `sort_requested` carries a key and whether
    the order is descending.
    """

    sort_requested = Signal(str, bool)

    def __init__(self, sorts: Mapping[str, str]) -> None:
        super().__init__()
        self._sorts = sorts
        self._key, self._descending = next(iter(sorts)), False
        self.setAutoDefault(False)
        self.setAccessibleDescription("The order of the list")
        self.setMenu(QMenu(self))
        self.menu().aboutToShow.connect(self._fill)
        self.show_sort(self._key, descending=False)

    def show_sort(self, key: str, *, descending: bool) -> None:
        """Say which order it is."""
        self._key, self._descending = key, descending
        words = self._sorts[key]
        self.setText(f"{words} {'↓' if descending else '↑'}")
        how = "descending" if descending else "ascending"
        self.setAccessibleName(f"Sorted by {words.lower()}, {how}")

    def _fill(self) -> None:
        """Fill the menu as it opens, so that its ticks are those of now."""
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        for key, words in self._sorts.items():
            ask = partial(self.sort_requested.emit, key, self._descending)
            _offer(menu, group, words, ask, chosen=key == self._key)
        menu.addSeparator()
        group = QActionGroup(menu)
        for down, words in ((False, "Ascending"), (True, "Descending")):
            ask = partial(self.sort_requested.emit, self._key, down)
            _offer(menu, group, words, ask, chosen=down is self._descending)


def _offer(menu: QMenu, group: QActionGroup, words: str, act: Callable[[], None], *, chosen: bool) -> None:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(chosen)
    group.addAction(action)
    action.triggered.connect(lambda _on: act())
