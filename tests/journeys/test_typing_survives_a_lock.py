"""What is half typed when the register locks is kept in it, and gone on with after the next unlock."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, ContactFilter, Reach
from kmss_dpo.domain.decisions import Decision, DecisionSort, Provision
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.domain.quick_notes import NewQuickNote
from kmss_dpo.ui.cases.forms.correspondence_sheet import CorrespondenceSheet
from kmss_dpo.ui.cases.forms.ending_sheets import NoteSheet
from kmss_dpo.ui.cases.forms.new_case_sheet import NewCaseSheet
from kmss_dpo.ui.cases.forms.note_case_sheet import NoteCaseSheet
from kmss_dpo.ui.cases.forms.sheet import Sheet
from kmss_dpo.ui.cases.items.sheet import ItemSheet
from kmss_dpo.ui.cases.several_sheets import AssignSheet
from kmss_dpo.ui.cases.several_sheets import NoteSheet as SeveralNote
from kmss_dpo.ui.contacts.form import ContactForm
from kmss_dpo.ui.contacts.reaches import ReachList
from kmss_dpo.ui.hands import click, is_there, type_into
from kmss_dpo.ui.holds.sheets import PlaceSheet
from kmss_dpo.ui.kit.notice import Notice
from kmss_dpo.ui.quick_notes.completing import CompleteSheet
from kmss_dpo.ui.quick_notes.form_state import Into
from kmss_dpo.ui.quick_notes.sheet import QuickNoteSheet
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import PASSPHRASE
from tests.journeys.conftest import LOCK_EACH

PATIENCE = 60_000
CALL = NewQuickNote("Ann Ash", "Wants all that we hold", date(2026, 11, 20), reach="01632 960 733")
Again = Callable[[], Workplace]


@pytest.fixture(params=["button", "keys", "idle"] if LOCK_EACH else ["idle"])
def again(request: pytest.FixtureRequest, program: Program, workplace: Workplace, qtbot: QtBot) -> Again:
    """Locks, with `LOCK_EACH` set each way there is, and unlocks again; answers the new workplace."""

    def lock() -> None:
        work = program.workplace
        assert work is not None
        if request.param == "idle":
            work._locks.lock_requested.emit()
        elif request.param == "keys":
            work.window.lock_requested.emit()
        else:
            next(each for each in work.window.findChildren(QPushButton) if each.text() == "Lock").click()

    def lock_and_unlock() -> Workplace:
        before = program.workplace
        lock()
        qtbot.waitUntil(lambda: program.workplace is None and is_there("Passphrase"), timeout=PATIENCE)
        type_into("Passphrase", PASSPHRASE)
        click("Unlock")
        qtbot.waitUntil(lambda: program.workplace is not None and is_there("Search"), timeout=PATIENCE)
        assert program.workplace is not None
        assert program.workplace is not before
        return program.workplace

    assert workplace.session.unfinished.left() == []
    return lock_and_unlock


def offered(work: Workplace) -> list[str]:
    return [each.sentence() for each in work.window.findChildren(Notice) if "not saved" in each.sentence()]


def go_on(qtbot: QtBot, work: Workplace) -> None:
    qtbot.waitUntil(lambda: bool(offered(work)), timeout=PATIENCE)
    click("Go on with it", work.window)


def sheet_of(qtbot: QtBot, kind: type[Any]) -> Any:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind), timeout=PATIENCE)
    return QApplication.activeModalWidget()


def contact_form(qtbot: QtBot, work: Workplace) -> ContactForm:
    page = work.window.page("contacts")
    qtbot.waitUntil(lambda: isinstance(page.shown(), ContactForm), timeout=PATIENCE)
    form = page.shown()
    assert isinstance(form, ContactForm)
    return form


def line(form: Any, name: str) -> QLineEdit:
    field = form.form.row(name).field
    assert isinstance(field, QLineEdit)
    return field


def text(form: Any, name: str) -> QPlainTextEdit:
    field = form.form.row(name).field
    assert isinstance(field, QPlainTextEdit)
    return field


def test_a_new_contact_is_gone_on_with_and_saved(qtbot: QtBot, workplace: Workplace, again: Again) -> None:
    workplace.page("contacts").new_contact()
    form = contact_form(qtbot, workplace)
    qtbot.keyClicks(line(form, "name"), "Sian Prydderch")
    phones = form.form.row("phones").field
    assert isinstance(phones, ReachList)
    phones.rows()[0].value.setText("01632 960 455")
    phones.rows()[0].safe.setChecked(False)
    work = again()
    go_on(qtbot, work)
    form = contact_form(qtbot, work)
    assert line(form, "name").text() == "Sian Prydderch"
    form.save()
    qtbot.waitUntil(lambda: not work.session.unfinished.left(), timeout=PATIENCE)
    [kept] = work.session.contacts.ids(ContactFilter())
    details = work.session.contacts.contact(ContactId(kept)).details
    assert details == ContactDetails("Sian Prydderch", phones=(Reach("01632 960 455", safe=False),))


def test_a_change_of_a_contact_goes_over_what_is_kept_by_then(
    qtbot: QtBot, workplace: Workplace, again: Again
) -> None:
    contact = workplace.session.contacts.add(ContactDetails("Sian", notes="Before"))
    page = workplace.page("contacts")
    page.show_record("contact", contact)
    page._showing.ask(lambda: workplace.session.contacts.contact(contact), page._type)
    text(contact_form(qtbot, workplace), "adjustments").setPlainText("Large print")
    work = again()
    work.session.contacts.change(contact, 1, ContactDetails("Sian Prydderch", notes="Since"))
    go_on(qtbot, work)
    form = contact_form(qtbot, work)
    form.save()
    qtbot.waitUntil(lambda: not work.session.unfinished.left(), timeout=PATIENCE)
    details = work.session.contacts.contact(contact).details
    assert (details.name, details.adjustments, details.notes) == ("Sian Prydderch", "Large print", "Since")


def test_what_is_thrown_away_after_the_unlock_is_not_offered_again(
    qtbot: QtBot, workplace: Workplace, again: Again
) -> None:
    workplace.page("contacts").new_contact()
    line(contact_form(qtbot, workplace), "name").setText("Nobody in the end")
    work = again()
    go_on(qtbot, work)
    form = contact_form(qtbot, work)
    form.left.emit()
    click("Leave without saving")
    qtbot.waitUntil(lambda: not work.session.unfinished.left(), timeout=PATIENCE)
    assert offered(again()) == []


def test_what_is_not_gone_on_with_is_offered_after_every_unlock(
    qtbot: QtBot, workplace: Workplace, again: Again
) -> None:
    workplace.page("contacts").new_contact()
    line(contact_form(qtbot, workplace), "name").setText("Sian")
    work = again()
    qtbot.waitUntil(lambda: len(offered(work)) == 1, timeout=PATIENCE)
    work = again()
    qtbot.waitUntil(lambda: len(offered(work)) == 1, timeout=PATIENCE)
    go_on(qtbot, work)
    line(contact_form(qtbot, work), "name").setText("Sian Prydderch")
    again()
    assert program_left(again) == ["Sian Prydderch"]


def program_left(again: Again) -> list[str]:
    return [form.typed["name"] for form in again().session.unfinished.left()]


def test_a_form_that_was_opened_and_not_typed_into_is_not_kept(
    qtbot: QtBot, workplace: Workplace, again: Again
) -> None:
    workplace.page("contacts").new_contact()
    contact_form(qtbot, workplace)
    assert again().session.unfinished.left() == []


def test_a_new_case_is_gone_on_with(qtbot: QtBot, workplace: Workplace, again: Again) -> None:
    sian = workplace.session.contacts.add(ContactDetails("Sian"))
    sheet = workplace.page("complaints").new_case()
    typed = {
        "channel": Channel.PHONE,
        "received_on": date(2026, 11, 20),
        "summary": "They lost my file.",
        "someone_else": True,
    }
    sheet.chosen.requester.search.setText("Sian")
    qtbot.keyClicks(sheet.chosen.requester.search, " ")
    qtbot.waitUntil(lambda: sheet.chosen.requester.found.count() == 2, timeout=PATIENCE)
    qtbot.keyClick(sheet.chosen.requester.search, Qt.Key.Key_Return)
    assert sheet.chosen.requester.choice().contact == sian
    sheet.channel.setCurrentIndex(sheet.channel.findData(Channel.PHONE))
    sheet.received.set_day(date(2026, 11, 20))
    sheet.summary.setPlainText("They lost my file.")
    sheet.chosen.someone_else.setChecked(True)
    sheet.ticks.several.setChecked(True)
    sheet.ticks.boxes[CaseKind.ERASURE].setChecked(True)
    qtbot.keyClicks(sheet.chosen.subject.search, "Her moth")
    before = sheet.state()
    assert {name: getattr(before, name) for name in typed} == typed
    work = again()
    go_on(qtbot, work)
    resumed = sheet_of(qtbot, NewCaseSheet)
    assert resumed.state() == before
    assert resumed.state().also == (CaseKind.ERASURE,)
    assert resumed.ticks.boxes[CaseKind.ERASURE].isVisible()
    assert resumed.chosen.subject.search.text() == "Her moth"
    assert resumed.summary.toPlainText() == "They lost my file."
    assert resumed.touched()


def test_the_organisation_is_gone_on_with(qtbot: QtBot, workplace: Workplace, again: Again) -> None:
    panel = workplace.page("settings").organisation
    qtbot.waitUntil(panel.form.isEnabled, timeout=PATIENCE)
    qtbot.keyClicks(line(panel, "organisation.phone"), "01763 000")
    work = again()
    go_on(qtbot, work)
    panel = work.window.page("settings").organisation
    qtbot.waitUntil(lambda: line(panel, "organisation.phone").text() == "01763 000", timeout=PATIENCE)
    assert line(panel, "organisation.name").text() == work.session.settings.organisation().name
    assert panel.save_button.isEnabled()


@pytest.mark.parametrize(("doing", "kind"), [("note", NoteSheet), ("log", CorrespondenceSheet)])
def test_what_is_typed_about_a_case_is_gone_on_with_on_that_case(
    qtbot: QtBot, workplace: Workplace, again: Again, doing: str, kind: type[Sheet]
) -> None:
    case = workplace.session.cases.open_case(
        CaseDetails(CaseKind.COMPLAINT, date(2026, 11, 20), Channel.EMAIL)
    )
    actions = workplace.page("complaints").detail.case_actions
    actions.on(workplace.session.cases.case(case))
    getattr(actions, doing)()
    sheet = sheet_of(qtbot, kind)
    edit = sheet.text if kind is NoteSheet else sheet.body_text
    edit.setPlainText("They rang and said")
    work = again()
    go_on(qtbot, work)
    sheet = sheet_of(qtbot, kind)
    edit = sheet.text if kind is NoteSheet else sheet.body_text
    assert edit.toPlainText() == "They rang and said"
    assert sheet.windowTitle().endswith(work.session.cases.case(case).reference)


def test_a_decision_that_is_half_typed_is_gone_on_with_and_kept_on_its_case(
    qtbot: QtBot, workplace: Workplace, again: Again
) -> None:
    case = workplace.session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 20), Channel.EMAIL))
    workplace.page("requests").detail.decisions.show_case(workplace.session.cases.case(case))
    workplace.page("requests").detail.decisions.add("decision")
    sheet = sheet_of(qtbot, ItemSheet)
    for name, chosen in (("sort", DecisionSort.EXEMPTION), ("ground", Provision.THIRD_PARTY.value)):
        sheet.fields[name].setCurrentIndex(sheet.fields[name].findData(chosen))
    text(sheet, "nature").setPlainText("What a neighbour told us")
    sheet.fields["decided_on"].set_day(date(2026, 11, 21))
    before = sheet.binder.state
    work = again()
    go_on(qtbot, work)
    resumed = sheet_of(qtbot, ItemSheet)
    assert resumed.binder.state == before
    assert resumed.windowTitle().endswith(work.session.cases.case(case).reference)
    assert not resumed.form.row("nature").isHidden()
    text(resumed, "reasoning").setPlainText("She said it in confidence.")
    resumed.save()
    qtbot.waitUntil(lambda: not work.session.unfinished.left(), timeout=PATIENCE)
    [kept] = work.session.items.of_case(case, Decision)
    assert kept.item == replace(before, reasoning="She said it in confidence.")


def several_asked(qtbot: QtBot, workplace: Workplace, words: str) -> list[CaseId]:
    """Two cases, and what is asked about both of them."""
    details = CaseDetails(CaseKind.ACCESS, date(2026, 11, 20), Channel.EMAIL)
    cases = [workplace.session.cases.open_case(details) for _ in range(2)]
    pane = workplace.page("requests").pane
    pane.show_as(table=True)
    qtbot.waitUntil(lambda: pane.table_model.rowCount() == len(cases), timeout=PATIENCE)
    click("Select all", pane)
    click(words, pane.bar)
    return cases


def test_a_note_on_several_cases_is_gone_on_with_on_the_same_cases(
    qtbot: QtBot, workplace: Workplace, again: Again
) -> None:
    cases = several_asked(qtbot, workplace, "Add a note…")
    sheet_of(qtbot, SeveralNote).text.setPlainText("The mail server")
    work = again()
    work.session.cases.void(cases[0], 1, "Twice the same")
    go_on(qtbot, work)
    sheet = sheet_of(qtbot, SeveralNote)
    assert sheet.windowTitle() == "Add a note to 2 cases"
    assert sheet.text.toPlainText() == "The mail server"
    sheet.text.setPlainText("The mail server was searched.")
    sheet.save()
    pane = work.page("requests").pane
    qtbot.waitUntil(lambda: not (pane.several.running() or work.session.unfinished.left()), timeout=PATIENCE)
    for case in cases:
        assert "The mail server was searched." in [
            each.text for each in work.session.cases.case(case).timeline
        ]


def test_whom_several_cases_were_to_be_given_to_is_gone_on_with(
    qtbot: QtBot, workplace: Workplace, again: Again
) -> None:
    several_asked(qtbot, workplace, "Assign to…")
    sheet_of(qtbot, AssignSheet).name.setCurrentText("Kit Mo")
    work = again()
    go_on(qtbot, work)
    sheet = sheet_of(qtbot, AssignSheet)
    assert sheet.name.currentText() == "Kit Mo"
    assert sheet.decide_button.text().replace("&", "") == "Assign 2 cases to Kit Mo"


def test_a_quick_note_is_gone_on_with(qtbot: QtBot, workplace: Workplace, again: Again) -> None:
    sheet = workplace.quick_notes.take()
    assert sheet is not None
    sheet.who.setText("Ann Ash")
    sheet.what.setPlainText("Wants all that we")
    work = again()
    go_on(qtbot, work)
    sheet = sheet_of(qtbot, QuickNoteSheet)
    assert (sheet.who.text(), sheet.what.toPlainText()) == ("Ann Ash", "Wants all that we")
    assert sheet.binder.state.on == date(2026, 11, 22)


def test_what_is_put_right_on_a_quick_note_is_gone_on_with(
    qtbot: QtBot, workplace: Workplace, again: Again
) -> None:
    note = workplace.session.quick_notes.add(CALL)
    workplace.quick_notes.complete(note)
    click("Edit the note…", sheet_of(qtbot, CompleteSheet))
    sheet_of(qtbot, QuickNoteSheet).who.setText("Ann Ashe")
    work = again()
    go_on(qtbot, work)
    sheet = sheet_of(qtbot, QuickNoteSheet)
    assert (sheet.who.text(), sheet.what.toPlainText()) == ("Ann Ashe", CALL.what)
    sheet.save()
    qtbot.waitUntil(lambda: not work.session.unfinished.left(), timeout=PATIENCE)
    [kept] = work.session.quick_notes.waiting()
    assert (kept.id, kept.content) == (note, replace(CALL, who="Ann Ashe"))


def test_the_completing_of_a_note_is_gone_on_with(qtbot: QtBot, workplace: Workplace, again: Again) -> None:
    case = workplace.session.cases.open_case(
        CaseDetails(CaseKind.COMPLAINT, date(2026, 11, 20), Channel.EMAIL)
    )
    note = workplace.session.quick_notes.add(CALL)
    workplace.quick_notes.complete(note)
    sheet = sheet_of(qtbot, CompleteSheet)
    sheet.radios[Into.EXISTING].setChecked(True)
    sheet.picker.edit.setText("CMP-2026")
    qtbot.waitUntil(lambda: sheet.picker.chosen() == case, timeout=PATIENCE)
    work = again()
    go_on(qtbot, work)
    sheet = sheet_of(qtbot, CompleteSheet)
    qtbot.waitUntil(lambda: sheet.picker.chosen() == case, timeout=PATIENCE)
    assert (sheet.binder.state.into, sheet.binder.state.case) == (Into.EXISTING, case)
    sheet.save()
    qtbot.waitUntil(lambda: not work.session.unfinished.left(), timeout=PATIENCE)
    assert work.session.quick_notes.waiting() == []


def test_a_case_from_a_note_is_gone_on_with(qtbot: QtBot, workplace: Workplace, again: Again) -> None:
    note = workplace.session.quick_notes.add(CALL)
    workplace.page("requests").opening.from_note(note)
    sheet = sheet_of(qtbot, NoteCaseSheet)
    sheet.summary.setPlainText("Everything since 2020")
    work = again()
    go_on(qtbot, work)
    sheet = sheet_of(qtbot, NoteCaseSheet)
    assert sheet.summary.toPlainText() == "Everything since 2020"
    assert sheet.state().requester.name == "Ann Ash"


def test_the_reason_of_a_hold_is_gone_on_with_wherever_it_was_asked_for(
    qtbot: QtBot, workplace: Workplace, again: Again
) -> None:
    sian = workplace.session.contacts.add(ContactDetails("Sian Prydderch"))
    workplace.holds.place(Kind.CONTACT, sian)
    sheet_of(qtbot, PlaceSheet).reason.setPlainText("A claim is")
    work = again()
    go_on(qtbot, work)
    sheet = sheet_of(qtbot, PlaceSheet)
    assert sheet.reason.toPlainText() == "A claim is"
    assert sheet.windowTitle() == "Place a hold on Sian Prydderch"
