"""What every test with windows uses: the application, the bot, a runner, threads for files.

Windows go when the test is over, in order: first they, then what was asked, then the register, then the rest.
"""

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.changes import Changes
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.tidying import Tidying

PATIENCE = 60_000
"""Milliseconds that a wait may take on a busy computer; it ends as soon as what it waits for is there."""


class PatientBot(QtBot):
    """Waits long enough, and holds each window until its test is over.

    pytest-qt holds them weakly: a window that only the test's function held would be for Python to collect
    while it is still on the screen, and be taken apart under the painter that draws it.
    """

    def __init__(self, request: pytest.FixtureRequest) -> None:
        super().__init__(request)
        self._held: list[QWidget] = []

    def addWidget(self, widget: QWidget, **how: Any) -> None:  # noqa: N802 pytest-qt's name
        self._held.append(widget)
        super().addWidget(widget, **how)

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = PATIENCE) -> None:  # noqa: N802 as above
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, **how: Any) -> Any:  # noqa: N802 as above
        return super().waitSignal(signal, timeout=timeout, **how)

    def waitSignals(self, signals: Any, *, timeout: int = PATIENCE, **how: Any) -> Any:  # noqa: N802 as above
        return super().waitSignals(signals, timeout=timeout, **how)


class Telling(QObject):
    """Brings change notices from the writing lane to the window's thread; lives as long as the lane."""

    changed = Signal(object)

    def tell(self, changes: Changes) -> None:
        self.changed.emit(changes)


def take_down() -> None:
    """Do now what waits for the next event loop: windows that were to be deleted are."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None, Any, Any]:
    answer = yield
    if QCoreApplication.instance() is not None:
        for left in QApplication.topLevelWidgets():  # a style that is put on later would dress them, too
            left.deleteLater()
        take_down()
    return answer


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application; Python collects only on its thread and between events, as in the program."""
    assert Tidying(qapp).parent() is qapp
    return qapp


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    assert qapp.thread().isCurrentThread()
    return PatientBot(request)


@pytest.fixture
def runner(qapp: QApplication, qtbot: QtBot) -> Iterator[Runner]:
    """A real runner that had nothing to apologise for; every job has come back before its lane closes."""
    made = Runner(qapp)
    defects: list[Exception] = []
    made.defect.connect(defects.append)
    yield made
    take_down()
    qtbot.waitUntil(lambda: not made._tasks)
    made.deleteLater()
    assert defects == []


@pytest.fixture
def files() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool
