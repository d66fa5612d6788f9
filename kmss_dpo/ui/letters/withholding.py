"""Why reasons are withheld: asked for only then, kept on the case, never printed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.letters import Draft, Fact
from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.lines import lines_edit

_LINES = 3


class Withholding(Form):
    """One field; `typed` carries its text."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = lines_edit(_LINES)
        self.add(
            "justification",
            "Why the reasons are withheld",
            self._text,
            "Name the provision, and say why stating the reason would defeat it. This is kept as a note on "
            "the case when the letter is filed, and is never printed.",
            required=True,
        )
        self._text.textChanged.connect(lambda: self.typed.emit(self._text.toPlainText()))

    def show_draft(self, draft: Draft) -> None:
        """Show what the draft holds, where it withholds reasons at all."""
        self.setVisible(Fact.REASONS_WITHHELD in draft.facts)
        if self._text.toPlainText() != draft.justification:
            self._text.blockSignals(True)  # noqa: FBT003 Qt's own way to say it
            self._text.setPlainText(draft.justification)
            self._text.blockSignals(False)  # noqa: FBT003 as above
