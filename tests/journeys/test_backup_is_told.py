"""When the newest backup was made is said alike wherever it is said, whoever made it."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kmss_dpo.ui.hands import click, is_there
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import Wristwatch


def said(workplace: Workplace, page: str) -> str:
    """All words on a page, shown or not."""
    return " ".join(each.text() for each in workplace.window.page(page).findChildren(QLabel))


def test_the_days_backup_and_one_made_by_hand_are_told_on_every_page(
    qtbot: QtBot, workplace: Workplace, clock: Wristwatch
) -> None:
    qtbot.waitUntil(lambda: "Last backup today at 09:30" in said(workplace, "today"))
    clock.moment = clock.moment.replace(minute=45)
    click("Settings")
    qtbot.waitUntil(lambda: "at 09:30, opened again" in said(workplace, "settings"))
    click("Back up now")
    qtbot.waitUntil(lambda: "Last backup today at 09:45" in said(workplace, "today"))
    clock.moment = clock.moment.replace(minute=50)
    click("Today")
    qtbot.waitUntil(lambda: is_there("Back up now"))
    click("Back up now")
    qtbot.waitUntil(lambda: "at 09:50, opened again" in said(workplace, "settings"))
