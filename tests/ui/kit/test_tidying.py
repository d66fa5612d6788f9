"""Cycles are cleared away between events, on the thread of the window."""

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kmss_dpo.ui.kit.tidying import Tidying


class Ring:
    """Something that only a collector can free."""

    def __init__(self, freed_on: list[int]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: freed_on.append(threading.get_ident()))


def test_what_a_worker_leaves_in_cycles_is_freed_on_the_thread_of_the_window(
    qtbot: QtBot, qapp: QApplication
) -> None:
    owner, freed_on = QObject(qapp), []
    gc.collect()
    assert Tidying(owner).parent() is owner
    with ThreadPoolExecutor(1) as worker:
        for _ in range(3_000):
            worker.submit(Ring, freed_on)
    assert freed_on == []
    qtbot.waitUntil(lambda: len(freed_on) == 3_000)
    assert set(freed_on) == {threading.get_ident()}
    owner.deleteLater()
