"""The line at the foot: which register, when it locks, the last backup."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from kmss_dpo.ui.kit.labels import label

_SPACING = 20
_EDGE = 16


class StatusLine(QFrame):
    """Plain words, nothing that blinks; what has no room is left out from the end, never cut off."""

    def __init__(self, register_name: str) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self.setAccessibleName("Status")
        self._register = label(f"Register: {register_name}", "small")
        self._lock = label("Encrypted", "small")
        self._backup = label("", "small")
        self._parts = (self._lock, self._register, self._backup)
        line = QHBoxLayout(self)
        line.setContentsMargins(_EDGE, 4, _EDGE, 4)
        line.setSpacing(_SPACING)
        for each in (self._register, self._lock, self._backup):
            line.addWidget(each)
        line.addStretch(1)

    def show_minutes_left(self, minutes: int) -> None:
        """When it locks by itself."""
        self._lock.setText(f"Encrypted · locks in {minutes} min")
        self._fit()

    def show_backup(self, words: str) -> None:
        """The last backup, such as “Last backup today 08:02, verified”."""
        self._backup.setText(words)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Qt: the window may be narrower than all these words."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as much as there is room for: when it locks first, the last backup last."""
        room = self.width() - 2 * _EDGE
        for each in self._parts:
            room -= each.sizeHint().width() + _SPACING
            each.setVisible(bool(each.text()) and room >= -_SPACING)
