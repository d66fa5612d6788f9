"""The list of every hold, and the holds in the list of what is ready."""

import csv
from concurrent.futures import Executor
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMainWindow, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.holds import Hold, HoldDoing, HoldWish
from kmss_dpo.domain.ids import Kind
from kmss_dpo.session import Session
from kmss_dpo.support.settings import Settings
from kmss_dpo.ui.kit.chips import Look
from kmss_dpo.ui.kit.list_layouts import ListLayouts
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import ACTION_ROLE, CHIP_ROLE, LOADING, SECOND_ROLE
from kmss_dpo.ui.retention.form_state import to_review_words
from kmss_dpo.ui.retention.hold_list import DECIDE, OPEN, review_chip
from kmss_dpo.ui.retention.page import RetentionPage
from tests.services.holding import REVIEW, opened, place
from tests.ui.retention.looking import DealtWith, Person, Shown, button, dialog, press, words


def listed(page: RetentionPage, count: int, qtbot: QtBot) -> Any:
    """The holds as they are listed, once all of them were read."""
    model = page.holds.model
    qtbot.waitUntil(lambda: model.rowCount() == count and model.index(count - 1, 1).data() != LOADING)
    return model


def first_column(model: Any) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_nothing_on_hold_says_what_belongs_there(shown: Shown, qtbot: QtBot) -> None:
    page = shown(0)
    press(page, "Holds", qtbot)
    qtbot.waitUntil(lambda: "Nothing is on hold." in words(page))
    assert not page.holds.table.isVisible()
    press(page, "Back to the list", qtbot)
    assert page.ready.isVisible()


def test_every_hold_is_told_with_what_it_keeps_why_since_when_and_until_when(
    shown: Shown,
    person: Person,
    dealt_with: DealtWith,
    session: Session,
    qtbot: QtBot,
    qtmodeltester: ModelTester,
) -> None:
    who = person("Ann Example")
    case = dealt_with(person("Ben Asante"))
    place(session, Kind.CONTACT, who)
    session.holds.place((Kind.CASE, case), "An order\nof a court", date(2026, 12, 1))
    opened(session, CaseKind.ACCESS, who)
    page = shown(1)
    press(page, "Holds", qtbot)
    model = listed(page, 3, qtbot)
    assert first_column(model) == ["DEM-2026-0001", "Ann Example", "SAR-2026-0001"]
    assert [model.index(0, column).data() for column in (1, 2)] == ["An order of a court", "22 Nov 2026"]
    assert model.index(0, 0).data(SECOND_ROLE) == "This case"
    assert model.index(0, 2).data(SECOND_ROLE) == "Robin Hale"
    assert model.index(0, 3).data(CHIP_ROLE).words == "Review 1 Dec 2026"
    assert model.index(1, 0).data(SECOND_ROLE) == "All that concerns this person"
    assert model.index(2, 1).data() == "Subject access is open"
    assert model.index(2, 2).data(SECOND_ROLE) == ""
    assert model.index(2, 3).data(CHIP_ROLE).words == "Until closed"
    assert [model.index(row, 4).data(ACTION_ROLE) for row in range(3)] == [DECIDE, DECIDE, OPEN]
    qtbot.waitUntil(lambda: "DEM-2026-0001: An order" in words(page))
    qtmodeltester.check(model)


def test_what_was_released_is_shown_where_it_is_asked_for(
    shown: Shown, person: Person, session: Session, qtbot: QtBot
) -> None:
    who = person("Ann Example")
    session.holds.release(place(session, Kind.CONTACT, who), 1, "It is settled.")
    page = shown(0)
    page.behind.show_holds()
    qtbot.waitUntil(lambda: "Nothing is on hold." in words(page))
    page.holds.released.click()
    model = listed(page, 1, qtbot)
    assert model.index(0, 3).data(CHIP_ROLE).words == "Released 22 Nov 2026"
    assert model.index(0, 4).data(ACTION_ROLE) == OPEN
    qtbot.waitUntil(lambda: "Released by Robin Hale on Sun 22 Nov 2026: It is settled." in words(page))


def test_a_hold_is_reviewed_or_released_and_what_it_is_on_opened(
    shown: Shown, person: Person, session: Session, qtbot: QtBot
) -> None:
    who = person("Ann Example")
    hold = place(session, Kind.CONTACT, who)
    case = opened(session, CaseKind.ACCESS, who)
    page = shown(0)
    page.behind.show_holds()
    listed(page, 2, qtbot)
    menu = page.holds.menu_of(hold)
    assert menu is not None
    entries = {action.text(): action for action in menu.actions()}
    assert list(entries) == ["Keep on hold…", "Release…", "Open the contact"]
    with qtbot.waitSignal(page.hold_requested) as asked:
        entries["Keep on hold…"].trigger()
    assert asked.args == [HoldWish(HoldDoing.REVIEW, (Kind.CONTACT, who), hold)]
    with qtbot.waitSignal(page.hold_requested) as asked:
        entries["Release…"].trigger()
    assert asked.args == [HoldWish(HoldDoing.RELEASE, (Kind.CONTACT, who), hold)]
    with qtbot.waitSignal(page.show_requested) as asked:
        entries["Open the contact"].trigger()
    assert asked.args == [Kind.CONTACT, who]
    by_itself = page.holds.menu_of(-case)
    assert by_itself is not None
    assert [action.text() for action in by_itself.actions()] == ["Open the case"]
    assert page.holds.menu_of(99) is None


