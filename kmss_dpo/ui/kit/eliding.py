"""A button that says much where there is room and shortens its words where there is none."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from kmss_dpo.ui.kit.labels import tip, unmarked

_LEAST = 8
"""Letters that are always shown."""
_LONG, _ICON_GAP = 400, 4
"""Pixels of long words, and those that Qt puts between a sign and the words."""


class ElidingButton(QPushButton):
    """Its accessible name and its tip have the words whole; `after` is a sign that is never cut off.

    `shortened` tells whether some of the words are cut off.
    """

    shortened = Signal(bool)

    def __init__(self, after: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._after = after
        self._words = ""

    def say(self, words: str) -> None:
        """Say this, as much of it as fits."""
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(tip(words))
        self.updateGeometry()
        self._shorten()

    def _shorten(self) -> None:
        metrics, room = self.fontMetrics(), self.width() - self._around()
        fitting = self._words
        if metrics.horizontalAdvance(fitting + self._after) > room:
            room -= metrics.horizontalAdvance(self._after)
            fitting = metrics.elidedText(fitting, Qt.TextElideMode.ElideRight, room)
        self.setText(unmarked(fitting) + self._after)
        self.shortened.emit(fitting != self._words)

    def _around(self) -> int:
        """The pixels of a button beside its words; told by long ones, for one with few has a least width."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        words = QSize(_LONG, self.fontMetrics().height())
        whole = self.style().sizeFromContents(QStyle.ContentsType.CT_PushButton, option, words, self)
        sign = 0 if self.icon().isNull() else self.iconSize().width() + _ICON_GAP
        return whole.width() - _LONG + sign

    def sizeHint(self) -> QSize:
        """Qt: the room for all of it."""
        whole = self.fontMetrics().horizontalAdvance(self._words + self._after)
        return QSize(self._around() + whole, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Qt: a few letters."""
        least = min(self.sizeHint().width(), self._around() + _LEAST * self.fontMetrics().averageCharWidth())
        return QSize(least, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width."""
        super().resizeEvent(event)
        self._shorten()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_words"):
            self.updateGeometry()
            self._shorten()
