"""The quick notes that wait, on Today: how old each is, who it was, and the button that completes it."""

from kmss_dpo.domain.quick_notes import QuickNote, age_words, needs_decision
from kmss_dpo.ui.kit.chips import Chip, Look
from kmss_dpo.ui.kit.table import Column
from kmss_dpo.ui.today.passing_table import PassingTable


class NotesToComplete(PassingTable):
    """A row opened or its button pressed asks to complete the note of that id."""

    NAME = "Notes to complete"

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
