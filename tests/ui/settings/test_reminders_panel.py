"""Which reminders there are, and how long ahead."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.alerts import AlertSort, Wanted
from kmss_dpo.session import Session
from kmss_dpo.support.settings import TRAY_MESSAGES, Settings
from kmss_dpo.ui.settings.page import SettingsPage


def test_every_choice_holds_at_once(page: SettingsPage, session: Session, qtbot: QtBot) -> None:
    panel = page.reminders
    qtbot.waitUntil(panel.form.isEnabled)
    assert panel.ticks.ticked() == {sort.value for sort in AlertSort if sort is not AlertSort.OVERDUE}
    qtbot.keyClick(panel.ticks.box(AlertSort.NOTE.value), Qt.Key.Key_Space)
    panel.days.setValue(1)
    assert panel.days.text() == "1 day"

    def kept() -> bool:
        wanted = session.attention.wanted()
        return wanted.days_ahead == 1 and not wanted.of(AlertSort.NOTE) and wanted.of(AlertSort.HOLD)

    qtbot.waitUntil(kept)


def test_what_was_chosen_elsewhere_is_shown(page: SettingsPage, session: Session, qtbot: QtBot) -> None:
    session.attention.want(Wanted(frozenset({AlertSort.HOLD}), 14))
    page.reminders.load()
    qtbot.waitUntil(lambda: page.reminders.days.value() == 14)
    assert page.reminders.ticks.ticked() == {AlertSort.HOLD.value}
    assert session.attention.wanted() == Wanted(frozenset({AlertSort.HOLD}), 14)


def test_messages_are_turned_off_on_this_computer(
    page: SettingsPage, settings: Settings, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.reminders.messages.box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: settings.get(TRAY_MESSAGES) is False)


def test_the_calendar_file_is_asked_for(page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.calendar_requested):
        page.reminders.calendar_button.click()
