"""The passphrase field: a secret line with a button that shows what was typed."""

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.palette import colours
from kmss_dpo.ui.kit.secret_line import SecretLine

_CURSOR_MARGIN = 5


class PassphraseEdit(SecretLine):
    """While shown, the characters are painted one by one over a line of blanks."""

    def __init__(self, name: str = "Passphrase", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._shown = False
        self._show = button("Show", "link")
        self._show.setParent(self)
        self._show.setCheckable(True)
        self._show.setAccessibleName(f"Show the {name.lower()}")
        self._show.toggled.connect(self.set_shown)
        self.typed.connect(self._space)

    @property
    def show_button(self) -> QPushButton:
        """The button, for an order of Tab in which it does not come next."""
        return self._show

    def set_shown(self, shown: bool) -> None:  # noqa: FBT001 a slot of `toggled`
        """Show the characters instead of bullets; to assistive technology it stays a password."""
        self._shown = shown
        self._show.setText("Hide" if shown else "Show")
        self._show.setChecked(shown)
        self.setStyleSheet("PassphraseEdit { lineedit-password-character: 32; }" if shown else "")
        self._place_button()
        self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the button stands inside at the right."""
        super().resizeEvent(event)
        self._place_button()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the text size changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_show"):
            self._place_button()

    def minimumSizeHint(self) -> QSize:
        """Qt: room for a passphrase."""
        return super().minimumSizeHint().expandedTo(QSize(self.fontMetrics().averageCharWidth() * 24, 0))

    def _place_button(self) -> None:
        self._show.setFont(QGuiApplication.font())
        size = self._show.sizeHint()
        self._show.resize(size)
        self._show.move(self.width() - size.width() - 8, (self.height() - size.height()) // 2)
        self.setTextMargins(0, 0, size.width() + 8, 0)

    def _space(self) -> None:
        """While shown, spread the line's blanks so that each is as wide as the widest character."""
        font = QFont()
        if self._shown:
            metrics = QFontMetricsF(QGuiApplication.font())
            widest = max((metrics.horizontalAdvance(one) for one in self._secret.characters()), default=0.0)
            spacing = max(0.0, widest + 1 - metrics.horizontalAdvance(" "))
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
        self.setFont(font)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the line with its bullets, or with the characters painted over its blanks."""
        super().paintEvent(event)
        if not self._shown or not len(self._secret):
            return
        painter = QPainter(self)
        plain = QGuiApplication.font()
        painter.setFont(plain)
        painter.setClipRect(self.rect().adjusted(4, 0, -self._show.width() - 12, 0))
        self._paint_characters(painter, QFontMetricsF(plain))
        painter.end()

    def _paint_characters(self, painter: QPainter, metrics: QFontMetricsF) -> None:
        step = QFontMetricsF(self.font()).horizontalAdvance(" ")
        left = self.cursorRect().left() + _CURSOR_MARGIN - self.cursorPosition() * step
        line = (self.height() + metrics.ascent() - metrics.descent()) / 2
        chosen = range(0)
        if self.hasSelectedText():
            chosen = range(self.selectionStart(), self.selectionEnd())
        for at, one in enumerate(self._secret.characters()):
            place = left + at * step
            if -step < place < self.width():
                painter.setPen(QColor(colours().on_accent if at in chosen else colours().text))
                painter.drawText(QPointF(place + (step - metrics.horizontalAdvance(one)) / 2, line), one)
