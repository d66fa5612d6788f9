"""A phone call in half a minute, from wherever one is, and what becomes of it later."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseFilter, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, ContactFilter, Reach
from kmss_dpo.domain.ids import CaseId, ContactId, Kind, QuickNoteId
from kmss_dpo.domain.quick_notes import NewQuickNote, Thrown
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.forms.note_case_sheet import NoteCaseSheet
from kmss_dpo.ui.hands import click, is_there
from kmss_dpo.ui.kit.deleting import UndoToast
from kmss_dpo.ui.kit.notice import Notice
from kmss_dpo.ui.quick_notes.completing import CompleteSheet
from kmss_dpo.ui.quick_notes.form_state import Into
from kmss_dpo.ui.quick_notes.sheet import QuickNoteSheet
from kmss_dpo.ui.today.passing_table import PassingTable
from kmss_dpo.ui.workplace import Workplace

PATIENCE = 60_000
DAY = date(2026, 11, 20)
CALL = NewQuickNote("Ann Ash", "Wants all that we hold", DAY, reach="01632 960 733")
Wait = Callable[[Callable[[], Any]], None]


@pytest.fixture
def until(qtbot: QtBot) -> Wait:
    return lambda condition: qtbot.waitUntil(condition, timeout=PATIENCE)


@pytest.fixture
def session(workplace: Workplace) -> Session:
    return workplace.session


def front(until: Wait, kind: type[Any]) -> Any:
    until(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def told(work: Workplace) -> list[str]:
    return [each.sentence() for each in work.window.findChildren(Notice) if each.sentence()]


def listed(work: Workplace) -> PassingTable:
    tables = work.page("today").findChildren(PassingTable)
    return next(each for each in tables if each.accessibleName() == "Notes to complete")


def completing(work: Workplace, until: Wait, content: NewQuickNote = CALL) -> CompleteSheet:
    """The sheet that asks what becomes of a note, asked for on Today."""
    note = work.session.quick_notes.add(content)
    until(lambda: listed(work).isVisible())
    listed(work).action_requested.emit(note)
    return front(until, CompleteSheet)  # type: ignore[no-any-return]


def test_a_call_is_taken_down_by_the_keyboard_alone_from_any_page(
    workplace: Workplace, until: Wait, session: Session
) -> None:
    workplace.page("contacts")
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(workplace.window, Qt.Key.Key_N, keys)
    sheet: QuickNoteSheet = front(until, QuickNoteSheet)
    until(sheet.who.hasFocus)
    for words, after in (("Ann Ash", sheet.reach), ("01632 960 733", sheet.what)):
        QTest.keyClicks(QApplication.focusWidget(), words)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert after.hasFocus()
    QTest.keyClicks(sheet.what, "Wants all that we hold")
    QTest.keyClick(sheet.what, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: bool(session.quick_notes.waiting()))
    [note] = session.quick_notes.waiting()
    assert note.content == NewQuickNote(
        "Ann Ash", "Wants all that we hold", date(2026, 11, 22), reach="01632 960 733"
    )
    until(lambda: any("Today lists it" in each for each in told(workplace)))
    until(lambda: listed(workplace).isVisible())
    assert listed(workplace).model().rowCount() == 1


def test_a_note_says_what_it_lacks_and_is_thrown_away_only_when_asked(
    workplace: Workplace, until: Wait, session: Session
) -> None:
    sheet = workplace.quick_notes.take()
    assert sheet
    assert workplace.quick_notes.take() is None
    sheet.save()
    assert [sheet.form.row(name).error() != "" for name in ("who", "what", "on")] == [True, True, False]
    sheet.who.setText("Ann")
    sheet.reject()
    until(lambda: is_there("Throw away"))
    click("Throw away")
    until(lambda: QApplication.activeModalWidget() is None)
    assert session.quick_notes.waiting() == []


def test_a_note_becomes_a_case_that_is_filled_in_already(
    workplace: Workplace, until: Wait, session: Session
) -> None:
    sheet = completing(workplace, until)
    sheet.save()
    made: NoteCaseSheet = front(until, NoteCaseSheet)
    state = made.state()
    assert (state.kind, state.channel, state.received_on) == (None, Channel.PHONE, DAY)
    assert (state.summary, state.taken_by) == ("Wants all that we hold", "Robin Hale")
    assert (state.requester.name, state.requester.reach, state.requester.new) == (
        "Ann Ash",
        "01632 960 733",
        True,
    )
    assert not made.touched()
    made.kind.setCurrentIndex(made.kind.findData(CaseKind.COMPLAINT))
    made.save()
    until(lambda: session.quick_notes.waiting() == [])
    [case] = session.cases.ids(CaseFilter())
    until(lambda: workplace.window.shown_page() == "complaints")
    assert session.cases.case(CaseId(case)).reference == "CMP-2026-0001"
    [ann] = session.contacts.ids(ContactFilter())
    assert session.contacts.contact(ContactId(ann)).details == ContactDetails(
        "Ann Ash", phones=(Reach("01632 960 733"),)
    )


def test_a_case_from_a_note_that_is_not_saved_leaves_the_note(
    workplace: Workplace, until: Wait, session: Session
) -> None:
    completing(workplace, until).save()
    front(until, NoteCaseSheet).reject()
    until(lambda: QApplication.activeModalWidget() is None)
    assert len(session.quick_notes.waiting()) == 1


def test_who_is_known_by_the_number_is_chosen_already(
    workplace: Workplace, until: Wait, session: Session
) -> None:
    ann = session.contacts.add(ContactDetails("Ann Ash", phones=(Reach("01632960733"),)))
    completing(workplace, until).save()
    made: NoteCaseSheet = front(until, NoteCaseSheet)
    assert made.state().requester.contact == ann
    made.reject()


def test_a_note_goes_onto_a_case_of_the_caller(workplace: Workplace, until: Wait, session: Session) -> None:
    ann = session.contacts.add(ContactDetails("Ann Ash", phones=(Reach("01632 960 733"),)))
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.POST, ann))
    sheet = completing(workplace, until)
    sheet.radios[Into.NEW_CASE].setFocus()
    QTest.keyClick(sheet.radios[Into.NEW_CASE], Qt.Key.Key_Down)
    assert sheet.radios[Into.EXISTING].hasFocus()
    assert sheet.decide_button.text().replace("&", "") == "Add it to the case"
    sheet.save()
    assert sheet.form.row("case").error()
    until(lambda: sheet.picker.list.count() == 1)
    sheet.picker.list.setCurrentRow(0)
    sheet.save()
    until(lambda: workplace.window.shown_page() == "requests")
    assert session.cases.case(case).timeline[0].title == "Phone call received: Wants all that we hold"
    until(lambda: any("added to the case" in each for each in told(workplace)))


def test_a_note_is_thrown_away_for_a_reason(workplace: Workplace, until: Wait, session: Session) -> None:
    sheet = completing(workplace, until)
    sheet.radios[Into.NOTHING].setChecked(True)
    sheet.why.setCurrentIndex(-1)
    sheet.save()
    assert sheet.form.row("why").error()
    sheet.why.setCurrentIndex(sheet.why.findData(Thrown.BY_MISTAKE))
    sheet.save()
    until(lambda: session.quick_notes.waiting() == [])
    until(lambda: not listed(workplace).isVisible())
    toast = workplace.window.findChild(UndoToast)
    until(toast.isVisible)
    toast.undo.click()
    until(lambda: len(session.quick_notes.waiting()) == 1)
    until(lambda: listed(workplace).isVisible())


def edited(sheet: CompleteSheet, until: Wait) -> QuickNoteSheet:
    click("Edit the note…", sheet)
    return front(until, QuickNoteSheet)  # type: ignore[no-any-return]


def test_a_note_is_put_right_before_it_is_completed(
    workplace: Workplace, until: Wait, session: Session
) -> None:
    ben = session.contacts.add(ContactDetails("Ben Asante", phones=(Reach("01632 960 455"),)))
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.POST, ben))
    old = NewQuickNote("Ben", "Wants all that we hold", date(2026, 10, 2))
    sheet = completing(workplace, until, old)
    sheet.radios[Into.EXISTING].setChecked(True)
    edit = edited(sheet, until)
    assert (edit.who.text(), edit.what.toPlainText()) == ("Ben", "Wants all that we hold")
    assert not edit.touched()
    edit.who.clear()
    edit.save()
    assert edit.form.row("who").error()
    edit.who.setText("Ben Asante")
    edit.reach.setText("01632 960 455")
    edit.on.set_day(DAY)
    edit.save()
    assert front(until, CompleteSheet) is sheet
    until(lambda: sheet._who.text() == "Ben Asante · 01632 960 455")
    assert sheet.notice.isHidden()
    until(lambda: sheet.picker.list.count() == 1)
    sheet.picker.list.setCurrentRow(0)
    sheet.save()
    until(lambda: session.quick_notes.waiting() == [])
    assert session.cases.case(case).timeline[0].text.endswith("Ben Asante, 01632 960 455")


def test_a_note_that_was_changed_elsewhere_is_shown_as_it_is_now(
    workplace: Workplace, until: Wait, session: Session
) -> None:
    sheet = completing(workplace, until)
    edit = edited(sheet, until)
    session.quick_notes.change(sheet._note.id, 1, NewQuickNote("Ann Ash", "Wants it all erased", DAY))
    edit.what.setPlainText("Wants a copy")
    edit.save()
    until(lambda: edit.notice.sentence() == edit.CONFLICT)
    edit.done(0)
    until(lambda: sheet._what.text() == "Wants it all erased")
    session.quick_notes.throw_away(sheet._note.id, Thrown.ON_RECORD)
    edited(sheet, until).reject()
    until(lambda: "completed or thrown away meanwhile" in sheet.notice.sentence())
    sheet.done(0)


def test_a_note_older_than_a_month_asks_for_a_decision(workplace: Workplace, until: Wait) -> None:
    old = NewQuickNote("Ann", "Wants all", date(2026, 10, 2))
    sheet = completing(workplace, until, old)
    assert "older than a month" in sheet.notice.sentence()
    shown = listed(workplace).model()
    assert shown.data(shown.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "overdue: Decide, 51 days old"
    sheet.reject()


def test_a_note_is_found_and_completed_from_the_search(workplace: Workplace, until: Wait) -> None:
    note = workplace.session.quick_notes.add(CALL)
    workplace.results.search("ann ash")
    until(lambda: workplace.results.model.rowCount() > 0)
    workplace.results.open_chosen()
    sheet: CompleteSheet = front(until, CompleteSheet)
    assert sheet._note.id == note
    sheet.reject()


def test_a_note_that_is_gone_meanwhile_is_told(workplace: Workplace, until: Wait, session: Session) -> None:
    sheet = completing(workplace, until)
    session.quick_notes.throw_away(QuickNoteId(sheet._note.id), Thrown.ON_RECORD)
    sheet.radios[Into.NOTHING].setChecked(True)
    sheet.why.setCurrentIndex(0)
    sheet.save()
    until(lambda: "completed or thrown away meanwhile" in sheet.notice.sentence())
    sheet.done(0)
    workplace.show_record(Kind.QUICK_NOTE, sheet._note.id)
    until(lambda: any("completed or thrown away meanwhile" in each for each in told(workplace)))


def test_the_new_menu_offers_a_quick_note(workplace: Workplace, until: Wait) -> None:
    workplace._new("note")
    sheet: QuickNoteSheet = front(until, QuickNoteSheet)
    assert sheet.findChild(QPlainTextEdit) is sheet.what
    sheet.reject()
