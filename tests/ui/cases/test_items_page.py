"""Each sort of small record is added, changed and taken away on the page of its case."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import ENQUIRIES, REQUESTS, CaseKind, Closing, Family, Outcome, family_of
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.items import Item
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.letters.wording import search_places
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.items.complaints import COMPLAINT_SPECS
from kmss_dpo.ui.cases.items.requests import DECISIONS, IDENTITY, RECEIVERS, RECIPIENTS, SEARCH
from kmss_dpo.ui.cases.items.sheet import ItemSheet
from kmss_dpo.ui.cases.items.spec import fits
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.cases.reasoned import ReasonDecision
from kmss_dpo.ui.kit.deleting import ForGood, UndoToast
from kmss_dpo.ui.kit.empty_state import EmptyState
from kmss_dpo.ui.kit.notice import Toast
from tests.noting import ONE_OF_EACH

from .conftest import Desk
from .filling import fill_in, listed, rows, turned_to

TWELFTH = date(2026, 11, 12)
SPECS = {spec.form: spec for spec in (SEARCH, DECISIONS, RECIPIENTS, IDENTITY, *COMPLAINT_SPECS)}
OF_COMPLAINTS = {"decision", *(spec.form for spec in COMPLAINT_SPECS)}
ITEMS = {form: next(item for item in ONE_OF_EACH if type(item) is spec.sort) for form, spec in SPECS.items()}
FORMS = pytest.mark.parametrize("form", list(SPECS))
CHANGES = {
    "place": {"place": "Paper files"},
    "decision": {"about": "The whole complaint"},
    "recipient": {"name": "Another Mailing Ltd"},
    "identity": {"how": "At the desk"},
    "issue": {"remedy": "An apology"},
    "inquiry": {"answer": "A temporary worker"},
    "action": {"owner": "Front desk"},
    "lesson": {"lesson": "Ask twice"},
    "review": {"reviewer": "Another director"},
}


def opened(desk: Desk, form: str) -> tuple[CaseId, CasesPage]:
    """A case on which the sort of record is noted, with its page turned to."""
    kind = CaseKind.COMPLAINT if form in OF_COMPLAINTS else CaseKind.RECTIFICATION
    case = desk.case(TWELFTH, kind)
    page = desk.opened(case, family_of(kind))
    turned_to(page, form)
    return case, page


def kept(session: Session, case: CaseId, form: str) -> list[Item]:
    return [each.item for each in session.items.of_case(case, SPECS[form].sort)]


def said(desk: Desk, page: CasesPage, words: str) -> None:
    """Wait until the page tells so."""
    toasts = page.findChildren(Toast)
    desk.until(lambda: any(words in each.text() for toast in toasts for each in toast.findChildren(QLabel)))


def press(page: CasesPage, form: str, begins: str) -> None:
    """Press the button of the list of this sort whose words begin so."""
    part = turned_to(page, form).parts[form]
    [found] = [each for each in part.findChildren(QPushButton) if each.text().startswith(begins)]
    assert found.isVisible()
    assert found.isEnabled()
    found.click()


@FORMS
def test_a_record_is_written_down_changed_and_removed_where_it_belongs(
    desk: Desk, session: Session, qtbot: QtBot, form: str
) -> None:
    case, page = opened(desk, form)
    item = ITEMS[form]
    press(page, form, "Add ")
    sheet = desk.sheet(page, ItemSheet)
    fill_in(qtbot, sheet, item)
    sheet.decide_button.click()
    listed(desk, page, form, 1)
    [written] = kept(session, case, form)
    assert written == replace(item, **({"activity": ""} if form == "place" else {}))
    said(desk, page, f"The {SPECS[form].name} was saved.")

    press(page, form, "Change…")
    again = desk.sheet(page, ItemSheet)
    assert again.binder.state == written
    changed = replace(written, **CHANGES[form])
    fill_in(qtbot, again, changed)
    again.decide_button.click()
    part = turned_to(page, form).parts[form]
    desk.until(lambda: [each.item for each in part._rows.values()] == [changed])

    press(page, form, "Remove…")
    decision = desk.sheet(page, ReasonDecision)
    decision.decide_button.click()
    assert decision.form.row("reason").error() == "Say why it is removed."
    assert kept(session, case, form) == [changed]
    qtbot.keyClicks(decision.reason, "Noted twice")
    decision.decide_button.click()
    listed(desk, page, form, 0)
    assert kept(session, case, form) == []
    said(desk, page, f"The {SPECS[form].name} is in the bin until Tue 22 Dec 2026.")


def test_a_record_is_put_back_by_undo_or_erased_for_good(desk: Desk, session: Session) -> None:
    case, page = opened(desk, "place")
    session.items.add(case, SearchPlace("Mail server"))
    listed(desk, page, "place", 1)
    remove(desk, page, for_good=False)
    listed(desk, page, "place", 0)
    toast = page.window().findChild(UndoToast)
    desk.until(toast.isVisible)
    toast.undo.click()
    listed(desk, page, "place", 1)
    remove(desk, page, for_good=True)
    listed(desk, page, "place", 0)
    said(desk, page, "The place was removed. A note keeps the reason.")
    assert session.bin.ids() == []


def remove(desk: Desk, page: CasesPage, *, for_good: bool) -> None:
    """Remove the only place of the search plan."""
    press(page, "place", "Remove…")
    decision = desk.sheet(page, ReasonDecision)
    decision.reason.setPlainText("Noted twice")
    decision.findChild(ForGood).box.setChecked(for_good)
    decision.decide_button.click()


@FORMS
def test_an_empty_list_says_what_belongs_there_and_offers_to_add_it(desk: Desk, form: str) -> None:
    _case, page = opened(desk, form)
    part = turned_to(page, form).parts[form]
    desk.until(lambda: any(each.isVisible() for each in part.findChildren(EmptyState)))
    [empty] = part.findChildren(EmptyState)
    assert empty.accessibleName() == SPECS[form].empty
    assert next(each for each in part.findChildren(QPushButton) if each.isVisible()).text().startswith("Add ")
    assert not part.table.isVisible()


@FORMS
def test_the_list_of_each_sort_is_a_sound_model_that_says_who_what_and_how_it_stands(
    desk: Desk, session: Session, qtmodeltester: ModelTester, form: str
) -> None:
    case, page = opened(desk, form)
    session.items.add(case, ITEMS[form])
    listed(desk, page, form, 1)
    model = turned_to(page, form).parts[form].model
    qtmodeltester.check(model)
    for column in range(model.columnCount()):
        spoken = model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken is not None


@FORMS
def test_every_control_of_a_list_and_its_sheet_has_a_name(desk: Desk, form: str) -> None:
    _case, page = opened(desk, form)
    part = turned_to(page, form).parts[form]
    assert part.table.accessibleName() == SPECS[form].title
    assert all(
        each.accessibleDescription() for each in part.findChildren(QPushButton) if each.text()[:3] == "Add"
    )
    press(page, form, "Add ")
    sheet = desk.sheet(page, ItemSheet)
    assert all(widget.accessibleName() for widget in sheet.fields.values())
    assert sheet.form.row(next(iter(sheet.fields))).field.hasFocus() or sheet.focusWidget() is not None


@FORMS
def test_nothing_is_changed_on_a_case_that_was_opened_in_error(
    desk: Desk, session: Session, form: str
) -> None:
    case, page = opened(desk, form)
    session.items.add(case, ITEMS[form])
    listed(desk, page, form, 1)
    session.cases.void(case, 1, "Twice the same")
    part = turned_to(page, form).parts[form]
    own = [
        each
        for each in part.findChildren(QPushButton)
        if each.text().startswith(("Add ", "Change…", "Remove…"))
    ]
    desk.until(lambda: not any(each.isEnabled() for each in own))
    assert len(own) == 3


def test_the_record_that_is_chosen_is_the_one_that_is_changed(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    case, page = opened(desk, "place")
    for name in ("Mail server", "Paper files"):
        session.items.add(case, SearchPlace(name))
    listed(desk, page, "place", 2)
    table = turned_to(page, "place").parts["place"].table
    table.setFocus()
    assert table.chosen() == rows(page, "place")[0], "the first is chosen to begin with"
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    sheet = desk.sheet(page, ItemSheet)
    assert sheet.binder.state == SearchPlace("Paper files")
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    desk.until(lambda: not page.findChildren(ItemSheet))


def test_what_was_changed_elsewhere_since_it_was_asked_is_not_removed(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    case, page = opened(desk, "place")
    place = session.items.add(case, SearchPlace("Mail server"))
    listed(desk, page, "place", 1)
    press(page, "place", "Remove…")
    decision = desk.sheet(page, ReasonDecision)
    session.items.change(place, 1, SearchPlace("Mail server", found="Nothing"))
    qtbot.keyClicks(decision.reason, "Noted twice")
    with qtbot.waitSignal(desk.runner.trouble) as told:
        decision.decide_button.click()
    assert "Someone changed this entry" in str(told.args[0])
    assert kept(session, case, "place") == [SearchPlace("Mail server", found="Nothing")]


def test_the_chosen_record_stays_chosen_when_the_list_is_read_anew(desk: Desk, session: Session) -> None:
    case, page = opened(desk, "place")
    ids = [session.items.add(case, SearchPlace(name)) for name in ("Mail server", "Paper files")]
    listed(desk, page, "place", 2)
    table = turned_to(page, "place").parts["place"].table
    table.choose(ids[1])
    session.items.add(case, SearchPlace("Online support"))
    listed(desk, page, "place", 3)
    assert table.chosen() == ids[1]


def test_what_another_window_notes_is_seen_here(desk: Desk, session: Session) -> None:
    case, page = opened(desk, "recipient")
    listed(desk, page, "recipient", 0)
    session.items.add(case, ITEMS["recipient"])
    listed(desk, page, "recipient", 1)


def test_the_search_is_planned_from_the_processing_activities(desk: Desk, session: Session) -> None:
    case, page = opened(desk, "place")
    press_plan = "Plan from the processing activities"
    desk.press(turned_to(page, "place"), press_plan)
    listed(desk, page, "place", len(search_places()))
    said(desk, page, f"{len(search_places())} places were added to the plan. Ask each of them.")
    assert page.detail.tabs.bar.tabText(2) == f"Search 0/{len(search_places())}"
    desk.press(turned_to(page, "place"), press_plan)
    said(desk, page, "Every place that the activities name is on the plan already.")
    assert len(kept(session, case, "place")) == len(search_places())


def test_the_plan_of_a_voided_case_cannot_be_made(desk: Desk, session: Session) -> None:
    case, page = opened(desk, "place")
    session.cases.void(case, 1, "Twice the same")
    plan = next(
        each
        for each in turned_to(page, "place").findChildren(QPushButton)
        if each.text() == "Plan from the processing activities"
    )
    desk.until(lambda: not plan.isEnabled())
    assert kept(session, case, "place") == []


def test_an_enquiry_asks_for_no_proof_and_a_complaint_has_no_recipients(desk: Desk) -> None:
    for kind in CaseKind:
        assert fits(IDENTITY, kind) is (kind not in ENQUIRIES)
        assert fits(RECIPIENTS, kind) is (kind in REQUESTS - {CaseKind.ACCESS})
        assert fits(RECEIVERS, kind) is (kind is CaseKind.ACCESS)
        assert fits(DECISIONS, kind)
    page = desk.opened(desk.case(TWELFTH, CaseKind.COMPLAINT), Family.COMPLAINTS)
    assert turned_to(page, "recipient").parts["recipient"].isHidden()
    assert not turned_to(page, "decision").parts["decision"].isHidden()
    page = desk.opened(desk.case(TWELFTH, CaseKind.DEMO_ENQUIRY), Family.ENQUIRIES)
    checking = page.detail.checking
    assert checking.parts["identity"].isHidden()
    assert checking.advice.isHidden()


def test_what_is_not_in_sight_is_read_once_it_is(desk: Desk, session: Session) -> None:
    case = desk.case(TWELFTH, CaseKind.RECTIFICATION)
    session.items.add(case, SearchPlace("Mail server"))
    page = desk.opened(case)
    part = page.detail.searching.parts["place"]
    assert part.model.rowCount() == 0
    assert all(each.isHidden() for each in part.findChildren(EmptyState)), "it is not known yet"
    listed(desk, page, "place", 1)


def test_turning_from_case_to_case_shows_the_records_of_each(desk: Desk, session: Session) -> None:
    one, other = desk.case(TWELFTH), desk.case(TWELFTH)
    first = session.items.add(one, SearchPlace("Mail server"))
    second = session.items.add(other, SearchPlace("Paper files"))
    page = desk.opened(one)
    desk.until(lambda: rows(page, "place") == [first])
    seen: list[list[int]] = []
    page.detail.loaded.connect(lambda: seen.append(rows(page, "place")))
    page.show_record(Kind.CASE, other)
    desk.until(lambda: rows(page, "place") == [second])
    assert seen[0] == [], "what stood there is not taken for a record of this case"


def test_on_a_closed_case_lessons_are_still_noted(desk: Desk, session: Session, qtbot: QtBot) -> None:
    case, page = opened(desk, "lesson")
    session.items.add(case, ITEMS["issue"])
    session.cases.close(case, 1, Closing(Outcome.UPHELD, date(2026, 11, 20), date(2026, 11, 20)))
    desk.until(lambda: page.detail.view is not None and page.detail.view.closing is not None)
    press(page, "lesson", "Add ")
    sheet = desk.sheet(page, ItemSheet)
    fill_in(qtbot, sheet, ITEMS["lesson"])
    sheet.decide_button.click()
    listed(desk, page, "lesson", 1)
