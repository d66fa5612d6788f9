"""What happens to a clock, recorded or only looked at through the real sheet."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Family, Outcome, Status, family_of
from kmss_dpo.domain.clock import (
    Ask,
    Clarification,
    ClockFacts,
    ClockState,
    Extension,
    ExtensionGround,
    Happening,
    possible_events,
)
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.forms.clock_event_sheet import ClockEventSheet
from kmss_dpo.ui.cases.page import CasesPage

from .conftest import Desk

TWELFTH = date(2026, 11, 12)
TODAY = date(2026, 11, 22)


def words_of(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def offered(page: CasesPage) -> list[str]:
    """What the clock's menu offers before the looks."""
    words = words_of(page.detail.why.clock.menu())
    return words[: words.index("What if?")] if "What if?" in words else []


def begin(desk: Desk, page: CasesPage, *words: str) -> ClockEventSheet:
    desk.clock(page, *words)
    return desk.sheet(page, ClockEventSheet)


def wait_for(desk: Desk, sheet: ClockEventSheet, words: str) -> None:
    desk.until(lambda: words in sheet.outlook.said())


def test_asking_for_identity_shows_both_dates_and_the_day_to_chase_before_it_is_recorded(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    case = desk.case(TWELFTH)
    page = desk.opened(case)
    sheet = begin(desk, page, "Ask for proof of identity…")
    assert sheet.day.day() == TODAY
    assert sheet.focusWidget() is sheet.day.focusProxy()
    wait_for(desk, sheet, "Then: the clock has not started, there is no due date.")
    said = sheet.outlook.said()
    assert "Now: due Mon 14 Dec 2026." in said
    assert "Sat 12 Dec 2026 is passed over: Saturday." in said
    assert "Day to chase: Mon 7 Dec 2026." in said
    assert session.cases.case(case).facts == ClockFacts()
    desk.until(sheet.letter.isVisible)
    with qtbot.waitSignal(page.letter_requested) as wish:
        desk.press(sheet, "Record that it was asked for")
    assert wish.args == [case, "proof_of_identity"]
    assert session.cases.case(case).facts == ClockFacts(identity=Ask(TODAY))
    desk.until(lambda: "Waiting for proof of identity" in page.detail.why._step.text())
    assert "Ask again on Mon 7 Dec 2026" in page.detail.why.prose.toPlainText()


def test_the_letter_is_left_for_later_where_it_is_not_ticked(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH)
    page = desk.opened(case)
    written: list[tuple[int, str]] = []
    page.letter_requested.connect(lambda *what: written.append(what))
    sheet = begin(desk, page, "Ask for proof of authority…")
    desk.until(sheet.letter.isVisible)
    assert sheet.letter.isChecked()
    sheet.letter.setChecked(False)
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.waiting is not None)
    assert session.cases.case(case).facts == ClockFacts(authority=Ask(TODAY))
    assert written == []


def test_what_is_waited_for_is_recorded_by_the_next_step_at_once(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH, facts=ClockFacts(identity=Ask(TWELFTH)))
    page = desk.opened(case)
    desk.press(page.detail.why, "Record what came…")
    sheet = desk.sheet(page, ClockEventSheet)
    assert sheet.windowTitle().startswith("Proof of identity came")
    sheet.day.set_day(date(2026, 11, 14))
    wait_for(desk, sheet, "Then: due Mon 14 Dec 2026.")
    assert "The clock starts on Sat 14 Nov 2026" in sheet.outlook.said()
    assert session.cases.case(case).deadline.state is ClockState.NOT_STARTED
    desk.until(sheet.letter.isVisible)
    sheet.letter.setChecked(False)
    desk.press(sheet, "Record that it came")
    desk.until(lambda: "Mon 14 Dec 2026" in page.detail.why.prose.toPlainText())
    assert session.cases.case(case).deadline.due_on == date(2026, 12, 14)


