"""The audit trail: a table of every entry, what the chosen one changed, and whether all of it holds."""

from collections.abc import Sequence
from concurrent.futures import Executor

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.soundness import RegisterHealth
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.column_choice import ColumnChoice
from kmss_dpo.ui.kit.counted_title import CountedTitle
from kmss_dpo.ui.kit.exporting import Export
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.long_work import LongWork
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.notice import Notice, Toast, Tone
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.pdf_sheet import PdfSheet
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import PagedTableModel
from kmss_dpo.ui.kit.table_view import TableView
from kmss_dpo.ui.kit.verdict import fault_words
from kmss_dpo.ui.trail.change import ChangePanel
from kmss_dpo.ui.trail.figures import FiguresSheet
from kmss_dpo.ui.trail.form_state import count_words
from kmss_dpo.ui.trail.narrowing import Narrowing
from kmss_dpo.ui.trail.table import EXPORTED, columns, exported_line

_TITLE_WIDE = 30
_LEAST_LINES = 14
"""How many lines of plain text the list is high at least; with less room the page scrolls."""
_SENTENCE = (
    "Who read, changed, exported, printed or erased what, and when. Each entry is chained to the one before, "
    "so that a change from outside is noticed. Choose an entry to see what it changed."
)
_CHECKING = "Checking the register against its audit trail"
_GATHER = 400
"""For how many milliseconds what is typed or written gathers before the list is read again."""


