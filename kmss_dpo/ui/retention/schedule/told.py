"""What a rule says, thing by thing: names at the left, or above where there is no room beside them."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

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
        self._pairs: list[tuple[QLabel, QLabel]] = []
        self._beside: bool | None = None

    def show_told(self, told: Collection[tuple[str, str]]) -> None:
        """Show these names with their words."""
        while len(self._pairs) < len(told):
            self._pairs.append(self._pair())
        for at, pair in enumerate(self._pairs):
            for each in pair:
                each.setVisible(at < len(told))
        for (name, words), (caption, said) in zip(told, self._pairs, strict=False):
            caption.setText(name)
            said.setText(words)
            said.setAccessibleName(f"{name}: {words}")
        self._arrange(anew=True)

    def _pair(self) -> tuple[QLabel, QLabel]:
        caption, said = label("", "label"), label("", wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for each in (caption, said):
            each.setParent(self)
        return caption, said

    def _arrange(self, *, anew: bool = False) -> None:
        letter = self.fontMetrics().averageCharWidth()
        beside = self.width() >= (_NAME + _WORDS) * letter
        if beside is self._beside and not anew:
            return
        self._beside = beside
        for at, (caption, said) in enumerate(self._pairs):
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(caption, at if beside else 2 * at, 0, top)
            self._grid.addWidget(said, at if beside else 2 * at + 1, 1 if beside else 0)
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
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_pairs"):
            self._arrange(anew=True)
