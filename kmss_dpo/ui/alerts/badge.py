"""How many things need attention, as a number on the program's sign where the desktop shows it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from kmss_dpo.ui.kit.icons import pixmap
from kmss_dpo.ui.kit.palette import LIGHT

_SIZES = (16, 24, 32, 48, 64, 128)
_MOST = 99
_DRAW_THEIR_OWN = frozenset({"cocoa", "windows"})
"""Desktops whose task bar shows a program's number itself (Qt 6.5 and later); elsewhere it is drawn."""


def sign(count: int = 0) -> QIcon:
    """The program's sign, with a number on it where there is one."""
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_drawn(size, count))
    return made


class Badge:
    """The number of one window; 0 takes it away."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._shown = -1

    def show(self, count: int) -> None:
        """Show another number."""
        if count == self._shown:
            return
        self._shown = count
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.setBadgeNumber(count)
        own = QGuiApplication.platformName() in _DRAW_THEIR_OWN
        self._window.setWindowIcon(sign(0 if own else count))


def _drawn(size: int, count: int) -> QPixmap:
    """In the same colours whatever the theme: a task bar has a ground of its own."""
    drawn = QPixmap(size, size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.accent))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.2, size * 0.2)
    inner = round(size * 0.7)
    at = (size - inner) / 2
    painter.drawPixmap(QPointF(at, at), pixmap("shield-check", LIGHT.on_accent, inner))
    if count:
        _paint_number(painter, size, str(count) if count <= _MOST else f"{_MOST}+")
    painter.end()
    return drawn


def _paint_number(painter: QPainter, size: int, words: str) -> None:
    height = size * 0.58
    font = QFont(painter.font())
    font.setPixelSize(max(7, round(height * (0.85 if len(words) < len(f"{_MOST}+") else 0.62))))
    font.setWeight(QFont.Weight.Bold)
    width = max(height, QFontMetricsF(font).horizontalAdvance(words) + height * 0.35)
    width = min(width, size)
    box = QRectF(size - width, size - height, width, height)
    painter.setBrush(QColor(LIGHT.danger))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(QColor(LIGHT.on_danger))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
