"""The health of the register: checked against its audit trail, and backed up, beside the window."""

from collections.abc import Callable
from concurrent.futures import Executor

from PySide6.QtCore import QObject, Signal

from kmss_dpo.domain.backups import Standing
from kmss_dpo.domain.soundness import RegisterHealth
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.long_work import LongWork, Proceed
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.today.incidents import IncidentList
from kmss_dpo.ui.today.panels import RegisterPanel


class RegisterCare(QObject):
    """Does what its panel asks for; `checked` and `backed_up` carry what came of it."""

    checked = Signal(object)
    backed_up = Signal(object)

    def __init__(self, session: Session, runner: Runner) -> None:
        self.panel = RegisterPanel(session.now)
        super().__init__(self.panel)
        self._session = session
        self._runner = runner
        self._checking = LongWork(runner, session.checking, self.panel.progress)
        self.health: RegisterHealth | None = None
        self.panel.check_requested.connect(self.check)
        self.panel.backup_requested.connect(self.back_up)
        self.panel.incidents_requested.connect(self._list_incidents)
        self.panel.progress.cancel_requested.connect(session.backups.stop)

    def check(self) -> None:
        """Check the register from one end to the other, on a thread of its own."""
        self.panel.rest(resting=True)
        words = "Checking the register against its audit trail"
        self._checking.run(words, self._check, self._show_health, self._failed)

    def _check(self, proceed: Proceed) -> tuple[RegisterHealth, Standing]:
        return self._session.today.health(proceed), self._session.backups.standing()

    def back_up(self) -> None:
        """Make a backup, on the lane for long work."""
        self.panel.rest(resting=True)
        self.panel.progress.begin("Making a backup, opening it and comparing it")
        self._long(self._session.long_work, self._session.backups.make_and_tell, self._backed_up)

    def _long(self, lane: Executor, job: Callable[[], object], then: Callable[..., None]) -> None:
        self._runner.run(self, lane, job, then, self._failed)

    def _failed(self, error: Exception) -> None:
        self._end()
        self._runner.report(error)

    def _end(self) -> None:
        self.panel.progress.end()
        self.panel.rest(resting=False)

    def _show_health(self, found: tuple[RegisterHealth, Standing]) -> None:
        health, standing = found
        self.health = health
        self._end()
        self.panel.show_health(health, standing)
        self.checked.emit(health)

    def _backed_up(self, standing: Standing) -> None:
        self._end()
        self.panel.show_backup(standing)
        self.backed_up.emit(standing)

    def _list_incidents(self) -> None:
        page = self.panel.window()
        self._runner.run(
            self,
            self._session.reading,
            self._session.incidents.all,
            lambda found: IncidentList(page, found).open(),
        )
