"""Backups: when the last one was made and where, one now, a second place, rehearsals, and a restore."""

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from kmss_dpo.domain.backups import KEPT_WORDS, Restored, SecondPlace, Standing
from kmss_dpo.session import Session
from kmss_dpo.support.clock import LONDON
from kmss_dpo.ui.kit.confirm import ask
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.files import choose_folder
from kmss_dpo.ui.kit.flow import Flow
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner

_DELETE_YOURSELF = "delete the folder whose name begins with “register-backups” on it yourself."


class BackupPanel(Panel):
    """`backed_up(standing)` once a backup was made and verified; restoring and erasing is for the window."""

    backed_up = Signal(object)
    restore_requested = Signal()
    erase_requested = Signal(str)

    def __init__(self, session: Session, runner: Runner, files: Executor) -> None:
        super().__init__("Backups")
        self._session, self._runner, self._files = session, runner, files
        self._origin: Restored | None = None
        self.words = label("", "quiet", wrap=True)
        self.second_words = label("", wrap=True)
        self.rehearsal_words = label("", wrap=True)
        self.earlier_words = label("", wrap=True)
        self.make_button = button("Back up now")
        self.restore_button = button("Restore a backup…")
        self.choose_button = button("Choose a second place…")
        self.leave_button = button("Stop using it…")
        self.rehearse_button = button("Rehearse a restore now")
        self.erase_button = button("Erase the earlier register…")
        self._progress = Progress()
        dress(self.make_button, "database-backup")
        self._lay_out()
        self._connect()

    def load(self) -> None:
        """Look for the newest backup, and for what a restore left."""
        session = self._session
        self._runner.run(self, self._files, session.backups.standing, self.show_backup)
        self._runner.run(self, session.reading, session.restored.origin, self._show_origin)

    def make(self) -> None:
        """Make one now."""
        self._long("Making a backup and opening it again to compare…", self._session.backups.make_and_tell)

    def show_backup(self, standing: Standing) -> None:
        """Say when the newest backup was made, where else it lies, and how the last rehearsal went."""
        self.words.setText(last_words(standing))
        self.second_words.setText(second_words(standing.second))
        self.choose_button.setText(
            "Choose another second place…" if standing.second else "Choose a second place…"
        )
        self.leave_button.setVisible(standing.second is not None)
        self.rehearsal_words.setText(rehearsal_words(standing))

    def _show_origin(self, origin: Restored | None) -> None:
        self._origin = origin
        shown = origin is not None and origin.taken and bool(origin.earlier)
        self.earlier_words.setVisible(shown)
        self.erase_button.setVisible(shown)
        if origin:
            self.earlier_words.setText(
                f"This register was restored. The one before still lies in “{origin.earlier}” and holds data."
            )

    def _rehearse(self) -> None:
        session = self._session

        def job() -> Standing:
            session.rehearsing.rehearse()
            return session.backups.standing()

        self._long("Restoring the newest backup, looking at it and removing it…", job)

    def _choose(self) -> None:
        choose_folder(self, "Choose a second place for backups", self.use_second_place)

    def use_second_place(self, folder: Path) -> None:
        """Copy each backup to this folder too."""
        session = self._session

        def job() -> tuple[bool, Standing]:
            return session.backups.choose_second_place(folder), session.backups.standing()

        self._begin("Copying the backups there and opening each again to compare…")
        self._run(job, self._chosen)

    def _chosen(self, answer: tuple[bool, Standing]) -> None:
        cleared, standing = answer
        self._done(standing)
        if not cleared:
            said = second_words(standing.second)
            self.second_words.setText(f"{said} The place before could not be reached: {_DELETE_YOURSELF}")

    def _ask_to_leave(self) -> None:
        ask(
            self,
            "Stop using the second place?",
            "The copies there are deleted. Where its disk is not connected now they stay on it: they are "
            "encrypted, but what is erased from now on is not erased from them.",
            "Stop using it",
            self._leave,
            danger=True,
        )

    def _leave(self) -> None:
        session = self._session

        def job() -> tuple[bool, Standing]:
            return session.backups.leave_second_place(), session.backups.standing()

        self._begin("Deleting the copies in the second place…")
        self._run(job, self._left)

    def _left(self, answer: tuple[bool, Standing]) -> None:
        deleted, standing = answer
        self._rest()
        self.show_backup(standing)
        if not deleted:
            self.second_words.setText(
                f"There is no second place now. Its disk could not be reached: {_DELETE_YOURSELF}"
            )

    def _long(self, words: str, job: Callable[[], Standing]) -> None:
        self._begin(words)
        self._run(job, self._done)

    def _begin(self, words: str) -> None:
        for each in self._buttons():
            each.setEnabled(False)
        self._progress.begin(words)

    def _run(self, job: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._runner.run(self, self._session.long_work, job, then, self._refused)

    def _done(self, standing: Standing) -> None:
        self._rest()
        self.show_backup(standing)
        self.backed_up.emit(standing)

    def _refused(self, error: Exception) -> None:
        self._rest()
        self._runner.report(error)
        self.load()

    def _rest(self) -> None:
        self._progress.end()
        for each in self._buttons():
            each.setEnabled(True)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.make_button,
            self.restore_button,
            self.choose_button,
            self.leave_button,
            self.rehearse_button,
        )

    def _lay_out(self) -> None:
        for words, buttons in (
            (self.words, (self.make_button, self.restore_button)),
            (self.second_words, (self.choose_button, self.leave_button)),
            (self.rehearsal_words, (self.rehearse_button,)),
            (self.earlier_words, (self.erase_button,)),
        ):
            flow = Flow()
            self.column.addWidget(words)
            for each in buttons:
                flow.addWidget(each)
            self.column.addLayout(flow)
        self.column.addWidget(self._progress)
        self.leave_button.hide()
        self.earlier_words.hide()
        self.erase_button.hide()

    def _connect(self) -> None:
        self.make_button.clicked.connect(self.make)
        self.restore_button.clicked.connect(self.restore_requested)
        self.choose_button.clicked.connect(self._choose)
        self.leave_button.clicked.connect(self._ask_to_leave)
        self.rehearse_button.clicked.connect(self._rehearse)
        self.erase_button.clicked.connect(self._wish_to_erase)
        self._progress.cancel_requested.connect(self._session.backups.stop)
        self._progress.cancel_requested.connect(self._session.rehearsing.stop)

    def _wish_to_erase(self) -> None:
        if self._origin:
            self.erase_requested.emit(self._origin.earlier)


