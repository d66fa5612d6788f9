"""A list of cases with the chosen one beside it; the window shows it three times, once for each list."""

from concurrent.futures import Executor

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLayout, QStackedWidget, QVBoxLayout, QWidget

from kmss_dpo.domain.cases import Family
from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.case_list import CaseListPane
from kmss_dpo.ui.cases.detail import CaseDetail
from kmss_dpo.ui.cases.form_state.listing import ListChoice, Shown
from kmss_dpo.ui.cases.forms.new_case_sheet import NewCaseSheet
from kmss_dpo.ui.cases.list_head import TITLES
from kmss_dpo.ui.cases.opening import Opening
from kmss_dpo.ui.cases.two_parts import TwoParts
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.notice import Toast
from kmss_dpo.ui.kit.runner import Runner

SETTLE = 250
STOPPED_AT = 60
CHOOSE = "Choose one in the list. A message file dropped here becomes a case."
SHOWN_KINDS = frozenset(Kind) - {Kind.RETENTION, Kind.DISPOSAL, Kind.QUICK_NOTE}
_CHANGES_LIST = frozenset({Kind.CASE, Kind.CONTACT, Kind.HOLIDAY, Kind.SETTING})


class CasesPage(QWidget):
    """Requests, complaints or enquiries."""

    show_requested = Signal(object, int)
    letter_requested = Signal(int, str)
    resume_letter_requested = Signal(int)
    sending_requested = Signal(int)
    next_sending_requested = Signal(int)
    email_requested = Signal(int)
    notices_requested = Signal(int)
    hold_requested = Signal(object)

    def __init__(
        self,
        family: Family,
        session: Session,
        runner: Runner,
        files: Executor,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._family = family
        self._session = session
        self._runner = runner
        self._stale: frozenset[Kind] = SHOWN_KINDS
        self._wanted: int | None = None
        self._next: int | None = None
        self._step_of: int | None = None
        self._going_into: int | None = None
        self._settle = QTimer(self, singleShot=True, interval=SETTLE)
        self._reading = QTimer(self, singleShot=True, interval=STOPPED_AT)
        self.pane = CaseListPane(family, session, runner, files)
        self.detail = CaseDetail(session, runner)
        self._nothing = EmptyState("file-text", "No case is chosen.", more=CHOOSE)
        self._right = QStackedWidget()
        self._parts = TwoParts(self.pane, self._right, f"Back to {TITLES[family].lower()}")
        self._toast = Toast(self)
        self.opening = Opening(family, session, runner, self)
        self._lay_out()
        self._connect()

    def changes_made(self, changes: Changes) -> None:
        """Mark stale what a commit touched; refreshed soon if it is in sight, else when it is shown."""
        touched = changes.kinds() & SHOWN_KINDS
        if touched:
            self._stale |= touched
            if self.isVisible() and not self._settle.isActive():
                self._settle.start()

    def show_record(self, kind: Kind, record: int) -> None:
        """Show a case, whatever the list was filtered to."""
        if kind is not Kind.CASE:
            return
        self._wanted = record
        self._parts.show_right()
        self._show(record)
        if self.pane.go_to(record):
            self._wanted = None
            return
        self.pane.choose(ListChoice(self._family, shown=Shown.ALL))
        self.pane.refresh()

    def take_step(self, case: int) -> None:
        """Show a case and, once it is read, begin its next step."""
        self._step_of = case
        self.show_record(Kind.CASE, case)
        self._show(case)

    def first_focus(self) -> None:
        """The focus goes where a person expects it."""
        self.pane.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def new_case(self) -> NewCaseSheet:
        """Write a new case down by hand; answers the open sheet."""
        return self.opening.by_hand()

    def resume(self, kept: Unfinished) -> None:
        """Go on with a sheet that a lock closed."""
        if self.opening.resumes(kept) or self.pane.resumes(kept):
            return
        case = CaseId(kept.about[0][1])
        self.show_record(Kind.CASE, case)
        read, resume = self._session.cases.case, self.detail.resume
        self._runner.run(self, self._session.reading, lambda: read(case), lambda view: resume(view, kept))

    def _opened(self, case: int, said: str) -> None:
        self._toast.say(said)
        self._wanted = case
        self.pane.refresh()

    def _refresh(self) -> None:
        stale, self._stale = self._stale, frozenset()
        if stale & _CHANGES_LIST:
            self.pane.refresh()
        elif stale:
            self._show_again()

    def _listed(self) -> None:
        """The list was read anew: go to what was asked for, or show the chosen case as it is now."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.pane.go_to(wanted)
            self._show(wanted)
        elif self.pane.chosen() is None or self.pane.is_table():
            self._show_again()

    def _show_again(self) -> None:
        """Read the case that is shown anew; behind a table there is none, for each reading is audited."""
        if not self.pane.is_table() or self._parts.shows_right():
            self._show(self.detail.view.id if self.detail.view else None)

    def _show(self, case: int | None) -> None:
        """Read a case soon; while one walks through the list only the one stopped at is read."""
        self._next = case
        self._reading.start()

    def _chosen(self, case: int | None) -> None:
        if case is not None:
            self._show(case)

    def _read(self) -> None:
        if self._next is None:
            self._right.setCurrentWidget(self._nothing)
        else:
            self.detail.load(CaseId(self._next))

    def _loaded(self) -> None:
        """The case was read: until then there is nothing its buttons could act on."""
        view = self.detail.view
        if self._next is None or view is None:
            return
        self._right.setCurrentWidget(self.detail)
        if view.id == self._going_into:
            self._into()
        step_of, self._step_of = self._step_of, None
        if view.id == step_of:
            self.detail.case_actions.do(view.next_step.doing)

    def _lay_out(self) -> None:
        self._right.addWidget(self._nothing)
        self._right.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._parts)

    def _connect(self) -> None:
        self._settle.timeout.connect(self._refresh)
        self._reading.timeout.connect(self._read)
        self.detail.gone.connect(lambda: self._right.setCurrentWidget(self._nothing))
        self.detail.loaded.connect(self._loaded)
        self.pane.chosen_changed.connect(self._chosen)
        self.pane.listed.connect(self._listed)
        self.pane.new_requested.connect(self.new_case)
        self.opening.opened.connect(self._opened)
        self.opening.completed.connect(lambda case: self.show_requested.emit(Kind.CASE, case))
        self.pane.open_requested.connect(self._open)
        self.pane.view_changed.connect(self._view_changed)
        self.pane.told.connect(self._toast.say)
        self.pane.cards.clicked.connect(lambda _index: self._parts.show_right())
        self._parts.back_to_list.connect(self.first_focus)
        self.detail.show_requested.connect(self.show_requested)
        self.detail.resume_letter_requested.connect(self.resume_letter_requested)
        self.detail.sending_requested.connect(self.sending_requested)
        self.detail.email_requested.connect(self.email_requested)
        self.detail.decisions.notices_requested.connect(self.notices_requested)
        self.detail.case_actions.letter_requested.connect(self.letter_requested)
        self.detail.case_actions.sending_requested.connect(self.next_sending_requested)
        self.detail.case_actions.hold_requested.connect(self.hold_requested)
        self.detail.case_actions.regulator_case_requested.connect(self.opening.for_regulator)
        self.detail.case_actions.told.connect(self._toast.say)

    def _open(self, case: int) -> None:
        """Go into a case; the one of a table is read only now."""
        self._going_into = case
        if self.detail.view is not None and self.detail.view.id == case and not self.pane.is_table():
            self._into()
        else:
            self._show(case)

    def _view_changed(self) -> None:
        """A list that is a table stands alone: nothing is read of the cases one passes on the way."""
        self._parts.show_list_alone(alone=self.pane.is_table())
        self._reading.stop()
        if not self.pane.is_table():
            self._chosen(self.pane.chosen())

    def _into(self) -> None:
        """Go into the case that is shown, to its timeline."""
        self._going_into = None
        self._parts.show_right()
        self.detail.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what went stale out of sight is read anew."""
        super().showEvent(event)
        if self._stale:
            self._refresh()
