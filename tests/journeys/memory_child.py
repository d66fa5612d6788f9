"""Makes a register or unlocks one, searches and locks, with a passphrase that this file never holds whole."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from kmss_dpo.app import Program
from kmss_dpo.services.keys import written_out
from kmss_dpo.support.wiping import wipe
from kmss_dpo.ui.first_run.run import FirstRun
from kmss_dpo.ui.hands import click, is_there, named, type_into, within
from kmss_dpo.ui.keys.kit import KitSheet
from kmss_dpo.ui.keys.sheets import KeySheet
from kmss_dpo.ui.kit.new_passphrase import NewPassphrase
from tests.journeys.walking import Outside, Step, live

LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-"
LENGTH = 46
NOW, CHOSEN = "Your passphrase now, required", "New passphrase, required"
PLACE, WORDS, AGAIN = "Folder, required", "Passphrase, required", "The same again, required"


def letter(seed: int, place: int) -> str:
    """The letter at a place of the passphrase that belongs to a seed."""
    return LETTERS[pow(seed, place + 3, 1_000_003) % len(LETTERS)]


def type_letters(name: str, seed: int) -> None:
    """The passphrase, key by key, with a slip put right on the way."""
    field = named(name)
    for place in range(LENGTH):
        QTest.keyClick(field, letter(seed, place))
        if place == LENGTH // 2:
            QTest.keyClick(field, "x")
            QTest.keyClick(field, Qt.Key.Key_Backspace)


def unlock(seed: int, program: Program, outside: Outside) -> Iterator[Step]:
    """Once in vain, then with the passphrase shown; a search; the lock."""
    yield lambda: is_there("Passphrase")
    type_letters("Passphrase", seed + 1)
    click("Unlock")
    yield lambda: is_there("Passphrase") and not named("Passphrase").length()
    click("Show the passphrase")
    type_letters("Passphrase", seed)
    within().grab()
    outside.show("typed")
    QTest.keyClick(named("Passphrase"), Qt.Key.Key_Return)
    yield lambda: program.workplace is not None and is_there("Search")
    search = named("Search")
    QTest.keyClicks(search, "prydderch")
    results = program.workplace.results
    yield lambda: results.model.rowCount() > 0
    outside.show("unlocked")
    yield from lock(program, outside)


def make(seed: int, program: Program, outside: Outside) -> Iterator[Step]:
    """The first run, its recovery kit shown and saved; the lock."""
    yield lambda: is_there(PLACE)
    type_into(PLACE, sys.argv[1])
    type_into("Your name, required", "Robin Hale")
    click("Next")
    yield lambda: is_there(WORDS)
    type_letters(WORDS, seed)
    type_letters(AGAIN, seed)
    outside.show("typed")

    def made() -> bool:
        if is_there("Create the register"):
            click("Create the register")
        return is_there("Save PDF…")

    yield made
    outside.hand(program.entrance.findChildren(FirstRun)[0]._recovery)
    within().grab()
    outside.show("recovery key")
    click("Save PDF…")
    yield lambda: isinstance(within(), QFileDialog)
    kit = Path(sys.argv[1]).with_name("kit.pdf")
    within().findChildren(QLineEdit)[0].setText(str(kit))
    click("Save")
    yield lambda: kit.exists() and is_there("I have put it in a safe place")
    click("I have put it in a safe place")
    click("Next")
    yield lambda: is_there("Your email address, required")
    type_into("Your email address, required", "dpo@example.org")
    click("Next")
    yield lambda: is_there("I approve these rules")
    click("I approve these rules")
    click("Next")
    yield lambda: is_there("Open it")
    click("Open it")
    yield lambda: program.workplace is not None and is_there("Search")
    outside.show("unlocked")
    yield from lock(program, outside)


def change(seed: int, program: Program, outside: Outside) -> Iterator[Step]:
    """Unlock; another passphrase; the recovery kit renewed; a new key; the lock."""
    yield lambda: is_there("Passphrase")
    type_letters("Passphrase", seed)
    click("Unlock")
    yield lambda: program.workplace is not None and is_there("Search")
    yield from change_passphrase(seed, program, outside)
    yield from renew_kit(program, outside)
    before = program.workplace
    yield from ways(program)
    click("I think the key leaked…")
    yield lambda: is_there(NOW)
    type_letters(NOW, seed + 1)
    type_letters(CHOSEN, seed + 2)
    type_letters(AGAIN, seed + 2)
    yield lambda: weighed(program)
    click("Lock and encrypt anew")
    yield lambda: program.workplace not in {None, before} and is_there("Search")
    work = program.workplace
    yield lambda: any("The register has a new key" in each for each in work.window._notices.sentences())
    yield lambda: not program.runner._tasks
    outside.hand(work.session.opened.unlocked.key.buffer)
    outside.show("key changed")
    work.window.activateWindow()  # without a display nothing gives it back when the window before it goes
    yield from lock(program, outside)


def change_passphrase(seed: int, program: Program, outside: Outside) -> Iterator[Step]:
    """Looked at with all of it typed, and when it was changed."""
    yield from ways(program)
    click("Change the passphrase…")
    yield lambda: is_there(NOW)
    type_letters(NOW, seed)
    type_letters(CHOSEN, seed + 1)
    type_letters(AGAIN, seed + 1)
    yield lambda: weighed(program)
    outside.show("typed")
    click("Change the passphrase", within())
    yield from told(program, "The passphrase was changed.")
    outside.show("passphrase changed")


def renew_kit(program: Program, outside: Outside) -> Iterator[Step]:
    """Looked at while the key is shown, and when its kit is in force."""
    panel = program.workplace.keys.panel()
    click("New recovery kit…")
    yield lambda: is_there("Save PDF…")
    [sheet] = panel.findChildren(KitSheet)
    text = written_out(sheet._recovery)
    outside.hand(text)
    wipe(text)
    within().grab()
    outside.show("kit shown")
    kit = Path(sys.argv[1]).with_name("kit.pdf")
    click("Save PDF…")
    yield lambda: isinstance(within(), QFileDialog)
    within().findChildren(QLineEdit)[0].setText(str(kit))
    click("Save")
    yield lambda: kit.exists() and sheet.notice.sentence() != ""
    click("Use this kit from now on")
    yield from told(program, "The new recovery kit holds. Destroy the earlier one.")
    outside.show("kit in force")


def ways(program: Program) -> Iterator[Step]:
    """The panel, once it has read who may open the register."""
    program.workplace.page("settings")
    panel = program.workplace.keys.panel()
    yield lambda: panel.table.model().rowCount() > 0


def weighed(program: Program) -> bool:
    """Whether the passphrase that is being chosen was."""
    return all(each._state.strength for each in program.workplace.keys.panel().findChildren(NewPassphrase))


def told(program: Program, sentence: str) -> Iterator[Step]:
    """Once the panel says so, and the sheet is gone with all that was asked for it."""
    panel = program.workplace.keys.panel()
    yield lambda: panel.told.sentence() == sentence and not panel.findChildren(KeySheet)
    yield lambda: not program.runner._tasks


def lock(program: Program, outside: Outside) -> Iterator[Step]:
    """By the keyboard, once the window in front is the one that keys go to."""
    yield lambda: named("Search").isActiveWindow()
    QTest.keyClick(named("Search"), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    yield lambda: program.workplace is None and is_there("Passphrase")
    yield program.entrance.unlock._locking.isHidden
    outside.show("locked")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    if folder.exists():
        live(folder, partial(change if "change" in sys.argv else unlock, int(sys.argv[2])))
    else:
        live(None, partial(make, int(sys.argv[2])))
