"""The letters being written, each in a window of its own, and those that are recorded as sent."""

from collections.abc import Sequence
from concurrent.futures import Executor

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from kmss_dpo.domain.ids import CaseId
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.letters.batch import BatchSheet, Wanted, to_cases, to_recipients
from kmss_dpo.ui.letters.emailing import Emailing
from kmss_dpo.ui.letters.page import ComposerPage
from kmss_dpo.ui.letters.recording import Recording
from kmss_dpo.ui.letters.window import LetterWindow
from kmss_dpo.ui.letters.wordings.desk import WordingDesk


class LetterWindows(QObject):
    """Stand beside the main window `beside` and go with it; `case_requested` wants to go on with a case.

    `told` says what was done with a filed letter, or with the wording of one.
    """

    case_requested = Signal(int)
    told = Signal(str)

    def __init__(self, session: Session, runner: Runner, files: Executor, beside: QWidget) -> None:
        super().__init__(beside)
        self.recording = Recording(session, runner, beside)
        self.emailing = Emailing(session, runner, files, beside)
        self.wordings = WordingDesk(session, runner, files, beside)
        self.emailing.failed.connect(runner.report)
        self.recording.told.connect(self.told)
        self.emailing.told.connect(self.told)
        self.wordings.told.connect(self.told)
        self._session = session
        self._runner = runner
        self._files = files
        self._beside = beside
        self._asked: tuple[int, str] | None = None
        self._since = QElapsedTimer()

    def write(self, case: int, template: str = "") -> LetterWindow:
        """Open the composer on a case; an empty template takes the usual one. A double click writes one."""
        asked, self._asked = self._asked, (case, template)
        windows = self._windows()
        if windows and asked == self._asked and self._since.elapsed() < QApplication.doubleClickInterval():
            return windows[-1]
        self._since.start()
        window = self._open()
        window.page.compose(case, template)
        return window

    def write_to(self, cases: Sequence[int]) -> BatchSheet:
        """Write the same letter to several cases; answers the open sheet."""
        return self._open_batch(to_cases(self._session, cases))

    def write_to_recipients(self, case: int) -> BatchSheet:
        """Write a notice to each recipient of a case who was not told yet; answers the open sheet."""
        return self._open_batch(to_recipients(self._session, CaseId(case)))

    def _open_batch(self, wanted: Wanted) -> BatchSheet:
        sheet = BatchSheet(self._beside, self._session, self._runner, self._files, wanted)
        sheet.open()
        return sheet

    def resume(self, letter: int) -> LetterWindow:
        """Open the composer on a draft, or bring it to the front where it is open."""
        for window in self._windows():
            if window.page.letter() == letter:
                window.raise_()
                window.activateWindow()
                return window
        window = self._open()
        window.page.resume(letter)
        return window

    def pages(self) -> list[ComposerPage]:
        """What is being written."""
        return [window.page for window in self._windows()]

    def _windows(self) -> list[LetterWindow]:
        return self._beside.findChildren(LetterWindow)

    def _open(self) -> LetterWindow:
        page = ComposerPage(self._session, self._runner, self._files)
        window = LetterWindow(page, "Letter", self._beside)
        window.done.connect(self.case_requested)
        window.show()
        return window
