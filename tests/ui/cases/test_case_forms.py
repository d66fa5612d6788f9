"""Writing things down about a case, through the real sheets into the real register."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel, Family, Outcome, Status
from kmss_dpo.domain.clock import Ask, ClockFacts, ClockState
from kmss_dpo.domain.correspondence import Direction, NewDocument
from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.session import Session
from kmss_dpo.ui.cases import files
from kmss_dpo.ui.cases.form_state.ending import ClosingForm
from kmss_dpo.ui.cases.forms.case_sheet import ChangeCaseSheet, NewCaseSheet
from kmss_dpo.ui.cases.forms.clock_sheet import ClockSheet
from kmss_dpo.ui.cases.forms.correspondence_sheet import CorrespondenceSheet
from kmss_dpo.ui.cases.forms.ending_sheets import ClosingSheet, NoteSheet, ReopenSheet, VoidSheet
from kmss_dpo.ui.cases.looking import DocumentSheet, readable
from kmss_dpo.ui.cases.page import CasesPage
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
    qtbot.keyClicks(sheet.requester.search, "Ann Ash")
    sheet.save()
    assert "Choose one" in sheet.form.row("requester").error()
    desk.press(sheet.requester, "New contact…")
    qtbot.keyClicks(sheet.requester.email, "ann@example.org")
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
    qtbot.keyClicks(sheet.requester.search, "ash")
    desk.until(sheet.requester.found.isVisible)
    qtbot.keyClick(sheet.requester.search, Qt.Key.Key_Return)
    assert sheet.state().requester.contact == ann
    assert sheet.isVisible()
    desk.press(sheet.requester, "Choose another…")
    assert sheet.state().requester.contact is None


def test_a_wrong_day_keeps_nothing_and_no_stray_contact(desk: Desk, session: Session) -> None:
    page = desk.page(Family.COMPLAINTS)
    page.new_case()
    sheet = desk.sheet(page, NewCaseSheet)
    sheet.channel.setCurrentIndex(sheet.channel.findData(Channel.POST))
    sheet.received.set_day(date(2026, 11, 23))
    desk.press(sheet.requester, "New contact…")
    sheet.requester.email.setText("bo@example.org")
    sheet.requester.email.textEdited.emit("bo@example.org")
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
    desk.press(sheet.requester, "New contact…")
    sheet.requester.email.setText("nonsense")
    sheet.requester.email.textEdited.emit("nonsense")
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


def test_changed_details_are_shown(desk: Desk) -> None:
    page = desk.opened(desk.case(TWELFTH, summary="First"))
    desk.choose(page, "Edit details…")
    sheet = desk.sheet(page, ChangeCaseSheet)
    sheet.summary.setPlainText("Second")
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.details.summary == "Second")
    assert "Second" in page.detail.particulars.prose.toPlainText()


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


def test_a_refusal_is_closed_with_its_reasons_and_opened_again(desk: Desk) -> None:
    page = desk.opened(desk.case(TWELFTH))
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


def test_the_form_of_closing_begins_with_today_and_the_day_of_dispatch(desk: Desk) -> None:
    page = desk.opened(desk.case(TWELFTH, facts=ClockFacts(answered_on=date(2026, 11, 18))))
    desk.press(page.detail.why, "Close the case…")
    sheet = desk.sheet(page, ClosingSheet)
    assert sheet.binder.state == ClosingForm(None, date(2026, 11, 18), date(2026, 11, 22))


def test_a_case_opened_in_error_is_voided_with_a_reason(desk: Desk) -> None:
    page = desk.opened(desk.case(TWELFTH))
    desk.choose(page, "Void…")
    sheet = desk.sheet(page, VoidSheet)
    sheet.save()
    assert sheet.form.row("reason").error()
    sheet.text.setPlainText("Sent twice")
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.status is Status.VOIDED)


def test_a_voided_case_offers_nothing_that_would_change_it(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH, CaseKind.COMPLAINT)
    session.letters.start(case, session.letters.offered(CaseKind.COMPLAINT)[0].code)
    page = desk.opened(case)
    held = ["Edit details…", "Record clock facts…", "Write letter", "Log correspondence"]
    assert [words for words in held if usable(page, words)] == held
    assert {"Edit details…", "Record clock facts…"} <= entries(page)
    session.cases.void(case, 1, "Sent twice")
    desk.until(lambda: page.detail.view is not None and page.detail.view.status is Status.VOIDED)
    buttons = page.detail.findChildren(QPushButton)
    assert not [each.text() for each in buttons if each.text() in held and each.isEnabled()]
    assert entries(page) == {
        "Add note…",
        "Add document…",
        "Print how the date was worked out…",
        "Open again…",
    }
    assert not any(each.isVisible() for each in page.detail.why.findChildren(QPushButton))
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


def test_a_note_is_added(desk: Desk) -> None:
    page = desk.opened(desk.case(TWELFTH))
    desk.choose(page, "Add note…")
    sheet = desk.sheet(page, NoteSheet)
    sheet.save()
    desk.until(lambda: sheet.form.row("text").error() == "The note is empty.")
    sheet.text.setPlainText("Rang twice")
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.timeline[0].text == "Rang twice")


def test_a_document_is_added_looked_at_and_saved_as_a_copy(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    case = desk.case(TWELFTH)
    page = desk.opened(case)
    letter = tmp_path / "letter.txt"
    letter.write_text("Please send me everything.", encoding="utf-8")
    handed = page.detail.case_actions.files
    with qtbot.waitSignal(handed.told) as told:
        handed.add(case, [letter])
    assert "still lies unencrypted" in told.args[0]
    page.detail.tabs.setCurrentIndex(1)
    desk.until(lambda: page.detail.documents.model.rowCount() == 1)
    desk.press(page.detail.documents, "Look")
    sheet = desk.sheet(page, DocumentSheet)
    assert [each.toPlainText() for each in sheet.findChildren(QPlainTextEdit)] == [
        "Please send me everything."
    ]
    [row] = desk.session.casework.documents(case)
    with qtbot.waitSignal(handed.told) as told:
        handed.save(row, tmp_path / "copy.txt")
    assert "not encrypted" in told.args[0]
    assert (tmp_path / "copy.txt").read_bytes() == letter.read_bytes()


def test_a_picture_and_a_letter_are_shown_from_memory(desk: Desk, tmp_path: Path, session: Session) -> None:
    case = desk.case(TWELFTH)
    drawn = QImage(20, 10, QImage.Format.Format_RGB32)
    drawn.fill(Qt.GlobalColor.red)
    drawn.save(str(tmp_path / "a.png"))
    picture = NewDocument("a.png", "image/png", (tmp_path / "a.png").read_bytes())
    session.casework.add_document(case, picture)
    session.casework.add_document(
        case, NewDocument("b.pdf", "application/pdf", session.letters.derivation(case))
    )
    page = desk.opened(case)
    for row in session.casework.documents(case):
        page.detail.case_actions.files.look(row)
        sheet = desk.sheet(page, DocumentSheet)
        assert sheet.findChildren(QPlainTextEdit) == []
        sheet.reject()
        desk.until(lambda: not page.findChildren(DocumentSheet))


def test_what_is_no_text_says_so() -> None:
    assert "cannot be shown" in readable(b"\0\1\2")
    assert readable("Siân".encode()) == "Siân"
    assert readable(b"x" * 1_000_001).endswith("(The rest is not shown.)")


def test_a_file_that_is_too_large_or_gone_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Trouble):
        files.read_file(tmp_path / "gone.txt")
    (tmp_path / "large.bin").write_bytes(b"12345")
    monkeypatch.setattr(files, "LARGEST", 4)
    with pytest.raises(Mistake):
        files.read_file(tmp_path / "large.bin")
