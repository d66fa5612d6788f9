"""Which columns a list shows, in which order and how wide: chosen at its titles, remembered by its name."""

from collections.abc import Collection
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from kmss_dpo.ui.kit.list_layouts import layouts_of
from kmss_dpo.ui.kit.table import Column
from kmss_dpo.ui.kit.table_view import TableView

KEYS = "Alt+Down"
_WIDEST = 1000
"""Letters; what the settings file says beyond that was not dragged by anyone."""


class ColumnChoice(QObject):
    """Titles can be dragged, and their menu, also on Alt+Down, hides and shows columns.

    The menu moves the column of the current cell, or the one below the pointer, for those without a mouse.
    Columns are remembered by their titles and widths in letters, so that another text size does no harm.
    The first column always stays, and so does one without a title.
    """

    def __init__(self, table: TableView, columns: tuple[Column[Any], ...], *, first_stays: bool) -> None:
        super().__init__(table)
        self._table = table
        self._titles = [column.title for column in columns]
        self._unusual = [column.title for column in columns if not column.usual]
        self._first_stays = first_stays
        self._header = table.horizontalHeader()
        self._dragging = False
        self._arranged = False
        self._header.setSectionsMovable(True)
        self._header.setFirstSectionMovable(not first_stays)
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self._menu_at)
        self._header.sectionMoved.connect(self._moved)
        self._header.sectionResized.connect(self._resized)
        self._header.viewport().installEventFilter(self)
        table.installEventFilter(self)
        keys = QShortcut(QKeySequence(KEYS), table)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.open_menu)
        self._hide(self._unusual)

    def open_menu(self) -> None:
        """Offer the columns below the titles."""
        place = QPoint(8, self._header.height())
        self.menu(self._table.currentIndex().column()).popup(self._header.mapToGlobal(place))

    def menu(self, at: int = -1) -> QMenu:
        """The columns that can be hidden, each with its tick, and a way back to the usual layout.

        `at` is the column that can be moved from here; -1 for none.
        """
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for section, title in enumerate(self._titles):
            if section and title:
                action = menu.addAction(title)
                action.setCheckable(True)
                action.setChecked(not self._table.isColumnHidden(section))
                action.toggled.connect(lambda shown, section=section: self._show(section, shown=shown))
        menu.addSeparator()
        for step, words in ((-1, "left"), (1, "right")):
            if at >= 0 and self._place_beside(at, step) is not None:
                menu.addAction(f"Move “{self._titles[at]}” {words}", partial(self._move, at, step))
        menu.addAction("Usual columns", self._reset)
        return menu

    def _place_beside(self, section: int, step: int) -> int | None:
        """The place of the next column in sight to the left (-1) or right (1) of one; None at the end."""
        place = self._header.visualIndex(section) + step
        while 0 <= place < len(self._titles) and self._table.isColumnHidden(self._header.logicalIndex(place)):
            place += step
        first = 1 if self._first_stays else 0
        return place if first <= place < len(self._titles) and self._titles[section] else None

    def _move(self, section: int, step: int) -> None:
        place = self._place_beside(section, step)
        if place is not None:
            self._header.moveSection(self._header.visualIndex(section), place)
            self._keep_order()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: what a person drags at the titles is remembered, what the program lays out is not."""
        if watched is self._table:
            if event.type() == QEvent.Type.Show and not self._arranged:
                self._arrange()
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._dragging = True
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._dragging = False
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        """Lay the columns out as they were left, as far as they still exist."""
        layouts = layouts_of(self._table)
        if layouts is None:
            return
        self._arranged = True
        kept = layouts.of(self._table.accessibleName())
        order = [title for title in _words(kept.get("order")) if title in self._titles]
        for place, title in enumerate(order if len(order) == len(self._titles) else ()):
            self._header.moveSection(self._header.visualIndex(self._titles.index(title)), place)
        self._table.in_own_order = bool(order)
        if "hidden" in kept:
            self._hide(_words(kept["hidden"]))
        widths = kept.get("widths")
        letter = self._table.fontMetrics().averageCharWidth()
        for title, letters in widths.items() if isinstance(widths, dict) else ():
            if title in self._titles and isinstance(letters, int | float) and 0 < letters <= _WIDEST:
                self._table.own_widths[self._titles.index(title)] = round(letters * letter)
        self._table.share_width()

    def _hide(self, hidden: Collection[str]) -> None:
        """Hide exactly these columns, of those that can be."""
        for section, title in enumerate(self._titles):
            self._table.setColumnHidden(section, bool(section and title) and title in hidden)

    def _show(self, section: int, *, shown: bool) -> None:
        self._table.setColumnHidden(section, not shown)
        hidden = [title for at, title in enumerate(self._titles) if self._table.isColumnHidden(at)]
        self._table.share_width()
        self._remember(hidden=hidden)

    def _moved(self) -> None:
        if self._dragging:
            self._keep_order()

    def _keep_order(self) -> None:
        self._table.in_own_order = True
        places = range(len(self._titles))
        self._remember(order=[self._titles[self._header.logicalIndex(place)] for place in places])

    def _resized(self, section: int, _before: int, width: int) -> None:
        if self._dragging:
            self._table.own_widths[section] = width
            letter = self._table.fontMetrics().averageCharWidth()
            widths = {self._titles[at]: wide / letter for at, wide in self._table.own_widths.items()}
            self._remember(widths=widths)

    def _reset(self) -> None:
        self._table.own_widths.clear()
        self._table.in_own_order = False
        for section in range(len(self._titles)):
            self._header.moveSection(self._header.visualIndex(section), section)
        self._hide(self._unusual)
        self._table.share_width()
        self._remember(order=[], hidden=self._unusual, widths={})

    def _remember(self, **parts: Any) -> None:
        layouts = layouts_of(self._table)
        if layouts:
            layouts.put(self._table.accessibleName(), **parts)

    def _menu_at(self, place: QPoint) -> None:
        self.menu(self._header.logicalIndexAt(place)).popup(self._header.mapToGlobal(place))


def _words(kept: object) -> list[str]:
    return [each for each in kept if isinstance(each, str)] if isinstance(kept, list) else []
