"""The panel of the ways in: what each button does to a real register."""

import threading
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.errors import Stopped, Trouble
from kmss_dpo.domain.keys import SlotKind
from kmss_dpo.domain.unlocking import WrongPassphrase
from kmss_dpo.services.keys import Keys, written_out
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.ui.keys.change_page import ChangePage
from kmss_dpo.ui.keys.panel import WaysPanel
from kmss_dpo.ui.keys.sheets import Desk, NewKeySheet, PassphraseSheet
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.long_work import Proceed
from kmss_dpo.ui.kit.new_passphrase import NewPassphrase
from kmss_dpo.ui.kit.runner import Runner

OLD = b"seven quiet otters paddle north"
NEW = b"eleven loud badgers climb south"


def choose(qtbot: QtBot, chosen: NewPassphrase, passphrase: bytes = NEW) -> None:
    chosen._first._put(passphrase)
    chosen._again._put(passphrase)
    qtbot.waitUntil(lambda: chosen._state.strength is not None)


def opens(unlocking: Unlocking, session: Session, passphrase: bytes) -> bool:
    folder = session.opened.register.folder
    if not session.opened.unlocked.key.wiped:
        session.close()
    try:
        unlocking.with_passphrase(folder, bytearray(passphrase)).close()
    except WrongPassphrase:
        return False
    return True


def rows(panel: WaysPanel) -> list[tuple[str, str]]:
    return [(line.way.person, line.kind) for line in panel._lines.values()]


def test_the_list_says_who_by_what_and_which_opened_it(panel: WaysPanel) -> None:
    assert rows(panel) == [("Robin Hale", "Passphrase"), ("Robin Hale", "Recovery kit, on paper")]
    assert [line.opened_it for line in panel._lines.values()] == [True, False]
    assert panel.kit_words.text().endswith("and has never been tried.")
    assert panel.reminder.sentence() == ""


def test_the_passphrase_is_changed(
    qtbot: QtBot, panel: WaysPanel, session: Session, unlocking: Unlocking
) -> None:
    sheet = panel.change_passphrase()
    sheet.save()
    assert sheet.form.row("before").error() == "Type the passphrase that opens it now."
    assert sheet.form.row("passphrase").error().startswith("Use at least 12")
    sheet.before._put(OLD)
    choose(qtbot, sheet.chosen)
    assert sheet.touched()
    sheet.save()
    qtbot.waitUntil(lambda: panel.told.sentence() == "The passphrase was changed.")
    assert opens(unlocking, session, NEW)


def test_a_wrong_old_passphrase_is_said_beside_its_own_field(qtbot: QtBot, panel: WaysPanel) -> None:
    sheet = panel.change_passphrase()
    sheet.before._put(b"not that one")
    choose(qtbot, sheet.chosen)
    sheet.save()
    qtbot.waitUntil(lambda: bool(sheet.form.row("before").error()))
    assert sheet.form.row("passphrase").error() == ""
    assert not sheet.touched()
    assert not sheet.before.length()


def test_opened_with_the_recovery_key_one_says_whose_passphrase_was_forgotten(
    qtbot: QtBot, keys: Keys, unlocking: Unlocking, session: Session, runner: Runner, files: Executor
) -> None:
    from kmss_dpo.services.keys import new_recovery_key  # noqa: PLC0415 - one test's own

    recovery, folder = new_recovery_key(), session.opened.register.folder
    keys.add_deputy("Sam Okafor", bytearray(b"cabbage violin thunder ladder rust"))
    keys.keep_recovery_key(recovery)
    session.close()
    again = Session(unlocking.with_recovery_key(folder, written_out(recovery)), session._clock)
    panel = WaysPanel(Desk(again, unlocking.keys(again.opened), runner, files))
    qtbot.addWidget(panel)
    panel.show()
    panel.load()
    qtbot.waitUntil(lambda: len(panel._lines) == 3)
    sheet = panel.change_passphrase()
    assert sheet.before.isHidden()
    sheet.whose.setCurrentIndex(1)
    choose(qtbot, sheet.chosen)
    sheet.save()
    qtbot.waitUntil(lambda: panel.told.sentence() == "The passphrase was changed.")
    again.close()
    opened = unlocking.with_passphrase(folder, bytearray(NEW))
    assert opened.unlocked.way_in.person == "Sam Okafor"
    opened.close()


