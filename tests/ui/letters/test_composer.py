import hashlib
import signal
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from threading import Event

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QInputMethodEvent, qGray
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.case_views import EventKind
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.correspondence import Direction
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, ContactId, Kind, LetterId
from kmss_dpo.domain.letters import Fact
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.date_field import NO_DAY
from kmss_dpo.ui.letters.foot import After
from kmss_dpo.ui.letters.page import ComposerPage
from kmss_dpo.ui.letters.sending import SendDialog
from kmss_dpo.ui.letters.sheets import pictures
from kmss_dpo.ui.letters.window import LetterWindow

TODAY = date(2026, 11, 22)


def begin(qtbot: QtBot, page: ComposerPage, case: CaseId, code: str = "") -> None:
    page.compose(case, code)
    qtbot.waitUntil(lambda: page.isEnabled() and bool(page.preview.sheets().pdf))


def printed(page: ComposerPage) -> str:
    """The text on the pages of the preview."""
    with pypdfium2.PdfDocument(page.preview.sheets().pdf) as pdf:
        return " ".join("".join(sheet.get_textpage().get_text_range() for sheet in pdf).split())


def write(page: ComposerPage, key: str, text: str) -> None:
    """Replace a text as an input method does, which every letter of every script can come from."""
    box = page.column.parts.row(key).box
    box.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(box, event)


def fill_gaps(page: ComposerPage) -> None:
    """Fill every gap as one does with the keyboard: to the next, type over it."""
    for _ in range(20):
        page.column.parts.go_to_next_gap()
        box = QApplication.focusWidget()
        if not any("«" in row.box.text() for row in page.column.parts._rows.values() if row.box.isVisible()):
            return
        event = QInputMethodEvent()
        event.setCommitString("as set out")
        QApplication.sendEvent(box, event)
    raise AssertionError("gaps are left")


