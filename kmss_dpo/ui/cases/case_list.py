"""The list at the left: which cases, in which order, and the one that is chosen."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QFontMetrics, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import KINDS, CaseKind, Family, kinds_of
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.listing import SORTS, ListChoice, Shown, arranged
from kmss_dpo.ui.cases.words import row_chip, row_second
from kmss_dpo.ui.kit.cells import heavy
from kmss_dpo.ui.kit.chips import Chip, Look, chip_size
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.labels import button, label, rule
from kmss_dpo.ui.kit.list_layouts import layouts_of
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.kit.table_view import CardList

TYPING_PAUSE = 120
_AROUND_CARD = 52
"""Pixels beside the words of a card: its edges, the gap before the chip, and the scroll bar."""
_EMPTY = {
    Family.REQUESTS: (
        "No open requests.",
        "Requests to see, correct or erase data, and objections, stand here until they are answered.",
    ),
    Family.COMPLAINTS: (
        "No open complaints.",
        "Complaints about how personal data was handled. They are acknowledged within 30 days.",
    ),
    Family.ENQUIRIES: (
        "No open enquiries.",
        "Demo requests and contact forms stand here until they are dealt with; then they go.",
    ),
}
STEPS = {
    Family.REQUESTS: "New request…",
    Family.COMPLAINTS: "New complaint…",
    Family.ENQUIRIES: "New enquiry…",
}
TITLES = {Family.REQUESTS: "Requests", Family.COMPLAINTS: "Complaints", Family.ENQUIRIES: "Enquiries"}


class CaseListPane(QWidget):
    """Ids of all cases, rows of those in sight; `chosen_changed` carries an id or None."""

    chosen_changed = Signal(object)
    open_requested = Signal(int)
    new_requested = Signal()
    listed = Signal()

    def __init__(self, family: Family, session: Session, runner: Runner) -> None:
        super().__init__()
        self._family = family
        self._session = session
        self._newest = Newest(runner, session.reading, self)
        self._choice = ListChoice(family)
        self._arranged = False
        self._other_cases = True
        self._filter = button("")
        self._sort = button("")
        self.text = QLineEdit()
        self._pause = QTimer(self)
        column = Column[CaseRow](
            "Case",
            text=lambda row: row.reference,
            second=row_second,
            chip=lambda row: row_chip(row, session.day()),
            strong=True,
        )
        self.model = PagedTableModel([column], session.cases.rows, runner, session.reading, parent=self)
        self.cards = CardList(self.model, TITLES[family])
        sentence, more = _EMPTY[family]
        self._none = EmptyState("inbox", sentence, STEPS[family], more)
        self._nothing_found = EmptyState("funnel", "No case fits.", "Show all open cases")
        self._stack = QStackedWidget()
        self._count = label("", "small")
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Ask anew which cases the list shows; the chosen one stays chosen."""
        wanted = self._choice.wanted()
        self._newest.ask(lambda: list(self._session.cases.ids(wanted)), self._take)

    def menus(self) -> tuple[QMenu, QMenu]:
        """What is shown, and in which order; filled as they open."""
        return self._filter.menu(), self._sort.menu()

    def choice(self) -> ListChoice:
        """What the list shows now."""
        return self._choice

    def choose(self, choice: ListChoice) -> None:
        """Show other cases, or the same in another order."""
        if choice == self._choice:
            return
        self._choice = choice
        self._other_cases = True
        self._say_choice()
        if self.text.text() != choice.text:
            self.text.setText(choice.text)
        self.refresh()

    def _say_choice(self) -> None:
        self._filter.setText(f"{self._choice.filter_words()} ▾")
        self._sort.setText(self._choice.sort_words())
        self._filter.setAccessibleName(f"Show: {self._choice.filter_words()}")
        down = "descending" if self._choice.descending else "ascending"
        self._sort.setAccessibleName(f"Sorted by {SORTS[self._choice.sort].lower()}, {down}")

    def chosen(self) -> int | None:
        """The id of the chosen case."""
        return self.cards.chosen()

    def go_to(self, case: int) -> bool:
        """Choose a case; False where the list does not hold it."""
        return self.cards.choose(case)

    def sizeHint(self) -> QSize:
        """Qt: as wide as its cards like to be."""
        return QSize(self.minimumSizeHint().width(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Qt: never so narrow that a reference is cut off beside its chip."""
        metrics = QFontMetrics(heavy(self.font()))
        longest = max(metrics.horizontalAdvance(f"{kind.prefix}-2026-0000") for kind in KINDS.values())
        chip = chip_size(Chip("At once, Wed 24 Nov", Look.SOON), self.font()).width()
        return QSize(longest + chip + _AROUND_CARD, super().minimumSizeHint().height())

    def first_focus(self) -> QWidget:
        """Where the focus belongs when the page is shown."""
        return self.cards if self.model.rowCount() else self.text

    def _take(self, ids: list[int]) -> None:
        self.model.set_ids(ids)
        empty = self._nothing_found if self._choice.narrowed() else self._none
        self._stack.setCurrentWidget(self.cards if ids else empty)
        self._count.setText(f"{len(ids):,} {'case' if len(ids) == 1 else 'cases'}")
        first, self._other_cases = self._other_cases, False
        if first and ids and self.cards.chosen() is None:
            self.cards.choose(ids[0])
        self.listed.emit()

    def _lay_out(self) -> None:
        self.text.setPlaceholderText("Filter by name, reference, summary")
        self.text.setAccessibleName(f"Filter {TITLES[self._family].lower()}")
        self.text.setClearButtonEnabled(True)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(TITLES[self._family], "heading"), 1)
        head.addWidget(self._filter)
        head.addWidget(self._sort)
        top = QVBoxLayout()
        top.setContentsMargins(14, 12, 14, 10)
        top.setSpacing(8)
        top.addLayout(head)
        top.addWidget(self.text)
        top.addWidget(self._count)
        for each in (self.cards, self._none, self._nothing_found):
            self._stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(rule())
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._filter.setMenu(QMenu(self))
        self._sort.setMenu(QMenu(self))
        self._filter.menu().aboutToShow.connect(self._fill_filter)
        self._sort.menu().aboutToShow.connect(self._fill_sort)
        self._say_choice()
        self._filter.setAccessibleDescription("Which cases the list shows")
        self._sort.setAccessibleDescription("The order of the list")
        self.text.textChanged.connect(lambda _text: self._pause.start())
        self.text.returnPressed.connect(self.cards.setFocus)
        self._pause.timeout.connect(lambda: self.choose(replace(self._choice, text=self.text.text())))
        self.cards.current_changed.connect(self.chosen_changed)
        self.cards.open_requested.connect(self.open_requested)
        self._none.step_requested.connect(self.new_requested)
        self._nothing_found.step_requested.connect(self._show_all_open)

    def _show_all_open(self) -> None:
        self.choose(ListChoice(self._family, sort=self._choice.sort, descending=self._choice.descending))
        self._remember()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_filter(self) -> None:
        """Fill the menu as it opens, so that its ticks are those of now."""
        menu = self._filter.menu()
        menu.clear()
        group = QActionGroup(menu)
        for shown in Shown:
            change = partial(self._change, shown=shown)
            _offer(menu, group, shown.value, change, chosen=shown is self._choice.shown)
        kinds = kinds_of(self._family)
        if len(kinds) > 1:
            menu.addSeparator()
            group = QActionGroup(menu)
            wanted: list[CaseKind | None] = [None, *kinds]
            for kind in wanted:
                words = KINDS[kind].title if kind else "All kinds"
                _offer(menu, group, words, partial(self._change, kind=kind), chosen=kind is self._choice.kind)

    def _fill_sort(self) -> None:
        menu = self._sort.menu()
        menu.clear()
        group = QActionGroup(menu)
        for key, words in SORTS.items():
            _offer(menu, group, words, partial(self._change, sort=key), chosen=key == self._choice.sort)
        menu.addSeparator()
        group = QActionGroup(menu)
        for down, words in ((False, "Ascending"), (True, "Descending")):
            chosen = down is self._choice.descending
            _offer(menu, group, words, partial(self._change, descending=down), chosen=chosen)

    def _change(self, **parts: Any) -> None:
        self.choose(replace(self._choice, **parts))
        self._remember()

    def _remember(self) -> None:
        """Remember the order and which cases are shown, never what was searched for."""
        layouts = layouts_of(self)
        if layouts:
            layouts.put(TITLES[self._family], **self._choice.lasting())

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: as the list was arranged the last time."""
        super().showEvent(event)
        layouts = layouts_of(self)
        if layouts and not self._arranged:
            self._arranged = True
            self.choose(arranged(self._choice, layouts.of(TITLES[self._family])))


def _offer(menu: QMenu, group: QActionGroup, words: str, act: Callable[[], None], *, chosen: bool) -> None:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(chosen)
    group.addAction(action)
    action.triggered.connect(lambda _on: act())
