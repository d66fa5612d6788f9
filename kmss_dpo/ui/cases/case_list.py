"""The list of cases, as cards beside a case or as a table by itself: which, in which order, what for."""

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from kmss_dpo.domain.cases import KINDS, Family
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.both_views import BothViews
from kmss_dpo.ui.cases.filter_panel import FilterPanel
from kmss_dpo.ui.cases.form_state.listing import ListChoice, arranged
from kmss_dpo.ui.cases.form_state.several import case_words
from kmss_dpo.ui.cases.list_head import TITLES, ListHead
from kmss_dpo.ui.cases.several_bar import SeveralBar
from kmss_dpo.ui.cases.several_work import SeveralWork
from kmss_dpo.ui.kit.cells import heavy
from kmss_dpo.ui.kit.chips import Chip, Look, chip_size
from kmss_dpo.ui.kit.labels import rule
from kmss_dpo.ui.kit.list_layouts import layouts_of
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.runner import Runner

_AROUND_CARD = 52
"""Pixels beside the words of a card: its edges, the gap before the chip, and the scroll bar."""


class CaseListPane(QWidget):
    """Ids of all cases, rows of those in sight; `chosen_changed` carries the id of a card or None."""

    chosen_changed = Signal(object)
    open_requested = Signal(int)
    new_requested = Signal()
    listed = Signal()
    view_changed = Signal()
    letters_requested = Signal(object)
    told = Signal(str)

    def __init__(self, family: Family, session: Session, runner: Runner, files: Executor) -> None:
        super().__init__()
        self._family = family
        self._session = session
        self._newest = Newest(runner, session.reading, self)
        self._choice = ListChoice(family)
        self._arranged = False
        self._other_cases = True
        self.head = ListHead(family)
        self.text = self.head.text
        self.filter_panel = FilterPanel(family, session, runner, self)
        self._views = BothViews(family, session, runner)
        self.cards, self.model = self._views.cards, self._views.card_model
        self.table, self.table_model = self._views.table, self._views.table_model
        self.notice = self.head.notice
        self.bar = SeveralBar(family)
        self.several = SeveralWork(family, session, runner, files, self.bar, self.notice)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Ask anew which cases the list shows; the chosen one stays chosen."""
        wanted = self._choice.wanted()
        self._newest.ask(lambda: self._session.cases.ids(wanted), self._take)

    def sort_menu(self) -> QMenu:
        """The orders there are; filled as it opens."""
        return self.head.sort.menu()

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
        self.refresh()

    def is_table(self) -> bool:
        """Whether the list stands by itself, as a table."""
        return self._views.as_table

    def show_as(self, *, table: bool) -> None:
        """Show the list as a table or as cards; the chosen case stays chosen."""
        if table != self.is_table():
            self._views.turn()
            self.head.show_view(as_table=table)
            self.bar.setVisible(table)
            self.view_changed.emit()

    def chosen(self) -> int | None:
        """The id of the chosen case."""
        return self._views.view().chosen()

    def go_to(self, case: int) -> bool:
        """Choose a case; False where the list does not hold it."""
        return self._views.view().choose(case)

    def sizeHint(self) -> QSize:
        """Qt: as wide as its cards like to be."""
        return QSize(self.minimumSizeHint().width(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Qt: never so narrow that a reference is cut off beside its chip."""
        metrics = QFontMetrics(heavy(self.font()))
        longest = max(metrics.horizontalAdvance(f"{kind.prefix}-2026-0000") for kind in KINDS.values())
        chip = chip_size(Chip("At once, Wed 24 Nov", Look.SOON), self.font()).width()
        return QSize(longest + chip + _AROUND_CARD, super().minimumSizeHint().height())

    def resumes(self, kept: Unfinished) -> bool:
        """Go on with what was asked of several cases before a lock; False where it is nothing of that."""
        if not self.several.resumes(kept):
            return False
        self.show_as(table=True)
        return True

    def first_focus(self) -> QWidget:
        """Where the focus belongs when the page is shown."""
        return self._views.view() if self._views.listed() else self.text

    def _take(self, ids: Iterable[int]) -> None:
        first, self._other_cases = self._other_cases, False
        self._views.show_ids(ids, narrowed=self._choice.narrowed(), other_cases=first)
        count = self._views.listed()
        self.head.show_count(case_words(count))
        self.head.rest(resting=not count)
        self.filter_panel.show_count(case_words(count))
        self.listed.emit()

    def _lay_out(self) -> None:
        self._say_choice()
        self.bar.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(rule())
        column.addWidget(self._views, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        head, views = self.head, self._views
        head.changed.connect(self.choose)
        head.lasting_changed.connect(self._choose_lastingly)
        head.filter_requested.connect(lambda: self.filter_panel.open_below(head.filter, self._choice))
        head.view_requested.connect(self._turn)
        head.all_requested.connect(self._select_all)
        head.columns_requested.connect(self.table.columns_in_sight.open_menu)
        head.export_requested.connect(lambda: self._export(views.ids()))
        self.text.returnPressed.connect(lambda: self.first_focus().setFocus())
        self.filter_panel.changed.connect(self._choose_lastingly)
        self.filter_panel.saved.told.connect(self.told)
        self.cards.current_changed.connect(self.chosen_changed)
        for view in (self.cards, self.table):
            view.open_requested.connect(self.open_requested)
        self.table.sort_requested.connect(lambda key, down: self._change(sort=key, descending=down))
        self._connect_several()
        views.none.step_requested.connect(self.new_requested)
        views.nothing_found.step_requested.connect(self._show_all_open)

    def _connect_several(self) -> None:
        bar, several, selected = self.bar, self.several, self.table.selected
        self.table.selected_changed.connect(lambda: bar.show_selected(self.table.count_selected()))
        bar.assign_requested.connect(lambda: several.assign(selected()))
        bar.letters_requested.connect(lambda: self.letters_requested.emit(selected()))
        bar.note_requested.connect(lambda: several.add_note(selected()))
        bar.deal_with_requested.connect(lambda: several.deal_with(selected()))
        bar.export_requested.connect(lambda: self._export(selected()))
        several.told.connect(self.told)

    def _say_choice(self) -> None:
        self.head.show_choice(self._choice)
        self.table.show_sort(self._choice.sort, descending=self._choice.descending)

    def _show_all_open(self) -> None:
        self._choose_lastingly(self._choice.cleared())
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _select_all(self) -> None:
        self.table.selectAll()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _export(self, cases: list[int]) -> None:
        self.several.export(cases, self.table.shown_columns())

    def _turn(self) -> None:
        self.show_as(table=not self.is_table())
        self._remember()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, **parts: Any) -> None:
        self._choose_lastingly(replace(self._choice, **parts))

    def _choose_lastingly(self, choice: ListChoice) -> None:
        self.choose(choice)
        self._remember()

    def _remember(self) -> None:
        """Remember the order, the view and which cases are shown, never what was typed nor a name."""
        layouts = layouts_of(self)
        if layouts:
            layouts.put(TITLES[self._family], table=self.is_table(), **self._choice.lasting())

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: as the list was arranged the last time."""
        super().showEvent(event)
        layouts = layouts_of(self)
        if layouts and not self._arranged:
            self._arranged = True
            kept = layouts.of(TITLES[self._family])
            self.choose(arranged(self._choice, kept))
            self.show_as(table=kept.get("table") is True)
