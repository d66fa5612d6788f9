"""Cards with a title or in the middle of a window, and pages that scroll when the window is small."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kmss_dpo.ui.kit.labels import label

_CARD = 58
"""How many characters of plain text a card in the middle of a window is wide."""


class Panel(QFrame):
    """A card; fill `column`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 16, 16, 16)
        self.column.setSpacing(8)
        if title:
            self.setAccessibleName(title)
            self.column.addWidget(label(title, "heading", wrap=True))


class MiddleCard(QFrame):
    """A card in the middle of a page, as wide as its words need in whichever text size; fill `column`."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setProperty("role", "panel")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(32, 28, 32, 24)
        self._measure()
        across = QHBoxLayout()  # asks the card for its height at its own width, not at the window's
        across.addStretch(1)
        across.addWidget(self)
        across.addStretch(1)
        whole = QVBoxLayout(page)
        whole.addStretch(1)
        whole.addLayout(across)
        whole.addStretch(1)

    def _measure(self) -> None:
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * _CARD + 60)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()


class Scrolling(QScrollArea):
    """A page that scrolls upright; fill `column`."""

    def __init__(self, name: str, margin: int = 24) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        page = QWidget()
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(margin, margin - 4, margin, margin)
        self.column.setSpacing(12)
        self.setWidget(page)
