"""Closing a case, voiding one that was opened in error, and notes."""

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import NEEDS_REASON, CaseKind, outcomes_of
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.suppression import OBJECTING
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.ending import ClosingForm, TextForm
from kmss_dpo.ui.cases.forms.sheet import Sheet
from kmss_dpo.ui.cases.words import outcome_words
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.ticks import Tick

_ABSOLUTE = {
    CaseKind.MARKETING_OBJECTION: "An objection to marketing cannot be refused (UK GDPR Art 21(3)).",
    CaseKind.CONSENT_WITHDRAWAL: "A withdrawal of consent cannot be refused (UK GDPR Art 7(3)).",
}


SUPPRESS = (
    "Put the person's addresses on the suppression list, as keyed hashes: the next import recognises them "
    "(not where the objection was taken back)"
)
ANSWER_RECORDED = "Recorded already; another day is a matter for the clock facts."


class ClosingSheet(Sheet):
    """How and when a case ended."""

    FORM = "closing"

    def __init__(self, parent: QWidget, session: Session, runner: Runner, view: CaseView) -> None:
        super().__init__(parent, runner, f"Close {view.reference}", "Close the case")
        self._session = session
        self._view = view
        self.outcome = choice([(outcome_words(each), each) for each in outcomes_of(view.details.kind)])
        self.answered = DateField(session.day)
        self._closed = DateField(session.day)
        self.reason = QPlainTextEdit()
        self.late_reason = QPlainTextEdit()
        self.suppress = Tick(SUPPRESS)
        self._objects = view.details.kind in OBJECTING
        self._begun = ClosingForm(
            answered_on=view.facts.answered_on, closed_on=session.day(), suppress=self._objects
        )
        self.binder: Binder[ClosingForm] = Binder(self._begun, self)
        self._fill_form()
        self._tie()
        self.widen(72)
        self.keep_typing_on(session, view, lambda: self.binder.state, self.binder.show)

    def touched(self) -> bool:
        """Whether something was typed."""
        return self.binder.state != self._begun

    def save(self) -> None:
        """Close the case."""
        if self.form.refuses(self.binder.state.wrong(self._view.deadline)):
            return
        case, version, closing = self._view.id, self._view.version, self.binder.state.closing()
        session = self._session
        close = session.suppression.close if self.binder.state.suppress else session.cases.close
        self.keep(session.writing, lambda: close(case, version, closing))

    def _fill_form(self) -> None:
        said = _ABSOLUTE.get(self._view.details.kind, "")
        self.form.add("outcome", "Outcome", self.outcome, said, required=True)
        self.form.add_beside(
            [
                ("answered_on", "Answer sent or handed over", self.answered),
                ("closed_on", "Closed on", self._closed),
            ],
            required=("closed_on",),
        )
        self.form.add("reason", "Reasons", self.reason, _needed_for(self._view.details.kind))
        self.form.add("late_reason", "Why it went late", self.late_reason, self._was_due(), required=True)
        self.suppress.box.setChecked(self._objects)
        self.suppress.setVisible(self._objects)
        self.form.add_widget(self.suppress)
        for text in (self.reason, self.late_reason):
            text.setTabChangesFocus(True)
            text.setFixedHeight(self.fontMetrics().height() * 5)
        recorded = self._view.facts.answered_on is not None
        self.answered.setEnabled(not recorded)
        self.form.row("answered_on").explain(ANSWER_RECORDED if recorded else "")
        self._react(self._begun)

    def _was_due(self) -> str:
        due_on = self._view.deadline.due_on
        return f"It was due {write_day(due_on, weekday=True)}." if due_on else ""

    def _tie(self) -> None:
        self.binder.choice("outcome", self.outcome)
        self.binder.day("answered_on", self.answered)
        self.binder.day("closed_on", self._closed)
        self.binder.text("reason", self.reason)
        self.binder.text("late_reason", self.late_reason)
        self.binder.tick("suppress", self.suppress.box)
        self.binder.changed.connect(self._react)

    def _react(self, state: ClosingForm) -> None:
        deadline = self._view.deadline
        wrong = {name: row for name, row in state.wrong(deadline).items() if self.form.row(name).error()}
        self.form.show_errors(wrong)
        row = self.form.row("late_reason")
        if row.isHidden() == state.late(deadline):
            row.setHidden(not row.isHidden())
            self.widen(72)


