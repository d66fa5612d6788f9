"""The calendar file leaves the register by the officer's choice, after they were told what it holds."""

from datetime import date
from pathlib import Path

import icalendar
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from kmss_dpo.ui.alerts.calendar import NOTHING_AHEAD, SAVED
from kmss_dpo.ui.kit.confirm import Decision
from tests.ui.alerts.conftest import OpenCase, Watched


def test_the_officer_is_told_what_it_holds_and_chooses_the_place(
    watched: Watched, open_case: OpenCase, tmp_path: Path, qtbot: QtBot
) -> None:
    open_case(date(2026, 11, 2))
    told: list[str] = []
    watched.alerting.calendar.told.connect(told.append)
    watched.alerting.command("calendar")
    qtbot.waitUntil(lambda: bool(watched.window.findChildren(Decision)))
    [decision] = watched.window.findChildren(Decision)
    assert decision.windowTitle() == "Save 1 coming date as a calendar file?"
    assert "no names" in " ".join(each.text() for each in decision.findChildren(QLabel))
    decision.decide_button.click()
    qtbot.waitUntil(lambda: bool(watched.window.findChildren(QFileDialog)))
    [dialog] = watched.window.findChildren(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "register-dates-2026-11-22.ics"
    dialog.fileSelected.emit(str(tmp_path / "dates.ics"))
    dialog.close()
    qtbot.waitUntil(lambda: told == [SAVED])
    calendar = icalendar.Calendar.from_ical((tmp_path / "dates.ics").read_bytes())
    assert [str(each["SUMMARY"]) for each in calendar.events] == ["SAR-2026-0001 due"]


def test_where_no_day_lies_ahead_that_is_said(watched: Watched, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watched.alerting.calendar.told) as told:
        watched.alerting.calendar.ask()
    assert told.args == [NOTHING_AHEAD]
