"""A filed letter leaves the register on purpose: printed, or saved as a file; both are audited."""

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from kmss_dpo.domain.ids import DocumentId
from kmss_dpo.session import Session
from kmss_dpo.support.safe_file import write_safely
from kmss_dpo.ui.kit.files import choose_place, leave_no_trace
from kmss_dpo.ui.kit.printing import prepare, print_pages
from kmss_dpo.ui.kit.runner import Runner

NOT_ENCRYPTED = "The saved copy lies outside the register and is not encrypted."


class HandingOut(QObject):
    """Asks where to, fetches the frozen pages only then, and says what became of it."""

    done = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, runner: Runner, files: Executor, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._files = files
        self._window = window

    def print_letter(self, document: DocumentId, reference: str) -> QPrintDialog:
        """Ask for a printer and print there; the job is named after the reference, not the person."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(reference)
        prepare(printer)
        leave_no_trace()
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(f"Print the letter of {reference}")
        dialog.accepted.connect(lambda: self.print_on(printer, document))
        QDialog.open(dialog)  # QPrintDialog has an `open` of its own that wants a slot
        return dialog

    def print_on(self, printer: QPrinter, document: DocumentId) -> None:
        """Print on a printer that was chosen."""
        self._fetch(document, lambda pdf: print_pages(pdf, printer), "The letter was sent to the printer.")

    def save_letter(self, document: DocumentId, reference: str) -> None:
        """Ask for a place and save there."""
        choose_place(
            self._window,
            "Save the letter outside the register, not encrypted",
            f"{reference}.pdf",
            "PDF (*.pdf)",
            lambda path: self.save_to(path, document),
        )

    def save_to(self, path: Path, document: DocumentId) -> None:
        """Save at a place that was chosen."""
        self._fetch(document, lambda pdf: write_safely(path, pdf), f"The letter was saved. {NOT_ENCRYPTED}")

    def _fetch(self, document: DocumentId, use: Callable[[bytes], None], said: str) -> None:
        self._runner.run(
            self,
            self._session.writing,
            lambda: self._session.casework.content_for_export(document),
            lambda pdf: self._runner.run(
                self, self._files, lambda: use(pdf), lambda _: self.done.emit(said), self.failed.emit
            ),
            self.failed.emit,
        )
