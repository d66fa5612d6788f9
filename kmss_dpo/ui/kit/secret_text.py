"""Shows a secret, such as a recovery key, painted character by character and never as a string."""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kmss_dpo.ui.kit.palette import colours
from kmss_dpo.ui.kit.secret import Secret

PARTING = "-"
GROUPS_A_LINE = 3
PAD = 16


class SecretText(QWidget):
    """Groups parted by dashes, three to a line."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._secret = Secret()
        self.setAccessibleName(name)
        self.setAccessibleDescription("Not read aloud. Print or save the kit to have it in your hands.")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.destroyed.connect(partial(Secret.wipe, self._secret))

    def show_secret(self, text: bytearray) -> None:
        """Show a text in ASCII; the buffer is copied and stays the caller's to wipe."""
        self.wipe()
        self._secret.replace(0, 0, text)
        self.updateGeometry()
        self.update()

    def wipe(self) -> None:
        """Forget it."""
        self._secret.wipe()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: room for three lines of three groups."""
        metrics = QFontMetricsF(_font(self.font()))
        return QSize(
            round(metrics.horizontalAdvance("0") * 24) + 2 * PAD, round(metrics.lineSpacing() * 3.8) + 2 * PAD
        )

    def minimumSizeHint(self) -> QSize:
        """Qt: a key that is cut off is no key."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint it."""
        del event
        these = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(these.border))
        painter.setBrush(QColor(these.side))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        font = _font(self.font())
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(these.text))
        step, line = metrics.horizontalAdvance("0"), metrics.lineSpacing() * 1.25
        place = QPointF(PAD, PAD + metrics.ascent())
        groups = 0
        for one in self._secret.characters():
            if one == PARTING:
                groups += 1
                if groups % GROUPS_A_LINE == 0:
                    place = QPointF(PAD, place.y() + line)
                else:
                    place += QPointF(2 * step, 0)
                continue
            painter.drawText(place, one)
            place += QPointF(step, 0)
        painter.end()


def _font(base: QFont) -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(base.pointSizeF() * 1.3)
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font
