"""What there is to see of one document or attachment: words, pages, a message, or why nothing is shown."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kmss_dpo.domain.correspondence import Message
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.looking import Pages, Seen, Unseen, Wanted, Words
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.pages_view import PagesView
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.long_text import LongText
from kmss_dpo.ui.kit.message_view import MessageView
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.runner import Runner

READING = "Reading the document…"
_PATIENCE = 200
"""Milliseconds for which what was shown before stays, rather than to flicker."""


class DocumentView(QWidget):
    """Reads what it is told to show; of several that are asked for quickly only the newest is shown.

    Files of more than `most` bytes are not read. `attachment_requested` carries a file inside a message.
    `margin` is the room in pixels around what is no page.
    """

    attachment_requested = Signal(object)
    seen_changed = Signal()

    def __init__(self, session: Session, runner: Runner, *, most: int | None = None, margin: int = 4) -> None:
        super().__init__()
        self._session = session
        self._most = most
        self._margin = margin
        self._name = ""
        self.wanted: Wanted | None = None
        self.seen: Seen | None = None
        self._newest = Newest(runner, session.looking.lane, self)
        self.pages = PagesView(session, runner)
        self._stack = QStackedWidget()
        self._shown: QWidget | None = None
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_PATIENCE)
        self._slow.timeout.connect(lambda: self._put(_sentence(READING)))
        self._stack.addWidget(self.pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.clear()

    def show_wanted(self, wanted: Wanted, name: str) -> None:
        """Read a document or an attachment and show it."""
        self.wanted, self.seen, self._name = wanted, None, name
        self._slow.start()
        look, most = self._session.looking.look, self._most
        self._newest.ask(lambda: _or_gone(lambda: look(wanted, most)), self._show)

    def clear(self, words: str = "Nothing is chosen.") -> None:
        """Show nothing but a sentence."""
        self._newest.forget()
        self._slow.stop()
        self.wanted, self.seen = None, None
        self._put(_sentence(words))

    def take_focus(self) -> None:
        """Put the focus where one reads on by keyboard."""
        texts = self._shown.findChildren(LongText) if self._shown else [self.pages.desk]
        for each in texts:
            each.setFocus(Qt.FocusReason.OtherFocusReason)

    def text(self) -> str:
        """The words in sight, of a text or of a message."""
        texts = self._shown.findChildren(LongText) if self._shown else []
        return "\n".join(each.toPlainText() for each in texts)

    def _show(self, seen: Seen) -> None:
        self.seen = seen
        self._slow.stop()
        match seen:
            case Words():
                self._put(self._words(seen))
            case Message():
                self._put(self._message(seen))
            case Unseen():
                self._put(_sentence(seen.why))
            case Pages() if self.wanted is not None:
                self._put(None)
                self.pages.show_pages(self.wanted, seen, self._name)
        self.seen_changed.emit()

    def _words(self, words: Words) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(self._margin, 0, 0, 0)
        column.setSpacing(8)
        if words.note:
            column.addWidget(label(words.note, "quiet", wrap=True))
        column.addWidget(LongText(self._name, words.text), 1)
        return page

    def _message(self, message: Message) -> QWidget:
        view = MessageView(message, opens_attachments=True)
        view.attachment_requested.connect(self.attachment_requested)
        page = Scrolling("Message", self._margin)
        page.column.addWidget(view, 1)
        return page

    def _put(self, widget: QWidget | None) -> None:
        """Show a widget in the place of the one before, or the pages for None."""
        before, self._shown = self._shown, widget
        if widget:
            self.pages.clear()
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget or self.pages)
        if before:
            self._stack.removeWidget(before)
            before.deleteLater()


def _or_gone(look: Callable[[], Seen]) -> Seen:
    """What is gone by now is told where it would be seen."""
    try:
        return look()
    except NotHere as gone:
        return Unseen(gone.sentence)


def _sentence(words: str) -> QWidget:
    return EmptyState("file-text", words)
