"""What happened to the clock of a case, recorded through the real sheet."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseKind, family_of
from kmss_dpo.domain.clock import Ask, ClockFacts, ClockState
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.clock import fields_for
from kmss_dpo.ui.cases.forms.clock_fields import PairField, PairsField
from kmss_dpo.ui.cases.forms.clock_sheet import ClockSheet
from kmss_dpo.ui.kit.date_field import DateField

from .conftest import Desk

TWELFTH = date(2026, 11, 12)


def test_the_clock_sheet_shows_the_new_date_and_changes_nothing_before_saving(
    desk: Desk, session: Session
) -> None:
    case = desk.case(TWELFTH, facts=ClockFacts(identity=Ask(TWELFTH)))
    page = desk.opened(case)
    desk.press(page.detail.why, "Record what came…")
    sheet = desk.sheet(page, ClockSheet)
    sheet.asks["identity"].met.set_day(date(2026, 11, 14))
    desk.until(lambda: "Then: due Mon 14 Dec 2026." in sheet.outlook.toPlainText())
    assert "Now: the clock has not started" in sheet.outlook.toPlainText()
    assert "The clock starts on Sat 14 Nov 2026" in sheet.outlook.toPlainText()
    assert session.cases.case(case).deadline.state is ClockState.NOT_STARTED
    sheet.save()
    desk.until(lambda: "Mon 14 Dec 2026" in page.detail.why.prose.toPlainText())
    assert session.cases.case(case).deadline.due_on == date(2026, 12, 14)


def test_what_is_meant_for_a_customer_is_recorded_as_passed_on(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH)
    session.cases.change(case, 1, replace(session.cases.case(case).details, for_customer="Acme Ltd"))
    page = desk.opened(case)
    written: list[tuple[int, str]] = []
    page.detail.case_actions.letter_requested.connect(lambda *what: written.append(what))
    desk.press(page.detail.why, "Write that it was passed on")
    assert written == [(case, "passed_on")]
    desk.choose(page, "Record clock facts…")
    sheet = desk.sheet(page, ClockSheet)
    sheet.days["answered_on"].set_day(date(2026, 11, 13))
    sheet.save()
    desk.until(lambda: "Passed on and answered on Fri 13 Nov 2026" in page.detail.why.prose.toPlainText())


def test_a_mistake_in_the_clock_is_said_beside_its_field(desk: Desk) -> None:
    page = desk.opened(desk.case(TWELFTH))
    page.detail.case_actions.clock()
    sheet = desk.sheet(page, ClockSheet)
    sheet.asks["fee"].asked.set_day(date(2026, 11, 1))
    desk.until(lambda: "lies before Thu 12 Nov 2026" in sheet.form.row("fee").error())
    sheet.asks["fee"].asked.set_day(TWELFTH)
    desk.until(lambda: sheet.form.row("fee").error() == "")
    sheet.days["extension"].set_day(date(2026, 11, 20))
    sheet.save()
    assert "only these two" in sheet.form.row("ground").error()
    assert sheet.isVisible()


def test_a_text_that_is_no_day_is_not_saved(desk: Desk, qtbot: QtBot, session: Session) -> None:
    case = desk.case(TWELFTH)
    page = desk.opened(case)
    page.detail.case_actions.clock()
    sheet = desk.sheet(page, ClockSheet)
    qtbot.keyClicks(sheet.days["answered_on"].focusProxy(), "soon")
    sheet.save()
    assert "no day" in sheet.form.row("answered_on").error()
    assert session.cases.case(case).version == 1


def test_several_clarifications_are_kept(desk: Desk, session: Session) -> None:
    case = desk.case(date(2026, 11, 2))
    page = desk.opened(case)
    page.detail.case_actions.clock()
    sheet = desk.sheet(page, ClockSheet)
    sheet.clarifications.fields[0].asked.set_day(date(2026, 11, 4))
    sheet.clarifications.fields[0].met.set_day(date(2026, 11, 6))
    desk.press(sheet.clarifications, "Another one…")
    sheet.clarifications.fields[1].asked.set_day(date(2026, 11, 10))
    desk.until(lambda: "the clock is stopped" in sheet.outlook.toPlainText())
    sheet.save()
    desk.until(lambda: page.detail.view is not None and len(page.detail.view.facts.clarifications) == 2)
    assert session.cases.case(case).deadline.state is ClockState.STOPPED


@pytest.mark.parametrize(
    "kind", [CaseKind.ACCESS, CaseKind.ERASURE, CaseKind.COMPLAINT, CaseKind.DEMO_ENQUIRY]
)
def test_only_the_fields_of_the_kind_are_in_sight_and_none_lies_outside_the_sheet(
    desk: Desk, kind: CaseKind
) -> None:
    before = set(QApplication.topLevelWidgets())
    page = desk.opened(desk.case(TWELFTH, kind), family_of(kind))
    page.detail.case_actions.clock()
    sheet = desk.sheet(page, ClockSheet)
    every = {
        *fields_for(CaseKind.ACCESS),
        *fields_for(CaseKind.COMPLAINT),
        *fields_for(CaseKind.DEMO_ENQUIRY),
    }
    assert {name for name in every if sheet.form.row(name).isVisible()} == fields_for(kind)
    outside = set(QApplication.topLevelWidgets()) - before
    assert [each for each in outside if isinstance(each, DateField | PairField | PairsField)] == []
