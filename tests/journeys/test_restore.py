"""A backup is restored at the windows: from the settings, the unlock window, and with nothing else left."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.store import backups
from kmss_dpo.store.copying import FILE, KEY_FILE
from kmss_dpo.support.settings import REGISTER_FOLDER
from kmss_dpo.ui.hands import click, is_there, named, type_into
from kmss_dpo.ui.kit.notice import Notice
from kmss_dpo.ui.restore.sheet import RestoreSheet
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import PASSPHRASE
from tests.journeys.conftest import PATIENCE
from tests.services.backing_up import typed


def wait(qtbot: QtBot, until: Callable[[], bool]) -> None:
    qtbot.waitUntil(until, timeout=PATIENCE)


def said() -> str:
    """What the notices above the page say."""
    return " ".join(
        each.sentence()
        for window in QApplication.topLevelWidgets()
        if window.isVisible()
        for each in window.findChildren(Notice)
    )


def unlock(qtbot: QtBot, program: Program) -> Workplace:
    wait(qtbot, lambda: is_there("Passphrase"))
    type_into("Passphrase", PASSPHRASE)
    wait(qtbot, lambda: is_there("Unlock"))
    click("Unlock")
    wait(qtbot, lambda: program.workplace is not None and is_there("Search"))
    assert program.workplace is not None
    return program.workplace


def backed_up(qtbot: QtBot, workplace: Workplace) -> None:
    wait(qtbot, lambda: workplace.session.backups.last() is not None)


def restored_folder(program: Program) -> Path:
    folder = program.entrance.tried.folder
    assert folder is not None
    return folder


def test_from_the_settings_to_a_register_that_takes_the_place_of_the_other(
    qtbot: QtBot, program: Program, workplace: Workplace, folder: Path
) -> None:
    backed_up(qtbot, workplace)
    workplace.session.contacts.add(ContactDetails("Ann Example"))
    click("Settings")
    wait(qtbot, lambda: is_there("Restore a backup…"))
    click("Restore a backup…")
    wait(qtbot, lambda: is_there("Restore this backup"))
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, RestoreSheet)
    assert sheet._change.text() == "Lost: 1 contact."
    assert sheet.way_in.isHidden()
    click("Restore this backup")
    wait(qtbot, lambda: is_there("Open it and look"))
    assert "was restored into" in sheet.words.text()
    assert "&" in sheet.restore_button.text(), "it has its letter again"
    click("Open it and look")
    wait(qtbot, lambda: program.workplace is None and is_there("Passphrase"))
    wait(qtbot, lambda: "restored to be looked at" in program.entrance.unlock._name.text())
    again = unlock(qtbot, program)
    assert again.session.search.find("example") == []
    assert program.settings.get(REGISTER_FOLDER) == str(folder), "only looked at"
    wait(qtbot, lambda: is_there("Use this one from now on"))
    there = restored_folder(program)
    click("Use this one from now on")
    wait(qtbot, lambda: f"still lies in “{folder}” and still holds data" in said())
    assert program.settings.get(REGISTER_FOLDER) == str(there)
    assert program.entrance.tried.folder is None
    click("Erase it…")
    wait(qtbot, lambda: is_there("Erase the earlier register"))
    click("Erase the earlier register")
    wait(qtbot, lambda: "The earlier register is erased." in said())
    assert not folder.exists()


def test_the_earlier_register_can_be_erased_later_in_the_settings(
    qtbot: QtBot, program: Program, workplace: Workplace, folder: Path
) -> None:
    backed_up(qtbot, workplace)
    session = workplace.session
    outcome = session.restoring.restore(
        session.restoring.look()[0], session.restoring.suggested(), lambda _done, _of: True
    )
    workplace.restores.look_requested.emit(outcome.folder)
    wait(qtbot, lambda: program.workplace is None)
    again = unlock(qtbot, program)
    again.session.restored.take()
    click("Settings")
    wait(qtbot, lambda: is_there("Erase the earlier register…"))
    click("Erase the earlier register…")
    wait(qtbot, lambda: is_there("Erase the earlier register"))
    click("Erase the earlier register")
    wait(qtbot, lambda: not folder.exists())
    wait(qtbot, lambda: not is_there("Erase the earlier register…"))


def test_from_the_unlock_window_where_the_register_is_damaged(
    qtbot: QtBot, program: Program, begin: Callable[..., None], folder: Path, unlocking: Unlocking, clock: Any
) -> None:
    opened = unlocking.with_passphrase(folder, typed())
    backups.make(opened.register.long_lane, folder, clock.now(), opened.register.still())
    opened.close()
    (folder / FILE).write_bytes(b"damaged")
    begin(folder)
    wait(qtbot, lambda: is_there("Restore a backup…"))
    click("Restore a backup…")
    wait(qtbot, lambda: is_there("Passphrase", QApplication.activeModalWidget()))
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, RestoreSheet)
    assert not is_there("Restore this backup")
    type_into("Passphrase", "not the one")
    click("Open the backups")
    wait(qtbot, lambda: "does not open this register" in sheet.way_in.error.text())
    click("Use the recovery key")
    assert is_there("Recovery key")
    type_into("Recovery key", "ABC")
    click("Open the backups")
    wait(qtbot, sheet.way_in.error.isVisible)
    click("Use the passphrase")
    type_into("Passphrase", PASSPHRASE)
    qtbot.keyClick(named("Passphrase"), Qt.Key.Key_Return)
    wait(qtbot, lambda: is_there("Restore this backup"))
    assert "what was entered after Sun 22 Nov 2026 would be missing" in sheet._change.text()
    click("Restore this backup")
    wait(qtbot, lambda: is_there("Open it and look"))
    assert "Disposals after Sun 22 Nov 2026 could not be found" in sheet.words.text()
    click("Open it and look")
    unlock(qtbot, program)
    wait(qtbot, lambda: is_there("Use this one from now on"))


def choose_in_dialog(folder: Path) -> None:
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog)]
    dialog.fileSelected.emit(str(folder))
    dialog.close()


def test_on_a_new_computer_with_nothing_but_the_backup_disk(  # noqa: PLR0917 - what there is at all
    qtbot: QtBot,
    program: Program,
    begin: Callable[..., None],
    folder: Path,
    unlocking: Unlocking,
    clock: Any,
    tmp_path: Path,
) -> None:
    opened = unlocking.with_passphrase(folder, typed())
    made = backups.make(opened.register.long_lane, folder, clock.now(), opened.register.still())
    opened.close()
    disk = tmp_path / "disk"
    shutil.copytree(made, disk / made.name)
    shutil.rmtree(folder)
    begin()
    wait(qtbot, lambda: is_there("Cancel"))
    click("Cancel")
    wait(qtbot, lambda: is_there("Restore a backup…"))
    click("Restore a backup…")
    choose_in_dialog(disk)
    wait(qtbot, lambda: isinstance(QApplication.activeModalWidget(), RestoreSheet))
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, RestoreSheet)
    wait(qtbot, lambda: is_there("Passphrase"))
    type_into("Passphrase", PASSPHRASE)
    click("Open the backups")
    wait(qtbot, lambda: is_there("Restore this backup"))
    assert "passphrase you typed, which was yours on that day" in sheet.words.text()
    click("Restore to another place…")
    choose_in_dialog(tmp_path)
    click("Restore this backup")
    wait(qtbot, lambda: is_there("Open it and look"))
    click("Open it and look")
    workplace = unlock(qtbot, program)
    assert workplace.session.opened.register.folder.parent == tmp_path
    wait(qtbot, lambda: is_there("Use this one from now on"))
    click("Use this one from now on")
    wait(qtbot, lambda: program.entrance.tried.folder is None)
    assert "still holds data" not in said(), "there is no register before it"


def test_another_folder_is_looked_in_and_one_without_backups_says_so(
    qtbot: QtBot, workplace: Workplace, tmp_path: Path
) -> None:
    backed_up(qtbot, workplace)
    workplace.restores.ask()
    wait(qtbot, lambda: is_there("Restore this backup"))
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, RestoreSheet)
    made = sheet._lines[0].found.folder
    shutil.move(made, tmp_path / "drawer" / made.name)
    click("Look in another folder…")
    choose_in_dialog(tmp_path)
    wait(qtbot, sheet._none.isVisible)
    assert not is_there("Restore this backup")
    click("Look in another folder…")
    choose_in_dialog(tmp_path / "drawer")
    wait(qtbot, lambda: is_there("Restore this backup"))
    spoilt = tmp_path / "drawer" / made.name / FILE
    spoilt.write_bytes(spoilt.read_bytes()[:20_000])
    click("Restore this backup")
    wait(qtbot, lambda: "damaged" in sheet.notice.sentence())
    click("Close")


def test_a_lock_copies_what_changed_and_shows_the_entrance_at_once(
    qtbot: QtBot, program: Program, workplace: Workplace, folder: Path
) -> None:
    backed_up(qtbot, workplace)
    wait(qtbot, lambda: not workplace._runner._tasks)
    workplace.session.contacts.add(ContactDetails("Ann Example"))
    workplace.lock_requested.emit()
    page = program.entrance.unlock
    assert program.entrance.isVisible()
    assert page._locking.text() == "Locking. What changed is being copied as a backup…"
    assert not page._unlock.isEnabled()
    type_into("Passphrase", PASSPHRASE)
    click("Unlock")
    wait(qtbot, page._locking.isHidden)
    assert len(backups.waiting(folder)) == 1
    wait(qtbot, lambda: program.workplace is not None and not backups.waiting(folder))
    assert len(backups.kept(folder)) == 2


def test_a_lock_that_cannot_copy_says_so_at_the_entrance(
    qtbot: QtBot, program: Program, workplace: Workplace, folder: Path
) -> None:
    backed_up(qtbot, workplace)
    wait(qtbot, lambda: not workplace._runner._tasks)
    workplace.session.contacts.add(ContactDetails("Ann Example"))
    shutil.rmtree(folder / "backups")
    (folder / "backups").write_bytes(b"in the way")
    workplace.lock_requested.emit()
    wait(qtbot, lambda: "backup could not be written" in program.entrance.unlock._error.text())
    assert (folder / KEY_FILE).exists()
