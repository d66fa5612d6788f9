"""What the officer decides about a message: whom it is from, what it asks, when it came, where it goes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QButtonGroup, QComboBox, QDialog, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from kmss_dpo.domain.arrivals import known_words
from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import KINDS, CaseFilter, CaseKind, Status
from kmss_dpo.domain.contacts import ContactFilter, ContactRow
from kmss_dpo.domain.proposals import Proposal
from kmss_dpo.session import Session
from kmss_dpo.ui.intake.form_state import IntakeState, Into, Who, kept_words, state_of
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.form import Form, choice
from kmss_dpo.ui.kit.kind_ticks import KindTicks
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.picker import Pick, Picker
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.typing_kept import Typing, keep_typing

_MOST = 12
_INTO = {Into.NEW_CASE: "Open a case", Into.EXISTING: "Add to an existing case"}


class CaseForm(QWidget):
    """The form beside the message; `binder.changed` tells of every change."""

    def __init__(self, session: Session, runner: Runner, proposal: Proposal) -> None:
        super().__init__()
        self._session = session
        self._runner = runner
        self._known: dict[int, ContactRow] = {row.id: row for row in proposal.known}
        self._why = proposal.message.received_why
        self.binder = Binder(state_of(proposal), self)
        self.form = Form()
        self._into = QButtonGroup(self)
        self.received = DateField(session.day)
        self._care = Notice(closable=False)
        self.known = Notice(closable=False)
        self.ticks = KindTicks()
        self._looking = Newest(runner, session.reading, self)
        self._person: int | None = None
        self._rows: Sequence[CaseRow] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._choose_where())
        if said := kept_words(proposal.kept_on):
            self.kept = Notice(closable=False)
            self.kept.say(said, Tone.WARNING)
            column.addWidget(self.kept)
        if proposal.suppressed:
            self.suppressed = Notice(closable=False)
            self.suppressed.say(proposal.suppressed, Tone.WARNING)
            column.addWidget(self.suppressed)
        column.addWidget(self.form)
        column.addStretch(1)
        self._add_case()
        self._add_who()
        self._add_what()
        self.binder.changed.connect(self._follow)
        self._follow(self.binder.state)

    def state(self) -> IntakeState:
        """What is decided so far."""
        return self.binder.state

    def keep_typing(self, dialog: QDialog, place: str, form: str) -> Typing[IntakeState]:
        """Let a lock keep it; a case or a person that was looked for is chosen again after it."""
        typed = lambda: replace(self.binder.state, case=None, other=None)  # noqa: E731 - asked when it locks
        return keep_typing(
            dialog, self._session, self._runner, place=place, form=form, state=typed, show=self._put_back
        )

    def _put_back(self, state: IntakeState) -> None:
        self.binder.show(state)
        for into, radio in zip(_INTO, self._into.buttons(), strict=True):
            radio.setChecked(into is state.into)
        self.ticks.show_ticked(state.also, erase_last=state.erase_last)
        self._follow(state)

    def check(self, today: date) -> bool:
        """Show what is missing; whether nothing is."""
        return not self.form.refuses(self.binder.state.errors(today))

    def _choose_where(self) -> QVBoxLayout:
        line = QVBoxLayout()
        line.setSpacing(4)
        for into, words in _INTO.items():
            radio = QRadioButton(words)
            radio.setChecked(into is self.binder.state.into)
            radio.toggled.connect(self._going(into))
            self._into.addButton(radio)
            line.addWidget(radio)
        return line

    def _going(self, into: Into) -> Callable[[bool], None]:
        def go(on: bool) -> None:  # noqa: FBT001 - a Qt signal carries it so
            if on:
                self.binder.put("into", into)

        return go

    def _add_case(self) -> None:
        bind = self.binder
        picker = Picker(
            self._runner,
            self._session.reading,
            self._find_cases,
            "Reference or name of the person",
            "No case matches.",
        )
        picker.picked.connect(lambda case: bind.put("case", case))
        self.form.add("case", "Case", picker)

    def _add_who(self) -> None:
        bind, form = self.binder, self.form
        people: list[tuple[str, object]] = [(_words(row), row.id) for row in self._known.values()]
        people += [("A new contact", Who.NEW), ("Somebody else in the register", Who.OTHER)]
        who = _narrow(choice(people))
        form.add("who", "From", who)
        bind.choice("who", who)
        form.add_widget(self._care)
        form.add_widget(self.known)
        other = Picker(
            self._runner,
            self._session.reading,
            self._find_people,
            "Name, organisation or email",
            "Nobody matches.",
        )
        other.picked.connect(lambda contact: bind.put("other", contact))
        form.add("other", "Who", other)
        name, email, organisation = QLineEdit(), QLineEdit(), QLineEdit()
        form.add("name", "Name", name)
        form.add("email", "Email", email)
        form.add("organisation", "Organisation", organisation)
        bind.line("name", name)
        bind.line("email", email)
        bind.line("organisation", organisation)

    def _add_what(self) -> None:
        bind, form = self.binder, self.form
        kind = _narrow(choice([(KINDS[each].title, each) for each in CaseKind]))
        summary = QLineEdit()
        reached = DateField(self._session.day)
        form.add("kind", "What it asks for", kind, required=True)
        form.add_widget(self.ticks)
        form.add("received_on", "Received by the company", self.received, self._why, required=True)
        form.add("reached_officer_on", "Reached you", reached, "Leave it empty if that is not known.")
        form.add("summary", "Summary", summary)
        bind.choice("kind", kind)
        self.ticks.show_ticked(bind.state.also, erase_last=bind.state.erase_last)
        self.ticks.changed.connect(self._ticked)
        bind.day("received_on", self.received)
        bind.day("reached_officer_on", reached)
        bind.line("summary", summary)

    def _follow(self, state: IntakeState) -> None:
        """Show the fields that the choices ask for, and what to know about the person."""
        new_case = state.into is Into.NEW_CASE
        for name in ("who", "kind", "reached_officer_on", "summary"):
            self.form.row(name).setVisible(new_case)
        self.form.row("case").setVisible(not new_case)
        self.form.row("other").setVisible(new_case and state.who is Who.OTHER)
        for name in ("name", "email", "organisation"):
            self.form.row(name).setVisible(new_case and state.who is Who.NEW)
        known = self._known.get(state.who) if isinstance(state.who, int) else None
        if new_case and known and known.warning:
            self._care.say(known.warning, Tone.WARNING)
        else:
            self._care.hide()
        self.ticks.setVisible(new_case)
        self.ticks.show_first(state.kind)
        self._look(state)

    def _ticked(self, also: object, erase_last: bool) -> None:  # noqa: FBT001 - a Qt signal carries it so
        self.binder.put("also", also)
        self.binder.put("erase_last", erase_last)

    def _look(self, state: IntakeState) -> None:
        """See which cases the person has already, and say so before another is opened."""
        person, receiving = state.contact(), self._session.receiving
        if person != self._person:
            self._person, self._rows = person, ()
            if person:
                self._looking.ask(lambda: receiving.known_cases(person), self._know)
            else:
                self._looking.forget()
        said = known_words(self._rows, state.kinds()) if state.into is Into.NEW_CASE else ""
        if said and said != self.known.sentence():
            self.known.say(said, Tone.TOLD)
        self.known.setVisible(bool(said))

    def _know(self, rows: Sequence[CaseRow]) -> None:
        self._rows = rows
        self._look(self.state())

    def _find_cases(self, typed: str) -> Sequence[Pick]:
        cases = self._session.cases
        wanted = CaseFilter(
            text=typed, statuses=frozenset({Status.OPEN, Status.CLOSED}), sort="received", descending=True
        )
        rows = cases.rows(cases.ids(wanted)[:_MOST])
        return [Pick(row.id, row.reference, _line(row.person, KINDS[row.kind].title)) for row in rows]

    def _find_people(self, typed: str) -> Sequence[Pick]:
        contacts = self._session.contacts
        rows = contacts.rows(contacts.ids(ContactFilter(text=typed))[:_MOST])
        return [Pick(row.id, row.name, _line(row.organisation, row.email)) for row in rows]


def _narrow(box: QComboBox) -> QComboBox:
    """A drop-down that shortens long names rather than widen the form, and says that a choice is wanted."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(18)
    box.setPlaceholderText("Choose…")
    return box


def _line(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _words(row: ContactRow) -> str:
    return _line(row.name, row.organisation or row.email)
