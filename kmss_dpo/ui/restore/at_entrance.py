"""A backup restored from the unlock window, and a restored register that is looked at before it is taken."""

from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.support.paths import usual_register_folder
from kmss_dpo.support.settings import REGISTER_FOLDER, Settings
from kmss_dpo.ui.kit.runner import Runner

if TYPE_CHECKING:
    from kmss_dpo.services.unlocking import Unlocking


class TriedOut(QObject):
    """`folder` is the restored register that is looked at now; which one is opened next time stays as it is.

    `wanted()` once there is one to look at.
    """

    wanted = Signal()

    def __init__(self, window: QWidget, settings: Settings, runner: Runner) -> None:
        super().__init__(window)
        self._window, self._settings, self._runner = window, settings, runner
        self.folder: Path | None = None

    def ask(self, unlocking: "Unlocking", files: Executor) -> None:
        """Show the backups of the register, whether it opens or not; without one, those in another folder."""
        from kmss_dpo.ui.kit.files import choose_folder  # noqa: PLC0415 - not needed for the first picture

        if known := self._settings.get(REGISTER_FOLDER):
            self._show(unlocking, Path(known), files)
            return
        usual = usual_register_folder()
        choose_folder(
            self._window, "Look for backups", lambda chosen: self._show(unlocking, usual, files, chosen)
        )

    def _show(
        self, unlocking: "Unlocking", register: Path, files: Executor, chosen: Path | None = None
    ) -> None:
        from kmss_dpo.ui.restore.sheet import RestoreSheet  # noqa: PLC0415 - not needed for the first picture

        restoring = unlocking.restoring(register)
        sheet = RestoreSheet(self._window, restoring, self._runner, files, chosen)
        sheet.look_requested.connect(self.look_at)
        sheet.finished.connect(lambda _how: files.submit(restoring.close))
        sheet.open()

    def look_at(self, folder: Path) -> None:
        """Show a restored register instead of the one that is known."""
        self.folder = folder
        self.wanted.emit()

    def take(self) -> None:
        """What was looked at is the register from now on."""
        if self.folder is not None:
            self._settings.remember(REGISTER_FOLDER, str(self.folder))
            self.folder = None
