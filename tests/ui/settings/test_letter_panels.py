"""Envelope, letterhead, standard paragraphs and the font of letters, on the settings page."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.letterhead import SignatureBlock
from kmss_dpo.domain.standard_paragraphs import StandardParagraph
from kmss_dpo.domain.stationery import AddressWindow, Envelope
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.font_choice import FontChoice
from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.pdf_sheet import PdfSheet
from kmss_dpo.ui.settings.page import SettingsPage
from tests.letters.fonts import CHINESE, RESTRICTED, make_font


def field(form: Form, name: str) -> object:
    return form.row(name).field


def choose(form: Form, name: str, value: object) -> None:
    box = form.row(name).field
    box.setCurrentIndex(box.findData(value))  # type: ignore[attr-defined]


def sheet_of(qtbot: QtBot, page: SettingsPage) -> PdfSheet:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.findChildren(PdfSheet)))
    (sheet,) = page.findChildren(PdfSheet)
    qtbot.waitUntil(lambda: bool(sheet.desk.sheets().pdf))
    return sheet


def text_of(sheet: PdfSheet) -> str:
    with pypdfium2.PdfDocument(sheet.desk.sheets().pdf) as pdf:
        return " ".join(" ".join(each.get_textpage().get_text_bounded().split()) for each in pdf)


def test_an_envelope_is_chosen_moved_and_kept(qtbot: QtBot, session: Session, page: SettingsPage) -> None:
    panel = page.envelope
    assert not panel.save_button.isEnabled()
    choose(panel.form, "envelope", Envelope.C5)
    field(panel.form, "across").setValue(1.5)
    panel.folds.box.setChecked(False)
    assert panel.form.row("left").isHidden()
    with qtbot.waitSignal(panel.saved):
        panel.save_button.click()
    assert session.stationery.address_window() == AddressWindow(Envelope.C5, across=1.5, fold_marks=False)
    assert not panel.save_button.isEnabled()


def test_own_measures_are_asked_for_and_wrong_ones_told_beside_them(
    session: Session, page: SettingsPage
) -> None:
    panel = page.envelope
    choose(panel.form, "envelope", Envelope.OWN_IN_THREE)
    assert not panel.form.row("left").isHidden()
    field(panel.form, "right").setValue(150)
    panel.save_button.click()
    assert "120 or less" in panel.form.row("right").error()
    panel.sheet_button.click()
    assert not page.findChildren(PdfSheet)
    assert session.stationery.address_window() == AddressWindow()


def test_the_alignment_sheet_shows_what_is_typed_before_it_is_saved(
    qtbot: QtBot, page: SettingsPage, tmp_path: Path
) -> None:
    choose(page.envelope.form, "envelope", Envelope.GOVERNMENT)
    page.envelope.sheet_button.click()
    sheet = sheet_of(qtbot, page)
    assert "Government mail service" in text_of(sheet)
    sheet.save_to(tmp_path / "sheet.pdf")
    qtbot.waitUntil(lambda: sheet.notice.sentence().startswith("The PDF was saved"))
    assert (tmp_path / "sheet.pdf").read_bytes() == sheet.desk.sheets().pdf
    sheet.reject()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "secret.png"
    Image.new("RGB", (300, 90), (5, 77, 140)).save(file)
    return file


def test_a_logo_is_kept_at_once_with_words_and_taken_away_again(
    qtbot: QtBot, session: Session, page: SettingsPage, picture: Path
) -> None:
    panel = page.letterhead
    assert panel.form.row("spoken").isHidden()
    with qtbot.waitSignal(panel.saved):
        panel.take_logo(picture)
    kept = session.stationery.letterhead().logo
    assert kept is not None
    assert kept.spoken == "Logo of KMSS"
    assert panel.logo.picture.isVisibleTo(panel)
    spoken = field(panel.form, "spoken")
    assert isinstance(spoken, QLineEdit)
    assert spoken.text() == "Logo of KMSS"
    spoken.clear()
    panel.save_button.click()
    qtbot.waitUntil(lambda: bool(panel.form.row("spoken").error()))
    spoken.setText("KMSS, a blue box")
    with qtbot.waitSignal(panel.saved):
        panel.save_button.click()
    with qtbot.waitSignal(panel.saved):
        panel.take_logo(picture)
    assert session.stationery.letterhead().logo.spoken == "KMSS, a blue box"
    with qtbot.waitSignal(panel.saved):
        panel.logo.remove_button.click()
    assert session.stationery.letterhead().logo is None
    assert panel.form.row("spoken").isHidden()


def test_what_is_no_logo_is_told_beside_it(qtbot: QtBot, page: SettingsPage, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"nothing")
    page.letterhead.take_logo(tmp_path / "secret.png")
    qtbot.waitUntil(lambda: "PNG or JPEG" in page.letterhead.form.row("logo").error())


def test_a_signature_is_typed_seen_in_a_sample_and_kept(
    qtbot: QtBot, session: Session, page: SettingsPage, picture: Path
) -> None:
    panel = page.letterhead
    field(panel.form, "closing").setText("Kind regards")
    field(panel.form, "last_line").setText("Privacy team")
    with qtbot.waitSignal(panel.saved):
        panel.take_logo(picture)  # what is being typed stays
    panel.sample_button.click()
    sheet = sheet_of(qtbot, page)
    assert "Kind regards Robin Hale Data Protection Officer Privacy team" in text_of(sheet)
    sheet.reject()
    assert session.stationery.letterhead().signature == SignatureBlock()
    with qtbot.waitSignal(panel.saved):
        panel.save_button.click()
    assert session.stationery.letterhead().signature == SignatureBlock(
        "Kind regards", last_line="Privacy team"
    )


def test_paragraphs_are_written_changed_and_taken_away(
    qtbot: QtBot, session: Session, page: SettingsPage
) -> None:
    panel = page.paragraphs
    name, text = field(panel.form, "name"), field(panel.form, "text")
    assert isinstance(name, QLineEdit)
    assert isinstance(text, QPlainTextEdit)
    name.setText("Post")
    panel.save_button.click()
    qtbot.waitUntil(lambda: bool(panel.form.row("text").error()))
    text.setPlainText("By post only.")
    with qtbot.waitSignal(panel.saved):
        panel.save_button.click()
    assert session.stationery.paragraphs() == (StandardParagraph("Post", "By post only."),)
    qtbot.waitUntil(lambda: panel.which.count() == 2)
    assert (name.text(), text.toPlainText()) == ("", "")
    text.setPlainText("begun")
    choose(panel.form, "which", "Post")
    assert text.toPlainText() == "By post only."
    text.setPlainText("By post.")
    choose(panel.form, "which", "")
    assert text.toPlainText() == "begun", "what was begun of another stays"
    choose(panel.form, "which", "Post")
    assert text.toPlainText() == "By post."
    with qtbot.waitSignal(panel.saved):
        panel.save_button.click()
    assert session.stationery.paragraphs()[0].text == "By post."
    choose(panel.form, "which", "Post")
    panel.remove_button.click()
    (decision,) = page.findChildren(Decision)
    with qtbot.waitSignal(panel.saved):
        decision.decide_button.click()
    assert session.stationery.paragraphs() == ()


def test_what_was_being_typed_is_gone_on_with_after_a_lock(session: Session, page: SettingsPage) -> None:
    field(page.envelope.form, "down").setValue(-2)
    field(page.letterhead.form, "name").setText("Sam")
    field(page.paragraphs.form, "name").setText("Begun")
    kept = [panel.typing.unfinished() for panel in (page.envelope, page.letterhead, page.paragraphs)]
    assert None not in kept
    kept = session.unfinished.keep(kept)
    field(page.envelope.form, "down").setValue(0)
    field(page.letterhead.form, "name").setText("")
    field(page.paragraphs.form, "name").setText("")
    for each in kept:
        page.resume(each)
    assert field(page.envelope.form, "down").value() == -2
    assert field(page.letterhead.form, "name").text() == "Sam"
    assert field(page.paragraphs.form, "name").text() == "Begun"
    assert page.envelope.save_button.isEnabled()


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a computer's fonts."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "none"))
    make_font(tmp_path / "data" / "fonts" / "block.ttf", "Block Chinese", CHINESE)
    make_font(tmp_path / "data" / "fonts" / "other.ttf", "Other", "ab")
    make_font(tmp_path / "data" / "fonts" / "locked.ttf", "Locked", CHINESE + "ab", RESTRICTED)
    return tmp_path / "data" / "fonts"


def test_a_font_is_chosen_and_given_up_again(
    qtbot: QtBot, session: Session, page: SettingsPage, fonts: Path
) -> None:
    panel = page.letter_font
    assert panel.none_button.isHidden()
    panel.choose_button.click()
    (dialog,) = page.findChildren(FontChoice)
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    dialog.letters.setText(CHINESE)
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    dialog.letters.setText("\N{SNOWMAN}")
    qtbot.waitUntil(lambda: dialog.words.text().startswith("No font on this computer"))
    assert not dialog.decide_button.isEnabled()
    dialog.letters.setText(CHINESE)
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    with qtbot.waitSignal(dialog.chosen):
        dialog.decide_button.click()
    qtbot.waitUntil(lambda: "set in Block Chinese" in panel.words.text())
    (fonts / "block.ttf").unlink()
    panel.load()
    qtbot.waitUntil(lambda: "can't be found or read any more" in panel.words.text())
    panel.none_button.click()
    qtbot.waitUntil(panel.none_button.isHidden)
    assert session.fonts.file() == ""


def test_what_was_saved_elsewhere_is_read_again_but_not_over_what_is_typed(
    qtbot: QtBot, session: Session, page: SettingsPage
) -> None:
    field(page.envelope.form, "across").setValue(3)
    session.stationery.settle_address_window(AddressWindow(Envelope.C5))
    session.stationery.keep_paragraph(StandardParagraph("Post", "By post."))
    for panel in (page.envelope, page.letterhead, page.paragraphs):
        panel.load()
    qtbot.waitUntil(lambda: page.paragraphs.which.count() == 2)
    assert page.envelope.binder.state == AddressWindow(across=3)
