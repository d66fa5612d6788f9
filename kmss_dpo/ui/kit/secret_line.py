"""A line that edits a secret: it holds bullets only, the characters go to a buffer that is wiped."""

from functools import partial
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from kmss_dpo.support.wiping import wipe
from kmss_dpo.ui.kit.secret import LONGEST, Secret

BULLET = "•"
_PLAIN_TEXT = ("text/plain;charset=utf-8", "text/plain")


class SecretLine(QLineEdit):
    """Behaves like a line with echo mode Password, but no string ever holds what is typed.

    `typed` says that it changed; `take()` hands the UTF-8 bytes over once, to be wiped by the callee.
    """

    typed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._secret = Secret()
        self._own = False
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(LONGEST)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setAccessibleName(name)
        self.textChanged.connect(self._reconcile)
        self.destroyed.connect(partial(Secret.wipe, self._secret))

    def length(self) -> int:
        """How many characters were typed."""
        return len(self._secret)

    def take(self) -> bytearray:
        """The passphrase in UTF-8 and NFC; the field is empty and wiped afterwards."""
        taken = self._secret.take()
        self._set_bullets(0)
        return taken

    def wipe(self) -> None:
        """Forget what was typed."""
        self._secret.wipe()
        self._set_bullets(0)

    def clear(self) -> None:
        """Qt: the same as `wipe`."""
        self.wipe()

    def copy_bytes(self) -> bytearray:
        """A copy for judging the strength while it is typed; the caller wipes it."""
        return self._secret.copy()

    def paste(self) -> None:
        """Qt: put the clipboard's text in, up to its first line end."""
        self._paste_from(QClipboard.Mode.Clipboard)

    def _paste_from(self, mode: QClipboard.Mode) -> None:
        held = QGuiApplication.clipboard().mimeData(mode)
        for form in _PLAIN_TEXT:
            if held is not None and held.hasFormat(form):
                copied = bytearray(memoryview(cast("bytes", held.data(form))))
                with _one_line(copied) as line:
                    self._put(line)
                wipe(copied)
                return

    def _put(self, put: bytes | bytearray | memoryview) -> None:
        """Put characters where the cursor or the selection is."""
        start, removed = self.cursorPosition(), 0
        if self.hasSelectedText():
            start, removed = self.selectionStart(), self.selectionLength()
        before = len(self._secret)
        if self._secret.replace(start, removed, put):
            self._set_bullets(start + len(self._secret) - before + removed)

    def _set_bullets(self, cursor: int) -> None:
        self._own = True
        self.setText(BULLET * len(self._secret))
        self.setCursorPosition(cursor)
        self._own = False
        self.typed.emit()

    def _reconcile(self, text: str) -> None:
        """Follow what Qt itself did to the line: a deletion, or text set by assistive technology."""
        if self._own:
            return
        kept = len(text) - len(text.lstrip(BULLET))
        if kept < len(text):
            tail = len(text) - len(text.rstrip(BULLET))
            middle = text[kept : len(text) - tail]
            self._secret.replace(kept, len(self._secret) - kept - tail, middle.encode())
            self._set_bullets(kept + len(middle))
            return
        gone = len(self._secret) - len(text)
        self._secret.replace(self.cursorPosition(), max(gone, 0), b"")
        self.typed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: characters go to the buffer; movement and deletion are Qt's."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.wipe()
        elif event.matches(QKeySequence.StandardKey.Redo):
            event.accept()
        elif _types(event):
            self._put(event.text().encode())
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt: what an input method has finished; what it is still composing is shown nowhere."""
        if event.replacementLength():
            start = self.cursorPosition() + event.replacementStart()
            self.setSelection(start, event.replacementLength())
        if event.commitString() or event.replacementLength():
            self._put(event.commitString().encode())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: the middle button pastes where the desktop does so."""
        if event.button() == Qt.MouseButton.MiddleButton:
            if QGuiApplication.clipboard().supportsSelection():
                self._paste_from(QClipboard.Mode.Selection)
            return
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt: paste and select, nothing that copies."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Paste").triggered.connect(self.paste)
        menu.addAction("Select all").triggered.connect(self.selectAll)
        menu.addAction("Clear").triggered.connect(self.wipe)
        menu.popup(event.globalPos())


def _types(event: QKeyEvent) -> bool:
    """Whether a key press enters text, decided as Qt decides it for a line."""
    text = event.text()
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    if not text or modifiers == Qt.KeyboardModifier.ControlModifier:
        return False
    return text.isprintable() or not text.isascii()


def _one_line(copied: bytearray) -> memoryview:
    """The first line of pasted UTF-8, without a copy."""
    ends = [at for at in (copied.find(b"\n"), copied.find(b"\r"), copied.find(b"\0")) if at >= 0]
    return memoryview(copied)[: min(ends, default=len(copied))]
