"""Lists that leave the register as CSV: where to, and what is said about it."""

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.session import Session
from kmss_dpo.support.safe_file import write_safely
from kmss_dpo.ui.kit.confirm import Decision, ask
from kmss_dpo.ui.kit.files import choose_place
from kmss_dpo.ui.kit.runner import Runner

_CSV = "Comma-separated values (*.csv)"


class Export(QObject):
    """Asks for a place, makes the list where it is told to, and writes it on `files`."""

    written = Signal()

    def __init__(self, session: Session, runner: Runner, files: Executor, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._runner = runner
        self._files = files
        self._page = page

    def ask_with_warning(self, count: str, make: Callable[[], bytes]) -> Decision:
        """Say that personal data leaves the register, then ask for the place.

        `make` writes the audit bit by bit and waits for that, so it runs on `files` too.
        """
        return ask(
            self._page,
            f"Export {count} with names?",
            "The file holds personal data and is not encrypted. Keep it only as long as the approval takes, "
            "then delete it. The export is recorded in the audit trail.",
            "Choose where to save it…",
            lambda: self.ask("disposal-list", self._files, make),
        )

    def ask(self, name: str, lane: Executor, make: Callable[[], bytes]) -> None:
        """Ask where the list shall be saved, under `name` and the day, and save it there."""
        suggested = f"{name}-{self._session.day().isoformat()}.csv"
        choose_place(self._page, "Export", suggested, _CSV, lambda place: self.save(place, lane, make))

    def save(self, place: Path, lane: Executor, make: Callable[[], bytes]) -> None:
        """Make the list on `lane` and write it to `place`."""
        self._runner.run(self, lane, make, lambda content: self._write(place, content))

    def _write(self, place: Path, content: bytes) -> None:
        self._runner.run(
            self, self._files, lambda: write_safely(place, content), lambda _: self.written.emit()
        )
