"""Every right and the complaint at the windows: from receipt along its way to a letter that left."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit
from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.domain.case_views import CaseView, EventKind
from kmss_dpo.domain.cases import KINDS, CaseKind, Outcome, Status, family_of
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.cases.words import kind_words, outcome_words
from kmss_dpo.ui.hands import choose, click, is_there, type_into
from kmss_dpo.ui.letters.window import LetterWindow
from kmss_dpo.ui.workplace import Workplace
from tests.journeys.conftest import PATIENCE
from tests.journeys.walking import commit

PERSON = "Amal Haddad"
FRAME = 3
"""The boxes of a letter beside its text: the subject, the salutation and the close."""


@dataclass(frozen=True)
class Way:
    """How one kind of case is walked: what is noted at each stage, and how it ends."""

    kind: CaseKind
    outcome: Outcome = Outcome.ANSWERED
    noted: dict[str, tuple[tuple[str, dict[str, str], str], ...]] = field(default_factory=dict)
    """By stage: for each entry the button that begins it, what is typed, the button that keeps it."""


PLACE = (
    "Add a place…",
    {"Place, required": "Mail server", "What was found": "Eleven messages"},
    "Add the place",
)
TOLD = (
    "Add a recipient…",
    {"Recipient, required": "Mailing Ltd", "Why they were not told": "It was wound up"},
)
RECIPIENT = (*TOLD, "Add the recipient")
ROUTING = (
    "Decide what it is…",
    {
        "Provision, ground or route, required": "Data protection complaint",
        "Reasoning, required": "It is about how personal data was handled.",
    },
    "Add the decision",
)
ISSUE = (
    "Add an issue…",
    {
        "What is complained about, required": "My letter went to a stranger",
        "Finding": "Upheld",
        "Reasons of the finding": "It was put in the wrong envelope.",
    },
    "Add the issue",
)
ACTION = (
    "Add an action…",
    {
        "What is to be done, required": "Window envelopes only",
        "Done on": "22 Nov 2026",
        "By, required": "22 Nov 2026",
    },
    "Add the action",
)
WAYS = (
    Way(CaseKind.ACCESS, noted={"search": (PLACE,)}),
    Way(CaseKind.RECTIFICATION, noted={"recipients": (RECIPIENT,)}),
    Way(CaseKind.ERASURE, noted={"recipients": (RECIPIENT,)}),
    Way(CaseKind.RESTRICTION, noted={"recipients": (RECIPIENT,)}),
    Way(CaseKind.NOTIFICATION, noted={"recipients": (RECIPIENT,)}),
    Way(CaseKind.PORTABILITY, noted={"search": (PLACE,)}),
    Way(CaseKind.OBJECTION),
    Way(CaseKind.MARKETING_OBJECTION),
    Way(CaseKind.AUTOMATED_DECISION),
    Way(CaseKind.CONSENT_WITHDRAWAL),
    Way(
        CaseKind.COMPLAINT,
        Outcome.UPHELD,
        {"route": (ROUTING,), "investigate": (ISSUE, ACTION)},
    ),
    Way(CaseKind.REGULATOR, Outcome.NO_ACTION),
)


class Walk:
    """One officer at one window."""

    def __init__(self, program: Program, workplace: Workplace, qtbot: QtBot) -> None:
        self._work = workplace
        self._runner = program.runner
        self._qtbot = qtbot
        self.page: CasesPage

    def until(self, happened: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(happened, timeout=PATIENCE)

    @property
    def view(self) -> CaseView:
        view = self.page.detail.view
        assert view
        return view

    def receive(self, kind: CaseKind) -> None:
        """Write it down as it came in: by email, today, from somebody new."""
        self.page = self._work.page(family_of(kind).value)
        self.page.new_case()
        self.until(lambda: is_there("How it arrived, required"))
        choose("What is asked for, required", kind_words(kind))
        choose("How it arrived, required", "Email")
        type_into("Received by the company, required", "22 Nov 2026")
        click("New contact…")
        type_into("Who asks: name of the new contact", PERSON)
        type_into("Who asks: email or phone of the new contact", "amal@example.org")
        type_into("What it is about", "Please do what the law gives me")
        click("Open the case")
        self.until(lambda: QApplication.activeModalWidget() is None)
        self.until(lambda: self.page.detail.view is not None)
        assert self.view.details.kind is kind

    def note(self, begin: str, typed: dict[str, str], keep: str) -> None:
        """Write one record down on its sheet."""
        click(begin)
        self.until(lambda: is_there(keep))
        for name, words in typed.items():
            try:
                choose(name, words)
            except LookupError:
                type_into(name, words)
        before = self.view
        click(keep)
        self.until(lambda: QApplication.activeModalWidget() is None and self.page.detail.view is not before)

    def go_on(self) -> None:
        """Press the button that goes on to the next stage."""
        before = self.view.stage.code
        [words] = [each for each in _go_ons(self.page) if each]
        click(words)
        self.until(lambda: self.view.stage.code != before)

    def write(self) -> None:
        """Write the letter of the next step, fill its gaps, file it as sent by email today."""
        before = self.view
        click(self.page.detail.why._button.text().replace("&", ""))
        self.until(lambda: bool(_letters()) and is_there("File…", _letters()[0]))
        window = _letters()[0]
        self.until(lambda: _fill_gap(window))
        click("File…", window)
        self.until(lambda: is_there("How it is sent"))
        choose("How it is sent", "By email")
        if is_there("You promise to write again by"):
            type_into("You promise to write again by", "4 Dec 2026")
        click("File")
        self.until(lambda: not _letters() and self.view.version > before.version)

    def close(self, outcome: Outcome) -> None:
        """Close the case."""
        click("Close the case…")
        self.until(lambda: is_there("Outcome, required"))
        choose("Outcome, required", outcome_words(outcome))
        click("Close the case")
        self.until(lambda: self.view.status is Status.CLOSED)


def _letters() -> list[LetterWindow]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, LetterWindow)]


def _go_ons(page: CasesPage) -> list[str]:
    button = page.detail.why._go_on
    return [button.text().replace("&", "") if button.isVisible() else ""]


def _fill_gap(window: LetterWindow) -> bool:
    """Go to the next gap and fill it; true once there is none."""
    boxes = [box for box in window.findChildren(QTextEdit) if box.isVisible() and not box.isReadOnly()]
    said = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    if len(boxes) > FRAME and not any("put right before filing" in words for words in said):
        return True
    QTest.keyClick(window.page, Qt.Key.Key_F8)
    box = window.focusWidget()
    if isinstance(box, QTextEdit) and "«" in box.textCursor().selectedText():
        commit(box, "as you know")
    return False


@pytest.fixture
def walk(program: Program, workplace: Workplace, qtbot: QtBot) -> Walk:
    workplace.session.settings.settle(
        Organisation(officer_name="Robin Hale", officer_email="dpo@kmss.example"), Regulator()
    )
    workplace.window.resize(1360, 850)
    return Walk(program, workplace, qtbot)


@pytest.mark.parametrize("way", WAYS, ids=[each.kind.value for each in WAYS])
def test_it_is_walked_from_receipt_to_a_letter_that_left_and_a_closed_case(walk: Walk, way: Way) -> None:
    walk.receive(way.kind)
    while walk.view.stage.code != "answer":
        stage = walk.view.stage
        if stage.until:
            walk.write()
            continue
        entries = way.noted.get(stage.code, ())
        if entries and entries[0][0] != "Decide what it is…":
            click(walk.page.detail.why._button.text().replace("&", ""))
        for entry in entries:
            walk.note(*entry)
        walk.go_on()
    walk.write()
    assert walk.view.facts.answered_on == walk._work.session.day()
    while walk.view.stage.code not in {"close", "result"}:
        walk.go_on()
    walk.close(way.outcome)
    view = walk.view
    assert view.closing
    assert view.closing.outcome is way.outcome
    sent = [event for event in view.timeline if event.kind is EventKind.LETTER]
    assert len(sent) == (2 if way.kind is CaseKind.COMPLAINT else 1)
    assert KINDS[way.kind].prefix in view.reference
