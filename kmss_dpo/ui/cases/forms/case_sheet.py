"""The fields of a case, and the details of one changed."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import CaseKind, Channel, check_case, family_of
from kmss_dpo.domain.clock import receipt_corrected
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.case import CaseForm, form_of
from kmss_dpo.ui.cases.form_state.correspondence import ANSWER_LATER
from kmss_dpo.ui.cases.forms.case_people import CasePeople
from kmss_dpo.ui.cases.forms.sheet import Sheet
from kmss_dpo.ui.cases.words import CHANNELS, kind_words
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.runner import Runner

_WIDTH = 100
_STAYS = "It stays with the case, and is printed below the derivation."


class CaseSheet(Sheet):
    """The fields of a case. Whoever is new is kept with the case that names them, or not at all."""

    def __init__(  # noqa: PLR0913 the two sheets differ in these alone
        self,
        parent: QWidget,
        session: Session,
        runner: Runner,
        *,
        title: str,
        decide: str,
        state: CaseForm,
        kinds: tuple[CaseKind, ...],
    ) -> None:
        super().__init__(parent, runner, title, decide)
        self._session = session
        self._runner = runner
        self._begun = state
        self.kind = choice([(kind_words(kind), kind) for kind in kinds])
        self.channel = choice([(words, channel) for channel, words in CHANNELS.items()])
        self.received = DateField(session.day)
        self._reached = DateField(session.day)
        self._taken_by = QLineEdit()
        self.chosen = CasePeople(session, runner)
        self.summary = QPlainTextEdit()
        self.about_officer = QCheckBox("The complaint is about me")
        self.handler = QLineEdit()
        self._old_reference = QLineEdit()
        self._their_reference = QLineEdit()
        self.twice = Notice(closable=False)
        self._asking = Newest(runner, session.reading, self)
        self._special = QCheckBox("Special category data is involved, such as health or belief")
        self._customer_box = QCheckBox("It is meant for a customer: the company only processes the data")
        self._customer = QLineEdit()
        self.binder: Binder[CaseForm] = Binder(state, self)
        self._fill_form()
        self._tie()
        self.react(state)
        self.widen(_WIDTH)

    def touched(self) -> bool:
        """Whether something was typed."""
        return self.state() != self._begun

    def state(self) -> CaseForm:
        """What is typed now."""
        return self.chosen.within(self.binder.state)

    def show_state(self, state: CaseForm) -> None:
        """Show what was typed before."""
        self.binder.show(state)
        self.chosen.show(state)
        self.react(state)

    def people(self) -> list[tuple[Kind, int]]:
        """The contacts that are chosen."""
        return self.chosen.records()

    def save(self) -> None:
        """Keep it, once nothing is missing."""
        if self.form.refuses(self.state().wrong()):
            return
        try:
            check_case(self.state().details(), self._session.day())
        except Mistake as mistake:
            self.refuse(mistake)
            return
        self.keep_case(self.state())

    def keep_case(self, state: CaseForm) -> None:
        """Keep the case with whoever is new in it; each sheet its own."""
        raise NotImplementedError

    def add_kind(self) -> None:
        """Add the row of what is asked for."""
        self.form.add("kind", "What is asked for", self.kind, required=True)

    def add_below_days(self) -> None:
        """Add what belongs below the days; a new case has nothing there."""

    def _fill_form(self) -> None:
        form = self.form
        self.add_kind()
        form.add_beside(
            [
                ("channel", "How it arrived", self.channel),
                ("received_on", "Received by the company", self.received),
                ("reached_officer_on", "Reached you", self._reached),
            ],
            stretches=(8, 11, 7),
            required=("channel", "received_on"),
        )
        self.add_below_days()
        self.chosen.add_to(form)
        form.add("summary", "What it is about", self.summary)
        form.add_widget(self.about_officer)
        form.add_beside(
            [("taken_by", "Taken by", self._taken_by), ("handler", "Worked on by", self.handler)],
        )
        form.add_beside(
            [
                ("old_reference", "Earlier reference", self._old_reference),
                ("their_reference", "Their reference", self._their_reference),
            ]
        )
        form.add_widget(self.twice)
        form.add_widget(self._special)
        form.add_widget(self._customer_box)
        help_text = (
            "It is passed on to the customer and the person is told so; it has no clock of its own here."
        )
        form.add("for_customer", "Customer", self._customer, help_text)
        self.summary.setTabChangesFocus(True)
        self.summary.setFixedHeight(self.fontMetrics().height() * 5)

    def _tie(self) -> None:
        binder = self.binder
        binder.choice("kind", self.kind)
        binder.choice("channel", self.channel)
        binder.day("received_on", self.received)
        binder.day("reached_officer_on", self._reached)
        binder.line("taken_by", self._taken_by)
        binder.text("summary", self.summary)
        self._old_reference.textChanged.connect(self._ask_for_others)
        binder.line("old_reference", self._old_reference)
        binder.line("their_reference", self._their_reference)
        binder.tick("about_officer", self.about_officer)
        binder.line("handler", self.handler)
        binder.tick("special_category", self._special)
        binder.tick("for_a_customer", self._customer_box)
        binder.line("for_customer", self._customer)
        self.chosen.tie(binder)
        binder.changed.connect(self.react)

    def _ask_for_others(self, typed: str) -> None:
        """Ask which other cases have the same earlier reference."""
        receiving, own = self._session.receiving, self.own_case()
        self._asking.ask(lambda: receiving.with_old_reference(typed, own), self._tell_others)

    def _tell_others(self, references: list[str]) -> None:
        """Warn, and refuse nothing: one letter of old may have become several cases."""
        if references:
            have = "has" if len(references) == 1 else "have"
            self.twice.say(f"{', '.join(references)} {have} this earlier reference as well.", Tone.WARNING)
        else:
            self.twice.hide()

    def own_case(self) -> CaseId | None:
        """The case whose details these are; None for a new one."""
        return None

    def react(self, state: CaseForm) -> None:
        """Show the fields that a tick or a choice asks for, and take back errors that are put right."""
        self.chosen.react(self.form, state)
        self.about_officer.setVisible(state.may_be_about_officer())
        self.form.row("for_customer").setVisible(state.for_a_customer)
        if state.channel is Channel.SOCIAL_MEDIA and not self._begun.channel:
            self.notice.say(ANSWER_LATER, Tone.WARNING)
        elif not self._begun.channel:
            self.notice.hide()


class ChangeCaseSheet(CaseSheet):
    """The details of a case changed; its kind and reference stay. `saved` carries its id."""

    FORM = "details"

    def __init__(self, parent: QWidget, session: Session, runner: Runner, view: CaseView) -> None:
        self._view = view
        self.why = QPlainTextEdit()
        title = f"Details of {view.reference}"
        super().__init__(
            parent,
            session,
            runner,
            title=title,
            decide="Save the details",
            state=form_of(view),
            kinds=(view.details.kind,),
        )
        self.kind.setEnabled(False)
        about = lambda: [(Kind.CASE, view.id), *self.people()]  # noqa: E731 - the case first, as `resume` reads it
        self.keep_typing(session, family_of(view.details.kind).value, self.state, self.show_state, about)

    def add_below_days(self) -> None:
        """Why the day of receipt is corrected."""
        self.form.add("reason", "Why the day of receipt is corrected", self.why, _STAYS, required=True)
        self.why.setTabChangesFocus(True)
        self.why.setFixedHeight(self.fontMetrics().height() * 3)

    def react(self, state: CaseForm) -> None:
        """Ask why, too, once the day of receipt is another one that the clock depends on."""
        super().react(state)
        row = self.form.row("reason")
        if row.isHidden() == self._corrects(state):
            row.setHidden(not row.isHidden())
            self.widen(_WIDTH)

    def own_case(self) -> CaseId | None:
        """The case that is changed."""
        return self._view.id

    def keep_case(self, state: CaseForm) -> None:
        """Save the details."""
        case, version, change = self._view.id, self._view.version, self._session.receiving.change
        details, newcomers = state.details(), state.newcomers()
        self.keep(self._session.writing, lambda: change(case, version, details, newcomers, state.reason))

    def _corrects(self, state: CaseForm) -> bool:
        """Whether another day of receipt stands in the form, whatever else is still missing in it."""
        if state.received_on is None:
            return False
        before, customer = self._view.details, state.customer()
        return bool(
            receipt_corrected(before, replace(before, received_on=state.received_on, for_customer=customer))
        )

    def _tie(self) -> None:
        super()._tie()
        self.binder.text("reason", self.why)
