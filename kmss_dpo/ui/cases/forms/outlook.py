"""What a clock says now and what it would say then, beside each other: nothing is changed by looking."""

from collections.abc import Iterator

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kmss_dpo.domain.clock import WARNING, ClockState, Deadline
from kmss_dpo.ui.cases.prose import Passage, Prose, Voice
from kmss_dpo.ui.cases.why import steps
from kmss_dpo.ui.kit.day_text import write_day

ROOM_FOR_BOTH = 62
"""Characters of plain text below which the one stands below the other."""
_HELD = frozenset({ClockState.NOT_STARTED, ClockState.STOPPED})


class Outlook(QWidget):
    """Two columns, or what would be above what is where there is no room; `said` is all their words."""

    def __init__(self, now: Deadline) -> None:
        super().__init__()
        self._deadline = now
        self._now = Prose("What the clock says now")
        self._then = Prose("What the clock would say then")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(24)
        for prose in (self._now, self._then):
            column = QVBoxLayout()
            column.addWidget(prose)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self._now.tell((Passage(f"Now: {said(now)}.", Voice.STRONG), *_why(now)))

    def show_then(self, then: Deadline, *more: Passage) -> None:
        """Show what the clock would say, with its derivation; `more` stands below the date to come."""
        self._then.tell((*_then(self._deadline, then), *more, *_why(then)))

    def warn(self, sentence: str) -> None:
        """Say why there is no date to come."""
        self._then.tell([Passage(sentence, Voice.WARNING)])

    def said(self) -> str:
        """Everything that is shown."""
        return f"{self._now.toPlainText()}\n{self._then.toPlainText()}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width."""
        super().resizeEvent(event)
        narrow = self.width() < ROOM_FOR_BOTH * self.fontMetrics().averageCharWidth()
        up, across = QBoxLayout.Direction.BottomToTop, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(up if narrow else across)


def _then(old: Deadline, new: Deadline) -> Iterator[Passage]:
    same = (old.state, old.due_on) == (new.state, new.due_on)
    yield Passage(f"Nothing moves: {said(new)}." if same else f"Then: {said(new)}.", Voice.STRONG)
    latest_on = new.latest_arguable_on
    if latest_on and latest_on != new.due_on:
        yield Passage(f"Latest arguable: {write_day(latest_on, weekday=True)} (unsettled).", close=True)
    if new.chase_on:
        yield Passage(f"{_look_again(new)}: {write_day(new.chase_on, weekday=True)}.", close=True)


def _look_again(deadline: Deadline) -> str:
    """What the day to look at a case again is called."""
    if deadline.state in _HELD:
        return "Day to chase"
    if deadline.extended:
        return "Day for the notice"
    return "Own target" if deadline.due_on else "Day to follow up"


def _why(deadline: Deadline) -> Iterator[Passage]:
    yield from (Passage(f"⚠ {text}", Voice.WARNING) for text in deadline.warnings)
    yield from steps(step for step in deadline.derivation if step.source != WARNING)


def said(deadline: Deadline) -> str:
    """What a clock says in a few words."""
    words = {
        ClockState.NOT_STARTED: "the clock has not started, there is no due date",
        ClockState.STOPPED: "the clock is stopped, there is no due date",
        ClockState.NO_CLOCK: "no due date",
    }
    if deadline.due_on is None:
        return words.get(deadline.state, "answered")
    answered = "answered, was due" if deadline.state is ClockState.ANSWERED else "due"
    return f"{answered} {write_day(deadline.due_on, weekday=True)}"
