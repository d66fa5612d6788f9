"""A box of text is as high as its text, whatever the look is changed to while it is shown."""

from math import ceil

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.ui.kit.palette import colours, contrast
from kmss_dpo.ui.kit.theme import Scheme, Theme
from kmss_dpo.ui.letters.form_state import Mark
from kmss_dpo.ui.letters.text_box import TextBox

WORDS = "We received your request on 20 October 2026, and this letter is our answer.\n\nWith kind regards"


def shown(qtbot: QtBot) -> TextBox:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    made = TextBox()
    made.show_text(WORDS, ())
    column.addWidget(made)
    column.addStretch(1)
    page.resize(400, 900)
    page.show()
    return made


@pytest.fixture
def box(qtbot: QtBot, theme: Theme) -> TextBox:
    assert theme
    return shown(qtbot)


def cut(box: TextBox) -> int:
    """Pixels of the text that the box has no room for, below 0 for those it has too many."""
    return ceil(box.document().size().height()) - box.viewport().height()


@pytest.mark.parametrize("scale", [2.0, 1.5, 0.9])
def test_it_is_as_high_as_its_text_in_another_text_size(
    qtbot: QtBot, theme: Theme, box: TextBox, scale: float
) -> None:
    theme.set_text_scale(scale)
    qtbot.waitUntil(lambda: cut(box) == 0)
    theme.set_text_scale(1.0)
    qtbot.waitUntil(lambda: cut(box) == 0)


def test_it_is_as_high_as_its_text_in_another_look(qtbot: QtBot, theme: Theme, box: TextBox) -> None:
    for scheme in (Scheme.HIGH_CONTRAST, Scheme.DARK, Scheme.LIGHT):
        theme.set_scheme(scheme)
        qtbot.waitUntil(lambda: cut(box) == 0)


def test_it_is_as_high_after_a_change_while_one_types_in_it_as_one_made_then(
    qtbot: QtBot, theme: Theme, box: TextBox
) -> None:
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    theme.set_text_scale(2.0)
    made_then = shown(qtbot)
    qtbot.waitUntil(lambda: cut(box) == cut(made_then) == 0)
    assert box.height() == made_then.height()


def test_a_gap_stands_out_from_the_text_and_from_fields_in_every_look(
    qtbot: QtBot, theme: Theme, box: TextBox
) -> None:
    box.show_text("On «day» {{name}}", (Mark(9, 17, "name"),))
    for scheme in (Scheme.LIGHT, Scheme.DARK, Scheme.HIGH_CONTRAST):
        theme.set_scheme(scheme)
        qtbot.waitUntil(lambda: len(box.extraSelections()) == 2)
        _field, gap = box.extraSelections()
        ground, ink = gap.format.background().color().name(), gap.format.foreground().color().name()
        assert ground != colours().surface
        assert contrast(ground, ink) >= 4.5
