"""The bar below the table: how many cases are selected, and what can be done to all of them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from kmss_dpo.domain.cases import Family
from kmss_dpo.ui.cases.form_state.several import selected_words
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.progress import Progress

_WORDS_WIDE = 28
"""Characters of plain text that the sentence wants beside the buttons."""


class SeveralBar(QFrame):
    """Its buttons rest while nothing is selected, and while cases are being worked on."""

    assign_requested = Signal()
    note_requested = Signal()
    letters_requested = Signal()
    deal_with_requested = Signal()
    export_requested = Signal()

    def __init__(self, family: Family) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self.setAccessibleName("Selected cases")
        self._count = 0
        self._busy = False
        self._pressed: QWidget | None = None
        self._passed_to: QWidget | None = None
        self._words = label("", wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.progress = Progress()
        wishes = {
            "Assign to…": self.assign_requested,
            "Add a note…": self.note_requested,
            "Write to them…": self.letters_requested,
            "Export selected…": self.export_requested,
        }
        if family is Family.ENQUIRIES:
            wishes["Close as dealt with…"] = self.deal_with_requested
        self._acts = [button(words) for words in wishes]
        for each, wish in zip(self._acts, wishes.values(), strict=True):
            each.clicked.connect(wish)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addWidget(FlowingRow(self._acts, self._words, _WORDS_WIDE))
        column.addWidget(self.progress)
        self.show_selected(0)

    def show_selected(self, count: int) -> None:
        """Say how many cases are selected."""
        self._count = count
        self._words.setText(selected_words(count))
        self._rest()

    def show_busy(self, *, busy: bool) -> None:
        """Let the buttons rest while cases are being worked on; the one that was pressed has the focus again.

        A button that rests passes the focus on. Who went elsewhere with it meanwhile stays there.
        """
        focused = self.window().focusWidget
        if busy:
            self._pressed = next((each for each in self._acts if each is focused()), None)
        self._busy = busy
        self._rest()
        if busy:
            self._passed_to = focused()
        elif self._pressed and focused() is self._passed_to:
            self._pressed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rest(self) -> None:
        for each in self._acts:
            each.setDisabled(self._busy or not self._count)
