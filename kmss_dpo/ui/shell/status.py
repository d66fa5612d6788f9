"""The line at the foot: which register, when it locks, the last backup."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from kmss_dpo.ui.kit.labels import label


class StatusLine(QFrame):
    """Plain words, nothing that blinks."""

    def __init__(self, register_name: str) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self.setAccessibleName("Status")
        self._register = label(f"Register: {register_name}", "small")
        self._lock = label("Encrypted", "small")
        self._backup = label("", "small")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 4, 16, 4)
        line.setSpacing(20)
        for each in (self._register, self._lock, self._backup):
            line.addWidget(each)
        line.addStretch(1)

    def show_minutes_left(self, minutes: int) -> None:
        """When it locks by itself."""
        self._lock.setText(f"Encrypted · locks in {minutes} min")

    def show_backup(self, words: str) -> None:
        """The last backup, such as “Last backup today 08:02, verified”."""
        self._backup.setText(words)
