"""What stands beside a case at all times: the next step, and how its date was worked out."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import CaseKind, Status
from kmss_dpo.domain.clock import WARNING, Deadline, Step
from kmss_dpo.domain.ways import Doing, stage_after, way_of
from kmss_dpo.ui.cases.prose import Passage, Prose, Voice
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.labels import button, label, tip

_BUTTONS = {
    Doing.WRITE_LETTER: "Write letter",
    Doing.ACKNOWLEDGE: "Write acknowledgement",
    Doing.RECORD_SENT: "Record that it was sent…",
    Doing.RECORD_CAME: "Record what came…",
    Doing.HAND_ON: "Write that it was passed on",
    Doing.ROUTE: "Decide what it is…",
    Doing.CHECK: "Open checklist",
    Doing.SEARCH: "Open search plan",
    Doing.DECIDE: "Open decisions",
    Doing.TELL_RECIPIENTS: "Open recipients",
    Doing.INVESTIGATE: "Open issues and enquiries",
    Doing.FIND: "Open issues",
    Doing.FOLLOW_UP: "Open actions and lessons",
    Doing.CLOSE: "Close the case…",
}


class WhyColumn(QWidget):
    """Next step and derivation; `step_requested` carries what the step's button does.

    `draft_requested` carries the letter that was begun and is to be gone on with.
    """

    step_requested = Signal(object)
    going_on_requested = Signal()
    draft_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._doing = Doing.OPEN
        self._letter = 0
        self._step = label("", wrap=True)
        self._step.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._step.setAccessibleName("Next step")
        self._button = button("")
        self._draft = button("Go on with the draft")
        self._update = button("Write update")
        self._go_on = button("")
        self._held_up = label("", "error", wrap=True)
        self.clock = button("Clock ▾")
        self.clock.setAccessibleName("Clock, opens a menu")
        self.clock.setToolTip("What happened to the clock, and what would happen if")
        self.clock.setMenu(QMenu(self.clock))
        self.prose = Prose("How the date was worked out")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(label("Next step", "heading"))
        column.addWidget(self._step)
        column.addWidget(self._draft)
        column.addWidget(self._button)
        column.addWidget(self._update)
        column.addWidget(self._go_on)
        column.addWidget(self._held_up)
        column.addSpacing(12)
        column.addWidget(label("How the date was worked out", "heading", wrap=True))
        column.addWidget(self.clock, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.prose)
        column.addStretch(1)
        self._draft.clicked.connect(lambda: self.draft_requested.emit(self._letter))
        self._update.clicked.connect(lambda: self.step_requested.emit(Doing.UPDATE))
        self._go_on.clicked.connect(self.going_on_requested)
        self._button.clicked.connect(lambda: self.step_requested.emit(self._doing))

    def show_case(self, view: CaseView) -> None:
        """Show the step and the derivation of a case."""
        self._doing = view.next_step.doing
        self._step.setText(f"{view.next_step.text}.")
        self._button.setVisible(self._doing in _BUTTONS)
        words = _BUTTONS.get(self._doing, "")
        self._button.setText(words)
        self._held_up.hide()
        self._update.setVisible(owes_update(view))
        way = way_of(view.details.kind, for_customer=bool(view.details.for_customer))
        after = stage_after(way, view.stage) if view.status is Status.OPEN else None
        self._go_on.setVisible(after is not None)
        self._go_on.setText(f"Go on: {after.title}" if after else "")
        self.clock.setVisible(view.status is not Status.VOIDED)
        self._draft.setVisible(view.draft is not None)
        if view.draft:
            self._letter = view.draft.id
            self._draft.setToolTip(tip(view.draft.title))
            self._draft.setAccessibleDescription(view.draft.title)
        self.prose.tell((*derivation(view.deadline), *steps(view.corrections)))

    def hold_up(self, sentence: str) -> None:
        """Say what is still needed before the case goes on."""
        self._held_up.setText(sentence)
        self._held_up.show()


def owes_update(view: CaseView) -> bool:
    """Whether who complained still waits to hear how it stands."""
    facts, runs = view.facts, view.status is Status.OPEN and not view.details.for_customer
    complaint = view.details.kind is CaseKind.COMPLAINT
    return complaint and runs and facts.acknowledged_on is not None and facts.answered_on is None


def derivation(deadline: Deadline) -> Iterator[Passage]:
    """The result first, then the warnings, then each step with its source."""
    yield from _result(deadline)
    yield from (Passage(f"⚠ {text}", Voice.WARNING) for text in deadline.warnings)
    yield from steps(step for step in deadline.derivation if step.source != WARNING)


def steps(wanted: Iterable[Step]) -> Iterator[Passage]:
    """Each step with its source below it."""
    for step in wanted:
        yield Passage(step.text)
        if step.source:
            yield Passage(step.source, Voice.QUIET, close=True)


def _result(deadline: Deadline) -> Iterator[Passage]:
    due_on, latest_on = deadline.due_on, deadline.latest_arguable_on
    if due_on is None:
        return
    yield Passage(f"Due by the end of {write_day(due_on, weekday=True)}.", Voice.STRONG)
    if latest_on and latest_on != due_on:
        latest = f"Latest arguable: {write_day(latest_on, weekday=True)}"
        yield Passage(f"{latest}, if each day of a pause counts whole (unsettled).", Voice.STRONG, close=True)
    if deadline.extended:
        yield Passage("Extended once; there is no second extension.", Voice.QUIET, close=True)
