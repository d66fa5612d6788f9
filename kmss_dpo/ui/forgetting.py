"""Has this computer's keychain forget a register that is locked, or whose folder is not at hand."""

from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kmss_dpo.support.settings import REGISTER_ID, Settings
from kmss_dpo.ui.kit.confirm import ask
from kmss_dpo.ui.kit.runner import Runner

if TYPE_CHECKING:
    from kmss_dpo.services.unlocking import Unlocking

_WORDS = (
    "This computer's keychain no longer opens the register, whether its folder is at hand or not. From then "
    "on the passphrase or the recovery key is needed here."
)


class Forgetting(QObject):
    """Asks first."""

    def __init__(self, window: QWidget, settings: Settings, runner: Runner, files: Executor) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._runner = runner
        self._files = files

    def ask(
        self,
        unlocking: "Unlocking",
        folder: Path,
        then: Callable[[], None],
        refused: Callable[[Exception], None],
    ) -> None:
        """Whether to forget the register in a folder; `refused` hears that the keychain holds nothing."""
        known = self._settings.get(REGISTER_ID)

        def forgot(_answer: None) -> None:
            self._settings.remember(REGISTER_ID, "")
            then()

        def forget() -> None:
            job = partial(unlocking.forget_unopened, folder, known)
            self._runner.run(self, self._files, job, forgot, refused)

        ask(self._window, "Forget this computer?", _WORDS, "Forget this computer", forget)
