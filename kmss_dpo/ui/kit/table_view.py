"""The table and the card list: keyboard, opening a record, selection that survives a refresh."""

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from kmss_dpo.ui.kit.cells import (
    PAD,
    CardDelegate,
    CellDelegate,
    button_width,
    heavy,
    one_line_height,
    two_line_height,
)
from kmss_dpo.ui.kit.table import Column, PagedTableModel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Keep:
    """Keeps the chosen record chosen while the model is reset."""

    def __init__(self, view: QAbstractItemView, model: PagedTableModel[Any]) -> None:
        self._view = view
        self._model = model
        self._kept: int | None = None
        model.modelAboutToBeReset.connect(self._before)
        model.modelReset.connect(self._after)

    def _before(self) -> None:
        self._kept = chosen_id(self._view, self._model)

    def _after(self) -> None:
        if self._kept is not None:
            choose(self._view, self._model, self._kept)


def chosen_id(view: QAbstractItemView, model: PagedTableModel[Any]) -> int | None:
    """The id of the current record."""
    index = view.currentIndex()
    return model.id_at(index.row()) if index.isValid() and index.row() < model.rowCount() else None


def choose(view: QAbstractItemView, model: PagedTableModel[Any], record: int) -> bool:
    """Make a record the current one and bring it into sight; False where the list does not hold it."""
    row = model.row_of(record)
    if row is None:
        return False
    index = model.index(row, 0)
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    view.selectionModel().setCurrentIndex(index, flags)
    view.scrollTo(index)
    return True


