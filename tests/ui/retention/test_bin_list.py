"""The bin as it is listed, put back from and emptied."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.table import CHIP_ROLE, LOADING, SECOND_ROLE
from kmss_dpo.ui.retention.bin_list import BinList
from kmss_dpo.ui.retention.page import RetentionPage
from tests.services.holding import place
from tests.ui.retention.looking import DealtWith, Person, Shown, button, dialog, press, words


def listed(page: RetentionPage, count: int, qtbot: QtBot) -> Any:
    model = page.behind.bin.model
    qtbot.waitUntil(lambda: model.rowCount() == count and model.index(count - 1, 0).data() != LOADING)
    return model


def delete(session: Session, case: CaseId, name: str = "Mail server") -> int:
    kept = session.items.add(case, SearchPlace(name))
    return session.bin.delete_item(SearchPlace, kept, 1, "Noted twice").id


def entries(menu: QMenu | None) -> dict[str, Any]:
    assert menu is not None
    return {action.text(): action for action in menu.actions()}


def bin_of(page: RetentionPage, qtbot: QtBot) -> BinList:
    press(page, "Bin", qtbot)
    return page.behind.bin


def test_an_empty_bin_says_what_comes_there(shown: Shown, qtbot: QtBot) -> None:
    page = shown(0)
    kept = bin_of(page, qtbot)
    qtbot.waitUntil(lambda: "The bin is empty." in words(page))
    assert not kept.empty.isEnabled()
    assert kept.ask_to_erase([]) is None
    assert kept.menu_of(1) is None
    press(page, "Back to the list", qtbot)
    assert page.ready.isVisible()


def test_what_was_deleted_is_told_with_where_it_was_why_and_until_when_and_is_put_back(
    shown: Shown,
    person: Person,
    dealt_with: DealtWith,
    session: Session,
    qtbot: QtBot,
    qtmodeltester: ModelTester,
) -> None:
    case = dealt_with(person("Ann Example"))
    entry = delete(session, case)
    page = shown(1)
    kept = bin_of(page, qtbot)
    model = listed(page, 1, qtbot)
    assert model.index(0, 0).data() == "Place of the search plan · Mail server"
    assert model.index(0, 0).data(SECOND_ROLE) == "DEM-2026-0001 · Noted twice"
    assert model.index(0, 1).data() == "22 Nov 2026"
    assert model.index(0, 2).data(CHIP_ROLE).words == "Until 22 Dec 2026"
    qtmodeltester.check(model)
    menu = entries(kept.menu_of(entry))
    assert list(menu) == ["Put back", "Open the case", "Erase now…"]
    with qtbot.waitSignal(page.show_requested) as asked:
        menu["Open the case"].trigger()
    assert asked.args == [Kind.CASE, case]
    menu["Put back"].trigger()
    qtbot.waitUntil(lambda: "Place of the search plan put back: Mail server" in words(page))
    qtbot.waitUntil(lambda: "The bin is empty." in words(page))
    assert len(session.items.of_case(case, SearchPlace)) == 1


def test_what_was_put_back_elsewhere_meanwhile_is_told_as_gone(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    delete(session, dealt_with(person("Ann Example")))
    page = shown(1)
    kept = bin_of(page, qtbot)
    one = listed(page, 1, qtbot).row_at(0)
    session.bin.put_back([one.id])
    with qtbot.waitSignal(kept._runner.trouble) as told:
        kept.put_back(one)
    assert told.args is not None
    assert "no longer in the bin" in told.args[0]


def test_one_is_erased_now_after_a_decision(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    entry = delete(session, dealt_with(person("Ann Example")))
    page = shown(1)
    kept = bin_of(page, qtbot)
    listed(page, 1, qtbot)
    entries(kept.menu_of(entry))["Erase now…"].trigger()
    assert "Mail server goes for good" in words(dialog(page))
    dialog(page).decide_button.click()
    qtbot.waitUntil(lambda: "1 record erased." in words(page))
    assert session.bin.ids() == []


def test_what_is_past_its_day_is_emptied_but_for_what_is_held(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, clock: Any, qtbot: QtBot
) -> None:
    ann, ben = dealt_with(person("Ann Example")), dealt_with(person("Ben Asante"))
    delete(session, ann)
    held = delete(session, ben, "Paper files")
    place(session, Kind.CASE, ben)
    clock.moment += timedelta(days=31)
    delete(session, ann, "Not yet")
    page = shown(4)
    assert "Place of the search plan · Paper files" in [each.told for each in page.ready.ready()]
    kept = bin_of(page, qtbot)
    model = listed(page, 3, qtbot)
    chips = [model.index(row, 2).data(CHIP_ROLE).words for row in range(3)]
    assert chips == ["Past its day", "On hold", "Until 22 Jan 2027"]
    seconds = [model.index(row, 2).data(SECOND_ROLE) for row in range(3)]
    assert seconds == ["Since 22 Dec 2026", "A claim is announced.", ""]
    assert not entries(kept.menu_of(held))["Erase now…"].isEnabled()
    qtbot.waitUntil(kept.empty.isEnabled)
    press(page, "Empty what is past its day…", qtbot)
    assert "1 record past the day" in words(dialog(page))
    dialog(page).decide_button.click()
    qtbot.waitUntil(lambda: "1 record erased." in words(page))
    listed(page, 2, qtbot)
    assert session.day() == date(2026, 12, 23)


def test_the_list_is_sorted_and_its_menu_opens_at_the_line(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    case = dealt_with(person("Ann Example"))
    first, second = delete(session, case), delete(session, case, "Paper files")
    page = shown(1)
    kept = bin_of(page, qtbot)
    model = listed(page, 2, qtbot)
    kept.sort.sort_requested.emit("deleted", True)
    qtbot.waitUntil(lambda: [model.id_at(row) for row in range(2)] == [second, first])
    qtbot.waitUntil(lambda: model.index(1, 0).data() != LOADING)
    kept.table.action_requested.emit(99)
    for emit in (
        lambda: kept.table.action_requested.emit(first),
        lambda: kept.table.customContextMenuRequested.emit(kept.table.visualRect(model.index(0, 0)).center()),
        lambda: kept.table.customContextMenuRequested.emit(QPoint(5, 5000)),
    ):
        emit()
        qtbot.waitUntil(lambda: any(menu.isVisible() for menu in kept.findChildren(QMenu)))
        for menu in kept.findChildren(QMenu):
            menu.close()
    assert button(page, "Back to the list")
