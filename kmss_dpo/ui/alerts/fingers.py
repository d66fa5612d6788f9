"""Whether somebody is typing: what opens by itself waits until they rest."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

REST = 5_000
"""Milliseconds without a key after which nobody is taken to be typing."""
_TYPED_INTO = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.InputMethod})


class Fingers(QObject):
    """Watches the field that has the focus, from when it is first asked about."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._field: QWidget | None = None
        self._since = QElapsedTimer()

    def rest(self) -> bool:
        """Whether nothing that is typed into has the focus, or no key was pressed there for a while."""
        field = QApplication.focusWidget()
        if not isinstance(field, _TYPED_INTO):
            self._watch(None)
            return True
        if field is not self._field:
            self._watch(field)
        return self._since.hasExpired(REST)

    def _watch(self, field: QWidget | None) -> None:
        if self._field is not None:
            self._field.removeEventFilter(self)
            self._field.destroyed.disconnect(self._forget)
        self._field = field
        if field is not None:
            field.installEventFilter(self)
            field.destroyed.connect(self._forget)
            self._since.start()

    def _forget(self) -> None:
        self._field = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: any key counts."""
        if event.type() in _KEYS:
            self._since.start()
        return super().eventFilter(watched, event)
