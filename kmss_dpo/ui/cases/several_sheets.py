"""What is asked before something is done to several cases: each says how many, and its button does too."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from kmss_dpo.domain.cases import Family
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.several import Act, Chosen, left_alone
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.several import NOBODY, AssignForm, NoteForm, beforehand, case_words
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import label, unmarked
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheet import Sheet

_WIDE = 72


@dataclass(frozen=True)
class Asked:
    """What is to be done, to which of the chosen cases, and of which list."""

    act: Act
    chosen: Sequence[Chosen]
    family: Family

    def count(self) -> int:
        """How many cases it can be done to."""
        return len(self.chosen) - len(left_alone(self.act, self.chosen))

    def left(self) -> str:
        """Which will be left alone, and why."""
        return beforehand(left_alone(self.act, self.chosen))

    def records(self) -> list[tuple[Kind, int]]:
        """The cases as records."""
        return [(Kind.CASE, each.id) for each in self.chosen]


class AssignSheet(Sheet):
    """Stays open until somebody is named; `decided` carries the name, empty for nobody."""

    FORM = "assigning several cases"
    decided = Signal(str)

    def __init__(
        self, parent: QWidget, session: Session, runner: Runner, asked: Asked, known: Sequence[str]
    ) -> None:
        title = f"Assign {case_words(asked.count())}"
        super().__init__(parent, runner, title, title)
        self._count = asked.count()
        line = QLineEdit()
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setLineEdit(line)
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.name.addItems([*known, NOBODY])
        self.name.setCurrentIndex(-1)
        words = f"Everything else on them stays as it is. {asked.left()}".strip()
        self.form.add_widget(label(words, wrap=True))
        self.form.add("name", "Who works on them", self.name, "Choose or type a name.", required=True)
        self.binder: Binder[AssignForm] = Binder(AssignForm(), self)
        line.setAccessibleName(self.name.accessibleName())
        self.binder.line("name", line)
        self.binder.changed.connect(self._say)
        self.widen(_WIDE)
        self.keep_typing(
            session, asked.family.value, lambda: self.binder.state, self._put_back, asked.records
        )

    def touched(self) -> bool:
        """Whether a name was given."""
        return self.binder.state != AssignForm()

    def save(self) -> None:
        """Close with a name; the work goes on below the list."""
        if not self.form.refuses(self.binder.state.errors()):
            self.accept()
            self.decided.emit(self.binder.state.handler())

    def _put_back(self, state: AssignForm) -> None:
        self.binder.show(state)
        self._say(state)

    def _say(self, state: AssignForm) -> None:
        self.decide_button.setText(unmarked(state.decide(self._count)))
        mark_keys(self)


class NoteSheet(Sheet):
    """Stays open until something is written."""

    FORM = "a note on several cases"
    decided = Signal(str)

    def __init__(self, parent: QWidget, session: Session, runner: Runner, asked: Asked) -> None:
        title = f"Add a note to {case_words(asked.count())}"
        super().__init__(parent, runner, title, title)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self.fontMetrics().height() * 7)
        words = f"The same note is kept on each of them. {asked.left()}".strip()
        self.form.add_widget(label(words, wrap=True))
        self.form.add("text", "Note", self.text, required=True)
        self.binder: Binder[NoteForm] = Binder(NoteForm(), self)
        self.binder.text("text", self.text)
        self.widen(_WIDE)
        self.keep_typing(
            session, asked.family.value, lambda: self.binder.state, self.binder.show, asked.records
        )

    def touched(self) -> bool:
        """Whether something was written."""
        return bool(self.binder.state.text.strip())

    def save(self) -> None:
        """Close with a note; the work goes on below the list."""
        if not self.form.refuses(self.binder.state.errors()):
            self.accept()
            self.decided.emit(self.binder.state.text)
