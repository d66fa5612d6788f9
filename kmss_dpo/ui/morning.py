"""What the window does by itself: counts, alerts, backups and their rehearsal, dates caught up, a new day."""

from concurrent.futures import Executor

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from kmss_dpo.domain.backups import Standing
from kmss_dpo.domain.cases import Family
from kmss_dpo.domain.overview import Overview
from kmss_dpo.session import Session
from kmss_dpo.support.clock import LONDON
from kmss_dpo.support.settings import Settings
from kmss_dpo.ui.alerts.alerting import Alerting
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.shell.window import MainWindow

_A_MINUTE = 60_000
_BREATH = 300
"""Milliseconds until the day's long work is begun: by then Today is read and painted."""


class Morning(QObject):
    """What is begun at the unlock, and again on each new day."""

    news_wanted = Signal()
    backup_told = Signal(object)

    def __init__(
        self, session: Session, runner: Runner, files: Executor, settings: Settings, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._files = files
        self._window = window
        self._day = session.day()
        self._counted = False
        self.alerts = Alerting(session, runner, files, settings, window)
        self._minutes = QTimer(self)
        self._minutes.setInterval(_A_MINUTE)
        self._minutes.timeout.connect(self.look)
        self._rehearse = QTimer(self)
        self._rehearse.setSingleShot(True)
        self._rehearse.setInterval(_A_MINUTE)
        self._rehearse.timeout.connect(self._begin_to_rehearse)

    def begin(self) -> None:
        """Watch for a new day; make the day's backup, and catch up with the holidays, when there is time."""
        self._minutes.start()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._come_back)
        QTimer.singleShot(_BREATH, self, self._begin_long_work)

    def count(self, overview: Overview) -> None:
        """Show the counts; once they stand for the first time, see what needs attention."""
        for family in Family:
            self._window.show_count(family.value, overview.open_in(family))
        self._window.show_count("retention", overview.ready_count())
        if not self._counted:
            self._counted = True
            self.alerts.time_came()

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
        ahead = self._session.letters.knowing.read_ahead
        self._runner.run(self, self._session.long_work, ahead, lambda _none: None)

    def _backed_up(self, standing: Standing) -> None:
        self.show_backup(standing)
        self._rehearse.start()

    def _begin_to_rehearse(self) -> None:
        self._runner.run(self, self._files, self._rehearse_if_due, self.show_backup)

    def look(self) -> None:
        """See whether a new day began, at midnight, after sleep or because the clock was moved."""
        if self._session.day() != self._day:
            self._day = self._session.day()
            self._begin_long_work()
            self.alerts.time_came()
            self.news_wanted.emit()
        self.alerts.look()

    def _come_back(self, state: Qt.ApplicationState) -> None:
        """The program comes to the front, perhaps after the computer slept: no minute may have passed yet."""
        if state is Qt.ApplicationState.ApplicationActive:
            self.look()

    def _catch_up(self) -> None:
        """The cases whose dates move are told to the pages, like any other change; nothing else is said."""
        session = self._session
        for job in (session.cases.catch_up, session.schedule.work_out):
            self._runner.run(self, session.long_work, job, lambda _moved: None)

    def _back_up(self) -> Standing:
        """Finish disposals that were cut off, and make the day's backup; how things stand then."""
        self._session.long_work.have_done(self._session.retention.reach_backups)
        self._session.long_work.have_done(self._session.backups.keep_up)
        return self._session.backups.standing()

    def _rehearse_if_due(self) -> Standing:
        """Rehearse a restore once a week; how things stand then."""
        self._session.long_work.have_done(self._session.rehearsing.rehearse_if_due)
        return self._session.backups.standing()
