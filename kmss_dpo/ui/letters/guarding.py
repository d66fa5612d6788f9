"""Looks up whether something of another case stands in the letter, whenever the typing pauses."""

from PySide6.QtCore import QObject, QTimer, Signal

from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.letters import Clash, Draft
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner

PAUSE = 400
"""Milliseconds without a key press."""


class Guarding(QObject):
    """One question at a time, on the reading lane; `found` carries what stands there now.

    A question that fails says nothing here: it is asked again by the filing, which says why.
    """

    found = Signal(object)

    def __init__(self, session: Session, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._letter: tuple[CaseId, Draft] | None = None
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._ask)

    def look(self, case: CaseId, draft: Draft) -> None:
        """Look up a letter as it stands now, once the typing pauses."""
        self._letter = (case, draft)
        self._timer.start()

    def end(self) -> None:
        """No letter is being written any more."""
        self._letter = None
        self._timer.stop()

    def _ask(self) -> None:
        if self._letter is None or self._busy:
            return
        self._busy = True
        asked = case, draft = self._letter
        self._runner.run(
            self,
            self._session.reading,
            lambda: self._session.letters.knowing.clashes(case, draft),
            lambda clashes: self._answered(asked, clashes),
            lambda _: self._answered(asked, None),
        )

    def _answered(self, asked: tuple[CaseId, Draft], clashes: tuple[Clash, ...] | None) -> None:
        self._busy = False
        if self._letter is None:
            return
        if self._letter != asked:
            self._timer.start()
        elif clashes is not None:
            self.found.emit(clashes)
