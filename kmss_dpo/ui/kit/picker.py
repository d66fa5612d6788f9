"""Finding one record by a few letters and choosing it, inside a form."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kmss_dpo.ui.kit.cells import CardDelegate
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import SECOND_ROLE

_ID_ROLE = Qt.ItemDataRole.UserRole
_SHOWN_ROWS = 4


@dataclass(frozen=True)
class Pick:
    """A record that can be chosen."""

    id: int
    title: str
    line: str


class Picker(QWidget):
    """A field and the few records that match it; `picked` carries an id, or None while nothing is chosen."""

    picked = Signal(object)

    def __init__(
        self, runner: Runner, lane: Executor, find: Callable[[str], Sequence[Pick]], hint: str, nothing: str
    ) -> None:
        super().__init__()
        self._find = find
        self._offers = False
        self._wanted: int | None = None
        self._asking = Newest(runner, lane, self)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(hint)
        self.edit.setAccessibleName(hint)
        self.list = QListWidget()
        self.list.setAccessibleName("What matches")
        self.list.setItemDelegate(CardDelegate(self.list))
        self.list.setProperty("role", "boxed")
        self._nothing = label(nothing, "quiet", wrap=True)
        self._nothing.hide()
        self.list.hide()
        self.setFocusProxy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for each in (self.edit, self.list, self._nothing):
            column.addWidget(each)
        self.edit.textChanged.connect(self._search)
        self.edit.installEventFilter(self)
        self.list.currentItemChanged.connect(self._tell)

    def chosen(self) -> int | None:
        """The id of the chosen record."""
        item = self.list.currentItem() if self.list.count() else None
        return int(item.data(_ID_ROLE)) if item is not None else None

    def offer(self) -> None:
        """Ask at once, and whenever nothing is typed: `find` has something to offer then."""
        self._offers = True
        self._search(self.edit.text())

    def put_back(self, typed: str, chosen: int | None) -> None:
        """Look for what was typed before, and choose what was chosen."""
        self._wanted = chosen
        if typed == self.edit.text():
            self._search(typed)
        else:
            self.edit.setText(typed)

    def _search(self, typed: str) -> None:
        wanted = typed.strip()
        if wanted or self._offers:
            self._asking.ask(lambda: self._find(wanted), self._show)
        else:
            self._asking.forget()
            self._show(())

    def _show(self, picks: Sequence[Pick]) -> None:
        self.list.clear()
        for pick in picks:
            item = QListWidgetItem(pick.title)
            item.setData(SECOND_ROLE, pick.line)
            item.setData(_ID_ROLE, pick.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{pick.title}, {pick.line}")
            self.list.addItem(item)
        self.list.setVisible(bool(picks))
        self._nothing.setVisible(not picks and bool(self.edit.text().strip()))
        if picks:
            rows = min(len(picks), _SHOWN_ROWS)
            self.list.setFixedHeight(self.list.sizeHintForRow(0) * rows + 4)
        ids = [pick.id for pick in picks]
        wanted, self._wanted = self._wanted, None
        if wanted in ids:
            self.list.setCurrentRow(ids.index(wanted))
        elif len(picks) == 1 and self.edit.text().strip():
            self.list.setCurrentRow(0)

    def _tell(self) -> None:
        self.picked.emit(self.chosen())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: up and down choose while the focus stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.list.count():
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
        return super().eventFilter(watched, event)
