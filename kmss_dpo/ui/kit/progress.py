"""Long work as it goes: what is being done, how far it is, and a way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from kmss_dpo.ui.kit.labels import button, label


class Progress(QWidget):
    """Hidden until work begins; `cancel_requested` is a wish, the work itself says when it has stopped."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label("", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = button("Cancel")
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._bar, 1)
        line.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addLayout(line)
        self._cancel.clicked.connect(self._wish)
        self.hide()

    def begin(self, words: str, *, cancellable: bool = True) -> None:
        """Show that work has begun whose length is not known yet."""
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setRange(0, 0)
        self._cancel.setVisible(cancellable)
        self._cancel.setEnabled(True)
        self.show()

    def step(self, done: int, of: int) -> None:
        """Show how far it is."""
        self._bar.setRange(0, max(1, of))
        self._bar.setValue(done)

    def end(self) -> None:
        """The work is over."""
        self.hide()

    def _wish(self) -> None:
        self._cancel.setEnabled(False)
        self._words.setText("Stopping…")
        self.cancel_requested.emit()
