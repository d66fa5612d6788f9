"""What stands above a list of cases: what it shows, in which order, how many, and as cards or as a table."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from kmss_dpo.domain.cases import Family
from kmss_dpo.ui.cases.form_state.listing import SORTS, ListChoice
from kmss_dpo.ui.kit.eliding import ElidingButton
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.notice import Notice
from kmss_dpo.ui.kit.sort_button import SortButton

TYPING_PAUSE = 120
TITLES = {Family.REQUESTS: "Requests", Family.COMPLAINTS: "Complaints", Family.ENQUIRIES: "Enquiries"}
_TEXT_WIDE = 22
"""Characters of plain text that the field wants beside the buttons."""


class ListHead(QWidget):
    """`changed` carries another choice, `lasting_changed` one to be remembered; the rest are wishes."""

    changed = Signal(object)
    lasting_changed = Signal(object)
    filter_requested = Signal()
    view_requested = Signal()
    all_requested = Signal()
    columns_requested = Signal()
    export_requested = Signal()

    def __init__(self, family: Family) -> None:
        super().__init__()
        self._family = family
        self._choice = ListChoice(family)
        self.filter = ElidingButton(" ▾")
        self.sort = SortButton(SORTS)
        self.text = QLineEdit()
        self._pause = QTimer(self)
        self._whole = label("", "small", wrap=True)
        self._count = label("", "small")
        self.clear = button("Clear the filter", "link")
        self._view = button("", "link")
        self._all, self._columns = button("Select all"), button("Columns")
        self._export = button("Export list…")
        self.notice = Notice()
        self._of_table = (self._all, self._columns, self._export)
        self._lay_out()
        self._connect()
        self.show_choice(self._choice)
        self.show_view(as_table=False)

    def show_choice(self, choice: ListChoice) -> None:
        """Say what the list shows now."""
        self._choice = choice
        self._whole.setText(f"Shown: {choice.filter_words()}")
        self.filter.say(choice.filter_words())
        self.filter.setAccessibleName(f"Show: {choice.filter_words()}")
        self.sort.show_sort(choice.sort, descending=choice.descending)
        self.clear.setVisible(choice != choice.cleared())
        if self.text.text() != choice.text:
            self.text.setText(choice.text)

    def show_count(self, words: str) -> None:
        """Say how many there are."""
        self._count.setText(words)

    def show_view(self, *, as_table: bool) -> None:
        """Offer the other view, and what goes with a table."""
        self._view.setText("Show as cards" if as_table else "Show as table")
        for each in self._of_table:
            each.setVisible(as_table)

    def rest(self, *, resting: bool) -> None:
        """Offer nothing to be done with a list that holds nothing, or that is being worked on."""
        self._all.setDisabled(resting)
        self._export.setDisabled(resting)

    def _lay_out(self) -> None:
        self.text.setPlaceholderText("Filter by name, reference, summary")
        self.text.setAccessibleName(f"Filter {TITLES[self._family].lower()}")
        self.text.setClearButtonEnabled(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        self.filter.setAccessibleDescription("Which cases the list shows")
        dress(self.filter, "funnel")
        dress(self._export, "download")
        first, last = QHBoxLayout(), QHBoxLayout()
        for line in (first, last):
            line.setSpacing(8)
        first.addWidget(label(TITLES[self._family], "heading"))
        first.addStretch(1)
        first.addWidget(self.filter)
        first.addWidget(self.sort)
        last.addWidget(self._count)
        last.addWidget(self.clear)
        last.addStretch(1)
        last.addWidget(self._view)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(8)
        column.addLayout(first)
        column.addWidget(FlowingRow(self._of_table, self.text, _TEXT_WIDE))
        column.addWidget(self._whole)
        column.addLayout(last)
        column.addWidget(self.notice)

    def _connect(self) -> None:
        self.sort.sort_requested.connect(
            lambda key, down: self.lasting_changed.emit(replace(self._choice, sort=key, descending=down))
        )
        self.text.textChanged.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(lambda: self.changed.emit(replace(self._choice, text=self.text.text())))
        # Once the button has its width: to show the words at once would lay it out in the midst of that.
        self.filter.shortened.connect(self._whole.setVisible, Qt.ConnectionType.QueuedConnection)
        self.filter.clicked.connect(self.filter_requested)
        self.clear.clicked.connect(self._clear)
        self._view.clicked.connect(self.view_requested)
        self._all.clicked.connect(self.all_requested)
        self._columns.clicked.connect(self.columns_requested)
        self._export.clicked.connect(self.export_requested)

    def _clear(self) -> None:
        """Show all open cases again; the button goes, so the focus moves to the field."""
        self.lasting_changed.emit(self._choice.cleared())
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
