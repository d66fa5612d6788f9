import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.ids import ContactId, Kind
from kmss_dpo.domain.retention import Action
from kmss_dpo.services import disposal
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import ACTION_ROLE, CHIP_ROLE, LOADING, SECOND_ROLE
from kmss_dpo.ui.kit.theme import Scheme, Theme
from kmss_dpo.ui.retention.page import RetentionPage
from kmss_dpo.ui.retention.table import DECISION, UNDECIDED, decided_words
from tests.ui.retention.looking import DealtWith, Person, Shown, button, dialog, press, words


def loaded(page: RetentionPage, qtbot: QtBot) -> Any:
    model = page.ready.model
    qtbot.waitUntil(lambda: model.index(model.rowCount() - 1, 1).data() != LOADING)
    return model


def hold(session: Session, who: ContactId) -> None:
    session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 20), Channel.PHONE, who, who))


def test_an_empty_list_says_what_belongs_there(shown: Shown) -> None:
    page = shown(0)
    assert "Nothing has reached the end of its retention period." in words(page)
    assert not page.ready.table.isVisible()


def test_each_record_is_told_with_rule_trigger_day_and_decision(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    who = person("Nia Roberts")
    dealt_with(who)
    session.casework.add_note(dealt_with(person("Omar Farouk")), "Called back.")
    page = shown(2)
    model = loaded(page, qtbot)
    assert [model.index(0, column).data() for column in range(1, 5)] == [
        "Demo request · Nia Roberts",
        "Web-form enquiries",
        "Dealt with 19 Nov 2026",
        "19 Nov 2026",
    ]
    assert model.index(0, 1).data(SECOND_ROLE) == "DEM-2026-0001 · Name, phone, email, organisation"
    assert model.index(1, 1).data(SECOND_ROLE) == "DEM-2026-0002 · 1 note"
    assert model.index(0, 2).data(SECOND_ROLE) == "until dealt with"
    assert model.index(0, DECISION).data(ACTION_ROLE) == UNDECIDED


def test_erasing_really_erases(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    dealt_with(person("Nia Roberts"))
    stays = dealt_with(person("Omar Farouk"))
    session.backups.make()
    page = shown(2)
    model = loaded(page, qtbot)
    page.ready.table.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(page.ready.table, Qt.Key.Key_Space)
    assert model.index(0, DECISION).data(ACTION_ROLE) == decided_words(Action.ERASE)
    qtbot.waitUntil(lambda: "1 contact, 2 search entries and 3 versions" in words(page))
    press(page, "Erase 1 record…", qtbot)
    asked = dialog(page)
    assert asked.windowTitle() == "Erase 1 record?"
    assert session.search.find("Nia")
    qtbot.mouseClick(asked.decide_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.ready.ready()) == 1)
    assert page.ready.notice.sentence() == ("1 record erased, with 1 contact. 1 kept backup reached too.")
    assert session.search.find("Nia") == session.search.find("Roberts") == []
    assert [each.case for each in session.retention.ready()] == [stays]


def test_escape_erases_nothing(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    dealt_with(person("Nia Roberts"))
    page = shown(1)
    press(page, "Select all", qtbot)
    press(page, "Erase 1 record…", qtbot)
    qtbot.keyClick(dialog(page), Qt.Key.Key_Escape)
    assert session.search.find("Nia")
    assert page.ready.foot.erase.isEnabled()


def test_a_held_record_has_no_tick_box_and_names_what_holds_it(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    who = person("Ben Asante")
    held = dealt_with(who)
    hold(session, who)
    free = dealt_with(person("Nia Roberts"))
    page = shown(2)
    model = loaded(page, qtbot)
    row = model.row_of(held)
    assert model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) is None
    assert model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "On hold"
    assert model.index(row, DECISION).data(CHIP_ROLE).words == "On hold"
    assert model.index(row, DECISION).data(SECOND_ROLE) == "SAR-2026-0001 open"
    page.ready.table.setCurrentIndex(model.index(row, 0))
    ticked = Qt.CheckState.Checked
    assert not model.setData(model.index(row, 0), ticked, Qt.ItemDataRole.CheckStateRole)
    press(page, "Select all", qtbot)
    assert model.checked() == [free]
    assert [each.text() for each in page.ready.menu_of(held).actions()] == [
        "Release a hold…",
        "Open the case",
    ]


def test_a_record_held_since_it_was_listed_is_left_alone_and_named(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    who = person("Ben Asante")
    dealt_with(who)
    page = shown(1)
    press(page, "Select all", qtbot)
    press(page, "Erase 1 record…", qtbot)
    hold(session, who)
    qtbot.mouseClick(dialog(page).decide_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Left alone: DEM-2026-0001 (on hold now)." in page.ready.notice.sentence())
    assert session.search.find("Asante")


def test_select_all_turns_into_select_none(
    shown: Shown, person: Person, dealt_with: DealtWith, qtbot: QtBot
) -> None:
    wanted = [dealt_with(person(f"Person {each}")) for each in range(3)]
    page = shown(3)
    press(page, "Select all", qtbot)
    assert page.ready.model.checked() == wanted
    press(page, "Select none", qtbot)
    assert page.ready.model.checked() == []
    assert not page.ready.foot.erase.isEnabled()


def test_the_filter_leaves_what_matches_and_takes_ticks_off_the_rest(
    shown: Shown, person: Person, dealt_with: DealtWith, qtbot: QtBot
) -> None:
    nia, _omar = dealt_with(person("Nia Roberts")), dealt_with(person("Omar Farouk"))
    page = shown(2)
    press(page, "Select all", qtbot)
    page.ready.filter.setText("roberts")
    qtbot.waitUntil(lambda: [each.case for each in page.ready.shown()] == [nia])
    assert page.ready.model.checked() == [nia]
    page.ready.filter.setText("nobody")
    stood = page.ready.filter.mapTo(page, QPoint()).y()
    qtbot.waitUntil(lambda: "No record here matches the filter." in words(page))
    assert page.ready.filter.mapTo(page, QPoint()).y() == stood, "one goes on typing where one typed"
    page.ready.filter.clear()
    qtbot.waitUntil(lambda: page.ready.model.rowCount() == 2)
    assert page.ready.model.checked() == []


def test_a_click_on_a_title_sorts(shown: Shown, person: Person, dealt_with: DealtWith, qtbot: QtBot) -> None:
    nia, amal = dealt_with(person("Nia Roberts")), dealt_with(person("Amal Haddad"))
    page = shown(2)
    assert [page.ready.model.id_at(row) for row in range(2)] == [nia, amal]
    header = page.ready.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(1) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: page.ready.model.id_at(0) == amal)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: page.ready.model.id_at(0) == nia)
    assert page.ready.model.id_at(1) == amal


def test_the_menu_of_a_record_offers_every_decision(
    shown: Shown, person: Person, dealt_with: DealtWith, qtbot: QtBot
) -> None:
    case = dealt_with(person("Nia Roberts"))
    page = shown(1)
    model = loaded(page, qtbot)
    cell = page.ready.table.visualRect(model.index(0, DECISION))
    place = cell.topLeft() + QPoint(20, cell.height() // 2)
    qtbot.mouseClick(page.ready.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    erase, look = menu.actions()[0], menu.actions()[-1]
    offered = ["Erase", "Anonymise", "Keep until…", "Hold…", "Open the case"]
    assert [each.text() for each in menu.actions()] == offered
    erase.trigger()
    menu.close()
    assert model.checked() == [case]
    with qtbot.waitSignal(page.show_requested) as shown_record:
        look.trigger()
    assert shown_record.args == [Kind.CASE, case]
    assert page.ready.menu_of(case).actions()[0].text() == "Leave for now"


def test_a_change_elsewhere_refreshes_the_list(
    shown: Shown, person: Person, dealt_with: DealtWith, qtbot: QtBot
) -> None:
    page = shown(0)
    dealt_with(person("Nia Roberts"))
    qtbot.waitUntil(lambda: len(page.ready.ready()) == 1)


def test_the_schedule_shows_the_rules_and_leads_back(shown: Shown, qtbot: QtBot) -> None:
    page = shown(0)
    press(page, "Schedule…", qtbot)
    model = page.schedule.table.model()
    qtbot.waitUntil(lambda: model.rowCount() == 14 and model.index(2, 0).data() != LOADING)
    assert [model.index(2, column).data() for column in range(3)] == [
        "Rights requests",
        "two years after closing",
        "Version 1",
    ]
    page.schedule.table.choose(2)
    assert "To show that the request was answered" in words(page)
    press(page, "Back to the list", qtbot)
    assert page.ready.isVisible()


def test_the_log_shows_what_was_erased_without_naming_anyone(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    dealt_with(person("Nia Roberts"))
    page = shown(1)
    press(page, "Disposal log", qtbot)
    assert "Nothing has been disposed of yet." not in words(page), "that is not known yet"
    qtbot.waitUntil(lambda: "Nothing has been disposed of yet." in words(page))
    assert not button(page, "Certificate…").isEnabled()
    session.retention.dispose(session.retention.ready(), lambda _done, _of: True)
    page.behind.show_log()
    model = page.log.table.model()
    qtbot.waitUntil(lambda: model.rowCount() == 1 and model.index(0, 0).data() != LOADING)
    line = [model.index(0, column).data() for column in range(model.columnCount())]
    assert line == [
        "22 Nov 2026",
        "1",
        "Demo request",
        "Web-form enquiries",
        "Robin Hale",
        "There was no kept backup",
    ]


def test_the_log_shows_a_contact_that_was_erased_by_hand(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    dealt_with(person("Nia Roberts"))
    session.contacts.erase(person("Owain Pugh"))
    page = shown(1)
    page.behind.show_log()
    model = page.log.table.model()
    qtbot.waitUntil(lambda: model.rowCount() == 1 and model.index(0, 0).data() != LOADING)
    line = [model.index(0, column).data() for column in range(model.columnCount())]
    assert line[1:4] == ["1", "Contact", "No rule: erased by hand"]


def test_exporting_the_list_warns_first_and_is_audited(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    dealt_with(person("Nia Roberts"))
    page = shown(1)
    before = session.today.health().audit_entries
    press(page, "Export list…", qtbot)
    warning = dialog(page)
    assert "holds personal data and is not encrypted" in words(warning)
    warning.reject()
    place = tmp_path / "list.csv"
    shown_now = page.ready.shown()
    with qtbot.waitSignal(page.export.written):
        page.export.save(place, session.long_work, lambda: session.retention.export_ready(shown_now))
    with place.open(encoding="utf-8-sig", newline="") as opened:
        lines = list(csv.reader(opened))
    assert lines[1][:3] == ["DEM-2026-0001", "Demo request", "Nia Roberts"]
    assert session.today.health().audit_entries == before + 1
    assert "The list was exported. The file is not encrypted." in words(page)


def test_trouble_while_erasing_is_reported_and_the_page_comes_to_rest(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, runner: Runner, qtbot: QtBot
) -> None:
    dealt_with(person("Nia Roberts"))
    page = shown(1)
    press(page, "Select all", qtbot)
    press(page, "Erase 1 record…", qtbot)
    with session.opened.register.writing_lane.outside_transactions() as bare:
        bare.execute("PRAGMA query_only=1")
    with qtbot.waitSignal(runner.trouble):
        qtbot.mouseClick(dialog(page).decide_button, Qt.MouseButton.LeftButton)
    with session.opened.register.writing_lane.outside_transactions() as bare:
        bare.execute("PRAGMA query_only=0")
    qtbot.waitUntil(page.ready.foot.erase.isEnabled)
    assert not page.ready.foot.progress.isVisible()
    assert session.search.find("Nia")


def test_the_model_keeps_the_rules_of_qt(
    shown: Shown,
    person: Person,
    dealt_with: DealtWith,
    session: Session,
    qtbot: QtBot,
    qtmodeltester: ModelTester,
) -> None:
    who = person("Nia Roberts")
    dealt_with(who)
    hold(session, who)
    dealt_with(person("Omar Farouk"))
    qtmodeltester.check(loaded(shown(2), qtbot))


def test_at_twice_the_text_size_the_page_fits_and_the_decision_is_in_sight(
    qapp: QApplication, shown: Shown, person: Person, dealt_with: DealtWith, qtbot: QtBot
) -> None:
    theme = Theme(qapp, Scheme.LIGHT, 2.0)
    try:
        dealt_with(person("Wilhelmina Featherstonehaugh-Cholmondeley"))
        page = shown(1)
        page.resize(1024, 768)
        assert page.minimumSizeHint().width() <= 1024
        table = page.ready.table
        qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 0)
        right = table.columnViewportPosition(DECISION) + table.columnWidth(DECISION)
        assert right <= table.viewport().width()
    finally:
        theme.set_text_scale(1.0)
        theme.deleteLater()


def test_reading_that_is_cancelled_says_what_is_listed_and_offers_the_rest(
    monkeypatch: pytest.MonkeyPatch,
    session: Session,
    shown: Shown,
    person: Person,
    dealt_with: DealtWith,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(disposal, "_SLICE", 1)
    for number in range(3):
        dealt_with(person(f"Person {number}"))
    page = shown(3)
    with session.opened.register.reading():  # nothing is read before it is cancelled
        page.refresh()
        page.ready.progress.cancel_requested.emit()
    qtbot.waitUntil(lambda: len(page.ready.ready()) == 1)
    assert page.ready.notice.sentence() == "Reading was cancelled after 1 record: there may be more."
    press(page, "Read all", qtbot)
    qtbot.waitUntil(lambda: len(page.ready.ready()) == 3)


def test_what_is_ticked_next_replaces_the_count_of_what_was_ticked_before(
    monkeypatch: pytest.MonkeyPatch, shown: Shown, person: Person, dealt_with: DealtWith, qtbot: QtBot
) -> None:
    monkeypatch.setattr(disposal, "_SLICE", 1)
    cases = [dealt_with(person(f"Person {number}")) for number in range(3)]
    page = shown(3)
    page.ready.model.check(cases)
    page.ready.model.check(cases[:1])
    qtbot.waitUntil(
        lambda: (
            "1 record will be erased, with" in page.ready.foot.plan.text()
            and "search" in page.ready.foot.plan.text()
        )
    )
    page.ready.model.check(())
    assert page.ready.foot.plan.text().startswith("Tick the records")
