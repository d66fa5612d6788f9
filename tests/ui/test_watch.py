"""An older copy of the register that was put back is told above the page, and gone on with knowingly."""

import shutil
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store.register import FILE
from kmss_dpo.support.settings import Settings
from kmss_dpo.ui.kit.notice import Notice
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.shell.window import MainWindow
from kmss_dpo.ui.watch import Watch
from tests.conftest import PASSPHRASE, PaperKeychain

Unlock = Callable[[], Session]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    shown = MainWindow([], [], "KMSS", Settings(tmp_path / "settings"))
    qtbot.addWidget(shown)
    shown.show()
    return shown


def told(window: MainWindow) -> list[str]:
    return [each.sentence() for each in window.findChildren(Notice) if each.sentence()]


def press(page: QWidget, text: str, qtbot: QtBot) -> None:
    [found] = [each for each in page.findChildren(QPushButton) if each.text().replace("&", "") == text]
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.fixture
def unlock(folder: Path, unlocking: Unlocking, clock: Any) -> Unlock:
    return lambda: Session(unlocking.with_passphrase(folder, bytearray(PASSPHRASE.encode())), clock)


@pytest.fixture
def older(folder: Path, unlock: Unlock) -> Session:
    """The register as it was before some work, put back."""
    shutil.copyfile(folder / FILE, folder / "older")
    first = unlock()
    first.opened.anchor.check()
    first.contacts.add(ContactDetails("Ann Example"))
    first.close()
    shutil.move(folder / "older", folder / FILE)
    return unlock()


def test_an_older_copy_is_told_until_one_goes_on_with_it_knowingly(
    older: Session, unlock: Unlock, runner: Runner, files: Executor, window: MainWindow, qtbot: QtBot
) -> None:
    watch = Watch(older, runner, files, window)
    watch.begin()
    qtbot.waitUntil(lambda: bool(told(window)))
    assert told(window)[0].startswith("This is an older copy of the register")
    press(window, "Go on with it…", qtbot)
    [decision] = [each for each in window.findChildren(QDialog) if each.isVisible()]
    press(decision, "Go on with the older copy", qtbot)
    qtbot.waitUntil(lambda: not runner._tasks)
    older.close()
    again = unlock()
    assert again.opened.anchor.check() is None
    again.close()


def test_the_end_of_the_trail_is_kept_while_one_works(
    session: Session,
    keychain: PaperKeychain,
    runner: Runner,
    files: Executor,
    window: MainWindow,
    qtbot: QtBot,
) -> None:
    watch = Watch(session, runner, files, window)
    watch.begin()
    qtbot.waitUntil(lambda: not runner._tasks)
    assert told(window) == []
    session.contacts.add(ContactDetails("Ann Example"))
    watch.keep()
    qtbot.waitUntil(lambda: not runner._tasks)
    [kept] = keychain.kept.values()
    assert int.from_bytes(kept[:8], "big") == session.opened.register.trail_end.id
