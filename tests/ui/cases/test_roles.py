"""The roles of a case in its sheets, above it and in its details."""

from datetime import date

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel, Family
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.forms.case_sheet import ChangeCaseSheet
from kmss_dpo.ui.cases.forms.new_case_sheet import NewCaseSheet
from kmss_dpo.ui.cases.tabs import Part
from kmss_dpo.ui.kit.chips import ChipLabel

from .conftest import Desk

TWELFTH = date(2026, 11, 12)


def test_a_complaint_about_the_officer_is_kept_with_who_deals_with_it(desk: Desk, session: Session) -> None:
    page = desk.page(Family.COMPLAINTS)
    page.new_case()
    sheet = desk.sheet(page, NewCaseSheet)
    sheet.channel.setCurrentIndex(sheet.channel.findData(Channel.POST))
    sheet.received.set_day(TWELFTH)
    sheet.about_officer.setChecked(True)
    sheet.save()
    assert sheet.form.row("handler").error() == "Name who deals with a complaint about you."
    sheet.handler.setText("Robin Hale")
    sheet.save()
    desk.until(lambda: "Name another" in sheet.form.row("handler").error())
    sheet.handler.setText("Jo Nagy")
    sheet.save()
    desk.until(lambda: page.detail.view is not None)
    [case] = session.cases.ids(CaseFilter())
    details = session.cases.case(CaseId(case)).details
    assert (details.about_officer, details.handler) == (True, "Jo Nagy")
    assert "worked on by Jo Nagy · about the officer" in page.detail.header._came.text()
    assert "The complaint is about you" in page.detail.particulars.prose.toPlainText()


def test_only_of_a_complaint_one_is_asked_whether_it_is_about_oneself(desk: Desk) -> None:
    page = desk.page()
    page.new_case()
    sheet = desk.sheet(page, NewCaseSheet)
    assert not sheet.about_officer.isVisible()
    assert sheet.handler.isVisible()


def test_a_child_and_whom_the_letters_go_to(desk: Desk, session: Session) -> None:
    child, parent = desk.contact("Ceri Ash"), desk.contact("Ann Ash", safe_contact="Phone first")
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, TWELFTH, Channel.EMAIL, child, child))
    page = desk.opened(case)
    desk.choose(page, "Edit details…")
    sheet = desk.sheet(page, ChangeCaseSheet)
    assert not sheet.chosen._on_children.isVisible()
    sheet.chosen.child.setChecked(True)
    assert sheet.chosen._on_children.isVisible()
    desk.press(sheet.chosen.recipient, "New contact…")
    sheet.chosen.recipient._name.setText("Bo Ash")
    sheet.chosen.recipient._name.textEdited.emit("Bo Ash")
    sheet.save()
    desk.until(lambda: page.detail.view is not None and page.detail.view.details.about_child)
    view = session.cases.case(case)
    assert view.recipient
    assert view.recipient.name == "Bo Ash"
    changed = CaseDetails(CaseKind.ACCESS, TWELFTH, Channel.EMAIL, child, child, recipient=parent)
    session.cases.change(case, view.version, changed)
    desk.until(lambda: page.detail.header.warnings() == ["Ann Ash: Phone first."])
    assert "letters to Ann Ash" in page.detail.header._came.text()


def test_the_details_name_everyone_and_lead_to_their_contact(desk: Desk, qtbot: QtBot) -> None:
    ann, bo, cy = (desk.contact(name) for name in ("Ann", "Bo", "Cy"))
    details = CaseDetails(
        CaseKind.ERASURE,
        TWELFTH,
        Channel.POST,
        bo,
        ann,
        recipient=cy,
        about_child=True,
        their_reference="X-7",
    )
    page = desk.opened(desk.session.cases.open_case(details))
    page.detail.tabs.turn_to(Part.DETAILS)
    said = page.detail.particulars.prose.toPlainText()
    for line in ("Letters go to", "Cy", "The data is about a child", "Their reference", "X-7"):
        assert line in said
    assert page.detail.header._person.text() == "Ann, asked by Bo"
    assert "letters to Cy" in page.detail.header._came.text()
    assert "About a child" in [each.accessibleName() for each in page.detail.header.findChildren(ChipLabel)]
    buttons = [each for each in page.detail.particulars.findChildren(QPushButton) if each.isVisible()]
    shown = {each.text().replace("&", ""): each for each in buttons}
    assert [words for words in shown if words.startswith("Contact")] == [
        "Contact: Ann",
        "Contact: Bo",
        "Contact: Cy",
    ]
    with qtbot.waitSignal(page.show_requested) as asked:
        shown["Contact: Cy"].click()
    assert asked.args == [Kind.CONTACT, cy]


def test_without_a_recipient_of_their_own_the_letters_are_not_mentioned(desk: Desk) -> None:
    page = desk.opened(desk.case(TWELFTH, person=desk.contact("Ann")))
    assert "letters to" not in page.detail.header._came.text()
    assert "Letters go to" not in page.detail.particulars.prose.toPlainText()
