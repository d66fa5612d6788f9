"""The composer: what is typed, what is seen of it at once, and that none of it is lost."""

from concurrent.futures import Executor
from dataclasses import replace
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel, Closing, Outcome
from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.ids import CaseId, ContactId, Kind, LetterId
from kmss_dpo.domain.letters import Fact, Language
from kmss_dpo.domain.letters.wordings import TranslatedBlock, Translation
from kmss_dpo.domain.links import Relation
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.session import Session
from kmss_dpo.ui import hands
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.deleting import UndoToast
from kmss_dpo.ui.kit.settled_choice import SettledChoice
from kmss_dpo.ui.letters.foot import After
from kmss_dpo.ui.letters.page import ComposerPage
from kmss_dpo.ui.letters.sending import SendDialog
from kmss_dpo.ui.letters.window import LetterWindow
from tests.disks import full_disk
from tests.ui.letters.composing import TODAY, begin, fill_gaps, printed, take, write


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
    page.column.form.template_chosen.emit("proof_of_identity", Language.ENGLISH)
    qtbot.waitUntil(lambda: "show us that this request" in page.column.parts.row(":subject").box.text())
    assert [row.template for row in session.letters.of_case(case)] == ["proof_of_identity", "access_response"]
    page.column.form.template_chosen.emit("request_acknowledgement", Language.ENGLISH)
    qtbot.waitUntil(lambda: "received your request" in page.column.parts.row(":subject").box.text())
    assert [row.template for row in session.letters.of_case(case)] == [
        "request_acknowledgement",
        "access_response",
    ]


def test_a_letter_in_welsh_can_be_switched_to_english_and_back(
    qtbot: QtBot, page: ComposerPage, session: Session, person: ContactId, case: CaseId
) -> None:
    code = "request_acknowledgement"
    shipped = session.wordings.open(code).wording
    received = TranslatedBlock("received", "", "Diolch, {{name of the person}}.")
    welsh = Translation(Language.WELSH, "Eich cais", (received,))
    session.wordings.settle(code, replace(shipped, translations=(welsh,)), 0)
    before = session.contacts.contact(person)
    session.contacts.change(person, before.version, replace(before.details, language="Welsh"))
    begin(qtbot, page, case, code)
    templates = page.column.form.row("template").field
    assert isinstance(templates, SettledChoice)
    assert templates.currentText() == "Request: acknowledgement (Welsh)"
    assert "Annwyl Siân Prydderch, Diolch, Siân Prydderch." in printed(page)
    assert page.column.care.lines() == ["Siân Prydderch: Language: Welsh."]
    english = next(
        at for at in range(templates.count()) if templates.itemData(at) == (code, Language.ENGLISH)
    )
    templates.setCurrentIndex(english)
    templates.activated.emit(english)
    qtbot.waitUntil(lambda: "received your request" in page.column.parts.row(":subject").box.text())
    (line,) = page.column.care.lines()
    assert line.endswith("its Welsh wording is offered under “Template”.")
    page.column.form.template_chosen.emit(code, Language.WELSH)
    qtbot.waitUntil(lambda: page.column.parts.row(":subject").box.text() == "Eich cais")
    assert len(session.letters.of_case(case)) == 1, "nothing was typed into the others"


def test_a_letter_begins_once_one_settles_on_its_template_and_not_on_the_way_there(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId
) -> None:
    begin(qtbot, page, case)
    write(page, "opening", "Typed.")
    templates = page.column.form.row("template").field
    assert isinstance(templates, SettledChoice)
    began = templates.currentText()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Escape):
        qtbot.keyClick(templates.view() if templates.view().isVisible() else templates, key)
    assert page.isEnabled()
    assert templates.currentText() == began
    assert [row.template for row in session.letters.of_case(case)] == ["access_response"]
    hands.choose("Template", "Request: proof of identity", page)
    qtbot.waitUntil(lambda: "show us that this request" in page.column.parts.row(":subject").box.text())
    assert [row.template for row in session.letters.of_case(case)] == ["proof_of_identity", "access_response"]


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
    toast = page.findChild(UndoToast)
    assert toast.sentence() == "The draft is in the bin until Tue 22 Dec 2026."
    page.setEnabled(True)  # in the program the toast is in the main window, and this page is closed
    toast.undo.click()
    qtbot.waitUntil(lambda: len(session.letters.of_case(case)) == 1)


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


