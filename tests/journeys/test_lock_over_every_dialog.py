"""The register locks over every dialog there is: nothing of it stays, and what was typed is offered back.

Everyday several dialogs lie above one another when it locks. With `LOCK_EACH` set each lies there alone, and
is gone on with after the unlock.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kmss_dpo.app import Program
from kmss_dpo.domain.errors import Stopped
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.support.settings import LOCK_WHEN_MINIMISED
from kmss_dpo.ui.hands import click, is_there, type_into
from kmss_dpo.ui.kit.files import choose_place
from kmss_dpo.ui.kit.notice import Notice
from kmss_dpo.ui.kit.typing_kept import Typing
from kmss_dpo.ui.shell.lock_watch import LockWatch
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import PASSPHRASE, Wristwatch
from tests.journeys.conftest import LOCK_EACH, ROOT
from tests.journeys.marking import edits
from tests.journeys.over_dialogs import (
    BASES,
    MARK,
    OF_QT,
    OPENERS,
    PATIENCE,
    POPUPS,
    Desk,
    Stock,
    every_dialog,
    stock,
)

AT_ONCE = 0.5
"""Seconds for which the window may stand still when it locks, on a busy computer."""
_ENDINGS = ("Dialog", "MessageBox", "Wizard")
_QT_DIALOGS = {"QFileDialog", "QPrintDialog", "QDialog"}
ONE_AT_A_TIME = ("holds.sheets.", "retention.schedule.")
KEPT_NOWHERE = {
    "keys.sheets.PassphraseSheet": "secrets",
    "keys.sheets.NewKeySheet": "secrets",
    "keys.sheets.RehearsalSheet": "a secret",
    "keys.kit.KitSheet": "a secret",
    "kit.font_choice.FontChoice": "letters to look for, of which the page has more",
    "cases.saved_filters.NameDecision": "a line that names nobody, of a filter that stands in the list",
    "letters.meaning.MeaningDialog": "of a letter whose draft is kept: it is asked again",
    "letters.batch.BatchSheet": "chosen for the cases selected in the list, which are selected anew",
    "retention.list_check.ListCheck": "somebody else's list, of which nothing is kept in the register",
}
"""What is typed into these and is lost with the lock, and why."""


class Locking:
    """Locks and unlocks one program again and again; notes what went wrong and how long it stood still."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self._program = program
        self._qtbot = qtbot
        self.troubles: list[str] = []
        self.stood_still: list[float] = []
        program.runner.trouble.connect(lambda happened, _to_do: self.troubles.append(happened))

    @property
    def work(self) -> Workplace:
        assert self._program.workplace is not None
        return self._program.workplace

    def until(self, happened: Any) -> None:
        self._qtbot.waitUntil(lambda: bool(happened()), timeout=PATIENCE)

    def lock(self) -> None:
        """As the idle watch, the session lock and sleep do; then look whether all of it is gone."""
        session, dialogs = self.work.session, QApplication.topLevelWidgets()
        key = session.opened.unlocked.key.buffer
        QGuiApplication.clipboard().setText(f"{MARK} copied")
        before = perf_counter()
        self.work._locks.lock_requested.emit()
        self.stood_still.append(perf_counter() - before)
        entrance = self._program.entrance
        assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [entrance]
        assert QApplication.activeModalWidget() is None
        assert QApplication.activePopupWidget() is None
        self.until(lambda: is_locked(session, key) and entrance.unlock._locking.isHidden())
        self.until(lambda: not self._program.runner._tasks)  # late answers come, and find nobody
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        alive = [each for each in dialogs if isValid(each) and isinstance(each, QDialog)]
        assert alive == []
        assert not entrance.unlock._error.text()
        assert self.troubles == []
        assert "\n".join(each for each in said_anywhere() if MARK in each) == ""
        assert MARK not in QGuiApplication.clipboard().text()

    def unlock(self) -> Workplace:
        self.until(lambda: is_there("Passphrase"))
        type_into("Passphrase", PASSPHRASE)
        click("Unlock")
        self.until(lambda: self._program.workplace is not None and is_there("Search"))
        return self.work


def is_locked(session: Session, key: bytearray) -> bool:
    """Whether nothing of the key is left; then the file is closed."""
    if any(key):
        return False
    with pytest.raises(Stopped):
        session.reading.submit(int)
    return True


def said_anywhere() -> Iterator[str]:
    """Every word of every widget and object of the interface that is left, in sight or not."""
    for window in QApplication.topLevelWidgets():
        for each in (window, *window.findChildren(QObject)):
            meta = each.metaObject()
            for number in range(meta.propertyCount()):
                name = meta.property(number).name()
                if isinstance(value := each.property(name), str):
                    yield f"{name} of {each} in {window}: {value}"


