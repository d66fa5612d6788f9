"""The settings page over a real register: what is settled is kept, and the dates follow."""

import json
from concurrent.futures import Executor
from datetime import date
from pathlib import Path
from threading import Event

from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.organisation import Organisation
from kmss_dpo.keys.keychain import KeychainMissing
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.support.settings import IDLE_MINUTES, SCHEME, TEXT_SCALE, Settings
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.settings.computer import KeychainPanel, ThisComputer
from kmss_dpo.ui.settings.page import SettingsPage
from kmss_dpo.ui.settings.panels import OrganisationPanel


def open_case(session: Session, received_on: date) -> CaseId:
    return session.cases.open_case(CaseDetails(CaseKind.ACCESS, received_on, Channel.EMAIL))


def due(session: Session, case: CaseId) -> date | None:
    return session.cases.case(case).deadline.due_on


def line(page: SettingsPage, name: str) -> QLineEdit:
    field = page.organisation.form.row(name).field
    assert isinstance(field, QLineEdit)
    return field


def test_what_is_typed_before_the_settings_are_read_cannot_stand_in_their_place(
    qtbot: QtBot, session: Session, runner: Runner
) -> None:
    panel = OrganisationPanel(session, runner)
    qtbot.addWidget(panel)
    panel.show()
    panel.load()
    panel.focus_first()
    name = panel.form.row("organisation.name").field
    qtbot.keyClicks(name, "too soon")
    qtbot.waitUntil(name.hasFocus)
    assert panel.binder.state.organisation.name == Organisation().name


def test_what_is_typed_is_kept_only_when_saved(qtbot: QtBot, session: Session, page: SettingsPage) -> None:
    assert not page.organisation.save_button.isEnabled()
    line(page, "organisation.officer_email").setText("dpo@example.org")
    assert session.settings.organisation().officer_email == ""
    with qtbot.waitSignal(page.organisation.saved) as saved:
        page.organisation.save_button.click()
    assert saved.args == [False]
    assert session.settings.organisation().officer_email == "dpo@example.org"
    assert not page.organisation.save_button.isEnabled()


def test_what_is_missing_is_said_beside_its_field(session: Session, page: SettingsPage) -> None:
    line(page, "organisation.officer_name").clear()
    page.organisation.save_button.click()
    assert (
        page.organisation.form.row("organisation.officer_name").error()
        == "Letters are signed. Enter your name."
    )
    assert session.settings.organisation().officer_name == "Robin Hale"


def test_what_is_being_typed_survives_a_change_made_elsewhere(
    qtbot: QtBot, session: Session, page: SettingsPage
) -> None:
    line(page, "organisation.phone").setText("01632")
    session.holidays.add(date(2026, 12, 17), "A day of mourning")
    page.changes_made(Changes(frozenset({(Kind.HOLIDAY, 1)})))
    qtbot.waitUntil(lambda: date(2026, 12, 17).toordinal() in page.holidays._days)
    assert line(page, "organisation.phone").text() == "01632"


def test_another_nation_moves_open_cases_and_says_how_many(
    qtbot: QtBot, session: Session, page: SettingsPage
) -> None:
    case = open_case(session, date(2026, 10, 30))
    box = page.organisation.form.row("organisation.nation").field
    box.setCurrentIndex(box.findData(Nation.SCOTLAND))  # type: ignore[attr-defined]
    with qtbot.waitSignal(page.holidays.recomputed) as moved:
        page.organisation.save_button.click()
    assert moved.args == [1]
    assert page.holidays.told.sentence() == "The nation was changed. 1 open case moved; each has a note."
    assert due(session, case) == date(2026, 12, 1)
    qtbot.waitUntil(lambda: page.holidays._reach.text().startswith("Scotland."))


def test_a_day_is_added_with_its_name_and_open_cases_follow(
    qtbot: QtBot, session: Session, page: SettingsPage
) -> None:
    case = open_case(session, date(2026, 11, 17))
    page.holidays.add_button.click()
    assert page.holidays.form.row("day").error() == "Enter the day."
    page.holidays.day.set_day(date(2026, 12, 17))
    page.holidays.name.setText("A day of mourning")
    with qtbot.waitSignal(page.holidays.recomputed):
        page.holidays.add_button.click()
    assert page.holidays.told.sentence().startswith(
        "Thu 17 Dec 2026 is a public holiday now. 1 open case moved"
    )
    assert due(session, case) == date(2026, 12, 18)
    assert page.holidays.day.day() is None


def test_a_day_is_taken_away_after_a_question(qtbot: QtBot, session: Session, page: SettingsPage) -> None:
    page.holidays.table.action_requested.emit(date(2026, 12, 25).toordinal())
    decision = page.holidays.findChild(Decision)
    assert decision is not None
    with qtbot.waitSignal(page.holidays.recomputed):
        decision.decide_button.click()
    assert not session.holidays.closed_days().is_closed(date(2026, 12, 25))
    qtbot.waitUntil(lambda: date(2026, 12, 25).toordinal() not in page.holidays._days)


