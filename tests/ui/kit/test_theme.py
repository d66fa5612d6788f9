"""The look follows the choice and the desktop."""

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kmss_dpo.support.resources import resource
from kmss_dpo.ui.kit.icons import dress, icon, pixmap
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.palette import DARK, HIGH_CONTRAST, LIGHT, colours
from kmss_dpo.ui.kit.theme import Scheme, Theme


def test_the_palette_of_the_application_says_which_set_is_in_use(theme: Theme) -> None:
    for scheme, expected in (
        (Scheme.DARK, DARK),
        (Scheme.HIGH_CONTRAST, HIGH_CONTRAST),
        (Scheme.LIGHT, LIGHT),
    ):
        theme.set_scheme(scheme)
        assert colours() is expected


def test_large_text_makes_every_text_larger(theme: Theme, qapp: QApplication) -> None:
    theme.set_text_scale(2.0)
    assert qapp.font().pointSizeF() == 20
    assert "font-size: 30.0pt" in qapp.styleSheet()


def test_a_change_is_announced(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.set_scheme(Scheme.DARK)


@pytest.mark.usefixtures("theme")
def test_an_icon_is_drawn_in_the_colour_asked_for() -> None:
    drawn = pixmap("lock", "#ff0000", 48).toImage()
    dots = [drawn.pixelColor(x, y) for x in range(48) for y in range(48)]
    assert {dot.name() for dot in dots if dot.alpha() == 255} == {"#ff0000"}


def test_an_icon_on_a_button_changes_with_the_theme(theme: Theme, qtbot: QtBot) -> None:
    made = button("Lock")
    qtbot.addWidget(made)
    dress(made, "lock")
    made.show()
    before = made.icon().pixmap(24, 24).toImage()
    theme.set_scheme(Scheme.DARK)
    qtbot.waitUntil(lambda: made.icon().pixmap(24, 24).toImage() != before)


def test_the_icon_of_a_button_that_cannot_be_pressed_is_fainter(theme: Theme, qtbot: QtBot) -> None:
    theme.set_scheme(Scheme.HIGH_CONTRAST)
    made = button("")
    qtbot.addWidget(made)
    dress(made, "lock")

    def strongest(mode: QIcon.Mode) -> int:
        drawn = made.icon().pixmap(made.iconSize(), mode).toImage()
        return max(drawn.pixelColor(x, y).alpha() for x in range(16) for y in range(16))

    assert strongest(QIcon.Mode.Disabled) < strongest(QIcon.Mode.Normal) / 2


@pytest.mark.usefixtures("theme")
def test_every_shipped_icon_can_be_drawn() -> None:
    names = [file.stem for file in resource("icons").glob("*.svg")]
    assert len(names) >= 35
    for name in names:
        assert not icon(name).isNull()
        drawn = pixmap(name, "#000000", 24).toImage()
        assert any(drawn.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), name
