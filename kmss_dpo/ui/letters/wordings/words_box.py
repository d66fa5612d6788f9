"""The words of one part in one language: heading, text, and below them what is wrong with them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kmss_dpo.domain.letters import Language
from kmss_dpo.domain.letters.wording_flaws import Flaw
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.letters.text_box import TextBox
from kmss_dpo.ui.letters.wordings.form_state import caption, marks


class _Text(TextBox):
    """Says that one types in it now."""

    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the cursor is here."""
        super().focusInEvent(event)
        self.entered.emit()


class WordsBox(QWidget):
    """`typed` carries heading and text; `entered` says that one types in the text now, `reached` where."""

    typed = Signal(str, str)
    entered = Signal()
    reached = Signal(QRect)

    def __init__(self, part: str, language: Language) -> None:
        super().__init__()
        self.heading = QLineEdit()
        self.text = _Text()
        self._flaws = label("", "error", wrap=True)
        self._notes = label("", "small", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        for name, field in (("Heading", self.heading), ("Text", self.text)):
            words = caption(name, language)
            field.setAccessibleName(f"{words}, {part}")
            self._column.addWidget(label(words, "small"))
            self._column.addWidget(field)
        for each in (self._flaws, self._notes):
            each.hide()
            self._column.addWidget(each)
        self._column.addStretch(1)
        self.heading.textChanged.connect(self._heard)
        self.text.edited.connect(self._heard)
        self.text.entered.connect(self.entered)
        self.text.cursor_moved.connect(self._reach)

    def show_words(self, heading: str, text: str) -> None:
        """Show other words, without announcing it."""
        self.blockSignals(True)  # noqa: FBT003 Qt's own way to say it
        if self.heading.text() != heading:
            self.heading.setText(heading)
            self.heading.setCursorPosition(0)
        self.text.show_text(text, marks(text))
        self.blockSignals(False)  # noqa: FBT003 as above

    def show_flaws(self, flaws: Sequence[Flaw]) -> None:
        """Say what is wrong: what keeps it from being saved, and what should be known."""
        wrong = [_said(flaw) for flaw in flaws if flaw.blocks_saving]
        noted = [_said(flaw) for flaw in flaws if not flaw.blocks_saving]
        for shown, sentences in ((self._flaws, wrong), (self._notes, noted)):
            shown.setText("\n".join(sentences))
            shown.setVisible(bool(sentences))
        self.text.setAccessibleDescription(" ".join((*wrong, *noted)))

    def sentences(self) -> list[str]:
        """What is said to be wrong."""
        return [line for each in (self._flaws, self._notes) for line in each.text().splitlines()]

    def put_in(self, field: str) -> None:
        """Type a field where the cursor stands."""
        self.text.textCursor().insertText(field)
        self.text.setFocus()

    def _reach(self, place: QRectF) -> None:
        if self.text.hasFocus():
            corner = self.text.viewport().mapTo(self, place.toRect().topLeft())
            self.reached.emit(QRect(corner, place.toRect().size()))

    def _heard(self) -> None:
        self.text.show_marks(marks(self.text.text()))
        self.typed.emit(self.heading.text(), self.text.text())


def _said(flaw: Flaw) -> str:
    known = flaw.source in flaw.sentence
    return flaw.sentence if known else f"{flaw.sentence} ({flaw.source})"
