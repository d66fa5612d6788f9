"""Nothing but a window, a dialog or a menu is ever a window of its own: on a desktop it would flash by.

A widget that is shown before it has a parent is one for a moment, and takes the keyboard with it.
"""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.ids import Kind
from kmss_dpo.ui.shell.window import MainWindow
from kmss_dpo.ui.workplace import Workplace
from tests.journeys.conftest import PATIENCE

_ABOVE = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
PAGES = ("today", "requests", "complaints", "enquiries", "contacts", "retention", "trail", "settings")
BEHIND = ("holds", "bin", "suppressions", "schedule", "log")


class Flashes(QObject):
    """Hears of every widget that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt: before anybody hears of it."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and _is_stray(watched):
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def _is_stray(shown: QWidget) -> bool:
    wanted = isinstance(shown, QDialog | MainWindow) or shown.windowType() in _ABOVE
    return shown.isWindow() and not wanted


@pytest.fixture
def flashes(qapp: QApplication, workplace: Workplace) -> Iterator[list[str]]:
    del workplace  # what is shown from then on
    watching = Flashes()
    qapp.installEventFilter(watching)
    yield watching.seen
    qapp.removeEventFilter(watching)


def test_no_page_flashes_as_it_is_built(workplace: Workplace, flashes: list[str], qtbot: QtBot) -> None:
    for name in PAGES:
        workplace.page(name)
    page = workplace.page("retention")
    for name in BEHIND:
        getattr(page.behind, f"show_{name}")()
    qtbot.waitUntil(lambda: not workplace._runner._tasks, timeout=PATIENCE)
    assert flashes == []


def test_no_sheet_flashes_as_it_is_opened(workplace: Workplace, flashes: list[str], qtbot: QtBot) -> None:
    contact = workplace.session.contacts.add(ContactDetails("Ann Example"))
    keys, retention = workplace.keys.panel(), workplace.page("retention").behind
    opening: tuple[Callable[[], object], ...] = (
        lambda: workplace.holds.place(Kind.CONTACT, contact),
        retention.suppressions.ask_for_address,
        retention.suppressions.check_list,
        lambda: retention.schedule.desk.change(retention.schedule.chosen().rule.code),
        retention.schedule.desk.approve,
        keys.change_passphrase,
        keys.add_person,
        keys.try_kit,
        keys.new_kit,
        workplace.restores.ask,
    )
    retention.show_schedule()
    qtbot.waitUntil(lambda: retention.schedule.chosen() is not None, timeout=PATIENCE)
    for each in opening:
        each()
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=PATIENCE)
        opened = QApplication.activeModalWidget()
        assert isinstance(opened, QDialog)
        opened.done(0)
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=PATIENCE)
    assert flashes == []
