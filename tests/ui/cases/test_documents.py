"""Documents of a case: added, looked at from memory, saved as a copy."""

import os
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.session import Session
from kmss_dpo.ui.cases import files
from kmss_dpo.ui.cases.looking import DocumentSheet, readable
from kmss_dpo.ui.cases.tabs import Part

from .conftest import Desk

TWELFTH = date(2026, 11, 12)


def test_a_document_is_added_looked_at_and_saved_as_a_copy(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    case = desk.case(TWELFTH)
    page = desk.opened(case)
    letter = tmp_path / "letter.txt"
    letter.write_text("Please send me everything.", encoding="utf-8")
    handed = page.detail.case_actions.files
    with qtbot.waitSignal(handed.told) as told:
        handed.add(case, [letter])
    assert "still lies unencrypted" in told.args[0]
    page.detail.tabs.turn_to(Part.DOCUMENTS)
    desk.until(lambda: page.detail.documents.model.rowCount() == 1)
    desk.press(page.detail.documents, "Look")
    sheet = desk.sheet(page, DocumentSheet)
    assert [each.toPlainText() for each in sheet.findChildren(QPlainTextEdit)] == [
        "Please send me everything."
    ]
    [row] = desk.session.casework.documents(case)
    with qtbot.waitSignal(handed.told) as told:
        handed.save(row, tmp_path / "copy.txt")
    assert "not encrypted" in told.args[0]
    assert (tmp_path / "copy.txt").read_bytes() == letter.read_bytes()


def test_a_picture_and_a_letter_are_shown_from_memory(desk: Desk, tmp_path: Path, session: Session) -> None:
    case = desk.case(TWELFTH)
    drawn = QImage(20, 10, QImage.Format.Format_RGB32)
    drawn.fill(Qt.GlobalColor.red)
    drawn.save(str(tmp_path / "a.png"))
    picture = NewDocument("a.png", "image/png", (tmp_path / "a.png").read_bytes())
    session.casework.add_document(case, picture)
    session.casework.add_document(
        case, NewDocument("b.pdf", "application/pdf", session.letters.derivation(case))
    )
    page = desk.opened(case)
    for row in session.casework.documents(case):
        page.detail.case_actions.files.look(row)
        sheet = desk.sheet(page, DocumentSheet)
        assert sheet.findChildren(QPlainTextEdit) == []
        sheet.reject()
        desk.until(lambda: not page.findChildren(DocumentSheet))


def test_what_is_no_text_says_so() -> None:
    assert "cannot be shown" in readable(b"\0\1\2")
    assert readable("Siân".encode()) == "Siân"
    assert readable(b"x" * 1_000_001).endswith("(The rest is not shown.)")


def test_a_file_that_is_too_large_or_gone_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Trouble):
        files.read_file(tmp_path / "gone.txt")
    (tmp_path / "large.bin").write_bytes(b"12345")
    monkeypatch.setattr(files, "LARGEST", 4)
    with pytest.raises(Mistake):
        files.read_file(tmp_path / "large.bin")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_what_could_be_read_for_ever_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    for path in (tmp_path / "pipe.pdf", Path(os.devnull), tmp_path):
        with pytest.raises(Mistake, match="not a file"):
            files.read_file(path)
