"""The window before the register is open: unlocking, or making a register for the first time."""

from collections.abc import Callable
from concurrent.futures import Executor
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow

from kmss_dpo.support.clock import Clock
from kmss_dpo.support.settings import Settings
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.unlock.page import UnlockPage

if TYPE_CHECKING:
    from kmss_dpo.services.unlocking import Unlocking

_FILE = "register.kmss"


class Entrance(QMainWindow):
    """Shows the unlock page at once; what opens a register is given later with `use`.

    `opened` hands over the open register.
    """

    opened = Signal(object)
    closed = Signal()

    def __init__(self, settings: Settings, clock: Clock) -> None:
        super().__init__()
        self._settings = settings
        self._clock = clock
        self._unlocking: Unlocking | None = None
        self._runner: Runner | None = None
        self._files: Executor | None = None
        self._waiting: Callable[[], None] | None = None
        self.unlock = UnlockPage(self._first_card(), self._now(), self)
        self.setCentralWidget(self.unlock)
        self.setWindowTitle("KMSS DPO Register")
        self.resize(1000, 700)
        self._connect()
