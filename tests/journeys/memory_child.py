"""Makes a register or unlocks one, searches and locks, with a passphrase that this file never holds whole."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from kmss_dpo.app import Program
from kmss_dpo.ui.first_run.run import FirstRun
from kmss_dpo.ui.hands import click, is_there, named, type_into, within
from tests.journeys.walking import Outside, Step, live

LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-"
LENGTH = 46
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
        live(folder, partial(unlock, int(sys.argv[2])))
    else:
        live(None, partial(make, int(sys.argv[2])))
