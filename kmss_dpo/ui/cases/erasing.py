"""“Erase…”: what goes and what stays, the messages that hold it too, and the reason that is kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.documents import Erasing
from kmss_dpo.ui.cases.form_state.documents import EraseForm, begun, messages_words
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.lines import lines_edit
from kmss_dpo.ui.kit.ticks import Tick

HINT = "As in “Added to the wrong case” or “Identity was checked”. It is kept, so name no one."


class EraseDecision(Decision):
    """Stays open until there is a reason; Escape erases nothing. `decided` carries what goes and why."""

    decided = Signal(object, str)

    def __init__(self, parent: QWidget, erasing: Erasing) -> None:
        super().__init__(parent, "Erase this document?", erasing.words(), "Erase document", danger=True)
        self._erasing = erasing
        self.reason = lines_edit(3)
        self.messages = Tick(messages_words(erasing))
        self.messages.setHidden(not erasing.may_go_too())
        self.form = Form()
        self.form.add("reason", "Reason", self.reason, HINT, required=True)
        self.column.addWidget(self.messages)
        self.column.addWidget(self.form)
        self._binder: Binder[EraseForm] = Binder(begun(erasing), self)
        self._binder.text("reason", self.reason)
        self._binder.tick("with_messages", self.messages.box)
        self.reason.setFocus()

    def accept(self) -> None:
        """Qt: close only with a reason."""
        state = self._binder.state
        refused = self.form.refuses(state.wrong())
        self.fit()
        if not refused:
            super().accept()
            self.decided.emit(state.chosen(self._erasing), state.reason)
