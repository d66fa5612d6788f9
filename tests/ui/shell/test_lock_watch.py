"""The program locks when the officer has left: the desktop tells it, or the window was put away."""

import ctypes
import os
import shutil
import subprocess
import sys
from ctypes import wintypes
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.support.clock import SystemClock
from kmss_dpo.support.settings import LOCK_WHEN_MINIMISED, Settings
from kmss_dpo.ui.shell.desktop_messages import WindowsMessages, means_left
from kmss_dpo.ui.shell.lock_watch import LockWatch

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="there is no dbus-run-session")
def test_it_locks_with_the_screen_and_before_sleep_and_counts_keys_in_other_programs(tmp_path: Path) -> None:
    child = [sys.executable, str(HERE / "watching_child.py"), str(tmp_path)]
    bus = 'export DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS"; exec "$@"'
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", bus, "sh", *child],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.splitlines() == [
        "ready",
        "held",
        "the screen is locked: ['lock']",
        "the computer falls asleep: ['lock']",
        "touched elsewhere: []",
        "let go",
    ], done.stderr


@pytest.mark.parametrize("wanted", [True, False])
def test_it_locks_when_the_window_is_put_away_where_that_is_wanted(
    qtbot: QtBot, tmp_path: Path, *, wanted: bool
) -> None:
    settings, window, asked = Settings(tmp_path), QWidget(), []
    settings.set(LOCK_WHEN_MINIMISED, wanted)
    qtbot.addWidget(window)
    window.show()
    watch = LockWatch(SystemClock(), settings, window, window)
    watch.put_away.connect(lambda: asked.append("lock"))
    watch.start()
    window.setWindowState(Qt.WindowState.WindowMinimized)
    qtbot.waitUntil(window.isMinimized)
    assert asked == ["lock"] * wanted
    watch.stop()


@pytest.mark.parametrize(
    ("message", "about", "left"),
    [(0x0218, 4, True), (0x0218, 7, False), (0x02B1, 7, True), (0x02B1, 8, False), (0x0100, 7, False)],
)
def test_messages_of_windows_that_mean_that_the_officer_left(
    qtbot: QtBot, message: int, about: int, *, left: bool
) -> None:
    heard: list[str] = []
    window = QWidget()
    qtbot.addWidget(window)
    messages = WindowsMessages(window, lambda: heard.append("left"))
    told = wintypes.MSG(message=message, wParam=about)
    assert messages.nativeEventFilter(QByteArray(b"windows_generic_MSG"), ctypes.addressof(told)) == (
        False,
        0,
    )
    assert messages.nativeEventFilter(QByteArray(b"xcb_generic_event_t"), 0) == (False, 0)
    assert heard == ["left"] * left
    assert means_left(message, about) is left
