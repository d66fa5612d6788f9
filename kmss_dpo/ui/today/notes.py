"""The quick notes that wait, on Today: how old each is, who it was, and the button that completes it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from datetime import date

from PySide6.QtCore import Signal

from kmss_dpo.domain.quick_notes import QuickNote, age_words, needs_decision
from kmss_dpo.ui.kit.chips import Chip, Look
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.today.fitted_table import FittedTable

_FEW = 3
"""How many rows show however little room there is."""


class NotesToComplete(FittedTable):
    """`complete_requested` carries the note. Hidden, with its heading, while none waits."""

    complete_requested = Signal(int)

    def __init__(self, today: Callable[[], date], runner: Runner, lane: Executor) -> None:
        self._today = today
        self._notes: dict[int, QuickNote] = {}
        self._rows = PagedTableModel(self._columns(), self._those, runner, lane)
        super().__init__(self._rows, "Notes to complete", _FEW)
        self._rows.setParent(self)
        self.heading = label("Notes to complete", "heading")
        self.open_requested.connect(self.complete_requested)
        self.action_requested.connect(self.complete_requested)
        self.show_notes(())

    def show_notes(self, notes: Sequence[QuickNote]) -> None:
        """Show these, in their order."""
        self._notes = {note.id: note for note in notes}
        self._rows.set_ids(self._notes, self._notes)
        for each in (self, self.heading):
            each.setVisible(bool(notes))

    def _those(self, ids: Sequence[int]) -> list[QuickNote]:
        return [self._notes[each] for each in ids if each in self._notes]

    def _columns(self) -> tuple[Column[QuickNote], ...]:
        return (
            Column("Age", chip=self._age, weight=0, sample="M Decide, 128 days old"),
            Column(
                "Who",
                text=lambda note: note.content.who,
                second=lambda note: note.content.reach,
                strong=True,
                weight=0,
                sample="Somebody from Leeds",
            ),
            Column(
                "What they said",
                text=lambda note: note.content.first_line(),
                sample="Wants to know what we",
            ),
            Column("", action=lambda _note: "Complete…", weight=0, sample="Record what came"),
        )

    def _age(self, note: QuickNote) -> Chip:
        age = age_words(note, self._today())
        if needs_decision(note, self._today()):
            return Chip(f"Decide, {age}", Look.OVERDUE)
        return Chip(age[:1].upper() + age[1:])