def last_words(standing: Standing) -> str:
    """When the last backup was made, in London time, and how many are kept."""
    if standing.made is None:
        return (
            "No backup was made yet. One is made each day, when you lock, and before many records are "
            f"disposed of: encrypted like the register, in its folder. {KEPT_WORDS}"
        )
    there = standing.made.astimezone(LONDON)
    return (
        f"Last backup {write_day(there.date(), weekday=True)} at {there:%H:%M}, opened again and compared. "
        "One is made each day, when you lock, and before many records are disposed of, in the register's "
        f"folder and encrypted like it. {KEPT_WORDS} What is erased is erased from all of them."
    )


def second_words(place: SecondPlace | None) -> str:
    """Where the second place is, and whether it could be reached."""
    if place is None:
        return "There is no second place. On another disk a copy of each backup would survive this computer."
    if place.missing_since is None:
        return f"Each backup is copied to “{place.folder}” too, opened there again and compared."
    since = write_day(place.missing_since.astimezone(LONDON).date(), weekday=True)
    return (
        f"The second place “{place.folder}” has had no copy since {since}. Connect its disk or folder and "
        "choose “Back up now”, or choose another place."
    )


def rehearsal_words(standing: Standing) -> str:
    """How the last rehearsals of a restore went."""
    when = standing.rehearsed and standing.rehearsed.astimezone(LONDON)
    well = f"A restore last went well {write_day(when.date(), weekday=True)} at {when:%H:%M}." if when else ""
    if standing.trouble:
        return f"{standing.trouble} {well}".strip()
    plan = "Once a week the newest backup is restored into a private folder, looked at and removed."
    return f"{plan} {well or 'That has not been done yet.'}"
