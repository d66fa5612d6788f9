"""The facts of a clock corrected through the real sheet."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseKind, family_of
from kmss_dpo.domain.clock import Ask, ClockFacts, ClockState
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.clock import Pair, fields_for
from kmss_dpo.ui.cases.forms.clock_fields import PairField, PairsField
from kmss_dpo.ui.cases.forms.clock_sheet import ClockSheet
from kmss_dpo.ui.cases.looking import NoteLook
from kmss_dpo.ui.cases.tabs import Part
from kmss_dpo.ui.kit.date_field import DateField

from .conftest import Desk

TWELFTH = date(2026, 11, 12)


CAME = ClockFacts(identity=Ask(TWELFTH, date(2026, 11, 13)))


def test_the_sheet_shows_the_new_date_and_changes_nothing_before_saving(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH, facts=ClockFacts(identity=Ask(TWELFTH)))
    page = desk.opened(case)
    desk.choose(page, "Correct the clock facts…")
    sheet = desk.sheet(page, ClockSheet)
    assert sheet.focusWidget() is sheet.asks["identity"].asked.focusProxy()
    sheet.asks["identity"].met.set_day(date(2026, 11, 14))
    desk.until(lambda: "Then: due Mon 14 Dec 2026." in sheet.outlook.said())
    assert "Now: the clock has not started" in sheet.outlook.said()
    assert "The clock starts on Sat 14 Nov 2026" in sheet.outlook.said()
    assert not sheet.form.row("reason").isVisible(), "what is added needs no reason"
    assert session.cases.case(case).deadline.state is ClockState.NOT_STARTED
    sheet.save()
    desk.until(lambda: "Mon 14 Dec 2026" in page.detail.why.prose.toPlainText())
    assert session.cases.case(case).deadline.due_on == date(2026, 12, 14)
    assert session.cases.case(case).corrections == ()


def test_what_was_recorded_is_corrected_with_a_reason_that_stays_in_sight(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    case = desk.case(TWELFTH, facts=CAME)
    page = desk.opened(case)
    page.detail.tabs.turn_to(Part.DETAILS)
    desk.press(page.detail.particulars, "Correct the clock facts…")
    sheet = desk.sheet(page, ClockSheet)
    sheet.asks["identity"].met.set_day(date(2026, 11, 16))
    words = "Proof of identity received: Mon 16 Nov 2026, was Fri 13 Nov 2026."
    desk.until(lambda: words in sheet.outlook.said())
    desk.until(sheet.form.row("reason").isVisible)
    sheet.save()
    desk.until(lambda: "Say why" in sheet.form.row("reason").error())
    assert session.cases.case(case).facts == CAME
    qtbot.keyClicks(sheet.form.row("reason").field, "The 13th was its postmark.")
    sheet.save()
    desk.until(lambda: "The 13th was its postmark." in page.detail.why.prose.toPlainText())
    assert f"{words} Due Wed 16 Dec 2026, was Mon 14 Dec 2026." in page.detail.why.prose.toPlainText()
    row = page.detail.timeline.model().index(0, 0)
    assert "Clock facts corrected by Robin Hale" in row.data()
    page.detail.timeline.setCurrentIndex(row)
    qtbot.keyClick(page.detail.timeline, Qt.Key.Key_Return)
    [whole] = desk.sheet(page, NoteLook).findChildren(QPlainTextEdit)
    assert whole.toPlainText().endswith("Why: The 13th was its postmark.")


def test_a_correction_saved_at_once_is_asked_for_its_reason_too(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH, facts=CAME)
    page = desk.opened(case)
    page.detail.case_actions.clock()
    sheet = desk.sheet(page, ClockSheet)
    sheet.asks["identity"].set_pair(Pair())
    sheet.save()
    desk.until(lambda: "Say why" in sheet.form.row("reason").error())
    assert sheet.form.row("reason").isVisible()
    assert session.cases.case(case).facts == CAME


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
    desk.until(lambda: "the clock is stopped" in sheet.outlook.said())
    sheet.save()
    desk.until(lambda: page.detail.view is not None and len(page.detail.view.facts.clarifications) == 2)
    assert session.cases.case(case).deadline.state is ClockState.STOPPED


@pytest.mark.parametrize(
    "kind",
    [CaseKind.ACCESS, CaseKind.ERASURE, CaseKind.COMPLAINT, CaseKind.REGULATOR, CaseKind.DEMO_ENQUIRY],
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
        *fields_for(CaseKind.REGULATOR),
        *fields_for(CaseKind.DEMO_ENQUIRY),
    }
    assert {name for name in every if sheet.form.row(name).isVisible()} == fields_for(kind)
    outside = set(QApplication.topLevelWidgets()) - before
    assert [each for each in outside if isinstance(each, DateField | PairField | PairsField)] == []
