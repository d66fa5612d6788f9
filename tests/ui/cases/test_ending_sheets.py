"""Closing a case, voiding it and opening it again, through the real sheets."""

from datetime import date

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Family, Outcome, Status
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.ending import ClosingForm
from kmss_dpo.ui.cases.forms.ending_sheets import ClosingSheet, ReopenSheet, VoidSheet
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.cases.tabs import Part
from tests.noting import refused

from .conftest import Desk

TWELFTH = date(2026, 11, 12)


def test_a_marketing_objection_is_never_refused(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH, CaseKind.MARKETING_OBJECTION)
    page = desk.opened(case)
    desk.choose(page, "Close…")
    sheet = desk.sheet(page, ClosingSheet)
    offered = [sheet.outcome.itemData(at) for at in range(sheet.outcome.count())]
    assert offered == [Outcome.ANSWERED, Outcome.WITHDRAWN]
    sheet.outcome.setCurrentIndex(0)
    sheet.answered.set_day(date(2026, 11, 13))
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.status is Status.CLOSED)
    assert session.cases.case(case).deadline.met


def test_closing_a_marketing_objection_suppresses_the_person_where_the_tick_stays(
    desk: Desk, session: Session
) -> None:
    ann = ContactDetails("Ann", emails=(Reach("ann@example.org"),))
    for ticked in (False, True):
        who = session.contacts.add(ann)
        details = CaseDetails(CaseKind.MARKETING_OBJECTION, date(2026, 11, 18), Channel.EMAIL, who, who)
        case = session.cases.open_case(details)
        page = desk.opened(case)
        desk.choose(page, "Close…")
        sheet = desk.sheet(page, ClosingSheet)
        assert sheet.suppress.box.isChecked()
        sheet.suppress.box.setChecked(ticked)
        sheet.outcome.setCurrentIndex(sheet.outcome.findData(Outcome.ANSWERED))
        sheet.answered.set_day(date(2026, 11, 18))
        sheet.save()
        desk.until(lambda case=case: session.cases.case(case).status is Status.CLOSED)
        assert bool(session.suppression.ids()) is ticked


def test_a_refusal_is_closed_with_its_reasons_and_opened_again(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH)
    session.items.add(case, refused())
    page = desk.opened(case)
    desk.choose(page, "Close…")
    sheet = desk.sheet(page, ClosingSheet)
    sheet.outcome.setCurrentIndex(sheet.outcome.findData(Outcome.REFUSED))
    sheet.save()
    assert "reasons" in sheet.form.row("reason").error()
    sheet.reason.setPlainText("Manifestly unfounded: the fourth copy within a week.")
    assert sheet.form.row("reason").error() == ""
    assert sheet.form.row("answered_on").error()
    sheet.answered.set_day(date(2026, 11, 20))
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.status is Status.CLOSED)
    desk.choose(page, "Open again…")
    again = desk.sheet(page, ReopenSheet)
    again.save()
    assert again.form.row("reason").error() == "Say why the case is opened again."
    again.text.setPlainText("The refusal was withdrawn.")
    again.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.status is Status.OPEN)
    assert page.detail.view
    assert any("The refusal was withdrawn." in event.text for event in page.detail.view.timeline)


def test_a_case_of_the_regulator_is_closed_without_an_answer_once_it_says_why(
    desk: Desk, session: Session
) -> None:
    case = desk.case(TWELFTH, CaseKind.REGULATOR)
    page = desk.opened(case, Family.COMPLAINTS)
    desk.choose(page, "Close…")
    sheet = desk.sheet(page, ClosingSheet)
    sheet.outcome.setCurrentIndex(sheet.outcome.findText("No answer was needed"))
    assert "Needed for “No answer was needed”; otherwise as you like." in [
        each.text() for each in sheet.form.row("reason").findChildren(QLabel)
    ]
    sheet.save()
    assert sheet.form.row("reason").error() == "Say why no answer was needed."
    sheet.reason.setPlainText("It only told us of its new address.")
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.status is Status.CLOSED)
    seen = session.cases.case(case)
    assert seen.closing
    assert (seen.closing.outcome, seen.deadline.due_on) == (Outcome.NOT_NEEDED, None)


def test_the_form_of_closing_begins_with_today_and_the_day_of_dispatch(desk: Desk) -> None:
    page = desk.opened(desk.case(TWELFTH, facts=ClockFacts(answered_on=date(2026, 11, 18))))
    desk.press(page.detail.why, "Close the case…")
    sheet = desk.sheet(page, ClosingSheet)
    assert sheet.binder.state == ClosingForm(None, date(2026, 11, 18), date(2026, 11, 22))
    assert not sheet.answered.isEnabled(), "another day is a correction, with a reason"


