"""Labels and buttons in the few kinds that the design knows; the style sheet draws them by property."""

from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """A label; `role` is title, heading, strong, quiet, small, label, figure or error.

    The text is shown as it is: no markup in it is ever read.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, kind: str = "") -> QPushButton:
    """A push button that names what it does; `kind` is main, danger, link, plain or nothing."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if kind == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def unmarked(words: str) -> str:
    """Words for a button that are not the program's own: an ampersand in them marks no key."""
    return words.replace("&", "&&")


def tip(words: str) -> str:
    """Words for a tip that are not the program's own: shown as they are, no markup in them is read."""
    rich = QtGui.Qt.mightBeRichText(words)
    return QtGui.Qt.convertFromPlainText(words) if rich else words


def rule(*, upright: bool = False) -> QFrame:
    """A thin line between parts of a page."""
    made = QFrame()
    made.setProperty("role", "upright" if upright else "line")
    return made


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again after a property it asks about has changed.

    Before its first look there is nothing to do again, and asking for the style takes 20 ms the first time.
    """
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
