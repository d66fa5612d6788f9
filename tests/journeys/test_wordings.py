"""The officer words a letter: from the settings to a letter on a case, with a lock in between."""

from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.ui.hands import click, is_there, type_into
from kmss_dpo.ui.letters.wordings.sheet import WordingSheet
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import PASSPHRASE
from tests.journeys.conftest import PATIENCE


def sheet_in_sight(qtbot: QtBot) -> Any:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), WordingSheet), timeout=PATIENCE)
    return QApplication.activeModalWidget()


def test_a_wording_that_was_half_typed_at_a_lock_is_gone_on_with_and_saved(
    qtbot: QtBot, program: Program, workplace: Workplace
) -> None:
    letters = workplace.page("settings").letters
    qtbot.waitUntil(lambda: letters.table.model().rowCount() > 0, timeout=PATIENCE)
    letters.wording_requested.emit("fee")
    sheet_in_sight(qtbot).subject.setText("What it costs")
    workplace.window.lock_requested.emit()
    qtbot.waitUntil(lambda: program.workplace is None and is_there("Passphrase"), timeout=PATIENCE)
    type_into("Passphrase", PASSPHRASE)
    click("Unlock")
    qtbot.waitUntil(lambda: program.workplace is not None and is_there("Go on with it"), timeout=PATIENCE)
    work = program.workplace
    assert work is not None
    click("Go on with it", work.window)
    sheet = sheet_in_sight(qtbot)
    assert sheet.subject.text() == "What it costs"
    sheet.save()
    qtbot.waitUntil(lambda: not work.session.unfinished.left(), timeout=PATIENCE)
    assert work.session.wordings.open("fee").wording.head.subject == "What it costs"
