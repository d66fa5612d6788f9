"""The letters that there are: whether each is worded as it ships or as the officer likes it."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from PySide6.QtCore import Signal

from kmss_dpo.services.wordings import WordingRow
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.short_table import ShortTable
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.settings.form_state import changed_at_words, own_words

_LEAST_LINES = 18
_WORDS = (
    "Open a letter to word it as you like, to add Welsh words, or to go back to what ships. What the law "
    "requires stays in."
)


@dataclass(frozen=True)
class _Line:
    """A line of the list; its id is its place."""

    id: int
    row: WordingRow


class LettersPanel(Panel):
    """`wording_requested` carries the code of the letter whose wording is to be opened."""

    wording_requested = Signal(str)

    def __init__(self, session: Session, runner: Runner, files: Executor) -> None:
        super().__init__("Letters")
        self._session = session
        self._runner = runner
        self._lines: dict[int, _Line] = {}
        self._model = PagedTableModel(_columns(), self._rows, runner, files, parent=self)
        self.table = ShortTable(self._model, "Letters and their wording")
        self.table.keep_lines(_LEAST_LINES)
        self.column.addWidget(label(_WORDS, "quiet", wrap=True))
        self.column.addWidget(self.table)
        self.table.open_requested.connect(self._ask)
        self.table.action_requested.connect(self._ask)

    def load(self) -> None:
        """Read how each letter is worded."""
        self._runner.run(self, self._session.reading, self._session.wordings.rows, self._show)

    def _show(self, rows: Sequence[WordingRow]) -> None:
        self._lines = {number: _Line(number, row) for number, row in enumerate(rows, start=1)}
        self._model.set_ids(self._lines)

    def _rows(self, ids: Sequence[int]) -> list[_Line]:
        return [self._lines[each] for each in ids if each in self._lines]

    def _ask(self, number: int) -> None:
        self.wording_requested.emit(self._lines[number].row.code)


def _columns() -> tuple[Column[_Line], ...]:
    return (
        Column("Letter", text=lambda line: line.row.title, sample="acknowledgementMM"),
        Column(
            "Wording",
            text=lambda line: own_words(line.row),
            second=lambda line: changed_at_words(line.row),
            sample="Your own and Welsh",
        ),
        Column("", action=lambda _line: "Open…", weight=0, sample="Open…"),
    )
