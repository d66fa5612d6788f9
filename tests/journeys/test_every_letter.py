"""Every letter there is, written at the windows on a case that asks for it, filed, and read as a PDF.

With LETTERS_INTO=FOLDER the pages are left there, to be looked at.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QTextEdit

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import ClockEvent, Happening
from kmss_dpo.domain.correspondence import Mark
from kmss_dpo.domain.letters import Template
from kmss_dpo.letters.wording import templates
from kmss_dpo.ui.cases.tabs import Part
from kmss_dpo.ui.hands import choose, click, is_there, named, type_into
from kmss_dpo.ui.letters.window import LetterWindow
from tests.journeys.at_the_windows import (
    ACTION,
    GIVEN_TO,
    ISSUE,
    PERSON,
    PLACE,
    RECIPIENT,
    WITHHELD,
    Entry,
    Officer,
)
from tests.journeys.gap_answers import ANSWERS
from tests.journeys.walking import commit
from tests.letters.conftest import Paper
from tests.letters.test_readable import findings

ADDRESS = ("12 Mill Lane", "Exampleton", "EX1 2AB")
LETTERS = [each for each in templates() if each.case_kinds]
COPY = "access_response"
ACTIVITY = "Contact form"
LEARNT = (Part.ISSUES, ISSUE), (Part.ISSUES, ACTION)
WORK: dict[str, tuple[tuple[Part, Entry], ...]] = {
    COPY: ((Part.SEARCH, PLACE), (Part.DECISIONS, WITHHELD), (Part.DECISIONS, GIVEN_TO)),
    "complaint_acknowledgement": LEARNT[:1],
    "complaint_outcome": LEARNT,
    "erased": ((Part.DECISIONS, RECIPIENT),),
    "recipients_named": ((Part.DECISIONS, RECIPIENT),),
    "rectified": ((Part.DECISIONS, RECIPIENT),),
    "restricted": ((Part.DECISIONS, RECIPIENT),),
    "nothing_held": ((Part.SEARCH, PLACE),),
}
"""What is noted on the case before its letter is begun."""


def extend(officer: Officer) -> None:
    """Take two months more, and write the letter at once."""
    officer.page.detail.case_actions.record(ClockEvent(Happening.EXTENDED))
    officer.until(lambda: is_there("Reasons given in the notice, required"))
    choose("Ground, required", "Complexity of the request")
    type_into("Reasons given in the notice, required", "Your data lies in four systems.")
    click("Record the extension")


def enclose(officer: Officer, file: Path) -> None:
    """Put a document on the case and mark it as one that goes to the person."""
    detail = officer.page.detail
    file.write_text("name,since\nAmal Haddad,2019\n")
    detail.tabs.turn_to(Part.DOCUMENTS)
    detail.case_actions.files.add(officer.view.id, [file])
    chosen = detail.documents.table.chosen_documents
    officer.until(lambda: bool(chosen()))
    detail.documents._mark(Mark.DISCLOSE)
    officer.until(lambda: [each.mark for each in chosen()] == [Mark.DISCLOSE])


BEGUN: dict[str, Callable[[Officer], None]] = {"extension": extend}


@pytest.mark.parametrize("wording", LETTERS, ids=[each.code for each in LETTERS])
def test_a_letter_is_written_at_the_windows_and_can_be_read_by_everyone(
    officer: Officer, wording: Template, tmp_path: Path
) -> None:
    kind = min(wording.case_kinds, key=list(CaseKind).index)
    officer.receive(kind, customer="Cyngor Sir Enghraifft" if wording.for_customer else "")
    for part, entry in WORK.get(wording.code, ()):
        officer.page.detail.tabs.turn_to(part)
        officer.note(*entry)
    if wording.code == COPY:
        enclose(officer, tmp_path / "profile.csv")
    pdf = written(officer, wording)
    if into := os.environ.get("LETTERS_INTO"):
        Path(into, f"{wording.code}.pdf").write_bytes(pdf)
    assert findings(pdf) == []
    words = " ".join(Paper(pdf).words())
    assert "«" not in words
    assert PERSON in words
    assert officer.view.reference in words


def written(officer: Officer, wording: Template) -> bytes:
    """Begin the letter, fill it, file it as sent by post; the pages that are kept."""
    BEGUN.get(wording.code, lambda _officer: click("Write letter"))(officer)
    window = officer.letter_window()
    take_template(officer, window, wording)
    if wording.nature.goes_outside:
        type_into("To", "Mailing Ltd", window)
    commit(named("Address", window), "\n".join(ADDRESS))
    if wording.code == COPY:
        click(ACTIVITY, window)
        officer.until(lambda: "«purposes»" not in "".join(box.toPlainText() for box in boxes(window)))
    officer.fill_gaps(window, ANSWERS.__getitem__)
    officer.file(window, "By post")
    officer.until(lambda: QApplication.activeModalWidget() is None)
    [row] = officer.session.letters.of_case(officer.view.id)
    assert row.document
    return officer.session.casework.content(row.document)


def boxes(window: LetterWindow) -> list[QTextEdit]:
    """What the text of the letter stands in."""
    return window.findChildren(QTextEdit)


def take_template(officer: Officer, window: LetterWindow, wording: Template) -> None:
    """Choose the letter from the list, unless it is begun with it."""
    shown = named("Template", window)
    if shown.currentText() != wording.title:
        choose("Template", wording.title, window)
        officer.until(lambda: shown.currentText() == wording.title and is_there("File…", window))
