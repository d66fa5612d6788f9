"""The main job from an empty folder to an answered request and an erased enquiry, at the windows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.domain.cases import CaseFilter, CaseKind
from kmss_dpo.domain.clock import ClockState
from kmss_dpo.domain.contacts import ContactFilter
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.support.settings import Settings
from kmss_dpo.ui.tour import PERSON, Tour
from tests.conftest import Wristwatch

LONGEST = 120_000


@pytest.fixture
def program(
    qapp: object, tmp_path: Path, clock: Wristwatch, unlocking: Unlocking, qtbot: QtBot
) -> Iterator[Program]:
    program = Program(qapp, Settings(tmp_path / "settings"), clock, lambda: unlocking)
    yield program
    if program.workplace is not None:
        with qtbot.waitSignal(program.ended, timeout=LONGEST):
            program.quit()
    program.entrance.close()
    program.files.shutdown()


@pytest.fixture
def walked(program: Program, tmp_path: Path, qtbot: QtBot) -> Session:
    """The session as the tour leaves it, still unlocked."""
    tour = Tour(program, tmp_path, tmp_path / "pictures")
    program.ready.connect(tour.start)
    with qtbot.waitSignal(tour.finished, timeout=LONGEST):
        program.start()
    assert tour.failed_at == ""
    assert program.workplace is not None
    return program.workplace.session


def test_a_message_becomes_a_case_that_a_letter_answers_and_an_enquiry_is_erased(
    walked: Session, tmp_path: Path
) -> None:
    [case] = walked.cases.ids(CaseFilter(statuses=frozenset()))
    seen = walked.cases.case(CaseId(case))
    assert seen.reference == "SAR-2026-0001"
    assert seen.details.received_on == date(2026, 11, 12)
    assert seen.deadline.due_on == date(2026, 12, 14)
    assert seen.deadline.state is ClockState.ANSWERED
    assert seen.facts.answered_on == date(2026, 11, 22)
    assert [event.title for event in seen.timeline if "sent" in event.title]

    [letter] = walked.letters.of_case(seen.id)
    assert letter.filed_at
    saved = (tmp_path / "pictures" / "letter.pdf").read_bytes()
    assert walked.casework.content(letter.document) == saved
    picture = QImage(str(tmp_path / "pictures" / "letter-page-1.png"))
    assert picture.pixelColor(3, 3).name(QColor.NameFormat.HexArgb) == "#ffffffff"
    words = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(saved))
    assert PERSON in words
    assert "Page 1 of 2" in words

    originals = [
        document for document in walked.casework.documents(seen.id) if document.media_type == "message/rfc822"
    ]
    assert len(originals) == 1

    assert [row.name for row in walked.contacts.rows(walked.contacts.ids(ContactFilter()))] == [PERSON]
    assert walked.search.find("Farouk") == []
    [disposal] = walked.retention.log()
    assert disposal.record_class == CaseKind.DEMO_ENQUIRY.value
    assert walked.today.health().broken_at is None

    kept = {path.stem.split("-", 1)[1] for path in (tmp_path / "pictures").glob("[0-9]*.png")}
    assert {"unlock", "today-empty", "message", "case", "letter", "retention", "search", "settings"} <= kept
