"""A list of Today that is there only while something stands in it, with its heading."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from datetime import date
from typing import Any

from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.today.fitted_table import FittedTable

_FEW = 3
"""How many rows show however little room there is."""


class PassingTable(FittedTable):
    """Hidden, with its `heading`, while it is empty; a kind of list says its `NAME` and its columns."""

    NAME = ""

    def __init__(self, today: Callable[[], date], runner: Runner, lane: Executor) -> None:
        self._today = today
        self._shown: Mapping[int, Any] = {}
        self._rows = PagedTableModel(self._columns(), self._those, runner, lane)
        super().__init__(self._rows, self.NAME, _FEW)
        self._rows.setParent(self)
        self.heading = label(self.NAME, "heading")
        self.show_rows({})

    def show_rows(self, rows: Mapping[int, Any]) -> None:
        """Show these, in their order."""
        self._shown = rows
        self._rows.set_ids(self._shown, self._shown)
        for each in (self, self.heading):
            each.setVisible(bool(rows))

    def _those(self, ids: Sequence[int]) -> list[Any]:
        return [self._shown[each] for each in ids if each in self._shown]

    def _columns(self) -> tuple[Column[Any], ...]:
        raise NotImplementedError
