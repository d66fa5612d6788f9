"""One officer at the windows: receives a case, notes the work, writes the letter, closes the case."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit
from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import CaseKind, Outcome, Status, family_of
from kmss_dpo.ui.cases.page import CasesPage
from kmss_dpo.ui.cases.words import kind_words, outcome_words
from kmss_dpo.ui.hands import choose, click, is_there, type_into
from kmss_dpo.ui.letters.window import LetterWindow
from kmss_dpo.ui.workplace import Workplace
from tests.journeys.walking import commit

PATIENCE = 60_000
PERSON = "Amal Haddad"
FRAME = 3
"""The boxes of a letter beside its text: the subject, the salutation and the close."""


Entry = tuple[str, dict[str, str], str]
"""The button that begins a record, what is typed into its sheet, and the button that keeps it."""
PLACE = (
    "Add a place…",
    {"Place, required": "Mail server", "What was found": "Eleven messages"},
    "Add the place",
)
GIVEN_TO = ("Add a recipient…", {"Recipient, required": "Mailing Ltd"}, "Add the recipient")
TOLD = (
    "Add a recipient…",
    {"Recipient, required": "Mailing Ltd", "Why they were not told": "It was wound up"},
)
RECIPIENT = (*TOLD, "Add the recipient")
WITHHELD = (
    "Add a decision…",
    {
        "What is decided, required": "Exemption",
        "Provision, ground or route, required": "Sch 2 para 19, legal professional privilege",
        "What it concerns": "two emails of 3 May 2026",
        "Reasoning, required": "They ask our solicitors for advice and hold their answer.",
    },
    "Add the decision",
)
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


class Officer:
    """One officer at one window, whose `session` is there to look behind it."""

    def __init__(self, program: Program, workplace: Workplace, qtbot: QtBot) -> None:
        self._work = workplace
        self.session = workplace.session
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

    def receive(self, kind: CaseKind, customer: str = "") -> None:
        """Write it down as it came in: by email, today, from somebody new, meant for a customer or not."""
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
        if customer:
            click("It is meant for a customer: the company only processes the data")
            type_into("Customer", customer)
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
        read: list[bool] = []
        self.page.detail.loaded.connect(lambda: read.append(True))
        click(keep)
        self.until(lambda: QApplication.activeModalWidget() is None and bool(read))

    def go_on(self) -> None:
        """Press the button that goes on to the next stage."""
        before = self.view.stage.code
        [words] = [each for each in _go_ons(self.page) if each]
        click(words)
        self.until(lambda: self.view.stage.code != before)

    def begin_next_step(self) -> None:
        """Press the button of the next step."""
        click(self.page.detail.why._button.text().replace("&", ""))

    def write(self) -> None:
        """Write the letter of the next step, fill its gaps, file it as sent by email today."""
        before = self.view
        self.begin_next_step()
        window = self.letter_window()
        self.fill_gaps(window, lambda _gap: "as you know")
        self.file(window, "By email")
        self.until(lambda: self.view.version > before.version)

    def letter_window(self) -> LetterWindow:
        """The window of the letter that was begun, once it can be typed in."""
        self.until(lambda: bool(_letters()) and is_there("File…", _letters()[0]))
        return _letters()[0]

    def fill_gaps(self, window: LetterWindow, words: Callable[[str], str]) -> None:
        """Go from gap to gap and type what `words` makes of each, until nothing is to be put right."""
        self.until(lambda: _fill_gap(window, words))

    def file(self, window: LetterWindow, way: str) -> None:
        """File the letter, sent today in that way; what is promised in it is promised for 4 December."""
        click("File…", window)
        self.until(lambda: is_there("How it is sent"))
        choose("How it is sent", way)
        if is_there("You promise to write again by"):
            type_into("You promise to write again by", "4 Dec 2026")
        click("File")
        self.until(lambda: not _letters())

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


def _fill_gap(window: LetterWindow, words: Callable[[str], str]) -> bool:
    """Go to the next gap and fill it; true once there is none."""
    boxes = [box for box in window.findChildren(QTextEdit) if box.isVisible() and not box.isReadOnly()]
    said = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    if len(boxes) > FRAME and not any("put right before filing" in each for each in said):
        return True
    QTest.keyClick(window.page, Qt.Key.Key_F8)
    box = window.focusWidget()
    if isinstance(box, QTextEdit) and "«" in (gap := box.textCursor().selectedText()):
        commit(box, words(gap.strip("«»")))
    return False