def _needed_for(kind: CaseKind) -> str:
    """Which of the outcomes of a kind need a reason, in words."""
    needing = [f"“{outcome_words(each)}”" for each in outcomes_of(kind) if each in NEEDS_REASON]
    return f"Needed for {' and '.join(needing)}; otherwise as you like." if needing else "As you like."


class TextSheet(Sheet):
    """One text, with a sentence above that says what becomes of it."""

    FIELD = "text"

    def __init__(self, parent: QWidget, runner: Runner, title: str, decide: str, caption: str) -> None:
        super().__init__(parent, runner, title, decide)
        self.words: QLabel = label("", wrap=True)
        self.words.hide()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self.fontMetrics().height() * 7)
        self.form.add_widget(self.words)
        self.form.add(self.FIELD, caption, self.text, required=True)
        self.text.setFocus()
        self.widen(72)

    def say(self, sentence: str) -> None:
        """Say what becomes of it."""
        self.words.setText(sentence)
        self.words.show()

    def state(self) -> TextForm:
        """What is typed now."""
        return TextForm(self.text.toPlainText())

    def show_state(self, state: TextForm) -> None:
        """Show what was typed before."""
        self.text.setPlainText(state.text)

    def touched(self) -> bool:
        """Whether something was typed."""
        return bool(self.text.toPlainText().strip())


class NoteSheet(TextSheet):
    """A note in the officer's own words."""

    FORM = "note"

    def __init__(self, parent: QWidget, session: Session, runner: Runner, view: CaseView) -> None:
        super().__init__(parent, runner, f"Note on {view.reference}", "Add the note", "Note")
        self._session = session
        self._case = view.id
        self.keep_typing_on(session, view, self.state, self.show_state)

    def save(self) -> None:
        """Keep the note."""
        case, text = self._case, self.text.toPlainText()
        self.keep(self._session.writing, lambda: self._session.casework.add_note(case, text))


class ReasonSheet(TextSheet):
    """Why a case takes another turn; without a reason it does not. Each sheet has its own words."""

    FIELD = "reason"
    TITLE = DECIDE = CAPTION = SAID = LACKING = ""

    def __init__(self, parent: QWidget, session: Session, runner: Runner, view: CaseView) -> None:
        super().__init__(parent, runner, self.TITLE.format(view.reference), self.DECIDE, self.CAPTION)
        self._session = session
        self._view = view
        self.say(self.SAID)
        self.keep_typing_on(session, view, self.state, self.show_state)

    def save(self) -> None:
        """Do it, once there is a reason."""
        reason = self.text.toPlainText()
        if not reason.strip():
            self.refuse(Mistake(self.LACKING, self.FIELD))
            return
        self.keep(self._session.writing, lambda: self.do(reason))

    def do(self, reason: str) -> None:
        """What the button says, on the writing lane; each sheet its own."""
        raise NotImplementedError


class ReopenSheet(ReasonSheet):
    """Why a case that had ended goes on."""

    FORM = "opening again"
    TITLE, DECIDE, CAPTION = "Open {} again", "Open again", "Why it is opened again"
    SAID = (
        "Its ending is taken back and kept in a note, with the reason. What was recorded of its clock stays."
    )
    LACKING = "Say why the case is opened again."

    def do(self, reason: str) -> None:
        """Open it again."""
        self._session.cases.reopen(self._view.id, self._view.version, reason)


class VoidSheet(ReasonSheet):
    """Why a case was opened in error."""

    FORM = "voiding"
    TITLE, DECIDE, CAPTION = "Void {}", "Void the case", "Why it was opened in error"
    SAID = "The case stays in the register, marked as voided. Its reference is never used again."
    LACKING = "Say why the case was opened in error."

    def do(self, reason: str) -> None:
        """Void it."""
        self._session.cases.void(self._view.id, self._view.version, reason)