class TableView(QTableView):
    """A table of records; Enter or a double click opens one, Space ticks, a click on a title sorts."""

    open_requested = Signal(int)
    action_requested = Signal(int)
    current_changed = Signal(object)
    sort_requested = Signal(str, bool)

    def __init__(
        self,
        model: PagedTableModel[Any],
        name: str,
        parent: QWidget | None = None,
        cells: CellDelegate | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._cells = cells or CellDelegate(self)
        self._grown: dict[int, int] = {}
        self.own_widths: dict[int, int] = {}
        self.in_own_order = False
        self._least_lines = 0
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(self._cells)
        self._keep = _Keep(self, model)
        self._set_manners()
        self._connect()
        self._measure()

    def keep_lines(self, count: int) -> None:
        """Be at least so many lines of plain text high, in whichever text size: else the page scrolls."""
        self._least_lines = count
        self._measure()

    def chosen(self) -> int | None:
        """The id of the current record."""
        return chosen_id(self, self._model)

    def choose(self, record: int) -> bool:
        """Make a record the current one; False where the list does not hold it."""
        return choose(self, self._model, record)

    def show_sort(self, key: str, *, descending: bool) -> None:
        """Show by which column the list is sorted, without asking for it; an empty key is none."""
        self._sorted = (key, descending)
        sorts = [column.sort or None for column in self._model.columns]
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(sorts.index(key) if key in sorts else -1, order)

    def shown_columns(self) -> list[Column[Any]]:
        """The columns in sight that have a title, from the left."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(place) for place in range(header.count()))
        shown = (self._model.columns[at] for at in order if not self.isColumnHidden(at))
        return [column for column in shown if column.title]

    def _set_manners(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(32)
        sorts = any(column.sort for column in self._model.columns)
        header.setSectionsClickable(sorts)
        header.setSortIndicatorShown(sorts)
        self.show_sort("", descending=False)

    def _connect(self) -> None:
        self.doubleClicked.connect(self._open)
        self._cells.action_requested.connect(self.action_requested)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.horizontalHeader().sectionClicked.connect(self._sort)
        if any(column.whole for column in self._model.columns):
            self._model.modelReset.connect(self._grown.clear)
            self._model.dataChanged.connect(self._grow)
            self.verticalScrollBar().valueChanged.connect(self._grow)

    def _tell_current(self, current: QModelIndex) -> None:
        self.current_changed.emit(self._model.id_at(current.row()) if current.isValid() else None)

    def _open(self, index: QModelIndex) -> None:
        self.open_requested.emit(self._model.id_at(index.row()))

    def _sort(self, section: int) -> None:
        """Ask for another order; Qt has turned its arrow to the title already, also of what sorts nothing."""
        key, (kept, descending) = self._model.columns[section].sort, self._sorted
        if key:
            order = self.horizontalHeader().sortIndicatorOrder()
            self._sorted = (key, order is Qt.SortOrder.DescendingOrder)
            self.sort_requested.emit(*self._sorted)
        else:
            self.show_sort(kept, descending=descending)

    def _measure(self) -> None:
        two_lines = any(column.second or column.action for column in self._model.columns)
        height = two_line_height if two_lines else one_line_height
        self.verticalHeader().setDefaultSectionSize(height(self.font()))
        if self._least_lines:
            self.setMinimumHeight(self._least_lines * self.fontMetrics().height())
        self.share_width()

    def _least_widths(self) -> dict[int, int]:
        """What each column in sight needs for its title, its sample and the words that made it grow."""
        metrics = QFontMetrics(heavy(self.font()))
        return {
            section: max(
                metrics.horizontalAdvance(column.title) + 2 * PAD + metrics.height(),
                _sample_width(metrics, column),
                self._grown.get(section, 0),
            )
            for section, column in enumerate(self._model.columns)
            if not self.isColumnHidden(section)
        }

    def share_width(self) -> None:
        """Lay the columns out: each as wide as its words need or somebody made it, the rest by weight."""
        columns, own, least = self._model.columns, self.own_widths, self._least_widths()
        weights = {section: 0 if section in own else columns[section].weight for section in least}
        widths = {section: own.get(section, width) for section, width in least.items()}
        for section, width in _shared(widths, weights, self.viewport().width()).items():
            self.setColumnWidth(section, width)
        self._bring_forward(crowded=sum(least.values()) > self.viewport().width())

    def _bring_forward(self, *, crowded: bool) -> None:
        """Where the list scrolls sideways, what is to be decided stands where one need not scroll."""
        header = self.horizontalHeader()
        for section, column in enumerate(self._model.columns):
            if column.early and not self.in_own_order:
                place = int(self._model.checkable) if crowded else section
                header.moveSection(header.visualIndex(section), place)

    def _grow(self) -> None:
        """Widen the columns whose words are never shortened to what stands in the rows in sight."""
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        rows = range(first, (last if last >= 0 else self._model.rowCount() - 1) + 1)
        wider = dict(self._grown)
        for section, column in enumerate(self._model.columns):
            if column.whole:
                needed = max((self._width_of(row, section) for row in rows), default=0)
                wider[section] = max(wider.get(section, 0), needed)
        if wider != self._grown:
            self._grown.update(wider)
            self.share_width()

    def _width_of(self, row: int, section: int) -> int:
        """The width of one cell; a row that has not been fetched is asked for and takes none."""
        if self._model.row_at(row) is None:
            return 0
        option = QStyleOptionViewItem()
        option.font = self.font()
        return self._cells.sizeHint(option, self._model.index(row, section)).width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: share the width anew."""
        super().resizeEvent(event)
        self.share_width()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the text size changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_keep"):
            self._grown.clear()
            self._measure()
            self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter opens, Space ticks."""
        index = self.currentIndex()
        if event.key() in _ENTER and index.isValid():
            self._open(index)
        elif event.key() == Qt.Key.Key_Space and index.isValid() and self._model.checkable:
            first = index.siblingAtColumn(0)
            ticked = Qt.CheckState(first.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
            turned = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
            self._model.setData(first, turned, Qt.ItemDataRole.CheckStateRole)
        else:
            super().keyPressEvent(event)

    def moveCursor(self, step: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Qt: Home and End go to the first and the last record."""
        return super().moveCursor(step, _to_the_ends(step, modifiers))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: nothing is dragged out of a table."""
        if not event.buttons():
            super().mouseMoveEvent(event)


def _to_the_ends(step: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> Qt.KeyboardModifier:
    """With Home and End what Ctrl adds to them: a table of records has no use for the ends of a row."""
    ends = (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd)
    return modifiers | Qt.KeyboardModifier.ControlModifier if step in ends else modifiers


def _sample_width(metrics: QFontMetrics, column: Column[Any]) -> int:
    """How wide the sample of a column is, or the button that it is the word of, with the room around it."""
    if column.action:
        return button_width(metrics, column.sample) + 2 * PAD
    return metrics.horizontalAdvance(column.sample) + 3 * PAD


def _shared(least: dict[int, int], weights: dict[int, int], room: int) -> dict[int, int]:
    """What each column gets of so many pixels: its share by weight, or what it needs where that is more.

    One that needs more than its share leaves the others less, so that what fits is not scrolled to.
    """
    sharing = {section for section, weight in weights.items() if weight}
    while sharing:
        spare = room - sum(width for section, width in least.items() if section not in sharing)
        whole = sum(weights[section] for section in sharing)
        shares = {section: spare * weights[section] // whole for section in sharing}
        short = {section for section, share in shares.items() if share < least[section]}
        if not short:
            return least | shares
        sharing -= short
    return least


class CardList(QTableView):
    """A narrow list of cards; the current card is announced as one moves, Enter opens it.

    A table of one column: a list view asks for every row when it lays itself out, a table only for those
    in sight.
    """

    open_requested = Signal(int)
    current_changed = Signal(object)

    def __init__(self, model: PagedTableModel[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setAccessibleName(name)
        self._cards = CardDelegate(self)
        self.setItemDelegate(self._cards)
        self._set_manners()
        self._measure()
        self._keep = _Keep(self, model)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._tell_current)

    def chosen(self) -> int | None:
        """The id of the current record."""
        return chosen_id(self, self._model)

    def choose(self, record: int) -> bool:
        """Make a record the current one; False where the list does not hold it."""
        return choose(self, self._model, record)

    def _tell_current(self, current: QModelIndex) -> None:
        self.current_changed.emit(self._model.id_at(current.row()) if current.isValid() else None)

    def _open(self, index: QModelIndex) -> None:
        self.open_requested.emit(self._model.id_at(index.row()))

    def _set_manners(self) -> None:
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setMinimumSectionSize(0)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(two_line_height(self.font()) + 8)

    def moveCursor(self, step: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Qt: Home and End go to the first and the last card."""
        return super().moveCursor(step, _to_the_ends(step, modifiers))

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the text size changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_cards"):
            self._measure()

    def minimumSizeHint(self) -> QSize:
        """Qt: wide enough for a reference and a chip, at any text size."""
        return QSize(QFontMetrics(heavy(self.font())).horizontalAdvance("SAR-2026-0000 · Not started M"), 96)

    def sizeHint(self) -> QSize:
        """Qt: the width of the cards with some air."""
        return QSize(self.minimumSizeHint().width() + 48, 400)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter opens."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)
