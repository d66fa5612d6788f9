"""What an empty register shows instead of lists: what it is for, and the first steps."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.panel import Panel


class Welcome(QWidget):
    """Three ways to begin."""

    import_requested = Signal()
    new_case_requested = Signal()
    new_contact_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = Panel("Begin with what has come in")
        card.column.addWidget(
            label(
                "This register is empty. What is due, and what has to be disposed of, will stand here.",
                "quiet",
                wrap=True,
            )
        )
        card.column.addSpacing(8)
        card.column.addLayout(self._steps())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def first_focus(self) -> None:
        """Go to the first step."""
        self._message.setFocus()

    def _steps(self) -> QGridLayout:
        self._message = button("Open a message file…", "main")
        case, contact = button("New case…"), button("New contact…")
        dress(self._message, "mail", "on_accent")
        dress(case, "plus")
        dress(contact, "user")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for line, (step, words) in enumerate(
            (
                (self._message, "A request or complaint that came by email: drop the file on the window."),
                (case, "What came by phone, post, web form, social media or in person."),
                (contact, "A person or an organisation you will write to."),
            )
        ):
            grid.addWidget(step, line, 0)
            grid.addWidget(label(words, "quiet", wrap=True), line, 1)
        self._message.clicked.connect(self.import_requested)
        case.clicked.connect(self.new_case_requested)
        contact.clicked.connect(self.new_contact_requested)
        return grid
