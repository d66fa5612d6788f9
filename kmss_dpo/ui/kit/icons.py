"""Vector icons recoloured by the theme; see resources/icons for the set and its licence."""

from functools import lru_cache

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from kmss_dpo.support.resources import resource
from kmss_dpo.ui.kit.palette import colours

GAP = 4
_FADED = 0.4
"""How strong the icon of a button is that can't be pressed now; Qt's own way fails on black and on white."""
_SIZES = (16, 20, 24, 32, 48, 64)


@lru_cache(maxsize=128)
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """An icon drawn in a colour (`#rrggbb`), `size` device pixels square."""
    drawn = QPixmap(size, size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(_drawing(name).replace("currentColor", colour).encode()).render(painter)
    painter.end()
    return drawn


def icon(name: str, colour: str = "") -> QIcon:
    """An icon by its file name without ending, in a colour (`#rrggbb`) or in the theme's text colour."""
    return _icon(name, colour or colours().text)


@lru_cache(maxsize=256)
def _icon(name: str, colour: str) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(pixmap(name, colour, size))
    return made


def dress(button: QAbstractButton, name: str, tone: str = "text", checked: str = "") -> None:
    """Put an icon on a button and keep it in the theme's colour `tone` (a name in `Colours`).

    `checked` names the colour while the button is checked, where that differs.
    """
    _Dresser(button, name, tone, checked)


class _Dresser(QObject):
    """Redraws a button's icon when the palette or the text size changes."""

    def __init__(self, button: QAbstractButton, name: str, tone: str, checked: str) -> None:
        super().__init__(button)
        self._button = button
        self._name = name
        self._tones = (tone, checked or tone)
        button.installEventFilter(self)
        if checked:
            button.toggled.connect(self._draw)
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: look for changes of theme."""
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._draw()
        return super().eventFilter(watched, event)

    def _draw(self) -> None:
        tone = getattr(colours(), self._tones[self._button.isChecked()])
        ink = tone if isinstance(tone, str) else tone.ink
        side = round(QFontMetrics(QGuiApplication.font()).height() * 1.15)
        gap = GAP if self._button.text() else 0
        ratio = self._button.devicePixelRatioF()
        drawn = QIcon(_spaced(self._name, ink, side, gap, ratio))
        drawn.addPixmap(_spaced(self._name, ink, side, gap, ratio, _FADED), QIcon.Mode.Disabled)
        self._button.setIcon(drawn)
        self._button.setIconSize(QSize(side + gap, side))


@lru_cache(maxsize=256)
def _spaced(name: str, colour: str, side: int, gap: int, ratio: float, strength: float = 1.0) -> QPixmap:
    """An icon with room between it and the words at its right."""
    drawn = QPixmap(round((side + gap) * ratio), round(side * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setOpacity(strength)
    painter.drawPixmap(0, 0, pixmap(name, colour, round(side * ratio)))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
