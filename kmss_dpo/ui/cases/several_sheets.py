"""What is asked before something is done to several cases: each says how many, and its button does too."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from kmss_dpo.ui.cases.form_state.several import NOBODY, AssignForm, case_words
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.form import Form


class AssignDecision(Decision):
    """Stays open until somebody is named; `decided` carries the name, empty for nobody."""

    decided = Signal(str)

    def __init__(self, parent: QWidget, count: int, left: str, known: Sequence[str]) -> None:
        words = " ".join(part for part in ("Everything else on them stays as it is.", left) if part)
        title = f"Assign {case_words(count)}"
        super().__init__(parent, title, words, title)
        self._count = count
        line = QLineEdit()
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setLineEdit(line)
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.name.addItems([*known, NOBODY])
        self.name.setCurrentIndex(-1)
        self._form = Form()
        self._form.add("name", "Who works on them", self.name, "Choose or type a name.", required=True)
        self.column.addWidget(self._form)
        self._binder = Binder(AssignForm(), self)
        line.setAccessibleName(self.name.accessibleName())
        self._binder.line("name", line)
        self._binder.changed.connect(self._say)
        self.name.setFocus()

    def accept(self) -> None:
        """Qt: close only with a name."""
        refused = self._form.refuses(self._binder.state.errors())
        self.fit()
        if not refused:
            super().accept()
            self.decided.emit(self._binder.state.handler())

    def _say(self, state: AssignForm) -> None:
        self.decide_button.setText(state.decide(self._count))


class NoteDecision(Decision):
    """Stays open until something is written."""

    decided = Signal(str)

    def __init__(self, parent: QWidget, count: int, left: str) -> None:
        words = " ".join(part for part in ("The same note is kept on each of them.", left) if part)
        title = f"Add a note to {case_words(count)}"
        super().__init__(parent, title, words, title)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.fontMetrics().height() * 6)
        self._form = Form()
        self._form.add("text", "Note", self.text, required=True)
        self.column.addWidget(self._form)
        self.text.setFocus()

    def accept(self) -> None:
        """Qt: close only with a note."""
        text = self.text.toPlainText()
        refused = self._form.refuses({} if text.strip() else {"text": "The note is empty."})
        self.fit()
        if not refused:
            super().accept()
            self.decided.emit(text)