def test_the_button_of_a_line_decides_or_opens(
    shown: Shown, person: Person, session: Session, qtbot: QtBot
) -> None:
    who = person("Ann Example")
    hold, case = place(session, Kind.CONTACT, who), opened(session, CaseKind.ACCESS, who)
    page = shown(0)
    page.behind.show_holds()
    model = listed(page, 2, qtbot)
    with qtbot.waitSignal(page.show_requested) as asked:
        page.holds.table.action_requested.emit(-case)
    assert asked.args == [Kind.CASE, case]
    with qtbot.waitSignal(page.show_requested) as asked:
        page.holds.table.open_requested.emit(hold)
    assert asked.args == [Kind.CONTACT, who]
    page.holds.table.action_requested.emit(99)
    page.holds.table.open_requested.emit(99)
    page.holds.table.action_requested.emit(hold)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in page.holds.findChildren(QMenu)))
    for menu in page.holds.findChildren(QMenu):
        menu.close()
    at = page.holds.table.visualRect(model.index(1, 0)).center()
    page.holds.table.customContextMenuRequested.emit(at)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in page.holds.findChildren(QMenu)))
    for menu in page.holds.findChildren(QMenu):
        menu.close()
    page.holds.table.customContextMenuRequested.emit(QPoint(5, 5000))
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in page.holds.findChildren(QMenu)))
    for menu in page.holds.findChildren(QMenu):
        menu.close()
    page.holds.model.set_ids(())
    page.holds.table.customContextMenuRequested.emit(QPoint(5, 5000))


def test_the_list_follows_what_is_done(shown: Shown, person: Person, session: Session, qtbot: QtBot) -> None:
    who = person("Ann Example")
    page = shown(0)
    page.behind.show_holds()
    qtbot.waitUntil(lambda: "Nothing is on hold." in words(page))
    place(session, Kind.CONTACT, who)
    assert first_column(listed(page, 1, qtbot)) == ["Ann Example"]


@pytest.fixture
def three(person: Person, session: Session) -> list[int]:
    """What is held, by the numbers of the holds: by the day of review, and an open case."""
    sooner = session.holds.place((Kind.CONTACT, person("Zoe Adams")), "An inquiry", date(2026, 12, 1))
    later = place(session, Kind.CONTACT, person("=Ann Example"))
    return [sooner, later, -opened(session, CaseKind.ACCESS, None)]


def test_the_list_is_sorted_by_a_title_and_by_the_button_for_the_keyboard(
    shown: Shown, three: list[int], qtbot: QtBot
) -> None:
    sooner, later, case = three
    page = shown(0)
    page.behind.show_holds()
    listed(page, 3, qtbot)
    holds = page.holds
    assert (holds.shown(), holds.sort.text()) == (three, "Review ↑")
    header = holds.table.horizontalHeader()
    assert header.sortIndicatorSection() == 3
    spot = QPoint(header.sectionViewportPosition(0) + 10, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: holds.shown() == [later, case, sooner])
    assert holds.sort.text() == "On hold ↑"
    holds.sort.sort_requested.emit("review", True)
    qtbot.waitUntil(lambda: holds.shown() == [later, sooner, case])
    assert header.sortIndicatorSection() == 3
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder


def test_the_order_of_the_holds_is_that_of_the_last_time(
    three: list[int], session: Session, runner: Runner, files: Executor, tmp_path: Path, qtbot: QtBot
) -> None:
    layouts = ListLayouts(Settings(tmp_path))
    for _ in range(2):
        window = QMainWindow()
        qtbot.addWidget(window)
        window.list_layouts = layouts  # type: ignore[attr-defined]
        page = RetentionPage(session, runner, files)
        window.setCentralWidget(page)
        window.resize(1150, 760)
        window.show()
        page.behind.show_holds()
        listed(page, 3, qtbot)
        if page.holds.sort.text() == "Review ↑":
            page.holds.sort.sort_requested.emit("scope", True)
    qtbot.waitUntil(lambda: page.holds.shown() == [three[0], three[2], three[1]])
    assert page.holds.sort.text() == "On hold ↓"


