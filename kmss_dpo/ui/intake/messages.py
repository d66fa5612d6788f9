"""Several message files dropped at once: one dialog after the other."""

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Executor
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.intake.message_dialog import FORM, MessageDialog
from kmss_dpo.ui.kit.runner import Runner


class MessageQueue(QObject):
    """`take(files)` opens the first; each one that is decided or left opens the next.

    `opened` carries the case that a message came to; `finished` says that no file waits.
    """

    opened = Signal(int)
    finished = Signal()

    def __init__(self, session: Session, runner: Runner, files: Executor, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._files = files
        self._window = window
        self._waiting: deque[Path] = deque()
        self._kept: dict[Path, Unfinished] = {}
        self.dialog: MessageDialog | None = None

    def take(self, files: Iterable[Path]) -> None:
        """Put files at the end of the queue."""
        self._waiting.extend(files)
        if self.dialog is None:
            self._next()

    def resume(self, kept: Unfinished) -> None:
        """Go on with a message that a lock closed; its file is read again."""
        path = Path(kept.form.removeprefix(FORM))
        self._kept[path] = kept
        self.take([path])

    def _next(self) -> None:
        if not self._waiting:
            self.finished.emit()
            return
        path = self._waiting.popleft()
        dialog = MessageDialog(
            self._session, self._runner, self._files, path, self._window, others=tuple(self._waiting)
        )
        if kept := self._kept.pop(path, None):
            dialog.resume(kept)
        dialog.opened.connect(self.opened)
        dialog.others_taken.connect(self._waiting.clear)
        dialog.finished.connect(self._go_on)
        self.dialog = dialog
        dialog.open()

    def _go_on(self) -> None:
        self.dialog = None
        self._next()
