"""The suppression list: how many are on it, since when and why; never an address."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.ids import SuppressionId
from kmss_dpo.domain.retention_words import say_date
from kmss_dpo.domain.suppression import SORT_WORDS, Off, Sort, Suppressed
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.counted_title import CountedTitle
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sort_button import SortButton
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.kit.table_view import TableView
from kmss_dpo.ui.retention.form_state import taken_off_words
from kmss_dpo.ui.retention.list_check import ListCheck
from kmss_dpo.ui.retention.suppressing import AddressSheet, TakeOffDecision

TAKE_OFF = "Take off…"
_DIGITS = 12
_TITLE_WIDE = 36
_LEAST_LINES = 12
_SENTENCE = (
    "Who objected to marketing is recognised by a keyed hash of the address, from which nobody can read it. "
    "A contact or a message with such an address says so."
)


class SuppressionList(QWidget):
    """`export_requested` asks for the list as a file; it holds digests only."""

    back_requested = Signal()
    export_requested = Signal()

    def __init__(self, session: Session, runner: Runner, files: Executor) -> None:
        super().__init__()
        self._session = session
        self._runner = runner
        self._files = files
        self._asking = Newest(runner, session.reading, self)
        self.model = PagedTableModel(_COLUMNS, session.suppression.rows, runner, session.reading, parent=self)
        self.table = TableView(self.model, "Suppression list")
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sort = SortButton({column.sort: column.title for column in _COLUMNS if column.sort})
        self.add, self.check = button("Add address…"), button("Check a mailing list…")
        self.export = button("Export…")
        self.notice = Notice()
        self.counted = label("", wrap=True)
        self._title = CountedTitle("Suppression list")
        self._none = EmptyState(
            "shield-check",
            "Nobody is on the list.",
            more="Closing an objection to marketing or a withdrawal of consent puts the addresses here.",
        )
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Ask for the list anew."""
        kept, (sort, down) = self._session.suppression, self._sorted
        self._asking.ask(lambda: (kept.ids(sort=sort, descending=down), kept.counts()), self._show)

    def ask_for_address(self) -> AddressSheet:
        """Put an address on the list; answers the open sheet."""
        sheet = AddressSheet(self, self._session, self._runner)
        sheet.saved.connect(
            lambda new: self.notice.say(
                "The address is on the list." if new else "The address was on the list already."
            )
        )
        sheet.open()
        return sheet

    def ask_to_take_off(self, line: int) -> TakeOffDecision:
        """Ask why a line is taken off; answers the open decision."""
        chosen = [SuppressionId(line)]
        decision = TakeOffDecision(self, chosen)
        decision.decided.connect(lambda why: self._take_off(chosen, why))
        decision.open()
        return decision

    def check_list(self) -> ListCheck:
        """Check a mailing list; answers the open dialog."""
        dialog = ListCheck(self, self._session, self._runner, self._files)
        dialog.open()
        return dialog

    def _take_off(self, chosen: Sequence[SuppressionId], why: Off) -> None:
        take_off = self._session.suppression.take_off
        self._runner.run(
            self,
            self._session.long_work,
            lambda: take_off(chosen, why),
            lambda left: self.notice.say(
                taken_off_words(len(chosen), left), Tone.WARNING if left else Tone.TOLD
            ),
        )

    def _show(self, read: tuple[Sequence[int], Mapping[Sort, int]]) -> None:
        ids, counts = read
        self.model.set_ids(ids)
        self._title.show_count(f"{len(ids):,}")
        self._none.setVisible(not ids)
        for each in (self.table, self.counted):
            each.setVisible(bool(ids))
        for control in (self.sort, self.export):
            control.setEnabled(bool(ids))
        self.counted.setText(
            ", ".join(say_count(counts[sort], words) for sort, words in _COUNTED.items() if sort in counts)
        )
        if ids and self.table.chosen() is None:
            self.table.choose(ids[0])

    def _menu_at(self, place: QPoint) -> None:
        """The same by the menu key or the right button."""
        index = self.table.indexAt(place)
        line = self.model.id_at(index.row()) if index.isValid() else self.table.chosen()
        if line is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(TAKE_OFF, lambda: self.ask_to_take_off(line))
            menu.popup(self.table.viewport().mapToGlobal(place))

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
        dress(self.export, "download")
        back.clicked.connect(self.back_requested)
        self.table.keep_lines(_LEAST_LINES)
        page = Scrolling("Suppression list")
        column = page.column
        column.addWidget(FlowingRow((back,), self._title, _TITLE_WIDE))
        column.addWidget(label(_SENTENCE, "quiet", wrap=True))
        column.addWidget(FlowingRow((self.add, self.check, self.sort, self.export)))
        column.addWidget(self.notice)
        column.addWidget(self.counted)
        column.addWidget(self._none, 1)
        column.addWidget(self.table, 1)
        for each in (self._none, self.table, self.counted):
            each.hide()  # until it is read
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self._show_sort("since", descending=True)

    def _connect(self) -> None:
        self.add.clicked.connect(self.ask_for_address)
        self.check.clicked.connect(self.check_list)
        self.export.clicked.connect(self.export_requested)
        for order in (self.sort, self.table):
            order.sort_requested.connect(self._sort)
        for wish in (self.table.action_requested, self.table.open_requested):
            wish.connect(self.ask_to_take_off)
        self.table.customContextMenuRequested.connect(self._menu_at)


_COUNTED = {Sort.EMAIL: "email address", Sort.PHONE: "phone number", Sort.ADDRESS: "postal address"}
_COLUMNS: tuple[Column[Suppressed], ...] = (
    Column(
        "Kind",
        text=lambda one: SORT_WORDS[one.sort],
        second=lambda one: f"{one.digest[:_DIGITS]}…",
        strong=True,
        sort="sort",
        weight=2,
        sample="Postal address",
        whole=True,
    ),
    Column(
        "Since",
        text=lambda one: say_date(one.since),
        sort="since",
        weight=0,
        sample="28 Nov 2026",
        whole=True,
    ),
    Column("Reason", text=lambda one: one.reason, sort="reason", weight=4, sample="Objected to marketing"),
    Column("", action=lambda _one: TAKE_OFF, weight=0, sample=TAKE_OFF, early=True),
)