def test_an_official_list_is_imported(
    qtbot: QtBot, session: Session, page: SettingsPage, tmp_path: Path
) -> None:
    file = tmp_path / "list.json"
    events = [{"title": "A day of mourning", "date": "2026-12-17", "notes": "", "bunting": False}]
    file.write_text(json.dumps({"england-and-wales": {"division": "england-and-wales", "events": events}}))
    with qtbot.waitSignal(page.holidays.recomputed):
        page.holidays.import_list(file)
    assert page.holidays.told.sentence() == "1 day changed. No open case moved."
    assert session.holidays.closed_days().is_closed(date(2026, 12, 17))


def test_what_is_no_official_list_is_told_without_its_name(
    qtbot: QtBot, page: SettingsPage, runner: Runner, tmp_path: Path
) -> None:
    file = tmp_path / "secret.json"
    file.write_text("nothing")
    with qtbot.waitSignal(runner.trouble) as told:
        page.holidays.import_list(file)
    assert told.args is not None
    assert told.args[0].startswith("This is no list of public holidays")
    assert "secret" not in told.args[0]


def test_the_end_of_the_table_is_warned_of(qtbot: QtBot, page: SettingsPage, clock: object) -> None:
    assert page.holidays.warning.sentence() == ""
    clock.moment = clock.moment.replace(year=2028)  # type: ignore[attr-defined]
    page.holidays.load()
    qtbot.waitUntil(lambda: "The table ends on Sun 31 Dec 2028" in page.holidays.warning.sentence())


def test_the_computers_own_choices_hold_at_once_and_are_written_down(
    qtbot: QtBot, page: SettingsPage, settings: Settings
) -> None:
    with qtbot.waitSignal(page.idle_minutes_changed) as minutes:
        page.computer.minutes.setValue(25)
    with qtbot.waitSignal(page.appearance_changed) as look:
        page.computer.scheme.setCurrentIndex(page.computer.scheme.findData("dark"))
    assert (minutes.args, look.args) == ([25], ["dark", 1.0])
    with qtbot.waitSignal(page.appearance_changed) as look:
        page.computer.scale.setCurrentIndex(page.computer.scale.findData(1.5))
    assert look.args == ["dark", 1.5]
    qtbot.waitUntil(lambda: settings.get(TEXT_SCALE) == 1.5)
    assert (settings.get(IDLE_MINUTES), settings.get(SCHEME)) == (25, "dark")


def test_this_computer_is_remembered_and_forgotten(
    qtbot: QtBot, page: SettingsPage, unlocking: Unlocking, folder: Path
) -> None:
    page.keychain.turn_button.click()
    qtbot.waitUntil(lambda: page.keychain.turn_button.text() == "Forget this computer")
    assert unlocking.look(folder).remembered
    page.keychain.turn_button.click()
    qtbot.waitUntil(lambda: page.keychain.turn_button.text() == "Remember this computer")
    assert not unlocking.look(folder).remembered


def test_a_computer_without_a_keychain_is_told_of_in_a_sentence_of_its_own(
    qtbot: QtBot, runner: Runner, files: Executor
) -> None:
    def refused() -> bool:
        raise KeychainMissing

    reported: list[str] = []
    runner.trouble.connect(lambda happened, _to_do: reported.append(happened))
    panel = KeychainPanel(ThisComputer(lambda: False, refused, list, list), runner, files, files)
    qtbot.addWidget(panel)
    panel.load()
    qtbot.waitUntil(lambda: bool(panel.words.text()))
    assert panel.words.text().startswith("This computer has no keychain")
    assert panel.turn_button.isHidden()
    assert reported == []


def test_a_backup_is_made_and_its_time_is_shown(qtbot: QtBot, session: Session, page: SettingsPage) -> None:
    assert page.backup.words.text().startswith("No backup was made yet.")
    with qtbot.waitSignal(page.backed_up):
        page.back_up()
    assert page.backup.words.text().startswith("Last backup Sun 22 Nov 2026 at 09:30")
    assert session.backups.last()
    assert page.backup.make_button.isEnabled()


def test_a_backup_that_is_being_made_can_be_stopped(
    qtbot: QtBot, session: Session, page: SettingsPage
) -> None:
    gate = Event()
    session.long_work.submit(gate.wait, 10)
    page.back_up()
    (cancel,) = [
        each for each in page.findChildren(QPushButton) if each.isVisible() and each.text() == "Cancel"
    ]
    cancel.click()
    assert not cancel.isEnabled()
    gate.set()
    qtbot.waitUntil(page.backup.make_button.isEnabled)


def test_unsettled_points_stand_on_the_page(page: SettingsPage) -> None:
    said = " ".join(each.text() for each in page.findChildren(type(page.backup.words)))
    for words in (
        "latest arguable",
        "5 February 2026",
        "day 28",
        "not settled by guidance",
        "Postal address (not settled)",
    ):
        assert words in said
