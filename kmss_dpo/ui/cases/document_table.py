"""The list of a case's documents: several can be chosen, and stay chosen when the list is read anew."""

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView

from kmss_dpo.domain.correspondence import DocumentRow, Mark
from kmss_dpo.session import Session
from kmss_dpo.support.clock import london_day
from kmss_dpo.ui.cases.form_state.documents import MARK_WORDS, about
from kmss_dpo.ui.kit.chips import Chip, Look
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.short_table import ShortTable
from kmss_dpo.ui.kit.table import Column, PagedTableModel

_ROWS = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class DocumentTable(ShortTable):
    """`chosen_changed` says that other documents are chosen; `menu_requested` carries a place in the list."""

    chosen_changed = Signal()
    menu_requested = Signal(QPoint)

    def __init__(self, session: Session, runner: Runner) -> None:
        self._documents: dict[int, DocumentRow] = {}
        self.model_of_rows = PagedTableModel(_columns(), self._known, runner, session.reading)
        super().__init__(self.model_of_rows, "Documents")
        self.model_of_rows.setParent(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.selectionModel().selectionChanged.connect(lambda _now, _before: self.chosen_changed.emit())
        self.customContextMenuRequested.connect(self.menu_requested)

    def show_documents(self, rows: Iterable[DocumentRow]) -> None:
        """List these; what was chosen stays so as far as it is there, else the first is."""
        before = {row.id for row in self.chosen_documents()}
        self._documents = {row.id: row for row in rows}
        self.model_of_rows.set_ids(self._documents, self._documents)
        kept = before & self._documents.keys()
        if len(kept) > 1:
            self._choose_all(kept)
        elif self._documents and self.chosen() is None:
            self.choose(next(iter(self._documents)))
        self.chosen_changed.emit()

    def chosen_documents(self) -> list[DocumentRow]:
        """What is chosen, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._documents[self.model_of_rows.id_at(row)] for row in rows]

    def current_document(self) -> DocumentRow | None:
        """The one that the list stands at."""
        return self._documents.get(self.chosen() or 0)

    def _choose_all(self, documents: Collection[int]) -> None:
        selection = QItemSelection()
        for row in range(self.model_of_rows.rowCount()):
            if self.model_of_rows.id_at(row) in documents:
                index = self.model_of_rows.index(row, 0)
                selection.select(index, index)
        self.selectionModel().select(selection, _ROWS)

    def _known(self, ids: Sequence[int]) -> list[DocumentRow]:
        rows = self._documents
        return [rows[each] for each in ids if each in rows]


def _columns() -> list[Column[DocumentRow]]:
    return [
        Column(
            "Document", text=lambda row: row.name, second=_second, sample="a copy of the identity paper.pdf"
        ),
        Column("Mark", chip=_chip, weight=0, sample="MM For disclosure"),
    ]


def _second(row: DocumentRow) -> str:
    return f"{write_day(london_day(row.added_at))} · {about(row)}"


def _chip(row: DocumentRow) -> Chip | None:
    if row.mark is Mark.NONE:
        return None
    return Chip(MARK_WORDS[row.mark], Look.NEUTRAL if row.mark is Mark.INTERNAL else Look.KIND)
