"""The quick notes that wait, on Today: how old each is, who it was, and the button that completes it."""

from collections.abc import Callable
from datetime import date

from kmss_dpo.domain.quick_notes import QuickNote, age_words, needs_decision
from kmss_dpo.ui.kit.chips import Chip, Look
from kmss_dpo.ui.kit.table import Column


def note_columns(today: Callable[[], date]) -> tuple[Column[QuickNote], ...]:
    """What is shown of each note."""
    return (
        Column("Age", chip=lambda note: _age(note, today()), weight=0, sample="M Decide, 128 days old"),
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


def _age(note: QuickNote, today: date) -> Chip:
    age = age_words(note, today)
    if needs_decision(note, today):
        return Chip(f"Decide, {age}", Look.OVERDUE)
    return Chip(age[:1].upper() + age[1:])
