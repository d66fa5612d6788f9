"""Every hold: what it keeps and why, since when, and when it is looked at again."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QMenu, QVBoxLayout, QWidget

from kmss_dpo.domain.cases import KINDS
from kmss_dpo.domain.holds import Hold, HoldDoing, HoldWish, in_short, in_words, what_stays
from kmss_dpo.domain.retention_words import say_date
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.chips import Chip, Look
from kmss_dpo.ui.kit.column_choice import ColumnChoice
from kmss_dpo.ui.kit.counted_title import CountedTitle
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.list_layouts import layouts_of
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.panel import Panel, Scrolling
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sort_button import SortButton
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.kit.table_view import TableView

DECIDE, OPEN = "Decide ▾", "Open"
_ACTIONS = 4
_TITLE_WIDE = 36
_LEAST_LINES = 12
"""How many lines of plain text the list is high at least; with less room the page scrolls."""
_SENTENCE = (
    "What is on hold is not erased by anybody, whatever its period says; only copies of identity papers are. "
    "Place a hold on a case or a contact, under More."
)


class HoldList(QWidget):
    """`hold_requested` carries what is to be done about a hold, `open_requested` what it is on.

    `export_requested` asks for the list as it is shown.
    """

    back_requested = Signal()
    open_requested = Signal(object, int)
    hold_requested = Signal(object)
    export_requested = Signal()

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__()
        self._session = session
        self._asking = Newest(runner, session.reading, self)
        self.model = PagedTableModel(
            _columns(session.day),
            session.holds.rows,
            runner,
            session.reading,
            row_id=Hold.number,
            parent=self,
        )
        self.table = TableView(self.model, "Holds")
        ColumnChoice(self.table, self.model.columns, first_stays=True)
        self.sort = SortButton({column.sort: column.title for column in self.model.columns if column.sort})
        self._export = button("Export list…")
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.released = QCheckBox("Released holds too")
        self._title = CountedTitle("Holds")
        self._none = EmptyState(
            "circle-pause",
            "Nothing is on hold.",
            more="Open access and portability requests, complaints and regulator cases place a hold by "
            "themselves. You can place one by hand on a case or a contact.",
        )
        self._more = Panel()
        self._words = label("", wrap=True)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Ask for the list anew."""
        released, (sort, down) = self.released.isChecked(), self._sorted
        ids = self._session.holds.ids
        self._asking.ask(lambda: ids(released=released, sort=sort, descending=down), self._show)

    def shown(self) -> list[int]:
        """The holds that are listed, by their numbers, in the order shown."""
        return list(self.model.ids_in(0, self.model.rowCount() - 1))

    def menu_of(self, number: int) -> QMenu | None:
        """What can be decided about one hold; None while it has not been read."""
        hold = self._hold(number)
        if hold is None:
            return None
        kind, record = hold.on
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if hold.id is not None and hold.release is None:
            for words, doing in (("Keep on hold…", HoldDoing.REVIEW), ("Release…", HoldDoing.RELEASE)):
                wish = HoldWish(doing, hold.on, hold.id)
                menu.addAction(words, partial(self.hold_requested.emit, wish))
        menu.addAction(f"Open the {kind.value}", lambda: self.open_requested.emit(kind, record))
        return menu

    def _hold(self, number: int) -> Hold | None:
        row = self.model.row_of(number)
        return None if row is None else self.model.row_at(row)

    def _show(self, ids: Sequence[int]) -> None:
        self.model.set_ids(ids)
        self._title.show_count(f"{len(ids):,}")
        self._none.setVisible(not ids)
        self.table.setVisible(bool(ids))
        self._more.setVisible(bool(ids))
        for each in (self.sort, self._export):
            each.setEnabled(bool(ids))
        if ids and self.table.chosen() is None:
            self.table.choose(ids[0])
        self._tell()

    def _tell(self) -> None:
        """Say below the table all of the hold that is chosen."""
        number = self.table.chosen()
        hold = None if number is None else self._hold(number)
        named = f"{hold.scope}: " if hold and not hold.by_itself else ""
        self._words.setText(f"{named}{in_words(hold)}" if hold else "")

    def _decide(self, number: int) -> None:
        row, hold = self.model.row_of(number), self._hold(number)
        if row is None or hold is None:
            return
        if _action(hold) == OPEN:
            self.open_requested.emit(*hold.on)
        else:
            self._pop_up(number, row)

    def _pop_up(self, number: int, row: int) -> None:
        menu = self.menu_of(number)
        if menu:
            cell = self.table.visualRect(self.model.index(row, _ACTIONS))
            menu.popup(self.table.viewport().mapToGlobal(cell.bottomLeft()))

    def _menu_at(self, place: QPoint) -> None:
        """The same menu by the menu key or the right button."""
        index = self.table.indexAt(place)
        row = index.row() if index.isValid() else self.table.currentIndex().row()
        if row >= 0:
            self._pop_up(self.model.id_at(row), row)

    def _open(self, number: int) -> None:
        if hold := self._hold(number):
            self.open_requested.emit(*hold.on)

    def _sort(self, sort: str, descending: bool) -> None:  # noqa: FBT001 - the signal's shape
        layouts = layouts_of(self)
        if layouts:
            layouts.put(self.table.accessibleName(), sort=sort, descending=descending)
        self._show_sort(sort, descending=descending)
        self.refresh()

    def _show_sort(self, sort: str, *, descending: bool) -> None:
        self._sorted = (sort, descending)
        self.sort.show_sort(sort, descending=descending)
        self.table.show_sort(sort, descending=descending)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: in the order of the last time."""
        super().showEvent(event)
        layouts = layouts_of(self)
        kept = layouts.of(self.table.accessibleName()) if layouts else {}
        sort, descending = kept.get("sort"), kept.get("descending") is True
        if sort in {column.sort for column in self.model.columns} and (sort, descending) != self._sorted:
            self._show_sort(sort, descending=descending)
            self.refresh()

    def _lay_out(self) -> None:
        back = button("Back to the list")
        dress(back, "chevron-left")
        back.clicked.connect(self.back_requested)
        self._more.column.addWidget(self._words)
        self.table.keep_lines(_LEAST_LINES)
        page = Scrolling("Holds")
        column = page.column
        dress(self._export, "download")
        column.addWidget(FlowingRow((self.sort, self._export, back), self._title, _TITLE_WIDE))
        column.addWidget(label(_SENTENCE, "quiet", wrap=True))
        column.addWidget(self.released, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._none, 1)
        column.addWidget(self.table, 1)
        column.addWidget(self._more)
        for each in (self._none, self.table, self._more):
            each.hide()  # until it is read
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self._show_sort("review", descending=False)

    def _connect(self) -> None:
        self.released.toggled.connect(lambda _on: self.refresh())
        self.sort.sort_requested.connect(self._sort)
        self.table.sort_requested.connect(self._sort)
        self._export.clicked.connect(self.export_requested)
        self.table.current_changed.connect(lambda _number: self._tell())
        self.model.dataChanged.connect(self._tell)
        self.table.open_requested.connect(self._open)
        self.table.action_requested.connect(self._decide)
        self.table.customContextMenuRequested.connect(self._menu_at)


def _columns(today: Callable[[], date]) -> tuple[Column[Hold], ...]:
    return (
        Column(
            "On hold",
            text=lambda hold: hold.scope,
            second=what_stays,
            strong=True,
            sort="scope",
            weight=4,
            whole=True,
        ),
        Column("Why", text=_why, sort="why", weight=5, sample="A claim is announced"),
        Column(
            "Since",
            text=lambda hold: say_date(hold.placed_on),
            second=lambda hold: "" if hold.by_itself else hold.placed_by,
            sort="since",
            weight=0,
            sample="28 Nov 2026",
            whole=True,
        ),
        Column(
            "Review",
            chip=lambda hold: review_chip(hold, today()),
            sort="review",
            weight=0,
            sample="M Review 28 Nov 2026",
            whole=True,
        ),
        Column("", action=_action, weight=0, sample="Decide ▾", early=True),
    )


def _why(hold: Hold) -> str:
    return f"{KINDS[hold.by_itself].title} is open" if hold.by_itself else in_short(hold)


def _action(hold: Hold) -> str:
    return DECIDE if hold.id is not None and hold.release is None else OPEN


def review_chip(hold: Hold, today: date) -> Chip:
    """When a hold is looked at again, or that it ended."""
    if hold.release:
        return Chip(f"Released {say_date(hold.release.on)}")
    if hold.review_on is None:
        return Chip("Until closed", Look.WAITING)
    if hold.review_on <= today:
        return Chip(f"Review since {say_date(hold.review_on)}", Look.SOON)
    return Chip(f"Review {say_date(hold.review_on)}", Look.WAITING)
