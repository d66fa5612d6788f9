"""Keeping records beyond their period, through the real page."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kmss_dpo.services import disposal
from kmss_dpo.session import Session
from tests.ui.retention.looking import DealtWith, Person, Shown, dialog, press, words


def test_keeping_needs_a_day_and_a_reason_and_takes_the_record_off_the_list(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    dealt_with(person("Nia Roberts"))
    dealt_with(person("Omar Farouk"))
    page = shown(2)
    press(page, "Select all", qtbot)
    press(page, "Keep until…", qtbot)
    keep = dialog(page)
    assert keep.windowTitle() == "Keep 2 records longer"
    qtbot.mouseClick(keep.decide_button, Qt.MouseButton.LeftButton)
    assert keep.isVisible()
    assert "Give the day." in words(keep)
    assert "Say why it is kept longer" in words(keep)
    qtbot.keyClicks(keep.focusWidget(), "20 May 2027")
    keep.reason.setPlainText("The contract is being signed.")
    qtbot.mouseClick(keep.decide_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.ready.ready())
    assert session.retention.ready() == []
    assert page.ready.notice.sentence() == "2 records kept longer."
    press(page.ready.notice, "Undo", qtbot)
    qtbot.waitUntil(lambda: len(page.ready.ready()) == 2)
    assert page.ready.notice.sentence() == ""


def test_keeping_many_can_be_stopped_and_says_what_is_left(
    shown: Shown,
    person: Person,
    dealt_with: DealtWith,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(disposal, "_FEW", 1)
    cases = [dealt_with(person(f"Person {number}")) for number in range(3)]
    page = shown(3)
    keep = page.deciding.keep(cases)
    assert keep is not None
    with session.opened.register.writing_lane.alone():  # the first few wait until the wish to stop is there
        keep.decided.emit(date(2027, 5, 20), "The contract is being signed.")
        qtbot.waitUntil(page.ready.foot.progress.isVisible)
        assert page.deciding.keep(cases) is None, "one decision after the other"
        press(page.ready.foot.progress, "Cancel", qtbot)
    qtbot.waitUntil(lambda: len(page.ready.ready()) == 2)
    said = "1 record of 3 kept longer. What is left of the others stands here."
    assert page.ready.notice.sentence() == said
    qtbot.waitUntil(lambda: not page.ready.foot.progress.isVisible())