class TrailPage(QWidget):
    """`show_requested` asks the window for the record of an entry."""

    show_requested = Signal(object, int)

    def __init__(self, session: Session, runner: Runner, files: Executor) -> None:
        super().__init__()
        self._session = session
        self._runner = runner
        self._files = files
        self._stale = True
        self._oldest_first = False
        self._asking = Newest(runner, session.long_work, self)
        self.model = PagedTableModel(columns(), session.trail.rows, runner, session.reading, parent=self)
        self.table = TableView(self.model, "Audit trail")
        ColumnChoice(self.table, self.model.columns, first_stays=True)
        self.narrowing = Narrowing(session.day)
        self.change = ChangePanel(session, runner)
        self.notice = Notice()
        self.export = Export(session, runner, files, self)
        self.progress = Progress()
        self._checking = LongWork(runner, session.checking, self.progress)
        self._exporting = LongWork(runner, files, self.progress)
        self._title = CountedTitle("Audit trail")
        self._none = label("No entry matches.", "quiet", wrap=True)
        self._check, self._export = button("Check now"), button("Export list…")
        self._paper = button("On paper ▾")
        self.on_paper = QMenu(self._paper)
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER)
        self._toast = Toast(self)
        self._lay_out()
        self._connect()
        self._show_order()

    def first_focus(self) -> None:
        """Go to the list."""
        self.table.setFocus()

    def changes_made(self, changes: Changes) -> None:
        """Whatever was changed is a new entry."""
        del changes
        self._stale = True
        if self.isVisible():
            self._gather.start()

    def resume(self, kept: Unfinished) -> None:
        """Go on with a sheet that was being typed in before a lock."""
        self.compare().typing.resume(kept)

    def refresh(self) -> None:
        """Read which entries there are."""
        self._stale = False
        wanted = self.narrowing.binder.state.wanted(oldest_first=self._oldest_first)
        self._asking.ask(lambda: self._session.trail.ids(wanted), self._show)

    def check(self) -> None:
        """Check the register against its trail."""
        self._rest(resting=True)
        self._checking.run(_CHECKING, self._session.today.health, self._show_health, self._failed)

    def compare(self) -> FiguresSheet:
        """Ask for the figures on a sheet of paper."""
        sheet = FiguresSheet(self, self._session, self._runner, self._files)
        sheet.open()
        return sheet

    def _show(self, ids: Sequence[int]) -> None:
        self.model.set_ids(ids)
        self._title.show_count(f"{len(ids):,}")
        self._none.setVisible(not ids)
        self.table.setVisible(len(ids) > 0)
        if self.table.chosen() is None:
            self.change.show_row(None)

    def _show_chosen(self) -> None:
        index = self.table.currentIndex()
        row = self.model.row_at(index.row()) if index.isValid() else None
        if row is not None:
            self.change.show_row(row)

    def _show_health(self, health: RegisterHealth) -> None:
        self._rest(resting=False)
        if words := fault_words(health):
            self.notice.say(words, Tone.ERROR)
            return
        self.notice.say(
            f"All {count_words(health.audit_entries)} follow from one another, and every record stands as "
            "the trail left it."
        )

    def _failed(self, error: Exception) -> None:
        self._rest(resting=False)
        self._runner.report(error)

    def _rest(self, *, resting: bool) -> None:
        for each in (self._check, self._export):
            each.setDisabled(resting)

    def _sort(self, _key: str, descending: bool) -> None:  # noqa: FBT001 - the signal's shape
        self._oldest_first = not descending
        self._show_order()
        self.refresh()

    def _show_order(self) -> None:
        self.table.show_sort("when", descending=not self._oldest_first)

    def _ask_to_export(self) -> None:
        ids = self.model.ids_in(0, self.model.rowCount() - 1)
        self.export.warn(
            count_words(len(ids)),
            "it is needed",
            lambda: self.export.choose(
                "audit-trail",
                lambda place: self._exporting.run(
                    f"Exporting {count_words(len(ids))}",
                    lambda proceed: self._session.trail.export(ids, EXPORTED, exported_line, proceed),
                    lambda content: self.export.write(place, content),
                ),
            ),
        )

    def _print_end(self) -> None:
        name = "End of the audit trail"
        self._runner.run(
            self,
            self._files,
            self._session.trail.end_on_paper,
            lambda pdf: PdfSheet(self, self._runner, self._files, name, pdf).open(),
        )

    def _refresh_if_visible(self) -> None:
        if self.isVisible():
            self.refresh()

    def _open(self, _entry: int) -> None:
        row = self.model.row_at(self.table.currentIndex().row())
        if row and row.opens:
            self.show_requested.emit(*row.opens)

    def _only(self, record: tuple[Kind, int]) -> None:
        self.narrowing.only(record)
        self.table.setFocus()

    def _lay_out(self) -> None:
        for each, icon in (
            (self._check, "shield-check"),
            (self._export, "download"),
            (self._paper, "printer"),
        ):
            dress(each, icon)
        self.table.keep_lines(_LEAST_LINES)
        page = Scrolling("Audit trail")
        self.on_paper.addAction("Print where the trail ends…", self._print_end)
        self.on_paper.addAction("Check a printed sheet…", self.compare)
        self._paper.setMenu(self.on_paper)
        buttons = (self._check, self._export, self._paper)
        page.column.addWidget(FlowingRow(buttons, self._title, _TITLE_WIDE))
        page.column.addWidget(label(_SENTENCE, "quiet", wrap=True))
        for widget, stretch in ((self.notice, 0), (self.progress, 0), (self.narrowing, 0), (self.table, 1)):
            page.column.addWidget(widget, stretch)
        page.column.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        page.column.addWidget(self.change)
        self._none.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def _connect(self) -> None:
        self._gather.timeout.connect(self._refresh_if_visible)
        self._check.clicked.connect(self.check)
        self._export.clicked.connect(self._ask_to_export)
        self.narrowing.changed.connect(lambda _now: self._gather.start())
        self.table.sort_requested.connect(self._sort)
        self.table.current_changed.connect(lambda _entry: self._show_chosen())
        self.model.dataChanged.connect(self._show_chosen)
        self.table.open_requested.connect(self._open)
        self.change.open_requested.connect(self.show_requested)
        self.change.record_requested.connect(self._only)
        self.export.written.connect(
            lambda: self._toast.say("The list was exported. The file is not encrypted.")
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what was done meanwhile is read now, and what entries can be narrowed to."""
        super().showEvent(event)
        choices = self._session.trail.choices
        self._runner.run(
            self, self._session.long_work, choices, lambda offered: self.narrowing.offer(*offered)
        )
        if self._stale:
            self.refresh()
