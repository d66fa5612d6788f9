"""A list and beside it, or below it, the document it stands at: where there is room for both."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from kmss_dpo.domain.correspondence import DocumentRow
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.document_view import DocumentView
from kmss_dpo.ui.kit.runner import Runner

GLANCE = 20_000_000
"""Bytes beyond which a document is read only where it is asked for by name."""
ROOM_BESIDE, ROOM_BELOW = 76, 36
"""Letters of width, and lines of height, from which there is room for both."""
STOPPED_AT = 120
"""Milliseconds: while one walks through the list only the document stopped at is read."""
_PARTS = (4, 5)
CHOOSE = "Choose a document to see it here."


class DocumentGlance(QWidget):
    """Reads nothing while it is out of sight. `attachment_requested` carries a file inside a message."""

    attachment_requested = Signal(object)

    def __init__(self, session: Session, runner: Runner, beside: QWidget) -> None:
        super().__init__()
        self._row: DocumentRow | None = None
        self._beside = beside
        self._split = QSplitter()
        self.view = DocumentView(session, runner, most=GLANCE, margin=12)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(STOPPED_AT)
        self._split.addWidget(beside)
        self._split.addWidget(self.view)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self.view.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._split)
        self._pause.timeout.connect(self._read)
        self.view.attachment_requested.connect(self.attachment_requested)

    def follow(self, row: DocumentRow | None) -> None:
        """Show this document soon, or none."""
        self._row = row
        self._pause.start()

    def _read(self) -> None:
        if not self.view.isVisible():
            return
        if self._row is None:
            self.view.clear(CHOOSE)
        elif self.view.wanted != self._row.id:
            self.view.show_wanted(self._row.id, self._row.name)

    def _share_room(self) -> None:
        beside = self.width() >= ROOM_BESIDE * self.fontMetrics().averageCharWidth()
        below = not beside and self.height() >= ROOM_BELOW * self.fontMetrics().height()
        across = Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal
        shown = beside or below
        if (self._split.orientation(), not self.view.isHidden()) == (across, shown):
            return
        self._split.setOrientation(across)
        self.view.setVisible(shown)
        room = self.height() if below else self.width()
        self._split.setSizes([room * part // sum(_PARTS) for part in _PARTS])
        self._pause.start()

    def minimumSizeHint(self) -> QSize:
        """Qt: what is shown of a document needs no more room than the list."""
        return self._beside.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another room."""
        super().resizeEvent(event)
        self._share_room()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: it came into sight."""
        super().showEvent(event)
        self._pause.start()
