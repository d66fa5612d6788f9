"""The documents of a case: added, looked at, marked, deleted, and copies handed out beside the window."""

import mimetypes
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.correspondence import Attachment, DocumentRow, Mark
from kmss_dpo.domain.documents import Erasing, LeavesHold
from kmss_dpo.domain.ids import CaseId, DocumentId, Kind
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.support.safe_file import write_safely
from kmss_dpo.ui.cases.adding import Adding
from kmss_dpo.ui.cases.erasing import EraseDecision
from kmss_dpo.ui.cases.form_state.documents import erased_words, marked_words
from kmss_dpo.ui.cases.looking import DocumentSheet
from kmss_dpo.ui.cases.reasoned import ReasonDecision
from kmss_dpo.ui.kit.deleting import offer_undo
from kmss_dpo.ui.kit.files import choose_files, choose_place
from kmss_dpo.ui.kit.runner import Runner

NOT_ENCRYPTED = "The copy lies outside the register and is not encrypted."
_MARKING = "document marked as identity paper"


class CaseFiles(QObject):
    """`told` carries a sentence to show in the page, `kept` where the file that was added last is."""

    told = Signal(str)
    kept = Signal(int)

    def __init__(self, session: Session, runner: Runner, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._window = window
        self._view: CaseView | None = None

    def on(self, view: CaseView | None) -> None:
        """The case whose documents are acted on from now on."""
        self._view = view

    def resumes(self, kept: Unfinished) -> bool:
        """Go on with a reason that a lock closed, for those documents that are still there; False if none."""
        asking = {EraseDecision.FORM: self._erase_again, _MARKING: self._mark_again}.get(kept.form)
        if asking and (view := self._view):
            wanted = {record for kind, record in kept.about if kind is Kind.DOCUMENT}
            documents = self._session.casework.documents
            self._runner.run(
                self,
                self._session.reading,
                lambda: [row for row in documents(view.id) if row.id in wanted],
                lambda rows: asking(rows, kept),
            )
        return asking is not None

    def _erase_again(self, rows: Sequence[DocumentRow], kept: Unfinished) -> None:
        for row in rows:
            self.ask_to_erase(row, kept)

    def _mark_again(self, rows: Sequence[DocumentRow], kept: Unfinished) -> None:
        if rows:
            self.mark({row.id: row.version for row in rows}, Mark.IDENTITY, kept=kept)

    def ask_to_add(self, case: CaseId) -> None:
        """Ask for files and keep each of them on the case."""
        choose_files(
            self._window, "Add documents to the case", "All files (*)", lambda paths: self.add(case, paths)
        )

    def add(self, case: CaseId, paths: list[Path]) -> None:
        """Keep files on the case; those that it has already are not added again."""
        adding = Adding(self._session, self._runner, case, paths, self)
        adding.told.connect(self.told)
        adding.kept.connect(self.kept)
        adding.go_on()

    def look(self, wanted: DocumentRow | Attachment) -> None:
        """Show a document, or a file inside a message, from memory."""
        sheet = DocumentSheet(self._window, self._session, self._runner, wanted)
        if isinstance(wanted, DocumentRow):
            sheet.save_requested.connect(lambda: self.ask_to_save(wanted))
        sheet.open()

    def ask_to_save(self, row: DocumentRow) -> None:
        """Ask for a place and save a copy there; the name offered holds nothing personal."""
        ending = Path(row.name).suffix or mimetypes.guess_extension(row.media_type) or ""
        choose_place(
            self._window,
            "Save a copy outside the register, not encrypted",
            f"document {row.id}{ending}",
            "All files (*)",
            lambda path: self.save(row, path),
        )

    def save(self, row: DocumentRow, path: Path) -> None:
        """Save a copy at a place that was chosen; audited."""
        self._runner.run(
            self,
            self._session.writing,
            lambda: self._session.casework.content_for_export(row.id),
            lambda content: self._write(path, content),
        )

    def mark(
        self,
        chosen: Mapping[DocumentId, int],
        mark: Mark,
        reason: str = "",
        kept: Unfinished | None = None,
    ) -> None:
        """Mark documents, each by the version it was seen in; why is asked where they leave a hold by it."""

        def refused(error: Exception) -> None:
            if isinstance(error, LeavesHold):
                self._ask_why(error, chosen, kept)
            else:
                self._runner.report(error)

        self._runner.run(
            self,
            self._session.writing,
            lambda: self._session.casework.mark_documents(chosen, mark, reason),
            lambda _done: self.told.emit(marked_words(len(chosen), mark)),
            refused,
        )

    def _ask_why(self, leaves: LeavesHold, chosen: Mapping[DocumentId, int], kept: Unfinished | None) -> None:
        what = "this document" if len(chosen) == 1 else f"these {len(chosen)} documents"
        decision = ReasonDecision(
            self._window,
            f"Mark {what} as an identity paper?",
            leaves.sentence,
            "Mark as identity paper",
            lacking="Say why it is an identity paper.",
            hint="As in “Copy of a passport that came with the request”.",
        )
        decision.reasoned.connect(partial(self.mark, chosen, Mark.IDENTITY))
        self._open(decision, _MARKING, chosen, kept)

    def _open(
        self, decision: ReasonDecision, form: str, chosen: Iterable[DocumentId], kept: Unfinished | None
    ) -> None:
        """Open a decision on documents of the case, whose reason a lock keeps."""
        assert self._view is not None, "a document is acted on where its case is shown"
        about = [(Kind.DOCUMENT, document) for document in chosen]
        typing = decision.keep_typing_on(self._session, self._runner, self._view, form, about)
        decision.open()
        if kept:
            typing.resume(kept)

    def ask_to_erase(self, row: DocumentRow, kept: Unfinished | None = None) -> None:
        """Find out what would go with a document, then ask whether and why; a hold refuses in a sentence."""
        self._runner.run(
            self,
            self._session.looking.lane,
            partial(_erasing, self._session, row.id),
            lambda erasing: self._ask(row.id, erasing, kept),
        )

    def _ask(self, document: DocumentId, erasing: Erasing, kept: Unfinished | None) -> None:
        decision = EraseDecision(self._window, erasing)
        decision.decided.connect(self._erase)
        decision.deleted.connect(self._delete)
        self._open(decision, EraseDecision.FORM, [document], kept)

    def _erase(self, chosen: Mapping[DocumentId, int], reason: str) -> None:
        self._runner.run(
            self,
            self._session.long_work,
            lambda: self._session.casework.erase_document(chosen, reason),
            lambda left: self.told.emit(erased_words(len(chosen), left)),
        )

    def _delete(self, chosen: Mapping[DocumentId, int], reason: str) -> None:
        what = "The document" if len(chosen) == 1 else f"{len(chosen)} documents"
        self._runner.run(
            self,
            self._session.writing,
            lambda: self._session.bin.delete_documents(chosen, reason),
            lambda deleted: offer_undo(self._window, self._session, self._runner, deleted, what),
        )

    def _write(self, path: Path, content: bytes) -> None:
        self._runner.run(
            self,
            self._session.long_work,
            lambda: write_safely(path, content),
            lambda _done: self.told.emit(f"A copy was saved. {NOT_ENCRYPTED}"),
        )


def _erasing(session: Session, document: DocumentId) -> Erasing:
    """On the lane for looking: the messages on the case are read for what is attached to them."""
    session.casework.erasing(document)  # refuses before anything is read
    return session.casework.erasing(document, session.looking.messages_with(document))
