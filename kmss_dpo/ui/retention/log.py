"""The log of what was disposed of, with a certificate of each entry or of some days."""

from collections.abc import Sequence
from concurrent.futures import Executor
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.disposal import DisposalRecord
from kmss_dpo.domain.disposal_words import DONE, class_words, failed, held_check
from kmss_dpo.domain.retention_words import counted_from, rule_name, say_date
from kmss_dpo.support.clock import LONDON
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column
from kmss_dpo.ui.retention.tables import Line, Listed


class DisposalLog(Listed[DisposalRecord]):
    """What was disposed of."""

    NOTHING = "Nothing has been disposed of yet."
    NOTHING_MORE = "Each disposal is listed here: how many records, by which rule, and who approved it."
    certificate_requested = Signal(int)
    days_requested = Signal()

    def __init__(self, runner: Runner, lane: Executor) -> None:
        columns: tuple[Column[Any], ...] = (
            Column("Day", text=_day, second=_time, weight=0, sample="28 Nov 2026"),
            Column("Records", text=lambda line: str(line.of.records), weight=0, sample="10,000", right=True),
            Column(
                "Kind",
                text=lambda line: class_words(line.of.record_class),
                second=_what,
                weight=2,
                whole=True,
            ),
            Column(
                "Rule",
                text=lambda line: rule_name(line.of.rule),
                second=lambda line: counted_from(line.of),
                weight=3,
                whole=True,
            ),
            Column("Approved by", text=lambda line: line.of.approved_by, weight=2, whole=True),
            Column("Backups", text=lambda line: line.of.backups, weight=4),
        )
        sentence = "What was disposed of, by whom and by which rule. It names nobody and holds nothing of it."
        super().__init__("Disposal log", sentence, columns, runner, lane)

    def further_buttons(self) -> Sequence[QWidget]:
        """A certificate of the current entry, or of everything on some days."""
        one, days = button("Certificate…"), button("Certificate of days…")
        one.setAccessibleDescription("Of the current entry")
        for each in (one, days):
            dress(each, "file-text")
        one.clicked.connect(self._certify)
        days.clicked.connect(self.days_requested)
        return one, days

    def more(self, one: DisposalRecord) -> str:
        """How it was disposed of, what was held, and what failed."""
        parts = (f"Entry {one.id}", one.method, held_check(one), f"Failures: {failed(one)}", one.backups)
        return f"{'. '.join(part.rstrip('.') for part in parts)}."

    def _certify(self) -> None:
        line = self.table.chosen()
        if line is not None:
            self.certificate_requested.emit(self._lines[line].of.id)


def _what(line: Line[DisposalRecord]) -> str:
    return ", ".join(part for part in (DONE[line.of.action].capitalize(), line.of.stage) if part)


def _day(line: Line[DisposalRecord]) -> str:
    return say_date(line.of.at.astimezone(LONDON).date())


def _time(line: Line[DisposalRecord]) -> str:
    return f"{line.of.at.astimezone(LONDON):%H:%M}"
