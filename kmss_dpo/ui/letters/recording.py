"""Recording that a letter which was filed earlier has left."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.dispatch import Dispatch, Leaving
from kmss_dpo.domain.ids import CaseId, Kind, LetterId
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.typing_kept import keep_typing
from kmss_dpo.ui.letters.sending import WAYS_IT_LEFT, Question, SendDialog
from kmss_dpo.ui.letters.sending_state import dispatch_of

_TITLE = "Record that it was sent"
PLACE = "sendings"
"""Where one that a lock closed is gone on with: above whichever page is shown."""
_FORM = "sending"


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

    def resume(self, kept: Unfinished) -> None:
        """Go on with what a lock closed."""
        self.ask(kept.about[0][1], kept)

    def ask(self, letter: int, kept: Unfinished | None = None) -> None:
        """Ask how and when a letter left."""
        sending = self._session.letters.sending
        self._runner.run(
            self,
            self._session.reading,
            lambda: sending.leaving(LetterId(letter)),
            lambda leaving: self._open(LetterId(letter), leaving, kept),
        )

    def _open(self, letter: LetterId, leaving: Leaving, kept: Unfinished | None) -> None:
        """Open the question, unless it stands there: a double click asks for it twice."""
        if self._asking:
            return
        self._asking = True
        words = f"{leaving.reference}: “{leaving.draft.subject}”, dated {_dated(leaving)}."
        question = Question(_TITLE, words, "Record it", WAYS_IT_LEFT)
        dialog = SendDialog(self._window, question, leaving, self._session.day())
        dialog.accepted.connect(lambda: self._keep(letter, dispatch_of(dialog.state(), leaving)))
        dialog.finished.connect(self._answered)
        typing = keep_typing(
            dialog,
            self._session,
            self._runner,
            place=PLACE,
            form=_FORM,
            state=dialog.state,
            show=dialog.show_state,
            about=lambda: [(Kind.LETTER, letter)],
        )
        dialog.open()
        if kept:
            typing.resume(kept)

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
