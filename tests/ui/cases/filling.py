"""Fills in the sheet of a small record as an officer would, field by field."""

from dataclasses import fields
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.items import Item
from kmss_dpo.ui.cases.items.page import ItemsPage
from kmss_dpo.ui.cases.items.sheet import ItemSheet
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.cases.tabs import Part
from kmss_dpo.ui.kit.date_field import DateField

from .conftest import Desk

PARTS = {
    "identity": Part.CHECKLIST,
    "place": Part.SEARCH,
    "decision": Part.DECISIONS,
    "recipient": Part.DECISIONS,
    "receiver": Part.DECISIONS,
    "issue": Part.ISSUES,
    "inquiry": Part.ISSUES,
    "action": Part.ISSUES,
    "lesson": Part.ISSUES,
    "review": Part.ISSUES,
}
"""Behind which tab each sort of record stands, by the name of its form."""


def turned_to(page: CasesPage, form: str) -> ItemsPage:
    """The page of the case with that sort of record, brought to the front."""
    page.detail.tabs.turn_to(PARTS[form])
    found = page.detail.tabs.pages[PARTS[form]]
    assert isinstance(found, ItemsPage)
    return found


def fill_in(qtbot: QtBot, sheet: ItemSheet, item: Item) -> None:
    """Type what the record says into the fields in their order, each of them in sight by then."""
    known = {each.name for each in fields(item)}  # type: ignore[arg-type]
    for name, widget in sheet.fields.items():
        assert name in known
        value: Any = getattr(item, name)
        if not sheet.form.row(name).isHidden():
            type_one(qtbot, widget, value)


def type_one(qtbot: QtBot, widget: Any, value: Any) -> None:
    match widget:
        case QLineEdit():
            widget.clear()
            qtbot.keyClicks(widget, value)
        case QPlainTextEdit():
            widget.clear()
            qtbot.keyClicks(widget, value)
        case DateField():
            widget.set_day(value)
        case QComboBox():
            widget.setCurrentIndex(next(at for at in range(widget.count()) if widget.itemData(at) == value))


def rows(page: CasesPage, form: str) -> list[int]:
    """The ids that the list of this sort shows."""
    model = turned_to(page, form).parts[form].model
    return [model.id_at(row) for row in range(model.rowCount())]


def listed(desk: Desk, page: CasesPage, form: str, count: int) -> None:
    """Wait until the list of this sort has so many lines."""
    desk.until(lambda: len(rows(page, form)) == count)
