"""Light, dark or high contrast, following the desktop while the program runs; text size in one place."""

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from kmss_dpo.support.resources import resource
from kmss_dpo.ui.kit.palette import DARK, HIGH_CONTRAST, LIGHT, Colours, qt_palette
from kmss_dpo.ui.kit.stylesheet import stylesheet

STYLE = ("-style", "fusion")
"""What the application is started with. `QApplication.setStyle` would take 20 ms longer: its answer is a
style, and to wrap one every enum of it is built.
"""
PLAIN_POINTS = 10.0


class Scheme(StrEnum):
    """What the officer chose for the look."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high contrast"


class Theme(QObject):
    """Gives the application its palette, font and style sheet, and renews them when the desktop changes.

    `text_scale` multiplies every text size: 1.0 is 10 pt, 2.0 is the large text setting at its largest.
    The style itself comes with the application's arguments, see `STYLE`.
    """

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM, text_scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = scheme
        self._text_scale = text_scale
        self._family = _interface_font()
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self._apply()

    def set_scheme(self, scheme: Scheme) -> None:
        """Change the look at once."""
        self._scheme = scheme
        self._apply()

    def set_text_scale(self, text_scale: float) -> None:
        """Change the text size at once; 1.0 is 10 pt."""
        self._text_scale = text_scale
        self._apply()

    def colours(self) -> Colours:
        """The set that the choice and the desktop lead to now."""
        if self._scheme is Scheme.SYSTEM:
            return self._desktop()
        return {Scheme.LIGHT: LIGHT, Scheme.DARK: DARK, Scheme.HIGH_CONTRAST: HIGH_CONTRAST}[self._scheme]

    def _desktop(self) -> Colours:
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
            return HIGH_CONTRAST
        return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT

    def _follow(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        points = PLAIN_POINTS * self._text_scale
        font = QFont(self._family)
        font.setPointSizeF(points)
        these = self.colours()
        self._app.setFont(font)
        self._app.setPalette(qt_palette(these))
        self._app.setStyleSheet(stylesheet(these, points))
        self.changed.emit()


def _interface_font() -> QFont:
    """The platform's interface font, or the shipped Liberation Sans where the platform has none."""
    if not QFontDatabase.families():
        for file in sorted(resource("fonts").glob("LiberationSans-*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
        return QFont("Liberation Sans")
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
