"""Text to read, select and copy with mouse or keyboard, as high as it is long."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFont, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from kmss_dpo.ui.kit.palette import colours

_SHEET = """
QTextEdit {{ border: 1px solid transparent; padding: 0px; background: transparent; }}
QTextEdit:focus {{ border: 1px solid {accent}; padding: 0px; }}
"""


class Voice(StrEnum):
    """How a passage is printed."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    WARNING = "warning"


@dataclass(frozen=True)
class Passage:
    """One paragraph; `close` puts it right below the one before."""

    text: str
    voice: Voice = Voice.PLAIN
    close: bool = False


class Prose(QTextEdit):
    """Read-only passages; no markup in them is ever read."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passages: tuple[Passage, ...] = ()
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self._dress()

    def tell(self, passages: Iterable[Passage]) -> None:
        """Show these passages instead."""
        self._passages = tuple(passages)
        self._write()

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        for number, passage in enumerate(self._passages):
            block = QTextBlockFormat()
            block.setTopMargin(0 if not number or passage.close else self.fontMetrics().height() * 0.45)
            block.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            if number:
                cursor.insertBlock(block)
            else:
                cursor.setBlockFormat(block)
            cursor.insertText(passage.text, self._format(passage.voice))
        self._fit()

    def _format(self, voice: Voice) -> QTextCharFormat:
        these = colours()
        made = QTextCharFormat()
        ink = {Voice.QUIET: these.quiet, Voice.WARNING: these.soon.ink}.get(voice, these.text)
        made.setForeground(QColor(ink))
        if voice is Voice.STRONG:
            made.setFontWeight(QFont.Weight.DemiBold)
        if voice is Voice.QUIET:
            made.setFontPointSize(self.font().pointSizeF() * 0.9)
        return made

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(round(self.document().size().height()) + 2)

    def _dress(self) -> None:
        sheet = _SHEET.format(accent=colours().accent)
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def sizeHint(self) -> QSize:
        """Qt: the height of the text."""
        return QSize(self.fontMetrics().averageCharWidth() * 30, self.height())

    def minimumSizeHint(self) -> QSize:
        """Qt: the same, narrow."""
        return QSize(self.fontMetrics().averageCharWidth() * 20, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: lines break anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: theme or text size changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and hasattr(self, "_passages"):
            self._dress()
            self._write()