def test_only_an_answer_that_went_late_is_asked_why(desk: Desk) -> None:
    case = desk.case(date(2026, 10, 5))
    page = desk.opened(case)
    desk.choose(page, "Close…")
    sheet = desk.sheet(page, ClosingSheet)
    sheet.outcome.setCurrentIndex(sheet.outcome.findData(Outcome.ANSWERED))
    why = sheet.form.row("late_reason")
    sheet.answered.set_day(date(2026, 11, 5))
    assert not why.isVisible()
    sheet.answered.set_day(date(2026, 11, 6))
    assert why.isVisible()
    sheet.save()
    assert why.error() == "Say why it went late."
    sheet.late_reason.setPlainText("Two systems took longer.")
    assert why.error() == ""
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.status is Status.CLOSED)
    page.detail.tabs.turn_to(Part.DETAILS)
    assert "Late because\nTwo systems took longer." in page.detail.particulars.prose.toPlainText()
    assert "Late because: Two systems took longer." in page.detail.timeline.model().index(0, 0).data()


def test_a_case_opened_in_error_is_voided_with_a_reason(desk: Desk) -> None:
    page = desk.opened(desk.case(TWELFTH))
    desk.choose(page, "Void…")
    sheet = desk.sheet(page, VoidSheet)
    sheet.save()
    assert sheet.form.row("reason").error()
    sheet.text.setPlainText("Sent twice")
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.status is Status.VOIDED)


def test_a_voided_case_offers_nothing_that_would_change_how_it_stands(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH, CaseKind.COMPLAINT)
    session.letters.start(case, session.letters.offered(CaseKind.COMPLAINT)[0].code)
    page = desk.opened(case)
    held = ["Edit details…", "Correct the clock facts…", "Clock ▾"]
    assert [words for words in held if usable(page, words)] == held
    assert {"Edit details…", "Clock"} <= entries(page)
    session.cases.void(case, 1, "Sent twice")
    desk.until(lambda: page.detail.view is not None and page.detail.view.status is Status.VOIDED)
    buttons = page.detail.findChildren(QPushButton)
    in_sight = [each for each in buttons if each.isEnabled() and not each.isHidden()]
    assert not [each.text() for each in in_sight if each.text() in held]
    assert usable(page, "Log correspondence")
    assert entries(page) == {
        "Add note…",
        "Add document…",
        "Print how the date was worked out…",
        "Place a hold…",
        "Open again…",
    }
    offered = [each.text() for each in page.detail.why.findChildren(QPushButton) if each.isVisible()]
    assert offered == ["Go on with the draft"]
    told = " ".join(each.text() for each in page.detail.why.findChildren(QLabel))
    assert "Due by" not in told + page.detail.why.prose.toPlainText()


def usable(page: CasesPage, words: str) -> bool:
    """Whether every button with these words can be pressed, and there is one."""
    found = [each for each in page.detail.findChildren(QPushButton) if each.text() == words]
    in_sight = [each for each in found if not each.isHidden()]
    return bool(in_sight) and all(each.isEnabled() for each in in_sight)


def entries(page: CasesPage) -> set[str]:
    """What the More menu of the case offers."""
    menu = page.detail.header.menu()
    menu.aboutToShow.emit()
    return {action.text() for action in menu.actions()}


def test_a_letter_that_was_begun_is_gone_on_with_beside_the_next_step(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    case = desk.case(TWELFTH, CaseKind.COMPLAINT)
    page = desk.opened(case)
    assert page.detail.view
    assert page.detail.view.draft is None
    assert not usable(page, "Go on with the draft")
    code = session.letters.offered(CaseKind.COMPLAINT)[0].code
    older = session.letters.start(case, code).id
    newer = session.letters.start(case, code).id
    desk.until(lambda: usable(page, "Go on with the draft"))
    desk.until(lambda: page.detail.view is not None and page.detail.view.letters == 2)
    with qtbot.waitSignal(page.resume_letter_requested) as asked:
        desk.press(page.detail.why, "Go on with the draft")
    assert asked.args == [newer]
    session.letters.discard(newer)
    desk.until(lambda: page.detail.view is not None and page.detail.view.letters == 1)
    with qtbot.waitSignal(page.resume_letter_requested) as asked:
        desk.press(page.detail.why, "Go on with the draft")
    assert asked.args == [older]
    session.letters.discard(older)
    desk.until(lambda: not usable(page, "Go on with the draft"))
