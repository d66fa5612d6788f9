"""One case whole: top, clock, tabs, and beside them the next step and the reason for the date."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.items import Item
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.actions import CaseActions
from kmss_dpo.ui.cases.clock_bar import ClockBar
from kmss_dpo.ui.cases.clock_course import course_of
from kmss_dpo.ui.cases.clock_menu import fill_clock_menu
from kmss_dpo.ui.cases.documents import Documents
from kmss_dpo.ui.cases.header import CaseHeader
from kmss_dpo.ui.cases.items.checking import Checking
from kmss_dpo.ui.cases.items.complaints import COMPLAINT_SPECS
from kmss_dpo.ui.cases.items.deciding import Deciding
from kmss_dpo.ui.cases.items.page import ItemsPage
from kmss_dpo.ui.cases.items.searching import Searching
from kmss_dpo.ui.cases.papers import Letters
from kmss_dpo.ui.cases.particulars import Particulars
from kmss_dpo.ui.cases.tabs import CaseTabs, Part
from kmss_dpo.ui.cases.timeline import Timeline
from kmss_dpo.ui.cases.unlinking import Unlinking
from kmss_dpo.ui.cases.why import WhyColumn
from kmss_dpo.ui.kit.labels import rule
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.runner import Runner

WHY_WIDTH = 34
ROOM_FOR_BOTH = 84
"""Characters of plain text below which the reason for the date goes below the case."""
_LEAST_LINES = 8
_ANY = 16_777_215
"""Qt's own largest width."""


