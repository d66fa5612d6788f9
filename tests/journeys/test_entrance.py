"""What the entrance says before anything is opened."""

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.support.clock import SystemClock
from kmss_dpo.support.settings import FILE, LOCK_WHEN_MINIMISED, Settings
from kmss_dpo.ui.entrance import Entrance
from kmss_dpo.ui.hands import click, is_there, type_into
from kmss_dpo.ui.kit.notice import Notice
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import PASSPHRASE
from tests.journeys.conftest import PATIENCE


def test_a_folder_that_went_while_it_was_open_is_told_after_the_lock_without_what_was_seen_of_it(
    qtbot: QtBot, program: Program, workplace: Workplace, folder: Path
) -> None:
    page = program.entrance.unlock
    assert "last opened" in page._file.text()
    shutil.move(folder, folder.with_name("elsewhere"))
    workplace.lock_requested.emit()
    qtbot.waitUntil(lambda: "folder is no longer where it was" in page._error.text(), timeout=PATIENCE)
    assert (page._name.text(), page._file.text()) == (folder.name, "register.kmss")


def test_a_window_that_is_put_away_locks_where_that_is_wanted_and_stays_out_of_sight(
    qtbot: QtBot, program: Program, workplace: Workplace
) -> None:
    program.settings.set(LOCK_WHEN_MINIMISED, True)
    workplace.window.showMinimized()
    qtbot.waitUntil(lambda: program.workplace is None and program.entrance.isVisible(), timeout=PATIENCE)
    assert program.entrance.isMinimized()
    program.entrance.showNormal()
    qtbot.waitUntil(lambda: is_there("Passphrase"), timeout=PATIENCE)


def test_damaged_settings_of_this_computer_are_told(
    qtbot: QtBot, runner: Runner, tmp_path: Path, qapp: QApplication
) -> None:
    assert qapp
    (tmp_path / FILE).write_text("{")
    entrance = Entrance(Settings(tmp_path), SystemClock(), runner)
    qtbot.addWidget(entrance)
    said = "This computer's settings were damaged and stand at their defaults."
    assert entrance.statusBar().currentMessage() == said


def test_sound_settings_need_no_word(qtbot: QtBot, runner: Runner, tmp_path: Path) -> None:
    entrance = Entrance(Settings(tmp_path), SystemClock(), runner)
    qtbot.addWidget(entrance)
    assert entrance.statusBar().currentMessage() == ""


def test_a_first_run_that_was_broken_off_goes_on_with_a_new_kit(
    qtbot: QtBot, program: Program, begin: Callable[..., None], unlocking: Unlocking, tmp_path: Path
) -> None:
    made, _lost = unlocking.create(
        tmp_path / "new", "A register", "Robin Hale", bytearray(PASSPHRASE.encode())
    )
    made.close()
    begin(tmp_path / "new")
    qtbot.waitUntil(lambda: is_there("Passphrase"), timeout=PATIENCE)
    type_into("Passphrase", PASSPHRASE)
    click("Unlock")
    qtbot.waitUntil(lambda: is_there("I have put it in a safe place"), timeout=PATIENCE)
    said = [each.sentence() for each in program.entrance.findChildren(Notice) if each.isVisible()]
    assert "no longer opens the register" in " ".join(said)
    click("Next")
    assert is_there("I have put it in a safe place")
    click("I have put it in a safe place")
    click("Next")
    qtbot.waitUntil(lambda: is_there("Organisation, required"), timeout=PATIENCE)
    click("Cancel")
    qtbot.waitUntil(lambda: is_there("Passphrase"), timeout=PATIENCE)


def test_a_new_kit_that_cannot_be_made_is_told_and_the_register_closed(
    qtbot: QtBot, program: Program, begin: Callable[..., None], unlocking: Unlocking, tmp_path: Path
) -> None:
    made, _lost = unlocking.create(
        tmp_path / "new", "A register", "Robin Hale", bytearray(PASSPHRASE.encode())
    )
    made.close()
    (tmp_path / "new" / "register.keys.new" / "in the way").mkdir(parents=True)
    begin(tmp_path / "new")
    qtbot.waitUntil(lambda: is_there("Passphrase"), timeout=PATIENCE)
    type_into("Passphrase", PASSPHRASE)
    click("Unlock")
    qtbot.waitUntil(lambda: program.entrance.unlock._error.text() != "", timeout=PATIENCE)
    unlocking.with_passphrase(tmp_path / "new", bytearray(PASSPHRASE.encode())).close()
