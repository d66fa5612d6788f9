"""What a rule says, thing by thing: names at the left, or above where there is no room beside them."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from kmss_dpo.ui.kit.labels import label

_NAME, _WORDS = 16, 40
"""How many characters of plain text the names and the words want beside each other."""


class Told(QWidget):
    """Words can be read by a screen reader with their name."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._shown: list[tuple[QWidget, QWidget]] = []
        self._beside: bool | None = None

    def show_told(self, told: Iterable[tuple[str, str]]) -> None:
        """Show these names with their words."""
        for pair in self._shown:
            for each in pair:
                self._grid.removeWidget(each)
                each.deleteLater()
        self._shown = []
        for name, words in told:
            said = label(words, wrap=True)
            said.setAccessibleName(f"{name}: {words}")
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._shown.append((label(name, "label"), said))
        self._beside = None
        self._arrange()

    def _arrange(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        beside = self.width() >= (_NAME + _WORDS) * letter
        if beside is self._beside:
            return
        self._beside = beside
        for at, (name, words) in enumerate(self._shown):
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(name, at if beside else 2 * at, 0, top)
            self._grid.addWidget(words, at if beside else 2 * at + 1, 1 if beside else 0)
        self._grid.setColumnStretch(0, 0 if beside else 1)
        self._grid.setColumnStretch(1, 1 if beside else 0)
        self._grid.setColumnMinimumWidth(0, _NAME * letter if beside else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_shown"):
            self._beside = None
            self._arrange()
