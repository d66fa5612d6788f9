"""A button shortens its words where there is no room, and still has them whole for a screen reader."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kmss_dpo.ui.kit.eliding import ElidingButton
from kmss_dpo.ui.kit.theme import Scheme, Theme

WORDS = "Open, Smith & Sons, waiting for an answer to the clarification"


def made(qtbot: QtBot) -> ElidingButton:
    button = ElidingButton(" ▾")
    qtbot.addWidget(button)
    button.say(WORDS)
    button.show()
    return button


def test_all_of_it_is_said_where_there_is_room(qtbot: QtBot) -> None:
    button = made(qtbot)
    button.resize(button.sizeHint())
    assert button.text() == f"{WORDS.replace('&', '&&')} ▾"
    assert button.shortcut().isEmpty()


def test_it_is_shortened_before_its_sign_and_named_whole(qtbot: QtBot) -> None:
    button = made(qtbot)
    told: list[bool] = []
    button.shortened.connect(told.append)
    button.resize(button.minimumSizeHint())
    assert button.text().endswith("… ▾")
    assert len(button.text()) < 14
    assert button.accessibleName() == WORDS
    assert WORDS.split(",", maxsplit=1)[0] in button.toolTip()
    button.say("Open")
    assert button.text() == "Open ▾"
    assert told == [True, False]


def test_larger_text_is_shortened_more(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, Scheme.LIGHT, 1.0)
    try:
        button = made(qtbot)
        button.resize(button.sizeHint())
        theme.set_text_scale(2.0)
        qtbot.waitUntil(lambda: "…" in button.text())
    finally:
        theme.set_text_scale(1.0)
        theme.deleteLater()
