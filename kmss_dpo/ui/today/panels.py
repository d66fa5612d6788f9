"""The three small panels of the Today screen: answered in time, open cases, this register."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kmss_dpo.domain.backups import Standing
from kmss_dpo.domain.overview import Overview
from kmss_dpo.domain.soundness import RegisterHealth
from kmss_dpo.ui.kit.chips import Chip, ChipLabel
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.verdict import fault_words, verdict_chip
from kmss_dpo.ui.today.plots import KindBars, MonthBars
from kmss_dpo.ui.today.words import (
    backup_words,
    open_kinds,
    rehearsal_words,
    share,
    trail_words,
    twelve_months,
)


class AnsweredPanel(Panel):
    """The share of cases answered in time over twelve months, with a bar for each month."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Answered in time", parent)
        self._figure = label("", "figure")
        self._words = label("", "quiet", wrap=True)
        self._bars = MonthBars()
        self._key = label("Striped: answered late", "small")
        for each in (self._figure, self._words, self._bars, self._key):
            self.column.addWidget(each)
        self._key.hide()

    def show_overview(self, overview: Overview) -> None:
        """Show how many were answered in time."""
        in_time, of = overview.answered()
        self._figure.setVisible(of > 0)
        self._bars.setVisible(of > 0)
        self._key.setVisible(in_time < of)
        if not of:
            self._words.setText("No answer with a due date was sent in the last 12 months.")
            return
        self._figure.setText(share(in_time, of))
        self._words.setText(f"{in_time:,} of {of:,} in the last 12 months")
        self._bars.show_months(twelve_months(overview))


class OpenPanel(Panel):
    """How many cases of each kind are open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Open cases", parent)
        self._bars = KindBars()
        self._none = label("No case is open.", "quiet", wrap=True)
        self.column.addWidget(self._bars)
        self.column.addWidget(self._none)

    def show_overview(self, overview: Overview) -> None:
        """Show the kinds of which any is open."""
        counts = open_kinds(overview.open_by_kind)
        self._bars.setVisible(bool(counts))
        self._none.setVisible(not counts)
        self._bars.show_counts(counts)


class RegisterPanel(Panel):
    """Whether the audit trail is whole, when the last backup was made, what went wrong; a button for each."""

    check_requested = Signal()
    backup_requested = Signal()
    incidents_requested = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__("This register", parent)
        self._now = now
        self._verdict = ChipLabel(Chip("Not checked yet"))
        self._trail = label("The audit trail has not been checked since unlocking.", "quiet", wrap=True)
        self._advice = label("", "error", wrap=True)
        self._backup = label("", "quiet", wrap=True)
        self._rehearsed = label("", "quiet", wrap=True)
        self._check_now = button("Check now")
        self._back_up = button("Back up now")
        self._incidents = button("Incidents…")
        self.progress = Progress()
        buttons = QGridLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._back_up, 0, 0)
        buttons.addWidget(self._check_now, 0, 1)
        buttons.addWidget(self._incidents, 1, 0)
        buttons.setColumnStretch(2, 1)
        for each in (self._verdict, self._trail, self._advice, self._backup, self._rehearsed, self.progress):
            self.column.addWidget(each)
        self.column.addLayout(buttons)
        self._advice.hide()
        self._rehearsed.hide()
        self._check_now.clicked.connect(self.check_requested)
        self._back_up.clicked.connect(self.backup_requested)
        self._incidents.clicked.connect(self.incidents_requested)

    def show_health(self, health: RegisterHealth, standing: Standing) -> None:
        """Show what the check found, and how things stand with the backups."""
        self._verdict.show_chip(verdict_chip(health))
        self._trail.setText(trail_words(health, self._now()))
        self._advice.setText(fault_words(health))
        self._advice.setVisible(health.fault is not None)
        self.show_backup(standing)

    def show_backup(self, standing: Standing) -> None:
        """Show when the newest backup was made and where, and when a restore was rehearsed."""
        self._backup.setText(backup_words(standing, self._now()))
        self._rehearsed.setText(rehearsal_words(standing, self._now()))
        self._rehearsed.setVisible(standing.made is not None)

    def rest(self, *, resting: bool) -> None:
        """Whether the buttons rest, while one of them is being done."""
        self._check_now.setDisabled(resting)
        self._back_up.setDisabled(resting)
