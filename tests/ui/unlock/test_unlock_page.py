"""The unlock page hands the passphrase over once and says what went wrong beside the field."""

import subprocess
import sys
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from kmss_dpo.ui.kit.theme import Theme
from kmss_dpo.ui.unlock.form_state import RegisterCard, UnlockState, WayIn, describe
from kmss_dpo.ui.unlock.page import UnlockPage

NOW = datetime(2026, 11, 22, 9, 0)  # noqa: DTZ001 local time, as the page shows it
CARD = RegisterCard(
    "KMSS data protection", "register.kmss", 48_000_000, NOW.replace(day=21, hour=17, minute=20)
)


@pytest.fixture
def page(qtbot: QtBot) -> UnlockPage:
    made = UnlockPage(CARD, NOW)
    qtbot.addWidget(made)
    made.show()
    return made


def button_of(page: UnlockPage, words: str) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if each.text().replace("&", "") == words)


def test_the_card_grows_with_the_text_while_it_is_shown(page: UnlockPage, theme: Theme) -> None:
    theme.set_text_scale(2.0)
    page.resize(1280, 720)
    cut = [each.text() for each in page.findChildren(QPushButton) if each.width() < each.sizeHint().width()]
    assert cut == []


@pytest.mark.parametrize(
    ("size", "day", "expected"),
    [
        (48_000_000, 21, "register.kmss · 48 MB · last opened yesterday 17:20"),
        (900, 22, "register.kmss · 1 kB · last opened today 17:20"),
        (0, 1, "register.kmss · last opened 1 Nov 2026"),
    ],
)
def test_the_register_is_described(size: int, day: int, expected: str) -> None:
    opened = NOW.replace(day=day, hour=17, minute=20)
    assert describe(RegisterCard("x", "register.kmss", size, opened), NOW) == expected


def test_a_refusal_ends_the_trying() -> None:
    state = UnlockState(CARD).tried().refused("Wrong.", "Try again.")
    assert (state.busy, state.error) == (False, "Wrong. Try again.")
    assert state.turned().way is WayIn.RECOVERY_KEY
    assert state.turned().error == ""


def test_enter_hands_over_the_passphrase_and_empties_the_field(qtbot: QtBot, page: UnlockPage) -> None:
    qtbot.keyClicks(page._field, "correct horse")
    with qtbot.waitSignal(page.unlock_requested) as asked:
        qtbot.keyClick(page._field, Qt.Key.Key_Return)
    assert asked.args == [bytearray(b"correct horse"), False]
    assert page._field.length() == 0
    assert not any(page._field._secret._store)


def test_nothing_is_asked_for_twice_while_it_opens(qtbot: QtBot, page: UnlockPage) -> None:
    qtbot.keyClicks(page._field, "correct horse")
    qtbot.keyClick(page._field, Qt.Key.Key_Return)
    page._field._put(b"again")
    with qtbot.assertNotEmitted(page.unlock_requested):
        page._submit()


def test_an_empty_field_asks_for_nothing(qtbot: QtBot, page: UnlockPage) -> None:
    assert not button_of(page, "Unlock").isEnabled()
    with qtbot.assertNotEmitted(page.unlock_requested):
        qtbot.keyClick(page._field, Qt.Key.Key_Return)


def test_an_error_stands_beside_the_field_and_the_focus_comes_back(qtbot: QtBot, page: UnlockPage) -> None:
    page.show_busy()
    page.show_error("That passphrase does not open this register.", "Try again.")
    assert page._error.text() == "That passphrase does not open this register. Try again."
    assert page._error.isVisible()
    assert page._field.isEnabled()
    qtbot.waitUntil(page._field.hasFocus)


def test_the_recovery_key_goes_its_own_way(qtbot: QtBot, page: UnlockPage) -> None:
    button_of(page, "Use the recovery key").click()
    page._field._put(b"ABC-DEF")
    with qtbot.waitSignal(page.recovery_requested) as asked:
        button_of(page, "Unlock").click()
    assert asked.args == [bytearray(b"ABC-DEF")]


def test_the_keychain_is_offered_where_this_computer_is_remembered(qtbot: QtBot, page: UnlockPage) -> None:
    keychain = button_of(page, "Unlock with this computer's keychain")
    assert not keychain.isVisible()
    page.show_card(RegisterCard("x", "register.kmss", remembered=True), NOW)
    assert keychain.isVisible()
    with qtbot.waitSignal(page.keychain_requested):
        keychain.click()


def test_what_is_seen_of_the_register_meanwhile_hides_nothing_that_is_said(page: UnlockPage) -> None:
    button_of(page, "Use the recovery key").click()
    page.show_error("No backup could be made.", "Check the disk.")
    page.show_seen(replace(CARD, name="Seen"), NOW)
    assert (page._name.text(), page._error.text()) == ("Seen", "No backup could be made. Check the disk.")
    assert button_of(page, "Use the passphrase").isVisible()
    page.show_card(CARD, NOW)
    assert not page._error.isVisible()
    page.show_error("No backup could be made.")
    page.show_locking("")
    assert not page._error.isVisible()


def test_the_page_loads_no_module_that_it_does_not_need() -> None:
    source = "import sys, kmss_dpo.ui.unlock.page, kmss_dpo.ui.kit.theme; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {
        "PySide6.QtSvg",
        "sqlalchemy",
        "reportlab",
        "cryptography",
        "argon2",
        "zoneinfo",
        "json",
    }


def test_a_long_refusal_is_shown_whole(qtbot: QtBot, page: UnlockPage) -> None:
    page.resize(1360, 850)
    page.show_error("That passphrase does not open this register.", "Check Caps Lock and try again.")
    error, field = page._error, page._field
    qtbot.waitUntil(lambda: error.height() >= error.heightForWidth(error.width()))
    assert field.height() >= field.sizeHint().height()


def test_every_control_has_a_letter_of_its_own_whatever_the_page_says(page: UnlockPage) -> None:
    def letters() -> list[str]:
        named = [*page.findChildren(QPushButton), *page.findChildren(QCheckBox)]
        shown = [each for each in named if each.isVisible() and each.text() not in {"Show", "Hide"}]
        return [each.text().partition("&")[2][:1].lower() for each in shown]

    for turn in (lambda: None, page._way.click, lambda: page.show_error("Wrong."), page._way.click):
        turn()
        assert all(letters())
        assert len(set(letters())) == len(letters())
    assert page._caption.buddy() is page._field


@pytest.mark.parametrize("card", [replace(CARD, remembered=True), replace(CARD, forgettable=True)])
def test_a_register_that_the_keychain_may_open_can_be_forgotten(
    qtbot: QtBot, page: UnlockPage, card: RegisterCard
) -> None:
    assert not button_of(page, "Forget this computer…").isVisible()
    page.show_card(card, NOW)
    forget = button_of(page, "Forget this computer…")
    assert forget.isVisible()
    with qtbot.waitSignal(page.forget_requested):
        forget.click()
    page.say_forgotten()
    assert not forget.isVisible()
    assert not page._keychain.isVisible()
