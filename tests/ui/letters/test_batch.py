"""The same letter to many, through its sheet."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kmss_dpo.domain.batches import Batch, BatchReport, FiledLetter, NotReady
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.ids import CaseId, DocumentId
from kmss_dpo.domain.letters import Language
from kmss_dpo.domain.letters.wordings import TranslatedBlock, Translation, as_shipped, wording_to_plain
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.letters.wording import template
from kmss_dpo.session import Session
from kmss_dpo.store import settings
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.letters.batch import BatchSheet, to_cases, to_recipients
from kmss_dpo.ui.letters.batch_state import BatchForm, all_words, outcome
from tests.ui.letters.composing import TODAY

NAMES = ("Amal Haddad", "Bo Lind", "Cy Moss")
CODE = "complaint_acknowledgement"


@pytest.fixture
def complaints(session: Session) -> list[CaseId]:
    """Three complaints; the third person has no postal address."""
    session.settings.settle(Organisation(officer_name="Bo", officer_email="dpo@example.org"), Regulator())
    made = []
    for name in NAMES:
        reaches = (Reach("3 Sample Street\nEX1 2AB"),) if name != NAMES[2] else ()
        person = session.contacts.add(ContactDetails(name, addresses=reaches))
        details = CaseDetails(CaseKind.COMPLAINT, date(2026, 11, 19), Channel.POST, person, person, "A list")
        case = session.cases.open_case(details)
        stored = session.cases.case(case)
        facts = replace(stored.facts, next_update_on=date(2026, 12, 18))
        session.cases.record_facts(case, stored.version, facts)
        made.append(case)
    return made


def opened(qtbot: QtBot, session: Session, cases: Sequence[CaseId]) -> BatchSheet:
    window = QWidget()
    qtbot.addWidget(window)
    sheet = BatchSheet(window, session, Runner(window), session.long_work, to_cases(session, cases))
    sheet.show()
    qtbot.waitUntil(lambda: sheet._choices.template.count() > 0 or bool(sheet._notice.sentence()))
    return sheet


def choose(qtbot: QtBot, sheet: BatchSheet) -> None:
    sheet._choices.template.setCurrentIndex(sheet._choices.template.findData(CODE))
    qtbot.waitUntil(sheet.file_button.isEnabled)


def test_a_batch_is_looked_at_filed_and_saved_in_one_file(
    qtbot: QtBot, session: Session, complaints: list[CaseId], tmp_path: Path
) -> None:
    sheet = opened(qtbot, session, complaints)
    assert sheet.windowTitle() == "Write to 3 cases"
    choose(qtbot, sheet)
    assert sheet.file_button.text().replace("&", "") == "File 2 letters"
    assert "1 left alone" in sheet._words.text()
    assert "CMP-2026-0003: There is no postal address." in sheet._each.toPlainText()
    qtbot.mouseClick(sheet.file_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(sheet.report().filed) == 2)
    assert sheet._words.text() == "2 letters filed."
    assert sheet._each.toPlainText() == "CMP-2026-0001: filed\nCMP-2026-0002: filed"
    assert QApplication.focusWidget() is sheet.out.print_button
    assert [session.letters.of_case(case)[0].sent_on for case in complaints[:2]] == [TODAY, TODAY]
    assert session.letters.of_case(complaints[2]) == []
    sheet.out.save_bound(tmp_path / "all.pdf")
    qtbot.waitUntil(lambda: "saved outside the register" in sheet._notice.sentence())
    assert len(pypdfium2.PdfDocument(tmp_path / "all.pdf")) >= 2
    assert sheet._each.toPlainText().startswith("CMP-2026-0001: page")


def test_escape_while_letters_are_filed_stops_there_and_still_says_which_were(
    qtbot: QtBot, session: Session, complaints: list[CaseId]
) -> None:
    sheet = opened(qtbot, session, complaints[:2])
    choose(qtbot, sheet)
    sheet.file_button.click()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(sheet.report().filed))
    assert sheet.isVisible()
    assert "filed." in sheet._words.text()
    done = [len(session.letters.of_case(case)) for case in complaints[:2]]
    assert sum(done) == len(sheet.report().filed)
    sheet.close_button.click()
    assert not isValid(sheet) or not sheet.isVisible()


def test_each_letter_is_saved_in_a_file_named_after_its_case(
    qtbot: QtBot, session: Session, complaints: list[CaseId], tmp_path: Path
) -> None:
    sheet = opened(qtbot, session, complaints[:2])
    choose(qtbot, sheet)
    sheet.file_button.click()
    qtbot.waitUntil(lambda: len(sheet.report().filed) == 2)
    sheet.out.save_apart(tmp_path)
    qtbot.waitUntil(lambda: "saved outside the register" in sheet._notice.sentence())
    assert sorted(each.name for each in tmp_path.glob("*.pdf")) == ["CMP-2026-0001.pdf", "CMP-2026-0002.pdf"]


@pytest.mark.parametrize("whole", [True, False], ids=["in one file", "each in its own"])
def test_saving_that_was_stopped_says_how_many_letters_were_saved(
    qtbot: QtBot, session: Session, complaints: list[CaseId], tmp_path: Path, *, whole: bool
) -> None:
    sheet, gate = opened(qtbot, session, complaints[:2]), Event()
    choose(qtbot, sheet)
    sheet.file_button.click()
    qtbot.waitUntil(lambda: len(sheet.report().filed) == 2)
    session.long_work.submit(gate.wait)
    if whole:
        sheet.out.save_bound(tmp_path / "all.pdf")
    else:
        sheet.out.save_apart(tmp_path)
    sheet._work.stop()
    gate.set()
    said = "You stopped: 1 of 2 letters was saved outside the register, not encrypted."
    qtbot.waitUntil(lambda: sheet._notice.sentence() == said)
    assert len(list(tmp_path.glob("*.pdf"))) == 1


def test_another_way_is_looked_at_anew_and_a_day_to_come_is_refused(
    qtbot: QtBot, session: Session, complaints: list[CaseId]
) -> None:
    sheet = opened(qtbot, session, complaints)
    choose(qtbot, sheet)
    way = sheet._choices.row("way").field
    way.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "3 letters" in sheet.file_button.text())
    sheet._choices.day.set_day(date(2027, 1, 1))
    qtbot.waitUntil(sheet.file_button.isEnabled)
    sheet.file_button.click()
    assert "day to come" in sheet._choices.row("on").error()
    assert sheet.report().filed == ()
    way.setCurrentIndex(3)
    qtbot.waitUntil(sheet.file_button.isEnabled)
    assert not sheet._choices.row("on").isVisible()
    sheet.file_button.click()
    qtbot.waitUntil(lambda: len(sheet.report().filed) == 3)
    assert session.letters.of_case(complaints[0])[0].unsent


def test_cases_that_share_no_letter_are_told_so(
    qtbot: QtBot, session: Session, complaints: list[CaseId], case: CaseId
) -> None:
    enquiry = session.cases.open_case(
        CaseDetails(CaseKind.DEMO_ENQUIRY, date(2026, 11, 19), Channel.WEB_FORM, None, None, "")
    )
    sheet = opened(qtbot, session, [complaints[0], case, enquiry])
    assert "No letter fits all of these cases" in sheet._notice.sentence()
    assert not sheet.file_button.isEnabled()


def test_what_all_letters_lack_is_filled_in_once(
    qtbot: QtBot, session: Session, complaints: list[CaseId]
) -> None:
    details = CaseDetails(CaseKind.NOTIFICATION, date(2026, 11, 19), Channel.POST, summary="Her address")
    person = session.cases.case(complaints[0]).details.requester
    case = session.cases.open_case(replace(details, requester=person, subject=person))
    for name in ("Mailing Ltd", "Print Ltd"):
        session.items.add(case, Recipient(name, "erase it"))
    window = QWidget()
    qtbot.addWidget(window)
    sheet = BatchSheet(window, session, Runner(window), session.long_work, to_recipients(session, case))
    sheet.show()
    sheet._choices.row("way").field.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "2 left alone" in sheet._words.text())
    asked = [line for line in sheet._gaps.findChildren(QLineEdit) if line.isVisibleTo(sheet)]
    assert len(asked) == 6
    assert not sheet.file_button.isEnabled()
    for line in asked:
        line.setText("as set out")
    [again] = sheet._gaps.findChildren(QPushButton)
    again.click()
    qtbot.waitUntil(sheet.file_button.isEnabled)
    sheet.file_button.click()
    qtbot.waitUntil(lambda: len(sheet.report().filed) == 2)
    told = [each.item.told_on for each in session.items.of_case(case, Recipient)]
    assert told == [TODAY, TODAY]


def test_another_letter_asks_for_what_it_lacks_itself(
    qtbot: QtBot, session: Session, complaints: list[CaseId]
) -> None:
    sheet = opened(qtbot, session, complaints[:1])
    sheet._choices.template.setCurrentIndex(sheet._choices.template.findData("complaint_progress"))
    qtbot.waitUntil(lambda: bool(sheet._gaps.findChildren(QLineEdit)))
    choose(qtbot, sheet)
    assert not sheet._gaps.isVisible()


def test_where_to_save_is_asked_for_and_names_nobody(
    qtbot: QtBot, session: Session, complaints: list[CaseId], tmp_path: Path
) -> None:
    sheet = opened(qtbot, session, complaints[:1])
    choose(qtbot, sheet)
    sheet.file_button.click()
    qtbot.waitUntil(lambda: len(sheet.report().filed) == 1)
    sheet.out.save_one.click()
    (asked,) = sheet.findChildren(QFileDialog)
    assert asked.selectedFiles()[0].endswith("letters.pdf")
    asked.reject()
    sheet.out.save_each.click()
    [folder] = [each for each in sheet.findChildren(QFileDialog) if each.isVisible()]
    assert folder.fileMode() is QFileDialog.FileMode.Directory
    folder.reject()
    sheet.out.save_bound(tmp_path / "nowhere" / "all.pdf")
    qtbot.waitUntil(lambda: bool(sheet._notice.sentence()))
    assert "saved outside" not in sheet._notice.sentence()


def test_what_is_said_of_a_batch() -> None:
    lacking = NotReady("A-1", "No address.")
    said = all_words(Batch((), (lacking,)), BatchForm())
    assert said.startswith("0 letters can be filed as they stand. 1 left alone")
    filed = FiledLetter("A-2", DocumentId(1))
    report = BatchReport((filed,), (lacking,), 2)
    assert outcome(report) == "1 letter filed. 1 left alone. 2 letters not filed, as you stopped."


def reach(session: Session, case: CaseId, **changed: object) -> None:
    """Change what is known of who complains."""
    person = session.cases.case(case).details.requester
    assert person
    known = session.contacts.contact(person)
    session.contacts.change(person, known.version, replace(known.details, **changed))  # type: ignore[arg-type]


def by_email(qtbot: QtBot, sheet: BatchSheet) -> None:
    sheet._choices.row("way").field.setCurrentIndex(1)
    qtbot.waitUntil(lambda: bool(sheet._words.text()) and not sheet._work.running())


MARKED = "Every email address of this person is marked unsafe to write to."


def test_letters_whose_way_is_unsafe_wait_for_one_reason_that_each_of_their_cases_keeps(
    qtbot: QtBot, session: Session, complaints: list[CaseId]
) -> None:
    reach(session, complaints[1], emails=(Reach("old@example.org", safe=False),))
    sheet = opened(qtbot, session, complaints)
    choose(qtbot, sheet)
    assert not sheet._choices.row("reason").isVisible()
    by_email(qtbot, sheet)
    assert sheet._choices.row("reason").isVisible()
    assert "For 1 letter the way chosen is marked unsafe." in sheet._choices._unsafe.sentence()
    assert sheet._words.text() == "2 letters can be filed as they stand. 1 waits for your reason."
    assert sheet._each.toPlainText() == f"CMP-2026-0002: {MARKED} Left alone without a reason."
    assert sheet.file_button.text().replace("&", "") == "File 2 letters"
    reason = sheet._choices.row("reason").field
    qtbot.keyClicks(reason, "They rang.")
    assert not sheet._work.running(), "the letters are the same"
    assert sheet._words.text() == "3 letters can be filed as they stand."
    assert sheet._each.toPlainText() == f"CMP-2026-0002: {MARKED} Goes with your reason."
    sheet.file_button.click()
    qtbot.waitUntil(lambda: len(sheet.report().filed) == 3)
    assert not sheet._choices.row("reason").isVisible()
    timeline = session.cases.case(complaints[1]).timeline
    assert any("marked unsafe, because: They rang." in each.text for each in timeline)


def test_without_a_reason_those_are_left_alone_and_told_so_and_there_may_be_no_others(
    qtbot: QtBot, session: Session, complaints: list[CaseId]
) -> None:
    reach(session, complaints[1], emails=(Reach("old@example.org", safe=False),))
    sheet = opened(qtbot, session, complaints[:2])
    choose(qtbot, sheet)
    by_email(qtbot, sheet)
    sheet.file_button.click()
    qtbot.waitUntil(lambda: len(sheet.report().filed) == 1)
    assert sheet._words.text() == "1 letter filed. 1 left alone."
    assert f"CMP-2026-0002: {MARKED} Choose another way" in sheet._each.toPlainText()
    alone = opened(qtbot, session, complaints[1:2])
    alone._choices.template.setCurrentIndex(alone._choices.template.findData(CODE))
    by_email(qtbot, alone)
    assert not alone.file_button.isEnabled()
    alone._choices.row("way").field.setCurrentIndex(3)
    qtbot.waitUntil(alone.file_button.isEnabled)
    assert not alone._choices.row("reason").isVisible(), "one not sent yet goes no way yet"


def in_welsh(session: Session) -> None:
    """Have a Welsh wording that says nothing but this."""
    welsh = Translation(Language.WELSH, "Eich cwyn", (TranslatedBlock("received", "", "Diolch."),))
    shipped = as_shipped(template(CODE))
    blocks = {each.key: each for each in template(CODE).blocks if each.required_by}
    texts = tuple(
        TranslatedBlock(key, "", re.sub(r"«.*?»|\{\{.*?\}\}", "…", each.text)) for key, each in blocks.items()
    )
    wording = replace(shipped, translations=(replace(welsh, blocks=(*welsh.blocks, *texts)),))
    with session.opened.register.writing("worded") as writing:
        settings.settle(writing, f"wording: {CODE}", wording_to_plain(wording))


def test_how_many_go_in_welsh_is_said_and_the_language_can_be_chosen_for_all(
    qtbot: QtBot, session: Session, complaints: list[CaseId]
) -> None:
    plain = opened(qtbot, session, complaints[:2])
    choose(qtbot, plain)
    assert not plain._choices.row("language").isVisible(), "there is nothing to choose"
    plain.close()
    in_welsh(session)
    reach(session, complaints[0], language="Cymraeg")
    sheet = opened(qtbot, session, complaints[:2])
    codes = [sheet._choices.template.itemData(at) for at in range(sheet._choices.template.count())]
    assert codes.count(CODE) == 1
    choose(qtbot, sheet)
    language = sheet._choices.row("language").field
    assert [language.itemText(at) for at in range(3)] == ["As each person asked", "English", "Welsh"]
    assert language.currentIndex() == 0
    assert sheet._words.text() == "2 letters can be filed as they stand, 1 of them in Welsh."
    language.setCurrentIndex(2)
    qtbot.waitUntil(lambda: "2 of them in Welsh" in sheet._words.text())
    language.setCurrentIndex(1)
    qtbot.waitUntil(lambda: sheet._words.text() == "2 letters can be filed as they stand.")
    sheet._choices.template.setCurrentIndex(sheet._choices.template.findData("complaint_progress"))
    assert not language.isVisible()
    assert sheet._choices.state().language is None


def test_the_day_is_asked_for_only_of_letters_that_leave() -> None:
    form = BatchForm("x", "post", None)
    assert form.errors(TODAY) == {"on": "Enter the day they are sent."}
    assert form.dispatch() is None
    assert replace(form, way="email, later").errors(TODAY) == {}
    assert replace(form, way="email", on=TODAY).dispatch() is not None
