"""Documents of a case: added, marked, filtered, erased, saved as a copy, and read beside the list."""

import os
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseKind, Channel, Family
from kmss_dpo.domain.correspondence import Direction, Mark, NewCorrespondence, NewDocument
from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.ids import CaseId, DocumentId
from kmss_dpo.session import Session
from kmss_dpo.ui.cases import reading_files
from kmss_dpo.ui.cases.documents import Documents
from kmss_dpo.ui.cases.erasing import EraseDecision
from kmss_dpo.ui.cases.looking import DocumentSheet
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.cases.reasoned import ReasonDecision
from kmss_dpo.ui.cases.tabs import Part
from kmss_dpo.ui.kit.deleting import UndoToast

from .conftest import Desk

TWELFTH = date(2026, 11, 12)


def keep(
    session: Session, case: CaseId, name: str, content: bytes = b"", kind: str = "text/plain"
) -> DocumentId:
    return session.casework.add_document(case, NewDocument(name, kind, content or name.encode()))


@pytest.fixture
def case(desk: Desk) -> CaseId:
    """One that places no hold."""
    return desk.case(TWELFTH, CaseKind.DEMO_ENQUIRY)


def shown(desk: Desk, case: CaseId) -> tuple[CasesPage, Documents]:
    """The documents of a case on the screen, listed."""
    page = desk.opened(case, Family.ENQUIRIES)
    page.detail.tabs.turn_to(Part.DOCUMENTS)
    documents = page.detail.documents
    count = len(desk.session.casework.documents(case))
    desk.until(lambda: len(listed(documents)) == count)
    return page, documents


def listed(documents: Documents) -> list[str]:
    model = documents.table.model_of_rows
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def entries(menu: QMenu) -> dict[str, QAction]:
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions()}


def marks(session: Session, case: CaseId) -> list[Mark]:
    return [row.mark for row in session.casework.documents(case)]


def test_a_document_is_added_looked_at_and_saved_as_a_copy(
    desk: Desk, tmp_path: Path, qtbot: QtBot, case: CaseId
) -> None:
    page, documents = shown(desk, case)
    letter = tmp_path / "letter.txt"
    letter.write_text("Please send me everything.", encoding="utf-8")
    handed = page.detail.case_actions.files
    with qtbot.waitSignal(handed.told) as told:
        handed.add(case, [letter])
    assert "still lies unencrypted" in told.args[0]
    desk.until(lambda: listed(documents) == ["letter.txt"])
    desk.press(documents, "Look")
    sheet = desk.sheet(page, DocumentSheet)
    desk.until(lambda: sheet.view.text() == "Please send me everything.")
    [row] = desk.session.casework.documents(case)
    with qtbot.waitSignal(handed.told) as told:
        handed.save(row, tmp_path / "copy.txt")
    assert "not encrypted" in told.args[0]
    assert (tmp_path / "copy.txt").read_bytes() == letter.read_bytes()


def test_of_several_files_those_that_are_there_already_are_told_and_found(
    desk: Desk, tmp_path: Path, qtbot: QtBot, case: CaseId
) -> None:
    for name in ("one.txt", "two.txt", "the same as one.txt"):
        (tmp_path / name).write_text("one" if "one" in name else name)
    desk_files = [tmp_path / name for name in ("one.txt", "two.txt", "gone.txt", "the same as one.txt")]
    page, documents = shown(desk, case)
    handed, troubles = page.detail.case_actions.files, list[str]()
    desk.runner.trouble.connect(lambda sentence, _more: troubles.append(sentence))
    with qtbot.waitSignal(handed.told) as told:
        handed.add(case, desk_files)
    assert told.args[0].startswith("2 documents were added.")
    assert told.args[0].endswith("One file is on the case already, so it was not added again.")
    assert troubles == ["The file can't be read."]
    desk.until(lambda: sorted(listed(documents)) == ["one.txt", "two.txt"])
    current = documents.table.current_document
    desk.until(lambda: (row := current()) is not None and row.name == "one.txt")


def test_several_documents_are_marked_by_keyboard_and_stay_chosen(
    desk: Desk, qtbot: QtBot, case: CaseId, session: Session
) -> None:
    for name in ("c.txt", "b.txt", "a.txt"):
        keep(session, case, name)
    page, documents = shown(desk, case)
    table = documents.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [row.name for row in table.chosen_documents()] == ["a.txt", "b.txt"]
    assert documents.mark_button.text().replace("&", "") == "Mark 2 as ▾"
    assert not documents.more_button.isEnabled()
    table.customContextMenuRequested.emit(table.rect().center())
    menu = table.findChildren(QMenu)[0]
    assert [action.text() for action in menu.actions()] == ["Mark 2 as"]
    menu.close()
    with qtbot.waitSignal(page.detail.case_actions.told) as told:
        entries(documents.mark_button.menu())["For disclosure"].trigger()
    assert told.args[0] == "2 documents are now marked “For disclosure”."
    assert marks(session, case) == [Mark.DISCLOSE, Mark.DISCLOSE, Mark.NONE]
    desk.until(lambda: [row.mark for row in table.chosen_documents()] == [Mark.DISCLOSE] * 2)
    assert entries(documents.mark_button.menu())["For disclosure"].isChecked()
    entries(documents.mark_button.menu())["For disclosure"].trigger()  # they have it: nothing is done
    assert [row.version for row in session.casework.documents(case)] == [2, 2, 1]


