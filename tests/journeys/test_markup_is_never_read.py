"""A name that looks like markup, as a stranger can write into a message, is shown as it stands."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.ui.workplace import Workplace

NAME = "<b>Sian</b> <img src='file://far/away.png'> & Co"


@pytest.fixture
def case(workplace: Workplace) -> CaseId:
    session = workplace.session
    person = session.contacts.add(ContactDetails(NAME))
    details = CaseDetails(CaseKind.ACCESS, date(2026, 11, 10), Channel.EMAIL, requester=person, summary=NAME)
    return session.cases.open_case(details)


def read_as_markup(window: QWidget) -> list[str]:
    """Labels and tips of a window in which Qt would read markup of the name's."""
    labels = [
        each.text() for each in window.findChildren(QLabel) if each.textFormat() != Qt.TextFormat.PlainText
    ]
    tips = [each.toolTip() for each in window.findChildren(QWidget)]
    tips += [tip for each in window.findChildren(QAbstractItemView) for tip in tips_of(each.model())]
    return [words for words in labels + tips if NAME in words]


def tips_of(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    for row in range(model.rowCount(QModelIndex())):
        for column in range(model.columnCount() if isinstance(model, QAbstractTableModel) else 1):
            yield model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or ""


def told(window: QWidget) -> bool:
    """Whether a list has the name by now."""
    views = window.findChildren(QAbstractItemView)
    tips = [tip for each in views if each.isVisible() for tip in tips_of(each.model())]
    return any("Sian" in tip for tip in tips)


@pytest.mark.parametrize("page", ["today", "requests", "contacts"])
def test_not_in_a_list_or_its_tips(qtbot: QtBot, workplace: Workplace, case: CaseId, page: str) -> None:
    assert QtGui.Qt.mightBeRichText(NAME)
    assert case
    workplace.page(page)
    qtbot.waitUntil(lambda: told(workplace.window))
    assert read_as_markup(workplace.window) == []


def test_not_on_the_case_and_not_beside_its_letter(qtbot: QtBot, workplace: Workplace, case: CaseId) -> None:
    workplace.show_record(Kind.CASE, case)
    letter = workplace.letters.write(case)
    qtbot.waitUntil(lambda: letter.page.letter() is not None)
    assert read_as_markup(workplace.window) == []
    assert read_as_markup(letter) == []
