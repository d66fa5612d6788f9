"""“Delete…”: what goes and what stays, the messages that hold it too, and the reason that is kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.documents import Erasing
from kmss_dpo.ui.cases.form_state.documents import chosen, messages_words, takes_messages
from kmss_dpo.ui.cases.reasoned import ReasonDecision
from kmss_dpo.ui.kit.deleting import ForGood
from kmss_dpo.ui.kit.ticks import Tick

HINT = "As in “Added to the wrong case” or “Identity was checked”."


class EraseDecision(ReasonDecision):
    """`decided` carries what goes and why; `deleted` the same where it goes to the bin.

    A copy of an identity paper is not to be kept there: it is erased.
    """

    FORM = "document deleted"
    decided = Signal(object, str)
    deleted = Signal(object, str)

    def __init__(self, parent: QWidget, erasing: Erasing) -> None:
        super().__init__(
            parent,
            "Delete this document?" if erasing.may_wait() else "Erase this document?",
            erasing.words(),
            "Delete document" if erasing.may_wait() else "Erase document",
            lacking="Say why the document is deleted.",
            hint=HINT,
            danger=not erasing.may_wait(),
        )
        self._erasing = erasing
        self.messages = Tick(messages_words(erasing))
        self.messages.setHidden(not erasing.may_go_too())
        self.messages.box.setChecked(takes_messages(erasing))
        self.column.insertWidget(0, self.messages)
        self.for_good = ForGood(self, "Delete document", "Erase document")
        self.for_good.setHidden(not erasing.may_wait())
        self.column.addWidget(self.for_good)
        self.reasoned.connect(self._decide)

    def _decide(self, reason: str) -> None:
        going = chosen(self._erasing, with_messages=self.messages.box.isChecked())
        waits = self._erasing.may_wait() and not self.for_good.chosen()
        (self.deleted if waits else self.decided).emit(going, reason)
