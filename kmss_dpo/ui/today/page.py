"""The Today page: how things stand in one sentence, two lists and three panels."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kmss_dpo.domain.backups import Standing
from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.overview import Overview
from kmss_dpo.domain.soundness import RegisterHealth
from kmss_dpo.domain.ways import Doing
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.today.health import RegisterCare
from kmss_dpo.ui.today.incidents import IncidentNotices
from kmss_dpo.ui.today.lists import Lists
from kmss_dpo.ui.today.panels import AnsweredPanel, OpenPanel
from kmss_dpo.ui.today.welcome import Welcome
from kmss_dpo.ui.today.words import heading

_SHOWN = frozenset(
    {Kind.CASE, Kind.CONTACT, Kind.QUICK_NOTE, Kind.RETENTION, Kind.HOLD, Kind.HOLIDAY, Kind.SETTING}
    | {Kind.INCIDENT, Kind.ACTION, Kind.LESSON, Kind.DOCUMENT, Kind.IDENTITY_CHECK}
)
_PANELS_WIDE = 42
_LISTS_WIDE = 84
"""How many characters of plain text the panels and the lists want, side by side."""
_GATHER = 400
"""For how many milliseconds changes gather before the page reads again: an import makes thousands."""
_BREATH = 100
"""Milliseconds until the audit trail is checked: by then what was read is painted."""


class TodayPage(QWidget):
    """Reads the overview on the reading lane; `care` looks after the health of the file.

    It begins to read when it is made, unless that is under way: `ahead` is then the overview to come.
    """

    show_requested = Signal(object, int)
    letter_requested = Signal(int, str)
    step_requested = Signal(int)
    note_requested = Signal(int)
    review_requested = Signal()
    import_requested = Signal()
    new_case_requested = Signal()
    new_contact_requested = Signal()
    overview_read = Signal(object)
    backup_made = Signal(object)

    def __init__(self, session: Session, runner: Runner, ahead: Future[Overview] | None = None) -> None:
        super().__init__()
        self._session = session
        self._runner = runner
        self._overview: Overview | None = None
        self._stale = True
        self._checked = False
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER)
        self._title = label("", "title")
        self._sentence = label("", "quiet", wrap=True)
        self._welcome: Welcome | None = None
        self._lists = Lists(session.day, runner, session.reading)
        self._answered, self._open = AnsweredPanel(), OpenPanel()
        self.care = RegisterCare(session, runner)
        self._incidents = IncidentNotices(session, runner)
        self._focus_waits = False
        self._lay_out()
        self._connect()
        self._read(ahead.result if ahead else session.today.overview)

    def changes_made(self, changes: Changes) -> None:
        """Read again soon, where something shown here was touched."""
        if _SHOWN.isdisjoint(changes.kinds()):
            return
        self._stale = True
        if self.isVisible() and not self._gather.isActive():
            self._gather.start()

    def refresh(self) -> None:
        """Read how things stand now."""
        self._read(self._session.today.overview)

    def _read(self, how_things_stand: Callable[[], Overview]) -> None:
        self._stale = False
        self._runner.run(self, self._session.reading, how_things_stand, self._show)
        self._incidents.refresh()

    def overview(self) -> Overview | None:
        """What is shown, once it has been read."""
        return self._overview

    def health(self) -> RegisterHealth | None:
        """What the last check found, once there was one."""
        return self.care.health

    def first_focus(self) -> None:
        """Go where the day's work begins: the most urgent case, or the first step of all."""
        self._focus_waits = self._overview is None
        if self._welcome is not None and self._welcome.isVisible():
            self._welcome.first_focus()
        else:
            self._lists.due.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> None:
        """Check the register against its audit trail."""
        self._checked = True
        self.care.check()

    def back_up(self) -> None:
        """Make a backup."""
        self.care.back_up()

    def show_backup(self, standing: Standing) -> None:
        """Say when the newest backup was made, wherever that was asked for."""
        self.care.panel.show_backup(standing)

    def _show(self, overview: Overview) -> None:
        self._overview = overview
        self._title.setText(heading(overview.today))
        self._sentence.setText(overview.sentence())
        self._lists.show_overview(overview)
        self._show_welcome(wanted=overview.nothing_yet)
        self._answered.show_overview(overview)
        self._open.show_overview(overview)
        self._scrolling.show()
        if self._focus_waits:
            self.first_focus()
        self.overview_read.emit(overview)
        if not self._checked:
            QTimer.singleShot(_BREATH, self, self.check)

    def _show_welcome(self, *, wanted: bool) -> None:
        if wanted and self._welcome is None:
            self._welcome = Welcome()
            self._welcome.import_requested.connect(self.import_requested)
            self._welcome.new_case_requested.connect(self.new_case_requested)
            self._welcome.new_contact_requested.connect(self.new_contact_requested)
            self._left.insertWidget(self._left.indexOf(self._lists), self._welcome)
        if self._welcome is not None:
            self._welcome.setVisible(wanted)
        for each in (self._lists, self._answered, self._open):
            each.setVisible(not wanted)

    def _act(self, row: CaseRow) -> None:
        """Do what the button of a case says."""
        match row.next_step.doing:
            case Doing.WRITE_LETTER | Doing.ACKNOWLEDGE | Doing.HAND_ON:
                self.letter_requested.emit(row.id, row.next_step.letter)
            case Doing.OPEN:
                self.show_requested.emit(Kind.CASE, row.id)
            case _:
                self.step_requested.emit(row.id)

    def _lay_out(self) -> None:
        self._left = _column(QVBoxLayout(), 4)
        self._left.addWidget(self._incidents)
        self._left.addWidget(self._title)
        self._left.addWidget(self._sentence)
        self._left.addSpacing(12)
        self._left.addWidget(self._lists, 1)
        self._panels = QWidget()
        right = _column(QVBoxLayout(self._panels), 16)
        for each in (self._answered, self._open, self.care.panel):
            right.addWidget(each)
        right.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(24)
        self._halves.addLayout(self._left, 1)
        self._halves.addWidget(self._panels)
        self._scrolling = Scrolling("Today")
        self._scrolling.column.addLayout(self._halves)
        self._scrolling.hide()  # until it is read: it would say that nothing is due
        _column(QVBoxLayout(self), 0).addWidget(self._scrolling)

    def _connect(self) -> None:
        self._gather.timeout.connect(self._refresh_if_stale)
        self._lists.action_requested.connect(self._act)
        self._lists.open_requested.connect(lambda case: self.show_requested.emit(Kind.CASE, case))
        self._lists.review_requested.connect(self.review_requested)
        self._lists.notes.open_requested.connect(self.note_requested)
        self._lists.notes.action_requested.connect(self.note_requested)
        self.care.backed_up.connect(self.backup_made)

    def _refresh_if_stale(self) -> None:
        if self._stale and self.isVisible():
            self.refresh()

    def _share_width(self) -> None:
        """Put the panels below the lists where the window is too narrow for both."""
        letter = self.fontMetrics().averageCharWidth()
        beside = self.width() >= (_PANELS_WIDE + _LISTS_WIDE) * letter
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(direction)
        self._panels.setMinimumWidth(_PANELS_WIDE * letter if beside else 0)
        self._panels.setMaximumWidth(_PANELS_WIDE * letter if beside else 16777215)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what changed meanwhile is read now."""
        super().showEvent(event)
        self._refresh_if_stale()


def _column(layout: QVBoxLayout, spacing: int) -> QVBoxLayout:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout
