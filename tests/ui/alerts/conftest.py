"""A window on a real register that is watched for alerts."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.session import Session
from kmss_dpo.support.settings import Settings
from kmss_dpo.ui.alerts.alerting import Alerting
from kmss_dpo.ui.alerts.dialog import ReminderDialog
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.shell.pages import PageSpec
from kmss_dpo.ui.shell.window import MainWindow
from tests.conftest import Wristwatch
from tests.windows import Telling

OpenCase = Callable[[date], CaseId]


@dataclass
class Watched:
    """The window, what watches it from when it is first asked for, and what was asked of it."""

    qtbot: QtBot
    window: MainWindow
    watch: Callable[[], Alerting]
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    @cached_property
    def alerting(self) -> Alerting:
        return self.watch()

    def dialogs(self) -> list[ReminderDialog]:
        return [each for each in self.window.findChildren(ReminderDialog) if each.isVisible()]

    def reminder(self) -> ReminderDialog:
        self.qtbot.waitUntil(lambda: bool(self.dialogs()))
        [found] = self.dialogs()
        return found

    def settled(self) -> None:
        """Wait until what changed was read."""
        watching = self.alerting
        self.qtbot.waitUntil(lambda: not watching._gather.isActive() and not watching._reading._running)
        self.qtbot.waitUntil(lambda: not watching._runner._tasks)

    def gone(self) -> None:
        """Wait until the reminder is closed and what was decided in it was read."""
        self.qtbot.waitUntil(lambda: not self.dialogs())
        self.window.activateWindow()  # without a display nothing gives it back
        self.settled()

    def minute(self) -> None:
        """What the workplace asks every minute, and whatever comes of it."""
        self.alerting.look()
        self.settled()

    def said(self) -> str:
        """What a screen reader says of the entry for Today."""
        buttons = self.window.findChildren(QPushButton)
        return next(each.accessibleName() for each in buttons if each.text() == "Today")

    def titles(self) -> list[str]:
        return [each.title for each in self.reminder().alerts()]


class Page(QWidget):
    """A page with nothing in it."""

    def first_focus(self) -> None:
        self.setFocus()


@pytest.fixture
def open_case(session: Session) -> OpenCase:
    """Opens a subject access request received on a day; it is due a month later."""

    def opened(received_on: date) -> CaseId:
        return session.cases.open_case(CaseDetails(CaseKind.ACCESS, received_on, Channel.POST))

    return opened


@pytest.fixture
def machine(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "machine")


@pytest.fixture
def watched(
    qtbot: QtBot, session: Session, runner: Runner, files: Executor, machine: Settings, clock: Wristwatch
) -> Watched:
    del clock
    specs = (
        PageSpec("today", "Today", "calendar-check", QWidget),
        PageSpec("retention", "Retention", "archive", Page),
    )
    window = MainWindow(specs, (), "Register", machine)
    qtbot.addWidget(window)

    def watch() -> Alerting:
        alerting = Alerting(session, runner, files, machine, window)
        telling = Telling(window)
        telling.changed.connect(alerting.changes_made)
        session.subscribe(telling.tell)
        return alerting

    made = Watched(qtbot, window, watch)
    window.show_requested.connect(lambda *what: made.asked.append(what))
    window.hold_requested.connect(lambda wish: made.asked.append((wish.doing, wish.hold)))
    window.show_page("today")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return made
