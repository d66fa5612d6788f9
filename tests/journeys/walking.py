"""The whole program in a process of its own, used by its windows while the test outside looks on."""

import os
import select
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from kmss_dpo.app import Program
from kmss_dpo.keys.keychain import SystemKeychain
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.support.process import no_core_dumps
from kmss_dpo.support.settings import REGISTER_FOLDER, Settings, settings_folder
from kmss_dpo.ui.hands import within
from tests.conftest import CHEAP, Wristwatch

Step = Callable[[], bool]
EVERY = 15
PATIENCE = 30_000


class Outside:
    """The test that looks on, at the other end of two pipes; while it looks, the window stands still."""

    def __init__(self, hear: int, say: int) -> None:
        self._hear, self._say = hear, say

    def tell(self, words: str) -> None:
        """Say something, and go on."""
        os.write(self._say, f"{words}\n".encode())

    def answered(self) -> bool:
        """Whether it was answered; asked again and again while the window goes on."""
        return bool(select.select([self._hear], [], [], 0)[0]) and bool(os.read(self._hear, 1))

    def hand(self, secret: bytearray) -> None:
        """Hand a secret over straight from its buffer, in hexadecimal digits made one by one."""
        for byte in secret:
            os.write(self._say, b"0123456789abcdef"[byte >> 4 : (byte >> 4) + 1])
            os.write(self._say, b"0123456789abcdef"[byte & 15 : (byte & 15) + 1])
        os.write(self._say, b"\n")

    def show(self, stage: str) -> None:
        """Say where it stands, and wait until it was looked at."""
        self.tell(stage)
        os.read(self._hear, 1)


class Walk(QObject):
    """Goes from step to step; each waits for what it yields. What goes wrong is told outside."""

    def __init__(self, program: Program, outside: Outside, steps: Iterator[Step]) -> None:
        super().__init__(program)
        self._program = program
        self._outside = outside
        self._steps = steps
        self._until: Step = lambda: True
        self._waited = 0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Set off."""
        self._timer.start()

    def _go_on(self) -> None:
        self._waited += EVERY
        try:
            if self._until():
                self._waited = 0
                self._until = next(self._steps)
            elif self._waited > PATIENCE:
                self._end(f"waited in vain at line {self._line()}; in sight: {sight()}")
        except StopIteration:
            self._end("")
        except Exception:  # noqa: BLE001 - whatever it is, the test outside has to hear of it
            self._end(f"{traceback.format_exc()}; in sight: {sight()}")

    def _line(self) -> int:
        frame = getattr(self._steps, "gi_yieldfrom", None) or self._steps
        while getattr(frame, "gi_yieldfrom", None) is not None:
            frame = frame.gi_yieldfrom
        return frame.gi_frame.f_lineno

    def _end(self, wrong: str) -> None:
        self._timer.stop()
        self._outside.tell("failed: " + wrong.replace("\n", " | ") if wrong else "done")
        self._program.quit()


def sight() -> str:
    """What the window in front says, for a test that failed."""
    said = [each.text() for each in within().findChildren(QLabel) if each.isVisible() and each.text()]
    return f"{within().windowTitle()}: {said}"


def live(register: Path | None, steps: Callable[[Program, Outside], Iterator[Step]]) -> None:
    """What the program's main does, on the test's clock and with a cheap guess, with steps to walk."""
    no_core_dumps()
    outside = Outside(int(sys.argv[-2]), int(sys.argv[-1]))
    app = QApplication(sys.argv[:1])
    app.setApplicationName("kmss-dpo")
    app.setQuitOnLastWindowClosed(False)
    clock = Wristwatch()
    settings = Settings(settings_folder())
    if register:
        settings.set(REGISTER_FOLDER, str(register))
    program = Program(app, settings, clock, lambda: Unlocking(SystemKeychain(), clock, CHEAP))
    program.ended.connect(app.quit)
    sys.excepthook = lambda _kind, error, _trace: program.apologise(error)
    walk = Walk(program, outside, steps(program, outside))
    program.ready.connect(walk.start)
    program.start()
    sys.exit(app.exec())


def commit(control: QWidget, text: str) -> None:
    """Type by an input method, which alone can give every letter there is."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(control, event)