def test_the_list_is_exported_exactly_as_it_is_shown(
    shown: Shown, three: list[int], qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(0)
    page.behind.show_holds()
    listed(page, 3, qtbot)
    page.holds.sort.sort_requested.emit("scope", False)
    qtbot.waitUntil(lambda: page.holds.shown() == [three[1], three[2], three[0]])
    page.holds.table.hideColumn(2)
    press(page, "Export list…", qtbot)
    warning = dialog(page)
    assert warning.windowTitle() == "Export 3 holds with names?"
    warning.accept()
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.findChildren(QFileDialog)))
    chooser = next(each for each in page.findChildren(QFileDialog) if each.isVisible())
    line = chooser.findChildren(QLineEdit)[0]
    assert line.text() == "holds-2026-11-22.csv"
    line.setText(str(tmp_path / "holds.csv"))
    with qtbot.waitSignal(page.export.written):
        chooser.accept()
    with (tmp_path / "holds.csv").open(encoding="utf-8-sig", newline="") as written:
        lines = list(csv.reader(written))
    assert lines == [
        ["On hold", "Why", "Review"],
        ["'=Ann Example · All that concerns this person", "A claim is announced.", "Review 1 Feb 2027"],
        ["SAR-2026-0001 · All that concerns its people", "Subject access is open", "Until closed"],
        ["Zoe Adams · All that concerns this person", "An inquiry", "Review 1 Dec 2026"],
    ]
    qtbot.waitUntil(lambda: "The list was exported. The file is not encrypted." in words(page))


def test_nothing_is_sorted_or_exported_while_nothing_is_on_hold(shown: Shown, qtbot: QtBot) -> None:
    page = shown(0)
    page.behind.show_holds()
    qtbot.waitUntil(lambda: "Nothing is on hold." in words(page))
    assert not page.holds.sort.isEnabled()
    assert not button(page, "Export list…").isEnabled()


def test_a_hold_to_review_is_said_above_what_is_ready(
    shown: Shown, person: Person, session: Session, clock: Any, qtbot: QtBot
) -> None:
    hold = place(session, Kind.CONTACT, person("Ann Example"))
    clock.moment = datetime.fromisoformat("2027-02-01T09:00:00+00:00")
    page = shown(0)
    qtbot.waitUntil(lambda: page.ready.head.to_review.sentence() == to_review_words(1))
    press(page, "Look at the holds", qtbot)
    model = listed(page, 1, qtbot)
    chip = model.index(0, 3).data(CHIP_ROLE)
    assert (chip.words, chip.look) == ("Review since 1 Feb 2027", Look.SOON)
    session.holds.keep_on(hold, 1, date(2027, 8, 1))
    qtbot.waitUntil(lambda: model.index(0, 3).data(CHIP_ROLE) is not None)
    page.show_list()
    page.refresh()
    qtbot.waitUntil(lambda: not page.ready.head.to_review.sentence())


def test_a_held_record_says_why_in_short_and_its_hold_can_be_released(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    held = dealt_with(person("Ben Asante"))
    place(session, Kind.CASE, held, "The contract of sale is disputed before a court")
    page = shown(1)
    model = page.ready.model
    qtbot.waitUntil(lambda: model.index(0, 5).data(CHIP_ROLE) is not None)
    assert model.index(0, 5).data(CHIP_ROLE).words == "On hold"
    reason = "The contract of sale is disputed before a court"
    assert model.index(0, 5).data(SECOND_ROLE) == reason
    assert reason in model.index(0, 5).data(Qt.ItemDataRole.ToolTipRole)
    place(session, Kind.CASE, held, "So is another one")
    whole = f"{reason}; So is another one"
    qtbot.waitUntil(lambda: model.index(0, 5).data(SECOND_ROLE) == whole)
    qtbot.waitUntil(lambda: getattr(model.index(0, 5).data(CHIP_ROLE), "words", "") == "2 holds")
    with qtbot.waitSignal(page.hold_requested) as asked:
        page.ready.menu_of(held).actions()[0].trigger()
    assert asked.args == [HoldWish(HoldDoing.RELEASE, (Kind.CASE, held))]
    page.ready.filter.setText("disputed")
    qtbot.waitUntil(lambda: len(page.ready.shown()) == 1)


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "1 hold has reached the day of its review. Nothing ends by itself."),
        (2, "2 holds have reached the day of their review. Nothing ends by itself."),
    ],
)
def test_how_many_are_to_be_reviewed_is_said(count: int, sentence: str) -> None:
    assert to_review_words(count) == sentence


def test_a_hold_that_has_reached_its_review_looks_so() -> None:
    placed = Hold((Kind.CASE, 1), "DEM-2026-0001", date(2026, 11, 3), review_on=REVIEW)
    assert review_chip(placed, REVIEW).look is Look.SOON
    assert review_chip(placed, date(2027, 1, 31)).look is Look.WAITING
