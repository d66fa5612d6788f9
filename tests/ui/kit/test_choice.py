"""A drop-down gives back what it was made of."""

from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import Channel
from kmss_dpo.ui.kit.form import choice


def test_a_choice_of_an_enum_of_words_gives_back_the_enum(qtbot: QtBot) -> None:
    box = choice([("Nothing", None), ("Email", Channel.EMAIL)])
    qtbot.addWidget(box)
    assert box.currentData() is None
    box.setCurrentIndex(1)
    assert box.currentData() is Channel.EMAIL
    assert box.itemData(1) is Channel.EMAIL
    assert box.itemData(-1) is None
