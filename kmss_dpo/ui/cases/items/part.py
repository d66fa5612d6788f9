"""One list of small records on a case, with the buttons that add, change and remove."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kmss_dpo.domain.items import KeptItem
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.items.spec import Spec
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.short_table import ShortTable
from kmss_dpo.ui.kit.table import PagedTableModel


class WholeTable(ShortTable):
    """As high as all its rows, for a page that scrolls as a whole."""

    def __init__(self, model: PagedTableModel[Any], name: str) -> None:
        super().__init__(model, name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        """Qt: all of it."""
        return QSize(super().sizeHint().width(), self.height_of_rows(self.model().rowCount()))

    def minimumSizeHint(self) -> QSize:
        """Qt: all of it."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


class ItemsPart(QWidget):
    """Its signals are wishes: to add one, to change one, to remove one; the last two carry the record."""

    add_requested = Signal()
    change_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(
        self,
        spec: Spec[Any],
        session: Session,
        runner: Runner,
        more: Sequence[QWidget] = (),
        on_chosen: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self.spec = spec
        self._rows: dict[int, KeptItem[Any]] = {}
        self._serves = True
        self.model = PagedTableModel(spec.columns, self._known, runner, session.reading, parent=self)
        self.table = WholeTable(self.model, spec.title)
        self._add = button(f"Add {_a(spec.name)} {spec.name}…")
        self._more = tuple(more)
        self._on_chosen = tuple(on_chosen)
        self._change = button("Change…")
        self._remove = button("Remove…")
        self._empty = EmptyState(spec.icon, spec.empty, more=spec.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(spec.title, "heading"))
        column.addWidget(FlowingRow([self._add, *more, *on_chosen, self._change, self._remove]))
        column.addWidget(self.table)
        column.addWidget(self._empty)
        for each, what in ((self._add, "Add"), (self._change, "Change"), (self._remove, "Remove")):
            each.setAccessibleDescription(f"{what}: {spec.title}")
        self._connect()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show no records, and do not call the list empty: it was not read yet."""
        self._rows = {}
        self.model.set_ids(self._rows, self._rows)
        for each in (self.table, self._empty, self._change, self._remove, *self._on_chosen):
            each.hide()

    def show_items(self, items: Sequence[KeptItem[Any]]) -> None:
        """Show these records."""
        self._rows = {each.id: each for each in items}
        self.model.set_ids(self._rows, self._rows)
        self.table.setVisible(bool(items))
        self._empty.setVisible(not items)
        for each in (self._change, self._remove):
            each.setVisible(bool(items))
        for step in self._on_chosen:
            step.setVisible(bool(items) and self._serves)
        if items and self.table.chosen() is None:
            self.table.choose(items[0].id)

    def chosen(self) -> KeptItem[Any] | None:
        """The record that the list stands at."""
        return self._rows.get(self.table.chosen() or 0)

    def serve(self, *, on_chosen: bool) -> None:
        """Whether what can be done with a chosen record beside changing it makes sense on this case."""
        self._serves = on_chosen

    def allow(self, *, changes: bool) -> None:
        """Whether anything can be changed: not on a case that is voided."""
        for each in (self._add, *self._more, *self._on_chosen, self._change, self._remove):
            each.setEnabled(changes)

    def _known(self, ids: Sequence[int]) -> list[KeptItem[Any]]:
        rows = self._rows
        return [rows[each] for each in ids if each in rows]

    def _connect(self) -> None:
        self._add.clicked.connect(self.add_requested)
        self._change.clicked.connect(lambda: self._wish(self.change_requested))
        self._remove.clicked.connect(lambda: self._wish(self.remove_requested))
        self.table.open_requested.connect(lambda item: self.change_requested.emit(self._rows[item]))

    def _wish(self, signal: Any) -> None:
        if row := self.chosen():
            signal.emit(row)


def _a(name: str) -> str:
    return "an" if name[0] in "aeiou" else "a"
