"""Lists that leave the register as CSV: what is said about it first, where to, and writing them there."""

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

    def warn(self, count: str, needed_for: str, then: Callable[[], None]) -> Decision:
        """Say that personal data leaves the register, before `then`.

        `count` as in “5 records”, `needed_for` as in “the approval takes”.
        """
        return ask(
            self._page,
            f"Export {count} with names?",
            f"The file holds personal data and is not encrypted. Keep it only as long as {needed_for}, "
            "then delete it. The export is recorded in the audit trail.",
            "Choose where to save it…",
            then,
        )

    def ask(self, name: str, lane: Executor, make: Callable[[], bytes]) -> None:
        """Ask where the list shall be saved, under `name` and the day, and save it there."""
        self.choose(name, lambda place: self.save(place, lane, make))

    def choose(self, name: str, then: Callable[[Path], None]) -> None:
        """Ask where the list shall be saved, under `name`, which names nobody, and the day."""
        choose_place(self._page, "Export", f"{name}-{self._session.day().isoformat()}.csv", _CSV, then)

    def save(self, place: Path, lane: Executor, make: Callable[[], bytes]) -> None:
        """Make the list on `lane` and write it to `place`."""
        self._runner.run(self, lane, make, lambda content: self.write(place, content))

    def write(self, place: Path, content: bytes) -> None:
        """Write a list that was made."""
        self._runner.run(
            self, self._files, lambda: write_safely(place, content), lambda _: self.written.emit()
        )
