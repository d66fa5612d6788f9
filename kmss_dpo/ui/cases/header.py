"""The top of a case: reference, chips, whose it is, and what can be done with it."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import REQUESTS, CaseKind, Status
from kmss_dpo.domain.clock import early_warning
from kmss_dpo.domain.holds import HoldDoing, held_words
from kmss_dpo.domain.ids import Kind
from kmss_dpo.ui.cases.actions import CaseActions
from kmss_dpo.ui.cases.clock_menu import PRINT, fill_clock_menu
from kmss_dpo.ui.cases.forms.way_sheets import may_go_back
from kmss_dpo.ui.cases.linked import LinkedLine
from kmss_dpo.ui.cases.words import came_words, chips, person_words
from kmss_dpo.ui.kit.chips import ChipLabel
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label, unmarked
from kmss_dpo.ui.kit.notice import Notice, Tone

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard

_MOST_WARNINGS = 4
"""One of the clock, and one for each of the three people."""


class CaseHeader(QWidget):
    """`show_requested` asks for the person's record."""

    show_requested = Signal(object, int)

    def __init__(self, actions: CaseActions) -> None:
        super().__init__()
        self._actions = actions
        self._view: CaseView | None = None
        self._reference = label("", "title")
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._title = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._chips = QHBoxLayout()
        self._shown: list[ChipLabel] = []
        self._log = button("Log correspondence")
        self._write = button("Write letter", "main")
        self._more = button("")
        self._person = button("", "link")
        self._came = label("", "quiet", wrap=True)
        self.linked = LinkedLine()
        self._notices = tuple(Notice(closable=False) for _ in range(_MOST_WARNINGS))
        self.hold = Notice(closable=False)
        self._lay_out()
        self._connect()

    def show_case(self, view: CaseView, today: date) -> None:
        """Show a case."""
        self._view = view
        self._reference.setText(view.reference)
        for shown in self._shown:
            self._chips.removeWidget(shown)
            shown.deleteLater()
        self._shown = [ChipLabel(chip) for chip in chips(view, today)]
        for place, each in enumerate(self._shown):
            self._chips.insertWidget(place, each)
        self._reflow()
        self._person.setText(unmarked(person_words(view)))
        self._person.setEnabled(bool(view.subject or view.requester))
        self._came.setText(came_words(view))
        self.linked.show_links(view.links)
        self._warn(view, today)
        self._say_held(view)

    def menu(self) -> QMenu:
        """What else can be done; filled as it opens."""
        return self._more.menu()

    def warnings(self) -> list[str]:
        """What is said about the clock of a complaint and about reaching the people of the case."""
        return [each.sentence() for each in self._notices if each.sentence()]

    def _warn(self, view: CaseView, today: date) -> None:
        """Say what cannot wait, and how the people of the case may be reached safely."""
        said = [f"{party.name}: {party.warning}" for party in view.people() if party.warning]
        if view.details.kind is CaseKind.COMPLAINT and (warning := early_warning(view.deadline, today)):
            said.insert(0, warning)
        for notice in self._notices:
            notice.hide()
        for notice, words in zip(self._notices, said, strict=False):
            notice.say(words, Tone.WARNING)

    def _say_held(self, view: CaseView) -> None:
        """Say what holds the case, besides its own hold: that one is told under the details."""
        words = held_words(view.held_by_others())
        if not words:
            self.hold.hide()
        elif words != self.hold.sentence():
            self.hold.say(words)

    def _lay_out(self) -> None:
        self._chips.setSpacing(8)
        self._reference.setTextInteractionFlags(_SELECTABLE)
        self._came.setTextInteractionFlags(_SELECTABLE)
        self._more.setMenu(QMenu(self))
        self._more.setAccessibleName("More, opens a menu")
        self._more.setToolTip("More")
        dress(self._more, "ellipsis")
        self._title.setSpacing(8)
        self._title.addWidget(self._reference)
        self._title.addLayout(self._chips)
        self._chips.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for each in (self._log, self._write, self._more):
            buttons.addWidget(each)
        buttons.addStretch(0)
        self._top.setSpacing(8)
        self._top.addLayout(self._title, 1)
        self._top.addLayout(buttons)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._came.setContentsMargins(0, 3, 0, 3)
        line.addWidget(self._person, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._came, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._top)
        column.addLayout(line)
        column.addWidget(self.linked)
        for notice in (*self._notices, self.hold):
            column.addWidget(notice)

    def _reflow(self) -> None:
        """Chips and buttons go below the reference where the window is too narrow for one line."""
        words = self._reference.sizeHint().width() + 8
        chips_room = sum(each.sizeHint().width() + 8 for each in self._shown)
        buttons = sum(each.sizeHint().width() + 8 for each in (self._log, self._write, self._more))
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        before = (self._top.direction(), self._title.direction())
        self._top.setDirection(below if words + chips_room + buttons > self.width() else beside)
        self._title.setDirection(below if words + chips_room > self.width() else beside)
        if before != (self._top.direction(), self._title.direction()):
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Qt: what does not fit on one line goes onto the next."""
        return QSize(self.fontMetrics().averageCharWidth() * 40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width."""
        super().resizeEvent(event)
        self._reflow()

    def _connect(self) -> None:
        self._log.clicked.connect(self._actions.log)
        self._write.clicked.connect(self._actions.write)
        self._more.menu().aboutToShow.connect(self._fill)
        self._person.clicked.connect(self._show_person)
        self.linked.case_requested.connect(lambda case: self.show_requested.emit(Kind.CASE, case))

    def _show_person(self) -> None:
        person = self._view and (self._view.subject or self._view.requester)
        if person:
            self.show_requested.emit(Kind.CONTACT, person.id)

    def _fill(self) -> None:
        """Fill the menu with what can be done now."""
        menu, actions = self._more.menu(), self._actions
        menu.clear()
        if self._view is None:
            return
        opened = self._view.status is Status.OPEN
        if self._view.status is not Status.VOIDED:
            menu.addAction("Edit details…").triggered.connect(lambda _on=False: actions.edit())
            fill_clock_menu(menu.addMenu("Clock"), actions, printing=False)
        entries = [
            ("Add note…", actions.note),
            ("Add document…", actions.add_document),
            *_tying(self._view, actions),
            (PRINT, actions.print_derivation),
            ("Place a hold…", partial(actions.hold, HoldDoing.PLACE)),
            *([("Release a hold…", partial(actions.hold, HoldDoing.RELEASE))] if self._view.holds else ()),
        ]
        if opened:
            back = [("Step back…", actions.go_back)] if may_go_back(self._view) else []
            entries += [*back, ("Close…", actions.close), ("Void…", actions.void)]
        else:
            entries.append(("Open again…", actions.reopen))
        for words, act in entries:
            menu.addAction(words).triggered.connect(lambda _on=False, act=act: act())


def _tying(view: CaseView, actions: CaseActions) -> Iterator[tuple[str, Callable[[], None]]]:
    """What ties a case to another: nothing is tied to one that was opened in error."""
    if view.status is Status.VOIDED:
        return
    yield "Link to another case…", actions.link
    if view.details.kind in REQUESTS or view.details.kind is CaseKind.COMPLAINT:
        yield "New regulator case…", actions.open_regulator_case
