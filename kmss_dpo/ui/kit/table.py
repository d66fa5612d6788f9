"""The table model behind every list: ids in display order, rows fetched in blocks as they are painted."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from kmss_dpo.ui.kit.chips import Chip, spoken
from kmss_dpo.ui.kit.labels import tip
from kmss_dpo.ui.kit.runner import Runner

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

BLOCK = 100
BLOCKS_KEPT = 40
_IN_SIGHT = 2
"""Blocks that a view shows parts of at most: none is a hundred rows high."""
SECOND_ROLE = Qt.ItemDataRole.UserRole + 1
CHIP_ROLE = Qt.ItemDataRole.UserRole + 2
STRONG_ROLE = Qt.ItemDataRole.UserRole + 3
ACTION_ROLE = Qt.ItemDataRole.UserRole + 4
ID_ROLE = Qt.ItemDataRole.UserRole + 5
_TICK_ROLE, _TEXT_ROLE = Qt.ItemDataRole.CheckStateRole, Qt.ItemDataRole.DisplayRole
_TIP_ROLE = Qt.ItemDataRole.ToolTipRole
_SPOKEN = frozenset({Qt.ItemDataRole.AccessibleTextRole, _TIP_ROLE})
_SAID = _SPOKEN | {_TEXT_ROLE, SECOND_ROLE, CHIP_ROLE, STRONG_ROLE, ACTION_ROLE}
"""Named once: a cell is asked for a dozen roles, and to look one up in Qt takes as long as to answer."""
LOADING = "…"


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: how a row becomes words; `second` is a grey second line, `sort` a key to sort by.

    `weight` shares out the width; 0 means as wide as the words in `sample` or the title need. A `whole`
    column grows to its words instead of shortening them. Where the columns are wider than the view, which
    then scrolls sideways, an `early` one stands near the front. One that is not `usual` is hidden until the
    officer shows it.
    """

    title: str
    text: Callable[[R], str] = lambda _row: ""
    second: Callable[[R], str] | None = None
    chip: Callable[[R], Chip | None] | None = None
    action: Callable[[R], str] | None = None
    strong: bool = False
    right: bool = False
    sort: str = ""
    weight: int = 1
    sample: str = ""
    whole: bool = False
    early: bool = False
    usual: bool = True

    def shown(self, row: R) -> str:
        """What a cell says to the eye, in one line: the words of its chip and its lines."""
        chip = self.chip(row) if self.chip else None
        parts = (chip.words if chip else "", self.text(row), self.second(row) if self.second else "")
        return " · ".join(part for part in parts if part)


def line_of(columns: Sequence[Column[R]]) -> Callable[[R], list[str]]:
    """How a row is said in these columns, cell by cell."""
    return lambda row: [column.shown(row) for column in columns]


class PagedTableModel(QAbstractTableModel, Generic[R]):
    """Rows by id. `fetch` is called on the lane with up to 100 ids and answers rows in any order."""

    checked_changed = Signal()

    def __init__(  # noqa: PLR0913 what a list needs is named once, where it is made
        self,
        columns: Sequence[Column[R]],
        fetch: Callable[[Sequence[int]], Iterable[R]],
        runner: Runner,
        lane: Executor,
        *,
        row_id: Callable[[R], int] = attrgetter("id"),
        checkable: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.checkable = checkable
        self._fetch = fetch
        self._runner = runner
        self._lane = lane
        self._row_id = row_id
        self._ids = array("q")
        self._blocks: OrderedDict[int, dict[int, R]] = OrderedDict()
        self._wanted: list[int] = []
        self._asking = False
        self._turn = 0
        self._checked: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)

    def set_ids(self, ids: Iterable[int], at_hand: Mapping[int, R] | None = None) -> None:
        """Show these records in this order; they are fetched anew unless all of them are `at_hand`.

        Where they are the ones already shown, what is seen stays until the new rows are there.
        """
        self.beginResetModel()
        before, self._ids = self._ids, array("q", ids)
        seen = [] if at_hand or self._ids != before else list(self._blocks.items())[-_IN_SIGHT:]
        self._forget(seen)
        self._blocks.update(_in_blocks(self._ids, at_hand) if at_hand else {})
        self._checked &= set(self._ids) if self._checked else set()
        self.endResetModel()

    def id_at(self, row: int) -> int:
        """The id of the record in a row."""
        return self._ids[row]

    def ids_in(self, first: int, last: int) -> Sequence[int]:
        """The ids of the records from row to row, both included."""
        return self._ids[first : last + 1]

    def row_of(self, wanted: int) -> int | None:
        """The row of a record, or None where the list does not hold it."""
        try:
            return self._ids.index(wanted)
        except ValueError:
            return None

    def row_at(self, row: int) -> R | None:
        """The record in a row if it has been fetched; asks for it otherwise."""
        block = self._blocks.get(row // BLOCK)
        if block is None:
            self._want(row // BLOCK)
            return None
        self._blocks.move_to_end(row // BLOCK)
        return block.get(self._ids[row])

    def checked(self) -> list[int]:
        """The ticked records in display order."""
        return [each for each in self._ids if each in self._checked]

    def count_checked(self) -> int:
        """How many are ticked."""
        return len(self._checked)

    def is_checked(self, record: int) -> bool:
        """Whether a record is ticked."""
        return record in self._checked

    def check(self, ids: Iterable[int]) -> None:
        """Tick exactly these records."""
        self._checked = set(ids).intersection(self._ids)
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))
        self.checked_changed.emit()

    def _forget(self, all_but: Iterable[tuple[int, dict[int, R]]] = ()) -> None:
        self._turn += 1
        self._blocks, self._wanted = OrderedDict(all_but), []
        self._asking = False
        for block in self._blocks:
            self._want(block)

    def _want(self, block: int) -> None:
        if block in self._wanted:
            return
        self._wanted.append(block)
        del self._wanted[:-8]
        if not self._asking:
            self._timer.start()

    def _ask(self) -> None:
        if self._asking or not self._wanted:
            return
        block = self._wanted[-1]
        ids = tuple(self._ids[block * BLOCK : (block + 1) * BLOCK])
        turn = self._turn
        self._asking = True
        self._runner.run(
            self,
            self._lane,
            lambda: {self._row_id(row): row for row in self._fetch(ids)},
            lambda rows: self._take(turn, block, rows),
            lambda error: self._give_up(turn, error),
        )

    def _take(self, turn: int, block: int, rows: dict[int, R]) -> None:
        if turn != self._turn:
            return
        self._asking = False
        self._blocks[block] = rows
        while len(self._blocks) > BLOCKS_KEPT:
            self._blocks.popitem(last=False)
        if block in self._wanted:
            self._wanted.remove(block)
        first, last = block * BLOCK, min((block + 1) * BLOCK, len(self._ids)) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        self._ask()

    def _give_up(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._asking = False
            self._wanted.clear()
        self._runner.report(error)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        """Qt: the number of records."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        """Qt: the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt: column titles."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return Qt.AlignmentFlag.AlignVCenter | side
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: what can be done with a cell."""
        flags = super().flags(index)
        if self.checkable and index.isValid() and index.column() == 0:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: what a cell shows."""
        row = index.row()
        if not 0 <= row < len(self._ids):
            return None
        if role == ID_ROLE:
            return self._ids[row]
        if role == _TICK_ROLE:
            return self._check_state(index)
        return _cell(self.columns[index.column()], self.row_at(row), role) if role in _SAID else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Qt: tick or untick a record."""
        if role != Qt.ItemDataRole.CheckStateRole or not self.checkable or index.column() != 0:
            return False
        record = self._ids[index.row()]
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._checked.add(record)
        else:
            self._checked.discard(record)
        self.dataChanged.emit(index, index, [role])
        self.checked_changed.emit()
        return True

    def _check_state(self, index: Index) -> Qt.CheckState | None:
        if not self.checkable or index.column() != 0:
            return None
        ticked = self._ids[index.row()] in self._checked
        return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked


def _in_blocks(ids: Sequence[int], rows: Mapping[int, R]) -> dict[int, dict[int, R]]:
    firsts = range(0, len(ids), BLOCK)
    return {first // BLOCK: {each: rows[each] for each in ids[first : first + BLOCK]} for first in firsts}


def _cell(column: Column[R], row: R | None, role: int) -> Any:
    """What a column shows of a row in a role; a row that is not there yet shows an ellipsis."""
    if row is None:
        return LOADING if role == _TEXT_ROLE else None
    if role == _TEXT_ROLE:
        return column.text(row)
    if role in _SPOKEN:
        words = _words(column, row)
        return tip(words) if role == _TIP_ROLE else words
    if role == STRONG_ROLE:
        return column.strong
    part = {SECOND_ROLE: column.second, CHIP_ROLE: column.chip, ACTION_ROLE: column.action}.get(role)
    return part(row) if part else None


def _words(column: Column[R], row: R) -> str:
    chip = column.chip(row) if column.chip else None
    parts = (
        spoken(chip) if chip else "",
        column.text(row),
        column.second(row) if column.second else "",
        column.action(row) if column.action else "",
    )
    return ", ".join(part for part in parts if part)