def test_a_late_question_warns_before_it_is_recorded(desk: Desk) -> None:
    page = desk.opened(desk.case(date(2026, 10, 26)))
    sheet = begin(desk, page, "Ask which information is meant…")
    wait_for(desk, sheet, "late in the month: whether that still moves the date is unsettled")
    page = desk.opened(desk.case(date(2026, 10, 5)))
    sheet = begin(desk, page, "Ask for a fee…")
    wait_for(desk, sheet, "after the due date had passed: it moves nothing")
    assert "Nothing moves: due Thu 5 Nov 2026." in sheet.outlook.said()


def test_an_extension_is_refused_beside_its_field_with_the_article(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH)
    page = desk.opened(case)
    sheet = begin(desk, page, "Extend the time to answer…")
    wait_for(desk, sheet, "Then: due Fri 12 Feb 2027.")
    assert "The ground is still to be chosen." in sheet.outlook.said()
    assert sheet.ground.currentIndex() == -1, "no ground is chosen for the officer"
    assert sheet.form.row("ground").error() == ""
    sheet.save()
    assert "workload is none (UK GDPR Art 12A)" in sheet.form.row("ground").error()
    sheet.ground.setCurrentIndex(sheet.ground.findData(ExtensionGround.COMPLEXITY))
    sheet.save()
    assert "gives its reasons (UK GDPR Art 12A)" in sheet.form.row("reasons").error()
    sheet.reasons.setPlainText("Eleven systems.")
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.deadline.extended)
    kept = Extension(None, ExtensionGround.COMPLEXITY, "Eleven systems.")
    assert session.cases.case(case).facts.extension == kept
    assert "Extend the time to answer…" not in offered(page), "there is no second one"


