"""Opens the wording of a letter for whichever page asks, and says what came of it."""

from concurrent.futures import Executor

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.services.wordings import OpenWording
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.letters.wordings.sheet import PLACE, WordingSheet

__all__ = ["PLACE", "WordingDesk"]

_SAVED = "Saved. Letters begun from now on have this wording."


class WordingDesk(QObject):
    """`told` says what was done. A wording that stands open is not opened again by a double click."""

    told = Signal(str)

    def __init__(self, session: Session, runner: Runner, files: Executor, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._files = files
        self._window = window
        self._open: WordingSheet | None = None

    def edit(self, code: str) -> None:
        """Show the wording of a letter to change it."""
        self._read(code, None)

    def resume(self, kept: Unfinished) -> None:
        """Go on with a wording that a lock closed."""
        self._read(kept.form.partition(" ")[2], kept)

    def _read(self, code: str, kept: Unfinished | None) -> None:
        open_it = self._session.wordings.open
        self._runner.run(
            self, self._session.reading, lambda: open_it(code), lambda opened: self._show(opened, kept)
        )

    def _show(self, opened: OpenWording, kept: Unfinished | None) -> None:
        if self._open is not None:
            return
        sheet = self._open = WordingSheet(self._window, self._session, self._runner, self._files, opened)
        sheet.saved.connect(lambda _answer: self.told.emit(_SAVED))
        sheet.finished.connect(self._closed)
        sheet.open()
        if kept:
            sheet.typing.resume(kept)

    def _closed(self) -> None:
        self._open = None
