"""A table that is as high as its rows, where the page has the room."""

from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy

from kmss_dpo.ui.kit.short_table import ShortTable
from kmss_dpo.ui.kit.table import PagedTableModel


class FittedTable(ShortTable):
    """A table that grows to the height of its rows and scrolls where the page has less room."""

    def __init__(self, model: PagedTableModel[Any], name: str, few: int) -> None:
        self._few = few
        super().__init__(model, name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _fit_rows(self) -> None:
        super()._fit_rows()
        self._fit()

    def _fit(self) -> None:
        self.setMaximumHeight(self.height_of_rows(self.model().rowCount()) + 2)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Qt: the height of a few rows; a page with more room gives more, up to all of them."""
        rows = min(self._few, self.model().rowCount())
        return QSize(super().sizeHint().width(), self.height_of_rows(rows) + 2)

    def minimumSizeHint(self) -> QSize:
        """Qt: the same."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())
