"""Standard paragraphs, and the font for letters that the typeface lacks, in the composer."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.standard_paragraphs import StandardParagraph
from kmss_dpo.domain.stationery import AddressWindow, Envelope
from kmss_dpo.session import Session
from kmss_dpo.support.settings import Settings
from kmss_dpo.ui.kit.font_choice import FontChoice
from kmss_dpo.ui.kit.notice import Notice
from kmss_dpo.ui.letters.page import ComposerPage
from tests.letters.fonts import CHINESE, make_font

from .composing import begin, printed, write

CODE = "request_acknowledgement"
MARKUP = "<b>We & they</b> «how many» {{name}}"


def choose(page: ComposerPage, name: str) -> None:
    (action,) = [each for each in page.column.paragraphs.menu().actions() if each.text() == name]
    action.trigger()


def test_a_standard_paragraph_goes_where_one_writes_as_plain_text_and_can_be_undone(
    qtbot: QtBot, session: Session, page: ComposerPage, case: CaseId
) -> None:
    session.stationery.keep_paragraph(StandardParagraph("Post & paper", MARKUP))
    begin(qtbot, page, case, CODE)
    box = page.column.parts.row("understood").box
    page.column.parts.row("understood").go()
    qtbot.waitUntil(box.hasFocus)
    before = box.text()
    cursor = box.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    box.setTextCursor(cursor)
    choose(page, "Post && paper")
    assert box.text() == f"{before}\n\n{MARKUP}"
    qtbot.waitUntil(lambda: MARKUP in printed(page))
    assert any("how many" in said for said in page.column.lacking.sentences())
    box.undo()
    assert box.text() == before


def test_in_the_middle_of_a_text_it_is_put_at_the_cursor(
    qtbot: QtBot, session: Session, page: ComposerPage, case: CaseId
) -> None:
    session.stationery.keep_paragraph(StandardParagraph("Post", "by post"))
    begin(qtbot, page, case, CODE)
    write(page, "understood", "We answer  soon.")
    box = page.column.parts.row("understood").box
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    cursor = box.textCursor()
    cursor.setPosition(len("We answer "))
    box.setTextCursor(cursor)
    choose(page, "Post")
    assert box.text() == "We answer by post soon."


def test_before_one_wrote_anywhere_it_goes_to_the_end_of_the_first_part(
    qtbot: QtBot, session: Session, page: ComposerPage, case: CaseId
) -> None:
    session.stationery.keep_paragraph(StandardParagraph("Post", "By post."))
    begin(qtbot, page, case, CODE)
    choose(page, "Post")
    first = page.column.parts.row("received").box
    assert first.text().endswith("\n\nBy post.")


def test_new_paragraphs_and_another_envelope_reach_a_letter_that_is_open(
    qtbot: QtBot, session: Session, page: ComposerPage, case: CaseId
) -> None:
    begin(qtbot, page, case, CODE)
    (none,) = page.column.paragraphs.menu().actions()
    assert not none.isEnabled()
    assert "Settings" in none.text()
    before = page.preview.sheets().pdf
    session.stationery.keep_paragraph(StandardParagraph("Post", "By post."))
    session.stationery.settle_address_window(AddressWindow(Envelope.C5))
    page.changes_made(Changes(frozenset({(Kind.SETTING, 1)})))
    qtbot.waitUntil(lambda: [each.text() for each in page.column.paragraphs.menu().actions()] == ["Post"])
    qtbot.waitUntil(lambda: page.preview.sheets().pdf != before)


def test_a_filed_letter_takes_no_more_paragraphs(qtbot: QtBot, page: ComposerPage, case: CaseId) -> None:
    begin(qtbot, page, case, CODE)
    assert page.column.paragraphs.isVisible()
    page.column.show_filed("Filed.")
    assert page.column.paragraphs.isHidden()


@pytest.fixture
def fonts(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer with one font that has Chinese letters."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "none"))
    make_font(tmp_path / "data" / "fonts" / "block.ttf", "Block Chinese", CHINESE)
    session.fonts._settings = Settings(tmp_path / "machine")  # as the program hands it over


@pytest.mark.usefixtures("fonts")
def test_the_notice_that_names_missing_letters_offers_a_font_that_has_them(
    qtbot: QtBot, page: ComposerPage, case: CaseId
) -> None:
    begin(qtbot, page, case, CODE)
    write(page, "received", f"Dear {CHINESE}")
    qtbot.waitUntil(lambda: "can't be printed" in page.preview.trouble())
    notice = page.preview.findChild(Notice)
    assert notice._button.text() == "Choose a font…"
    notice._button.click()
    (dialog,) = page.findChildren(FontChoice)
    assert set(dialog.letters.text()) == set(CHINESE)
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    with qtbot.waitSignal(dialog.chosen):
        dialog.decide_button.click()
    qtbot.waitUntil(lambda: CHINESE in printed(page))
    assert page.preview.trouble() == ""


def test_no_font_is_offered_for_what_no_font_can_show(qtbot: QtBot, page: ComposerPage, case: CaseId) -> None:
    begin(qtbot, page, case, CODE)
    write(page, "received", "مرحبا")
    qtbot.waitUntil(lambda: "can't be printed" in page.preview.trouble())
    assert page.preview.findChild(Notice)._button.isHidden()
