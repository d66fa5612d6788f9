"""The bin: what was deleted, until when it can be put back, and what is past its day."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from kmss_dpo.domain.bin import KIND_NAMES, Binned
from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.disposal import Disposed
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.retention_words import say_date
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.chips import Chip, Look
from kmss_dpo.ui.kit.confirm import Decision, ask
from kmss_dpo.ui.kit.counted_title import CountedTitle
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.long_work import LongWork
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sort_button import SortButton
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.kit.table_view import TableView
from kmss_dpo.ui.retention.form_state import erased_from_bin

DECIDE = "Decide ▾"
_ACTIONS = 3
_TITLE_WIDE = 36
_LEAST_LINES = 12
_SENTENCE = (
    "What was deleted is whole here until its day and can be put back. Nothing is erased by itself: what is "
    "past its day waits for you. No search finds what lies here."
)


class BinList(QWidget):
    """`open_requested` carries the case that something was on."""

    back_requested = Signal()
    open_requested = Signal(object, int)

    def __init__(self, session: Session, runner: Runner, files: Executor) -> None:
        super().__init__()
        self._session = session
        self._runner = runner
        self._asking = Newest(runner, session.reading, self)
        self._due: Sequence[Binned] = ()
        self.model = PagedTableModel(
            _columns(session.day), session.bin.rows, runner, session.reading, parent=self
        )
        self.table = TableView(self.model, "Bin")
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sort = SortButton({column.sort: column.title for column in self.model.columns if column.sort})
        self.empty = button("Empty what is past its day…")
        self.notice = Notice()
        self.progress = Progress()
        self._work = LongWork(runner, files, self.progress)
        self._title = CountedTitle("Bin")
        self._none = EmptyState(
            "trash-2",
            "The bin is empty.",
            more="What you delete comes here, and can be put back until its day. Copies of identity papers "
            "are erased at once.",
        )
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Ask for the list anew."""
        kept, today, (sort, down) = self._session.bin, self._session.day(), self._sorted
        self._asking.ask(lambda: (kept.ids(sort=sort, descending=down), kept.due(today)), self._show)

    def menu_of(self, entry: int) -> QMenu | None:
        """What can be decided about one entry; None while it has not been read."""
        row = self.model.row_of(entry)
        one = None if row is None else self.model.row_at(row)
        if one is None:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Put back", partial(self.put_back, one))
        if one.case is not None:
            menu.addAction("Open the case", partial(self.open_requested.emit, Kind.CASE, int(one.case)))
        menu.addAction("Erase now…", partial(self.ask_to_erase, [one], early=True)).setEnabled(
            not one.held_by
        )
        return menu

    def put_back(self, one: Binned) -> None:
        """Put it back where it was; one that is gone meanwhile is told as that."""
        put_back, words = self._session.bin.put_back, f"{KIND_NAMES[one.kind]} put back: {one.name}"

        def failed(error: Exception) -> None:
            self._runner.report(error)
            self.refresh()

        self._runner.run(
            self,
            self._session.writing,
            lambda: put_back([one.id]),
            lambda _: self.notice.say(words),
            failed,
        )

    def ask_to_erase(self, chosen: Sequence[Binned], *, early: bool = False) -> Decision | None:
        """Ask whether these shall go for good; None while others are being erased."""
        if self._work.running() or not chosen:
            return None
        count = say_count(len(chosen), "record")
        words = (
            f"{chosen[0].name} goes for good" if early else f"{count} past the day they were kept until go"
        )
        return ask(
            self,
            f"Erase {count}?",
            f"{words}, from the register, its history and the kept backups. This cannot be undone.",
            f"Erase {count}",
            lambda: self._erase(chosen, early=early),
            danger=True,
        )

    def _erase(self, chosen: Sequence[Binned], *, early: bool) -> None:
        self.empty.setEnabled(False)
        self._work.run(
            f"Erasing {say_count(len(chosen), 'record')}, then reaching the kept backups",
            lambda proceed: self._session.bin.erase(chosen, proceed, early=early),
            lambda done: self._erased(done, len(chosen)),
            self._failed,
        )

    def _erased(self, done: Disposed, chosen: int) -> None:
        whole = done.erased == chosen and not done.backups_left and done.log_emptied
        self.notice.say(erased_from_bin(done, chosen), Tone.TOLD if whole else Tone.WARNING)
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._runner.report(error)
        self.refresh()

    def _show(self, read: tuple[Sequence[int], Sequence[Binned]]) -> None:
        ids, self._due = read
        self.model.set_ids(ids)
        self._title.show_count(f"{len(ids):,}")
        self._none.setVisible(not ids)
        self.table.setVisible(bool(ids))
        self.sort.setEnabled(bool(ids))
        free = [each for each in self._due if not each.held_by]
        self.empty.setEnabled(bool(free) and not self._work.running())
        if ids and self.table.chosen() is None:
            self.table.choose(ids[0])

    def _pop_up(self, entry: int) -> None:
        row, menu = self.model.row_of(entry), self.menu_of(entry)
        if row is not None and menu is not None:
            cell = self.table.visualRect(self.model.index(row, _ACTIONS))
            menu.popup(self.table.viewport().mapToGlobal(cell.bottomLeft()))

    def _menu_at(self, place: QPoint) -> None:
        """The same menu by the menu key or the right button."""
        index = self.table.indexAt(place)
        entry = self.model.id_at(index.row()) if index.isValid() else self.table.chosen()
        if entry is not None:
            self._pop_up(entry)

    def _sort(self, sort: str, descending: bool) -> None:  # noqa: FBT001 - the signal's shape
        self._show_sort(sort, descending=descending)
        self.refresh()

    def _show_sort(self, sort: str, *, descending: bool) -> None:
        self._sorted = (sort, descending)
        self.sort.show_sort(sort, descending=descending)
        self.table.show_sort(sort, descending=descending)

    def _lay_out(self) -> None:
        back = button("Back to the list")
        dress(back, "chevron-left")
        back.clicked.connect(self.back_requested)
        self.table.keep_lines(_LEAST_LINES)
        page = Scrolling("Bin")
        column = page.column
        column.addWidget(FlowingRow((self.sort, self.empty, back), self._title, _TITLE_WIDE))
        column.addWidget(label(_SENTENCE, "quiet", wrap=True))
        column.addWidget(self.notice)
        column.addWidget(self.progress)
        column.addWidget(self._none, 1)
        column.addWidget(self.table, 1)
        for each in (self._none, self.table):
            each.hide()  # until it is read
        self.empty.setEnabled(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self._show_sort("until", descending=False)

    def _connect(self) -> None:
        self.sort.sort_requested.connect(self._sort)
        self.table.sort_requested.connect(self._sort)
        self.table.action_requested.connect(self._pop_up)
        self.table.open_requested.connect(self._pop_up)
        self.table.customContextMenuRequested.connect(self._menu_at)
        self.empty.clicked.connect(
            lambda: self.ask_to_erase([each for each in self._due if not each.held_by])
        )


def _columns(today: Callable[[], date]) -> tuple[Column[Binned], ...]:
    return (
        Column(
            "Deleted record",
            text=lambda one: f"{KIND_NAMES[one.kind]} · {one.name}",
            second=lambda one: " · ".join(part for part in (one.reference, one.why) if part),
            strong=True,
            sort="kind",
            weight=5,
            sample="Document · passport.pdf",
            whole=True,
        ),
        Column(
            "Deleted",
            text=lambda one: say_date(one.deleted_on),
            second=lambda one: one.deleted_by,
            sort="deleted",
            weight=0,
            sample="28 Nov 2026",
            whole=True,
        ),
        Column(
            "Can be put back",
            chip=lambda one: until_chip(one, today()),
            second=lambda one: second_words(one, today()),
            sort="until",
            weight=2,
            sample="M Until 28 Nov 2026",
            whole=True,
        ),
        Column("", action=lambda _one: DECIDE, weight=0, sample="Decide ▾", early=True),
    )


def until_chip(one: Binned, today: date) -> Chip:
    """Until when it can be put back, that its day has come, or that it is on hold by then."""
    if not one.is_due(today):
        return Chip(f"Until {say_date(one.until)}")
    if one.held_by:
        return Chip("On hold", Look.WAITING)
    return Chip("Past its day", Look.SOON)


def second_words(one: Binned, today: date) -> str:
    """What holds it, or since when it is past its day."""
    return "; ".join(one.held_by) or (f"Since {say_date(one.until)}" if one.is_due(today) else "")
