"""Public holidays: how far they are known, the coming ones, and the officer's changes to them."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from kmss_dpo.domain.holidays import NATION_NAMES, ClosedDays
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.confirm import ask
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.files import choose_files
from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.long_work import LongWork
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.kit.table_view import TableView
from kmss_dpo.ui.settings.form_state import (
    NewDayState,
    coming,
    imported_words,
    moved_words,
    reach_warning,
    reach_words,
)

_LEAST_LINES = 14


@dataclass(frozen=True)
class _Holiday:
    """A line of the list; its id is the day's ordinal."""

    id: int
    day: date
    name: str


class HolidaysPanel(Panel):
    """Every change is kept at once, and the dates of open cases are worked out anew after it."""

    recomputed = Signal(int)

    def __init__(self, session: Session, runner: Runner, files: Executor) -> None:
        super().__init__("Public holidays")
        self._session = session
        self._runner = runner
        self._files = files
        self._days: dict[int, _Holiday] = {}
        self._reach = label("", "quiet", wrap=True)
        self.warning = Notice(closable=False)
        self.told = Notice()
        self._model = PagedTableModel(_columns(), self._rows, runner, files, parent=self)
        self.table = TableView(self._model, "Coming public holidays")
        self.binder = Binder(NewDayState(), self)
        self.form = Form()
        self.day = DateField(session.day)
        self.name = QLineEdit()
        self.add_button = button("Add this day")
        self._import = button("Import the official list…")
        self._again = button("Work the dates out again", "link")
        self._progress = Progress()
        self.work = LongWork(runner, files, self._progress)
        self._lay_out()
        self._connect()

    def load(self) -> None:
        """Read the table in force."""
        self._runner.run(self, self._session.reading, self._session.holidays.closed_days, self._show)

    def recompute(self, before: str = "") -> None:
        """Work out the dates of every open case anew; `before` is what led to it, said with the result."""
        cases = self._session.cases
        self.work.run(
            "Working out the dates of open cases…", cases.recompute, lambda moved: self._moved(before, moved)
        )

    def import_list(self, file: Path) -> None:
        """Take over an official list of public holidays, JSON or iCalendar."""
        holidays = self._session.holidays
        self._runner.run(self, self._files, lambda: holidays.read_list(file), self._take_over)

    def _take_over(self, published: bytes) -> None:
        holidays = self._session.holidays
        self._runner.run(
            self,
            self._session.writing,
            lambda: holidays.take_over(published),
            lambda changed: self._changed(imported_words(changed)),
        )

    def _add(self) -> None:
        state = self.binder.state
        if self.form.refuses(state.errors()) or state.day is None:
            return
        self._settle(state.day, state.name.strip(), closed=True)
        self.day.clear()
        self.name.clear()

    def _ask_to_take(self, ordinal: int) -> None:
        chosen = self._days[ordinal]
        words = f"{chosen.name} would be a working day, and due dates may fall on it. It can be added again."
        ask(
            self,
            f"Take {write_day(chosen.day, weekday=True)} away?",
            words,
            "Take the day away",
            lambda: self._settle(chosen.day, chosen.name, closed=False),
        )

    def _settle(self, day: date, name: str, *, closed: bool) -> None:
        holidays = self._session.holidays
        said = f"{write_day(day, weekday=True)} is {'a public holiday' if closed else 'a working day'} now."
        self._runner.run(
            self,
            self._session.writing,
            lambda: holidays.add(day, name, closed=closed),
            lambda _: self._changed(said),
        )

    def _changed(self, said: str) -> None:
        self.load()
        self.recompute(said)

    def _moved(self, before: str, moved: int) -> None:
        said = moved_words(moved, stopped=self.work.stopped())
        tone = Tone.WARNING if self.work.stopped() else Tone.TOLD
        self.told.say(f"{before} {said}".strip(), tone)
        self.recomputed.emit(moved)

    def _show(self, closed: ClosedDays) -> None:
        today = self._session.day()
        self._reach.setText(f"{NATION_NAMES[closed.nation]}. {reach_words(closed)}")
        warning = reach_warning(closed, today)
        if warning:
            self.warning.say(warning, Tone.WARNING)
        else:
            self.warning.hide()
        self._days = {
            day.toordinal(): _Holiday(day.toordinal(), day, name) for day, name in coming(closed, today)
        }
        self._model.set_ids(self._days)

    def _rows(self, ids: Sequence[int]) -> list[_Holiday]:
        return [self._days[each] for each in ids if each in self._days]

    def _lay_out(self) -> None:
        self.table.keep_lines(_LEAST_LINES)
        self.form.add_beside(
            [("day", "Another day", self.day), ("day_name", "What it is called", self.name)], (2, 3)
        )
        self.binder.day("day", self.day)
        self.binder.line("name", self.name)
        dress(self._import, "import")
        dress(self.add_button, "plus")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.add_button)
        line.addWidget(self._import)
        line.addStretch(1)
        for each in (self._reach, self.warning, self.told, self._progress, self.table, self.form):
            self.column.addWidget(each)
        self.column.addLayout(line)
        self.column.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._add)
        self.name.returnPressed.connect(self._add)
        self.table.action_requested.connect(self._ask_to_take)
        self.table.open_requested.connect(self._ask_to_take)
        self._again.clicked.connect(self._again_by_hand)
        self._import.clicked.connect(self._choose_list)

    def _again_by_hand(self) -> None:
        self.recompute()

    def _choose_list(self) -> None:
        kinds = "Public holidays (*.json *.ics)"
        choose_files(self, "The official list", kinds, lambda chosen: self.import_list(chosen[0]))


def _columns() -> tuple[Column[_Holiday], ...]:
    return (
        Column("Day", text=lambda row: write_day(row.day, weekday=True), weight=0, sample="Wed 28 Nov 2026"),
        Column("Holiday", text=lambda row: row.name, weight=1),
        Column("", action=lambda _row: "Take away…", weight=0, sample="Take away…"),
    )
