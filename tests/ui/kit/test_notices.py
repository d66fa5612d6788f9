"""Notices, toasts, decisions, progress and empty lists say what they should and do no harm."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.clock import Standing, Urgency
from kmss_dpo.ui.kit.chips import Chip, ChipLabel, Look, chip_of, spoken
from kmss_dpo.ui.kit.confirm import ask
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.notice import Notice, Notices, Toast, Tone
from kmss_dpo.ui.kit.progress import Progress


def button_of(widget: QWidget, words: str) -> QPushButton:
    return next(each for each in widget.findChildren(QPushButton) if each.text().replace("&", "") == words)


def test_a_notice_offers_what_can_be_done(qtbot: QtBot) -> None:
    place, done = Notices(), []
    qtbot.addWidget(place)
    notice = place.say("The disk is full.", Tone.ERROR, "Try again", lambda: done.append(1))
    assert notice.accessibleName() == "Problem: The disk is full."
    button_of(notice, "Try again").click()
    assert done == [1]
    assert place.sentences() == []
    assert place.isHidden()


def test_what_can_be_undone_has_a_button_for_that_beside_any_other(qtbot: QtBot) -> None:
    notice, done = Notice(), []
    qtbot.addWidget(notice)
    notice.say("2 cases assigned.", Tone.WARNING, "Show each…", lambda: done.append("shown"))
    assert button_of(notice, "Undo").isHidden()
    notice.say(
        "2 cases assigned.",
        Tone.WARNING,
        "Show each…",
        lambda: done.append("shown"),
        lambda: done.append("undone"),
    )
    assert not button_of(notice, "Show each…").isHidden()
    button_of(notice, "Undo").click()
    assert done == ["undone"]
    assert notice.isHidden()


def test_the_same_notice_is_not_repeated(qtbot: QtBot) -> None:
    place = Notices()
    qtbot.addWidget(place)
    assert place.say("One.") is place.say("One.")
    place.say("Two.")
    assert place.sentences() == ["One.", "Two."]


def test_a_toast_stays_at_the_foot_of_its_page(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    toast = Toast(page)
    toast.say("The contact is kept.")
    assert toast.isVisible()
    page.resize(600, 500)
    assert toast.geometry().center().x() == pytest.approx(300, abs=1)
    assert toast.geometry().bottom() < 500
    assert toast.geometry().top() > 400


def test_escape_decides_nothing(qtbot: QtBot) -> None:
    page, done = QWidget(), []
    qtbot.addWidget(page)
    page.show()
    dialog = ask(page, "Erase?", "All of it goes.", "Erase 3 records", lambda: done.append(1), danger=True)
    assert button_of(dialog, "Cancel").isDefault()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert done == []


def test_the_button_that_names_the_deed_does_it(qtbot: QtBot) -> None:
    page, done = QWidget(), []
    qtbot.addWidget(page)
    page.show()
    ask(page, "Erase?", "All of it goes.", "Erase 3 records", lambda: done.append(1)).decide_button.click()
    assert done == [1]


def test_progress_can_be_asked_to_stop_once(qtbot: QtBot) -> None:
    progress = Progress()
    qtbot.addWidget(progress)
    progress.begin("Making a backup")
    progress.step(3, 10)
    with qtbot.waitSignal(progress.cancel_requested):
        button_of(progress, "Cancel").click()
    assert not button_of(progress, "Cancel").isEnabled()
    progress.end()
    assert progress.isHidden()


def test_an_empty_list_offers_the_first_step(qtbot: QtBot) -> None:
    empty = EmptyState("inbox", "No requests yet.", "New request…")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.step_requested):
        button_of(empty, "New request…").click()


def test_a_chip_is_said_with_its_state(qtbot: QtBot) -> None:
    chip = chip_of(Standing(Urgency.OVERDUE, "2 days over"))
    assert chip == Chip("2 days over", Look.OVERDUE)
    shown = ChipLabel(chip)
    qtbot.addWidget(shown)
    assert shown.accessibleName() == "overdue: 2 days over"
    assert spoken(Chip("Subject access", Look.KIND)) == "Subject access"
    assert chip_of(Standing(Urgency.NONE, "")) is None


def test_every_state_has_a_shape_of_its_own(qtbot: QtBot) -> None:
    pictures = []
    for look in (Look.OVERDUE, Look.SOON, Look.IN_TIME, Look.WAITING):
        shown = ChipLabel(Chip("same", look))
        qtbot.addWidget(shown)
        shown.resize(shown.sizeHint())
        grey = shown.grab().toImage().convertToFormat(shown.grab().toImage().Format.Format_Mono)
        pictures.append(bytes(grey.constBits()))
    assert len(set(pictures)) == 4
