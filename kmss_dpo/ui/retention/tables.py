"""The lists behind the page, and the schedule with its rules among them."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kmss_dpo.domain.retention import InForce
from kmss_dpo.domain.retention_words import (
    RULE_NAMES,
    action_words,
    period,
    stock_words,
)
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.flowing import FlowingRow, side_by_side
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.short_table import ShortTable
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.kit.table_view import TableView

R = TypeVar("R")
_TITLE_WIDE = 36
"""How many characters of plain text the title wants beside the buttons."""


@dataclass(frozen=True)
class Line(Generic[R]):
    """Something listed, by its place."""

    id: int
    of: R


class Listed(QWidget, Generic[R]):
    """A page with a title, a way back, a table and what a table has no room for below it."""

    TABLE: type[TableView] = TableView
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
        self.table = self.TABLE(self._model, title)
        self._none = EmptyState("archive", self.NOTHING, more=self.NOTHING_MORE)
        self._more = Panel()
        self._words = label("", wrap=True)
        self._more.column.addWidget(self._words)
        self._lay_out(title, sentence)
        self.table.current_changed.connect(self._show_more)

    def show_lines(self, listed: Iterable[R]) -> None:
        """Show these, or the sentence `NOTHING` where there are none."""
        self._lines = {at: Line(at, each) for at, each in enumerate(listed)}
        self._model.set_ids(self._lines)
        self._none.setVisible(not self._lines)
        self.table.setVisible(bool(self._lines))
        self._more.setVisible(bool(self._lines))
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
        back, export = button("Back to the list"), button("Export…")
        dress(back, "chevron-left")
        dress(export, "download")
        back.clicked.connect(self.back_requested)
        export.clicked.connect(self.export_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        further = self.further_buttons()
        buttons = [side_by_side(*each) for each in (further, (export, back)) if each]
        column.addWidget(FlowingRow(buttons, label(title, "title"), _TITLE_WIDE))
        column.addWidget(label(sentence, "quiet", wrap=True))
        column.addWidget(self._none, 1)
        column.addWidget(self.table, 1)
        column.addWidget(self._more)


class Schedule(Listed[InForce]):
    """The rules in force."""

    TABLE = ShortTable

    def __init__(self, runner: Runner, lane: Executor) -> None:
        columns: tuple[Column[Any], ...] = (
            Column(
                "Records",
                text=lambda line: RULE_NAMES[line.of.rule.code],
                second=lambda line: line.of.rule.covers,
                strong=True,
                weight=5,
                sample="Statistics of requests",
            ),
            Column("Kept", text=lambda line: period(line.of.rule), weight=3, sample="one month after"),
            Column("Then", text=lambda line: action_words(line.of.rule.action), weight=0, sample="Suppress"),
            Column(
                "In this register",
                text=lambda line: stock_words(line.of.stock),
                weight=3,
                sample="None of this",
            ),
            Column("Reason", text=lambda line: line.of.rule.reason, weight=5, sample="The privacy notice"),
        )
        sentence = (
            "How long each class of record is kept, and why. The list of what is due follows these rules."
        )
        super().__init__("Retention schedule", sentence, columns, runner, lane)

    def more(self, one: InForce) -> str:
        """The whole rule."""
        return f"{one.rule.covers}. {one.rule.purpose}. {one.rule.basis}. {one.rule.reason}"
