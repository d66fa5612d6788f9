"""What is proposed of the schedule: each difference beside what is in force, and what it would list today."""

from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal

from kmss_dpo.domain.retention_words import RULE_NAMES, say_date
from kmss_dpo.domain.schedule_trial import Trial
from kmss_dpo.domain.schedule_words import Difference, differences, trial_words
from kmss_dpo.services.schedule import WholeSchedule
from kmss_dpo.ui.kit.fitted_table import FittedTable
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column, PagedTableModel

_ALL = 1_000
"""More rows than there can be: the tables show all they have."""
_TITLE_WIDE = 36


@dataclass(frozen=True)
class _Line:
    """A difference or the count of a class, by its place; `first` of those of its rule."""

    id: int
    of: Any
    first: bool = True


class ProposalPanel(Panel):
    """Hidden while nothing is proposed. The wishes carry classes of record: one, or all of them."""

    approve_requested = Signal()
    withdraw_requested = Signal(object)
    throw_away_requested = Signal(object)

    def __init__(self, runner: Runner, lane: Executor) -> None:
        super().__init__()
        self.setAccessibleName("Proposed, not in force")
        self._proposed: WholeSchedule | None = None
        self._changes: dict[int, _Line] = {}
        self._counts: dict[int, _Line] = {}
        self._changes_model = PagedTableModel(
            _change_columns(), lambda ids: [self._changes[each] for each in ids], runner, lane, parent=self
        )
        self._counts_model = PagedTableModel(
            _count_columns(), lambda ids: [self._counts[each] for each in ids], runner, lane, parent=self
        )
        self.changes = FittedTable(self._changes_model, "What is proposed", _ALL)
        self.counts = FittedTable(self._counts_model, "What it would list today", _ALL)
        self._by = label("", "quiet", wrap=True)
        self.listed = label("", wrap=True)
        self.progress = Progress()
        self._lay_out()
        self.changes.action_requested.connect(
            lambda at: self.withdraw_requested.emit([self._changes[at].of.code])
        )
        self.hide()

    def show_proposal(self, whole: WholeSchedule) -> None:
        """Show what is proposed, or nothing; what it would list is counted yet."""
        self._proposed, proposal = whole, whole.proposal
        self.setVisible(proposal is not None)
        self._show_counts({})
        self.listed.setText("Counting what this would list today…")
        if proposal is None:
            return
        self._by.setText(
            f"Proposed by {proposal.by}, {say_date(proposal.on)}. Nothing of it is in force yet."
        )
        found: list[Difference] = []
        for rule in proposal.rules:
            found += differences(whole.rule(rule.code), rule)
        firsts = {each.code: at for at, each in reversed(list(enumerate(found)))}
        self._changes = {at: _Line(at, each, first=firsts[each.code] == at) for at, each in enumerate(found)}
        self._changes_model.set_ids(self._changes, self._changes)

    def show_trial(self, trial: Trial) -> None:
        """Show what the proposal would list."""
        self.listed.setText(trial_words(trial))
        self._show_counts({at: _Line(at, each) for at, each in enumerate(trial.lines)})

    def show_untried(self, words: str) -> None:
        """Say why it was not counted."""
        self.listed.setText(words)

    def _show_counts(self, counts: dict[int, _Line]) -> None:
        self._counts = counts
        self._counts_model.set_ids(counts, counts)
        self.counts.setVisible(bool(counts))

    def _throw_away(self) -> None:
        if self._proposed and self._proposed.proposal:
            self.throw_away_requested.emit([rule.code for rule in self._proposed.proposal.rules])

    def _lay_out(self) -> None:
        approve, away = button("Approve…", "main"), button("Throw the proposal away…")
        approve.clicked.connect(self.approve_requested)
        away.clicked.connect(self._throw_away)
        self.column.addWidget(
            FlowingRow((away, approve), label("Proposed, not in force", "heading"), _TITLE_WIDE)
        )
        for each in (self._by, self.changes, self.listed, self.progress, self.counts):
            self.column.addWidget(each)


def _change_columns() -> tuple[Column[_Line], ...]:
    return (
        Column(
            "Rule",
            text=lambda line: RULE_NAMES[line.of.code] if line.first else "",
            second=lambda line: line.of.field,
            strong=True,
            weight=3,
            sample="Statistics of req",
        ),
        Column("In force", text=lambda line: line.of.was, weight=4, sample="two years after clo"),
        Column("Proposed", text=lambda line: line.of.would_be, weight=4, sample="two years after clo"),
        Column("", action=lambda line: "Take back" if line.first else "", weight=0, sample="Take back"),
    )


def _count_columns() -> tuple[Column[_Line], ...]:
    def figure(title: str, name: str) -> Column[_Line]:
        return Column(
            title, text=lambda line: f"{getattr(line.of, name):,}", weight=0, sample="Would be listed"
        )

    return (
        Column("Rule", text=lambda line: RULE_NAMES[line.of.code], strong=True, sample="Statistics"),
        figure("Listed now", "now"),
        figure("Would be listed", "then"),
        figure("New", "added"),
        figure("No longer", "gone"),
    )
