"""A day and a reason that are being given when the register locks are gone on with, for the same records."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.alerts.dialog import ReminderDialog
from kmss_dpo.ui.cases.erasing import EraseDecision
from kmss_dpo.ui.contacts.suppressing import SuppressSheet
from kmss_dpo.ui.hands import click, is_there, type_into
from kmss_dpo.ui.intake.form_state import Who
from kmss_dpo.ui.intake.message_dialog import MessageDialog
from kmss_dpo.ui.retention.certifying import DaysDecision
from kmss_dpo.ui.retention.keep import DayDecision
from kmss_dpo.ui.retention.suppressing import AddressSheet
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import PASSPHRASE
from tests.journeys.over_dialogs import message
from tests.journeys.test_typing_survives_a_lock import PATIENCE, go_on, sheet_of

Again = Callable[[], Workplace]


@pytest.fixture
def again(program: Program, qtbot: QtBot) -> Again:
    """Locks and unlocks again; answers the new workplace."""

    def lock_and_unlock() -> Workplace:
        program.lock()
        qtbot.waitUntil(lambda: is_there("Passphrase"), timeout=PATIENCE)
        type_into("Passphrase", PASSPHRASE)
        click("Unlock")
        qtbot.waitUntil(lambda: program.workplace is not None and is_there("Search"), timeout=PATIENCE)
        assert program.workplace is not None
        return program.workplace

    return lock_and_unlock


def ran_out(session: Session, count: int) -> list[CaseId]:
    """Demo requests that were dealt with on 19 November."""
    cases = []
    for _ in range(count):
        who = session.contacts.add(ContactDetails("Nia Roberts"))
        details = CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 11, 10), Channel.WEB_FORM, who, who)
        cases.append(session.cases.open_case(details))
        session.cases.close(cases[-1], 1, Closing(Outcome.DEALT_WITH, date(2026, 11, 19)))
    return cases


@pytest.mark.parametrize("doing", ["keep", "hold"])
def test_until_when_and_why_records_are_kept_or_held_is_gone_on_with(
    qtbot: QtBot, workplace: Workplace, again: Again, doing: str
) -> None:
    cases = ran_out(workplace.session, 2)
    page = workplace.page("retention")
    qtbot.waitUntil(lambda: page.read() and len(page.ready.ready()) == 2, timeout=PATIENCE)
    asked = getattr(page.deciding, doing)(cases)
    title = asked.windowTitle()
    asked.reason.setPlainText("The claim is not")
    qtbot.keyClicks(asked.focusWidget(), "20 May 2027")
    before = asked.binder.state
    assert before.until == date(2027, 5, 20)
    work = again()
    go_on(qtbot, work)
    asked = sheet_of(qtbot, DayDecision)
    assert (asked.windowTitle(), asked.binder.state) == (title, before)
    asked.reason.setPlainText("The claim is not settled.")
    asked.accept()
    session = work.session
    kept = (lambda: [not session.retention.ready()]) if doing == "keep" else (lambda: held(session))
    qtbot.waitUntil(lambda: all(kept()) and session.unfinished.left() == [], timeout=PATIENCE)


def held(session: Session) -> list[bool]:
    return [bool(each.held_by) for each in session.retention.ready()]


def test_what_a_decision_was_given_is_not_offered_once_it_was_left(
    qtbot: QtBot, workplace: Workplace, again: Again
) -> None:
    [case] = ran_out(workplace.session, 1)
    page = workplace.page("retention")
    qtbot.waitUntil(lambda: page.read() and len(page.ready.ready()) == 1, timeout=PATIENCE)
    page.deciding.keep([case]).reason.setPlainText("Not needed after all")
    work = again()
    go_on(qtbot, work)
    click("Cancel", sheet_of(qtbot, DayDecision))
    qtbot.waitUntil(lambda: work.session.unfinished.left() == [], timeout=PATIENCE)


def test_the_days_of_a_certificate_are_gone_on_with(qtbot: QtBot, workplace: Workplace, again: Again) -> None:
    behind = workplace.page("retention").behind
    behind.show_log()
    asked = behind.certifying.of_days()
    qtbot.keyClicks(asked.focusWidget(), "1 Nov 2026")
    before = asked._binder.state
    work = again()
    go_on(qtbot, work)
    assert sheet_of(qtbot, DaysDecision)._binder.state == before
    assert work.page("retention").behind.log is not None


def test_why_an_address_is_suppressed_is_gone_on_with_and_the_address_is_kept_nowhere(
    qtbot: QtBot, workplace: Workplace, again: Again
) -> None:
    asked = workplace.page("retention").behind.suppressions.ask_for_address()
    asked.value.setPlainText("ann@example.org")
    asked.reason.setPlainText("Asked on the")
    work = again()
    assert "ann" not in str(work.session.unfinished.left())
    go_on(qtbot, work)
    asked = sheet_of(qtbot, AddressSheet)
    assert (asked.value.toPlainText(), asked.reason.toPlainText()) == ("", "Asked on the")


def test_why_a_contact_gets_no_marketing_is_gone_on_with(
    qtbot: QtBot, workplace: Workplace, again: Again
) -> None:
    sian = workplace.session.contacts.add(ContactDetails("Sian", emails=(Reach("sian@example.org"),)))
    page = workplace.page("contacts")
    page.suppressing.ask(workplace.session.contacts.contact(sian)).reason.setPlainText("Asked on the")
    work = again()
    go_on(qtbot, work)
    asked = sheet_of(qtbot, SuppressSheet)
    assert asked.reason.toPlainText() == "Asked on the"
    asked.save()
    qtbot.waitUntil(lambda: work.session.unfinished.left() == [], timeout=PATIENCE)
    assert len(work.session.suppression.ids()) == 1


def reminder(qtbot: QtBot, work: Workplace) -> ReminderDialog:
    """Everything that needs attention, listed because the officer asks for it."""
    alerts = work._morning.alerts
    qtbot.waitUntil(lambda: len(alerts._alerts.every) == 2, timeout=PATIENCE)
    if alerts._dialog is None:
        alerts.show_all()
    asked = sheet_of(qtbot, ReminderDialog)
    assert isinstance(asked, ReminderDialog)
    return asked


@pytest.fixture
def overdue(workplace: Workplace) -> Workplace:
    for _ in range(2):
        details = CaseDetails(CaseKind.ACCESS, date(2026, 9, 1), Channel.POST)
        workplace.session.cases.open_case(details)
    return workplace


def test_the_day_and_the_time_of_a_reminder_are_gone_on_with_for_what_they_were_meant(
    qtbot: QtBot, overdue: Workplace, again: Again
) -> None:
    asked = reminder(qtbot, overdue)
    second = asked.alerts()[1].key
    asked.table.select([line.id for line in asked._lines.values() if line.alert and line.alert.key == second])
    click("On a day and time…", asked)
    type_into("Day, required", "24 Nov 2026", asked)
    asked.pick.at.setCurrentText("10:30")
    work = again()
    reminder(qtbot, work).reject()
    go_on(qtbot, work)
    asked = sheet_of(qtbot, ReminderDialog)
    qtbot.waitUntil(asked.pick.isVisible, timeout=PATIENCE)
    click("Put off until then", asked)
    attention = work.session.attention
    until = lambda: {key: f"{off.until:%d %H:%M}" for key, off in attention.alerts().put_off.items()}  # noqa: E731 - asked again
    qtbot.waitUntil(lambda: until().get(second) == "24 10:30", timeout=PATIENCE)
    assert list(until().values()).count("24 10:30") == 1
    asked.reject()
    qtbot.waitUntil(lambda: work.session.unfinished.left() == [], timeout=PATIENCE)


def test_a_reminder_that_nothing_is_left_of_is_not_offered_again(
    qtbot: QtBot, overdue: Workplace, again: Again
) -> None:
    click("On a day and time…", reminder(qtbot, overdue))
    type_into("Day, required", "24 Nov 2026")
    work = again()
    for case in (1, 2):
        view = work.session.cases.case(CaseId(case))
        work.session.cases.void(view.id, view.version, "Twice the same")
    alerts = work._morning.alerts
    qtbot.waitUntil(lambda: not alerts._alerts.every and not alerts._timely, timeout=PATIENCE)
    if alerts._dialog:
        alerts._dialog.reject()
    go_on(qtbot, work)
    qtbot.waitUntil(lambda: work.session.unfinished.left() == [], timeout=PATIENCE)


def test_a_message_that_is_being_decided_about_is_read_again_and_gone_on_with(
    qtbot: QtBot, workplace: Workplace, again: Again, tmp_path: Path
) -> None:
    file = message(tmp_path)
    workplace.incoming.take([file])
    asked = sheet_of(qtbot, MessageDialog)
    qtbot.waitUntil(lambda: asked.case_form is not None, timeout=PATIENCE)
    form = asked.case_form
    form.form.row("kind").field.setCurrentIndex(form.form.row("kind").field.findData(CaseKind.ERASURE))
    form.form.row("who").field.setCurrentIndex(form.form.row("who").field.findText("A new contact"))
    form.form.row("summary").field.setText("Wants it all")
    before = form.state()
    work = again()
    go_on(qtbot, work)
    asked = sheet_of(qtbot, MessageDialog)
    qtbot.waitUntil(lambda: asked.case_form is not None, timeout=PATIENCE)
    assert asked.case_form.state() == before
    click("Open case", asked)
    qtbot.waitUntil(lambda: work.session.unfinished.left() == [], timeout=PATIENCE)
    assert len(work.session.cases.ids(CaseFilter())) == 1
    assert before.who is Who.NEW


def test_why_a_record_and_a_document_are_removed_is_gone_on_with(
    qtbot: QtBot, workplace: Workplace, again: Again
) -> None:
    session = workplace.session
    [case] = ran_out(session, 1)
    document = session.casework.add_document(case, NewDocument("a.txt", "text/plain", b"a"))
    page = workplace.page("enquiries")
    page.show_record(Kind.CASE, case)
    qtbot.waitUntil(lambda: page.detail.view is not None, timeout=PATIENCE)
    page.detail.case_actions.files.ask_to_erase(session.casework.documents(case)[0])
    sheet_of(qtbot, EraseDecision).reason.setPlainText("Added to the wrong")
    work = again()
    go_on(qtbot, work)
    asked = sheet_of(qtbot, EraseDecision)
    assert asked.reason.toPlainText() == "Added to the wrong"
    asked.accept()
    qtbot.waitUntil(lambda: work.session.casework.documents(case) == [], timeout=PATIENCE)
    qtbot.waitUntil(lambda: work.session.unfinished.left() == [], timeout=PATIENCE)
    assert document
