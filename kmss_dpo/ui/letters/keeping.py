"""Keeps the draft in the register: every minute while something is typed, on closing, before the lock."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import LetterId
from kmss_dpo.domain.letters import Draft
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner

EVERY = 60_000
"""Milliseconds; each time keeps a version in the history, so not with every pause."""


class Keeping(QObject):
    """Knows which draft was kept last and which one stands on the screen; `failed` carries the error."""

    failed = Signal(object)

    def __init__(self, session: Session, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._letter: LetterId | None = None
        self._kept: Draft | None = None
        self._typed: Draft | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(lambda: self.keep(lambda: None))

    def begin(self, letter: LetterId, draft: Draft) -> None:
        """Take over a draft as it lies in the register."""
        self._letter = letter
        self._kept = self._typed = draft
        self._timer.start()

    def end(self) -> None:
        """The letter was filed, discarded or closed: nothing is left to keep."""
        self._letter = self._kept = self._typed = None
        self._timer.stop()

    def show(self, draft: Draft) -> None:
        """What stands on the screen now."""
        self._typed = draft

    def unkept(self) -> bool:
        """Whether something was typed since the draft was kept."""
        return self._letter is not None and self._typed != self._kept

    def keep(self, then: Callable[[], None]) -> None:
        """Keep the draft on the writing lane, then go on; filed or discarded, it has nothing to keep."""
        letter, draft = self._letter, self._typed
        if letter is None or draft is None or not self.unkept():
            then()
            return

        def kept() -> None:
            if letter == self._letter:
                self._kept = draft
            then()

        self._runner.run(
            self,
            self._session.writing,
            lambda: self._session.letters.save(letter, draft),
            lambda _: kept(),
            lambda error: self._failed(error, then),
        )

    def keep_now(self) -> None:
        """Keep the draft before this returns, for the lock that follows; raises `Trouble` like any save."""
        if self._letter is not None and self._typed is not None and self.unkept():
            with suppress(Mistake):  # it was filed or discarded meanwhile: nothing is left to keep
                self._session.letters.save(self._letter, self._typed)
            self._kept = self._typed

    def _failed(self, error: Exception, then: Callable[[], None]) -> None:
        if isinstance(error, Mistake):
            self._runner.report(error)
            self.end()
            then()
        else:
            self.failed.emit(error)
