"""Writing things down about a case, through the real sheets into the real register."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel, Family
from kmss_dpo.domain.correspondence import Direction
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.forms.case_sheet import ChangeCaseSheet
from kmss_dpo.ui.cases.forms.correspondence_sheet import CorrespondenceSheet
from kmss_dpo.ui.cases.forms.ending_sheets import NoteSheet
from kmss_dpo.ui.cases.forms.new_case_sheet import NewCaseSheet
from kmss_dpo.ui.kit.confirm import Decision

from .conftest import Desk

TWELFTH = date(2026, 11, 12)


def only_case(session: Session) -> CaseId:
    [case] = session.cases.ids(CaseFilter(statuses=frozenset()))
    return CaseId(case)


def test_a_phone_call_becomes_a_case_with_a_new_contact(desk: Desk, qtbot: QtBot, session: Session) -> None:
    page = desk.page()
    page.new_case()
    sheet = desk.sheet(page, NewCaseSheet)
    sheet.save()
    assert sheet.form.row("kind").error() == "Choose what is asked for."
    sheet.kind.setCurrentIndex(sheet.kind.findData(CaseKind.ERASURE))
    sheet.channel.setCurrentIndex(sheet.channel.findData(Channel.PHONE))
    sheet.received.set_day(TWELFTH)
    qtbot.keyClicks(sheet.chosen.requester.search, "Ann Ash")
    sheet.save()
    assert "Choose one" in sheet.form.row("requester").error()
    desk.press(sheet.chosen.requester, "New contact…")
    qtbot.keyClicks(sheet.chosen.requester.reach, "ann@example.org")
    sheet.save()
    desk.until(lambda: page.pane.model.rowCount() == 1)
    desk.until(lambda: page.detail.view is not None)
    view = session.cases.case(only_case(session))
    assert (view.reference, view.details.channel) == ("ERA-2026-0001", Channel.PHONE)
    assert view.requester == view.subject
    assert view.requester
    assert view.requester.name == "Ann Ash"
    assert [row.name for row in session.contacts.with_email("ann@example.org")] == ["Ann Ash"]


def test_a_known_contact_is_found_while_typing_and_taken_with_enter(desk: Desk, qtbot: QtBot) -> None:
    ann = desk.contact("Ann Ash", "ann@example.org")
    page = desk.page()
    page.new_case()
    sheet = desk.sheet(page, NewCaseSheet)
    qtbot.keyClicks(sheet.chosen.requester.search, "ash")
    desk.until(sheet.chosen.requester.found.isVisible)
    qtbot.keyClick(sheet.chosen.requester.search, Qt.Key.Key_Return)
    assert sheet.state().requester.contact == ann
    assert sheet.isVisible()
    desk.press(sheet.chosen.requester, "Choose another…")
    assert sheet.state().requester.contact is None


def test_a_wrong_day_keeps_nothing_and_no_stray_contact(desk: Desk, session: Session) -> None:
    page = desk.page(Family.COMPLAINTS)
    page.new_case()
    sheet = desk.sheet(page, NewCaseSheet)
    sheet.channel.setCurrentIndex(sheet.channel.findData(Channel.POST))
    sheet.received.set_day(date(2026, 11, 23))
    desk.press(sheet.chosen.requester, "New contact…")
    sheet.chosen.requester.reach.setText("bo@example.org")
    sheet.chosen.requester.reach.textEdited.emit("bo@example.org")
    sheet.save()
    assert "future" in sheet.form.row("received_on").error()
    assert session.contacts.with_email("bo@example.org") == []
    assert session.cases.ids(CaseFilter()) == []


def test_a_wrong_address_of_a_new_contact_is_said_beside_the_person(desk: Desk, session: Session) -> None:
    page = desk.page(Family.COMPLAINTS)
    page.new_case()
    sheet = desk.sheet(page, NewCaseSheet)
    sheet.channel.setCurrentIndex(sheet.channel.findData(Channel.POST))
    sheet.received.set_day(TWELFTH)
    desk.press(sheet.chosen.requester, "New contact…")
    sheet.chosen.requester.reach.setText("nonsense")
    sheet.chosen.requester.reach.textEdited.emit("nonsense")
    sheet.save()
    desk.until(lambda: "name@example.org" in sheet.form.row("requester").error())
    assert session.cases.ids(CaseFilter()) == []


def test_social_media_warns_at_once(desk: Desk) -> None:
    page = desk.page()
    page.new_case()
    sheet = desk.sheet(page, NewCaseSheet)
    sheet.channel.setCurrentIndex(sheet.channel.findData(Channel.SOCIAL_MEDIA))
    assert "Never ask for personal details" in sheet.notice.sentence()


def test_escape_asks_before_it_throws_away_what_was_typed(desk: Desk, qtbot: QtBot) -> None:
    page = desk.page()
    page.new_case()
    sheet = desk.sheet(page, NewCaseSheet)
    sheet.received.set_day(TWELFTH)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    question = desk.sheet(sheet, Decision)
    question.reject()
    assert sheet.isVisible()
    sheet.reject()
    desk.sheet(sheet, Decision).accept()
    desk.until(lambda: not page.findChildren(NewCaseSheet) or not sheet.isVisible())


def test_details_are_changed_and_a_conflict_is_told_readably(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH, summary="First")
    page = desk.opened(case)
    desk.choose(page, "Edit details…")
    sheet = desk.sheet(page, ChangeCaseSheet)
    sheet.summary.setPlainText("Second")
    other = CaseDetails(CaseKind.ACCESS, TWELFTH, Channel.EMAIL, summary="Third")
    session.cases.change(case, 1, other)
    sheet.save()
    desk.until(lambda: "changed elsewhere" in sheet.notice.sentence())
    assert session.cases.case(case).details.summary == "Third"
    assert sheet.decide_button.isEnabled()


def test_another_day_of_receipt_is_asked_why_and_the_reason_stays_with_the_case(
    desk: Desk, session: Session
) -> None:
    case = desk.case(TWELFTH)
    page = desk.opened(case)
    desk.choose(page, "Edit details…")
    sheet = desk.sheet(page, ChangeCaseSheet)
    why = sheet.form.row("reason")
    assert not why.isVisible()
    sheet.received.set_day(date(2026, 11, 9))
    assert why.isVisible()
    sheet.received.set_day(TWELFTH)
    assert not why.isVisible()
    sheet.received.set_day(None)
    assert not why.isVisible()
    sheet.received.set_day(date(2026, 11, 9))
    sheet.save()
    desk.until(lambda: why.error() == "Say why what was recorded is corrected.")
    assert session.cases.case(case).details.received_on == TWELFTH
    sheet.why.setPlainText("Reception had it for three days.")
    sheet.save()
    desk.until(lambda: page.detail.view is not None and bool(page.detail.view.corrections))
    said = page.detail.why.prose.toPlainText()
    assert "Received by the company: Mon 9 Nov 2026, was Thu 12 Nov 2026." in said
    assert "Due Wed 9 Dec 2026, was Mon 14 Dec 2026. Why: Reception had it for three days." in said
    assert ": Clock facts corrected by " in page.detail.timeline.model().index(0, 0).data()


def test_the_day_an_enquiry_came_is_changed_without_a_reason(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH, CaseKind.CONTACT_ENQUIRY)
    page = desk.opened(case, Family.ENQUIRIES)
    desk.choose(page, "Edit details…")
    sheet = desk.sheet(page, ChangeCaseSheet)
    sheet.received.set_day(date(2026, 11, 9))
    assert not sheet.form.row("reason").isVisible()
    sheet.save()
    desk.until(lambda: session.cases.case(case).details.received_on == date(2026, 11, 9))


def test_changed_details_are_shown(desk: Desk) -> None:
    page = desk.opened(desk.case(TWELFTH, summary="First"))
    desk.choose(page, "Edit details…")
    sheet = desk.sheet(page, ChangeCaseSheet)
    sheet.summary.setPlainText("Second")
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.details.summary == "Second")
    assert "Second" in page.detail.particulars.prose.toPlainText()


def test_correspondence_is_logged_and_social_media_is_led_away_from(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH)
    page = desk.opened(case)
    desk.press(page.detail.header, "Log correspondence")
    sheet = desk.sheet(page, CorrespondenceSheet)
    sheet.save()
    assert sheet.form.row("on").error()
    sheet.channel.setCurrentIndex(sheet.channel.findData(Channel.SOCIAL_MEDIA))
    assert "Never ask for personal details" in sheet.notice.sentence()
    desk.until(lambda: "KMSS" in sheet.reply.toPlainText())
    desk.press(sheet, "Copy this reply")
    assert QGuiApplication.clipboard().text() == sheet.reply.toPlainText()
    sheet.on.set_day(TWELFTH)
    sheet.body_text.setPlainText("Asked for all data in a comment")
    sheet.save()
    desk.until(lambda: page.detail.view is not None and len(page.detail.view.timeline) == 2)
    logged = [event for event in session.cases.case(case).timeline if event.record]
    assert logged[0].title == "Social media received: Asked for all data in a comment"
    assert sheet.binder.state.direction is Direction.RECEIVED


def test_an_earlier_reference_that_another_case_has_is_warned_of_and_can_be_kept(
    desk: Desk, session: Session
) -> None:
    other = CaseDetails(CaseKind.ACCESS, TWELFTH, Channel.POST, old_reference="DP/0042")
    session.cases.open_case(other)
    page = desk.opened(desk.case(TWELFTH))
    desk.choose(page, "Edit details…")
    sheet = desk.sheet(page, ChangeCaseSheet)
    typed = next(
        each for each in sheet.findChildren(QLineEdit) if each.accessibleName() == "Earlier reference"
    )
    assert sheet.twice.isHidden()
    typed.setText("dp/0042")
    desk.until(sheet.twice.isVisible)
    assert sheet.twice.sentence() == "SAR-2026-0001 has this earlier reference as well."
    typed.setText("dp/00421")
    desk.until(sheet.twice.isHidden)
    typed.setText("dp/0042")
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.details.old_reference == "dp/0042")
    desk.until(lambda: not page.findChildren(ChangeCaseSheet))
    desk.choose(page, "Edit details…")
    again = desk.sheet(page, ChangeCaseSheet)
    desk.until(again.twice.isVisible)
    assert again.twice.sentence() == "SAR-2026-0001 has this earlier reference as well."


def test_a_note_is_added(desk: Desk) -> None:
    page = desk.opened(desk.case(TWELFTH))
    desk.choose(page, "Add note…")
    sheet = desk.sheet(page, NoteSheet)
    sheet.save()
    desk.until(lambda: sheet.form.row("text").error() == "The note is empty.")
    sheet.text.setPlainText("Rang twice")
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.timeline[0].text == "Rang twice")
