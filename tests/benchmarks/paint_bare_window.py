"""Paints a window with a field and a button, without any look of its own, says so and ends."""

import os

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget


class _Window(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        QTimer.singleShot(0, _say)


def _say() -> None:
    os.write(1, b"painted\n")
    os._exit(0)


app = QApplication([])
window = _Window()
column = QVBoxLayout(window)
column.addWidget(QLineEdit())
column.addWidget(QPushButton("Unlock"))
window.resize(1000, 720)
window.show()
app.exec()
