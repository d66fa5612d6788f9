"""Looking at what is kept on a case, each in a sheet of its own: documents, correspondence whole, notes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kmss_dpo.domain.correspondence import Attachment, Correspondence, Direction, DocumentRow
from kmss_dpo.domain.ids import DocumentId
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.document_view import DocumentView
from kmss_dpo.ui.cases.words import CHANNELS
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.long_text import LongText
from kmss_dpo.ui.kit.runner import Runner


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
    """A document, or a file inside a message, from memory; a file inside a message opens in another sheet.

    `save_requested` asks for a copy outside the register; there is none to ask for of a file in a message.
    """

    save_requested = Signal()

    def __init__(
        self, parent: QWidget, session: Session, runner: Runner, wanted: DocumentRow | Attachment
    ) -> None:
        super().__init__(parent, wanted.name, "Shown from the register; nothing was written to the disk.")
        self._session = session
        self._runner = runner
        if isinstance(wanted, DocumentRow):
            save = button("Save a copy…")
            save.clicked.connect(self.save_requested)
            self.foot.insertWidget(1, save)
        self.view = DocumentView(session, runner)
        self.view.attachment_requested.connect(self._look_into)
        self.view.seen_changed.connect(self.view.take_focus)
        self.fill(self.view)
        self.view.show_wanted(wanted.id if isinstance(wanted, DocumentRow) else wanted, wanted.name)

    def _look_into(self, attachment: Attachment) -> None:
        DocumentSheet(self, self._session, self._runner, attachment).open()


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
        self._text = LongText("Text of the message", content.body or "No text was kept.")
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
        self.fill(LongText("Text of the note", text))
