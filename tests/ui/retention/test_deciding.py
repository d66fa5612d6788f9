"""Decisions row by row or for all that is ticked; what is no case; the certificate, before and after."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.correspondence import Mark, NewDocument
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.holds import HoldDoing
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.incidents import IncidentSort
from kmss_dpo.domain.retention import Action, RecordClass
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.pdf_sheet import PdfSheet
from kmss_dpo.ui.kit.table import ACTION_ROLE, LOADING, SECOND_ROLE
from kmss_dpo.ui.retention.page import RetentionPage
from kmss_dpo.ui.retention.table import DECISION
from tests.services.old_records import dispose
from tests.services.rules import settle
from tests.ui.retention.looking import DealtWith, Person, Shown, button, dialog, press, words


def choose(menu: QMenu, text: str) -> None:
    [action] = [each for each in menu.actions() if each.text() == text]
    action.trigger()
    menu.close()


def for_all(page: RetentionPage, text: str) -> None:
    menu = page.ready.foot.decide.menu()
    menu.aboutToShow.emit()
    choose(menu, text)


def decisions(page: RetentionPage, qtbot: QtBot) -> list[str]:
    model = page.ready.model
    rows = range(model.rowCount())
    qtbot.waitUntil(lambda: all(model.index(row, 1).data() != LOADING for row in rows))
    return [model.index(row, DECISION).data(ACTION_ROLE) for row in rows]


@pytest.fixture
def paper(session: Session, person: Person, dealt_with: DealtWith) -> Callable[[], CaseId]:
    """A case with the copy of an identity paper that has to go, on a case that is held."""

    def make() -> CaseId:
        case = dealt_with(person("Ben Asante"))
        document = session.casework.add_document(case, NewDocument("a.jpg", "image/jpeg", b"a"))
        session.casework.mark_documents({document: 1}, Mark.IDENTITY)
        settle(session, RecordClass.IDENTITY_COPY_UNCHECKED, days=0)
        session.holds.place((Kind.CASE, case), "A claim is announced.", date(2026, 12, 1))
        return case

    return make


def test_a_row_is_decided_otherwise_than_its_rule_says(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    first, second = dealt_with(person("Nia Roberts")), dealt_with(person("Omar Farouk"))
    page = shown(2)
    choose(page.ready.menu_of(first), "Anonymise")
    assert decisions(page, qtbot) == ["Anonymise ▾", "Undecided ▾"]
    assert button(page, "Anonymise 1 record…").isEnabled()
    choose(page.ready.menu_of(second), "Erase")
    assert button(page, "Dispose of 2 records…").isEnabled()
    qtbot.waitUntil(lambda: "1 record will be erased, 1 anonymised, with 2 contacts" in words(page))
    press(page, "Dispose of 2 records…", qtbot)
    asked = dialog(page)
    assert asked.windowTitle() == "Dispose of 2 records?"
    assert "the kind, the dates and the outcome stay" in words(asked)
    qtbot.mouseClick(asked.decide_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.ready.ready())
    assert page.ready.notice.sentence().startswith("1 record erased, 1 anonymised, with 2 contacts.")
    assert session.cases.case(first).details.subject is None
    with pytest.raises(NotHere):
        session.cases.case(second)


def test_all_that_is_ticked_is_decided_at_once_and_back_to_what_each_rule_says(
    shown: Shown, person: Person, dealt_with: DealtWith, qtbot: QtBot
) -> None:
    for name in ("Nia", "Omar", "Pia"):
        dealt_with(person(name))
    page = shown(3)
    assert not page.ready.foot.decide.isEnabled()
    press(page, "Select all", qtbot)
    for_all(page, "Anonymise")
    assert decisions(page, qtbot) == ["Anonymise ▾"] * 3
    assert button(page, "Anonymise 3 records…").isEnabled()
    for_all(page, "What each rule says")
    assert decisions(page, qtbot) == ["Erase ▾"] * 3
    assert button(page, "Erase 3 records…").isEnabled()


def test_what_a_rule_wants_reviewed_waits_for_a_decision(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    settle(session, RecordClass.ENQUIRY, action=Action.REVIEW)
    case = dealt_with(person("Nia Roberts"))
    page = shown(1)
    press(page, "Select all", qtbot)
    assert decisions(page, qtbot) == ["Review ▾"]
    assert "1 record to be reviewed: keep until a day, or decide otherwise." in words(page)
    assert not page.ready.foot.erase.isEnabled()
    assert page.deciding.dispose() is None
    assert page.ready.foot.keep.isEnabled()
    choose(page.ready.menu_of(case), "Erase")
    assert page.ready.foot.erase.isEnabled()
    choose(page.ready.menu_of(case), "Leave for now")
    assert not page.ready.foot.keep.isEnabled()


def test_a_hold_is_placed_on_what_is_ticked(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    cases = [dealt_with(person(name)) for name in ("Nia", "Omar")]
    page = shown(2)
    press(page, "Select all", qtbot)
    for_all(page, "Hold…")
    asked = dialog(page)
    assert asked.windowTitle() == "Hold 2 records"
    qtbot.mouseClick(asked.decide_button, Qt.MouseButton.LeftButton)
    assert "Say why it must be kept." in words(asked)
    qtbot.keyClicks(asked.focusWidget(), "1 Dec 2026")
    asked.reason.setPlainText("A claim is announced.")
    qtbot.mouseClick(asked.decide_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [each.held_by for each in page.ready.ready()] == [("A claim is announced.",)] * 2)
    assert [hold.on for hold in session.holds.rows(session.holds.ids())] == [
        (Kind.CASE, case) for case in cases
    ]
    with qtbot.waitSignal(page.hold_requested) as wish:
        choose(page.ready.menu_of(cases[0]), "Release a hold…")
    assert wish.args[0].doing is HoldDoing.RELEASE


def test_one_record_is_held_or_kept_from_its_own_menu(
    shown: Shown, person: Person, dealt_with: DealtWith, qtbot: QtBot
) -> None:
    case = dealt_with(person("Nia"))
    page = shown(1)
    for text, title in (("Hold…", "Hold 1 record"), ("Keep until…", "Keep 1 record longer")):
        choose(page.ready.menu_of(case), text)
        assert dialog(page).windowTitle() == title
        qtbot.keyClick(dialog(page), Qt.Key.Key_Escape)


def test_the_copy_of_a_paper_can_go_although_its_case_is_held(
    shown: Shown, paper: Callable[[], CaseId], session: Session, qtbot: QtBot
) -> None:
    case = paper()
    page = shown(2)
    [copy] = [each for each in page.ready.ready() if not each.held_by]
    row = page.ready.model.row_of(copy.id)
    assert row is not None
    decisions(page, qtbot)
    assert page.ready.model.index(row, 1).data() == "Copy of an identity paper · Ben Asante"
    assert page.ready.model.index(row, 1).data(SECOND_ROLE) == "DEM-2026-0001 · One document"
    texts = [action.text() for action in page.ready.menu_of(copy.id).actions()]
    assert texts == ["Erase", "Open its case"]
    with qtbot.waitSignal(page.show_requested) as asked:
        page.ready.table.open_requested.emit(copy.id)
    assert asked.args == [Kind.CASE, case]
    press(page, "Select all", qtbot)
    press(page, "Keep until…", qtbot)
    assert page.ready.notice.sentence().startswith("Only cases can be kept longer or held.")
    press(page, "Erase 1 record…", qtbot)
    qtbot.mouseClick(dialog(page).decide_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [each.case for each in page.ready.ready()] == [case])
    assert session.casework.documents(case) == []


def test_what_is_on_no_case_has_nothing_to_open(shown: Shown, session: Session, qtbot: QtBot) -> None:
    session.incidents.note(IncidentSort.BACKUP_FAILED)
    settle(session, RecordClass.DISPOSAL_LOG, months=0)
    page = shown(1)
    [incident] = page.ready.ready()
    assert [each.text() for each in page.ready.menu_of(incident.id).actions()] == ["Erase"]
    with qtbot.assertNotEmitted(page.show_requested):
        page.ready.table.open_requested.emit(incident.id)


def sheet(page: RetentionPage, qtbot: QtBot) -> PdfSheet:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.findChildren(PdfSheet)))
    return next(each for each in page.findChildren(PdfSheet) if each.isVisible())


def test_the_certificate_is_seen_before_anything_goes(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    dealt_with(person("Nia"))
    page = shown(1)
    page.deciding.preview_certificate()
    press(page, "Select all", qtbot)
    press(page, "Preview certificate", qtbot)
    seen = sheet(page, qtbot)
    assert seen.windowTitle() == "Preview of the certificate of disposal"
    qtbot.keyClick(seen, Qt.Key.Key_Escape)
    assert session.retention.log() == []


def test_certificates_are_made_of_an_entry_and_of_some_days(
    shown: Shown, person: Person, dealt_with: DealtWith, session: Session, qtbot: QtBot
) -> None:
    dealt_with(person("Nia"))
    dispose(session)
    page = shown(0)
    page.behind.show_log()
    model = page.log.table.model()
    qtbot.waitUntil(lambda: model.rowCount() == 1 and model.index(0, 0).data() != LOADING)
    assert "none was on hold" in words(page)
    press(page, "Certificate…", qtbot)
    seen = sheet(page, qtbot)
    assert seen.windowTitle() == "Certificate of disposal"
    seen.reject()
    qtbot.waitUntil(lambda: not page.findChildren(PdfSheet))
    press(page, "Certificate of days…", qtbot)
    asked = dialog(page)
    qtbot.mouseClick(asked.decide_button, Qt.MouseButton.LeftButton)
    assert "Give the day." in words(asked)
    qtbot.keyClicks(asked.focusWidget(), "1 Nov 2026")
    qtbot.mouseClick(asked.decide_button, Qt.MouseButton.LeftButton)
    assert sheet(page, qtbot).windowTitle() == "Certificate of disposal"


def test_nothing_is_certified_of_an_empty_log(shown: Shown, qtbot: QtBot) -> None:
    page = shown(0)
    page.behind.show_log()
    with qtbot.assertNotEmitted(page.log.certificate_requested):
        press(page, "Certificate…", qtbot)
