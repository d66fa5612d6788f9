"""What is read whole: the lines of a timeline, the correspondence behind them, the documents of a case."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.case_views import Event
from kmss_dpo.domain.correspondence import Correspondence, DocumentRow
from kmss_dpo.domain.ids import CaseId, CorrespondenceId, Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.files import CaseFiles
from kmss_dpo.ui.cases.looking import CorrespondenceLook, NoteLook
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.runner import Runner

NOT_HERE = "The document is no longer on this case."


class CaseReading(QObject):
    """Works on the case last given to `on`; `told` says what cannot be read any more."""

    told = Signal(str)

    def __init__(self, session: Session, runner: Runner, window: QWidget, files: CaseFiles) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._window = window
        self._files = files
        self._case: CaseId | None = None

    def on(self, case: CaseId | None) -> None:
        """Work on this case from now on."""
        self._case = case

    def read(self, event: Event) -> None:
        """Show the correspondence or the note of a timeline line whole."""
        if event.record is None:
            return
        kind, record = event.record
        if kind in {Kind.NOTE, Kind.CASE}:  # a line about the case itself says all there is
            NoteLook(self._window, event.title, write_day(event.on, weekday=True), event.text).open()
        elif kind is Kind.CORRESPONDENCE:
            self._runner.run(
                self,
                self._session.reading,
                lambda: self._session.casework.correspondence(CorrespondenceId(record)),
                self._show_correspondence,
            )

    def look(self, document: int) -> None:
        """Show a document of this case by its id."""
        if not (case := self._case):
            return
        self._runner.run(
            self,
            self._session.reading,
            lambda: [row for row in self._session.casework.documents(case) if row.id == document],
            self._look_at,
        )

    def _look_at(self, found: list[DocumentRow]) -> None:
        if found:
            self._files.look(found[0])
        else:
            self.told.emit(NOT_HERE)

    def _show_correspondence(self, read: Correspondence) -> None:
        sheet = CorrespondenceLook(self._window, read)
        sheet.original_requested.connect(self.look)
        sheet.open()
