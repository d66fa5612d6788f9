"""How strong a passphrase is: a bar, a word and the reason."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kmss_dpo.domain.passphrases import Strength
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.palette import colours

_WORDS = ("Very weak", "Weak", "Not strong enough", "Strong", "Very strong")
_PARTS = 4


class StrengthBar(QWidget):
    """Empty until something is typed."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = _Bar()
        self._word = label("", "strong")
        self._why = label("", "quiet", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for each in (self._bar, self._word, self._why):
            column.addWidget(each)
        self.show_strength(None)

    def show_strength(self, strength: Strength | None) -> None:
        """Show the result, or nothing."""
        self._bar.show_strength(strength)
        self._word.setText(_WORDS[strength.score] if strength else "")
        why = " ".join((*strength.reasons, strength.suggestion)) if strength else ""
        self._why.setText(why.strip())
        self._why.setVisible(bool(why.strip()))
        self.setAccessibleName(f"Strength: {self._word.text()}. {why}" if strength else "Strength")


class _Bar(QWidget):
    """Four parts, filled by score."""

    def __init__(self) -> None:
        super().__init__()
        self._strength: Strength | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_strength(self, strength: Strength | None) -> None:
        """Show another result."""
        self._strength = strength
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: a thin bar."""
        return QSize(self.fontMetrics().averageCharWidth() * 30, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint it."""
        del event
        these = colours()
        strength = self._strength
        filled = max(1, strength.score) if strength else 0
        good = strength is not None and strength.strong_enough
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - 4 * (_PARTS - 1)) / _PARTS
        for part in range(_PARTS):
            full = these.in_time.ink if good else these.soon.ink
            painter.setBrush(QColor(full if part < filled else these.line))
            painter.drawRoundedRect(QRectF(part * (width + 4), 1, width, 6), 3, 3)
        painter.end()