def test_a_mark_is_on_the_screen_and_read_aloud(desk: Desk, case: CaseId, session: Session) -> None:
    document = keep(session, case, "passport.jpg")
    session.casework.mark_documents({document: 1}, Mark.IDENTITY)
    other = desk.case(TWELFTH)
    keep(session, other, "copy.jpg", b"passport.jpg")
    _page, documents = shown(desk, case)
    model = documents.table.model_of_rows
    spoken = [str(model.index(0, at).data(Qt.ItemDataRole.AccessibleTextRole)) for at in range(2)]
    reference = session.cases.case(other).reference
    assert spoken == [f"passport.jpg, 22 Nov 2026 · Text · 12 bytes · also on {reference}", "Identity paper"]


def test_the_list_shows_one_mark_or_all(desk: Desk, case: CaseId, session: Session) -> None:
    keep(session, case, "a.txt")
    session.casework.mark_documents({keep(session, case, "b.txt"): 1}, Mark.INTERNAL)
    _page, documents = shown(desk, case)
    assert list(entries(documents.filter_button.menu())) == [
        "All documents (2)",
        "Internal (1)",
        "For disclosure (0)",
        "Identity paper (0)",
        "No mark (1)",
    ]
    entries(documents.filter_button.menu())["Internal (1)"].trigger()
    assert listed(documents) == ["b.txt"]
    assert documents.filter_button.text().replace("&", "") == "Internal ▾"
    assert entries(documents.filter_button.menu())["Internal (1)"].isChecked()
    entries(documents.filter_button.menu())["For disclosure (0)"].trigger()
    assert not documents.mark_button.isEnabled()
    desk.press(documents, "Show all documents")
    assert listed(documents) == ["b.txt", "a.txt"]


def test_a_document_that_the_list_leaves_out_is_chosen_once_it_is_listed(
    desk: Desk, case: CaseId, session: Session
) -> None:
    hidden = keep(session, case, "a.txt")
    session.casework.mark_documents({keep(session, case, "b.txt"): 1}, Mark.INTERNAL)
    _page, documents = shown(desk, case)
    documents.list_only(Mark.INTERNAL)
    documents.choose(hidden)
    documents.list_only(None)
    assert [row.name for row in documents.table.chosen_documents()] == ["a.txt"]


def test_the_menu_at_the_list_offers_the_same(
    desk: Desk, qtbot: QtBot, case: CaseId, session: Session
) -> None:
    page, documents = shown(desk, case)
    documents.table.customContextMenuRequested.emit(documents.table.rect().center())
    assert documents.table.findChildren(QMenu) == []
    keep(session, case, "a.txt")
    desk.until(lambda: listed(documents) == ["a.txt"])
    documents.table.customContextMenuRequested.emit(documents.table.rect().center())
    menu = documents.table.findChildren(QMenu)[0]
    desk.until(menu.isVisible)
    assert [action.text() for action in menu.actions()] == ["Mark as", "Save a copy…", "Delete…"]
    with qtbot.waitSignal(page.detail.case_actions.told):
        next(each for each in menu.actions()[0].menu().actions() if each.text() == "Internal").trigger()
    menu.close()
    assert marks(session, case) == [Mark.INTERNAL]


def test_a_document_is_erased_for_a_reason_that_is_kept(
    desk: Desk, qtbot: QtBot, case: CaseId, session: Session
) -> None:
    keep(session, case, "wrong.txt")
    page, documents = shown(desk, case)
    entries(documents.more_button.menu())["Delete…"].trigger()
    decision = desk.sheet(page, EraseDecision)
    assert decision.messages.isHidden()
    decision.decide_button.click()
    assert decision.form.row("reason").error() == "Say why the document is deleted."
    assert decision.isVisible()
    decision.reason.setPlainText("Added to the wrong case.")
    decision.for_good.box.click()
    assert decision.decide_button.text().replace("&", "") == "Erase document"
    with qtbot.waitSignal(page.detail.case_actions.told) as told:
        decision.decide_button.click()
    assert told.args[0] == "The document was erased. A note keeps the reason."
    desk.until(lambda: listed(documents) == [])
    assert "A document was erased. Reason: Added to the wrong case." in [
        event.text for event in session.cases.case(case).timeline
    ]


