"""Files into a case and copies out of it: read and written beside the window, sizes checked first."""

import mimetypes
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.correspondence import DocumentRow, NewDocument
from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.session import Session
from kmss_dpo.support.safe_file import write_safely
from kmss_dpo.ui.cases.looking import DocumentSheet
from kmss_dpo.ui.kit.files import choose_files, choose_place
from kmss_dpo.ui.kit.runner import Runner

LARGEST = 100_000_000
STILL_THERE = "The original still lies unencrypted where it was. Delete it there if it is not needed."
NOT_ENCRYPTED = "The copy lies outside the register and is not encrypted."


class CaseFiles(QObject):
    """Adds, shows and hands out documents; `told` carries a sentence to show in the page."""

    told = Signal(str)

    def __init__(self, session: Session, runner: Runner, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._window = window

    def ask_to_add(self, case: CaseId) -> None:
        """Ask for files and keep each of them on the case."""
        choose_files(
            self._window, "Add documents to the case", "All files (*)", lambda paths: self.add(case, paths)
        )

    def add(self, case: CaseId, paths: list[Path]) -> None:
        """Keep files on the case, one after the other."""
        for path in paths:
            self._runner.run(
                self, self._session.long_work, partial(read_file, path), partial(self._keep, case)
            )

    def look(self, row: DocumentRow) -> None:
        """Show a document from memory."""
        self._runner.run(
            self,
            self._session.reading,
            lambda: self._session.casework.content(row.id),
            lambda content: self._show(row, content),
        )

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

    def _keep(self, case: CaseId, new: NewDocument) -> None:
        self._runner.run(
            self,
            self._session.writing,
            lambda: self._session.casework.add_document(case, new),
            lambda _document: self.told.emit(f"The document was added. {STILL_THERE}"),
        )

    def _show(self, row: DocumentRow, content: bytes) -> None:
        sheet = DocumentSheet(self._window, row, content)
        sheet.save_requested.connect(lambda: self.ask_to_save(row))
        sheet.open()

    def _write(self, path: Path, content: bytes) -> None:
        self._runner.run(
            self,
            self._session.long_work,
            lambda: write_safely(path, content),
            lambda _done: self.told.emit(f"A copy was saved. {NOT_ENCRYPTED}"),
        )


def read_file(path: Path) -> NewDocument:
    """A file whole; raises `Mistake` where it is none or too large and `Trouble` where it can't be read.

    A pipe or a device could be read for ever, and the lock waits for what is being read.
    """
    try:
        if path.exists() and not path.is_file():
            raise Mistake("This is not a file that a case can keep. Choose a document.")
        if path.stat().st_size > LARGEST:
            raise Mistake("The file is larger than 100 MB. Keep it elsewhere and note where.")
        content = path.read_bytes()
    except OSError:
        raise Trouble("The file can't be read.", "Check that it is still there and may be read.") from None
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return NewDocument(path.name, media_type, content)
