"""Restores as the open register's window offers them, and what is decided about a restored one."""

from concurrent.futures import Executor
from typing import Any

from PySide6.QtCore import QObject, Signal

from kmss_dpo.domain.backups import Restored
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.confirm import ask
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.restore.form_state import erase_words, taken_words, to_look_at
from kmss_dpo.ui.restore.sheet import RestoreSheet
from kmss_dpo.ui.shell.window import MainWindow


class Restores(QObject):
    """`look_requested(folder)` to open a restored register; `taken()` once the open one was taken."""

    look_requested = Signal(object)
    taken = Signal()
    earlier_erased = Signal()

    def __init__(self, session: Session, runner: Runner, files: Executor, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._runner, self._files, self._window = session, runner, files, window

    def serve(self, page: Any) -> None:
        """Do what the page of the settings asks for."""
        page.restore_requested.connect(self.ask)
        page.erase_requested.connect(self.ask_to_erase)
        self.earlier_erased.connect(page.backup.load)

    def ask(self) -> None:
        """Show the backups, to restore one."""
        sheet = RestoreSheet(self._window, self._session.restoring, self._runner, self._files)
        sheet.look_requested.connect(self.look_requested)
        sheet.open()

    def offer(self) -> None:
        """Say of a restored register that it is one, with a button that takes it."""
        self._runner.run(self, self._session.reading, self._session.restored.origin, self._offer)

    def ask_to_erase(self, earlier: str) -> None:
        """Ask before the register before a restored one is erased."""
        ask(
            self._window,
            "Erase the earlier register?",
            erase_words(earlier),
            "Erase the earlier register",
            self._erase,
            danger=True,
        )

    def _offer(self, origin: Restored | None) -> None:
        if origin and not origin.taken:
            self._window.say(
                to_look_at(origin.of),
                action="Use this one from now on",
                on_action=lambda: self._take(origin.earlier),
            )

    def _take(self, earlier: str) -> None:
        take = self._session.restored.take
        self._runner.run(self, self._files, take, lambda _: self._taken(earlier))

    def _taken(self, earlier: str) -> None:
        self.taken.emit()
        if earlier:
            self._window.say(
                taken_words(earlier), action="Erase it…", on_action=lambda: self.ask_to_erase(earlier)
            )

    def _erase(self) -> None:
        erase = self._session.restored.erase_earlier
        self._runner.run(self, self._files, erase, lambda _: self._erased())

    def _erased(self) -> None:
        self._window.say("The earlier register is erased.")
        self.earlier_erased.emit()
