"""What can be done with the case that is shown: each opens its sheet, and the page hears what came of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.clock import ClockEvent
from kmss_dpo.domain.decisions import Decision, DecisionSort
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.holds import HoldDoing, HoldWish
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.next_steps import awaited
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.domain.ways import Doing, Way, stage_after, way_of
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.files import CaseFiles
from kmss_dpo.ui.cases.form_state.clock_event import event_named
from kmss_dpo.ui.cases.forms.case_sheet import ChangeCaseSheet
from kmss_dpo.ui.cases.forms.clock_event_sheet import ClockEventSheet
from kmss_dpo.ui.cases.forms.clock_sheet import ClockSheet
from kmss_dpo.ui.cases.forms.correspondence_sheet import CorrespondenceSheet
from kmss_dpo.ui.cases.forms.ending_sheets import ClosingSheet, NoteSheet, ReopenSheet, VoidSheet
from kmss_dpo.ui.cases.forms.link_sheet import LinkSheet
from kmss_dpo.ui.cases.forms.sheet import Sheet
from kmss_dpo.ui.cases.forms.way_sheets import BackSheet
from kmss_dpo.ui.cases.reading import CaseReading
from kmss_dpo.ui.cases.tabs import Part
from kmss_dpo.ui.kit.printing import Lanes, PrintJob, ask_and_print
from kmss_dpo.ui.kit.runner import Runner

RECORDED = "It was recorded and the date worked out anew."
Make = Callable[[QWidget, Session, Runner, CaseView], Sheet]
_SHEETS: dict[str, Make] = {
    sheet.FORM: sheet
    for sheet in (
        BackSheet,
        ChangeCaseSheet,
        ClockSheet,
        ClosingSheet,
        CorrespondenceSheet,
        LinkSheet,
        NoteSheet,
        ReopenSheet,
        VoidSheet,
    )
}


_PLACES = {
    Doing.CHECK: Part.CHECKLIST,
    Doing.SEARCH: Part.SEARCH,
    Doing.DECIDE: Part.DECISIONS,
    Doing.ROUTE: Part.DECISIONS,
    Doing.TELL_RECIPIENTS: Part.DECISIONS,
    Doing.INVESTIGATE: Part.ISSUES,
    Doing.FIND: Part.ISSUES,
    Doing.FOLLOW_UP: Part.ISSUES,
}
"""Where each step is done."""


class CaseActions(QObject):
    """Works on the case last given to `on`; nothing is done while there is none.

    `part_requested` asks for a part of the case and carries a record to begin there, or None; `held_up` says
    why the case does not go on. `regulator_case_requested` carries the case that the regulator asks about.
    """

    told = Signal(str)
    letter_requested = Signal(int, str)
    sending_requested = Signal(int)
    part_requested = Signal(object, object)
    held_up = Signal(str)
    hold_requested = Signal(object)
    regulator_case_requested = Signal(object)

    def __init__(self, session: Session, runner: Runner, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._window = window
        self._view: CaseView | None = None
        self.files = CaseFiles(session, runner, window)
        self.reading = CaseReading(session, runner, window, self.files)
        for each in (self.files, self.reading):
            each.told.connect(self.told)

    def on(self, view: CaseView | None) -> None:
        """Work on this case from now on."""
        self._view = view
        self.reading.on(view.id if view else None)
        self.files.on(view)

    @property
    def view(self) -> CaseView | None:
        """The case that is worked on."""
        return self._view

    def edit(self) -> None:
        """Change the details."""
        self._open(ChangeCaseSheet, "The details were saved.")

    def log(self) -> None:
        """Log correspondence."""
        self._open(CorrespondenceSheet, "The correspondence was logged.")

    def clock(self) -> None:
        """Correct the facts of the clock."""
        self._open(ClockSheet, "The facts were saved and the date worked out anew.")

    def record(self, event: ClockEvent, *, looking: bool = False) -> None:
        """Record an event of the clock, or only look at what it would do."""
        self._open(partial(ClockEventSheet, event=event, looking=looking), RECORDED)

    def close(self) -> None:
        """Close the case."""
        self._open(ClosingSheet, "The case was closed.")

    def void(self) -> None:
        """Void the case."""
        self._open(VoidSheet, "The case was voided.")

    def note(self) -> None:
        """Add a note."""
        self._open(NoteSheet, "The note was added.")

    def link(self) -> None:
        """Link the case to another."""
        self._open(LinkSheet, "The two cases are linked.")

    def open_regulator_case(self) -> None:
        """Ask to open the case of the regulator that asks about this one."""
        if self._view:
            self.regulator_case_requested.emit(self._view)

    def write(self) -> None:
        """Write a letter, beginning with that of the next step; another can be chosen there."""
        if self._view:
            self.letter_requested.emit(self._view.id, self._view.next_step.letter)

    def add_document(self) -> None:
        """Add files."""
        if self._view:
            self.files.ask_to_add(self._view.id)

    def reopen(self) -> None:
        """Open the case again; the sheet asks why."""
        self._open(ReopenSheet, "The case is open again.")

    def go_on(self) -> None:
        """Go on to the next stage, once what this one needs is there."""
        if (view := self._view) and (after := stage_after(_way(view), view.stage)):
            go = self._session.ways.go
            self._runner.run(
                self,
                self._session.writing,
                lambda: go(view.id, view.version, after.code),
                lambda _none: self.told.emit(f"The case went on: {after.title}."),
                self._stay,
            )

    def go_back(self) -> None:
        """Step back; the sheet asks where to, and why."""
        self._open(BackSheet, "The case went back.")

    def _stay(self, error: Exception) -> None:
        """Say beside the step what is still needed; anything else is told as ever."""
        if isinstance(error, Mistake):
            self.held_up.emit(error.sentence)
        else:
            self._runner.report(error)

    def hold(self, doing: HoldDoing) -> None:
        """Ask to place a hold on the case, or to release one that keeps it."""
        if self._view:
            self.hold_requested.emit(HoldWish(doing, (Kind.CASE, self._view.id)))

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
            **dict.fromkeys((Doing.WRITE_LETTER, Doing.ACKNOWLEDGE, Doing.HAND_ON), self.write),
            Doing.UPDATE: self._write_update,
            Doing.RECORD_SENT: self._record_sent,
            Doing.RECORD_CAME: self._record_came,
            Doing.CLOSE: self.close,
        }
        if doing in steps:
            steps[doing]()
        elif doing in _PLACES:
            self.part_requested.emit(_PLACES[doing], self._begun(doing))

    def _record_came(self) -> None:
        """What is waited for came: the event that ends the wait."""
        if self._view and self._view.waiting:
            self.record(awaited(self._view.waiting))

    def _record_sent(self) -> None:
        if self._view:
            self.sending_requested.emit(self._view.id)

    def resume(self, view: CaseView, kept: Unfinished) -> None:
        """Go on with a sheet that a lock closed."""
        self.on(view)
        if self.files.resumes(kept):
            return
        event = event_named(kept.form)
        make: Make = partial(ClockEventSheet, event=event) if event else _SHEETS[kept.form]
        sheet = self._open(make, "It was saved.")
        if sheet:
            sheet.typing.resume(kept)

    def _begun(self, doing: Doing) -> Decision | None:
        """The record that a step begins with."""
        if doing is not Doing.ROUTE:
            return None
        return Decision(DecisionSort.ROUTING, decided_by=self._session.person, decided_on=self._session.day())

    def _write_update(self) -> None:
        """Tell who complained how it stands."""
        if self._view:
            self.letter_requested.emit(self._view.id, "complaint_progress")

    def _open(self, make: Make, done: str) -> Sheet | None:
        if self._view is None:
            return None
        sheet = make(self._window, self._session, self._runner, self._view)
        sheet.saved.connect(lambda _answer: self.told.emit(done))
        if isinstance(sheet, ClockEventSheet):
            sheet.letter_requested.connect(self.letter_requested)
        sheet.open()
        return sheet


def _way(view: CaseView) -> Way:
    return way_of(view.details.kind, for_customer=bool(view.details.for_customer))
