"""The facts of a clock as they are recorded, to be corrected, with a reason that stays."""

from contextlib import suppress

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import CaseDetails, CaseKind
from kmss_dpo.domain.clock import ClockFacts, Deadline, ExtensionGround, corrected, correction_words
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.next_steps import WaitingFor
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.clock import ClockForm, fields_for, form_of
from kmss_dpo.ui.cases.forms.clock_fields import PairField, PairsField
from kmss_dpo.ui.cases.forms.looking_ahead import LookingAhead
from kmss_dpo.ui.cases.prose import Passage, Voice
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.runner import Runner

_HELP = {
    "identity": "Ask only on reasonable doubt. The clock starts when it comes.",
    "authority": "Of an agent. The clock starts when it comes.",
    "fee": "The clock starts when it is paid.",
    "clarifications": "Which information is meant. The days in between are left out; access only.",
    "extension": "Once, to three months. The notice goes before the first month ends; its day "
    "stays empty until it has gone.",
    "answered_on": "The day it was sent or handed over.",
    "acknowledged_on": "The day the acknowledgement was sent.",
    "next_update_on": "The day the person hears next how it stands.",
    "more_asked_on": "After a month without reply the details are erased.",
    "answer_by": "The day its letter names. Due then, or on the working day before it.",
    "reason": "It stays with the case, and is printed below the derivation.",
}


_WAITED_FOR = {
    WaitingFor.IDENTITY: "identity",
    WaitingFor.AUTHORITY: "authority",
    WaitingFor.FEE: "fee",
    WaitingFor.CLARIFICATION: "clarifications",
    WaitingFor.MORE_INFORMATION: "more_asked_on",
}


class ClockSheet(LookingAhead):
    """The facts that the clock of this kind of case has room for; a reason is asked for where one is due."""

    FORM = "clock"

    def __init__(self, parent: QWidget, session: Session, runner: Runner, view: CaseView) -> None:
        title = f"Correct the clock facts of {view.reference}"
        super().__init__(parent, session, runner, view, title=title, decide="Save these facts")
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
            for name in ("extension", "acknowledged_on", "next_update_on", "answer_by", "answered_on")
        }
        grounds = [("No extension", None), *((each.value.capitalize(), each) for each in ExtensionGround)]
        self._ground = choice(grounds)
        self._reasons = QPlainTextEdit()
        self._why = QPlainTextEdit()
        self._fill_form(view.details)
        self._show(form_of(view.facts))
        self._begun = self._state()
        self.keep_typing_on(session, view, self._state, self._show)
        self.lay_out_outlook("If you save this", 3, 3)
        self._connect()
        self.look()
        self.widen(150, 30)
        self.form.row(self._first_field()).field.setFocus(Qt.FocusReason.OtherFocusReason)

    def touched(self) -> bool:
        """Whether something was changed."""
        return self._state() != self._begun or bool(self.form.unreadable())

    def save(self) -> None:
        """Keep the facts; the dates are worked out anew."""
        facts = self._checked()
        if facts is not None:
            case, version, reason = self._view.id, self._view.version, self._why.toPlainText()
            cases = self._session.cases
            self.keep(self._session.writing, lambda: cases.record_facts(case, version, facts, reason))

    def facts(self) -> ClockFacts:
        """The facts as typed."""
        return self._state().facts()

    def said_more(self, deadline: Deadline) -> tuple[Passage, ...]:
        """What is corrected by it."""
        changed = corrected(self._view.facts, self.looked_at)
        words = correction_words(changed, self._view.deadline, deadline)
        return (Passage(f"Corrected: {words}", Voice.QUIET),) if words else ()

    def look_soon(self, changed: object = None) -> None:
        """Show the field for the reason at once where something that was recorded is changed or taken out."""
        super().look_soon(changed)
        with suppress(Mistake):
            self.form.row("reason").setVisible(bool(corrected(self._view.facts, self.facts())))

    def _first_field(self) -> str:
        """The field to begin with: what is waited for, else the answer."""
        waits = self._view.waiting
        return _WAITED_FOR[waits.what] if waits else "answered_on"

    def _checked(self) -> ClockFacts | None:
        """The facts as typed, or None after showing what is wrong with them."""
        if self.form.refuses({}):
            return None
        try:
            return self.facts()
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
            answer_by=self.days["answer_by"].day(),
            answered_on=self.days["answered_on"].day(),
            more=self._more.pair(),
            reason=self._why.toPlainText(),
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
        self._why.setPlainText(state.reason)

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
        add("answer_by", "Day the regulator set", self.days["answer_by"], _HELP["answer_by"])
        add("more_asked_on", "More information", self._more, _HELP["more_asked_on"])
        words = "Outcome sent" if details.kind is CaseKind.COMPLAINT else "Answered"
        if details.for_customer:
            words = "Passed on and answered"
        add("answered_on", words, self.days["answered_on"], _HELP["answered_on"])
        self._add_why()
        self.form.show_only(fields_for(details.kind, for_customer=bool(details.for_customer)))

    def _add_why(self) -> None:
        """The reason for a correction stands below everything, in sight wherever the form is scrolled to."""
        row = self.form.add("reason", "Why it is corrected", self._why, _HELP["reason"], required=True)
        self._whole.insertWidget(self._whole.count() - 1, row)
        self._why.setTabChangesFocus(True)
        self._why.setFixedHeight(self.fontMetrics().height() * 3)

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

    def _connect(self) -> None:
        pairs = (*self.asks.values(), self._more)
        for pair in pairs:
            pair.changed.connect(self.look_soon)
        self.clarifications.changed.connect(self.look_soon)
        for day in self.days.values():
            day.day_changed.connect(self.look_soon)
        self._ground.currentIndexChanged.connect(self.look_soon)
        self._reasons.textChanged.connect(self.look_soon)
