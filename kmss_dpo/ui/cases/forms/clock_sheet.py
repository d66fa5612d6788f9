"""What happened to the clock of a case; shows before saving what the due date becomes, and why."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import CaseDetails, CaseKind
from kmss_dpo.domain.clock import ClockFacts, ClockState, Deadline, ExtensionGround
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.next_steps import WaitingFor
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.clock import ClockForm, fields_for, form_of
from kmss_dpo.ui.cases.forms.clock_fields import PairField, PairsField
from kmss_dpo.ui.cases.forms.sheet import Sheet
from kmss_dpo.ui.cases.prose import Passage, Prose, Voice
from kmss_dpo.ui.cases.why import derivation
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.labels import label, rule
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.runner import Runner

PAUSE = 150
_HELP = {
    "identity": "Ask only on reasonable doubt. The clock starts when it comes.",
    "authority": "Of an agent. The clock starts when it comes.",
    "fee": "The clock starts when it is paid.",
    "clarifications": "Which information is meant. The days in between are left out; access only.",
    "extension": "Once, to three months. The notice goes before the first month ends.",
    "answered_on": "The day it was sent or handed over.",
    "acknowledged_on": "The day the acknowledgement was sent.",
    "next_update_on": "The day the person hears next how it stands.",
    "more_asked_on": "After a month without reply the details are erased.",
}


_WAITED_FOR = {
    WaitingFor.IDENTITY: "identity",
    WaitingFor.AUTHORITY: "authority",
    WaitingFor.FEE: "fee",
    WaitingFor.CLARIFICATION: "clarifications",
    WaitingFor.MORE_INFORMATION: "more_asked_on",
}


class ClockSheet(Sheet):
    """The facts that the clock of this kind of case has room for."""

    FORM = "clock"

    def __init__(self, parent: QWidget, session: Session, runner: Runner, view: CaseView) -> None:
        super().__init__(parent, runner, f"Clock of {view.reference}", "Save these facts")
        self._session = session
        self._view = view
        self._turn = 0
        today = session.day
        self.asks = {
            name: PairField(today, title, "Asked on", met)
            for name, title, met in (
                ("identity", "Proof of identity", "Received on"),
                ("authority", "Proof of authority", "Received on"),
                ("fee", "Fee", "Paid on"),
            )
        }
        self.clarifications = PairsField(today, "Clarification", "Asked on", "Answered on")
        self._more = PairField(today, "More information", "Asked on", "Received on")
        self.days = {
            name: DateField(today)
            for name in ("extension", "acknowledged_on", "next_update_on", "answered_on")
        }
        grounds = [("No extension", None), *((each.value.capitalize(), each) for each in ExtensionGround)]
        self._ground = choice(grounds)
        self._reasons = QPlainTextEdit()
        self._pause = QTimer(self)
        self.outlook = Prose("What the clock says with these facts")
        self._fill_form(view.details)
        self._show(form_of(view.facts))
        self._begun = self._state()
        self.keep_typing_on(session, view, self._state, self._show)
        self._lay_out_result()
        self._connect()
        self._ask()
        self.widen(150, 30)
        self.form.row(self._first_field()).field.setFocus(Qt.FocusReason.OtherFocusReason)

    def touched(self) -> bool:
        """Whether something was changed."""
        return self._state() != self._begun or bool(self.form.unreadable())

    def save(self) -> None:
        """Keep the facts; the dates are worked out anew."""
        facts = self._checked()
        if facts is not None:
            case, version = self._view.id, self._view.version
            cases = self._session.cases
            self.keep(self._session.writing, lambda: cases.record_facts(case, version, facts))

    def _first_field(self) -> str:
        """The field to begin with: what is waited for, else the answer."""
        waits = self._view.waiting
        return _WAITED_FOR[waits.what] if waits else "answered_on"

    def _checked(self) -> ClockFacts | None:
        """The facts as typed, or None after showing what is wrong with them."""
        if self.form.refuses({}):
            return None
        try:
            return self._state().facts()
        except Mistake as mistake:
            self.refuse(mistake)
            return None

    def _state(self) -> ClockForm:
        return ClockForm(
            identity=self.asks["identity"].pair(),
            authority=self.asks["authority"].pair(),
            fee=self.asks["fee"].pair(),
            clarifications=self.clarifications.pairs(),
            extension=self.days["extension"].day(),
            ground=self._ground.currentData(),
            reasons=self._reasons.toPlainText(),
            acknowledged_on=self.days["acknowledged_on"].day(),
            next_update_on=self.days["next_update_on"].day(),
            answered_on=self.days["answered_on"].day(),
            more=self._more.pair(),
        )

    def _show(self, state: ClockForm) -> None:
        for name, field in self.asks.items():
            field.set_pair(getattr(state, name))
        for name, day in self.days.items():
            day.set_day(getattr(state, name))
        self.clarifications.set_pairs(state.clarifications)
        self._more.set_pair(state.more)
        self._ground.setCurrentIndex(max(0, self._ground.findData(state.ground)))
        self._reasons.setPlainText(state.reasons)

    def _fill_form(self, details: CaseDetails) -> None:
        """Every field has its row; only those that the clock of this kind has room for are in sight."""
        add = self.form.add
        titles = {"identity": "Proof of identity", "authority": "Proof of authority", "fee": "Fee"}
        for name, title in titles.items():
            add(name, title, self.asks[name], _HELP[name])
        add("clarifications", "Clarification", self.clarifications, _HELP["clarifications"])
        self._add_extension()
        add("acknowledged_on", "Acknowledged", self.days["acknowledged_on"], _HELP["acknowledged_on"])
        add("next_update_on", "Next update", self.days["next_update_on"], _HELP["next_update_on"])
        add("more_asked_on", "More information", self._more, _HELP["more_asked_on"])
        words = "Outcome sent" if details.kind is CaseKind.COMPLAINT else "Answered"
        if details.for_customer:
            words = "Passed on and answered"
        add("answered_on", words, self.days["answered_on"], _HELP["answered_on"])
        self.form.show_only(fields_for(details.kind, for_customer=bool(details.for_customer)))

    def _add_extension(self) -> None:
        self.form.add_beside(
            [
                ("extension", "Extension notice sent", self.days["extension"]),
                ("ground", "Ground", self._ground),
            ]
        )
        self.form.add("reasons", "Reasons given in the notice", self._reasons, _HELP["extension"])
        self._reasons.setTabChangesFocus(True)
        self._reasons.setFixedHeight(self.fontMetrics().height() * 4)

    def _lay_out_result(self) -> None:
        scroll = Scrolling("What the clock says with these facts", margin=4)
        scroll.column.addWidget(label("If you save this", "heading"))
        scroll.column.addWidget(self.outlook)
        scroll.column.addStretch(1)
        side = QVBoxLayout()
        side.addWidget(scroll, 1)
        self.body.addWidget(rule(upright=True))
        self.body.addLayout(side, 2)

    def _connect(self) -> None:
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        pairs = (*self.asks.values(), self._more)
        for pair in pairs:
            pair.changed.connect(self._pause.start)
        self.clarifications.changed.connect(self._pause.start)
        for day in self.days.values():
            day.day_changed.connect(lambda _day: self._pause.start())
        self._ground.currentIndexChanged.connect(lambda _at: self._pause.start())
        self._reasons.textChanged.connect(self._pause.start)

    def _ask(self) -> None:
        """Ask what the clock would say; nothing is changed by it."""
        try:
            facts = self._state().facts()
        except Mistake as mistake:
            self._tell_wrong(mistake)
            return
        self._turn += 1
        turn, case = self._turn, self._view.id
        self._runner.run(
            self,
            self._session.reading,
            lambda: self._session.cases.what_if(case, facts),
            lambda deadline: self._tell(turn, deadline),
            lambda error: self._tell_wrong(error, turn),
        )

    def _tell(self, turn: int, deadline: Deadline) -> None:
        if turn == self._turn:
            self.form.show_errors({})
            self.outlook.tell(_comparison(self._view.deadline, deadline))

    def _tell_wrong(self, error: Exception, turn: int | None = None) -> None:
        """Say what is wrong beside its field, without moving the focus away from what is being typed."""
        if turn is not None and turn != self._turn:
            return
        if not isinstance(error, Mistake):
            self._runner.report(error)
            return
        self.form.show_errors({error.field or "": error.sentence})
        self.outlook.tell([Passage(error.sentence, Voice.WARNING)])


def _comparison(old: Deadline, new: Deadline) -> Iterator[Passage]:
    """The date of now and the date to come, then how the latter is worked out."""
    if (old.state, old.due_on) == (new.state, new.due_on):
        yield Passage(f"Nothing moves: {said(new)}.")
    else:
        yield Passage(f"Now: {said(old)}.", Voice.QUIET)
        yield Passage(f"Then: {said(new)}.", Voice.STRONG, close=True)
    yield from derivation(new)


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
