"""The passphrase field behaves like a line with echo mode Password, and keeps no string."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kmss_dpo.ui.kit.passphrase_edit import PassphraseEdit
from kmss_dpo.ui.kit.secret import LONGEST
from kmss_dpo.ui.kit.secret_line import BULLET

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier

KEYS = [
    (Qt.Key.Key_Left, NONE),
    (Qt.Key.Key_Right, NONE),
    (Qt.Key.Key_Home, NONE),
    (Qt.Key.Key_End, NONE),
    (Qt.Key.Key_Left, SHIFT),
    (Qt.Key.Key_Right, SHIFT),
    (Qt.Key.Key_Home, SHIFT),
    (Qt.Key.Key_End, SHIFT),
    (Qt.Key.Key_Backspace, NONE),
    (Qt.Key.Key_Delete, NONE),
    (Qt.Key.Key_Backspace, CTRL),
    (Qt.Key.Key_Delete, CTRL),
    (Qt.Key.Key_A, CTRL),
    (Qt.Key.Key_X, CTRL),
    (Qt.Key.Key_Z, CTRL),
    (Qt.Key.Key_K, CTRL),
]


def press(line: QLineEdit, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str = "") -> None:
    QApplication.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))


def type_text(line: QLineEdit, text: str) -> None:
    for one in text:
        press(line, Qt.Key.Key_unknown, NONE, one)


@pytest.fixture
def field(qtbot: QtBot) -> PassphraseEdit:
    made = PassphraseEdit()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def pair(qtbot: QtBot) -> tuple[PassphraseEdit, QLineEdit]:
    ours, plain = PassphraseEdit(), QLineEdit()
    plain.setEchoMode(QLineEdit.EchoMode.Password)
    qtbot.addWidget(ours)
    qtbot.addWidget(plain)
    return ours, plain


step = st.one_of(
    st.sampled_from([(Qt.Key.Key_unknown, NONE, one) for one in "aZ 9éŵł•漢"]),
    st.sampled_from([(key, modifiers, "") for key, modifiers in KEYS]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, max_size=40))
def test_it_edits_like_a_password_line(
    pair: tuple[PassphraseEdit, QLineEdit], steps: list[tuple[Qt.Key, Qt.KeyboardModifier, str]]
) -> None:
    ours, plain = pair
    ours.wipe()
    plain.clear()
    for key, modifiers, text in steps:
        press(ours, key, modifiers, text)
        press(plain, key, modifiers, text)
        assert ours.text() == BULLET * len(plain.text())
        assert ours.cursorPosition() == plain.cursorPosition()
        assert (ours.selectionStart(), ours.selectionLength()) == (
            plain.selectionStart(),
            plain.selectionLength(),
        )
    assert ours.copy_bytes().decode() == plain.text()


def test_taking_hands_over_the_bytes_once(field: PassphraseEdit) -> None:
    type_text(field, "Siân 🔑 شمس")
    assert field.take().decode() == "Siân 🔑 شمس"
    assert field.take() == bytearray()
    assert field.text() == ""


def test_nothing_stays_in_the_buffer_after_wiping(field: PassphraseEdit) -> None:
    type_text(field, "correct horse")
    field.wipe()
    assert not any(field._secret._store)


def test_a_deleted_character_stays_nowhere_in_the_buffer(field: PassphraseEdit) -> None:
    type_text(field, "abcdef")
    press(field, Qt.Key.Key_Home, NONE)
    press(field, Qt.Key.Key_Delete, NONE)
    assert field._secret._store.rstrip(b"\0") == b"bcdef"


def test_closing_the_field_wipes_the_buffer(qtbot: QtBot) -> None:
    field = PassphraseEdit()
    type_text(field, "correct horse")
    store = field._secret._store
    field.deleteLater()
    qtbot.waitUntil(lambda: not any(store))


def test_the_first_pasted_line_replaces_the_selection(field: PassphraseEdit) -> None:
    QGuiApplication.clipboard().setText("pass\nsecond line")
    type_text(field, "xyz")
    field.selectAll()
    press(field, Qt.Key.Key_V, CTRL, "\x16")
    assert field.take() == b"pass"


def test_an_input_method_commits_into_the_buffer(field: PassphraseEdit) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString("ŵ漢🔑")
    QApplication.sendEvent(field, event)
    assert field.text() == BULLET * 3
    assert field.take().decode() == "ŵ漢🔑"


def test_text_set_by_assistive_technology_is_taken_over(field: PassphraseEdit) -> None:
    type_text(field, "ab")
    field.insert("cd")
    assert field.text() == BULLET * 4
    assert field.take() == b"abcd"


def test_what_does_not_fit_is_not_taken(field: PassphraseEdit) -> None:
    field._put(b"x" * (LONGEST + 1))
    assert field.length() == 0


def test_ten_thousand_characters_fit(field: PassphraseEdit) -> None:
    field._put("é".encode() * 10_000)
    assert len(field.take()) == 20_000


@pytest.mark.parametrize("shown", [False, True])
def test_it_stays_a_password_for_assistive_technology(field: PassphraseEdit, shown: bool) -> None:
    type_text(field, "secret")
    field.set_shown(shown)
    face = QAccessible.queryAccessibleInterface(field)
    assert face.state().passwordEdit
    assert field.text() == BULLET * 6


def test_showing_paints_other_pixels_than_hiding(field: PassphraseEdit) -> None:
    type_text(field, "WWWW")
    field.resize(300, 40)
    hidden = field.grab().toImage()
    field.set_shown(True)
    assert field.grab().toImage() != hidden


def test_typing_is_announced_without_its_content(qtbot: QtBot, field: PassphraseEdit) -> None:
    with qtbot.waitSignal(field.typed) as told:
        type_text(field, "a")
    assert told.args == []


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.text(
        st.sampled_from("ae\u0301\u0327\u0323é각\u1100\u1161\u11a8\u0958\U0001d160 9漢"), max_size=12
    )
)
def test_what_is_handed_over_is_in_nfc_however_it_was_typed(field: PassphraseEdit, typed: str) -> None:
    field.wipe()
    field._put(typed.encode())
    expected = bytearray(unicodedata.normalize("NFC", typed).encode())
    assert field.copy_bytes() == expected
    assert field.take() == expected
