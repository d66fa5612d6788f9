"""Going on with a case and stepping back, from beside the next step and from the menu of the case."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.case_views import EventKind
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Family, Outcome, Status, family_of
from kmss_dpo.domain.clock import ClockFacts
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.domain.ways import WAYS, Doing, Need
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.forms.ending_sheets import ClosingSheet
from kmss_dpo.ui.cases.forms.way_sheets import BackForm, BackSheet
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.cases.tabs import Part
from kmss_dpo.ui.cases.why import _BUTTONS
from kmss_dpo.ui.hands import click, is_there
from kmss_dpo.ui.kit.notice import Toast
from tests.noting import found, routed

from .conftest import Desk

TWELFTH = date(2026, 11, 12)
SEARCHED = SearchPlace("Mail server", found="Eleven messages")


def stands(page: CasesPage, code: str) -> bool:
    view = page.detail.view
    return view is not None and view.stage.code == code


def go(session: Session, case: CaseId, *stages: str) -> None:
    for stage in stages:
        session.ways.go(case, session.cases.case(case).version, stage)


def beside(page: CasesPage) -> list[str]:
    """The words of the buttons of the next step; the clock has a menu of its own beside it."""
    buttons = [each for each in page.detail.why.findChildren(QPushButton) if each.isVisible()]
    return [each.text() for each in buttons if each is not page.detail.why.clock]


def held_up(page: CasesPage) -> str:
    """What is said beside the step to be still needed."""
    said = page.detail.why._held_up
    return said.text() if said.isVisible() else ""


def told(desk: Desk, page: CasesPage, words: str) -> None:
    toasts = page.findChildren(Toast)
    desk.until(lambda: any(words in each.text() for toast in toasts for each in toast.findChildren(QLabel)))


def searching(desk: Desk, session: Session) -> tuple[CaseId, CasesPage]:
    """An access request whose search has begun."""
    case = desk.case(TWELFTH)
    go(session, case, "search")
    return case, desk.opened(case)


def test_a_case_goes_on_by_the_button_beside_its_step_which_says_where_to(
    desk: Desk, session: Session
) -> None:
    case = desk.case(TWELFTH)
    page = desk.opened(case)
    assert beside(page) == ["Write letter", "Go on: Searching"]
    desk.press(page.detail.why, "Go on: Searching")
    desk.until(lambda: stands(page, "search"))
    told(desk, page, "The case went on: Searching.")
    assert beside(page) == ["Open search plan", "Go on: Reviewing"]
    assert session.cases.case(case).stage.code == "search"


def test_what_is_still_needed_is_said_beside_the_step_until_it_is_there(desk: Desk, session: Session) -> None:
    case, page = searching(desk, session)
    assert held_up(page) == ""
    desk.press(page.detail.why, "Go on: Reviewing")
    desk.until(lambda: held_up(page) == Need.SEARCHED.value)
    assert stands(page, "search")
    session.items.add(case, SEARCHED)
    desk.until(lambda: held_up(page) == "")
    desk.press(page.detail.why, "Go on: Reviewing")
    desk.until(lambda: stands(page, "review"))


@pytest.mark.parametrize(
    ("kind", "stages", "button", "need"),
    [
        (CaseKind.ERASURE, ["assess", "erase", "recipients"], "Go on: Answering", ""),
        (CaseKind.COMPLAINT, [], "Go on: Acknowledging", Need.ROUTED.value),
    ],
)
def test_only_what_is_lacking_holds_a_case_up(
    desk: Desk, session: Session, kind: CaseKind, stages: list[str], button: str, need: str
) -> None:
    case = desk.case(TWELFTH, kind)
    go(session, case, *stages)
    page = desk.opened(case, family_of(kind))
    desk.press(page.detail.why, button)
    if need:
        desk.until(lambda: held_up(page) == need)
    else:
        desk.until(lambda: stands(page, "answer"))


def test_where_only_a_fact_leads_on_there_is_no_button_to_go_on(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH)
    session.items.add(case, SEARCHED)
    go(session, case, "search", "review", "answer")
    page = desk.opened(case)
    assert beside(page) == ["Write letter"]
    session.cases.record_facts(case, 4, ClockFacts(answered_on=date(2026, 11, 20)))
    desk.until(lambda: stands(page, "close"))
    assert beside(page) == ["Close the case…"]


def test_a_window_that_is_behind_hears_that_the_case_changed(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH)
    page = desk.opened(case)
    session.cases.change(case, 1, CaseDetails(CaseKind.ACCESS, TWELFTH, Channel.POST))
    page.detail.case_actions.go_on()
    desk.until(lambda: "changed this record since you opened it" in held_up(page))
    desk.until(lambda: page.detail.view is not None and page.detail.view.version == 2)
    assert held_up(page) == ""
    assert stands(page, "receive")


def test_a_case_steps_back_from_its_menu_with_where_to_and_why(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    case, _page = desk.case(TWELFTH), None
    session.items.add(case, SEARCHED)
    go(session, case, "search", "review", "answer")
    page = desk.opened(case)
    desk.choose(page, "Step back…")
    sheet = desk.sheet(page, BackSheet)
    offered = [sheet.stage.itemText(at) for at in range(sheet.stage.count())]
    assert offered == ["Received", "Searching", "Reviewing"]
    assert sheet.binder.state == BackForm("review"), "the stage before is the first guess"
    assert not sheet.touched()
    sheet.save()
    desk.until(lambda: sheet.form.row("reason").error() == "Say why the case goes back.")
    sheet.stage.setCurrentIndex(1)
    qtbot.keyClicks(sheet.reason, "A mailbox was forgotten.")
    assert sheet.touched()
    sheet.save()
    desk.until(lambda: stands(page, "search"))
    told(desk, page, "The case went back.")
    assert page.detail.view
    [step] = [event for event in page.detail.view.timeline if event.text.startswith("A mailbox")]
    assert (step.kind, step.title, step.text) == (
        EventKind.STEP,
        "Back to: Searching",
        "A mailbox was forgotten.\nRobin Hale",
    )


def entries(page: CasesPage) -> list[str]:
    menu = page.detail.header.menu()
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions()]


def test_where_there_is_nothing_to_go_back_to_it_is_not_offered(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH)
    page = desk.opened(case)
    assert "Step back…" not in entries(page)
    go(session, case, "search")
    desk.until(lambda: stands(page, "search"))
    assert "Step back…" in entries(page)
    session.cases.record_facts(case, 2, ClockFacts(answered_on=date(2026, 11, 20)))
    desk.until(lambda: stands(page, "close"))
    assert "Step back…" not in entries(page), "what was sent stays sent"


def test_a_case_that_is_over_goes_neither_on_nor_back(desk: Desk, session: Session) -> None:
    case, page = searching(desk, session)
    session.cases.close(case, 2, Closing(Outcome.WITHDRAWN, date(2026, 11, 20)))
    desk.until(lambda: page.detail.view is not None and page.detail.view.status is Status.CLOSED)
    assert beside(page) == []
    assert "Step back…" not in entries(page)


def test_a_step_back_of_a_case_that_changed_meanwhile_is_refused(desk: Desk, session: Session) -> None:
    case, page = searching(desk, session)
    desk.choose(page, "Step back…")
    sheet = desk.sheet(page, BackSheet)
    sheet.reason.setPlainText("Too early.")
    session.cases.change(case, 2, CaseDetails(CaseKind.ACCESS, TWELFTH, Channel.POST))
    sheet.save()
    desk.until(lambda: sheet.notice.sentence() == sheet.CONFLICT)
    assert session.cases.case(case).stage.code == "search"


def test_a_step_back_that_a_lock_cut_off_is_gone_on_with(desk: Desk, session: Session) -> None:
    case, page = searching(desk, session)
    desk.choose(page, "Step back…")
    sheet = desk.sheet(page, BackSheet)
    sheet.reason.setPlainText("Too early.")
    kept = sheet.typing.unfinished()
    assert kept
    sheet.done(0)
    desk.until(lambda: not page.findChildren(BackSheet))
    page.resume(kept)
    resumed = desk.sheet(page, BackSheet)
    assert resumed.binder.state == BackForm("receive", "Too early.")
    resumed.save()
    desk.until(lambda: stands(page, "receive"))
    assert session.cases.case(case).version == 3


def test_what_is_typed_in_a_step_back_is_not_lost_by_mistake(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    _case, page = searching(desk, session)
    desk.choose(page, "Step back…")
    sheet = desk.sheet(page, BackSheet)
    sheet.reason.setPlainText("Too early.")
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    desk.until(lambda: is_there("Throw away"))
    click("Throw away")
    desk.until(lambda: not page.findChildren(BackSheet))
    assert stands(page, "search")


@pytest.mark.parametrize(
    ("kind", "stages", "part"),
    [
        (CaseKind.ACCESS, ["search"], Part.SEARCH),
        (CaseKind.ACCESS, ["search", "review"], Part.DECISIONS),
        (CaseKind.RECTIFICATION, ["assess"], Part.CHECKLIST),
        (CaseKind.NOTIFICATION, ["recipients"], Part.DECISIONS),
        (CaseKind.COMPLAINT, [], Part.DECISIONS),
        (CaseKind.REGULATOR, [], Part.ISSUES),
    ],
)
def test_the_button_of_a_step_opens_the_part_in_which_it_is_done(
    desk: Desk, session: Session, kind: CaseKind, stages: list[str], part: Part
) -> None:
    case = desk.case(TWELFTH, kind)
    session.items.add(case, SEARCHED)
    go(session, case, *stages)
    page = desk.opened(case, family_of(kind))
    assert page.detail.view
    desk.press(page.detail.why, _BUTTONS[page.detail.view.next_step.doing])
    assert page.detail.tabs.stack.currentWidget() is page.detail.tabs.pages[part]


def test_issues_enquiries_and_actions_of_a_complaint_stand_behind_one_tab(
    desk: Desk, session: Session
) -> None:
    case = desk.case(TWELFTH, CaseKind.COMPLAINT, facts=ClockFacts(acknowledged_on=date(2026, 11, 13)))
    page = desk.opened(case, Family.COMPLAINTS)
    assert beside(page) == ["Open issues and enquiries", "Write update", "Go on: Finding"]
    desk.press(page.detail.why, "Go on: Finding")
    desk.until(lambda: held_up(page) == Need.ISSUES_NAMED.value)
    session.items.add(case, replace(found(), finding=None))
    desk.until(lambda: held_up(page) == "")
    desk.press(page.detail.why, "Go on: Finding")
    desk.until(lambda: stands(page, "find"))
    desk.press(page.detail.why, "Open issues")
    assert page.detail.tabs.stack.currentWidget() is page.detail.issues


def test_the_ending_that_lacks_something_says_so_beside_the_outcome(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH, CaseKind.COMPLAINT)
    page = desk.opened(case, Family.COMPLAINTS)
    desk.choose(page, "Close…")
    sheet = desk.sheet(page, ClosingSheet)
    sheet.outcome.setCurrentIndex(sheet.outcome.findData(Outcome.ELSEWHERE))
    sheet.reason.setPlainText("Support answers it.")
    sheet.save()
    desk.until(lambda: sheet.form.row("outcome").error() == Need.ROUTED.value)
    session.items.add(case, routed())
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.status is Status.CLOSED)


def test_every_step_of_every_way_has_its_button() -> None:
    doings = {stage.doing for way in WAYS.values() for stage in way}
    assert doings <= set(_BUTTONS)
    assert set(_BUTTONS) | {Doing.OPEN, Doing.UPDATE} == set(Doing)
