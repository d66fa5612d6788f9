"""The foot of a page stays in sight while that leaves the page room, and else scrolls with it."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kmss_dpo.ui.kit.footed import Footed
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.theme import Theme


@pytest.fixture
def page() -> Scrolling:
    return Scrolling("A list")


@pytest.fixture
def foot(qtbot: QtBot, page: Scrolling) -> QPushButton:
    pushed = QPushButton("Erase")
    footed = Footed(page, pushed)
    qtbot.addWidget(footed)
    footed.resize(800, 24 * pushed.fontMetrics().height() + 40)
    footed.show()
    return pushed


def test_the_foot_stands_below_the_page_and_in_it_where_the_window_is_small(
    page: Scrolling, foot: QPushButton
) -> None:
    assert not page.isAncestorOf(foot)
    foot.window().resize(800, 200)
    assert page.isAncestorOf(foot)
    foot.window().resize(800, 900)
    assert not page.isAncestorOf(foot)


def test_it_goes_by_the_size_of_the_text_too(page: Scrolling, foot: QPushButton, theme: Theme) -> None:
    theme.set_text_scale(2.0)
    assert page.isAncestorOf(foot)
    assert foot.isVisible()


def test_it_keeps_the_focus_when_it_moves(page: Scrolling, foot: QPushButton, qtbot: QtBot) -> None:
    foot.window().activateWindow()
    qtbot.waitUntil(foot.window().isActiveWindow)
    foot.setFocus()
    foot.window().resize(800, 200)
    assert page.isAncestorOf(foot)
    assert foot.hasFocus()
