"""The main window: pages built when first shown, wishes as signals, place remembered."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.ids import Kind
from kmss_dpo.support.settings import Settings
from kmss_dpo.ui.shell.idle import IdleWatch
from kmss_dpo.ui.shell.pages import NewEntry, PageSpec
from kmss_dpo.ui.shell.shortcuts import HelpSheet
from kmss_dpo.ui.shell.window import MainWindow


class Page(QWidget):
    show_requested = Signal(object, int)

    def __init__(self) -> None:
        super().__init__()
        self.first = QLineEdit(self)

    def first_focus(self) -> None:
        self.first.setFocus()


class Built:
    def __init__(self) -> None:
        self.pages: list[Page] = []

    def build(self) -> Page:
        self.pages.append(Page())
        return self.pages[-1]


@pytest.fixture
def built() -> Built:
    return Built()


@pytest.fixture
def window(qtbot: QtBot, built: Built, tmp_path: Path) -> MainWindow:
    specs = (
        PageSpec("today", "Today", "calendar-check", built.build),
        PageSpec("requests", "Requests", "inbox", built.build),
        PageSpec("settings", "Settings", "settings", built.build, foot=True),
    )
    made = MainWindow(specs, (NewEntry("request", "Request…", "inbox"),), "Ours", Settings(tmp_path))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def test_a_page_is_built_when_it_is_first_shown(window: MainWindow, built: Built) -> None:
    assert built.pages == []
    first = window.show_page("today")
    assert window.show_page("today") is first
    assert len(built.pages) == 1
    assert window.windowTitle() == "Today — KMSS DPO Register"
    assert window.shown_page() == "today"


def test_a_click_at_the_left_shows_the_page(window: MainWindow) -> None:
    nav = next(each for each in window.findChildren(QPushButton) if each.text() == "Requests")
    nav.click()
    assert window.shown_page() == "requests"


def test_what_a_page_asks_to_show_reaches_the_window(qtbot: QtBot, window: MainWindow, built: Built) -> None:
    window.show_page("today")
    with qtbot.waitSignal(window.show_requested) as asked:
        built.pages[0].show_requested.emit(Kind.CASE, 7)
    assert asked.args == [Kind.CASE, 7]


def test_counts_are_read_out(window: MainWindow) -> None:
    window.show_count("requests", 14)
    window.show_count("today", 3, overdue=1)
    names = {each.accessibleName() for each in window.findChildren(QPushButton)}
    assert {"Requests, 14", "Today, 3, 1 overdue"} <= names


def test_search_is_asked_for_with_every_letter(qtbot: QtBot, window: MainWindow) -> None:
    results = QListWidget()
    window.set_results(results)
    asked: list[str] = []
    window.search_requested.connect(asked.append)
    qtbot.keyClicks(window._top.search, "sar")
    assert asked == ["s", "sa", "sar"]
    assert results.isVisible()
    qtbot.keyClick(window._top.search, Qt.Key.Key_Escape)
    assert not results.isVisible()
    window.end_search()
    assert asked[-1] == ""


def test_the_lock_key_works_in_the_whole_window(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.lock_requested):
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_the_search_key_goes_to_the_search_field(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window._top.search.hasFocus)


def test_the_key_of_a_page_goes_into_it(qtbot: QtBot, window: MainWindow, built: Built) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(built.pages) and built.pages[-1].first.hasFocus())


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_help_lists_every_key_that_the_window_binds(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    qtbot.keyClick(window, key, modifier)
    [sheet] = window.findChildren(HelpSheet)
    said = " ".join(each.text() for each in sheet.findChildren(QLabel))
    bound = {each.key().toString() for each in window.findChildren(QShortcut) if each.parent() is window}
    pages = {f"Ctrl+{number}" for number in range(1, 10)}
    assert {"Ctrl+K", "Ctrl+N", "Ctrl+L", "Ctrl+/", "F1"} <= bound - pages
    assert [keys for keys in bound - pages if keys not in said] == []
    qtbot.keyClick(window, key, modifier)
    assert window.findChildren(HelpSheet) == [sheet]
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(HelpSheet) is None)


def test_the_new_menu_names_what_is_wanted(qtbot: QtBot, window: MainWindow) -> None:
    window._top._fill()
    with qtbot.waitSignal(window.new_requested) as asked:
        window._top._menu.actions()[0].trigger()
    assert asked.args == ["request"]


def test_files_dropped_on_the_window_are_handed_on(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(tmp_path / "mail.eml")), QUrl("http://example.org/x")])
    nothing = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, held, *nothing)
    with qtbot.waitSignal(window.files_dropped) as dropped:
        window.dropEvent(event)
    assert dropped.args == [[tmp_path / "mail.eml"]]


def test_the_window_comes_back_where_it_was(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.resize(780, 560)
    window.keep_place()
    again = MainWindow((), (), "Ours", Settings(tmp_path))
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (780, 560)


def test_trouble_stands_above_the_page(window: MainWindow) -> None:
    window.say_trouble("The disk is full.", "Free some space.")
    assert window._notices.sentences() == ["The disk is full. Free some space."]


class Watch:
    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


def test_it_locks_when_nobody_touched_it(qtbot: QtBot, window: MainWindow) -> None:
    clock = Watch()
    idle = IdleWatch(clock, 10, window)
    idle.minutes_left_changed.connect(window.show_minutes_left)
    idle.start()
    clock.moment += timedelta(minutes=9)
    idle.look()
    assert "locks in 1 min" in window._status._lock.text()
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, key)
    clock.moment += timedelta(minutes=9)
    with qtbot.assertNotEmitted(idle.lock_requested):
        idle.look()
    clock.moment += timedelta(minutes=1)
    with qtbot.waitSignal(idle.lock_requested):
        idle.look()


def test_a_clock_set_back_does_not_keep_it_open(qtbot: QtBot, window: MainWindow) -> None:
    clock = Watch()
    idle = IdleWatch(clock, 10, window)
    idle.start()
    clock.moment -= timedelta(days=1)
    idle.look()
    clock.moment += timedelta(minutes=10)
    with qtbot.waitSignal(idle.lock_requested):
        idle.look()
