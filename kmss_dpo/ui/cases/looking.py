"""Looking at what is kept on a case, from memory: text, pictures, PDF, messages, and correspondence whole."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QShowEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from kmss_dpo.domain.correspondence import Correspondence, Direction, DocumentRow
from kmss_dpo.domain.ids import DocumentId
from kmss_dpo.ui.cases.words import CHANNELS
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label

MOST_TEXT = 1_000_000
CANNOT = "This kind of file cannot be shown here. Save a copy to open it in another program."


class LookSheet(QDialog):
    """Something to read; Escape closes it."""

    def __init__(self, parent: QWidget, title: str, words: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setModal(True)
        self._close = button("Close")
        self._close.clicked.connect(self.reject)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        self.foot.addWidget(self._close)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(8)
        self.column.addWidget(label(title, "title", wrap=True))
        self.column.addWidget(label(words, "quiet", wrap=True))
        room = parent.window().size()
        self.resize(
            min(self.fontMetrics().averageCharWidth() * 120, round(room.width() * 0.9)),
            round(room.height() * 0.9),
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: every button has its key."""
        super().showEvent(event)
        mark_keys(self)

    def fill(self, content: QWidget) -> None:
        """Put what is read in the middle, and the buttons below."""
        self.column.addWidget(content, 1)
        self.column.addLayout(self.foot)
        content.setFocus()


class DocumentSheet(LookSheet):
    """A document from memory; `save_requested` asks for a copy outside the register."""

    save_requested = Signal()

    def __init__(self, parent: QWidget, row: DocumentRow, content: bytes) -> None:
        super().__init__(parent, row.name, "Shown from the register; nothing was written to the disk.")
        save = button("Save a copy…")
        save.clicked.connect(self.save_requested)
        self.foot.insertWidget(1, save)
        self._held: QBuffer | None = None
        self.fill(self._shown(row, content))

    def _shown(self, row: DocumentRow, content: bytes) -> QWidget:
        if content.startswith(b"%PDF"):
            return self._pdf(content)
        if row.media_type.startswith("image/"):
            picture = QImage.fromData(content)
            if not picture.isNull():
                return _picture(picture, row.name)
        return _text(content, row.name)

    def _pdf(self, content: bytes) -> QWidget:
        self._held = QBuffer(self)
        self._held.setData(QByteArray(content))
        self._held.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument(self)
        document.load(self._held)
        view = QPdfView(self)
        view.setDocument(document)
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        view.setAccessibleName("Pages")
        return view


def _picture(picture: QImage, name: str) -> QWidget:
    shown = QLabel()
    shown.setPixmap(QPixmap.fromImage(picture))
    shown.setAccessibleName(f"Picture {name}")
    area = QScrollArea()
    area.setWidget(shown)
    area.setAccessibleName(f"Picture {name}")
    return area


def _text(content: bytes, name: str) -> QWidget:
    return _reading(readable(content), name)


def _reading(text: str, name: str) -> QPlainTextEdit:
    """Text to read, select and copy."""
    edit = QPlainTextEdit()
    edit.setReadOnly(True)
    edit.setAccessibleName(name)
    edit.setTabChangesFocus(True)
    edit.setPlainText(text)
    edit.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return edit


def readable(content: bytes) -> str:
    """A file as text, or a sentence where it is none; at most a million characters."""
    if b"\0" in content:
        return CANNOT
    text = content.decode("utf-8", errors="replace")
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]}\n\n(The rest is not shown.)"


class CorrespondenceLook(LookSheet):
    """A message, call, visit or letter whole; `original_requested` carries the document it came as."""

    original_requested = Signal(int)

    def __init__(self, parent: QWidget, read: Correspondence) -> None:
        content = read.content
        way = "Received" if content.direction is Direction.RECEIVED else "Sent"
        words = f"{way} {write_day(content.on, weekday=True)} · {CHANNELS[content.channel]}"
        super().__init__(parent, content.subject or "(no subject)", words)
        if content.document is not None:
            self._offer_original(content.document)
        self._text = _reading(content.body or "No text was kept.", "Text of the message")
        self.fill(self._text)

    def text(self) -> str:
        """What is shown."""
        return self._text.toPlainText()

    def _offer_original(self, document: DocumentId) -> None:
        look = button("Look at the original")
        look.clicked.connect(lambda: self.original_requested.emit(document))
        self.foot.insertWidget(1, look)


class NoteLook(LookSheet):
    """A note whole."""

    def __init__(self, parent: QWidget, title: str, when: str, text: str) -> None:
        super().__init__(parent, title, when)
        self.fill(_reading(text, "Text of the note"))
