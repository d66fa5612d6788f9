"""What the page of a case says and offers about holds."""

from datetime import date

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.holds import HoldDoing, HoldWish
from kmss_dpo.domain.ids import Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.page import CasesPage
from tests.services.holding import CLAIM, place
from tests.ui.cases.conftest import Desk

RECEIVED = date(2026, 11, 12)


def entries(page: CasesPage) -> set[str]:
    menu = page.detail.header.menu()
    menu.aboutToShow.emit()
    return {action.text() for action in menu.actions()}


def test_a_case_that_nothing_holds_says_nothing_and_offers_to_be_held(desk: Desk) -> None:
    case = desk.case(RECEIVED, CaseKind.ERASURE, desk.contact("Ann Example"))
    page = desk.opened(case)
    assert page.detail.header.hold.sentence() == ""
    assert "Place a hold…" in entries(page)
    assert "Release a hold…" not in entries(page)
    with desk.qtbot.waitSignal(page.hold_requested) as asked:
        desk.choose(page, "Place a hold…")
    assert asked.args == [HoldWish(HoldDoing.PLACE, (Kind.CASE, case))]


def test_a_held_case_says_why_above_everything_and_under_its_details(desk: Desk, session: Session) -> None:
    case = desk.case(RECEIVED, CaseKind.ERASURE, desk.contact("Ann Example"))
    page = desk.opened(case)
    hold = place(session, Kind.CASE, case)
    said = f"{CLAIM} Placed by Robin Hale on Sun 22 Nov 2026, to be reviewed on Mon 1 Feb 2027."
    desk.until(lambda: page.detail.header.hold.sentence() == f"On hold: {said}")
    assert said in page.detail.particulars.prose.toPlainText()
    with desk.qtbot.waitSignal(page.hold_requested) as asked:
        desk.choose(page, "Release a hold…")
    assert asked.args == [HoldWish(HoldDoing.RELEASE, (Kind.CASE, case))]
    session.holds.release(hold, 1, "It is settled.")
    desk.until(lambda: page.detail.header.hold.sentence() == "")
    titles = [event.title for event in session.cases.case(case).timeline]
    assert {"Placed on hold", "Hold released"} <= set(titles)


def test_a_request_says_under_its_details_that_it_places_a_hold(desk: Desk, session: Session) -> None:
    who = desk.contact("Ann Example")
    case, other = desk.case(RECEIVED, CaseKind.ACCESS, who), desk.case(RECEIVED, CaseKind.ERASURE, who)
    page = desk.opened(case)
    assert page.detail.header.hold.sentence() == "", "it is held by itself only"
    assert "What concerns its people is not erased while this case is open." in (
        page.detail.particulars.prose.toPlainText()
    )
    page.show_record(Kind.CASE, other)
    desk.until(
        lambda: page.detail.header.hold.sentence().startswith("On hold: SAR-2026-0001 (Subject access)")
    )
    session.holds.release_for(other, case, "It is owed.")
    desk.until(lambda: page.detail.header.hold.sentence() == "")
    assert session.cases.case(other).timeline[0].title == "Hold of SAR-2026-0001 released for this case"


def test_without_a_case_nothing_is_asked(desk: Desk) -> None:
    page = desk.page()
    with desk.qtbot.assertNotEmitted(page.hold_requested):
        page.detail.case_actions.hold(HoldDoing.PLACE)
