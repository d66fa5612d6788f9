"""A card with a title, a backdrop to lay cards on, and pages that scroll when the window is small."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from kmss_dpo.ui.kit.labels import label


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
