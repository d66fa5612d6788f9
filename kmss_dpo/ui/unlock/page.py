"""The unlock page. It imports little, so that it is painted before the rest of the program is loaded."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label, restyle
from kmss_dpo.ui.kit.panel import MiddleCard
from kmss_dpo.ui.kit.passphrase_edit import PassphraseEdit
from kmss_dpo.ui.unlock.form_state import RegisterCard, UnlockState, WayIn, describe


class UnlockPage(QWidget):
    """Asks for the passphrase of a register; everything it wishes for is a signal.

    `unlock_requested` and `recovery_requested` hand over a bytearray that the receiver wipes.
    """

    unlock_requested = Signal(object, bool)
    recovery_requested = Signal(object)
    keychain_requested = Signal()
    open_other_requested = Signal()
    create_requested = Signal()
    restore_keys_requested = Signal()
    forget_requested = Signal()
    restore_requested = Signal()

    def __init__(self, card: RegisterCard, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = UnlockState(card)
        self._wished = False
        self.setProperty("role", "backdrop")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = label("", "title", wrap=True)
        self._name = label(card.name, "quiet", wrap=True)
        self._file = label(describe(card, now), "quiet", wrap=True)
        self._caption = label("", "label")
        self._field = PassphraseEdit("Passphrase")
        self._caption.setBuddy(self._field)
        self._error = label("", "error", wrap=True)
        self._remember = QCheckBox("Unlock with this computer's keychain next time")
        self._unlock = button("Unlock", "main")
        self._restore = button("Restore the copy of the key file")
        self._busy = QProgressBar()
        self._keychain = button("Unlock with this computer's keychain")
        self._way = button("", "link")
        self._other = button("Open another register…", "link")
        self._create = button("Create a register…", "link")
        self._forget = button("Forget this computer…", "link")
        self._backup = button("Restore a backup…", "link")
        self._locking = label("", "quiet", wrap=True)
        self._lay_out()
        self._connect()
        self._show()

    def show_card(self, card: RegisterCard, now: datetime) -> None:
        """Name another register."""
        self._state = UnlockState(card, remember=self._remember.isChecked(), busy=self._state.busy)
        self.show_seen(card, now)

    def show_seen(self, card: RegisterCard, now: datetime) -> None:
        """Name the same register as it is seen now; what is said and chosen on the page stays."""
        self._state = replace(self._state, card=card)
        self._name.setText(card.name)
        self._file.setText(describe(card, now))
        self._show()

    def show_error(self, sentence: str, to_do: str = "", *, restorable: bool = False) -> None:
        """Say beside the field why it did not open; `restorable` offers the kept copy of the key file."""
        self._state = self._state.refused(sentence, to_do)
        self._restore.setVisible(restorable)
        self._show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_forgotten(self) -> None:
        """This computer's keychain opens the register no more."""
        self._state = self._state.forgotten()
        self._show()

    def show_busy(self) -> None:
        """Show that the register is being opened; the field and the buttons rest."""
        self._state = self._state.tried()
        self._show()

    def show_locking(self, words: str) -> None:
        """Show that it is being locked, and what is done without the key; empty once that is over.

        A wish to unlock waits for that.
        """
        self._state = replace(self._state, locking=words, error="")
        self._show()
        if self._wished and not words:
            self._submit()

    def wipe(self) -> None:
        """Forget what was typed; nothing is being opened any more."""
        self._field.wipe()
        self._state = replace(self._state, busy=False)
        self._show()

    def _lay_out(self) -> None:
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName("Opening the register")
        self._restore.hide()
        card = MiddleCard(self)
        card.setGraphicsEffect(_shadow(card))
        column = card.column
        column.setSpacing(4)
        _stack(column, self._title, self._name, self._file)
        column.addSpacing(12)
        _stack(column, self._caption, self._field, self._error, self._restore)
        column.addSpacing(4)
        column.addWidget(self._remember)
        column.addSpacing(8)
        _stack(column, self._locking, self._unlock, self._busy, self._keychain)
        column.addSpacing(8)
        column.addLayout(_ends(self._way, self._other))
        column.addLayout(_ends(self._backup, self._create))
        column.addWidget(self._forget, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self._unlock.clicked.connect(self._submit)
        self._field.returnPressed.connect(self._submit)
        self._field.typed.connect(self._typed)
        self._keychain.clicked.connect(self._by_keychain)
        self._way.clicked.connect(self._turn)
        self._other.clicked.connect(self.open_other_requested)
        self._create.clicked.connect(self.create_requested)
        self._forget.clicked.connect(self.forget_requested)
        self._backup.clicked.connect(self.restore_requested)
        self._restore.clicked.connect(lambda: self.show_error(""))
        self._restore.clicked.connect(self.restore_keys_requested)

    def _submit(self) -> None:
        if self._state.busy or not self._field.length():
            return
        self._wished = bool(self._state.locking)
        if self._wished:
            self._show()
            return
        way = self._state.way
        self.show_busy()
        taken = self._field.take()
        if way is WayIn.RECOVERY_KEY:
            self.recovery_requested.emit(taken)
        else:
            self.unlock_requested.emit(taken, self._remember.isChecked())

    def _by_keychain(self) -> None:
        self.show_busy()
        self.keychain_requested.emit()

    def _turn(self) -> None:
        self._field.wipe()
        self._state = self._state.turned()
        self._show()
        self._field.set_shown(self._state.way is WayIn.RECOVERY_KEY)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        resting = self._state.busy or self._wished
        self._unlock.setEnabled(bool(self._field.length()) and not resting)

    def _show(self) -> None:
        """Show the state."""
        state = self._state
        by_key = state.way is WayIn.RECOVERY_KEY
        self._title.setText("Unlock with the recovery key" if by_key else "Unlock the register")
        caption = "Recovery key" if by_key else "Passphrase"
        self._caption.setText(caption)
        self._field.setAccessibleName(caption)
        self._field.setAccessibleDescription(state.error)
        self._way.setText("Use the passphrase" if by_key else "Use the recovery key")
        self._remember.setVisible(not by_key and not state.card.remembered)
        self._keychain.setVisible(not by_key and state.card.remembered and not state.busy)
        self._forget.setVisible((state.card.remembered or state.card.forgettable) and not state.busy)
        self._error.setText(state.error)
        self._error.setVisible(bool(state.error))
        if self._field.property("wrong") != str(bool(state.error)).lower():
            self._field.setProperty("wrong", str(bool(state.error)).lower())
            restyle(self._field)
        self._busy.setVisible(state.busy)
        self._locking.setText(state.locking)
        self._locking.setVisible(bool(state.locking))
        self._unlock.setText("Opening…" if state.busy else "Unlock")
        for each in (self._field, self._remember, self._way):
            each.setEnabled(not state.busy)
        for each in (self._keychain, self._other, self._create, self._backup):
            each.setEnabled(not (state.busy or state.locking))
        self._typed()
        if self.isVisible():
            mark_keys(self.window())

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the field is where one types at once."""
        super().showEvent(event)
        mark_keys(self.window())
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)


def _stack(column: QVBoxLayout, *widgets: QWidget) -> None:
    for each in widgets:
        column.addWidget(each)


def _ends(left: QPushButton, right: QPushButton) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(left)
    line.addStretch(1)
    line.addWidget(right)
    return line


def _shadow(card: QFrame) -> QGraphicsDropShadowEffect:
    shadow = QGraphicsDropShadowEffect(card)
    shadow.setBlurRadius(24)
    shadow.setOffset(0, 4)
    shadow.setColor(QColor(0, 0, 0, 36))
    return shadow
