"""A recipient of the data is linked with a contact, and a notice begins to it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.forms.person_field import NO_MATCH
from kmss_dpo.ui.cases.items.contact_field import CHOOSE, ContactField
from kmss_dpo.ui.cases.items.sheet import ItemSheet
from kmss_dpo.ui.cases.page import CasesPage

from .conftest import Desk
from .filling import listed, turned_to, type_one

TWELFTH = date(2026, 11, 12)


@pytest.fixture
def mailer(desk: Desk) -> ContactId:
    return desk.contact("Exampleton Mailing Ltd", "desk@example.org")


def writing(desk: Desk) -> tuple[CaseId, CasesPage, ItemSheet]:
    case = desk.case(TWELFTH, CaseKind.ERASURE)
    page = desk.opened(case)
    sheet = turned_to(page, "recipient").add("recipient")
    assert sheet
    return case, page, sheet


def field(sheet: ItemSheet) -> ContactField:
    found = sheet.fields["contact_id"]
    assert isinstance(found, ContactField)
    return found


def name(sheet: ItemSheet) -> QLineEdit:
    found = sheet.fields["name"]
    assert isinstance(found, QLineEdit)
    return found


def choose(desk: Desk, qtbot: QtBot, sheet: ItemSheet, typed: str) -> None:
    qtbot.keyClicks(field(sheet).search, typed)
    desk.until(field(sheet).found.isVisible)
    qtbot.keyClick(field(sheet).search, Qt.Key.Key_Return)


def of(session: Session, case: CaseId) -> list[Recipient]:
    return [each.item for each in session.items.of_case(case, Recipient)]


def test_a_contact_is_found_chosen_and_gives_the_recipient_its_name(
    desk: Desk, qtbot: QtBot, session: Session
) -> None:
    desk.contact("Exampleton Mailing Ltd", "desk@example.org")
    other = desk.contact("Another Ltd")
    case, page, sheet = writing(desk)
    choose(desk, qtbot, sheet, "another")
    assert name(sheet).text() == "Another Ltd"
    field(sheet)._other.click()
    choose(desk, qtbot, sheet, "exampleton")
    assert name(sheet).text() == "Exampleton Mailing Ltd", "nothing else was typed there"
    type_one(qtbot, name(sheet), "Exampleton, the mailing house")
    field(sheet)._other.click()
    choose(desk, qtbot, sheet, "another")
    assert name(sheet).text() == "Exampleton, the mailing house", "what was typed stays"
    sheet.save()
    listed(desk, page, "recipient", 1)
    assert of(session, case) == [Recipient("Exampleton, the mailing house", contact_id=other)]
    again = turned_to(page, "recipient").parts["recipient"]
    again.table.open_requested.emit(again.model.id_at(0))
    changing = desk.sheet(page, ItemSheet)
    desk.until(lambda: field(changing)._chosen.text() == "Another Ltd")
    assert not changing.touched()
    field(changing)._other.click()
    changing.save()
    desk.until(lambda: of(session, case) == [Recipient("Exampleton, the mailing house")])


def test_what_was_typed_and_not_chosen_is_told_beside_the_field(
    desk: Desk, qtbot: QtBot, session: Session
) -> None:
    case, _page, sheet = writing(desk)
    type_one(qtbot, name(sheet), "Somebody Ltd")
    qtbot.keyClicks(field(sheet).search, "Nobody here")
    desk.until(field(sheet).found.isVisible)
    assert [field(sheet).found.item(0).text(), field(sheet).found.count()] == [NO_MATCH, 1]
    qtbot.keyClick(field(sheet).search, Qt.Key.Key_Return)
    assert not field(sheet)._new.isVisible()
    sheet.save()
    assert sheet.form.row("contact_id").error() == CHOOSE
    assert of(session, case) == []


def test_a_contact_that_was_chosen_before_a_lock_is_there_again(
    desk: Desk, qtbot: QtBot, session: Session, mailer: ContactId
) -> None:
    case, page, sheet = writing(desk)
    choose(desk, qtbot, sheet, "exampleton")
    unfinished = sheet.typing.unfinished()
    assert unfinished
    assert (Kind.CONTACT, mailer) in unfinished.about, "it goes with the contact"
    sheet.done(0)
    desk.until(lambda: not page.findChildren(ItemSheet))
    page.resume(unfinished)
    resumed = desk.sheet(page, ItemSheet)
    desk.until(lambda: field(resumed)._chosen.text() == "Exampleton Mailing Ltd")
    resumed.save()
    listed(desk, page, "recipient", 1)
    assert of(session, case) == [Recipient("Exampleton Mailing Ltd", contact_id=mailer)]


def notice_button(page: CasesPage) -> QPushButton:
    part = turned_to(page, "recipient").parts["recipient"]
    return next(each for each in part.findChildren(QPushButton) if each.text() == "Write notice")


def test_a_notice_to_the_chosen_recipient_is_begun(
    desk: Desk, qtbot: QtBot, session: Session, mailer: ContactId
) -> None:
    case = desk.case(TWELFTH, CaseKind.ERASURE)
    page = desk.opened(case)
    listed(desk, page, "recipient", 0)
    assert not notice_button(page).isVisible()
    session.items.add(case, Recipient("Somebody Ltd"))
    second = session.items.add(case, Recipient("Mailing", contact_id=mailer))
    listed(desk, page, "recipient", 2)
    turned_to(page, "recipient").parts["recipient"].table.choose(second)
    with qtbot.waitSignal(page.resume_letter_requested) as begun:
        notice_button(page).click()
        assert not notice_button(page).isEnabled()
        notice_button(page).click()
    assert notice_button(page).isEnabled()
    draft = session.letters.resume(begun.args[0]).draft
    assert draft.particulars.recipient == "Exampleton Mailing Ltd"
    assert len(session.letters.of_case(case)) == 1


def test_a_recipient_that_is_gone_meanwhile_is_told(desk: Desk, qtbot: QtBot, session: Session) -> None:
    case = desk.case(TWELFTH, CaseKind.ERASURE)
    page = desk.opened(case)
    entry = session.items.add(case, Recipient("Somebody Ltd"))
    listed(desk, page, "recipient", 1)
    page._settle.setInterval(60_000)
    session.items.remove(Recipient, entry, 1, "Twice")
    with qtbot.waitSignal(desk.runner.trouble) as told:
        notice_button(page).click()
    assert "no longer in the register" in told.args[0]
    assert notice_button(page).isEnabled()


def test_on_an_access_request_who_received_the_data_is_named_and_nobody_is_to_be_told(
    desk: Desk, qtbot: QtBot, session: Session
) -> None:
    mailer = desk.contact("Exampleton Mailing Ltd")
    case = desk.case(TWELFTH, CaseKind.ACCESS)
    page = desk.opened(case)
    sheet = turned_to(page, "receiver").add("receiver")
    assert sheet
    assert list(sheet.fields) == ["contact_id", "name"]
    choose(desk, qtbot, sheet, "exampleton")
    sheet.save()
    listed(desk, page, "receiver", 1)
    part = turned_to(page, "receiver").parts["receiver"]
    assert part.isVisible()
    assert part.model.columnCount() == 1, "no chip says that they are to be told"
    assert not turned_to(page, "recipient").parts["recipient"].isVisible()
    assert of(session, case) == [Recipient("Exampleton Mailing Ltd", contact_id=mailer)]
