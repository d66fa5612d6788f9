"""Filing a letter: frozen, sent, saved, printed, or refused with the reason."""

import email
import hashlib
import re
from dataclasses import replace
from email.policy import default
from io import BytesIO
from itertools import product
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, qGray
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.case_views import EventKind
from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.correspondence import Direction
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.letters import Fact, Language
from kmss_dpo.domain.letters.emailing import EmailTo, EmailWords
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.sheets import pictures
from kmss_dpo.ui.letters.emailing import EmailDialog
from kmss_dpo.ui.letters.foot import After
from kmss_dpo.ui.letters.page import ComposerPage
from kmss_dpo.ui.letters.sending import SendDialog
from tests.ui.letters.composing import TODAY, begin, fill_gaps, open_dialog, take, write

ATTACHED = "Our letter of 22 November 2026 is attached. Our reference is SAR-2026-0001."


def edges(image: QImage) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is drawn on a page."""
    places = product(range(image.width()), range(image.height()))
    drawn = [(x, y) for x, y in places if qGray(image.pixel(x, y)) < 235]
    across, down = [x for x, _ in drawn], [y for _, y in drawn]
    return min(across), min(down), max(across), max(down)


def test_gaps_block_filing_and_are_named_until_they_are_filled(
    qtbot: QtBot, page: ComposerPage, case: CaseId
) -> None:
    begin(qtbot, page, case)
    assert "Still to fill in: reason for the delay." in page.column.lacking.sentences()
    page.column.foot.file_and_print.click()
    assert page.findChildren(SendDialog) == []
    assert QApplication.focusWidget() is page.column.parts.row("apology").box
    fill_gaps(page)
    assert page.column.lacking.sentences() == []


def test_a_filed_letter_is_frozen_sent_and_answers_the_case(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId
) -> None:
    begin(qtbot, page, case, "access_response")
    fill_gaps(page)
    with qtbot.waitSignals([page.filed, page.closed]):
        take(qtbot, page, After.NOTHING)
    (letter,) = session.letters.of_case(case)
    assert letter.filed_at is not None
    assert letter.document is not None
    content = session.casework.content(letter.document)
    (document,) = session.casework.documents(case)
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert document.name == "SAR-2026-0001 Subject access, response with copies (all or part).pdf"
    seen = session.cases.case(case)
    assert seen.facts.answered_on == TODAY
    (sent,) = [event for event in seen.timeline if event.record and event.record[0] is Kind.CORRESPONDENCE]
    kept = session.casework.correspondence(sent.record[1]).content  # type: ignore[index]
    assert (kept.direction, kept.channel, kept.on) == (Direction.SENT, Channel.POST, TODAY)
    assert (kept.document, kept.letter) == (letter.document, letter.id)
    with pytest.raises(Mistake, match="was filed and can't be changed"):
        session.letters.save(letter.id, session.letters.resume(letter.id).draft)


def test_a_letter_not_sent_yet_is_filed_without_answering_the_case(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId
) -> None:
    begin(qtbot, page, case)
    fill_gaps(page)
    with qtbot.waitSignal(page.filed):
        take(qtbot, page, After.NOTHING, sent=False)
    assert session.letters.of_case(case)[0].filed_at is not None
    assert session.cases.case(case).facts.answered_on is None


def test_a_filed_letter_is_saved_under_its_reference_not_encrypted_and_that_is_said(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId, tmp_path: Path
) -> None:
    begin(qtbot, page, case)
    fill_gaps(page)
    with qtbot.waitSignal(page.filed):
        take(qtbot, page, After.SAVE)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert [Path(name).name for name in dialog.selectedFiles()] == ["SAR-2026-0001.pdf"]
    dialog.reject()
    (letter,) = session.letters.of_case(case)
    assert letter.document is not None
    page._filing._out.save_to(tmp_path / "no such folder" / "SAR-2026-0001.pdf", letter.document)
    qtbot.waitUntil(lambda: "refused to write" in page.column.foot.notice.sentence())
    page._filing._out.save_to(tmp_path / "SAR-2026-0001.pdf", letter.document)
    qtbot.waitUntil(lambda: "is not encrypted" in page.column.foot.notice.sentence())
    assert (tmp_path / "SAR-2026-0001.pdf").read_bytes() == session.casework.content(letter.document)
    with qtbot.waitSignal(page.closed):
        page.column.foot.close_filed_button.click()


def test_a_filed_letter_is_printed_true_to_size(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId, tmp_path: Path
) -> None:
    begin(qtbot, page, case)
    fill_gaps(page)
    with qtbot.waitSignal(page.filed):
        take(qtbot, page, After.PRINT)
    for dialog in page.findChildren(QDialog):
        dialog.reject()
    (letter,) = session.letters.of_case(case)
    assert letter.document is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(300)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page._filing._out.print_on(printer, letter.document)
    qtbot.waitUntil(lambda: "sent to the printer" in page.column.foot.notice.sentence())
    paper = pictures((tmp_path / "printed.pdf").read_bytes(), (0, 1, 2), 0.5)
    meant = pictures(session.casework.content(letter.document), (0, 1, 2), 0.5)
    assert len(paper.sizes) == len(meant.sizes) > 1
    for number, image in meant.images.items():
        assert paper.sizes[number].height() == pytest.approx(842, abs=1)
        assert edges(paper.images[number]) == pytest.approx(edges(image), abs=1)


def test_a_filed_letter_becomes_an_email_draft_whose_pages_open_with_the_passphrase(
    qtbot: QtBot, page: ComposerPage, tmp_path: Path, case: CaseId
) -> None:
    begin(qtbot, page, case)
    fill_gaps(page)
    with qtbot.waitSignal(page.filed):
        take(qtbot, page, After.SAVE)
    for dialog in page.findChildren(QFileDialog):
        dialog.reject()
    page.column.foot.email.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(EmailDialog)))
    (asked,) = page.findChildren(EmailDialog)
    passphrase = asked.words().passphrase
    assert re.fullmatch("(?:[a-z2-9]{4}-){3}[a-z2-9]{4}", passphrase)
    asked._secret.clear()
    assert not asked.decide_button.isEnabled()
    asked._protect.box.click()
    assert asked.words() == EmailWords("Our reference SAR-2026-0001", ATTACHED)
    assert asked.decide_button.isEnabled()
    asked._text.setPlainText(f"Good morning,\n\n{ATTACHED}")
    asked._protect.box.click()
    assert asked.words().text.startswith(f"Good morning,\n\n{ATTACHED}\n\nIt opens with a passphrase")
    asked._secret.setText(passphrase)
    asked._subject.clear()
    asked.decide_button.click()
    assert asked._form.row("subject").error() == "Write the subject."
    asked._subject.setText("A letter of ours")
    qtbot.mouseClick(asked.decide_button, Qt.MouseButton.LeftButton)
    (places,) = [each for each in page.findChildren(QFileDialog) if each.isVisible()]
    assert places.selectedFiles()[0].endswith("SAR-2026-0001.eml")
    place = tmp_path / "draft.eml"
    places.fileSelected.emit(str(place))
    qtbot.waitUntil(lambda: "saved outside the register" in page.column.foot.notice.sentence())
    message = email.message_from_bytes(place.read_bytes(), policy=default)
    assert message["Subject"] == "A letter of ours"
    body = message.get_body()
    assert body
    assert body.get_content().startswith("Good morning,")
    (attached,) = message.iter_attachments()
    with pikepdf.open(BytesIO(attached.get_content()), password=passphrase) as opened:
        assert len(opened.pages) > 1


def test_that_there_are_no_words_in_the_language_of_the_letter_is_said(page: ComposerPage) -> None:
    to = EmailTo("SAR-2026-0001", "", "Our reference", ATTACHED, "", Language.WELSH)
    asked = EmailDialog(page, to)
    asked.open()
    assert "there are no Welsh words for its email yet" in asked.no_words.sentence()
    asked.reject()
    known = EmailDialog(page, replace(to, lacks=None))
    known.open()
    assert known.no_words.sentence() == ""
    known.reject()


def test_a_letter_that_cannot_be_filed_says_why_and_stays_a_draft(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId
) -> None:
    begin(qtbot, page, case)
    fill_gaps(page)
    write(page, "opening", "🙂")
    take(qtbot, page, After.NOTHING)
    qtbot.waitUntil(lambda: "slightly smiling face" in page.column.foot.notice.sentence())
    assert page.isEnabled()
    assert session.letters.of_case(case)[0].filed_at is None


def test_a_letter_to_somebody_who_is_not_on_the_case_cannot_be_filed(
    qtbot: QtBot, page: ComposerPage, case: CaseId
) -> None:
    begin(qtbot, page, case)
    fill_gaps(page)
    page.column.form.row("recipient").field.setText("Sam Other")
    assert any(
        "neither the requester nor the data subject" in each for each in page.column.lacking.sentences()
    )
    page.column.foot.file.click()
    assert page.findChildren(SendDialog) == []
    assert QApplication.focusWidget() is page.column.form.row("recipient").field


def test_withholding_reasons_asks_why_and_filing_waits_for_it(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId
) -> None:
    begin(qtbot, page, case)
    field = page.column.withholding.row("justification").field
    assert not field.isVisible()
    page.column.parts.row("left_out").tick.box.click()  # type: ignore[union-attr]
    page.column.facts.box(Fact.REASONS_WITHHELD.value).click()
    fill_gaps(page)
    assert field.isVisible()
    page.column.foot.file.click()
    assert QApplication.focusWidget() is field
    qtbot.keyClicks(field, "Schedule 2 paragraph 2: it would warn them.")
    assert page.column.lacking.sentences() == []
    with qtbot.waitSignal(page.filed):
        open_dialog(page).decide_button.click()
    (note,) = [each for each in session.cases.case(case).timeline if each.kind is EventKind.NOTE]
    assert note.text.endswith("Schedule 2 paragraph 2: it would warn them.")