def test_a_document_that_was_deleted_is_put_back_by_undo(
    desk: Desk, qtbot: QtBot, case: CaseId, session: Session
) -> None:
    keep(session, case, "wrong.txt")
    page, documents = shown(desk, case)
    entries(documents.more_button.menu())["Delete…"].trigger()
    decision = desk.sheet(page, EraseDecision)
    decision.reason.setPlainText("Added to the wrong case.")
    decision.decide_button.click()
    desk.until(lambda: listed(documents) == [])
    toast = page.window().findChild(UndoToast)
    desk.until(toast.isVisible)
    assert toast.sentence() == "The document is in the bin until Tue 22 Dec 2026."
    qtbot.keyClick(toast.undo, Qt.Key.Key_Space)
    desk.until(lambda: listed(documents) == ["wrong.txt"])
    desk.until(lambda: toast.sentence() == "It was put back.")


def test_a_message_that_holds_an_identity_paper_goes_with_it_where_the_officer_leaves_the_tick(
    desk: Desk, qtbot: QtBot, case: CaseId, session: Session
) -> None:
    passport = b"passport " * 30
    text = b"From: Ann <ann@example.org>\nSubject: x\nContent-Type: image/jpeg; name=p.jpg\n\n"
    message = keep(session, case, "message.eml", text + passport, "message/rfc822")
    session.casework.log(
        case, NewCorrespondence(Direction.RECEIVED, Channel.EMAIL, TWELFTH, "x", document=message)
    )
    session.casework.mark_documents({keep(session, case, "p.jpg", passport, "image/jpeg"): 1}, Mark.IDENTITY)
    page, documents = shown(desk, case)
    entries(documents.more_button.menu())["Delete…"].trigger()
    decision = desk.sheet(page, EraseDecision)
    assert decision.for_good.isHidden()
    assert decision.decide_button.text().replace("&", "") == "Erase document"
    assert "original of the message received on Thu 12 Nov 2026" in decision.messages.box.accessibleName()
    assert decision.messages.box.isChecked()
    decision.reason.setPlainText("Identity was checked.")
    with qtbot.waitSignal(page.detail.case_actions.told) as told:
        decision.decide_button.click()
    assert told.args[0].startswith("2 documents were erased.")
    assert session.casework.documents(case) == []


def test_why_a_document_on_hold_is_an_identity_paper_is_asked_and_kept(
    desk: Desk, qtbot: QtBot, session: Session
) -> None:
    case = desk.case(TWELFTH)
    keep(session, case, "a.txt")
    page, documents = shown(desk, case)
    entries(documents.mark_button.menu())["Identity paper"].trigger()
    decision = desk.sheet(page, ReasonDecision)
    decision.decide_button.click()
    assert decision.form.row("reason").error() == "Say why it is an identity paper."
    qtbot.keyClicks(decision.reason, "A passport that came with the request")
    with qtbot.waitSignal(page.detail.case_actions.told) as told:
        decision.decide_button.click()
    assert told.args[0] == "1 document is now marked “Identity paper”."
    assert session.casework.documents(case)[0].mark is Mark.IDENTITY
    assert "Reason: A passport that came with the request" in session.cases.case(case).timeline[0].text


def test_a_document_that_was_marked_elsewhere_meanwhile_is_not_marked_again(
    desk: Desk, qtbot: QtBot, session: Session, case: CaseId
) -> None:
    document = keep(session, case, "a.txt")
    page, _documents = shown(desk, case)
    session.casework.mark_documents({document: 1}, Mark.INTERNAL)
    with qtbot.waitSignal(desk.runner.trouble) as told:
        page.detail.case_actions.files.mark({document: 1}, Mark.DISCLOSE)
    assert "Someone changed this record" in told.args[0]


def test_a_hold_refuses_in_a_sentence_before_anything_is_asked(
    desk: Desk, qtbot: QtBot, session: Session
) -> None:
    case = desk.case(TWELFTH)
    keep(session, case, "a.txt")
    page = desk.opened(case)
    with qtbot.waitSignal(desk.runner.trouble) as told:
        page.detail.case_actions.files.ask_to_erase(session.casework.documents(case)[0])
    assert "on hold" in told.args[0]
    assert page.findChildren(EraseDecision) == []


def test_a_file_that_is_too_large_or_gone_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Trouble):
        reading_files.read_file(tmp_path / "gone.txt")
    (tmp_path / "large.bin").write_bytes(b"12345")
    monkeypatch.setattr(reading_files, "LARGEST", 4)
    with pytest.raises(Mistake):
        reading_files.read_file(tmp_path / "large.bin")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_what_could_be_read_for_ever_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    for path in (tmp_path / "pipe.pdf", Path(os.devnull), tmp_path):
        with pytest.raises(Mistake, match="not a file"):
            reading_files.read_file(path)
