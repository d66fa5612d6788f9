"""A decision that needs a reason, which is kept as a note on the case."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.lines import lines_edit

NAME_NOBODY = "It is kept, so name no one."


class ReasonDecision(Decision):
    """Stays open until there is a reason, `lacking` says that there is none; Escape does nothing.

    `reasoned` carries the reason.
    """

    reasoned = Signal(str)

    def __init__(  # noqa: PLR0913 what a decision is made of, and what it asks
        self,
        parent: QWidget,
        title: str,
        words: str,
        decide: str,
        *,
        lacking: str,
        hint: str,
        danger: bool = False,
    ) -> None:
        super().__init__(parent, title, words, decide, danger=danger)
        self._lacking = lacking
        self.reason = lines_edit(3)
        self.form = Form()
        self.form.add("reason", "Reason", self.reason, f"{hint} {NAME_NOBODY}", required=True)
        self.column.addWidget(self.form)
        self.reason.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: with large text the words and the field have room from the start."""
        super().showEvent(event)
        self.fit()

    def accept(self) -> None:
        """Qt: close only with a reason."""
        reason = self.reason.toPlainText()
        refused = self.form.refuses({} if reason.strip() else {"reason": self._lacking})
        self.fit()
        if not refused:
            super().accept()
            self.reasoned.emit(reason)
