"""A call taken down: who, how to reach them, what they said. The day and the way are filled in already."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.quick_notes import QuickNote
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheet import Sheet
from kmss_dpo.ui.quick_notes.form_state import QuickNoteForm, form_of

PLACE = "quick notes"
_HINT = "Enter goes on to the next field, Ctrl+Enter keeps the note. Complete it later, from Today."
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class QuickNoteSheet(Sheet):
    """One small form, empty or with a `note` to be put right."""

    FORM = "quick note"
    EDITING = "editing a quick note"

    def __init__(
        self, parent: QWidget, session: Session, runner: Runner, note: QuickNote | None = None
    ) -> None:
        super().__init__(parent, runner, "Edit the quick note" if note else "Quick note", "Keep the note")
        self.FORM = self.EDITING if note else self.FORM
        self._session = session
        self._note = note
        self._begun = form_of(note.content) if note else QuickNoteForm(on=session.day())
        self.who, self.reach, self.what = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self._channel = choice([(each.value.capitalize(), each) for each in Channel])
        self.on = DateField(session.day)
        self.binder: Binder[QuickNoteForm] = Binder(self._begun, self)
        self.decide_button.setDefault(False)  # Enter in a field goes on to the next
        self._fill_form()
        self._tie()
        self.widen(72)
        self.keep_typing(session, PLACE, lambda: self.binder.state, self.binder.show, self._about)
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)

    def touched(self) -> bool:
        """Whether something was typed."""
        return self.binder.state != self._begun

    def save(self) -> None:
        """Keep the note."""
        if self.form.refuses(self.binder.state.wrong()):
            return
        content, note, notes = self.binder.state.content(), self._note, self._session.quick_notes
        if note:
            self.keep(self._session.writing, lambda: notes.change(note.id, note.version, content))
        else:
            self.keep(self._session.writing, lambda: notes.add(content))

    def _about(self) -> list[tuple[Kind, int]]:
        return [(Kind.QUICK_NOTE, self._note.id)] if self._note else []

    def _fill_form(self) -> None:
        form = self.form
        form.add_beside(
            [("who", "Who", self.who), ("reach", "Phone or email", self.reach)], required=("who",)
        )
        form.add("what", "What they said", self.what, required=True)
        form.add_beside(
            [("channel", "How it came", self._channel), ("on", "Day", self.on)], required=("channel", "on")
        )
        form.add_widget(label(_HINT, "small", wrap=True))
        self.what.setTabChangesFocus(True)
        self.what.setMinimumHeight(self.fontMetrics().height() * 5)

    def _tie(self) -> None:
        self.binder.line("who", self.who)
        self.binder.line("reach", self.reach)
        self.binder.text("what", self.what)
        self.binder.choice("channel", self._channel)
        self.binder.day("on", self.on)
        for edit in (self.who, self.reach):
            edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Enter goes on to the next field; with Ctrl it keeps the note."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
            if plain and event.key() in _ENTER:
                after: QWidget = self.reach if watched is self.who else self.what
                after.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)