@pytest.fixture
def locking(program: Program, workplace: Workplace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Locking:
    assert workplace.session
    # Without a display Qt does not know whose it is, and says of all that it is somebody else's.
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: True)
    return Locking(program, qtbot)


@pytest.fixture
def stocked(workplace: Workplace, tmp_path: Path) -> Stock:
    """What the dialogs are about."""
    return stock(workplace.session, tmp_path)


def test_every_dialog_of_the_program_is_opened_here() -> None:
    found = every_dialog()
    assert OPENERS.keys() | BASES == found.keys()
    assert not OPENERS.keys() & BASES
    for base in BASES:
        assert any(issubclass(found[name], found[base]) for name in OPENERS), base
    assert KEPT_NOWHERE.keys() <= OPENERS.keys()


def open_dialog(desk: Desk, name: str) -> QDialog:
    """Open one and wait until it is there, the words in it read."""
    kind = every_dialog()[name]
    OPENERS[name](desk)
    desk.until(lambda: opened(kind) and not desk.work._runner._tasks)
    return opened(kind)[-1]


def type_everywhere(dialog: QDialog) -> bool:
    """Type the word into every field in sight; whether there was one."""
    fields = edits(dialog)
    for each in fields:
        type_word(each)
    return bool(fields)


def type_word(field: Any) -> None:
    (field.setPlainText if hasattr(field, "setPlainText") else field.setText)(f"{MARK} typed")


