"""Paints an empty window, says so and ends."""

import os

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class _Window(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        QTimer.singleShot(0, _say)


def _say() -> None:
    os.write(1, b"painted\n")
    os._exit(0)


app = QApplication([])
window = _Window()
window.resize(1000, 720)
window.show()
app.exec()
