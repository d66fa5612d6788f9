"""Clears away what Python can only free in cycles, on the GUI thread and between events.

Left to itself Python does so at any moment on any thread: a widget is then taken apart on a worker, or
a painter while another paints, and Qt falls over (seen in both ways, PySide6 6.12).
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 500
"""Milliseconds between two looks."""


class Tidying(QObject):
    """Takes the place of Python's own collector while it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(_tidy)
        self._timer.start()


def _tidy() -> None:
    """Collect the generations that Python itself would by now have collected."""
    for generation, limit in enumerate(gc.get_threshold()):
        if gc.get_count()[generation] <= limit:
            return
        gc.collect(generation)
