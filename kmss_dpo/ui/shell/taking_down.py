"""Takes the windows of an unlocked register down, even while Qt asks something in an event loop of its own.

Qt puts its question whether a file is written over, its messages and some menus on the stack, below a dialog
of ours. They are no more once their loop has ended, and only then may the windows above be deleted.
"""

from PySide6.QtCore import QThread, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

_LOOK_EVERY = 10
"""Milliseconds until it is seen again whether every loop has ended."""


def hide_all() -> None:
    """Take every window out of sight at once, which ends the loops of those that were waited for.

    Until Qt deletes a dialog, it stays there although the window below it is hidden.
    """
    for window in QApplication.topLevelWidgets():
        window.hide()


def forget_copied() -> None:
    """Leave nothing that was copied here in the clipboard; what another program put there stays."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def delete_after_loops(window: QWidget) -> None:
    """Delete a window as soon as no loop but the program's own is running."""
    if QThread.currentThread().loopLevel() > 1:
        QTimer.singleShot(_LOOK_EVERY, window, lambda: delete_after_loops(window))
    else:
        window.deleteLater()
