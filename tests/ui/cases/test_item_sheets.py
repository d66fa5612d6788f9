"""The sheet of a small record: what it offers, what it refuses, and what it keeps through a lock."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollBar
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseKind, Family, family_of
from kmss_dpo.domain.complaints import Action
from kmss_dpo.domain.decisions import (
    PROVISIONS,
    REFUSAL_GROUNDS,
    Decision,
    DecisionSort,
    Provision,
    Routing,
)
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.items import Item, KeptItem
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.items.complaints import COMPLAINT_SPECS
from kmss_dpo.ui.cases.items.requests import REQUEST_SPECS, provision_words
from kmss_dpo.ui.cases.items.sheet import ItemSheet
from kmss_dpo.ui.cases.items.spec import fits
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.hands import click, is_there, within
from tests.noting import ONE_OF_EACH

from .conftest import Desk
from .filling import fill_in, listed, turned_to, type_one

TWELFTH, TODAY = date(2026, 11, 12), date(2026, 11, 22)
SPECS = {spec.form: spec for spec in (*REQUEST_SPECS, *COMPLAINT_SPECS)}
BALANCE = {"nature", "confidentiality", "consent_sought", "capability", "refusal"}
LEFT_OUT = {
    "place": {"activity"},
    "identity": {"document_id"},
    "receiver": {"what", "told_on", "why_not"},
}
REASONED = Decision(
    DecisionSort.EXEMPTION,
    Provision.PRIVILEGE.value,
    "Two emails",
    "Advice of a solicitor.",
    decided_by="Robin Hale",
    decided_on=TODAY,
)


def writing(desk: Desk, form: str, kind: CaseKind = CaseKind.ACCESS) -> tuple[CaseId, CasesPage, ItemSheet]:
    """A case with the sheet of a new record open over it."""
    case = desk.case(TWELFTH, kind)
    page = desk.opened(case, family_of(kind))
    sheet = turned_to(page, form).add(form)
    assert sheet
    return case, page, sheet


def kind_with(form: str) -> CaseKind:
    """A kind of case that has such records."""
    return next(
        each for each in (CaseKind.ACCESS, CaseKind.ERASURE, CaseKind.COMPLAINT) if fits(SPECS[form], each)
    )


def changing(desk: Desk, item: Item, form: str) -> tuple[CaseId, CasesPage, ItemSheet, KeptItem[Any]]:
    """A case with the sheet of a kept record open over it."""
    case = desk.case(TWELFTH)
    desk.session.items.add(case, item)
    page = desk.opened(case)
    listed(desk, page, form, 1)
    [kept] = desk.session.items.of_case(case, type(item))
    turned_to(page, form).parts[form].change_requested.emit(kept)
    return case, page, desk.sheet(page, ItemSheet), kept


def in_sight(sheet: ItemSheet) -> set[str]:
    return {name for name in sheet.fields if not sheet.form.row(name).isHidden()}


def offered(sheet: ItemSheet, name: str) -> list[str]:
    box = sheet.fields[name]
    assert isinstance(box, QComboBox)
    return [box.itemText(at) for at in range(box.count())]


def choose(sheet: ItemSheet, name: str, value: object) -> None:
    box = sheet.fields[name]
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(next(at for at in range(box.count()) if box.itemData(at) == value))


def test_a_decision_offers_what_exists_for_the_kind_of_case(desk: Desk) -> None:
    for kind, sorts in (
        (CaseKind.ACCESS, ["Exemption", "Manifestly unfounded", "Manifestly excessive", "Other"]),
        (CaseKind.MARKETING_OBJECTION, ["Other"]),
        (CaseKind.CONSENT_WITHDRAWAL, ["Other"]),
        (CaseKind.COMPLAINT, ["Routing", "Compensation", "Other"]),
    ):
        _case, _page, sheet = writing(desk, "decision", kind)
        assert offered(sheet, "sort") == sorts
        assert "ground" not in in_sight(sheet)
        sheet.reject()


def test_an_exemption_names_its_provision_with_what_it_is_about(desk: Desk) -> None:
    _case, _page, sheet = writing(desk, "decision")
    choose(sheet, "sort", DecisionSort.EXEMPTION)
    assert offered(sheet, "ground") == [provision_words(each) for each in Provision]
    assert offered(sheet, "ground")[0] == f"Sch 2 para 2, {PROVISIONS[Provision.CRIME]}"
    assert sheet.fields["ground"].currentIndex() == -1, "none is chosen for the officer"
    choose(sheet, "sort", DecisionSort.UNFOUNDED)
    assert "ground" not in in_sight(sheet)


def test_a_long_provision_makes_no_sheet_wider_than_it_is(desk: Desk) -> None:
    _case, _page, sheet = writing(desk, "decision")
    choose(sheet, "sort", DecisionSort.EXEMPTION)
    choose(sheet, "ground", Provision.WORKERS.value)
    desk.until(sheet.fields["ground"].isVisible)
    sheet.grab()  # laid out by then
    across = [
        each for each in sheet.findChildren(QScrollBar) if each.orientation() is Qt.Orientation.Horizontal
    ]
    assert across
    assert not any(each.isVisible() for each in across)
    assert sheet.form.minimumSizeHint().width() < sheet.width()


def test_the_refusal_of_a_right_and_the_routing_of_a_complaint_offer_their_own_grounds(desk: Desk) -> None:
    _case, _page, sheet = writing(desk, "decision", CaseKind.ERASURE)
    choose(sheet, "sort", DecisionSort.REFUSAL)
    assert offered(sheet, "ground") == list(REFUSAL_GROUNDS[CaseKind.ERASURE])
    sheet.reject()
    _case, _page, sheet = writing(desk, "decision", CaseKind.COMPLAINT)
    choose(sheet, "sort", DecisionSort.ROUTING)
    assert offered(sheet, "ground") == [each.value.capitalize() for each in Routing]


def test_other_peoples_interests_are_weighed_only_where_it_is_about_them(desk: Desk) -> None:
    _case, _page, sheet = writing(desk, "decision")
    assert not in_sight(sheet) & BALANCE
    choose(sheet, "sort", DecisionSort.EXEMPTION)
    choose(sheet, "ground", Provision.THIRD_PARTY.value)
    assert in_sight(sheet) >= BALANCE
    choose(sheet, "ground", Provision.WORKERS.value)
    assert not in_sight(sheet) & BALANCE
    choose(sheet, "ground", Provision.THIRD_PARTY.value)
    choose(sheet, "sort", DecisionSort.EXCESSIVE)
    assert not in_sight(sheet) & BALANCE


def test_what_went_out_of_sight_while_it_was_typed_is_not_kept(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    case, page, sheet = writing(desk, "decision")
    third_party = replace(REASONED, ground=Provision.THIRD_PARTY.value, nature="What a neighbour told us")
    fill_in(qtbot, sheet, third_party)
    choose(sheet, "sort", DecisionSort.UNFOUNDED)
    sheet.save()
    listed(desk, page, "decision", 1)
    [kept] = session.items.of_case(case, Decision)
    assert kept.item == replace(REASONED, sort=DecisionSort.UNFOUNDED, ground="")


def test_a_decision_without_its_provision_reasons_or_day_is_refused_beside_the_field(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    case, page, sheet = writing(desk, "decision")
    sheet.save()
    assert sheet.form.row("sort").error() == "Choose what is decided."
    choose(sheet, "sort", DecisionSort.EXEMPTION)
    sheet.save()
    assert sheet.form.row("sort").error() == ""
    assert "there are only these" in sheet.form.row("ground").error()
    assert sheet.focusWidget() is sheet.fields["ground"]
    choose(sheet, "ground", Provision.PRIVILEGE.value)
    sheet.save()
    assert "Write down the reasoning" in sheet.form.row("reasoning").error()
    type_one(qtbot, sheet.fields["reasoning"], "Advice of a solicitor.")
    type_one(qtbot, sheet.fields["decided_on"], None)
    sheet.save()
    assert sheet.form.row("decided_on").error() == "Enter the day it was decided."
    type_one(qtbot, sheet.fields["decided_on"], date(2026, 11, 11))
    sheet.save()
    assert "before the one it follows" in sheet.form.row("decided_on").error()
    assert session.items.of_case(case, Decision) == []
    type_one(qtbot, sheet.fields["decided_on"], TODAY)
    sheet.save()
    listed(desk, page, "decision", 1)


def test_who_decides_and_when_is_begun_with_the_officer_and_today(desk: Desk) -> None:
    _case, _page, sheet = writing(desk, "decision")
    assert sheet.binder.state == Decision(decided_by="Robin Hale", decided_on=TODAY)
    assert not sheet.touched()


def test_a_day_that_is_no_day_is_not_taken_for_a_missing_one(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    case, page, sheet = writing(desk, "place")
    type_one(qtbot, sheet.fields["place"], "Mail server")
    line = sheet.fields["asked_on"].findChildren(QLineEdit)[0]
    qtbot.keyClicks(line, "31 Feb")
    assert sheet.touched()
    sheet.save()
    assert sheet.form.row("asked_on").error()
    assert session.items.of_case(case, SearchPlace) == []
    line.selectAll()
    qtbot.keyClicks(line, "20 Nov 2026")
    sheet.save()
    listed(desk, page, "place", 1)
    [kept] = session.items.of_case(case, SearchPlace)
    assert kept.item == SearchPlace("Mail server", asked_on=date(2026, 11, 20))


def test_a_record_that_was_changed_elsewhere_is_not_overwritten(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    case, _page, sheet, kept = changing(desk, SearchPlace("Mail server"), "place")
    session.items.change(kept.id, kept.version, SearchPlace("Mail server", found="Nothing"))
    type_one(qtbot, sheet.fields["asked_whom"], "Operations")
    sheet.save()
    desk.until(lambda: sheet.notice.sentence() == sheet.CONFLICT)
    assert sheet.decide_button.isEnabled()
    assert session.items.of_case(case, SearchPlace)[0].item == SearchPlace("Mail server", found="Nothing")


def test_a_record_that_was_removed_elsewhere_is_told_as_gone(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    _case, _page, sheet, kept = changing(desk, SearchPlace("Mail server"), "place")
    session.items.remove(SearchPlace, kept.id, 1, "Twice")
    type_one(qtbot, sheet.fields["asked_whom"], "Operations")
    sheet.save()
    desk.until(lambda: "no longer in the register" in sheet.notice.sentence())


def test_a_case_that_was_voided_meanwhile_takes_nothing_more(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    case, _page, sheet = writing(desk, "place")
    session.cases.void(case, 1, "Twice the same")
    type_one(qtbot, sheet.fields["place"], "Mail server")
    sheet.save()
    desk.until(lambda: "opened in error and is voided" in sheet.notice.sentence())


def test_what_was_typed_is_thrown_away_only_when_it_is_meant(desk: Desk, qtbot: QtBot) -> None:
    _case, page, sheet = writing(desk, "place")
    type_one(qtbot, sheet.fields["place"], "Mail server")
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    desk.until(lambda: is_there("Throw away"))
    qtbot.keyClick(within(), Qt.Key.Key_Escape)
    desk.until(lambda: not is_there("Throw away"))
    assert sheet.isVisible()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    desk.until(lambda: is_there("Throw away"))
    click("Throw away")
    desk.until(lambda: not page.findChildren(ItemSheet))
    nothing = turned_to(page, "place").add("place")
    assert nothing
    nothing.reject()
    desk.until(lambda: not page.findChildren(ItemSheet))


def test_control_and_return_save_from_any_field(desk: Desk, session: Session, qtbot: QtBot) -> None:
    case, page, sheet = writing(desk, "place")
    type_one(qtbot, sheet.fields["place"], "Mail server")
    sheet.activateWindow()
    desk.until(sheet.isActiveWindow)
    qtbot.keyClick(sheet.fields["found"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    listed(desk, page, "place", 1)
    assert session.items.of_case(case, SearchPlace)[0].item == SearchPlace("Mail server")


@pytest.mark.parametrize("form", list(SPECS))
def test_the_sheet_begins_with_what_is_known_and_shows_every_field_of_the_record_once(
    desk: Desk, form: str
) -> None:
    kind = kind_with(form)
    case, _page, sheet = writing(desk, form, kind)
    state = sheet.binder.state
    assert isinstance(state, SPECS[form].sort)
    left_out = set(vars(state)) - set(sheet.fields)
    assert left_out == LEFT_OUT.get(form, set())
    assert desk.session.cases.case(case).reference in sheet.windowTitle()
    if isinstance(state, Action):
        assert state.owner == "Robin Hale"


@pytest.mark.parametrize("form", list(SPECS))
def test_a_new_record_that_a_lock_cut_off_is_gone_on_with(desk: Desk, qtbot: QtBot, form: str) -> None:
    kind = kind_with(form)
    item = next(each for each in ONE_OF_EACH if type(each) is SPECS[form].sort)
    if isinstance(item, Decision):
        item = REASONED
    _case, page, sheet = writing(desk, form, kind)
    fill_in(qtbot, sheet, item)
    typed = sheet.binder.state
    unfinished = sheet.typing.unfinished()
    assert unfinished
    sheet.done(0)
    desk.until(lambda: not page.findChildren(ItemSheet))
    page.resume(unfinished)
    resumed = desk.sheet(page, ItemSheet)
    assert resumed.binder.state == typed
    assert resumed.touched()
    assert resumed.decide_button.text().replace("&", "").startswith("Add the ")
    resumed.save()
    listed(desk, page, form, 1)


def test_a_change_that_a_lock_cut_off_changes_the_same_record(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    case, page, sheet, kept = changing(desk, REASONED, "decision")
    type_one(qtbot, sheet.fields["about"], "Three emails")
    unfinished = sheet.typing.unfinished()
    assert unfinished
    sheet.done(0)
    desk.until(lambda: not page.findChildren(ItemSheet))
    session.items.change(kept.id, 1, replace(REASONED, reasoning="Advice, confirmed since."))
    page.resume(unfinished)
    resumed = desk.sheet(page, ItemSheet)
    resumed.save()
    merged = replace(REASONED, about="Three emails", reasoning="Advice, confirmed since.")
    desk.until(lambda: session.items.of_case(case, Decision) == [KeptItem(kept.id, 3, case, merged)])


def test_a_change_of_a_record_that_is_gone_by_then_is_written_down_anew(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    case, page, sheet, kept = changing(desk, SearchPlace("Mail server"), "place")
    type_one(qtbot, sheet.fields["asked_whom"], "Operations")
    unfinished = sheet.typing.unfinished()
    assert unfinished
    sheet.done(0)
    desk.until(lambda: not page.findChildren(ItemSheet))
    session.items.remove(SearchPlace, kept.id, 1, "Twice")
    page.resume(unfinished)
    resumed = desk.sheet(page, ItemSheet)
    assert resumed.binder.state == SearchPlace("", asked_whom="Operations")
    type_one(qtbot, resumed.fields["place"], "Mail server")
    resumed.save()
    desk.until(lambda: len(session.items.of_case(case, SearchPlace)) == 1)
    assert session.items.of_case(case, SearchPlace)[0].id != kept.id


def test_a_complaint_is_routed_from_its_next_step(desk: Desk, session: Session, qtbot: QtBot) -> None:
    case = desk.case(TWELFTH, CaseKind.COMPLAINT)
    page = desk.opened(case, Family.COMPLAINTS)
    desk.press(page.detail.why, "Decide what it is…")
    sheet = desk.sheet(page, ItemSheet)
    assert sheet.binder.state == Decision(DecisionSort.ROUTING, decided_by="Robin Hale", decided_on=TODAY)
    assert not sheet.touched(), "nothing was typed yet"
    choose(sheet, "ground", Routing.SERVICE.value)
    type_one(qtbot, sheet.fields["reasoning"], "It is about a bill.")
    sheet.save()
    listed(desk, page, "decision", 1)
    assert session.cases.case(case).work.routed
