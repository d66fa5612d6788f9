"""A field for a few lines shows them whole, whatever the look is changed to while it is shown."""

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.ui.kit.form import FormRow
from kmss_dpo.ui.kit.lines import lines_edit
from kmss_dpo.ui.kit.theme import Theme

LINES = 4


def filled() -> QPlainTextEdit:
    made = lines_edit(LINES)
    made.setPlainText("\n".join("line" for _ in range(LINES)))
    return made


def shown(qtbot: QtBot) -> QPlainTextEdit:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    made = filled()
    column.addWidget(made)
    column.addStretch(1)
    page.resize(400, 900)
    page.show()
    return made


def whole(edit: QPlainTextEdit) -> bool:
    """Whether each line is in sight, and no room for another one is wasted."""
    last = edit.blockBoundingGeometry(edit.document().lastBlock()).translated(edit.contentOffset())
    left = edit.viewport().height() - last.bottom()
    return edit.verticalScrollBar().maximum() == 0 and 0 < left < edit.fontMetrics().lineSpacing() / 2


@pytest.mark.parametrize("scale", [0.9, 1.5, 2.0])
def test_it_is_as_high_as_its_lines_in_another_text_size(qtbot: QtBot, theme: Theme, scale: float) -> None:
    edit = shown(qtbot)
    for each in (scale, 1.0):
        theme.set_text_scale(each)
        qtbot.waitUntil(lambda: whole(edit))


def test_it_is_as_high_before_it_is_shown_as_then(qtbot: QtBot, theme: Theme) -> None:
    theme.set_text_scale(2.0)
    edit = filled()
    qtbot.addWidget(edit)
    before = edit.height()
    edit.show()
    qtbot.waitUntil(lambda: whole(edit))
    assert edit.height() == before, "a sheet measures what is in it before it opens"


def test_it_shows_them_whole_when_something_is_wrong_with_it(qtbot: QtBot, theme: Theme) -> None:
    theme.set_text_scale(2.0)
    edit = filled()
    row = FormRow("Address", edit)
    qtbot.addWidget(row)
    row.show()
    row.show_error("Enter an address.")
    row.resize(row.width() + 40, row.height() + 80)
    qtbot.waitUntil(lambda: whole(edit))
