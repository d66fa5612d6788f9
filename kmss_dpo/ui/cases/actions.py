"""What can be done with the case that is shown: each opens its sheet, and the page hears what came of it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.case_views import CaseView, Event
from kmss_dpo.domain.correspondence import Correspondence, DocumentRow
from kmss_dpo.domain.ids import CaseId, CorrespondenceId, Kind
from kmss_dpo.domain.next_steps import Doing
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.files import CaseFiles
from kmss_dpo.ui.cases.forms.case_sheet import ChangeCaseSheet
from kmss_dpo.ui.cases.forms.clock_sheet import ClockSheet
from kmss_dpo.ui.cases.forms.correspondence_sheet import CorrespondenceSheet
from kmss_dpo.ui.cases.forms.ending_sheets import ClosingSheet, NoteSheet, ReopenSheet, VoidSheet
from kmss_dpo.ui.cases.forms.sheet import Sheet
from kmss_dpo.ui.cases.looking import CorrespondenceLook, NoteLook
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.printing import Lanes, PrintJob, ask_and_print
from kmss_dpo.ui.kit.runner import Runner

ACKNOWLEDGEMENT = "complaint_acknowledgement"
PROGRESS = "complaint_progress"
NOT_HERE = "The document is no longer on this case."
Make = Callable[[QWidget, Session, Runner, CaseView], Sheet]
_SHEETS: dict[str, Make] = {
    sheet.FORM: sheet
    for sheet in (
        ChangeCaseSheet,
        ClockSheet,
        ClosingSheet,
        CorrespondenceSheet,
        NoteSheet,
        ReopenSheet,
        VoidSheet,
    )
}


class CaseActions(QObject):
    """Works on the case last given to `on`; nothing is done while there is none."""

    told = Signal(str)
    letter_requested = Signal(int, str)
    sending_requested = Signal(int)

    def __init__(self, session: Session, runner: Runner, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._window = window
        self._view: CaseView | None = None
        self.files = CaseFiles(session, runner, window)
        self.files.told.connect(self.told)

    def on(self, view: CaseView | None) -> None:
        """Work on this case from now on."""
        self._view = view

    def edit(self) -> None:
        """Change the details."""
        self._open(ChangeCaseSheet, "The details were saved.")

    def log(self) -> None:
        """Log correspondence."""
        self._open(CorrespondenceSheet, "The correspondence was logged.")

    def clock(self) -> None:
        """Record facts of the clock."""
        self._open(ClockSheet, "The facts were saved and the date worked out anew.")

    def close(self) -> None:
        """Close the case."""
        self._open(ClosingSheet, "The case was closed.")

    def void(self) -> None:
        """Void the case."""
        self._open(VoidSheet, "The case was voided.")

    def note(self) -> None:
        """Add a note."""
        self._open(NoteSheet, "The note was added.")

    def write(self) -> None:
        """Write a letter; which one is chosen there."""
        if self._view:
            self.letter_requested.emit(self._view.id, "")

    def add_document(self) -> None:
        """Add files."""
        if self._view:
            self.files.ask_to_add(self._view.id)

    def reopen(self) -> None:
        """Open the case again; the sheet asks why."""
        self._open(ReopenSheet, "The case is open again.")

    def print_derivation(self) -> None:
        """Print how the date was worked out; audited."""
        if view := self._view:
            fetch: Callable[[CaseId], bytes] = self._session.letters.derivation
            name = f"{view.reference} how the date was worked out"
            lanes = Lanes(self._session.writing, self._session.long_work)
            ask_and_print(self._window, self._runner, lanes, PrintJob(name, lambda: fetch(view.id)))

    def do(self, doing: Doing) -> None:
        """Do the next step."""
        steps = {
            Doing.WRITE_LETTER: self.write,
            Doing.ACKNOWLEDGE: self._acknowledge,
            Doing.UPDATE: self._update,
            Doing.RECORD_SENT: self._record_sent,
            Doing.RECORD_CAME: self.clock,
            Doing.HAND_ON: self.write,
            Doing.CLOSE: self.close,
        }
        if doing in steps:
            steps[doing]()

    def read(self, event: Event) -> None:
        """Show the correspondence or the note of a timeline line whole."""
        if event.record is None:
            return
        kind, record = event.record
        if kind is Kind.NOTE:
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
        if not (view := self._view):
            return
        self._runner.run(
            self,
            self._session.reading,
            lambda: [row for row in self._session.casework.documents(view.id) if row.id == document],
            self._look_at,
        )

    def _look_at(self, found: list[DocumentRow]) -> None:
        if found:
            self.files.look(found[0])
        else:
            self.told.emit(NOT_HERE)

    def _show_correspondence(self, read: Correspondence) -> None:
        sheet = CorrespondenceLook(self._window, read)
        sheet.original_requested.connect(self.look)
        sheet.open()

    def _record_sent(self) -> None:
        if self._view:
            self.sending_requested.emit(self._view.id)

    def resume(self, view: CaseView, kept: Unfinished) -> None:
        """Go on with a sheet that a lock closed."""
        self.on(view)
        sheet = self._open(_SHEETS[kept.form], "It was saved.")
        if sheet:
            sheet.typing.resume(kept)

    def _acknowledge(self) -> None:
        if self._view:
            self.letter_requested.emit(self._view.id, ACKNOWLEDGEMENT)

    def _update(self) -> None:
        if self._view:
            self.letter_requested.emit(self._view.id, PROGRESS)

    def _open(self, make: Make, done: str) -> Sheet | None:
        if self._view is None:
            return None
        sheet = make(self._window, self._session, self._runner, self._view)
        sheet.saved.connect(lambda _answer: self.told.emit(done))
        sheet.open()
        return sheet
