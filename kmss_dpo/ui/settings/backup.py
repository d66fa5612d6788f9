"""Backups: when the last one was made, and one now."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from kmss_dpo.session import Session
from kmss_dpo.support.clock import LONDON
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner


class BackupPanel(Panel):
    """`backed_up(moment)` once a backup was made and verified."""

    backed_up = Signal(object)

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__("Backups")
        self._session = session
        self._runner = runner
        self.words = label("", "quiet", wrap=True)
        self.make_button = button("Back up now")
        self._progress = Progress()
        dress(self.make_button, "database-backup")
        line = QHBoxLayout()
        line.addWidget(self.make_button)
        line.addStretch(1)
        self.column.addWidget(self.words)
        self.column.addWidget(self._progress)
        self.column.addLayout(line)
        self.make_button.clicked.connect(self.make)
        self._progress.cancel_requested.connect(session.backups.stop)

    def load(self) -> None:
        """Look for the newest backup."""
        self._runner.run(self, self._session.long_work, self._session.backups.last, self.show_backup)

    def make(self) -> None:
        """Make one now."""
        self.make_button.setEnabled(False)
        self._progress.begin("Making a backup and opening it again to compare…")
        self._runner.run(self, self._session.long_work, self._session.backups.make, self._made, self._refused)

    def show_backup(self, moment: datetime | None) -> None:
        """Say when the newest backup was made."""
        self.words.setText(last_words(moment))

    def _made(self, moment: datetime) -> None:
        self._rest()
        self.show_backup(moment)
        self.backed_up.emit(moment)

    def _refused(self, error: Exception) -> None:
        self._rest()
        self._runner.report(error)

    def _rest(self) -> None:
        self._progress.end()
        self.make_button.setEnabled(True)


def last_words(moment: datetime | None) -> str:
    """When the last backup was made, in London time."""
    if moment is None:
        return "No backup was made yet. One is made each day, encrypted like the register, in its folder."
    there = moment.astimezone(LONDON)
    return (
        f"Last backup {write_day(there.date(), weekday=True)} at {there:%H:%M}, opened again and compared. "
        "The newest 14 are kept in the register's folder, encrypted like it."
    )
