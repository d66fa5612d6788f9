"""One event of a clock, recorded where it happens, or only looked at: what if."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.clock import (
    MOVED_BY_LETTER,
    RESTARTED,
    ClockEvent,
    ClockFacts,
    Deadline,
    EventEntry,
    ExtensionGround,
    Happening,
    after_event,
    event_title,
)
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters import Template
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.clock_event import EventForm, begun, fields_of, form_name
from kmss_dpo.ui.cases.forms.looking_ahead import LookingAhead
from kmss_dpo.ui.cases.prose import Passage, Voice
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.runner import Runner

ONLY_LOOK = "This only looks: nothing is recorded, whatever is entered here."
LEAVES = "Once the letter has left, the day on which it left counts in place of this day."

LEAVES_IN_TIME = (
    "Once, to three months from the day the clock started. It counts once its letter has left, and only if "
    "that is before the first month ends."
)


class ClockEventSheet(LookingAhead):
    """`letter_requested` carries the case and the template of the letter that is to be written now."""

    letter_requested = Signal(int, str)

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        runner: Runner,
        view: CaseView,
        event: ClockEvent,
        *,
        looking: bool = False,
    ) -> None:
        words = event_title(event, view.details, view.facts)
        title = f"What if: {words[0].lower()}{words[1:]}" if looking else words
        super().__init__(
            parent, session, runner, view, title=f"{title}: {view.reference}", decide=event.about.decide
        )
        self.FORM = form_name(event)
        self._event = event
        self._looking = looking
        self._offered: frozenset[str] = frozenset()
        self.day = DateField(session.day)
        self.met = DateField(session.day)
        self.ground: QComboBox = choice([(each.value.capitalize(), each) for each in ExtensionGround])
        self.reasons = QPlainTextEdit()
        self.update_on = DateField(session.day)
        self.letter = QCheckBox("Write the letter now")
        leaves = LEAVES_IN_TIME if event.happening is Happening.EXTENDED else LEAVES
        self._leaves = label(leaves, "small", wrap=True)
        self._begun = begun(event, session.day())
        self.binder: Binder[EventForm] = Binder(self._begun, self)
        self._fill_form()
        self._tie()
        self.lay_out_outlook("What the clock says", 2, 3)
        self._settle()
        self.widen(150, 44)
        self.look()

    def touched(self) -> bool:
        """Whether something was typed that would be lost; a look loses nothing."""
        return not self._looking and (self.binder.state != self._begun or bool(self.form.unreadable()))

    def facts(self) -> ClockFacts:
        """The facts once this happened; no date hangs on what is still to be chosen or written."""
        return self._after(replace(self.binder.state.to_look(), to_be_sent=self._is_told_later()))

    def save(self) -> None:
        """Record it; a what-if is over."""
        if self._looking:
            self.reject()
        elif not self.form.refuses({}):
            self._record()

    def _after(self, entry: EventEntry) -> ClockFacts:
        return after_event(self._event, self._view.details.received_on, self._view.facts, entry)

    def _is_told_later(self) -> bool:
        """Whether the notice of an extension is written now, so that it has no day yet."""
        extends = self._event.happening is Happening.EXTENDED
        return extends and not self._looking and self.binder.state.write_letter

    def _react(self) -> None:
        """A notice that is written now is not asked for its day."""
        self.form.row(self._event.about.field).setVisible(not self._is_told_later())

    def _record(self) -> None:
        case, version, event = self._view.id, self._view.version, self._event
        try:
            typed = self.binder.state.entry(event.about.field)
            entry = replace(typed, to_be_sent=self._is_told_later())
            self._after(entry)
        except Mistake as mistake:
            self.refuse(mistake)
            return
        clocks = self._session.clocks
        self.keep(
            self._session.writing,
            lambda: clocks.record(case, version, event, entry),
            lambda _: self._go_on_writing(),
        )

    def _go_on_writing(self) -> None:
        if not self.letter.isHidden() and self.binder.state.write_letter:
            self.letter_requested.emit(self._view.id, self._event.about.letter)

    def said_more(self, deadline: Deadline) -> tuple[Passage, ...]:
        """That the ground is still to be chosen; by now one knows, too, whether the letter would be true."""
        happening, letter = self._event.happening, self._event.about.letter
        offered = letter in self._offered and (letter != RESTARTED or deadline.due_on is not None)
        self.letter.setVisible(offered)
        self._leaves.setVisible(offered and happening in MOVED_BY_LETTER)
        open_ground = happening is Happening.EXTENDED and self.binder.state.ground is None
        return (Passage(_NO_GROUND, Voice.QUIET, close=True),) if open_ground else ()

    def _fill_form(self) -> None:
        about = self._event.about
        if self._looking:
            self.form.add_widget(label(ONLY_LOOK, "quiet", wrap=True))
        self.form.add(about.field, about.day, self.day, about.said, required=True)
        self.form.add("met_on", "And came on", self.met, "Leave it empty while nothing has come.")
        self.form.add("ground", "Ground", self.ground, _ONLY_TWO, required=True)
        self.form.add("reasons", "Reasons given in the notice", self.reasons, required=True)
        self.form.add("promised", "Next update promised for", self.update_on)
        self.form.show_only({about.field, *fields_of(self._event, looking=self._looking)})
        self.form.add_widget(self.letter)
        self.form.add_widget(self._leaves)
        self.letter.hide()
        self._leaves.hide()
        self.reasons.setTabChangesFocus(True)
        self.reasons.setFixedHeight(self.fontMetrics().height() * 5)

    def _tie(self) -> None:
        binder = self.binder
        binder.day("on", self.day)
        binder.day("met_on", self.met)
        binder.choice("ground", self.ground)
        binder.text("reasons", self.reasons)
        binder.day("update_on", self.update_on)
        binder.tick("write_letter", self.letter)
        binder.changed.connect(self.look_soon)
        binder.changed.connect(self._react)
        self._react()

    def _settle(self) -> None:
        """Let a lock keep what is typed, and ask which letters there are; a what-if leaves nothing."""
        if self._looking:
            self.decide_button.hide()
            self._cancel.setText("Close")
            self._cancel.setDefault(True)
            return
        self.keep_typing_on(self._session, self._view, lambda: self.binder.state, self.binder.show)
        details = self._view.details
        offered = self._session.letters.offered
        self._runner.run(
            self,
            self._session.reading,
            lambda: offered(details.kind, for_customer=bool(details.for_customer)),
            self._offer,
        )

    def _offer(self, templates: tuple[Template, ...]) -> None:
        self._offered = frozenset(each.code for each in templates)
        self.look_soon()


_NO_GROUND = "The ground is still to be chosen."
_ONLY_TWO = "There are only these two; workload or absence is none."
