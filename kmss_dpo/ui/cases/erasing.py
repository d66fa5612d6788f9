"""“Erase…”: what goes and what stays, the messages that hold it too, and the reason that is kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.documents import Erasing
from kmss_dpo.ui.cases.form_state.documents import chosen, messages_words, takes_messages
from kmss_dpo.ui.cases.reasoned import ReasonDecision
from kmss_dpo.ui.kit.ticks import Tick

HINT = "As in “Added to the wrong case” or “Identity was checked”."


class EraseDecision(ReasonDecision):
    """`decided` carries what goes and why."""

    decided = Signal(object, str)

    def __init__(self, parent: QWidget, erasing: Erasing) -> None:
        super().__init__(
            parent,
            "Erase this document?",
            erasing.words(),
            "Erase document",
            lacking="Say why the document is erased.",
            hint=HINT,
            danger=True,
        )
        self._erasing = erasing
        self.messages = Tick(messages_words(erasing))
        self.messages.setHidden(not erasing.may_go_too())
        self.messages.box.setChecked(takes_messages(erasing))
        self.column.insertWidget(0, self.messages)
        self.reasoned.connect(self._decide)

    def _decide(self, reason: str) -> None:
        going = chosen(self._erasing, with_messages=self.messages.box.isChecked())
        self.decided.emit(going, reason)
