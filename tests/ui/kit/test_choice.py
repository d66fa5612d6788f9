"""A drop-down gives back what it was made of."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import Channel
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.theme import Scheme, Theme


def test_a_choice_of_an_enum_of_words_gives_back_the_enum(qtbot: QtBot) -> None:
    box = choice([("Nothing", None), ("Email", Channel.EMAIL)])
    qtbot.addWidget(box)
    assert box.currentData() is None
    box.setCurrentIndex(1)
    assert box.currentData() is Channel.EMAIL
    assert box.itemData(1) is Channel.EMAIL
    assert box.itemData(-1) is None


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_words_without_room_end_in_dots_and_only_those(
    qapp: QApplication, qtbot: QtBot, scale: float
) -> None:
    theme = Theme(qapp, Scheme.LIGHT, scale)
    for words in ("Subject access: response", "By post", "W", "fi, jf"):
        box = choice([(words, None)])
        qtbot.addWidget(box)
        box.show()
        assert box.shown() == words, "there is room for all that can be chosen"
        if len(words) > 10:
            box.setFixedWidth(box.width() - 40)
            assert box.shown().endswith("…")
            assert words.startswith(box.shown()[:-1].rstrip())
    theme.set_text_scale(1.0)
    theme.deleteLater()
