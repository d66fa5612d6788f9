"""What the window does by itself: counts, the reminder, backups and their rehearsal, dates, a new day."""

from concurrent.futures import Executor

from PySide6.QtCore import QObject, QTimer, Signal

from kmss_dpo.domain.backups import Standing
from kmss_dpo.domain.cases import Family
from kmss_dpo.domain.overview import Overview
from kmss_dpo.session import Session
from kmss_dpo.support.clock import LONDON
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.shell.window import MainWindow
from kmss_dpo.ui.today.reminder import remind

_A_MINUTE = 60_000
_LATER = 120 * _A_MINUTE
"""“Later today” is in two hours."""
_BREATH = 300
"""Milliseconds until the day's long work is begun: by then Today is read and painted."""


class Morning(QObject):
    """Alerts are worked out and never stored; what has run out is said once a day and never in the way."""

    review_requested = Signal()
    news_wanted = Signal()
    backup_told = Signal(object)

    def __init__(self, session: Session, runner: Runner, files: Executor, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._files = files
        self._window = window
        self._day = session.day()
        self._reminded = False
        self._minutes = QTimer(self)
        self._minutes.setInterval(_A_MINUTE)
        self._minutes.timeout.connect(self.look)
        self._rehearse = QTimer(self)
        self._rehearse.setSingleShot(True)
        self._rehearse.setInterval(_A_MINUTE)
        self._rehearse.timeout.connect(self._begin_to_rehearse)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER)
        self._later.timeout.connect(self._remind_again)

    def begin(self) -> None:
        """Watch for a new day; make the day's backup, and catch up with the holidays, when there is time."""
        self._minutes.start()
        QTimer.singleShot(_BREATH, self, self._begin_long_work)

    def count(self, overview: Overview) -> None:
        """Show the counts; and, once a day, the reminder of what has run out."""
        self._window.show_count("today", overview.overdue, alarm=overview.overdue > 0)
        for family in Family:
            self._window.show_count(family.value, overview.open_in(family))
        self._window.show_count("retention", overview.ready_count())
        if not self._reminded and (reminder := remind(self._window, overview)):
            self._reminded = True
            reminder.review_requested.connect(self.review_requested)
            reminder.later_requested.connect(self._later.start)

    def _remind_again(self) -> None:
        self._reminded = False
        self.news_wanted.emit()

    def show_backup(self, standing: Standing) -> None:
        """Say when the newest backup was made, to the pages as well."""
        self.backup_told.emit(standing)
        if standing.made is None:
            self._window.show_backup("No backup yet")
            return
        local = standing.made.astimezone(LONDON)
        day = "today" if local.date() == self._session.day() else write_day(local.date())
        self._window.show_backup(f"Last backup {day} {local:%H:%M}, verified")

    def _begin_long_work(self) -> None:
        self._catch_up()
        self._runner.run(self, self._files, self._back_up, self._backed_up)

    def _backed_up(self, standing: Standing) -> None:
        self.show_backup(standing)
        self._rehearse.start()

    def _begin_to_rehearse(self) -> None:
        self._runner.run(self, self._files, self._rehearse_if_due, self.show_backup)

    def look(self) -> None:
        """See whether a new day began, at midnight, after sleep or because the clock was moved."""
        if self._session.day() != self._day:
            self._day = self._session.day()
            self._reminded = False
            self._begin_long_work()
            self.news_wanted.emit()

    def _catch_up(self) -> None:
        """The cases whose dates move are told to the pages, like any other change; nothing else is said."""
        session = self._session
        self._runner.run(self, session.long_work, session.cases.catch_up, lambda _moved: None)

    def _back_up(self) -> Standing:
        """Finish disposals that were cut off, and make the day's backup; how things stand then."""
        self._session.long_work.have_done(self._session.retention.reach_backups)
        self._session.long_work.have_done(self._session.backups.keep_up)
        return self._session.backups.standing()

    def _rehearse_if_due(self) -> Standing:
        """Rehearse a restore once a week; how things stand then."""
        self._session.long_work.have_done(self._session.rehearsing.rehearse_if_due)
        return self._session.backups.standing()
