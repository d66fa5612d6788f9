"""Recording that a letter which was filed earlier has left."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.dispatch import Dispatch, Leaving
from kmss_dpo.domain.ids import CaseId, LetterId
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.letters.sending import WAYS_IT_LEFT, Question, SendDialog
from kmss_dpo.ui.letters.sending_state import dispatch_of

_TITLE = "Record that it was sent"


class Recording(QObject):
    """One letter at a time; `told` says what was recorded."""

    told = Signal(str)

    def __init__(self, session: Session, runner: Runner, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._window = window
        self._asking = False

    def ask_next(self, case: int) -> None:
        """Ask about the letter of a case that waits longest."""
        sending = self._session.letters.sending
        self._runner.run(
            self,
            self._session.reading,
            lambda: sending.next_to_leave(CaseId(case)),
            self.ask,
        )

    def ask(self, letter: int) -> None:
        """Ask how and when a letter left."""
        sending = self._session.letters.sending
        self._runner.run(
            self,
            self._session.reading,
            lambda: sending.leaving(LetterId(letter)),
            lambda leaving: self._open(LetterId(letter), leaving),
        )

    def _open(self, letter: LetterId, leaving: Leaving) -> None:
        """Open the question, unless it stands there: a double click asks for it twice."""
        if self._asking:
            return
        self._asking = True
        words = f"{leaving.reference}: “{leaving.draft.subject}”, dated {_dated(leaving)}."
        question = Question(_TITLE, words, "Record it", WAYS_IT_LEFT)
        dialog = SendDialog(self._window, question, leaving, self._session.day())
        dialog.accepted.connect(lambda: self._keep(letter, dispatch_of(dialog.state(), leaving)))
        dialog.finished.connect(self._answered)
        dialog.open()

    def _answered(self) -> None:
        self._asking = False

    def _keep(self, letter: LetterId, dispatch: Dispatch | None) -> None:
        if dispatch is None:
            return
        said = f"Recorded: sent on {write_day(dispatch.on, weekday=True)}."
        sending = self._session.letters.sending
        self._runner.run(
            self,
            self._session.writing,
            lambda: sending.record(letter, dispatch),
            lambda _: self.told.emit(said),
        )


def _dated(leaving: Leaving) -> str:
    return write_day(leaving.draft.particulars.on)