def test_a_person_is_added_and_taken_away(qtbot: QtBot, panel: WaysPanel) -> None:
    sheet = panel.add_person()
    sheet.save()
    assert sheet.form.row("person").error().startswith("Enter the name")
    sheet.binder.show(sheet.binder.state)
    sheet.form.row("person").field.setText("Sam Okafor")  # type: ignore[attr-defined]
    choose(qtbot, sheet.chosen)
    sheet.save()
    qtbot.waitUntil(lambda: len(panel._lines) == 3)
    assert panel.told.sentence() == "Sam Okafor can open the register now."
    panel.table.action_requested.emit(3)
    decision = panel.findChild(Decision)
    assert decision is not None
    decision.decide_button.click()
    qtbot.waitUntil(lambda: len(panel._lines) == 2)
    assert panel.told.sentence() == "Sam Okafor's passphrase no longer opens the register."
    panel.table.open_requested.emit(1)
    assert not [each for each in panel.findChildren(Decision) if each.isVisible()]


def test_a_removal_that_is_refused_says_why(qtbot: QtBot, panel: WaysPanel, keys: Keys) -> None:
    line = next(iter(panel._lines.values()))
    panel._remove(line)
    qtbot.waitUntil(lambda: panel.told.sentence().startswith("This is the last passphrase"))
    assert len(keys.ways().every) == 2


def test_a_new_kit_holds_once_it_is_in_safe_hands_and_proves_itself(
    qtbot: QtBot, panel: WaysPanel, keys: Keys, tmp_path: Path
) -> None:
    before = keys.ways().kit()
    sheet = panel.new_kit()
    sheet.save()
    assert sheet.form.row("safe").error().startswith("Print or save")
    text = written_out(sheet._recovery)
    sheet._save_as(tmp_path / "kit.pdf")
    qtbot.waitUntil(lambda: sheet.notice.sentence().startswith("The kit was saved."))
    assert (tmp_path / "kit.pdf").read_bytes().startswith(b"%PDF")
    assert keys.ways().kit() == before
    sheet.save()
    qtbot.waitUntil(lambda: panel.told.sentence().startswith("The new recovery kit holds"))
    assert keys.ways().kit() != before
    trying = panel.try_kit()
    trying.save()
    assert trying.form.row("recovery_key").error() == "Type the key from the kit."
    trying.key._put(bytes(text[:-1]))
    trying.save()
    qtbot.waitUntil(lambda: "this one has 53" in trying.form.row("recovery_key").error())
    assert trying.key.length() == 61
    trying.key._put(bytes(text[-1:]))
    trying.save()
    qtbot.waitUntil(lambda: panel.told.sentence().startswith("The printed kit opens the register."))
    qtbot.waitUntil(lambda: panel.kit_words.text().startswith("Last proved on Sun 22 Nov 2026"))


def test_a_kit_that_was_replaced_is_told_and_one_is_reminded(qtbot: QtBot, panel: WaysPanel) -> None:
    from kmss_dpo.services.keys import new_recovery_key  # noqa: PLC0415 - one test's own

    trying = panel.try_kit()
    trying.key._put(bytes(written_out(new_recovery_key())))
    trying.save()
    qtbot.waitUntil(lambda: "does not open this register" in panel.told.sentence())
    qtbot.waitUntil(lambda: panel.reminder.sentence().startswith("The recovery kit did not open"))


