"""The list of what is ready for disposal, with a filter, ticks and the bar that says what will happen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from kmss_dpo.domain.disposal import Parts, Ready, Sort
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.retention import RetentionRule
from kmss_dpo.ui.kit.column_choice import ColumnChoice
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.footed import Footed
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.list_layouts import layouts_of
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.notice import Notice
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sort_button import SortButton
from kmss_dpo.ui.kit.table_view import TableView
from kmss_dpo.ui.retention.choices import Choices
from kmss_dpo.ui.retention.foot import Foot
from kmss_dpo.ui.retention.form_state import Arranged, Listing
from kmss_dpo.ui.retention.head import Head
from kmss_dpo.ui.retention.table import DECISION, ReadyModel, ReadyRow

_FILTER_WIDE = 40
"""How many characters of plain text the filter wants beside the buttons."""
_LEAST_LINES = 12
"""How many lines of plain text the list is high at least; with less room the page scrolls."""
Contents = Callable[[Sequence[CaseId]], Mapping[CaseId, Parts]]


class ReadyList(QWidget):
    """Knows what is ticked; what is done about it is a wish."""

    ticks_changed = Signal()
    keep_requested = Signal(list)
    place_requested = Signal(list)
    open_requested = Signal(int)
    hold_requested = Signal(object)
    export_requested = Signal()

    def __init__(
        self,
        contents: Contents,
        runner: Runner,
        lane: Executor,
        files: Executor,
    ) -> None:
        super().__init__()
        self._contents = contents
        self._listing = Listing()
        self._arranged = Arranged()
        self._arranging = Newest(runner, files, self)
        self.choices = Choices(self.those, self)
        self.model = ReadyModel(self._rows, self.choices.decided, runner, lane, self)
        self.choices.model = self.model
        self.table = TableView(self.model, "Ready for disposal")
        ColumnChoice(self.table, self.model.columns, first_stays=True)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sort = SortButton({column.sort: column.title for column in self.model.columns if column.sort})
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter by person, kind, rule or reference")
        self.filter.setAccessibleName("Filter the list")
        self.filter.setClearButtonEnabled(True)
        self.all = button("Select all")
        self.notice = Notice()
        self.foot = Foot()
        self.head = Head()
        self._none = EmptyState(
            "calendar-check",
            "Nothing has reached the end of its retention period.",
            more="Records appear here on the day their period ends. Nothing is erased by itself.",
        )
        self._no_match = label("No record here matches the filter.", "quiet", wrap=True)
        self._export = button("Export list…")
        self.progress = Progress()
        self._lay_out()
        self._connect()
        self._take(self._arranged)

    def show_ready(self, ready: Sequence[Ready], rules: Mapping[str, RetentionRule]) -> None:
        """Show what is ready now; the filter, the order and the ticks stay."""
        self._arrange(replace(self._listing, ready=tuple(ready), rules=rules))

    def ready(self) -> tuple[Ready, ...]:
        """Everything listed, the filter aside."""
        return self._arranged.listing.ready

    def shown(self) -> list[Ready]:
        """What the filter leaves, in the order shown."""
        return self._arranged.shown

    def those(self, ids: Iterable[int]) -> list[Ready]:
        """Records by their ids."""
        return [self._arranged.by_id[each] for each in ids]

    def going(self) -> list[Ready]:
        """The ticked records that are to be disposed of, with what is decided about each."""
        return self.choices.going()

    def menu_of(self, number: int) -> QMenu:
        """What can be decided about one record."""
        return self.choices.menu_of(self._arranged.by_id[number])

    def _rows(self, ids: Sequence[int]) -> Iterable[ReadyRow]:
        listing, known = self._arranged.listing, self._arranged.by_id
        wanted = [known[each] for each in ids if each in known]
        held = self._contents([each.case for each in wanted if each.sort is Sort.CASE])
        return [ReadyRow(each, listing.rule_of(each), held.get(each.case, Parts())) for each in wanted]

    def _arrange(self, listing: Listing) -> None:
        """Filter and sort beside the window, which then shows it."""
        self._listing = listing
        self._arranging.ask(listing.arranged, self._take)

    def _take(self, arranged: Arranged) -> None:
        self._arranged = arranged
        for order in (self.sort, self.table):
            order.show_sort(arranged.listing.sort, descending=arranged.listing.descending)
        self.model.show(arranged)
        self.head.show_count(len(arranged.listing.ready))
        shown, empty = arranged.shown, not arranged.listing.ready
        self._none.setVisible(empty)
        for each in (self.filter, self.all, self.sort, self._export):
            each.setVisible(not empty)
        self._footed.show_foot(not empty)
        self.table.setVisible(bool(shown))
        self._no_match.setVisible(not empty and not shown)
        self._show_ticks()

    def _show_ticks(self) -> None:
        count, free = self.model.count_checked(), len(self._arranged.free)
        self.all.setText("Select none" if count and count == free else "Select all")
        self.all.setEnabled(bool(free))
        self.table.viewport().update()
        self.ticks_changed.emit()

    def _tick_all(self) -> None:
        every = self.model.count_checked() == len(self._arranged.free)
        self.model.check(() if every else self._arranged.free)

    def _sort(self, sort: str, descending: bool) -> None:  # noqa: FBT001 - the signal's shape
        layouts = layouts_of(self)
        if layouts:
            layouts.put(self.table.accessibleName(), sort=sort, descending=descending)
        self._arrange(replace(self._listing, sort=sort, descending=descending))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the order of the last time."""
        super().showEvent(event)
        layouts = layouts_of(self)
        kept = layouts.of(self.table.accessibleName()) if layouts else {}
        sort, descending = kept.get("sort"), kept.get("descending") is True
        listing = self._listing
        if sort in {column.sort for column in self.model.columns} and (sort, descending) != (
            listing.sort,
            listing.descending,
        ):
            self._arrange(replace(listing, sort=sort, descending=descending))

    def _open(self, number: int) -> None:
        """Open the case that a record is, or is kept on."""
        if case := self._arranged.by_id[number].case:
            self.open_requested.emit(case)

    def _type(self, text: str) -> None:
        self._arrange(replace(self._listing, text=text))

    def _decide(self, number: int) -> None:
        row = self.model.row_of(number)
        if row is not None:
            cell = self.table.visualRect(self.model.index(row, DECISION))
            self.menu_of(number).popup(self.table.viewport().mapToGlobal(cell.bottomLeft()))

    def _menu_at(self, place: QPoint) -> None:
        """The same menu by the menu key or the right button."""
        index = self.table.indexAt(place)
        number = self.model.id_at(index.row()) if index.isValid() else self.table.chosen()
        if number is not None:
            self._decide(number)

    def _lay_out(self) -> None:
        dress(self._export, "download")
        self.table.keep_lines(_LEAST_LINES)
        self.filter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        page = Scrolling("Ready for disposal")
        page.column.addWidget(self.head)
        page.column.addWidget(self.notice)
        page.column.addWidget(self.progress)
        page.column.addWidget(FlowingRow((self.all, self.sort, self._export), self.filter, _FILTER_WIDE))
        page.column.addWidget(self._no_match, 1, Qt.AlignmentFlag.AlignTop)
        page.column.addWidget(self._none, 1)
        page.column.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._footed = Footed(page, self.foot)
        column.addWidget(self._footed)

    def _connect(self) -> None:
        self.model.checked_changed.connect(self._show_ticks)
        for order in (self.sort, self.table):
            order.sort_requested.connect(self._sort)
        self.table.open_requested.connect(self._open)
        self.table.action_requested.connect(self._decide)
        self.table.customContextMenuRequested.connect(self._menu_at)
        self.filter.textChanged.connect(self._type)
        self.all.clicked.connect(self._tick_all)
        self.foot.keep_requested.connect(lambda: self.keep_requested.emit(self.model.checked()))
        self.foot.hold_requested.connect(lambda: self.place_requested.emit(self.model.checked()))
        self.foot.choices_wanted.connect(lambda: self.foot.offer(self.choices.for_all()))
        self.foot.decided.connect(self.choices.decide_for_all)
        self.choices.changed.connect(self._show_ticks)
        self.choices.keep_requested.connect(self.keep_requested)
        self.choices.place_requested.connect(self.place_requested)
        self.choices.hold_requested.connect(self.hold_requested)
        self.choices.open_requested.connect(self.open_requested)
        self._export.clicked.connect(self.export_requested)
