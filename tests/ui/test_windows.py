"""The windows of a test stay whole until it is over, as those of the program do."""

import gc
import weakref

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot


class Ring(QWidget):
    """A window that holds itself, as one does whose button's click calls it: only a collector can free it."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def show(qtbot: QtBot) -> "weakref.ref[Ring]":
    window = Ring()
    qtbot.addWidget(window)
    window.show()
    return weakref.ref(window)


def test_a_window_is_not_collected_while_it_is_on_the_screen(qtbot: QtBot) -> None:
    held = show(qtbot)
    gc.collect()
    window = held()
    assert window is not None
    assert window.isVisible()


def test_python_collects_only_between_events(qapp: QApplication) -> None:
    assert qapp.thread().isCurrentThread()
    assert not gc.isenabled()
