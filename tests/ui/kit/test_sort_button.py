"""The order of a list is said and chosen on a button, without a title to click."""

from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from kmss_dpo.ui.kit.sort_button import SortButton


def ticked(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if action.isChecked()]


def test_the_order_is_said_and_another_is_asked_for(qtbot: QtBot) -> None:
    button = SortButton({"review": "Review", "since": "Since"})
    qtbot.addWidget(button)
    assert (button.text(), button.accessibleName()) == ("Review ↑", "Sorted by review, ascending")
    button.show_sort("since", descending=True)
    assert (button.text(), button.accessibleName()) == ("Since ↓", "Sorted by since, descending")
    assert ticked(button.menu()) == ["Since", "Descending"]
    for words, asked_for in (("Review", ["review", True]), ("Ascending", ["since", False])):
        [entry] = [action for action in button.menu().actions() if action.text() == words]
        with qtbot.waitSignal(button.sort_requested) as asked:
            entry.trigger()
        assert asked.args == asked_for
