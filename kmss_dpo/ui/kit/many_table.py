"""A table in which several records are selected at once; they stay selected while the list is read anew."""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from kmss_dpo.ui.kit.cells import CellDelegate
from kmss_dpo.ui.kit.table import PagedTableModel
from kmss_dpo.ui.kit.table_view import TableView

_EXACTLY = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class ManyTable(TableView):
    """Shift and Ctrl with a click or an arrow key add to what is selected, Ctrl+A selects all there is."""

    selected_changed = Signal()

    def __init__(
        self,
        model: PagedTableModel[Any],
        name: str,
        parent: QWidget | None = None,
        cells: CellDelegate | None = None,
    ) -> None:
        super().__init__(model, name, parent, cells)
        self._held: frozenset[int] = frozenset()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(self.selected_changed)
        model.modelAboutToBeReset.connect(self._hold)
        model.modelReset.connect(self._select_again)

    def selected(self) -> list[int]:
        """The ids of the selected records, in the order shown."""
        runs = sorted((each.top(), each.bottom()) for each in self._runs())
        return [record for first, last in runs for record in self._model.ids_in(first, last)]

    def select(self, records: Collection[int]) -> None:
        """Select these and no others."""
        self._held = frozenset(records)
        self._select_again()

    def count_selected(self) -> int:
        """How many are selected."""
        return sum(each.height() for each in self._runs())

    def _runs(self) -> list[QItemSelectionRange]:
        return self.selectionModel().selection().toList()

    def _hold(self) -> None:
        self._held = frozenset(self.selected())

    def _select_again(self) -> None:
        """Select what was selected and is still listed, run by run of neighbours."""
        held, self._held = self._held, frozenset()
        selection, first = QItemSelection(), -1
        count = self._model.rowCount() if held else 0
        for row, record in enumerate(self._model.ids_in(0, count - 1)):
            if record in held:
                first = row if first < 0 else first
            elif first >= 0:
                selection.select(self._model.index(first, 0), self._model.index(row - 1, 0))
                first = -1
        if first >= 0:
            selection.select(self._model.index(first, 0), self._model.index(count - 1, 0))
        self.selectionModel().select(selection, _EXACTLY)
        self.selected_changed.emit()
