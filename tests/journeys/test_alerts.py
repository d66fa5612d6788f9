"""What needs attention comes up by itself at the windows of the whole program, and goes with the lock."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.ui.alerts.dialog import ReminderDialog
from kmss_dpo.ui.hands import click, is_there, type_into
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import PASSPHRASE, Wristwatch
from tests.journeys.at_the_windows import PATIENCE


def opened(session: Session, received_on: date) -> CaseId:
    return session.cases.open_case(CaseDetails(CaseKind.ACCESS, received_on, Channel.POST))


def reminder(workplace: Workplace, qtbot: QtBot) -> ReminderDialog:
    def there() -> list[ReminderDialog]:
        return [each for each in workplace.window.findChildren(ReminderDialog) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(there()), timeout=PATIENCE)
    return there()[0]


@pytest.fixture
def overdue(folder: Path, unlocking: Unlocking, clock: Wristwatch) -> None:
    """A case that ran out two days ago, in the register that is unlocked next."""
    session = Session(unlocking.with_passphrase(folder, bytearray(PASSPHRASE.encode())), clock)
    opened(session, date(2026, 10, 20))
    session.close()


def unlock(program: Program, qtbot: QtBot) -> Workplace:
    qtbot.waitUntil(lambda: is_there("Passphrase"), timeout=PATIENCE)
    type_into("Passphrase", PASSPHRASE)
    click("Unlock")
    qtbot.waitUntil(lambda: program.workplace is not None, timeout=PATIENCE)
    assert program.workplace is not None
    return program.workplace


@pytest.mark.usefixtures("overdue")
def test_after_the_unlock_one_goes_from_the_reminder_to_the_case(workplace: Workplace, qtbot: QtBot) -> None:
    found = reminder(workplace, qtbot)
    assert [each.title for each in found.alerts()] == ["SAR-2026-0001"]
    qtbot.keyClick(found.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workplace.window.shown_page() == "requests", timeout=PATIENCE)
    page = workplace.page("requests")
    qtbot.waitUntil(lambda: page.detail.view is not None, timeout=PATIENCE)
    assert page.detail.view.reference == "SAR-2026-0001"


@pytest.mark.usefixtures("overdue")
def test_what_was_put_off_stays_quiet_over_a_lock_until_its_time(
    program: Program, workplace: Workplace, clock: Wristwatch, qtbot: QtBot
) -> None:
    reminder(workplace, qtbot)
    click("Tomorrow morning")
    qtbot.waitUntil(lambda: bool(workplace.session.attention.alerts().put_off), timeout=PATIENCE)
    program.lock()
    again = unlock(program, qtbot)
    qtbot.waitUntil(lambda: again._morning.alerts._alerts.count() == 1, timeout=PATIENCE)
    assert again.window.findChildren(ReminderDialog) == []
    clock.moment += timedelta(days=1)
    again.window.activateWindow()
    again._morning.look()
    assert [each.title for each in reminder(again, qtbot).alerts()] == ["SAR-2026-0001"]


@pytest.mark.usefixtures("overdue")
def test_a_lock_takes_the_reminder_and_the_number_away(
    program: Program, workplace: Workplace, qtbot: QtBot
) -> None:
    reminder(workplace, qtbot)
    badge = workplace._morning.alerts._badge
    assert badge._shown == 1
    program.lock()
    assert badge._shown == 0
    assert is_there("Passphrase")
    qtbot.waitUntil(
        lambda: not any(isinstance(each, ReminderDialog) for each in QApplication.topLevelWidgets()),
        timeout=PATIENCE,
    )


def test_after_a_sleep_over_midnight_it_comes_as_soon_as_one_is_back(
    workplace: Workplace, clock: Wristwatch, qtbot: QtBot
) -> None:
    opened(workplace.session, date(2026, 10, 30))  # due Mon 30 Nov
    qtbot.waitUntil(lambda: workplace._morning.alerts._begun, timeout=PATIENCE)
    clock.moment += timedelta(days=3)
    workplace.window.activateWindow()
    program = QApplication.instance()
    assert isinstance(program, QApplication)
    program.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert [each.title for each in reminder(workplace, qtbot).alerts()] == ["SAR-2026-0001"]


def test_they_are_shown_when_they_are_searched_for(workplace: Workplace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: workplace._morning.alerts._begun, timeout=PATIENCE)
    opened(workplace.session, date(2026, 10, 20))
    qtbot.waitUntil(lambda: workplace._morning.alerts._alerts.count() == 1, timeout=PATIENCE)
    workplace.results.command_requested.emit("reminders")
    assert [each.title for each in reminder(workplace, qtbot).alerts()] == ["SAR-2026-0001"]