def test_a_notice_that_is_written_now_is_asked_for_no_day_and_one_that_went_is(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    case = desk.case(TWELFTH)
    page = desk.opened(case)
    sheet = begin(desk, page, "Extend the time to answer…")
    wait_for(desk, sheet, "Day for the notice: Sat 12 Dec 2026.")
    desk.until(sheet.letter.isVisible)
    row = sheet.form.row("extension")
    assert not row.isVisible()
    assert sheet.focusWidget() is sheet.ground
    sheet.letter.setChecked(False)
    assert row.isVisible()
    assert sheet.day.day() == TODAY
    wait_for(desk, sheet, "the notice was sent on Sun 22 Nov 2026.")
    sheet.letter.setChecked(True)
    assert not row.isVisible()
    sheet.ground.setCurrentIndex(0)
    sheet.reasons.setPlainText("Eleven systems.")
    with qtbot.waitSignal(page.letter_requested) as wish:
        sheet.save()
    assert wish.args == [case, "extension"]
    step = "Write the extension notice and send it by Sat 12 Dec."
    desk.until(lambda: page.detail.why._step.text() == step)
    assert page.detail.why._button.text() == "Write letter"
    assert session.cases.rows([case])[0].stands(TODAY).words == "Notice by Sat 12 Dec"


def test_what_if_the_time_were_extended_asks_for_the_day_of_the_notice(desk: Desk) -> None:
    page = desk.opened(desk.case(TWELFTH))
    sheet = begin(desk, page, "What if?", "Extend the time to answer…")
    assert sheet.form.row("extension").isVisible()
    wait_for(desk, sheet, "the notice was sent on Sun 22 Nov 2026.")


@pytest.mark.parametrize("kind", list(CaseKind))
def test_whatever_can_be_extended_has_a_letter_that_tells_so(session: Session, kind: CaseKind) -> None:
    events = possible_events(CaseDetails(kind, TWELFTH, Channel.POST), ClockFacts(), Status.OPEN)
    if Happening.EXTENDED in {each.happening for each in events}:
        assert "extension" in {each.code for each in session.letters.offered(kind)}


def test_a_late_extension_says_so_before_and_when_it_is_saved(desk: Desk, session: Session) -> None:
    case = desk.case(date(2026, 10, 5))
    page = desk.opened(case)
    sheet = begin(desk, page, "Extend the time to answer…")
    wait_for(desk, sheet, "it extends nothing (UK GDPR Art 12A)")
    sheet.ground.setCurrentIndex(0)
    sheet.reasons.setPlainText("Eleven systems.")
    sheet.save()
    desk.until(lambda: "(UK GDPR Art 12A)" in sheet.notice.sentence())
    assert sheet.isVisible()
    sheet.letter.setChecked(False)
    sheet.save()
    desk.until(lambda: "(UK GDPR Art 12A)" in sheet.form.row("extension").error())
    assert session.cases.case(case).facts == ClockFacts()


def test_a_what_if_changes_nothing_and_asks_nothing_when_it_is_closed(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    case = desk.case(TWELFTH)
    before = session.cases.case(case)
    page = desk.opened(case)
    sheet = begin(desk, page, "What if?", "Ask which information is meant…")
    assert sheet.windowTitle().startswith("What if: ask which information is meant")
    assert not sheet.decide_button.isVisible()
    sheet.met.set_day(date(2026, 11, 30))
    wait_for(desk, sheet, "Then: due Mon 21 Dec 2026.")
    assert not sheet.letter.isVisible()
    sheet.day.set_day(date(2026, 12, 24))
    wait_for(desk, sheet, "The day it was answered lies before the day it was asked for.")
    qtbot.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    desk.until(lambda: not page.findChildren(ClockEventSheet))
    assert session.cases.case(case) == before
    assert session.unfinished.left() == []


def test_the_menus_offer_exactly_what_can_happen_now(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH, facts=ClockFacts(clarifications=(Clarification(date(2026, 11, 16)),)))
    page = desk.opened(case)
    fresh = [
        "Ask for proof of identity…",
        "Ask for proof of authority…",
        "Ask for a fee…",
        "Ask which information is meant…",
        "Extend the time to answer…",
        "The answer was sent…",
    ]
    stopped = ["The clarification was answered…", *fresh]
    assert offered(page) == stopped
    more = page.detail.header.menu()
    assert "Clock" in words_of(more)
    [inner] = [action.menu() for action in more.actions() if action.text() == "Clock"]
    assert [action.text() for action in inner.actions() if not action.isSeparator()] == [
        *stopped,
        "What if?",
        "Correct the clock facts…",
    ]
    for held in ("Write letter", "Log correspondence"):
        [button] = [
            each
            for each in page.detail.header.findChildren(QPushButton)
            if each.text() == held and each.isVisible()
        ]
        assert button.isEnabled(), "a stopped clock freezes nothing"
    session.cases.close(case, 1, Closing(Outcome.WITHDRAWN, TODAY))
    desk.until(lambda: page.detail.view is not None and page.detail.view.status is Status.CLOSED)
    assert words_of(page.detail.why.clock.menu()) == [
        "Correct the clock facts…",
        "Print how the date was worked out…",
    ]


@pytest.mark.parametrize("kind", [kind for kind in CaseKind if kind is not CaseKind.ACCESS])
def test_no_menu_pauses_anything_but_access(desk: Desk, kind: CaseKind) -> None:
    page = desk.opened(desk.case(TWELFTH, kind), family_of(kind))
    assert "Ask which information is meant…" not in offered(page)
    assert offered(page)


def test_the_letter_about_a_restarted_clock_waits_until_it_runs(desk: Desk, qtbot: QtBot) -> None:
    asked = (Clarification(date(2026, 11, 16)), Clarification(date(2026, 11, 17)))
    page = desk.opened(desk.case(TWELFTH, facts=ClockFacts(clarifications=asked)))
    sheet = begin(desk, page, "The clarification of Mon 16 Nov 2026 was answered…")
    wait_for(desk, sheet, "Nothing moves: the clock is stopped")
    assert not sheet.letter.isVisible()
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.version == 2)
    sheet = begin(desk, page, "The clarification was answered…")
    wait_for(desk, sheet, "Then: due Fri 18 Dec 2026.")
    desk.until(sheet.letter.isVisible)
    with qtbot.waitSignal(page.letter_requested) as wish:
        sheet.save()
    assert wish.args[1] == "clock_restarted"


def test_a_complaint_is_acknowledged_with_the_day_of_the_next_update(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH, CaseKind.COMPLAINT)
    page = desk.opened(case, Family.COMPLAINTS)
    sheet = begin(desk, page, "The acknowledgement was sent…")
    sheet.update_on.set_day(date(2026, 12, 11))
    wait_for(desk, sheet, "Day to follow up: Fri 11 Dec 2026.")
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.facts.acknowledged_on == TODAY)
    sheet = begin(desk, page, "Promise the next update…")
    assert sheet.day.day() is None
    wait_for(desk, sheet, "Enter the day to see what the clock would say.")
    assert sheet.form.row("next_update_on").error() == ""
    sheet.save()
    assert sheet.form.row("next_update_on").error() == "Enter the day."
    sheet.day.set_day(date(2026, 12, 18))
    sheet.save()
    desk.until(
        lambda: page.detail.view is not None and page.detail.view.facts.next_update_on == date(2026, 12, 18)
    )
    assert session.cases.case(case).corrections == ()


