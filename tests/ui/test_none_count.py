"""Qt calls that answer nothing do not wear the interpreter out."""

import subprocess
import sys


def test_a_hundred_thousand_answers_of_none_are_survived() -> None:
    source = """
import kmss_dpo.ui
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(100_000):
    thing.parent()
print("alive")
"""
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)
    assert done.stdout == "alive\n"


def test_a_hundred_thousand_signals_are_survived() -> None:
    source = """
import kmss_dpo.ui
from PySide6.QtCore import QObject, Signal
class Bell(QObject):
    rung = Signal()
bell = Bell()
for _ in range(100_000):
    bell.rung.emit()
print("alive")
"""
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)
    assert done.stdout == "alive\n"
