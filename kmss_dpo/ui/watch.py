"""Watches that the register is the newest there is: at once after unlocking, and while it is open."""

from concurrent.futures import Executor

from PySide6.QtCore import QObject, QTimer

from kmss_dpo.domain.soundness import OlderCopy
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.confirm import ask
from kmss_dpo.ui.kit.notice import Tone
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.shell.window import MainWindow

_EVERY = 5 * 60_000
"""Milliseconds after which the end of the audit trail is kept outside the register again."""


class Watch(QObject):
    """An older copy that was put back is told above the page; keeping the end of the trail is not told."""

    def __init__(self, session: Session, runner: Runner, files: Executor, window: MainWindow) -> None:
        super().__init__(window)
        self._anchor = session.opened.anchor
        self._runner = runner
        self._files = files
        self._window = window
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.keep)

    def begin(self) -> None:
        """Hold the end of the trail against what is kept of it elsewhere."""
        self._timer.start()
        self._runner.run(self, self._files, self._anchor.check, self._tell)

    def keep(self) -> None:
        """Keep where the trail ends now."""
        self._runner.run(self, self._files, self._anchor.keep, lambda _done: None)

    def _tell(self, older: OlderCopy | None) -> None:
        if older:
            words = f"{older.sentence} {older.to_do}"
            self._window.say(words, Tone.ERROR, "Go on with it…", self._ask)

    def _ask(self) -> None:
        ask(
            self._window,
            "Go on with the older copy?",
            "What was recorded after it was made is not in it, and records that were erased since may be in "
            "it again. That you went on is recorded in the audit trail, and this is not said again.",
            "Go on with the older copy",
            lambda: self._runner.run(self, self._files, self._anchor.accept, lambda _done: None),
            danger=True,
        )
