"""A list behind the page of retention, with a way back and all that a line has to say."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.panel import Panel, Scrolling
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.kit.table_view import TableView

R = TypeVar("R")
_TITLE_WIDE = 36
"""How many characters of plain text the title wants beside the buttons."""
_LEAST_LINES = 12


@dataclass(frozen=True)
class Line(Generic[R]):
    """Something listed, by its place."""

    id: int
    of: R


class Listed(QWidget, Generic[R]):
    """A page with a title, a way back, a table and what a table has no room for below it."""

    NOTHING = ""
    NOTHING_MORE = ""
    back_requested = Signal()
    export_requested = Signal()

    def __init__(
        self,
        title: str,
        sentence: str,
        columns: Sequence[Column[Line[R]]],
        runner: Runner,
        lane: Executor,
    ) -> None:
        super().__init__()
        self._lines: Mapping[int, Line[R]] = {}
        self._model = PagedTableModel(columns, self._those, runner, lane, parent=self)
        self.table = TableView(self._model, title)
        self._none = EmptyState("archive", self.NOTHING, more=self.NOTHING_MORE)
        self._more = Panel()
        self._words = label("", wrap=True)
        self._more.column.addWidget(self._words)
        self._back, self._export = button("Back to the list"), button("Export…")
        self._further = self.further_buttons()
        self._lay_out(title, sentence)
        self.table.current_changed.connect(self._show_more)

    def show_lines(self, listed: Iterable[R]) -> None:
        """Show these, or the sentence `NOTHING` where there are none."""
        self._lines = {at: Line(at, each) for at, each in enumerate(listed)}
        self._model.set_ids(self._lines)
        self._none.setVisible(not self._lines)
        for each in (self.table, self._more):
            each.setVisible(bool(self._lines))
        for control in (*self._further, self._export):
            control.setEnabled(bool(self._lines))
        self.table.choose(0)

    def more(self, one: R) -> str:
        """What is said below the table of the current line."""
        raise NotImplementedError

    def further_buttons(self) -> Sequence[QWidget]:
        """What else can be done with what is listed."""
        return ()

    def _those(self, ids: Sequence[int]) -> list[Line[R]]:
        return [self._lines[each] for each in ids if each in self._lines]

    def _show_more(self, line: int | None) -> None:
        self._words.setText(self.more(self._lines[line].of) if line is not None else "")

    def _lay_out(self, title: str, sentence: str) -> None:
        dress(self._back, "chevron-left")
        dress(self._export, "download")
        self._back.clicked.connect(self.back_requested)
        self._export.clicked.connect(self.export_requested)
        self.table.keep_lines(_LEAST_LINES)
        page = Scrolling(title)
        column = page.column
        buttons = (*self._further, self._export, self._back)
        column.addWidget(FlowingRow(buttons, label(title, "title"), _TITLE_WIDE))
        column.addWidget(label(sentence, "quiet", wrap=True))
        column.addWidget(self._none, 1)
        column.addWidget(self.table, 1)
        column.addWidget(self._more)
        for each in (self._none, self.table, self._more):
            each.hide()  # until it is read
        for control in (*self._further, self._export):
            control.setEnabled(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
