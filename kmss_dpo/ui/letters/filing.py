"""Filing: asks how the letter is sent, freezes it, and hands it out."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.dispatch import Dispatch, Leaving
from kmss_dpo.domain.ids import CaseId, DocumentId, LetterId
from kmss_dpo.domain.letters import Draft
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.letters.emailing import Emailing
from kmss_dpo.ui.letters.foot import After
from kmss_dpo.ui.letters.handing_out import NOT_ENCRYPTED, HandingOut
from kmss_dpo.ui.letters.opening import Opening
from kmss_dpo.ui.letters.sending import WAYS, Question, SendDialog
from kmss_dpo.ui.letters.sending_state import dispatch_of

_DECIDE = {After.PRINT: "File and print", After.SAVE: "File and save PDF", After.NOTHING: "File"}
_FROZEN = "A filed letter is kept on the case as it is now and can't be changed any more."


@dataclass(frozen=True)
class Filed:
    """A letter that was filed: where its frozen pages lie, and what to say of it."""

    letter: LetterId
    document: DocumentId
    reference: str
    said: str


class Filing(QObject):
    """One letter at a time; `filed` comes once it is on the disk, `refused` carries why not."""

    filed = Signal(object, object)
    refused = Signal(object)
    handed_out = Signal(str)

    def __init__(self, session: Session, runner: Runner, files: Executor, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._window = window
        self._out = HandingOut(session, runner, files, window)
        self._out.done.connect(self.handed_out)
        self._out.failed.connect(self.refused)
        self._emailing = Emailing(session, runner, files, window)
        self._emailing.told.connect(self.handed_out)
        self._emailing.failed.connect(self.refused)

    def ask(
        self, opening: Opening, draft: Draft, after: After, begin: Callable[[Dispatch | None], None]
    ) -> SendDialog:
        """Ask how and when it is sent; `begin` is called with the answer, not at all on Escape."""
        leaving = Leaving(opening.case.reference, opening.case.received_on, draft, opening.known.people)
        words = f"{_FROZEN} {NOT_ENCRYPTED}" if after is After.SAVE else _FROZEN
        question = Question("File this letter", words, _DECIDE[after], WAYS)
        dialog = SendDialog(self._window, question, leaving, self._session.day())
        dialog.accepted.connect(lambda: begin(dispatch_of(dialog.state(), leaving)))
        dialog.open()
        return dialog

    def file(self, opening: Opening, draft: Draft, dispatch: Dispatch | None, after: After) -> None:
        """Freeze it on the writing lane; `filed` carries `after` on."""
        letter, reference = opening.letter.id, opening.case.reference
        self._runner.run(
            self,
            self._session.writing,
            lambda: self._freeze(letter, draft, dispatch),
            lambda document: self.filed.emit(
                Filed(letter, document, reference, _said(reference, dispatch)), after
            ),
            self.refused.emit,
        )

    def hand_out(self, filed: Filed, after: After) -> None:
        """Print, save or make an email of a filed letter."""
        if after is After.PRINT:
            self._out.print_letter(filed.document, filed.reference)
        elif after is After.SAVE:
            self._out.save_letter(filed.document, filed.reference)
        elif after is After.EMAIL:
            self._emailing.ask(filed.letter)

    def _freeze(self, letter: LetterId, draft: Draft, dispatch: Dispatch | None) -> DocumentId:
        case: CaseId = self._session.letters.file(letter, draft, dispatch)
        documents = {row.id: row.document for row in self._session.letters.of_case(case)}
        document = documents[letter]
        assert document is not None, "a filed letter has its document"
        return document


def _said(reference: str, dispatch: Dispatch | None) -> str:
    if dispatch is None:
        return f"Filed on {reference}, not sent yet."
    return f"Filed on {reference}; sent on {write_day(dispatch.on, weekday=True)}."
