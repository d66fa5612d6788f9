"""The letters of a batch leave the register on purpose: printed, saved in one file, or each in its own."""

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal

from kmss_dpo.domain.batches import BatchReport, Bound, file_names
from kmss_dpo.session import Session
from kmss_dpo.support.safe_file import write_safely
from kmss_dpo.ui.kit.files import choose_folder, choose_place
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.long_work import LongWork, Proceed
from kmss_dpo.ui.kit.printing import Lanes, PrintJob, ask_and_print
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.letters.batch_state import letter_words, saved_words

T = TypeVar("T")


class BatchOut(FlowingRow):
    """Shown once letters were filed; `told` says what became of them, `bound` whose pages are where."""

    told = Signal(str)
    bound = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, runner: Runner, files: Executor, work: LongWork) -> None:
        self.print_button, self.save_one, self.save_each = (
            button(words) for words in ("Print all…", "Save as one PDF…", "Save one PDF each…")
        )
        super().__init__([self.print_button, self.save_one, self.save_each])
        self._session = session
        self._runner = runner
        self._files = files
        self._work = work
        self._filed = BatchReport((), ()).filed
        self.print_button.clicked.connect(self._print)
        self.save_one.clicked.connect(self._ask_for_file)
        self.save_each.clicked.connect(self._ask_for_folder)
        self.hide()

    def offer(self, report: BatchReport) -> None:
        """Offer to hand out what was filed."""
        self._filed = report.filed
        self.setVisible(bool(report.filed))

    def save_bound(self, place: Path) -> None:
        """Save all letters in one file at a place that was chosen, and say whose pages are where."""
        filed, batches = self._filed, self._session.batches

        def save(proceed: Proceed) -> Bound:
            bound = batches.bound(filed, proceed)
            write_safely(place, bound.pdf)
            return bound

        def saved(bound: Bound) -> None:
            self.bound.emit(bound)
            self._tell(len(bound.places))

        self._save(save, saved)

    def save_apart(self, folder: Path) -> None:
        """Save each letter in a file of its own in a folder that was chosen."""
        filed, batches = self._filed, self._session.batches

        def save(proceed: Proceed) -> int:
            names = file_names([each.reference for each in filed])
            for done, (one, name) in enumerate(zip(filed, names, strict=True), start=1):
                content = self._session.writing.have_done(batches.pages, one)
                write_safely(folder / name, content)
                if not proceed(done, len(filed)):
                    return done
            return len(filed)

        self._save(save, self._tell)

    def _tell(self, saved: int) -> None:
        self.told.emit(saved_words(saved, len(self._filed)))

    def _print(self) -> None:
        filed, batches = self._filed, self._session.batches
        job = PrintJob(
            name=letter_words(len(filed), "letter"),
            fetch=lambda: batches.bound(filed).pdf,
            printed=lambda: self.told.emit("The letters were sent to the printer."),
            refused=self.failed.emit,
        )
        ask_and_print(self.window(), self._runner, Lanes(self._files, self._files), job)

    def _ask_for_file(self) -> None:
        title = "Save the letters, not encrypted"
        choose_place(self.window(), title, "letters.pdf", "PDF (*.pdf)", self.save_bound)

    def _ask_for_folder(self) -> None:
        choose_folder(self.window(), "Save the letters, not encrypted", self.save_apart)

    def _save(self, job: Callable[[Proceed], T], then: Callable[[T], None]) -> None:
        self._work.run("Saving the letters…", job, then, self.failed.emit)
