"""The letters of a case in a table."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from kmss_dpo.domain.ids import CaseId, LetterId
from kmss_dpo.domain.letter_views import LetterRow
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.chips import Chip, Look
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.short_table import ShortTable
from kmss_dpo.ui.kit.table import Column, PagedTableModel


class Letters(QWidget):
    """Drafts are carried on with, filed letters are looked at, and recorded as sent once they left."""

    resume_requested = Signal(int)
    sending_requested = Signal(int)
    email_requested = Signal(int)
    look_requested = Signal(int)
    write_requested = Signal()

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__()
        self._session = session
        self._runner = runner
        self._rows: dict[int, LetterRow] = {}
        columns = [
            Column[LetterRow]("Letter", text=lambda r: r.title, sample="Acknowledgement"),
            Column[LetterRow]("Dated", text=lambda r: write_day(r.dated_on), weight=0, sample="28 MMM 2026"),
            Column[LetterRow]("", chip=_state_of, weight=0, sample="MM Sent 28 MMM 2026 MM"),
        ]
        self.model = PagedTableModel(columns, self._known, runner, session.reading, parent=self)
        self.table = ShortTable(self.model, "Letters")
        self._open = button("Open")
        self._sent = button("Record that it was sent…")
        self._email = button("Email draft…")
        self._anew = button("Write it anew…")
        self._anew.setAccessibleDescription("Begins a letter that takes the place of the chosen one")
        self._write = button("Write letter")
        self._empty = EmptyState("mail", "No letters yet.", more="Letters are filled in from the case.")
        self._stack = _stacked(
            self, [self._write, self._open, self._sent, self._email, self._anew], self.table, self._empty
        )
        self.table.open_requested.connect(self._go)
        self._open.clicked.connect(lambda: self._go(self.table.chosen() or 0))
        self._write.clicked.connect(self.write_requested)
        self._sent.clicked.connect(self._record_sent)
        self._anew.clicked.connect(self._begin_anew)
        self._email.clicked.connect(lambda: self.email_requested.emit(self.table.chosen() or 0))
        self.table.current_changed.connect(self._offer)

    def show_case(self, case: CaseId) -> None:
        """Show the letters of a case; a new one only where the case goes on."""
        self._runner.run(
            self, self._session.reading, lambda: list(self._session.letters.of_case(case)), self._take
        )

    def _take(self, rows: list[LetterRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self.model.set_ids(self._rows)
        self._stack.setCurrentWidget(self.table if rows else self._empty)
        if rows and self.table.chosen() is None:
            self.table.choose(rows[0].id)
        self._open.setEnabled(bool(rows))
        self._offer()

    def _offer(self) -> None:
        """Offer what can be done with the chosen letter: only a filed one leaves, and only once."""
        row = self._rows.get(self.table.chosen() or 0)
        self._sent.setEnabled(row is not None and row.unsent)
        self._email.setEnabled(row is not None and row.filed_at is not None)
        self._anew.setEnabled(row is not None and row.filed_at is not None and not row.superseded)

    def _record_sent(self) -> None:
        self.sending_requested.emit(self.table.chosen() or 0)

    def _begin_anew(self) -> None:
        filed = LetterId(self.table.chosen() or 0)
        self._anew.setEnabled(False)  # a double click writes one
        self._runner.run(
            self,
            self._session.writing,
            lambda: self._session.letters.start_anew(filed).id,
            self.resume_requested.emit,
        )

    def _known(self, ids: Sequence[int]) -> list[LetterRow]:
        rows = self._rows
        return [rows[each] for each in ids if each in rows]

    def _go(self, letter: int) -> None:
        row = self._rows.get(letter)
        if row is None:
            return
        if row.document is None:
            self.resume_requested.emit(row.id)
        else:
            self.look_requested.emit(row.document)


def _state_of(row: LetterRow) -> Chip:
    if row.superseded:
        return Chip("Superseded", Look.NEUTRAL)
    if row.sent_on:
        return Chip(f"Sent {write_day(row.sent_on)}", Look.NEUTRAL)
    return Chip("Not sent yet", Look.SOON) if row.filed_at else Chip("Draft", Look.KIND)


def _stacked(
    page: QWidget, buttons: list[QPushButton], table: ShortTable, empty: EmptyState
) -> QStackedWidget:
    """Buttons above, and below them the table or what stands in its place."""
    stack = QStackedWidget()
    stack.addWidget(empty)
    stack.addWidget(table)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 12, 12, 0)
    column.setSpacing(8)
    column.addWidget(FlowingRow(buttons))
    column.addWidget(stack, 1)
    return stack
