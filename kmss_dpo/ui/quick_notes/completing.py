"""What becomes of a quick note: a case of its own, part of one, or nothing; the note itself goes."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QWidget

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import KINDS
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.quick_notes import QuickNote, Thrown, needs_decision
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.notice import Tone
from kmss_dpo.ui.kit.picker import Pick, Picker
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheet import Sheet
from kmss_dpo.ui.quick_notes.form_state import DECIDES, WAYS, CompletionForm, Into
from kmss_dpo.ui.quick_notes.sheet import PLACE, QuickNoteSheet

_OLD = "This note is older than a month. Decide what becomes of it: it is not to be kept as it is."
_BINNED = "The note goes to the bin, from which it can be put back."


class CompleteSheet(Sheet):
    """`case_wanted` asks for a case to be opened from it.

    `saved` carries the case that it went to, or what came of throwing it away.
    """

    FORM = "completing a quick note"
    case_wanted = Signal()

    def __init__(self, parent: QWidget, session: Session, runner: Runner, note: QuickNote) -> None:
        super().__init__(parent, runner, "Complete a quick note", DECIDES[Into.NEW_CASE])
        self._session = session
        self._note = note
        self._begun = CompletionForm()
        self.binder: Binder[CompletionForm] = Binder(self._begun, self)
        self._group = QButtonGroup(self)
        self.radios = {into: QRadioButton(words) for into, words in WAYS.items()}
        self.picker = Picker(
            runner, session.reading, self._find, "Reference or name of the person", "No case matches."
        )
        self._who, self._came, self._what = (_readable(role) for role in ("strong", "quiet", ""))
        self._edit = button("Edit the note…")
        self.why = choice([(each.value.capitalize(), each) for each in Thrown])
        self.why.setPlaceholderText("Choose…")
        self._fill_form()
        self._tie()
        self._react(self._begun)
        self._show_note(note)
        self.picker.offer()
        self.widen(80, 36)
        self.keep_typing(
            session, PLACE, lambda: self.binder.state, self._put_back, lambda: [(Kind.QUICK_NOTE, note.id)]
        )
        self.radios[self._begun.into].setFocus(Qt.FocusReason.OtherFocusReason)

    def touched(self) -> bool:
        """Whether something was chosen that is not saved."""
        return self.binder.state != self._begun

    def save(self) -> None:
        """Do what the button says."""
        state = self.binder.state
        if self.form.refuses(state.wrong()):
            return
        notes, note = self._session.quick_notes, self._note.id
        match state.into:
            case Into.NEW_CASE:
                self.case_wanted.emit()
                self.accept()
            case Into.EXISTING:
                case = CaseId(state.case or 0)
                self.keep(self._session.writing, lambda: notes.put_on(note, case))
            case Into.NOTHING:
                assert state.why
                why = state.why
                self.keep(self._session.writing, lambda: notes.throw_away(note, why))

    def _fill_form(self) -> None:
        for each in (self._who, self._came, self._what, FlowingRow((self._edit,))):
            self.form.add_widget(each)
        for radio in self.radios.values():
            self._group.addButton(radio)
            self.form.add_widget(radio)
        self.form.add("case", "The case", self.picker, required=True)
        self.form.add("why", "Why nothing follows from it", self.why, _BINNED, required=True)

    def _show_note(self, note: QuickNote) -> None:
        """Say what was taken down, as it is now."""
        self._note, content = note, note.content
        day = write_day(content.on, weekday=True)
        self._who.setText(" · ".join(part for part in (content.who, content.reach) if part))
        self._came.setText(f"{content.channel.value.capitalize()}, {day}. Taken down by {note.author}.")
        self._what.setText(content.what)
        if needs_decision(note, self._session.day()):
            self.notice.say(_OLD, Tone.WARNING)
        else:
            self.notice.hide()

    def _ask_to_edit(self) -> None:
        """Put the note right in a sheet above this one, which shows it as it is by then."""
        sheet = QuickNoteSheet(self, self._session, self._runner, self._note)
        sheet.finished.connect(self._read_again)
        sheet.open()

    def _read_again(self) -> None:
        read, note = self._session.quick_notes.note, self._note.id
        self._runner.run(self, self._session.reading, lambda: read(note), self._edited, self.refuse)

    def _edited(self, note: QuickNote) -> None:
        """Another caller has other cases to offer; what was chosen stays chosen."""
        self._show_note(note)
        self.picker.put_back(self.binder.state.typed, self.binder.state.case)

    def _tie(self) -> None:
        self._edit.clicked.connect(self._ask_to_edit)
        for into, radio in self.radios.items():
            radio.setChecked(into is self._begun.into)
            radio.toggled.connect(self._choosing(into))
        self.binder.choice("why", self.why)
        self.picker.picked.connect(lambda case: self.binder.put("case", case))
        self.picker.edit.textChanged.connect(lambda typed: self.binder.put("typed", typed))
        self.binder.changed.connect(self._react)

    def _choosing(self, into: Into) -> Callable[[bool], None]:
        def choose(on: bool) -> None:  # noqa: FBT001 - a Qt signal carries it so
            if on:
                self.binder.put("into", into)

        return choose

    def _react(self, state: CompletionForm) -> None:
        self.form.row("case").setVisible(state.into is Into.EXISTING)
        self.form.row("why").setVisible(state.into is Into.NOTHING)
        for into, radio in self.radios.items():  # Tab comes to the chosen one, arrows lead to the others
            chosen = into is state.into
            radio.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        if self.decide_button.text().replace("&", "") != DECIDES[state.into]:
            self.decide_button.setText(DECIDES[state.into])
            mark_keys(self)

    def _put_back(self, state: CompletionForm) -> None:
        self.binder.show(state)
        self.radios[state.into].setChecked(True)
        self.picker.put_back(state.typed, state.case)
        self._react(state)

    def _find(self, typed: str) -> Sequence[Pick]:
        rows = self._session.quick_notes.suggest_cases(self._note.id, typed)
        return [Pick(row.id, row.reference, _line(row)) for row in rows]


def _readable(role: str) -> QLabel:
    shown = label("", role, wrap=True)
    shown.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return shown


def _line(row: CaseRow) -> str:
    parts = (row.person, KINDS[row.kind].title, f"received {write_day(row.received_on)}")
    return " · ".join(part for part in parts if part)
