"""The list of records whose period has ended: ticked to erase, or held and not to be ticked."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.disposal import Parts, Ready
from kmss_dpo.domain.disposal_words import title, what_it_holds
from kmss_dpo.domain.retention import Action, RetentionRule
from kmss_dpo.domain.retention_words import action_words, period, rule_name, say_date, trigger_words
from kmss_dpo.ui.kit.chips import Chip, Look
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.retention.form_state import Arranged

Index = QModelIndex | QPersistentModelIndex
DECISION = 5
UNDECIDED = "Undecided ▾"


@dataclass(frozen=True)
class ReadyRow:
    """One line: the record, its rule, and what it holds."""

    ready: Ready
    rule: RetentionRule
    holds: Parts

    @property
    def id(self) -> int:
        """The record's number in lists."""
        return self.ready.id


class ReadyModel(PagedTableModel[ReadyRow]):
    """A list in which held records have no tick box; `decided` says what is decided about a record."""

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Iterable[ReadyRow]],
        decided: Callable[[Ready], Action],
        runner: Runner,
        lane: Executor,
        parent: QObject,
    ) -> None:
        self._held: frozenset[int] = frozenset()
        self._decided = decided
        super().__init__(_columns(self._decision), fetch, runner, lane, checkable=True, parent=parent)

    def show(self, arranged: Arranged) -> None:
        """Show these records in this order; ticks stay on those that are still there and not held."""
        self._held = arranged.held
        self.set_ids(each.id for each in arranged.shown)
        if self.count_checked():
            self.check(self.checked())

    def check(self, ids: Iterable[int]) -> None:
        """Tick exactly these records, but for held ones."""
        super().check(set(ids) - self._held)

    def _decision(self, row: ReadyRow) -> str:
        return decided_words(self._decided(row.ready)) if self.is_checked(row.id) else UNDECIDED

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: what a cell shows; a held record has no tick box, and the tick box has a name."""
        if index.isValid() and index.column() == 0:
            held = self.id_at(index.row()) in self._held
            if held and role == Qt.ItemDataRole.CheckStateRole:
                return None
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return "On hold" if held else "Dispose of"
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: a held record cannot be ticked."""
        flags = super().flags(index)
        if index.isValid() and self.id_at(index.row()) in self._held:
            return flags & ~Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Qt: tick or untick a record that nothing holds."""
        if index.isValid() and self.id_at(index.row()) in self._held:
            return False
        return super().setData(index, value, role)


def _columns(decision: Callable[[ReadyRow], str]) -> tuple[Column[ReadyRow], ...]:
    return (
        Column[ReadyRow]("", weight=0, sample="M"),
        Column[ReadyRow](
            "Record",
            text=_record,
            second=lambda row: f"{row.ready.reference} · {what_it_holds(row.ready, row.holds)}",
            strong=True,
            sort="record",
            weight=5,
            sample="Unfinished web form",
            whole=True,
        ),
        Column[ReadyRow](
            "Rule",
            text=lambda row: rule_name(row.ready.rule),
            second=lambda row: period(row.rule),
            sort="rule",
            weight=3,
            sample="Unfinished web for",
            whole=True,
        ),
        Column[ReadyRow](
            "Trigger",
            text=lambda row: trigger_words(row.rule, row.ready.trigger_on),
            sort="trigger",
            weight=0,
            sample="Dealt with 28 Nov 20",
            whole=True,
        ),
        Column[ReadyRow](
            "Ran out",
            text=lambda row: say_date(row.ready.ran_out_on),
            sort="ran_out",
            weight=0,
            sample="28 Nov 2026",
        ),
        Column[ReadyRow](
            "Decision",
            chip=_hold,
            second=lambda row: "; ".join(row.ready.held_by),
            action=decision,
            sort="decision",
            weight=3,
            sample="Anonymise ▾",
            early=True,
        ),
    )


def decided_words(action: Action) -> str:
    """What stands on the button of a record about which that is decided."""
    return f"{action_words(action)} ▾"


def _record(row: ReadyRow) -> str:
    return " · ".join(part for part in (title(row.ready), row.ready.person) if part)


def _hold(row: ReadyRow) -> Chip | None:
    """That it is held, or how often; why stands below, whole in the tip."""
    held_by = row.ready.held_by
    if not held_by:
        return None
    return Chip(say_count(len(held_by), "hold") if len(held_by) > 1 else "On hold", Look.WAITING)
