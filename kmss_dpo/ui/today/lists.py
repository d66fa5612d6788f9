"""The two lists of the Today screen: what is due, and what is ready for disposal."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import KINDS
from kmss_dpo.domain.overview import Overview, ReadyGroup
from kmss_dpo.ui.kit.chips import Chip, chip_of
from kmss_dpo.ui.kit.fitted_table import FittedTable
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.today.follow_ups import follow_up_columns
from kmss_dpo.ui.today.notes import note_columns
from kmss_dpo.ui.today.passing_table import PassingTable
from kmss_dpo.ui.today.words import group_words, rule_words, since_words

R = TypeVar("R")
_FEW_CASES, _FEW_GROUPS = 5, 4
"""How many rows show however little room there is."""


@dataclass(frozen=True)
class ReadyLine:
    """A group of records that are ready for disposal, by its place in the list."""

    id: int
    group: ReadyGroup


class Lists(QWidget):
    """Both lists, each with its heading and a sentence for when there is nothing in it.

    Above them stand the quick notes that wait, between them what was promised, if there are any.
    """

    open_requested = Signal(int)
    action_requested = Signal(object)
    review_requested = Signal()

    def __init__(self, today: Callable[[], date], runner: Runner, lane: Executor) -> None:
        super().__init__()
        self._today = today
        self._cases: dict[int, CaseRow] = {}
        self._groups: dict[int, ReadyLine] = {}
        self._due_model = PagedTableModel(
            self._due_columns(), lambda ids: _those(self._cases, ids), runner, lane, parent=self
        )
        self._ready_model = PagedTableModel(
            self._ready_columns(), lambda ids: _those(self._groups, ids), runner, lane, parent=self
        )
        self.due = FittedTable(self._due_model, "What is due", _FEW_CASES)
        self.ready = FittedTable(self._ready_model, "Ready for disposal", _FEW_GROUPS)
        self.notes = PassingTable("Notes to complete", note_columns(today), runner, lane)
        self.follow_ups = PassingTable("Actions and checks", follow_up_columns(today), runner, lane)
        self._below_notes, self._below_due = _gap(4), _gap(4)
        self._nothing_due = label("Nothing is due and nobody is waited for.", "quiet", wrap=True)
        self._nothing_ready = label("Nothing has reached the end of its period.", "quiet", wrap=True)
        self._lay_out()
        self._connect()

    def show_overview(self, overview: Overview) -> None:
        """Show what is due, what is ready and which notes wait."""
        self.notes.show_rows({note.id: note for note in overview.to_complete})
        self.follow_ups.show_rows(dict(enumerate(overview.follow_ups)))
        self._below_notes.setVisible(bool(overview.to_complete))
        self._below_due.setVisible(bool(overview.follow_ups))
        self._cases = {row.id: row for row in overview.urgent}
        self._groups = {at: ReadyLine(at, group) for at, group in enumerate(overview.ready)}
        self._due_model.set_ids(self._cases, self._cases)
        self._ready_model.set_ids(self._groups, self._groups)
        self.due.setVisible(bool(self._cases))
        self._nothing_due.setVisible(not self._cases)
        self.ready.setVisible(bool(self._groups))
        self._nothing_ready.setVisible(not self._groups)

    def _due_columns(self) -> tuple[Column[CaseRow], ...]:
        return (
            Column("Due", chip=self._due_chip, weight=0, sample="At once, Tue 24 Nov"),
            Column(
                "Case",
                text=lambda row: row.reference,
                second=lambda row: KINDS[row.kind].title,
                strong=True,
                weight=0,
                sample="Complaint passed on",
            ),
            Column(
                "Next step",
                text=lambda row: row.next_step.text,
                second=lambda row: row.person,
                sample="Waiting for the missing",
            ),
            Column("", action=lambda row: row.next_step.doing.value, weight=0, sample="Record what came"),
        )

    def _ready_columns(self) -> tuple[Column[ReadyLine], ...]:
        return (
            Column("Records", text=lambda line: group_words(line.group), weight=3, sample="2 demo requests"),
            Column("Rule", text=lambda line: rule_words(line.group), weight=6, sample="Erase a while after"),
            Column(
                "Since",
                text=lambda line: since_words(line.group, self._today()),
                weight=0,
                sample="28 Nov 2026",
            ),
            Column("", action=lambda _line: "Review", weight=0, sample="Record what came"),
        )

    def _due_chip(self, row: CaseRow) -> Chip | None:
        return chip_of(row.stands(self._today()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.notes.heading)
        column.addWidget(self.notes, 1)
        column.addWidget(self._below_notes)
        column.addWidget(label("What is due", "heading"))
        column.addWidget(self.due, 3)
        column.addWidget(self._nothing_due)
        column.addWidget(self._below_due)
        column.addWidget(self.follow_ups.heading)
        column.addWidget(self.follow_ups, 1)
        column.addSpacing(12)
        column.addWidget(label("Ready for disposal", "heading"))
        column.addWidget(self.ready, 1)
        column.addWidget(self._nothing_ready)
        column.addStretch(0)

    def _connect(self) -> None:
        self.due.open_requested.connect(self.open_requested)
        self.due.action_requested.connect(lambda case: self.action_requested.emit(self._cases[case]))
        for asked in (self.follow_ups.open_requested, self.follow_ups.action_requested):
            asked.connect(lambda place: self.open_requested.emit(self.follow_ups.shown(place).case_id))
        self.ready.open_requested.connect(lambda _group: self.review_requested.emit())
        self.ready.action_requested.connect(lambda _group: self.review_requested.emit())


def _gap(height: int) -> QWidget:
    gap = QWidget()
    gap.setFixedHeight(height)
    return gap


def _those(known: Mapping[int, R], ids: Sequence[int]) -> list[R]:
    return [known[each] for each in ids if each in known]
