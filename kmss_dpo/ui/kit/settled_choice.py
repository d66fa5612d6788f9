"""A drop-down whose choice has a consequence: nothing is chosen until the officer settles on it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent

from kmss_dpo.ui.kit.form import Choice

_MOVES = frozenset(
    {
        *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
        *(Qt.Key.Key_Home, Qt.Key.Key_End),
    }
)
_TYPED = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class SettledChoice(Choice):
    """`activated` comes with Enter or a click in the unfolded list, never on the way to an entry.

    Folded, Qt would choose each entry that an arrow key, a letter or the wheel passes. Here arrows and
    letters unfold the list first, in which one walks, reads and leaves by Escape without any consequence.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: what would walk through the folded list unfolds it."""
        typed = event.text().strip() if event.modifiers() in _TYPED else ""
        if event.key() not in _MOVES and not (typed and typed.isprintable()):
            super().keyPressEvent(event)
            return
        self.showPopup()
        if typed:
            self.view().keyboardSearch(typed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: the wheel scrolls the page, not the choice."""
        event.ignore()
