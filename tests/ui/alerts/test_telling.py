"""The number, and the message of the desktop: numbers only, and nothing where there is no place for them."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from kmss_dpo.support.settings import TRAY_MESSAGES, Settings
from tests.ui.alerts.conftest import OpenCase, Watched

OVERDUE, DUE = date(2026, 10, 20), date(2026, 10, 22)
"""Days of receipt: due on Fri 20 Nov and on Mon 23 Nov; today is Sun 22 Nov 2026."""


def test_the_number_stands_on_the_sign_and_at_the_left_and_goes_with_the_window(
    watched: Watched, open_case: OpenCase
) -> None:
    plain = watched.window.windowIcon()
    open_case(OVERDUE)
    open_case(DUE)
    watched.alerting.time_came()
    watched.reminder()
    assert watched.said() == "Today, 2, 1 overdue"

    def look() -> Any:
        return watched.window.windowIcon().pixmap(64, 64).toImage()

    with_number = look()
    assert plain.isNull()
    watched.window.hide()
    assert look() != with_number


def test_an_answer_that_comes_after_the_lock_tells_nobody_anything(
    watched: Watched, open_case: OpenCase, messages: list[str]
) -> None:
    open_case(OVERDUE)
    watched.alerting.time_came()
    watched.window.hide()
    watched.settled()
    watched.minute()
    assert messages == []
    assert watched.said() == "Today"
    assert watched.alerting._badge._shown == 0


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A desktop that has a place for messages, and what was said there."""
    told: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _self, *words: told.append(words[1]))
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _self: None)
    return told


def put_behind(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program comes to the front."""
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    monkeypatch.setattr(watched.window, "isActiveWindow", lambda: False)


def test_behind_another_program_it_is_said_once_and_in_numbers_only(
    watched: Watched, open_case: OpenCase, messages: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_case(OVERDUE)
    open_case(DUE)
    put_behind(watched, monkeypatch)
    watched.alerting.time_came()
    watched.qtbot.waitUntil(lambda: bool(messages))
    for _ in range(3):
        watched.minute()
    assert messages == ["1 thing is due, 1 is overdue."]
    assert watched.dialogs() == []
    monkeypatch.undo()
    QApplication.sendEvent(watched.window, QEvent(QEvent.Type.WindowActivate))
    assert watched.titles() == ["SAR-2026-0001", "SAR-2026-0002"]


def test_a_click_on_it_brings_the_window_to_the_front(
    watched: Watched, open_case: OpenCase, messages: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_case(OVERDUE)
    put_behind(watched, monkeypatch)
    watched.window.showMinimized()
    watched.alerting.time_came()
    watched.qtbot.waitUntil(lambda: bool(messages))
    monkeypatch.undo()
    watched.alerting._tray.wanted.emit()
    assert not watched.window.isMinimized()
    watched.reminder()


def test_the_officer_can_turn_the_messages_off(
    watched: Watched,
    open_case: OpenCase,
    messages: list[str],
    machine: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine.set(TRAY_MESSAGES, False)
    open_case(OVERDUE)
    put_behind(watched, monkeypatch)
    watched.alerting.time_came()
    watched.settled()
    assert messages == []


def test_where_the_desktop_has_no_place_for_messages_nothing_fails(
    watched: Watched, open_case: OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_case(OVERDUE)
    put_behind(watched, monkeypatch)
    watched.alerting.time_came()
    watched.settled()
    assert watched.alerting._tray._icon is None