def edges(image: QImage) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is drawn on a page."""
    places = product(range(image.width()), range(image.height()))
    drawn = [(x, y) for x, y in places if qGray(image.pixel(x, y)) < 235]
    across, down = [x for x, _ in drawn], [y for _, y in drawn]
    return min(across), min(down), max(across), max(down)


@contextmanager
def a_disk_that_refuses() -> Iterator[None]:
    """No file of this process can grow."""
    resource = pytest.importorskip("resource", reason="the system has no such limits")
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def take(qtbot: QtBot, page: ComposerPage, after: After, *, sent: bool = True) -> None:
    """Press the button for filing and take the decision."""
    button = {
        After.PRINT: page.column.foot.file_and_print,
        After.SAVE: page.column.foot.file_and_save,
        After.NOTHING: page.column.foot.file,
    }[after]
    button.click()
    (dialog,) = [each for each in page.findChildren(SendDialog) if each.isVisible()]
    if not sent:
        dialog._form.row("channel").field.setCurrentIndex(3)
    qtbot.mouseClick(dialog.decide_button, Qt.MouseButton.LeftButton)


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
    assert document.name == "SAR-2026-0001 Subject access, response with copies.pdf"
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


def test_a_day_to_come_is_refused_and_the_decision_stays(
    qtbot: QtBot, page: ComposerPage, case: CaseId
) -> None:
    begin(qtbot, page, case)
    fill_gaps(page)
    page.column.foot.file.click()
    dialog = page.findChild(SendDialog)
    assert dialog is not None
    dialog._form.row("on").field.set_day(date(2026, 11, 23))
    qtbot.mouseClick(dialog.decide_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.errors() == {"on": "The letter cannot have been sent on a day to come."}
    dialog._form.row("on").field.focusProxy().setText("soon")
    dialog.decide_button.click()
    assert dialog.errors() == {"on": NO_DAY}
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert page.isEnabled()
    assert not page.column.foot.filed()


def test_the_pages_follow_the_typing(qtbot: QtBot, page: ComposerPage, case: CaseId) -> None:
    begin(qtbot, page, case)
    assert "You asked us by post" in printed(page)
    write(page, "opening", "Annwyl Siân, dyma ateb ichi ŵ.")
    qtbot.waitUntil(lambda: "dyma ateb ichi ŵ" in printed(page))
    page.column.parts.row("apology").tick.box.click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: "I am sorry that it comes late" not in printed(page))


def test_the_envelope_window_is_shown_on_request_and_never_filed(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId
) -> None:
    begin(qtbot, page, case)
    plain = page.preview.sheets().pdf
    page.preview.outline_button.click()
    qtbot.waitUntil(lambda: page.preview.sheets().pdf != plain)
    fill_gaps(page)
    with qtbot.waitSignal(page.filed):
        take(qtbot, page, After.NOTHING)
    (letter,) = session.letters.of_case(case)
    draft = session.letters.resume(letter.id).draft
    assert letter.document is not None
    assert session.casework.content(letter.document) == session.letters.pages(draft, session.letters.look())


def test_a_character_that_cannot_be_printed_is_named_and_the_last_pages_stay(
    qtbot: QtBot, page: ComposerPage, case: CaseId
) -> None:
    begin(qtbot, page, case)
    before = page.preview.sheets().pdf
    write(page, "opening", "Hello 🙂 «gap»")
    qtbot.waitUntil(lambda: "🙂 (slightly smiling face)" in page.preview.trouble())
    assert page.preview.sheets().pdf == before
    box = page.column.parts.row("opening").box
    coloured = box.extraSelections()
    assert coloured[-1].cursor.selectedText() == "«gap»"  # type: ignore[attr-defined]
    write(page, "opening", "Hello.")
    qtbot.waitUntil(lambda: not page.preview.trouble() and page.preview.sheets().pdf != before)


def test_an_address_too_long_for_the_window_is_said(qtbot: QtBot, page: ComposerPage, case: CaseId) -> None:
    begin(qtbot, page, case)
    page.column.form.row("address").field.setPlainText("\n".join(f"Line {n}" for n in range(9)))
    qtbot.waitUntil(lambda: "envelope window" in page.preview.trouble())


def test_what_is_typed_is_there_again_after_closing_and_after_a_lock(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId
) -> None:
    begin(qtbot, page, case)
    write(page, "opening", "First version.")
    with qtbot.waitSignal(page.closed) as closed:
        page.column.foot.close_button.click()
    assert closed.args == [case]
    (letter,) = session.letters.of_case(case)
    assert session.letters.resume(letter.id).draft.block("opening").text == "First version."
    page.resume(letter.id)
    qtbot.waitUntil(page.isEnabled)
    assert page.column.parts.row("opening").box.text() == "First version."
    write(page, ":signature", "Robin\nDPO")
    page.save_now()
    assert session.letters.resume(letter.id).draft.signature == ("Robin", "DPO")


def test_typing_can_be_undone_and_no_break_spaces_survive(
    qtbot: QtBot, page: ComposerPage, case: CaseId
) -> None:
    begin(qtbot, page, case)
    box = page.column.parts.row("complain_to_us").box
    before = box.text()
    assert "SG8\N{NO-BREAK SPACE}5HD" in before
    write(page, "complain_to_us", "Other words")
    assert page._writing.draft().block("complain_to_us").text == "Other words"
    box.undo()
    assert page._writing.draft().block("complain_to_us").text == before
    box.redo()
    assert page._writing.draft().block("complain_to_us").text == "Other words"


def test_other_activities_refill_what_was_not_rewritten(
    qtbot: QtBot, page: ComposerPage, case: CaseId
) -> None:
    begin(qtbot, page, case)
    write(page, "retention", "For a year.")
    page.column.activities.box("contact_form").click()
    qtbot.waitUntil(lambda: "You asked us for information" in page.column.parts.row("purposes").box.text())
    assert page.column.parts.row("retention").box.text() == "For a year."


def test_a_fact_of_the_case_brings_its_part_of_the_letter(
    qtbot: QtBot, page: ComposerPage, case: CaseId
) -> None:
    begin(qtbot, page, case)
    assert page.column.parts.row("transfer_safeguards").box.isHidden()
    page.column.facts.box(Fact.TRANSFERRED_ABROAD.value).click()
    assert not page.column.parts.row("transfer_safeguards").box.isHidden()
    page.column.parts.row("left_out").tick.box.click()  # type: ignore[union-attr]
    assert not page.column.parts.row("court").box.isHidden()


def test_another_template_leaves_a_draft_with_typing_in_it_on_the_case(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId
) -> None:
    begin(qtbot, page, case)
    write(page, "opening", "Typed.")
    page.column.form.template_chosen.emit("proof_of_identity")
    qtbot.waitUntil(lambda: "show us that this request" in page.column.parts.row(":subject").box.text())
    assert [row.template for row in session.letters.of_case(case)] == ["proof_of_identity", "access_response"]
    page.column.form.template_chosen.emit("request_acknowledgement")
    qtbot.waitUntil(lambda: "received your request" in page.column.parts.row(":subject").box.text())
    assert [row.template for row in session.letters.of_case(case)] == [
        "request_acknowledgement",
        "access_response",
    ]


def test_a_draft_is_discarded_only_after_a_decision(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId
) -> None:
    begin(qtbot, page, case)
    page.column.discard.click()
    decision = page.findChild(Decision)
    assert decision is not None
    assert len(session.letters.of_case(case)) == 1
    with qtbot.waitSignal(page.closed):
        decision.decide_button.click()
    assert session.letters.of_case(case) == []


def test_the_arrow_keys_lead_from_part_to_part(qtbot: QtBot, page: ComposerPage, case: CaseId) -> None:
    begin(qtbot, page, case)
    rows = page.column.parts
    rows.row(":subject").go()
    qtbot.keyClick(rows.row(":subject").box, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is rows.row(":salutation").box
    qtbot.keyClick(rows.row(":salutation").box, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is rows.row(":subject").box
    qtbot.keyClick(page, Qt.Key.Key_F8)
    assert rows.row("apology").box.textCursor().selectedText() == "«reason for the delay»"
    qtbot.keyClick(rows.row("apology").box, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert rows.row("copy").box.textCursor().selectedText() == "«what is enclosed»"


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


def test_a_case_opened_in_error_is_refused_in_a_sentence(
    qtbot: QtBot, page: ComposerPage, session: Session, troubles: list[str]
) -> None:
    enquiry = session.cases.open_case(CaseDetails(CaseKind.DEMO_ENQUIRY, TODAY, Channel.WEB_FORM))
    session.cases.void(enquiry, session.cases.case(enquiry).version, "A test")
    with qtbot.waitSignal(page.not_opened):
        page.compose(enquiry, "")
    assert [said[:38] for said in troubles] == ["This case was opened in error and is v"]
    assert not page.isEnabled()


def test_the_chip_follows_the_clock_of_the_case(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId
) -> None:
    begin(qtbot, page, case)
    assert page.column.chip.accessibleName() == "overdue: 2 days over"
    seen = session.cases.case(case)
    session.cases.record_facts(case, seen.version, replace(seen.facts, answered_on=TODAY))
    page.changes_made(Changes(frozenset({(Kind.CASE, case)})))
    qtbot.waitUntil(lambda: page.column.chip.accessibleName() == "Answered")


def test_the_lock_never_waits_for_a_pdf(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId, files: Executor
) -> None:
    """A letter whose drawing hangs keeps neither the typing nor `save_now` waiting."""
    begin(qtbot, page, case)
    held = Event()
    for _ in range(2):
        files.submit(held.wait, 20)
    write(page, "opening", "Kept all the same.")
    page.save_now()
    letter = session.letters.of_case(case)[0]
    held.set()
    assert session.letters.resume(LetterId(letter.id)).draft.block("opening").text == "Kept all the same."


def test_a_letter_filed_in_another_window_lets_this_one_close(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId, troubles: list[str]
) -> None:
    begin(qtbot, page, case)
    write(page, "opening", "Too late.")
    (letter,) = session.letters.of_case(case)
    session.letters.discard(letter.id)
    with qtbot.waitSignal(page.closed):
        page.column.foot.close_button.click()
    assert troubles == ["This letter is no longer in the register."]


def test_a_window_whose_draft_cannot_be_kept_stays_open(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId
) -> None:
    begin(qtbot, page, case)
    parent = QWidget()
    qtbot.addWidget(parent)
    window = LetterWindow(page, "Letter", parent)
    write(page, "opening", "Not lost.")
    with a_disk_that_refuses():
        window.close()
    assert page.column.foot.notice.sentence().startswith("The disk")
    assert page.column.parts.row("opening").box.text() == "Not lost."
    window.close()
    (letter,) = session.letters.of_case(case)
    assert session.letters.resume(letter.id).draft.block("opening").text == "Not lost."


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


@pytest.fixture
def hidden(session: Session) -> CaseId:
    """A complaint of somebody who must not be written to at home or by email, reads large print and Welsh."""
    session.settings.settle(Organisation(officer_name="Robin Hale"), Regulator())
    gwen = session.contacts.add(
        ContactDetails(
            "Gwen Onnen",
            addresses=(Reach("Refuge House\nEX9 9ZZ", safe=False), Reach("PO Box 7\nEX4 4AB")),
            emails=(Reach("gwen@example.org", safe=False),),
            safe_contact="Telephone first.",
            adjustments="Large print",
            language="Welsh",
        )
    )
    return session.cases.open_case(
        CaseDetails(CaseKind.COMPLAINT, date(2026, 11, 19), Channel.PHONE, gwen, gwen, "Nobody answered")
    )


def open_dialog(page: ComposerPage) -> SendDialog:
    page.column.foot.file.click()
    (dialog,) = [each for each in page.findChildren(SendDialog) if each.isVisible()]
    return dialog


def choose_way(dialog: SendDialog, channel: Channel | None) -> None:
    dialog._way.setCurrentIndex(dialog._way.findText(WORDS[channel]))


WORDS = {
    Channel.POST: "By post",
    Channel.EMAIL: "By email",
    Channel.IN_PERSON: "Handed over",
    None: "Not sent yet",
}


def test_cautions_adjustments_and_language_stand_in_the_composer_and_again_before_sending(
    qtbot: QtBot, page: ComposerPage, hidden: CaseId
) -> None:
    begin(qtbot, page, hidden)
    (line,) = page.column.care.lines()
    for said in ("Telephone first", "Refuge House", "Large print", "Welsh", "is English only"):
        assert said in line
    assert page.column.care.isVisible()
    fill_gaps(page)
    dialog = open_dialog(page)
    assert dialog.care.lines() == [line]
    assert dialog.care.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_an_unsafe_way_is_taken_only_with_a_reason(
    qtbot: QtBot, page: ComposerPage, session: Session, hidden: CaseId
) -> None:
    begin(qtbot, page, hidden)
    fill_gaps(page)
    dialog = open_dialog(page)
    assert dialog.unsafe() == ""
    dialog._update.set_day(date(2026, 12, 4))
    choose_way(dialog, Channel.EMAIL)
    assert dialog.unsafe() == "Every email address of this person is marked unsafe to write to."
    dialog.decide_button.click()
    assert dialog.isVisible()
    assert "say why this one is safe now" in dialog.errors()["reason"]
    assert dialog.focusWidget() is dialog._reason
    qtbot.keyClicks(dialog._reason, "She rang and asked for it.")
    with qtbot.waitSignal(page.filed):
        qtbot.keyClick(dialog._reason, Qt.Key.Key_Return)
    (sent,) = [each for each in session.cases.case(hidden).timeline if "marked unsafe" in each.text]
    assert sent.text.endswith("because: She rang and asked for it.")


def test_the_promised_day_is_asked_for_with_the_sending_of_a_complaint_acknowledgement(
    qtbot: QtBot, page: ComposerPage, session: Session, hidden: CaseId
) -> None:
    begin(qtbot, page, hidden)
    write(page, "next_update", "You will hear from me again in two weeks.")
    fill_gaps(page)
    dialog = open_dialog(page)
    dialog.decide_button.click()
    assert dialog.errors().keys() == {"update_on"}
    dialog._update.set_day(date(2026, 12, 4))
    with qtbot.waitSignal(page.filed):
        dialog.decide_button.click()
    assert session.cases.case(hidden).facts.next_update_on == date(2026, 12, 4)


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


def test_a_change_of_the_contact_is_seen_in_the_letter_being_written(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId, person: ContactId
) -> None:
    begin(qtbot, page, case)
    assert page.column.care.lines() == []
    known = session.contacts.contact(person)
    session.contacts.change(person, known.version, replace(known.details, adjustments="Easy read"))
    page.changes_made(Changes(frozenset({(Kind.CONTACT, person)})))
    qtbot.waitUntil(lambda: page.column.care.lines() == ["Siân Prydderch: Adjustments: Easy read."])


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


def test_the_safe_email_address_is_named_where_the_letter_goes_by_email(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId, person: ContactId
) -> None:
    known = session.contacts.contact(person)
    emails = (Reach("old@example.org", safe=False), Reach("sian@example.org"))
    session.contacts.change(person, known.version, replace(known.details, emails=emails))
    begin(qtbot, page, case)
    fill_gaps(page)
    dialog = open_dialog(page)
    choose_way(dialog, Channel.EMAIL)
    assert dialog._where.text() == "Send it to sian@example.org."
    choose_way(dialog, None)
    assert not dialog._where.isVisible()
    assert not dialog._proof.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
