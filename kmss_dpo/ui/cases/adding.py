"""Several files into one case: read and kept one after the other beside the window, told once in the end."""

from collections import deque
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.documents import KeptAlready
from kmss_dpo.domain.ids import CaseId, DocumentId
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.documents import added_words
from kmss_dpo.ui.cases.reading_files import read_file
from kmss_dpo.ui.kit.runner import Runner


class Adding(QObject):
    """Goes by itself when it is done. `told` carries how it went, `kept` where the last file is now."""

    told = Signal(str)
    kept = Signal(int)

    def __init__(
        self, session: Session, runner: Runner, case: CaseId, paths: Iterable[Path], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._case = case
        self._waiting = deque(paths)
        self._added = self._again = 0
        self._last: DocumentId | None = None

    def go_on(self) -> None:
        """Take the next file, or say how it went."""
        if self._waiting:
            read = partial(read_file, self._waiting.popleft())
            self._runner.run(self, self._session.long_work, read, self._keep, self._refuse)
            return
        if words := added_words(self._added, self._again):
            self.told.emit(words)
        if self._last is not None:
            self.kept.emit(self._last)
        self.deleteLater()

    def _keep(self, new: NewDocument) -> None:
        keep, case = self._session.casework.add_document, self._case
        self._runner.run(self, self._session.writing, lambda: keep(case, new), self._count, self._refuse)

    def _count(self, document: DocumentId) -> None:
        self._added += 1
        self._last = document
        self.go_on()

    def _refuse(self, error: Exception) -> None:
        """The others are kept all the same."""
        if isinstance(error, KeptAlready):
            self._again += 1
            self._last = error.document
        else:
            self._runner.report(error)
        self.go_on()