def test_a_letter_is_written_on_a_case_that_was_opened_in_error_too(
    qtbot: QtBot, page: ComposerPage, session: Session
) -> None:
    enquiry = session.cases.open_case(CaseDetails(CaseKind.DEMO_ENQUIRY, TODAY, Channel.WEB_FORM))
    session.cases.void(enquiry, session.cases.case(enquiry).version, "A test")
    begin(qtbot, page, enquiry)
    assert page.isEnabled()
    assert [letter.case for letter in session.letters.of_case(enquiry)] == [enquiry]


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
    with full_disk():
        window.close()
    assert page.column.foot.notice.sentence().startswith("The disk")
    assert page.column.parts.row("opening").box.text() == "Not lost."
    window.close()
    (letter,) = session.letters.of_case(case)
    assert session.letters.resume(letter.id).draft.block("opening").text == "Not lost."


def test_a_change_of_the_contact_is_seen_in_the_letter_being_written(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId, person: ContactId
) -> None:
    begin(qtbot, page, case)
    assert page.column.care.lines() == []
    known = session.contacts.contact(person)
    session.contacts.change(person, known.version, replace(known.details, adjustments="Easy read"))
    page.changes_made(Changes(frozenset({(Kind.CONTACT, person)})))
    qtbot.waitUntil(lambda: page.column.care.lines() == ["Siân Prydderch: Adjustments: Easy read."])


def test_a_letter_that_says_data_was_erased_waits_with_its_erasure_and_says_for_which_case(
    qtbot: QtBot, page: ComposerPage, session: Session, case: CaseId, person: ContactId
) -> None:
    received = CaseDetails(CaseKind.ERASURE, TODAY, Channel.POST, person, person)
    erasure = session.cases.open_case(received)
    session.links.link(erasure, case, Relation.AFTER)
    begin(qtbot, page, erasure)
    assert page.column.form.state.recipient == "Siân Prydderch"
    (begun,) = session.letters.of_case(erasure)
    assert begun.template == "request_acknowledgement", "not the one that could not be filed"
    begin(qtbot, page, erasure, "erased")
    waits = "Waits for SAR-2026-0001, still open."
    assert page.column.lacking.sentences()[0].startswith(waits)
    fill_gaps(page)
    page.column.foot.file.click()
    assert not any(each.isVisible() for each in page.findChildren(SendDialog))
    assert page.column.foot.notice.isVisible()
    assert page.column.foot.notice.sentence().startswith(waits)
    version = session.cases.case(case).version
    session.cases.close(case, version, Closing(Outcome.ANSWERED, TODAY, TODAY, late_reason="Illness"))
    page.changes_made(Changes(frozenset({(Kind.CASE, case)})))
    qtbot.waitUntil(lambda: not any(waits in said for said in page.column.lacking.sentences()))
    assert not page.column.foot.notice.isVisible()
    take(qtbot, page, After.NOTHING, sent=False)
    qtbot.waitUntil(lambda: session.letters.of_case(erasure)[0].filed_at is not None)


def test_what_to_know_of_the_recipient_of_a_notice_is_seen_and_followed(
    qtbot: QtBot, page: ComposerPage, session: Session, person: ContactId
) -> None:
    erasure = session.cases.open_case(CaseDetails(CaseKind.ERASURE, TODAY, Channel.POST, person, person))
    desk = session.contacts.add(ContactDetails("Exampleton Ltd", safe_contact="Only to the privacy desk"))
    entry = session.items.add(erasure, Recipient("Exampleton", contact_id=desk))
    page.resume(session.letters.start_notice(entry).id)
    qtbot.waitUntil(lambda: page.column.care.lines() == ["Exampleton Ltd: Only to the privacy desk."])
    assert page.column.form.state.recipient == "Exampleton Ltd"
    known = session.contacts.contact(desk)
    session.contacts.change(desk, known.version, replace(known.details, safe_contact="By post"))
    page.changes_made(Changes(frozenset({(Kind.CONTACT, desk)})))
    qtbot.waitUntil(lambda: page.column.care.lines() == ["Exampleton Ltd: By post."])
