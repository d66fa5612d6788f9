"""The sheets about holds over a window, as the workplace opens them."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.session import Session
from kmss_dpo.ui.holds.asking import HoldSheets
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheet import Sheet

W = TypeVar("W", bound=Sheet)
REVIEW = date(2027, 2, 1)


@dataclass
class Asking:
    """A window with nothing in it, and what was said to it."""

    qtbot: QtBot
    window: QWidget
    sheets: HoldSheets
    told: list[str] = field(default_factory=list)

    def sheet(self, kind: type[W]) -> W:
        """The open sheet of a kind."""
        self.qtbot.waitUntil(lambda: any(each.isVisible() for each in self.window.findChildren(kind)))
        [found] = [each for each in self.window.findChildren(kind) if each.isVisible()]
        return found

    def until_told(self, sentence: str) -> None:
        """Wait for what is said in the end."""
        self.qtbot.waitUntil(lambda: sentence in self.told)


@pytest.fixture
def asking(qtbot: QtBot, session: Session, runner: Runner) -> Asking:
    window = QWidget()
    window.resize(1000, 700)
    qtbot.addWidget(window)
    window.show()
    made = Asking(qtbot, window, HoldSheets(session, runner, window))
    made.sheets.told.connect(made.told.append)
    return made
