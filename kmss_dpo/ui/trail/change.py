"""What the chosen entry changed: each field as it was and as it is since."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.trail import TrailChange, TrailRow
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.trail.form_state import record_of
from kmss_dpo.ui.trail.table import when_words

_NOTHING = "—"
_LONGEST = 600
"""Characters of a field that are shown; the record itself has the rest."""


class ChangePanel(Panel):
    """`open_requested` shows the record, `record_requested` narrows the list to it."""

    open_requested = Signal(object, int)
    record_requested = Signal(object)

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__()
        self._session = session
        self._asking = Newest(runner, session.reading, self)
        self._row: TrailRow | None = None
        self._title = label("", "heading", wrap=True)
        self._by = label("", "quiet", wrap=True)
        self._told = label("", wrap=True)
        self._open, self._only = button("Open the record"), button("Only this record")
        self._fields = QWidget()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._open)
        line.addWidget(self._only)
        line.addStretch(1)
        for each in (self._title, self._by, self._told, self._fields):
            self.column.addWidget(each)
        self.column.addLayout(line)
        self._open.clicked.connect(self._wish_open)
        self._only.clicked.connect(lambda: self.record_requested.emit(self._record()))
        self.setAccessibleName("What the entry changed")
        self.hide()

    def show_row(self, row: TrailRow | None) -> None:
        """Show what an entry changed, once it has been read."""
        self._row = row
        if row is None:
            self._asking.forget()
            self.hide()
            return
        self._asking.ask(lambda: self._session.trail.change(row.id), self._show)

    def _show(self, change: TrailChange) -> None:
        row = self._row
        if row is None:
            return
        self._title.setText(f"{row.what}: {row.which}" if row.which else row.what)
        self._by.setText(", ".join(filter(None, (f"Entry {row.id:,}", when_words(row), row.person))))
        self._told.setText(change.told)
        self._told.setVisible(bool(change.told))
        self._open.setVisible(row.opens is not None)
        self._only.setVisible(self._record() is not None)
        self._lay_out(change)
        self.show()

    def _lay_out(self, change: TrailChange) -> None:
        fields = QWidget()
        grid = QGridLayout(fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for column, stretch in enumerate((2, 4, 4)):
            grid.setColumnStretch(column, stretch)
        for column, title in enumerate(("", "Before", "After")):
            grid.addWidget(label(title, "small"), 0, column)
        for number, each in enumerate(change.differences, start=1):
            shown = (label(each.field, "strong", wrap=True), _value(each.was), _value(each.now))
            for column, cell in enumerate(shown):
                grid.addWidget(cell, number, column, Qt.AlignmentFlag.AlignTop)
        fields.setVisible(bool(change.differences))
        self.column.replaceWidget(self._fields, fields)
        self._fields.deleteLater()
        self._fields = fields

    def _record(self) -> tuple[Kind, int] | None:
        return record_of(self._row) if self._row else None

    def _wish_open(self) -> None:
        if self._row and (opens := self._row.opens):
            self.open_requested.emit(*opens)


def _value(words: str) -> QWidget:
    short = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    made = label(short or _NOTHING, "" if words else "quiet", wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
