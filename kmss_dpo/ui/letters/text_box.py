"""An editor as tall as its text: fields of the register in blue, gaps in amber, everything plain text."""

from math import ceil

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from kmss_dpo.domain.letters.draft import GAP
from kmss_dpo.ui.kit.lines import above_and_below
from kmss_dpo.ui.kit.palette import colours
from kmss_dpo.ui.letters.form_state import Mark

_COMES_BACK = {
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
}
_LINE_ENDS = str.maketrans({"\N{PARAGRAPH SEPARATOR}": "\n", "\N{LINE SEPARATOR}": "\n"})


def qt_place(text: str, place: int) -> int:
    """The place in a text as Qt counts it: characters beyond the basic plane take two."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def our_place(text: str, place: int) -> int:
    """The place in a text that Qt counts as `place`."""
    counted = text.encode("utf-16-le", "surrogatepass")[: place * 2]
    return len(counted.decode("utf-16-le", "ignore"))


class TextBox(QTextEdit):
    """Plain text whose no-break spaces survive; arrow keys leave it at its first and last line."""

    edited = Signal(str)
    left_upwards = Signal()
    left_downwards = Signal()
    cursor_moved = Signal(QRectF)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[Mark, ...] = ()
        self._text = ""
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._heard)
        self.cursorPositionChanged.connect(lambda: self.cursor_moved.emit(QRectF(self.cursorRect())))
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def text(self) -> str:
        """The text as it is, with no-break spaces, which `toPlainText` would lose."""
        return self.document().toRawText().translate(_LINE_ENDS)

    def show_text(self, text: str, marks: tuple[Mark, ...]) -> None:
        """Show a text; a change can be undone like typing, the first text cannot."""
        if text != self._text:
            first = not self._text and not self.document().isUndoAvailable()
            self._text = text
            if first:
                self.setPlainText(text)
            else:
                everything = QTextCursor(self.document())
                everything.select(QTextCursor.SelectionType.Document)
                everything.insertText(text)
        self.show_marks(marks)

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """Colour the fields and the gaps of the text as it stands."""
        self._marks = marks
        these = colours()
        field, gap = QTextCharFormat(), QTextCharFormat()
        field.setForeground(QColor(these.link))
        ground, ink = these.soon.ground, these.soon.ink
        if ground == these.surface:  # high contrast has no soft grounds: it is marked the other way round
            ground, ink = ink, ground
        gap.setBackground(QColor(ground))
        gap.setForeground(QColor(ink))
        ranges = [(mark.start, mark.end, field) for mark in marks]
        ranges += [(found.start(), found.end(), gap) for found in GAP.finditer(self._text)]
        self.setExtraSelections([self._selection(*each) for each in ranges])

    def _selection(self, start: int, end: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor = self._cursor(start, end)
        made.format = look
        return made

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(qt_place(self._text, start))
        cursor.setPosition(qt_place(self._text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def choose(self, start: int, end: int) -> None:
        """Select characters and go there, so that typing replaces them."""
        self.setTextCursor(self._cursor(start, end))
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.cursor_moved.emit(QRectF(self.cursorRect()))

    def insert_paragraph(self, text: str, *, at_end: bool) -> None:
        """Put a paragraph at the cursor or at the end, behind other text as one of its own; can be undone."""
        cursor = self.textCursor()
        if at_end:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        behind = self._text.strip() and cursor.atEnd() and not self._text.endswith("\n")
        cursor.insertText(f"\n\n{text}" if behind else text)
        self.setTextCursor(cursor)

    def place(self) -> int:
        """Where the cursor stands, behind a selection."""
        return our_place(self._text, self.textCursor().selectionEnd())

    def _heard(self) -> None:
        text = self.text()
        if text != self._text:
            self._text = text
            self.edited.emit(text)

    def _fit(self) -> None:
        self.setFixedHeight(ceil(self.document().size().height()) + above_and_below(self))

    def sizeHint(self) -> QSize:
        """Qt: the width is the column's, the height the text's."""
        return QSize(self.fontMetrics().averageCharWidth() * 30, self.height())

    def minimumSizeHint(self) -> QSize:
        """Qt: narrow is possible."""
        return QSize(self.fontMetrics().averageCharWidth() * 20, self.height())

    def event(self, event: QEvent) -> bool:
        """Qt: the tip over a field says where it came from."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = our_place(self._text, self.cursorForPosition(event.pos()).position())
            tips = [mark.tip for mark in self._marks if mark.start <= at < mark.end]
            QToolTip.showText(event.globalPos(), tips[0] if tips else "", self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: up from the first line and down from the last go to the next part."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        upwards = event.key() == Qt.Key.Key_Up
        if plain and (upwards or event.key() == Qt.Key.Key_Down):
            cursor = self.textCursor()
            way = QTextCursor.MoveOperation.Up if upwards else QTextCursor.MoveOperation.Down
            if not cursor.movePosition(way):
                (self.left_upwards if upwards else self.left_downwards).emit()
                return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: one writes here now."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: leave no selection behind that would look like the place one is at."""
        super().focusOutEvent(event)
        if event.reason() not in _COMES_BACK:
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: the page scrolls, not the box."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the theme or the text size changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_marks"):
            self.show_marks(self._marks)