def groups() -> list[list[str]]:
    """The dialogs that lie above one another at one lock: neighbours, for a page is built but once then.

    Of those that their desk opens one at a time each goes to another group.
    """
    count = len(OPENERS) if LOCK_EACH else 5
    made: list[list[str]] = [[] for _ in range(count)]
    one_at_a_time = [name for name in OPENERS if name.startswith(ONE_AT_A_TIME)]
    rest = [name for name in OPENERS if name not in one_at_a_time]
    for at, name in enumerate(one_at_a_time):
        made[at % count].append(name)
    for at, name in enumerate(rest):
        made[at * count // len(rest)].append(name)
    return [each for each in made if each]


def is_kept_by(dialog: QDialog) -> tuple[str, str]:
    """Place and form under which a lock keeps what is typed into a dialog; empty where it does not."""
    typing = dialog.findChild(Typing)
    return typing._names[:2] if typing else ("", "")


def lock_over(locking: Locking, stocked: Stock, qtbot: QtBot, names: list[str]) -> list[str]:
    """Open these, type into them, lock and unlock. Answers what was lost of what was typed."""
    typed: dict[str, tuple[str, str]] = {}
    for name in names:
        dialog = open_dialog(Desk(locking.work, stocked, qtbot), name)
        if type_everywhere(dialog):
            typed[name] = is_kept_by(dialog)
    locking.lock()
    unfinished = locking.unlock().session.unfinished
    left = {(form.place, form.form): form for form in unfinished.left()}
    found = [name for name, names in typed.items() if names not in left and name not in KEPT_NOWHERE]
    found += [f"{name}: kept" for name, names in typed.items() if names in left and name in KEPT_NOWHERE]
    for name, where in typed.items():
        if LOCK_EACH and where in left and not is_gone_on_with(locking, left[where], every_dialog()[name]):
            found.append(f"{name}: not offered back")
    for form in left.values():
        unfinished.forget(form.id)
    return found


def is_gone_on_with(locking: Locking, form: Unfinished, kind: type[QDialog]) -> bool:
    """Press the button of the notice, and see whether the word stands in the dialog again; then leave it."""
    notices: list[Notice] = []

    def offered() -> bool:
        notices[:] = [
            each
            for each in locking.work.window.findChildren(Notice)
            if form.title in each.sentence() and each.isVisible()
        ]
        return bool(notices)

    locking.until(offered)
    click("Go on with it", notices[0])
    shown: list[QDialog] = []

    def again() -> bool:
        shown[:] = [each for each in opened(kind) if MARK in " ".join(words_in(each))]
        return bool(shown)

    locking.until(lambda: opened(kind) and not locking.work._runner._tasks)
    found = again()
    for each in opened(kind):
        each.done(0)
    return found


def opened(kind: type[QDialog]) -> list[QDialog]:
    """The dialogs in sight of exactly this class."""
    return [each for each in QApplication.topLevelWidgets() if type(each) is kind and each.isVisible()]


def words_in(dialog: QDialog) -> list[str]:
    """What stands in its fields."""
    return [
        each.toPlainText() if hasattr(each, "toPlainText") else each.text()  # type: ignore[attr-defined]
        for each in edits(dialog)
    ]


def test_nothing_stays_of_any_dialog_and_what_was_typed_is_offered_back(
    locking: Locking, stocked: Stock, qtbot: QtBot
) -> None:
    began, lost = perf_counter(), []
    for names in groups():
        lost += lock_over(locking, stocked, qtbot, names)
    sys.stdout.write(
        f"\n{len(OPENERS)} dialogs, {len(locking.stood_still)} locks in {perf_counter() - began:.0f} s; "
        f"the window stood still for {max(locking.stood_still) * 1000:.0f} ms at most\n"
    )
    assert lost == []
    assert max(locking.stood_still) < AT_ONCE


def test_nothing_stays_of_what_comes_with_qt(locking: Locking, stocked: Stock, qtbot: QtBot) -> None:
    for kind, openers in OF_QT.items():
        for open_it in openers:
            desk = Desk(locking.work, stocked, qtbot)
            open_it(desk)
            locking.until(lambda kind=kind: opened(kind) and not locking.work._runner._tasks)
            locking.lock()
            locking.unlock()
    for open_it in POPUPS.values():
        desk = Desk(locking.work, stocked, qtbot)
        open_it(desk)
        locking.lock()
        locking.unlock()


def test_it_locks_while_qt_asks_something_in_a_loop_of_its_own(
    locking: Locking, program: Program, tmp_path: Path
) -> None:
    there = tmp_path / "a.csv"
    there.write_bytes(b"")
    dialog = choose_place(locking.work.window, "Save", there.name, "All files (*)", print)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(there.name)
    session, window = locking.work.session, locking.work.window
    key = session.opened.unlocked.key.buffer
    asked: list[bool] = []

    def lock_when_asked() -> None:
        if isinstance(QApplication.activeModalWidget(), QMessageBox):
            asked.append(QThread.currentThread().loopLevel() > 1)
            locking.work._locks.lock_requested.emit()
        else:
            QTimer.singleShot(10, lock_when_asked)

    QTimer.singleShot(0, dialog, dialog.accept)
    QTimer.singleShot(0, lock_when_asked)
    locking.until(lambda: asked and is_locked(session, key))
    locking.until(lambda: not isValid(dialog) and not isValid(window))
    assert asked == [True]
    assert in_sight() == [program.entrance]
    assert there.read_bytes() == b""


def by_idling(program: Program, clock: Wristwatch) -> None:
    clock.moment += timedelta(hours=1)
    _locks(program)._idle.look()


def by_the_desktop(program: Program, _clock: Wristwatch) -> None:
    """The screen is locked, or the computer falls asleep: the desktop tells both in the same way."""
    _locks(program)._desktop._on_leaving(True)


def by_minimising(program: Program, _clock: Wristwatch) -> None:
    program.settings.set(LOCK_WHEN_MINIMISED, True)
    assert program.workplace is not None
    program.workplace.window.setWindowState(Qt.WindowState.WindowMinimized)


def by_the_key(_program: Program, _clock: Wristwatch) -> None:
    """As the keyboard does: to the window of the dialog, which is above the one that has the shortcut."""
    above = QApplication.activeModalWidget()
    assert above is not None
    QTest.keyClick(above.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def _locks(program: Program) -> LockWatch:
    assert program.workplace is not None
    return program.workplace._locks


@pytest.mark.parametrize("leave", [by_idling, by_the_desktop, by_minimising, by_the_key])
def test_no_way_to_lock_is_barred_by_a_dialog(
    locking: Locking, program: Program, clock: Wristwatch, leave: Callable[[Program, Wristwatch], None]
) -> None:
    work = locking.work
    sheet = work.quick_notes.take()
    assert sheet is not None
    sheet.what.setPlainText("Wants all that we")
    assert QApplication.activeModalWidget() is sheet
    key = work.session.opened.unlocked.key.buffer
    leave(program, clock)
    locking.until(lambda: is_locked(work.session, key))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(sheet)
    program.entrance.setWindowState(Qt.WindowState.WindowNoState)
    [kept] = locking.unlock().session.unfinished.left()
    assert kept.typed == {"what": "Wants all that we"}


def in_sight() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def test_no_other_dialog_of_qt_is_used() -> None:
    used: set[str] = set()
    for source in (ROOT / "kmss_dpo" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6"):
                used |= {
                    each.name for each in node.names if each.name.endswith(("Dialog", "MessageBox", "Wizard"))
                }
    assert used == _QT_DIALOGS
