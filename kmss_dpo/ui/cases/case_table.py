"""The list as a table: a row for each case, columns that are chosen, sorted by a click on their title."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QItemSelectionModel

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import KINDS, Status
from kmss_dpo.ui.cases.words import NO_NAME, outcome_words, row_chip
from kmss_dpo.ui.kit.column_choice import ColumnChoice
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.many_table import ManyTable
from kmss_dpo.ui.kit.table import Column, PagedTableModel


class CaseTable(ManyTable):
    """Several cases can be selected; Enter or a double click opens one."""

    def __init__(self, model: PagedTableModel[CaseRow], name: str) -> None:
        super().__init__(model, name)
        self.columns_in_sight = ColumnChoice(self, model.columns, first_stays=True)

    def begin_at_first(self) -> None:
        """Let the keyboard begin at the first row, without selecting it."""
        if not self.currentIndex().isValid() and self._model.rowCount():
            nothing = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self._model.index(0, 0), nothing)


def columns(today: Callable[[], date]) -> tuple[Column[CaseRow], ...]:
    """Every column there is, in the usual order; those that say little of open cases wait to be shown."""
    return (
        Column(
            "Reference",
            text=lambda row: row.reference,
            strong=True,
            sort="reference",
            weight=0,
            sample="MKT-2026-0000",
        ),
        Column("Kind", text=lambda row: KINDS[row.kind].title, sort="kind", weight=3, sample="Subject acc"),
        Column(
            "Person", text=lambda row: row.person or NO_NAME, sort="person", weight=3, sample="Siân Prydde"
        ),
        Column(
            "State",
            chip=lambda row: row_chip(row, today()),
            sort="status",
            weight=0,
            sample="At once, Wed 24 N",
        ),
        Column("Stage", text=_stage, weight=2, sample="Searching", usual=False),
        Column(
            "Received", text=lambda row: write_day(row.received_on), sort="received", weight=0, sample=_DAY
        ),
        Column("Due", text=lambda row: _day(row.due_on), sort="due", weight=0, sample=_DAY),
        Column(
            "Waiting for", text=_waiting, sort="waiting", weight=3, sample="Proof of identity", usual=False
        ),
        Column("Next step", text=lambda row: row.next_step.text, weight=5, sample="Send the response"),
        Column("Handler", text=lambda row: row.handler, sort="handler", weight=2, sample="Robin H"),
        Column(
            "Closed", text=lambda row: _day(row.closed_on), sort="closed", weight=0, sample=_DAY, usual=False
        ),
        Column("Outcome", text=_outcome, weight=2, sample="Part refused", usual=False),
    )


_DAY = "28 Nov 2026"


def _day(day: date | None) -> str:
    return write_day(day) if day else ""


def _waiting(row: CaseRow) -> str:
    waiting = row.waiting
    return f"{waiting.what.value.capitalize()}, since {write_day(waiting.since)}" if waiting else ""


def _stage(row: CaseRow) -> str:
    return row.stage if row.status is Status.OPEN else ""


def _outcome(row: CaseRow) -> str:
    if row.status is Status.VOIDED:
        return "Voided"
    return outcome_words(row.outcome) if row.outcome else ""