def test_a_sheet_that_goes_takes_its_secrets_along(qtbot: QtBot, panel: WaysPanel) -> None:
    kit, words = panel.new_kit(), panel.change_passphrase()
    words.before._put(OLD)
    held = kit._recovery, kit.key._secret._store, words.before._secret._store
    assert all(any(each) for each in held)
    for sheet in (kit, words):
        sheet.deleteLater()
    qtbot.waitUntil(lambda: not any(any(each) for each in held))


def test_a_new_key_is_explained_and_decided_on(
    qtbot: QtBot, panel: WaysPanel, session: Session, unlocking: Unlocking
) -> None:
    panel.leak_button.click()
    qtbot.waitUntil(lambda: panel.findChild(NewKeySheet) is not None)
    sheet = panel.findChild(NewKeySheet)
    assert sheet is not None
    sheet.before._put(OLD)
    choose(qtbot, sheet.chosen)
    with qtbot.waitSignal(panel.new_key_decided) as decided:
        sheet.save()
    session.close()
    assert decided.args is not None
    unlocking.change_key(decided.args[0], lambda _done, _of: True).close()
    assert opens(unlocking, session, NEW)


def test_who_lost_a_passphrase_is_named_until_one_says_that_they_will_not_come(
    qtbot: QtBot, panel: WaysPanel, keys: Keys, session: Session, unlocking: Unlocking
) -> None:
    keys.add_deputy("Sam Okafor", bytearray(b"cabbage violin thunder ladder rust"))
    decided = keys.decide_new_key(bytearray(OLD), bytearray(NEW))
    session.close()
    again = Session(unlocking.change_key(decided, lambda _done, _of: True), session._clock)
    there = unlocking.keys(again.opened)
    there.settle_new_key()
    after = WaysPanel(Desk(again, there, panel._desk.runner, panel._desk.files))
    qtbot.addWidget(after)
    after.show()
    after.load()
    qtbot.waitUntil(lambda: "Sam Okafor" in after.absent.sentence())
    assert not after.try_button.isEnabled()
    assert after.reminder.sentence().startswith("There is no recovery kit")
    (button,) = [each for each in after.findChildren(QPushButton) if each.text() == "They will not come"]
    button.click()
    qtbot.waitUntil(lambda: there.ways().absent == ())
    qtbot.waitUntil(lambda: after.absent.sentence() == "" and not after._desk.runner._tasks)
    again.close()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Stopped(), "The key was not changed: the register is as it was."),
        (Trouble("The disk is full.", "Free some space."), "The disk is full. Free some space."),
    ],
)
def test_a_key_change_that_is_stopped_or_refused_leads_back(
    qtbot: QtBot, runner: Runner, files: Executor, error: Exception, said: str
) -> None:
    def change(_proceed: Proceed) -> None:
        raise error

    page = ChangePage(change, runner, files)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.show()
    page.begin()
    qtbot.waitUntil(page.back_button.isVisible)
    assert page.notice.sentence().startswith(said)
    with qtbot.waitSignal(page.given_up):
        page.back_button.click()


def test_a_key_change_shows_how_far_it_is_and_is_stopped_by_its_button(
    qtbot: QtBot, runner: Runner, files: Executor
) -> None:
    asked = threading.Event()

    def change(proceed: Callable[[int, int], bool]) -> None:
        while proceed(3, 10):
            asked.set()
        raise Stopped

    page = ChangePage(change, runner, files)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.show()
    page.begin()
    qtbot.waitUntil(lambda: asked.is_set() and page._progress._bar.value() == 3)
    page._progress._cancel.click()
    qtbot.waitUntil(lambda: page.notice.sentence().startswith("The key was not changed"))


def test_a_forgotten_passphrase_of_the_only_person_needs_no_choice(panel: WaysPanel) -> None:
    sheet = panel.change_passphrase()
    assert isinstance(sheet, PassphraseSheet)
    assert sheet.whose.isHidden()
    assert [way.kind for way in panel._ways.by_passphrase()] == [SlotKind.PASSPHRASE]
