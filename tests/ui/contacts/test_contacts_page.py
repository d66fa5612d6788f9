"""The contacts page over a real register: finding, reading, writing, two edits at once, erasing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.contacts import ContactDetails, ContactFilter, Reach
from kmss_dpo.domain.ids import ContactId, Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.contacts.card import ContactCard
from kmss_dpo.ui.contacts.form import ContactForm
from kmss_dpo.ui.contacts.page import ContactsPage
from kmss_dpo.ui.contacts.suppressing import SuppressSheet
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.deleting import ForGood, UndoToast
from kmss_dpo.ui.kit.runner import Runner

Shown = Callable[[ContactId], ContactCard]


@pytest.fixture
def sian(session: Session) -> ContactId:
    return session.contacts.add(
        ContactDetails(
            "Siân Prydderch",
            emails=(Reach("sian@example.org"),),
            addresses=(Reach("22 Harbour Street\nAberystwyth", safe=False, note="Left in May."),),
            safe_contact="Telephone first.",
        )
    )


@pytest.fixture
def page(qtbot: QtBot, session: Session, runner: Runner, sian: ContactId) -> ContactsPage:
    session.contacts.add(ContactDetails("Tomasz Wójcik", phones=(Reach("01632 960733"),)))
    made = ContactsPage(session, runner)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    qtbot.waitUntil(lambda: made.list.model.rowCount() == 2)
    assert sian
    return made


@pytest.fixture
def shown(qtbot: QtBot, page: ContactsPage) -> Shown:
    def show(contact: ContactId) -> ContactCard:
        page.show_record(Kind.CONTACT, contact)
        qtbot.waitUntil(lambda: isinstance(page.shown(), ContactCard) and card_of(page).contact.id == contact)
        return card_of(page)

    return show


def card_of(page: ContactsPage) -> ContactCard:
    card = page.shown()
    assert isinstance(card, ContactCard)
    return card


def form_of(page: ContactsPage) -> ContactForm:
    form = page.shown()
    assert isinstance(form, ContactForm)
    return form


def press(widget: QWidget, words: str) -> None:
    next(each for each in widget.findChildren(QPushButton) if each.text() == words).click()


def type_name(form: ContactForm, name: str) -> None:
    form.form.row("name").field.setText(name)  # type: ignore[attr-defined]


def test_the_list_narrows_as_one_types_and_says_when_nobody_matches(qtbot: QtBot, page: ContactsPage) -> None:
    qtbot.keyClicks(page.list.filter, "prydd")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    qtbot.keyClicks(page.list.filter, "zz")
    qtbot.waitUntil(page.list._nobody.isVisible)
    page.list.filter.clear()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 2)


def test_sorting_turns_the_list_round(qtbot: QtBot, page: ContactsPage, sian: ContactId) -> None:
    assert page.list.model.id_at(0) == sian
    page.list.table.sort_requested.emit("name", True)
    qtbot.waitUntil(lambda: page.list.model.id_at(1) == sian)


def test_moving_down_the_list_shows_each_contact(qtbot: QtBot, page: ContactsPage) -> None:
    first, second = page.list.model.id_at(0), page.list.model.id_at(1)
    page.list.table.setFocus()
    page.list.table.choose(first)
    qtbot.waitUntil(lambda: isinstance(page.shown(), ContactCard) and card_of(page).contact.id == first)
    qtbot.keyClick(page.list.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: card_of(page).contact.id == second)


def test_warnings_stand_first_on_the_card(shown: Shown, sian: ContactId) -> None:
    card = shown(sian)
    assert [notice.sentence() for notice in card.warnings] == [
        "Telephone first.",
        "Do not write to this address: 22 Harbour Street, Aberystwyth. Left in May.",
    ]


def test_a_case_of_the_contact_is_asked_for_by_a_click(
    qtbot: QtBot, session: Session, page: ContactsPage, shown: Shown, sian: ContactId
) -> None:
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.EMAIL, sian))
    card = shown(sian)
    qtbot.waitUntil(lambda: card.cases.model().rowCount() == 1)
    with qtbot.waitSignal(page.show_requested) as asked:
        index = card.cases.model().index(0, 0)
        where = card.cases.visualRect(index).center()
        qtbot.mouseClick(card.cases.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert asked.args == [Kind.CASE, case]


def test_a_contact_hidden_by_the_filter_is_shown_all_the_same(
    qtbot: QtBot, page: ContactsPage, shown: Shown, sian: ContactId
) -> None:
    page.list.filter.setText("wój")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    shown(sian)
    assert page.list.filter.text() == ""
    qtbot.waitUntil(lambda: page.list.table.chosen() == sian)


def test_a_new_contact_is_kept_and_shown(qtbot: QtBot, session: Session, page: ContactsPage) -> None:
    page.new_contact()
    form = form_of(page)
    qtbot.keyClicks(form.form.row("name").field, "Amal Haddad")
    form._ways["addresses"].rows()[0].value.setPlainText("1 High Street\nRoyston")  # type: ignore[union-attr]
    form._ways["phones"].add()
    form._ways["phones"].rows()[1].value.setText("01632 960111")  # type: ignore[union-attr]
    form._ways["phones"].rows()[1].safe.setChecked(False)
    form.save_button.click()
    qtbot.waitUntil(lambda: isinstance(page.shown(), ContactCard))
    details = session.contacts.contact(card_of(page).contact.id).details
    assert details.name == "Amal Haddad"
    assert details.addresses == (Reach("1 High Street\nRoyston"),)
    assert details.phones == (Reach("01632 960111", safe=False),)


def test_a_contact_without_a_name_stays_in_the_form(qtbot: QtBot, page: ContactsPage) -> None:
    page.new_contact()
    form = form_of(page)
    form.save_button.click()
    assert form.form.row("name").error().startswith("Give the contact a name")
    assert page.shown() is form
    assert qtbot


def test_a_way_that_is_taken_out_of_the_form_is_no_longer_kept(
    qtbot: QtBot, session: Session, page: ContactsPage, shown: Shown, sian: ContactId
) -> None:
    press(shown(sian), "Edit")
    form = form_of(page)
    form._ways["addresses"].rows()[0].remove_requested.emit()
    form.save_button.click()
    qtbot.waitUntil(lambda: isinstance(page.shown(), ContactCard))
    assert session.contacts.contact(sian).details.addresses == ()


def test_two_edits_of_one_contact_are_put_together_before_anything_is_overwritten(
    qtbot: QtBot, session: Session, page: ContactsPage, shown: Shown, sian: ContactId
) -> None:
    press(shown(sian), "Edit")
    form = form_of(page)
    type_name(form, "Siân Morgan")
    stored = session.contacts.contact(sian)
    session.contacts.change(sian, stored.version, replace(stored.details, phones=(Reach("01632 960999"),)))
    form.save_button.click()
    qtbot.waitUntil(lambda: "changed elsewhere" in form.notice.sentence())
    assert "phone numbers" in form.notice.sentence()
    form.save_button.click()
    qtbot.waitUntil(lambda: isinstance(page.shown(), ContactCard))
    details = session.contacts.contact(sian).details
    assert (details.name, details.phones) == ("Siân Morgan", (Reach("01632 960999"),))


def test_leaving_a_form_asks_where_something_would_be_lost(
    qtbot: QtBot, page: ContactsPage, shown: Shown, sian: ContactId
) -> None:
    press(shown(sian), "Edit")
    form = form_of(page)
    type_name(form, "Somebody else")
    page.show_record(Kind.CONTACT, sian)
    decision = page.findChild(Decision)
    assert decision is not None
    decision.reject()
    assert page.shown() is form
    press(form, "Cancel")
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.findChildren(Decision)))
    next(each for each in page.findChildren(Decision) if each.isVisible()).decide_button.click()
    qtbot.waitUntil(lambda: isinstance(page.shown(), ContactCard))
    assert card_of(page).contact.details.name == "Siân Prydderch"


def test_the_list_shows_alone_whom_no_case_names(
    qtbot: QtBot, session: Session, page: ContactsPage, sian: ContactId
) -> None:
    session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.EMAIL, sian))
    page.list.no_case.click()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    assert page.list.model.id_at(0) != sian
    page.show_record(Kind.CONTACT, sian)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 2)
    assert not page.list.no_case.isChecked(), "what is to be shown is never hidden by the filter"


def test_where_every_contact_has_its_case_the_list_says_so(
    qtbot: QtBot, session: Session, page: ContactsPage
) -> None:
    for contact in session.contacts.ids(ContactFilter()):
        received = date(2026, 11, 2)
        session.cases.open_case(CaseDetails(CaseKind.ACCESS, received, Channel.EMAIL, ContactId(contact)))
    page.list.no_case.click()
    qtbot.waitUntil(
        lambda: any(
            each.text() == "Nobody matches." and each.isVisible() for each in page.findChildren(QLabel)
        )
    )


def test_erasing_asks_first_and_then_the_contact_is_gone(
    qtbot: QtBot, session: Session, page: ContactsPage, shown: Shown, sian: ContactId
) -> None:
    press(shown(sian), "Delete…")
    decision = page.findChild(Decision)
    assert decision is not None
    for_good = decision.findChild(ForGood)
    assert "cannot be undone" in for_good.box.accessibleName()
    for_good.box.click()
    assert decision.decide_button.text().replace("&", "") == "Erase contact"
    decision.decide_button.click()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    assert session.bin.ids() == []
    assert sian not in session.contacts.ids(ContactFilter())
    assert not isinstance(page.shown(), ContactCard)


def test_a_contact_that_was_deleted_is_put_back_by_undo(
    qtbot: QtBot, session: Session, page: ContactsPage, shown: Shown, sian: ContactId
) -> None:
    press(shown(sian), "Delete…")
    decision = page.findChild(Decision)
    assert decision is not None
    assert "can be put back" in decision.findChildren(QWidget)[1].text()  # type: ignore[attr-defined]
    decision.decide_button.click()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    assert not isinstance(page.shown(), ContactCard)
    toast = page.findChild(UndoToast)
    qtbot.waitUntil(toast.isVisible)
    toast.undo.click()
    qtbot.waitUntil(lambda: toast.sentence() == "It was put back.")
    assert session.contacts.contact(sian).details.safe_contact == "Telephone first."


def test_marketing_to_a_contact_is_suppressed_for_a_reason_and_the_card_says_so(
    qtbot: QtBot, session: Session, page: ContactsPage, shown: Shown, sian: ContactId
) -> None:
    card = shown(sian)
    entry = next(each for each in card.menu.actions() if each.text() == "Suppress marketing…")
    entry.trigger()
    sheet = page.findChild(SuppressSheet)
    assert sheet is not None
    assert "2 addresses" in sheet.words.text()
    sheet.save()
    qtbot.waitUntil(lambda: sheet.form.row("reason").error() == "Say why nothing may be sent there.")
    sheet.reason.setPlainText("Asked on the phone")
    assert sheet.touched()
    sheet.save()
    qtbot.waitUntil(lambda: "objected to marketing on Sun 22 Nov 2026" in card_of(page).suppressed.sentence())
    assert len(session.suppression.ids()) == 2


def test_a_contact_without_an_address_cannot_be_recognised(page: ContactsPage, session: Session) -> None:
    nobody = session.contacts.contact(session.contacts.add(ContactDetails("Ewa")))
    assert page.suppressing.ask(nobody) is None


def test_a_contact_that_a_case_names_stays_and_the_window_says_why(
    qtbot: QtBot, session: Session, page: ContactsPage, runner: Runner, shown: Shown, sian: ContactId
) -> None:
    session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.EMAIL, sian))
    press(shown(sian), "Delete…")
    decision = page.findChild(Decision)
    assert decision is not None
    with qtbot.waitSignal(runner.trouble) as told:
        decision.decide_button.click()
    assert told.args is not None
    assert told.args[0].startswith("A case names this contact")
    assert sian in session.contacts.ids(ContactFilter())


def test_a_change_made_elsewhere_is_shown_at_once_or_when_the_page_is_next_seen(
    qtbot: QtBot, session: Session, page: ContactsPage, shown: Shown, sian: ContactId
) -> None:
    shown(sian)
    session.contacts.change(sian, 1, ContactDetails("Siân Morgan"))
    page.changes_made(Changes(frozenset({(Kind.CONTACT, sian)})))
    qtbot.waitUntil(lambda: card_of(page).contact.details.name == "Siân Morgan")
    page.hide()
    session.contacts.add(ContactDetails("Ewa Nowak"))
    page.changes_made(Changes(frozenset({(Kind.CONTACT, 9)})))
    assert page.list.model.rowCount() == 2
    page.show()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 3)


def test_the_first_contact_is_invited_where_there_is_none(
    qtbot: QtBot, session: Session, runner: Runner
) -> None:
    page = ContactsPage(session, runner)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.list._empty.isVisible)
    press(page.list._empty, "New contact…")
    assert isinstance(page.shown(), ContactForm)
