"""Text to read, select and copy, of any length: shown bit by bit, so that the window never waits for it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

_PIECE = 4_000
"""Characters that are laid out in one go, in at most 20 ms (measured)."""
_LONGEST_LINE = 2_000
"""A line of a million characters, as some programs write, would keep Qt busy for minutes (measured)."""
_NEAR_THE_END = 200


class LongText(QPlainTextEdit):
    """Read only; what stands first is there at once, the rest follows."""

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__()
        self._rest: Iterator[str] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text, from its beginning."""
        self._rest = pieces(text)
        self.setPlainText(next(self._rest, ""))
        self._timer.start()

    def whole(self) -> bool:
        """Whether all of it is there."""
        return not self._timer.isActive()

    def _go_on(self) -> None:
        piece = next(self._rest, None)
        if piece is None:
            self._timer.stop()
            return
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(piece)


def pieces(text: str) -> Iterator[str]:
    """The text in pieces of about as many characters as are laid out in one go."""
    piece = ""
    for line in _lines(text):
        piece += line
        if len(piece) >= _PIECE:
            yield piece
            piece = ""
    if piece:
        yield piece


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends; one that is far too long is broken, at a space where there is one."""
    for line in text.splitlines(keepends=True):
        rest = line
        while len(rest) > _LONGEST_LINE:
            space = rest.rfind(" ", _LONGEST_LINE - _NEAR_THE_END, _LONGEST_LINE)
            end = space + 1 or _LONGEST_LINE
            yield f"{rest[:end]}\n"
            rest = rest[end:]
        yield rest
