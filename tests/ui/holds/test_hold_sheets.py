"""Placing, reviewing and releasing holds through the real sheets."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.ids import HoldId, Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.holds.sheets import PlaceSheet, ReleaseSheet, ReviewSheet
from tests.services.holding import CLAIM, held_by, opened, place
from tests.services.old_records import dealt_with, person
from tests.ui.holds.conftest import REVIEW, Asking


def test_a_hold_is_placed_with_a_reason_and_a_day(asking: Asking, session: Session) -> None:
    case = dealt_with(session, person(session))
    asking.sheets.place(Kind.CASE, case)
    sheet = asking.sheet(PlaceSheet)
    assert sheet.windowTitle() == "Place a hold on DEM-2026-0001"
    sheet.decide_button.click()
    assert sheet.form.row("reason").error() == "Say why it must be kept."
    assert sheet.form.row("review_on").error() == "Give the day."
    sheet.reason.setPlainText(CLAIM)
    sheet.review.set_day(REVIEW)
    assert sheet.touched()
    sheet.decide_button.click()
    asking.until_told("The hold was placed.")
    [hold] = session.holds.on(Kind.CASE, case)
    assert (hold.reason, hold.review_on) == (CLAIM, REVIEW)


def test_a_hold_on_a_contact_names_the_contact(asking: Asking, session: Session) -> None:
    asking.sheets.place(Kind.CONTACT, person(session, "Ann Example"))
    sheet = asking.sheet(PlaceSheet)
    assert sheet.windowTitle() == "Place a hold on Ann Example"
    assert not sheet.touched()
    sheet.reject()


def test_a_double_click_opens_one_sheet(asking: Asking, session: Session, qtbot: QtBot) -> None:
    case = dealt_with(session, person(session))
    asking.sheets.place(Kind.CASE, case)
    asking.sheets.place(Kind.CASE, case)
    first = asking.sheet(PlaceSheet)
    session.reading.submit(bool).result()
    qtbot.wait(50)
    assert asking.sheet(PlaceSheet) is first
    first.reject()
    asking.sheets.place(Kind.CASE, case)
    asking.sheet(PlaceSheet)


def test_a_hold_is_released_with_a_reason(asking: Asking, session: Session) -> None:
    case = dealt_with(session, person(session))
    hold = place(session, Kind.CASE, case)
    asking.sheets.release(Kind.CASE, case)
    sheet = asking.sheet(ReleaseSheet)
    assert not sheet.which.isVisible(), "there is only one"
    assert sheet.words.text().startswith(CLAIM)
    assert not sheet.law.isVisible()
    sheet.decide_button.click()
    assert sheet.form.row("reason").error() == "Say why the hold is released."
    sheet.reason.setPlainText("It is settled.")
    sheet.decide_button.click()
    asking.until_told("The hold was released.")
    ended = session.holds.hold(hold).release
    assert ended is not None
    assert ended.reason == "It is settled."


def test_the_hold_of_an_open_case_is_released_for_the_one_case(asking: Asking, session: Session) -> None:
    who = person(session)
    case, other = dealt_with(session, who), dealt_with(session, who)
    place(session, Kind.CASE, case)
    opened(session, CaseKind.ACCESS, who)
    asking.sheets.release(Kind.CASE, case)
    sheet = asking.sheet(ReleaseSheet)
    assert [sheet.which.itemText(at) for at in range(sheet.which.count())] == ["SAR-2026-0001 open", CLAIM]
    assert "s.173" in sheet.law.sentence()
    sheet.which.setCurrentIndex(1)
    assert sheet.law.sentence() == ""
    sheet.which.setCurrentIndex(0)
    assert not sheet.touched(), "a choice alone is nothing to lose"
    sheet.reason.setPlainText("The erasure is owed.")
    assert sheet.touched()
    sheet.decide_button.click()
    asking.until_told("The hold was released.")
    assert held_by(session, Kind.CASE, case) == [CLAIM]
    assert held_by(session, Kind.CASE, other) == ["SAR-2026-0001"]


def test_what_was_released_meanwhile_is_said(asking: Asking, session: Session) -> None:
    asking.sheets.release(Kind.CASE, dealt_with(session, person(session)))
    asking.until_told("There is no hold on it that can be released here.")


def test_a_hold_that_changed_meanwhile_is_not_released(asking: Asking, session: Session) -> None:
    case = dealt_with(session, person(session))
    hold = place(session, Kind.CASE, case)
    asking.sheets.release(Kind.CASE, case, hold)
    sheet = asking.sheet(ReleaseSheet)
    session.holds.keep_on(hold, 1, date(2027, 8, 1))
    sheet.reason.setPlainText("It is settled.")
    sheet.decide_button.click()
    asking.qtbot.waitUntil(lambda: "changed elsewhere" in sheet.notice.sentence())
    assert held_by(session, Kind.CASE, case) == [CLAIM]


def test_a_hold_that_lasts_is_reviewed_again_on_another_day(asking: Asking, session: Session) -> None:
    hold = place(session, Kind.CASE, dealt_with(session, person(session)))
    asking.sheets.review(hold)
    sheet = asking.sheet(ReviewSheet)
    assert sheet.windowTitle() == "Keep DEM-2026-0001 on hold"
    assert not sheet.touched()
    sheet.decide_button.click()
    assert sheet.form.row("review_on").error() == "Give the day."
    sheet.review.set_day(date(2027, 8, 1))
    assert sheet.touched()
    sheet.decide_button.click()
    asking.until_told("The hold lasts.")
    assert session.holds.hold(hold).review_on == date(2027, 8, 1)


def test_escape_asks_before_it_throws_a_reason_away(asking: Asking, session: Session, qtbot: QtBot) -> None:
    asking.sheets.place(Kind.CASE, dealt_with(session, person(session)))
    sheet = asking.sheet(PlaceSheet)
    sheet.reason.setPlainText(CLAIM)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible()


@pytest.mark.parametrize("chosen", [0, 1])
def test_what_was_typed_before_a_lock_is_gone_on_with(asking: Asking, session: Session, chosen: int) -> None:
    who = person(session)
    case = dealt_with(session, who)
    opened(session, CaseKind.COMPLAINT, who)
    hold = place(session, Kind.CASE, case)
    asking.sheets.release(Kind.CASE, case)
    release = asking.sheet(ReleaseSheet)
    release.which.setCurrentIndex(chosen)
    release.reason.setPlainText("It is")
    asking.qtbot.waitUntil(lambda: release.hold().id == (None, hold)[chosen])
    kept = release.typing.unfinished()
    assert kept is not None
    release.done(0)
    asking.sheets.resume(kept)
    again = asking.sheet(ReleaseSheet)
    assert again.reason.toPlainText() == "It is"
    assert again.hold().id == (None, hold)[chosen]
    again.done(0)
    session.holds.release(hold, 1, "It is settled.")
    asking.sheets.resume(kept)
    left = asking.sheet(ReleaseSheet)
    assert (left.hold().id, left.reason.toPlainText()) == (None, "It is")


def test_a_hold_and_a_review_that_were_being_typed_are_gone_on_with(asking: Asking, session: Session) -> None:
    case = dealt_with(session, person(session))
    asking.sheets.place(Kind.CASE, case)
    placing = asking.sheet(PlaceSheet)
    placing.reason.setPlainText(CLAIM)
    kept = placing.typing.unfinished()
    placing.done(0)
    assert kept is not None
    asking.sheets.resume(kept)
    placing = asking.sheet(PlaceSheet)
    assert placing.reason.toPlainText() == CLAIM
    placing.done(0)
    asking.sheets.review(HoldId(place(session, Kind.CASE, case)))
    review = asking.sheet(ReviewSheet)
    review.review.set_day(REVIEW)
    kept = review.typing.unfinished()
    review.done(0)
    assert kept is not None
    asking.sheets.resume(kept)
    assert asking.sheet(ReviewSheet).binder.state.review_on == REVIEW
