"""The documents of a case: the list, what can be done with the chosen ones, and the one it stands at."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from kmss_dpo.domain.correspondence import DocumentRow, Mark
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.document_glance import DocumentGlance
from kmss_dpo.ui.cases.document_table import DocumentTable
from kmss_dpo.ui.cases.form_state.documents import MARK_WORDS, Listed
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.flow import Flow
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.runner import Runner


class Documents(QWidget):
    """Look with Enter or the button; adding, marking, erasing and saving copies are wishes.

    `mark_requested` carries the chosen documents by id, each with its version, and the mark.
    """

    look_requested = Signal(object)
    save_requested = Signal(object)
    add_requested = Signal()
    mark_requested = Signal(object, object)
    erase_requested = Signal(object)

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__()
        self._session = session
        self._runner = runner
        self._rows: list[DocumentRow] = []
        self._listed = Listed()
        self._to_choose: int | None = None
        self._unread: CaseId | None = None
        self.table = DocumentTable(session, runner)
        self._list = QStackedWidget()
        self.glance = DocumentGlance(session, runner, self._list)
        self._add, self._look = button("Add document…"), button("Look")
        self.mark_button, self.more_button, self.filter_button = button(""), button("More ▾"), button("")
        self._none = EmptyState(
            "paperclip", "No documents yet.", more="Files added here are kept inside the encrypted register."
        )
        self._none_such = EmptyState("funnel", "No document has this mark.", "Show all documents")
        self._lay_out()
        self._connect()
        self.list_only(None)

    def show_case(self, case: CaseId) -> None:
        """Show the documents of a case; they are read when they come into sight."""
        self._unread = case
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        case, self._unread = self._unread, None
        if case is not None:
            documents = self._session.casework.documents
            self._runner.run(self, self._session.reading, lambda: list(documents(case)), self._take)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: it came into sight."""
        super().showEvent(event)
        self._read()

    def choose(self, document: int) -> None:
        """Choose a document, at once or when the list has it."""
        if not self.table.choose(document):
            self._to_choose = document

    def list_only(self, mark: Mark | None) -> None:
        """List the documents with one mark, or all for None."""
        self._listed = Listed(mark)
        self.filter_button.setText(f"{self._listed.words()} ▾")
        self.filter_button.setAccessibleName(f"Show: {self._listed.words()}")
        self._show()

    def _take(self, rows: list[DocumentRow]) -> None:
        self._rows = rows
        self._show()

    def _show(self) -> None:
        shown = self._listed.of(self._rows)
        self.table.show_documents(shown)
        self._list.setCurrentWidget(self.table if shown else self._none_such if self._rows else self._none)
        to_choose, self._to_choose = self._to_choose, None
        if to_choose is not None and not self.table.choose(to_choose):
            self._to_choose = to_choose

    def _offer(self) -> None:
        """Offer what can be done with the chosen ones, and read the one that the list stands at."""
        count = len(self.table.chosen_documents())
        self._look.setEnabled(count > 0)
        self.mark_button.setEnabled(count > 0)
        self.mark_button.setText(f"Mark {count} as ▾" if count > 1 else "Mark as ▾")
        self.more_button.setEnabled(count == 1)
        self.glance.follow(self.table.current_document())

    def _lay_out(self) -> None:
        for page in (self._none, self._none_such, self.table):
            self._list.addWidget(page)
        for opens, fill in (
            (self.mark_button, self._fill_marks),
            (self.more_button, self._fill_more),
            (self.filter_button, self._fill_filter),
        ):
            opens.setMenu(QMenu(self))
            opens.menu().aboutToShow.connect(partial(fill, opens.menu()))
        self.filter_button.setAccessibleDescription("Which documents the list shows")
        bar = QWidget()
        line = Flow(bar)
        for each in (self._add, self._look, self.mark_button, self.more_button, self.filter_button):
            line.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 12, 0)
        column.setSpacing(8)
        column.addWidget(bar)
        column.addWidget(self.glance, 1)

    def _connect(self) -> None:
        self.table.open_requested.connect(lambda _id: self._with_current(self.look_requested.emit))
        self.table.chosen_changed.connect(self._offer)
        self.table.current_changed.connect(lambda _id: self._offer())
        self.table.menu_requested.connect(self._menu_at)
        self._look.clicked.connect(lambda: self._with_current(self.look_requested.emit))
        self._add.clicked.connect(self.add_requested)
        self._none_such.step_requested.connect(partial(self.list_only, None))
        self.glance.attachment_requested.connect(self.look_requested)

    def _with_current(self, wish: Callable[[DocumentRow], None]) -> None:
        if row := self.table.current_document():
            wish(row)

    def _fill_marks(self, menu: QMenu) -> None:
        """Each mark; the one that all chosen documents have is ticked."""
        menu.clear()
        chosen = self.table.chosen_documents()
        for mark, words in MARK_WORDS.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(all(row.mark is mark for row in chosen))
            action.triggered.connect(partial(self._mark, mark))

    def _mark(self, mark: Mark) -> None:
        chosen = {row.id: row.version for row in self.table.chosen_documents() if row.mark is not mark}
        if chosen:
            self.mark_requested.emit(chosen, mark)

    def _fill_more(self, menu: QMenu) -> None:
        menu.clear()
        self._add_more(menu)

    def _add_more(self, menu: QMenu) -> None:
        """What is done with one document only."""
        menu.addAction("Save a copy…", partial(self._with_current, self.save_requested.emit))
        menu.addAction("Delete…", partial(self._with_current, self.erase_requested.emit))

    def _fill_filter(self, menu: QMenu) -> None:
        menu.clear()
        group = QActionGroup(menu)
        for mark in (None, *MARK_WORDS):
            listed = Listed(mark)
            action = menu.addAction(f"{listed.words()} ({len(listed.of(self._rows))})")
            action.setCheckable(True)
            action.setChecked(self._listed == listed)
            action.triggered.connect(partial(self.list_only, mark))
            group.addAction(action)

    def _menu_at(self, place: QPoint) -> None:
        """The same at the mouse or by the menu key."""
        count = len(self.table.chosen_documents())
        if not count:
            return
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_marks(menu.addMenu(self.mark_button.text().removesuffix(" ▾")))
        if count == 1:
            self._add_more(menu)
        menu.popup(self.table.viewport().mapToGlobal(place))
