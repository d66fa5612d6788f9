"""The ways in at the whole program: a lock over each dialog, a new key, a computer forgotten."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.store import backups
from kmss_dpo.ui.hands import click, is_there, type_into
from kmss_dpo.ui.keys.kit import KitSheet
from kmss_dpo.ui.keys.panel import WaysPanel
from kmss_dpo.ui.keys.sheets import KeySheet, NewKeySheet
from kmss_dpo.ui.kit.new_passphrase import NewPassphrase
from kmss_dpo.ui.kit.secret_line import SecretLine
from kmss_dpo.ui.kit.secret_text import SecretText
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import PASSPHRASE, PaperKeychain
from tests.journeys.conftest import LOCK_EACH, PATIENCE

NEW = "eleven loud badgers climb south"
SHEETS = ("change_passphrase", "add_person", "try_kit", "new_kit", "ask_new_key")


@pytest.fixture
def panel(workplace: Workplace, qtbot: QtBot) -> WaysPanel:
    workplace.page("settings")
    panel = workplace.keys.panel()
    qtbot.waitUntil(lambda: bool(panel.kit_words.text()), timeout=PATIENCE)
    return panel


def lock(program: Program, how: str) -> None:
    work = program.workplace
    assert work is not None
    if how == "idle":
        work._locks.lock_requested.emit()
    elif how == "keys":
        work.window.lock_requested.emit()
    else:
        next(each for each in work.window.findChildren(QPushButton) if each.text() == "Lock").click()


def unlock(program: Program, qtbot: QtBot, passphrase: str) -> Workplace:
    qtbot.waitUntil(lambda: program.workplace is None and is_there("Passphrase"), timeout=PATIENCE)
    type_into("Passphrase", passphrase)
    click("Unlock")
    qtbot.waitUntil(lambda: program.workplace is not None and is_there("Search"), timeout=PATIENCE)
    assert program.workplace is not None
    return program.workplace


def fill(sheet: KeySheet) -> list[bytearray]:
    """Type into every field of a sheet; the buffers of all that is secret in it."""
    for line in sheet.findChildren(SecretLine):
        line._put(PASSPHRASE.encode())
    lines = [each._secret._store for each in sheet.findChildren(SecretLine)]
    return lines + [each._secret._store for each in sheet.findChildren(SecretText)]


@pytest.mark.parametrize("how", ["button", "keys", "idle"] if LOCK_EACH else ["idle"])
@pytest.mark.parametrize("opening", SHEETS)
def test_a_lock_over_each_dialog_changes_nothing_and_takes_every_secret(
    program: Program, panel: WaysPanel, folder: Path, qtbot: QtBot, opening: str, how: str
) -> None:
    before = (folder / "register.keys").read_bytes()
    getattr(panel, opening)()
    qtbot.waitUntil(lambda: bool(panel.findChildren(KeySheet)), timeout=PATIENCE)
    [sheet] = panel.findChildren(KeySheet)
    held = fill(sheet)
    if isinstance(sheet, KitSheet):
        held.append(sheet._recovery)
    assert held
    assert all(any(each) for each in held)
    lock(program, how)
    qtbot.waitUntil(lambda: program.workplace is None and is_there("Passphrase"), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not any(any(each) for each in held), timeout=PATIENCE)
    unlocking = program.unlocking
    assert unlocking is not None
    qtbot.waitUntil(lambda: unlocking._meter is None, timeout=PATIENCE)  # the register is closed by then
    assert (folder / "register.keys").read_bytes() == before
    assert [each.form for each in unlock(program, qtbot, PASSPHRASE).session.unfinished.left()] == []


@pytest.mark.parametrize("how", ["button", "idle"])
def test_a_lock_while_the_passphrase_is_being_changed_waits_until_it_is(
    program: Program, panel: WaysPanel, qtbot: QtBot, how: str
) -> None:
    sheet = panel.change_passphrase()
    sheet.before._put(PASSPHRASE.encode())
    choose(qtbot, sheet.chosen)
    sheet.save()
    lock(program, how)
    unlock(program, qtbot, NEW)


def test_the_name_of_a_person_survives_a_lock_and_their_passphrase_does_not(
    program: Program, panel: WaysPanel, qtbot: QtBot
) -> None:
    sheet = panel.add_person()
    sheet.form.row("person").field.setText("Sam Okafor")  # type: ignore[attr-defined]
    sheet.chosen._first._put(NEW.encode())
    lock(program, "button")
    again = unlock(program, qtbot, PASSPHRASE)
    [kept] = again.session.unfinished.left()
    assert kept.typed == {"person": "Sam Okafor"}
    qtbot.waitUntil(lambda: is_there("Go on with it"), timeout=PATIENCE)
    click("Go on with it")
    [resumed] = again.keys.panel().findChildren(KeySheet)
    assert resumed.binder.state.person == "Sam Okafor"  # type: ignore[attr-defined]
    assert not resumed.chosen.begun()  # type: ignore[attr-defined]


def choose(qtbot: QtBot, chosen: NewPassphrase) -> None:
    chosen._first._put(NEW.encode())
    chosen._again._put(NEW.encode())
    qtbot.waitUntil(lambda: chosen._state.strength is not None, timeout=PATIENCE)


def decide(qtbot: QtBot, panel: WaysPanel) -> None:
    """Say that the key leaked, and go through with it."""
    panel.leak_button.click()
    qtbot.waitUntil(lambda: bool(panel.findChildren(NewKeySheet)), timeout=PATIENCE)
    [sheet] = panel.findChildren(NewKeySheet)
    sheet.before._put(PASSPHRASE.encode())
    choose(qtbot, sheet.chosen)
    sheet.save()


def test_a_leaked_key_is_replaced_and_a_new_kit_is_asked_for(
    program: Program, workplace: Workplace, panel: WaysPanel, folder: Path, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(backups.kept(folder)), timeout=PATIENCE)
    old_key = bytes(workplace.session.opened.unlocked.key.buffer)
    [old] = backups.kept(folder)
    old.rename(old.with_name("2026-10-01T093000Z"))
    decide(qtbot, panel)
    qtbot.waitUntil(
        lambda: program.workplace not in {None, workplace} and is_there("Search"), timeout=PATIENCE
    )
    work = program.workplace
    assert work is not None
    assert work.session.opened.unlocked.key.buffer != old_key
    notices = work.window._notices
    qtbot.waitUntil(
        lambda: any(" under the old key w" in each for each in notices.sentences()),
        timeout=PATIENCE,
    )
    assert not old.with_name("2026-10-01T093000Z").exists()
    qtbot.waitUntil(lambda: is_there("Make a recovery kit…"), timeout=PATIENCE)
    click("Make a recovery kit…")
    [kit] = work.keys.panel().findChildren(KitSheet)
    kit.safe.setChecked(True)
    kit.save()
    qtbot.waitUntil(
        lambda: "The new recovery kit holds" in work.keys.panel().told.sentence(), timeout=PATIENCE
    )
    lock(program, "button")
    unlock(program, qtbot, NEW)


def test_a_key_change_that_is_stopped_leads_back_to_the_old_passphrase(
    program: Program, panel: WaysPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = Unlocking.change_key
    monkeypatch.setattr(
        Unlocking, "change_key", lambda way, keys, _proceed: change(way, keys, lambda *_: False)
    )
    decide(qtbot, panel)
    qtbot.waitUntil(lambda: is_there("Back to unlocking"), timeout=PATIENCE)
    click("Back to unlocking")
    unlock(program, qtbot, PASSPHRASE)


def test_typing_that_cannot_be_kept_keeps_the_register_open_and_the_old_key(
    program: Program, workplace: Workplace, panel: WaysPanel, qtbot: QtBot
) -> None:
    workplace.keys._kept = lambda: False
    wiped: list[bool] = []
    panel.new_key_decided.connect(lambda keys: wiped.append(keys.after.wiped))
    decide(qtbot, panel)
    qtbot.waitUntil(lambda: wiped == [True], timeout=PATIENCE)
    assert program.workplace is workplace


def test_this_computer_is_forgotten_from_the_unlock_page_with_the_folder_out_of_reach(
    program: Program,
    workplace: Workplace,
    keychain: PaperKeychain,
    folder: Path,
    qtbot: QtBot,
) -> None:
    unlocking = program.unlocking
    assert unlocking is not None
    unlocking.remember(workplace.session.opened)
    lock(program, "button")
    at_the_gate = program.entrance.unlock
    qtbot.waitUntil(
        lambda: is_there("Forget this computer…") and not at_the_gate._state.locking, timeout=PATIENCE
    )
    folder.rename(folder.with_name("elsewhere"))
    program.entrance.come_back()
    qtbot.waitUntil(
        lambda: "no longer where it was" in program.entrance.unlock._error.text(), timeout=PATIENCE
    )
    click("Forget this computer…")
    qtbot.waitUntil(lambda: is_there("Cancel"), timeout=PATIENCE)
    click("Forget this computer")
    qtbot.waitUntil(lambda: keychain.kept == {}, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not is_there("Forget this computer…"), timeout=PATIENCE)
    folder.with_name("elsewhere").rename(folder)
