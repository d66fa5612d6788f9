"""A list of Today that is there only while something stands in it, with its heading."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from typing import Any

from kmss_dpo.ui.kit.fitted_table import FittedTable
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column, PagedTableModel

_FEW = 3
"""How many rows show however little room there is."""


class PassingTable(FittedTable):
    """Hidden, with its `heading`, while it is empty."""

    def __init__(self, name: str, columns: tuple[Column[Any], ...], runner: Runner, lane: Executor) -> None:
        self._shown: Mapping[int, Any] = {}
        self._rows = PagedTableModel(columns, self._those, runner, lane)
        super().__init__(self._rows, name, _FEW)
        self._rows.setParent(self)
        self.heading = label(name, "heading")
        self.show_rows({})

    def show_rows(self, rows: Mapping[int, Any]) -> None:
        """Show these, in their order."""
        self._shown = rows
        self._rows.set_ids(self._shown, self._shown)
        for each in (self, self.heading):
            each.setVisible(bool(rows))

    def shown(self, row: int) -> Any:
        """What stands there by that number."""
        return self._shown[row]

    def _those(self, ids: Sequence[int]) -> list[Any]:
        return [self._shown[each] for each in ids if each in self._shown]