def test_what_is_meant_for_a_customer_is_recorded_as_passed_on(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH)
    kept = session.cases.case(case)
    session.cases.change(case, 1, replace(kept.details, for_customer="Acme Ltd"))
    page = desk.opened(case)
    written: list[tuple[int, str]] = []
    page.detail.case_actions.letter_requested.connect(lambda *what: written.append(what))
    desk.press(page.detail.why, "Write that it was passed on")
    assert written == [(case, "passed_on")]
    assert offered(page) == ["It was passed on and answered…"]
    sheet = begin(desk, page, "It was passed on and answered…")
    sheet.day.set_day(date(2026, 11, 13))
    sheet.save()
    desk.until(lambda: "Passed on and answered on Fri 13 Nov 2026" in page.detail.why.prose.toPlainText())


def test_what_was_typed_is_asked_about_before_it_is_thrown_away(desk: Desk) -> None:
    page = desk.opened(desk.case(TWELFTH))
    sheet = begin(desk, page, "Ask for a fee…")
    assert not sheet.touched()
    sheet.day.set_day(date(2026, 11, 20))
    assert sheet.touched()
    sheet.reject()
    assert sheet.isVisible()
    desk.press(sheet, "Throw away")
    desk.until(lambda: not page.findChildren(ClockEventSheet))


def test_an_event_that_a_lock_closed_is_gone_on_with(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH, facts=ClockFacts(clarifications=(Clarification(date(2026, 11, 16)),)))
    page = desk.opened(case)
    sheet = begin(desk, page, "Extend the time to answer…")
    sheet.reasons.setPlainText("Eleven systems.")
    kept = sheet.typing.unfinished()
    assert isinstance(kept, Unfinished)
    sheet.typing.begin()
    sheet._begun = sheet.binder.state
    sheet.reject()
    desk.until(lambda: not page.findChildren(ClockEventSheet))
    page.resume(kept)
    sheet = desk.sheet(page, ClockEventSheet)
    assert sheet.windowTitle() == kept.title
    assert sheet.reasons.toPlainText() == "Eleven systems."
    sheet.ground.setCurrentIndex(0)
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.deadline.extended)
    assert session.cases.case(case).facts.extension


def test_the_outlook_stands_below_the_form_where_there_is_no_room_beside_it(desk: Desk) -> None:
    page = desk.opened(desk.case(TWELFTH))
    sheet = begin(desk, page, "Ask for a fee…")
    assert sheet._scroll.widget().isAncestorOf(sheet.outlook) is False
    sheet.resize(420, 700)
    desk.until(lambda: sheet._scroll.widget().isAncestorOf(sheet.outlook))
    desk.until(sheet.outlook.isVisible)
    sheet.resize(1050, 700)
    desk.until(lambda: not sheet._scroll.widget().isAncestorOf(sheet.outlook))
    desk.until(sheet.outlook.isVisible)
