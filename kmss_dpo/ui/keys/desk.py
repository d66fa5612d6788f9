"""What of the ways in happens by itself after the unlocking, and the panel of the settings."""

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from kmss_dpo.domain.keys import Ways
from kmss_dpo.services.new_key import Settled
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.ui.keys.form_state import NO_KIT, settled_words
from kmss_dpo.ui.keys.panel import WaysPanel
from kmss_dpo.ui.keys.sheets import Desk
from kmss_dpo.ui.kit.notice import Tone
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.shell.window import MainWindow


class _Surroundings(Protocol):
    """What lives as long as the process."""

    @property
    def runner(self) -> Runner:
        """Runs jobs on lanes."""

    @property
    def files(self) -> Executor:
        """For what is no matter of the register."""

    @property
    def unlocking(self) -> Unlocking:
        """The ways into registers."""


class KeysDesk(QObject):
    """`new_key_decided` comes once what is typed was kept, so that the register can be locked for it.

    `kept` keeps it and says whether it could; `page` brings a page to the front; `settled` comes once what
    followed a key change was done.
    """

    new_key_decided = Signal(object)
    settled = Signal()

    def __init__(
        self,
        session: Session,
        around: _Surroundings,
        window: MainWindow,
        kept: Callable[[], bool],
        page: Callable[[str], object],
    ) -> None:
        super().__init__(window)
        self._desk = Desk(session, around.unlocking.keys(session.opened), around.runner, around.files)
        self._window = window
        self._kept = kept
        self._page = page
        self._panel: WaysPanel | None = None

    def panel(self) -> WaysPanel:
        """The panel of the settings."""
        if self._panel is None:
            self._panel = WaysPanel(self._desk)
            self._panel.new_key_decided.connect(self._decided)
        return self._panel

    def begin(self) -> None:
        """After the unlocking: what a key change has left to do, and whether there is a recovery kit."""
        desk = self._desk
        desk.runner.run(self, desk.session.long_work, desk.keys.settle_new_key, self._settled)
        desk.runner.run(self, desk.session.reading, desk.keys.ways, self._look)

    def make_kit(self) -> None:
        """Show the settings and make a new recovery kit there."""
        self._page("settings")
        self.panel().new_kit()

    def _decided(self, keys: Any) -> None:
        """The keys go unused where what is typed could not be kept: its window says so."""
        if self._kept():
            self.new_key_decided.emit(keys)
        else:
            keys.wipe()

    def _settled(self, settled: Settled | None) -> None:
        if settled is not None:
            self._window.say(settled_words(settled), Tone.WARNING if settled.left else Tone.TOLD)
            self.settled.emit()

    def _look(self, ways: Ways) -> None:
        if ways.kit() is None:
            self._window.say(NO_KIT, Tone.ERROR, "Make a recovery kit…", self.make_kit)
