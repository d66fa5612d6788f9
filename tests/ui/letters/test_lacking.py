"""What is to be put right leaves the text its room: in large text it folds to a line that unfolds."""

from collections.abc import Iterator
from concurrent.futures import Executor

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.ids import CaseId
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.theme import Scheme, Theme
from kmss_dpo.ui.letters.page import ComposerPage

from .composing import begin, fill_gaps
from .conftest import Heard

CODE = "access_response"


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, Scheme.LIGHT, 2.0)
    yield made
    made.set_text_scale(1.0)
    made.deleteLater()


@pytest.fixture
def large(theme: Theme, session: Session, heard: Heard, files: Executor) -> Iterator[ComposerPage]:
    """A composer that is built in the largest text."""
    assert theme
    made = ComposerPage(session, heard.runner, files)
    made.resize(1280, 720)
    made.show()
    yield made
    made.preview.clear()
    made.close()
    made.deleteLater()


def rows(page: ComposerPage) -> QListWidget:
    (shown,) = page.column.lacking.findChildren(QListWidget)
    return shown


def share(page: ComposerPage) -> float:
    """The part of the column that the text has."""
    return page.column._scroll.height() / page.column.height()


@pytest.mark.parametrize("size", [(1280, 720), (1360, 850)])
def test_in_large_text_the_letter_has_half_of_the_column(
    qtbot: QtBot, large: ComposerPage, case: CaseId, size: tuple[int, int]
) -> None:
    large.resize(*size)
    begin(qtbot, large, case, CODE)
    qtbot.waitUntil(lambda: share(large) >= 0.5)
    assert rows(large).isHidden()
    assert large.column.lacking.said() == "6 to put right"
    described = large.column.lacking.unfold.accessibleDescription()
    assert described.startswith("6 points to put right before filing (F8 goes to the next gap)")


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_so_it_has_in_every_text_size(
    qtbot: QtBot, theme: Theme, large: ComposerPage, case: CaseId, scale: float
) -> None:
    theme.set_text_scale(scale)
    begin(qtbot, large, case, CODE)
    qtbot.waitUntil(lambda: share(large) >= 0.5)


def test_what_is_folded_unfolds_by_key_and_leads_to_its_place(
    qtbot: QtBot, large: ComposerPage, case: CaseId
) -> None:
    begin(qtbot, large, case, CODE)
    unfold = large.column.lacking.unfold
    unfold.setFocus()
    qtbot.keyClick(unfold, Qt.Key.Key_Space)
    assert rows(large).isVisible()
    assert unfold.text() == "Hide"
    rows(large).setFocus()
    rows(large).setCurrentRow(0)
    rows(large).itemActivated.emit(rows(large).currentItem())
    focus = QApplication.focusWidget()
    assert any(focus is row.box for row in large.column.parts._rows.values())
    unfold.click()
    assert rows(large).isHidden()


def test_f8_leads_through_what_is_folded_until_nothing_is_missing(
    qtbot: QtBot, large: ComposerPage, case: CaseId
) -> None:
    begin(qtbot, large, case, CODE)
    qtbot.keyClick(large, Qt.Key.Key_F8)
    focus = QApplication.focusWidget()
    assert any(focus is row.box for row in large.column.parts._rows.values())
    fill_gaps(large)
    qtbot.waitUntil(lambda: large.column.lacking.said() == "Nothing is missing. The letter can be filed.")
    assert large.column.lacking.unfold.isHidden()


def test_another_text_size_folds_and_unfolds_it(
    qtbot: QtBot, theme: Theme, large: ComposerPage, case: CaseId
) -> None:
    begin(qtbot, large, case, CODE)
    assert rows(large).isHidden()
    theme.set_text_scale(1.0)
    qtbot.waitUntil(lambda: rows(large).isVisible())
    assert large.column.lacking.unfold.isHidden()
    assert large.column.lacking.said().startswith("6 points to put right before filing (F8")
    theme.set_text_scale(2.0)
    qtbot.waitUntil(lambda: rows(large).isHidden())