class CaseDetail(QWidget):
    """Shows what `load` reads; asks its `case_actions` for everything else."""

    show_requested = Signal(object, int)
    resume_letter_requested = Signal(int)
    sending_requested = Signal(int)
    email_requested = Signal(int)
    loaded = Signal()
    gone = Signal()

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__()
        self._session = session
        self._runner = runner
        self._turn = 0
        self._shown: tuple[CaseView, date] | None = None
        self.case_actions = CaseActions(session, runner, self)
        self._unlinking = Unlinking(session, runner, self.case_actions)
        self.header = CaseHeader(self.case_actions)
        self.bar = ClockBar()
        self.timeline = Timeline()
        self.checking = Checking(session, runner, self)
        self.searching = Searching(session, runner, self)
        self.issues = ItemsPage("Issues", COMPLAINT_SPECS, session, runner, self)
        self.decisions = Deciding(session, runner, self)
        self.documents = Documents(session, runner)
        self.letters = Letters(session, runner)
        self.particulars = Particulars()
        self.tabs = CaseTabs(self._pages(), self)
        self.why = WhyColumn()
        self._rest = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._between = rule(upright=True)
        self._beside = Scrolling("Next step and how the date was worked out", margin=0)
        self._lay_out()
        self._connect()

    @property
    def view(self) -> CaseView | None:
        """The case that is shown."""
        return self._shown[0] if self._shown else None

    def load(self, case: CaseId) -> None:
        """Read a case anew and show it; what was asked before and comes later is dropped."""
        self._turn += 1
        turn = self._turn
        self._runner.run(
            self,
            self._session.reading,
            lambda: self._session.cases.case(case),
            lambda view: self._take(turn, view),
            lambda error: self._miss(turn, error),
        )

    def _miss(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            return
        if isinstance(error, NotHere):
            self._shown = None
            self.case_actions.on(None)
            self.gone.emit()
        else:
            self._runner.report(error)

    def _take(self, turn: int, view: CaseView) -> None:
        if turn != self._turn:
            return
        shown = (view, self._session.day())
        if shown != self._shown:
            self._shown = shown
            self._show(*shown)
        for page in self._item_pages():
            page.show_case(view)
        self.documents.show_case(view.id)
        self.letters.show_case(view.id)
        self.loaded.emit()

    def _show(self, view: CaseView, today: date) -> None:
        self.case_actions.on(view)
        self.header.show_case(view, today)
        self.bar.show_course(course_of(view, today))
        self.why.show_case(view)
        self.timeline.show_events(view.timeline)
        self.particulars.show_case(view)
        self.tabs.show_case(view)
        self._share_room()

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(22, 16, 22, 0)
        top.setSpacing(16)
        top.addWidget(self.header)
        top.addWidget(self.bar)
        top.addWidget(self.tabs.bar)
        self._beside.column.addWidget(self.why)
        self.tabs.stack.setMinimumHeight(_LEAST_LINES * self.fontMetrics().height())
        self._rest.setContentsMargins(22, 0, 0, 0)
        self._rest.setSpacing(0)
        self._rest.addWidget(self.tabs.stack, 1)
        self._rest.addWidget(self._between)
        self._rest.addWidget(self._beside)
        whole = Scrolling("Case", margin=0)
        whole.column.setContentsMargins(0, 0, 0, 0)
        whole.column.setSpacing(0)
        whole.column.addLayout(top)
        whole.column.addWidget(rule())
        whole.column.addLayout(self._rest, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(whole)

    def _share_room(self) -> None:
        """Put the reason for the date below the case where both have no room side by side."""
        letter = self.fontMetrics().averageCharWidth()
        narrow = self.width() < ROOM_FOR_BOTH * letter
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._rest.setDirection(down if narrow else across)
        self._between.setHidden(narrow)
        self._beside.setMinimumWidth(0 if narrow else WHY_WIDTH * letter)
        self._beside.setMaximumWidth(_ANY if narrow else WHY_WIDTH * letter)
        least = self.why.sizeHint().height() if narrow else _LEAST_LINES * self.fontMetrics().height()
        self._beside.setMinimumHeight(least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width."""
        super().resizeEvent(event)
        self._share_room()

    def _pages(self) -> dict[Part, QWidget]:
        return {
            Part.TIMELINE: self.timeline,
            Part.CHECKLIST: self.checking,
            Part.SEARCH: self.searching,
            Part.ISSUES: self.issues,
            Part.DECISIONS: self.decisions,
            Part.DOCUMENTS: self.documents,
            Part.LETTERS: self.letters,
            Part.DETAILS: self.particulars,
        }

    def _item_pages(self) -> tuple[ItemsPage, ...]:
        return (self.checking, self.searching, self.issues, self.decisions)

    def resume(self, view: CaseView, kept: Unfinished) -> None:
        """Go on with a sheet that a lock closed."""
        if not any(page.resumes(view, kept) for page in self._item_pages()):
            self.case_actions.resume(view, kept)

    def _turn_to(self, part: Part, begun: Item | None) -> None:
        """Go to where a step is done, and begin to write a record down where it begins with one."""
        self.tabs.turn_to(part)
        page = self.tabs.pages[part]
        if begun and isinstance(page, ItemsPage):
            page.begin(begun)

    def _connect(self) -> None:
        for page in self._item_pages():
            page.told.connect(self.case_actions.told)
        self.case_actions.part_requested.connect(self._turn_to)
        self.header.show_requested.connect(self.show_requested)
        self.particulars.show_requested.connect(self.show_requested)
        self.particulars.edit_requested.connect(self.case_actions.edit)
        self.particulars.clock_requested.connect(self.case_actions.clock)
        self.particulars.linked.link_requested.connect(self.case_actions.link)
        self.particulars.linked.unlink_requested.connect(self._unlinking.unlink)
        self.why.draft_requested.connect(self.resume_letter_requested)
        self.why.step_requested.connect(self.case_actions.do)
        self.why.going_on_requested.connect(self.case_actions.go_on)
        self.case_actions.held_up.connect(self.why.hold_up)
        clock_menu = self.why.clock.menu()
        clock_menu.aboutToShow.connect(lambda: fill_clock_menu(clock_menu, self.case_actions))
        self.timeline.event_opened.connect(self.case_actions.reading.read)
        self.documents.add_requested.connect(self.case_actions.add_document)
        self.documents.look_requested.connect(self.case_actions.files.look)
        self.documents.save_requested.connect(self.case_actions.files.ask_to_save)
        self.documents.mark_requested.connect(self.case_actions.files.mark)
        self.documents.erase_requested.connect(self.case_actions.files.ask_to_erase)
        self.case_actions.files.kept.connect(self.documents.choose)
        self.letters.resume_requested.connect(self.resume_letter_requested)
        self.decisions.notice_begun.connect(self.resume_letter_requested)
        self.letters.sending_requested.connect(self.sending_requested)
        self.letters.email_requested.connect(self.email_requested)
        self.letters.look_requested.connect(self.case_actions.reading.look)
        self.letters.write_requested.connect(self.case_actions.write)
