"""Where the passphrase or the recovery key is typed that opens backups; it is never kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.passphrase_edit import PassphraseEdit
from kmss_dpo.ui.restore.form_state import WHICH_WAY


class WayIn(QWidget):
    """`entered(secret, by_key)` hands over a bytearray that the receiver wipes."""

    entered = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_key = False
        self._caption = label("", "label")
        self.field = PassphraseEdit("Passphrase")
        self._caption.setBuddy(self.field)
        self.error = label("", "error", wrap=True)
        self.open_button = button("Open the backups")
        self._turn = button("", "link")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.field, 1)
        line.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(WHICH_WAY, "quiet", wrap=True))
        column.addWidget(self._caption)
        column.addLayout(line)
        column.addWidget(self.error)
        turn = QHBoxLayout()
        turn.addWidget(self._turn)
        turn.addStretch(1)
        column.addLayout(turn)
        self.open_button.clicked.connect(self._hand_over)
        self.field.returnPressed.connect(self._hand_over)
        self.field.typed.connect(self._rest)
        self._turn.clicked.connect(self._turn_over)
        self._show()

    def refuse(self, error: Exception) -> None:
        """Say beside the field why it did not open anything."""
        match error:
            case Mistake():
                self.error.setText(error.sentence)
            case Trouble():
                self.error.setText(f"{error.happened} {error.to_do}")
        self.error.setVisible(bool(self.error.text()))
        self.field.setAccessibleDescription(self.error.text())
        self.field.setEnabled(True)
        self.field.setFocus()
        self._rest()

    def _hand_over(self) -> None:
        if not self.field.length():
            return
        taken = self.field.take()
        self.field.setEnabled(False)
        self.open_button.setEnabled(False)
        self.error.hide()
        self.entered.emit(taken, self._by_key)

    def _turn_over(self) -> None:
        self._by_key = not self._by_key
        self.field.wipe()
        self.field.set_shown(self._by_key)
        self._show()
        self.field.setFocus()

    def _show(self) -> None:
        caption = "Recovery key" if self._by_key else "Passphrase"
        self._caption.setText(caption)
        self.field.setAccessibleName(caption)
        self._turn.setText("Use the passphrase" if self._by_key else "Use the recovery key")
        self.error.hide()
        self._rest()

    def _rest(self) -> None:
        self.open_button.setEnabled(bool(self.field.length()) and self.field.isEnabled())
