"""The main job without a display: first run, a message becomes a case, a letter answers it, an enquiry goes.

The same windows as ever, used by the names of their controls. Each step waits for what it needs to see, so
the tour is as fast as the program; a step that cannot be done ends it, and says which.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QTextEdit, QWidget

from kmss_dpo.support.clock import Clock
from kmss_dpo.ui.hands import NotThere, choose, click, is_there, named, type_into, within
from kmss_dpo.ui.letters.window import LetterWindow
from kmss_dpo.ui.workplace import Workplace

PASSPHRASE = "seven quiet otters paddle north"  # noqa: S105 - of a register that lasts as long as the tour
PERSON = "Siân Prydderch"
PATIENCE = 30_000
_EVERY = 20
_TICKS = 25
_SIZE = (1360, 850)
_ANSWERS = {
    "what is enclosed": "the messages that you sent to us and our answers",
    "name of the email hosting provider": "our email hosting provider",
    "whether the email": "It stays in the United Kingdom.",
    "confirm that no": "No decision about you was made by automated means alone.",
    "what was searched": "the mail server and the online support system, for your name, over six years",
}
Step = Callable[[], bool]


class Toured(Protocol):
    """The program as the tour sees it; the workplace is there while the register is unlocked."""

    clock: Clock
    files: Executor
    workplace: Workplace | None


class Tour(QObject):
    """Walks through the program; `finished` comes in the end, and `failed_at` names a step that failed.

    Where a demonstration is being opened it only looks around there.
    """

    finished = Signal()

    def __init__(self, program: Toured, folder: Path, pictures: Path, *, demonstration: bool = False) -> None:
        super().__init__()
        self._program = program
        self._folder = folder
        self._pictures = pictures
        self._steps = self._demonstration() if demonstration else self._walk()
        self._until: Step = lambda: True
        self._waited = 0
        self._number = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._go_on)
        self.failed_at = ""

    def start(self) -> None:
        """Set off."""
        self._pictures.mkdir(parents=True, exist_ok=True)
        self._timer.start()

    def _go_on(self) -> None:
        self._waited += _EVERY
        try:
            if self._until():
                self._waited = 0
                self._until = next(self._steps)
            elif self._waited > PATIENCE:
                self._end(f"after picture {self._number}: {within().windowTitle()}")
        except StopIteration:
            self._end("")
        except NotThere as missing:
            self._end(f"after picture {self._number}: {missing}")

    def _end(self, failed_at: str) -> None:
        self.failed_at = failed_at
        self._timer.stop()
        self.finished.emit()

    def _walk(self) -> Iterator[Step]:
        yield from self._first_run()
        yield from self._lock_and_unlock()
        yield from self._message("A copy of my personal data", PERSON, "Subject access", days_ago=10)
        yield from self._letter()
        yield from self._message("Request a demo", "Omar Farouk", "Demo request", days_ago=6)
        yield from self._close_enquiry()
        yield from self._dispose()
        yield from self._look_around()

    def _demonstration(self) -> Iterator[Step]:
        yield lambda: is_there("Not now")
        yield self._picture("reminder")
        click("Not now")
        self._work().window.resize(*_SIZE)
        yield from self._look_around()

    def _first_run(self) -> Iterator[Step]:
        yield lambda: is_there("Folder, required")
        type_into("Folder, required", str(self._folder / "register"))
        type_into("Your name, required", "Robin Hale")
        yield self._picture("first-run-where")
        click("Next")
        yield lambda: is_there("Passphrase, required")
        type_into("Passphrase, required", PASSPHRASE)
        type_into("The same again, required", PASSPHRASE)
        yield self._picture("first-run-passphrase")
        yield from _create()
        click("I have put it in a safe place")
        yield self._picture("first-run-recovery-kit")
        click("Next")
        yield lambda: is_there("Your email address, required")
        type_into("Your email address, required", "dpo@example.org")
        yield self._picture("first-run-organisation")
        click("Next")
        yield lambda: is_there("I approve these rules")
        click("I approve these rules")
        yield self._picture("first-run-retention")
        click("Next")
        yield lambda: is_there("Open it")
        click("Open it")
        yield lambda: is_there("Open a message file…")
        yield self._picture("today-empty")

    def _lock_and_unlock(self) -> Iterator[Step]:
        click("Lock")
        yield lambda: is_there("Passphrase")
        type_into("Passphrase", PASSPHRASE)
        yield self._picture("unlock")
        click("Unlock")
        yield lambda: is_there("Import…")
        self._work().window.resize(*_SIZE)

    def _message(self, subject: str, sender: str, kind: str, days_ago: int) -> Iterator[Step]:
        file = self._folder / "message.eml"
        file.write_bytes(_message(subject, sender, self._program.clock.now() - timedelta(days=days_ago)))
        self._work().incoming.take([file])
        yield lambda: is_there("What it asks for, required")
        choose("What it asks for, required", kind)
        yield self._picture("message")
        click("Open case")
        yield lambda: is_there("Log correspondence")
        yield self._picture("case")

    def _letter(self) -> Iterator[Step]:
        click("Write letter")
        yield lambda: bool(self._letters()) and self._letters()[0].page.isEnabled()
        window = self._letters()[0]
        choose("Template", "Subject access: response with copies (all or part)", window)
        yield lambda: window.page.isEnabled() and is_there("Contact form", window)
        click("Contact form", window)
        yield lambda: bool(_gap(window))
        yield lambda: _fill_gap(window)
        yield self._picture("letter", window)
        click("File and save PDF…", window)
        yield lambda: is_there("File and save PDF")
        choose("How it is sent", "By email")
        yield self._picture("letter-filing")
        click("File and save PDF")
        yield lambda: isinstance(QApplication.activeModalWidget(), QFileDialog)
        saved = (self._pictures / "letter.pdf").absolute()
        saved.unlink(missing_ok=True)
        within().findChildren(QLineEdit)[0].setText(str(saved))
        click("Save")
        yield lambda: saved.exists() and is_there("Print…", window)
        _keep_pages(saved)
        click("Close", window)
        yield lambda: not self._letters() and is_there("Close the case…")
        yield self._picture("case-answered")

    def _close_enquiry(self) -> Iterator[Step]:
        click("Close the case…")
        yield lambda: is_there("Outcome, required")
        choose("Outcome, required", "Dealt with")
        yield self._picture("closing")
        click("Close the case")
        yield lambda: QApplication.activeModalWidget() is None and is_there("Retention")

    def _dispose(self) -> Iterator[Step]:
        click("Retention")
        yield lambda: is_there("Select all")
        click("Select all")
        yield lambda: is_there("Erase 1 record…")
        yield self._picture("retention")
        click("Erase 1 record…")
        yield lambda: is_there("Erase 1 record")
        yield self._picture("retention-decision")
        click("Erase 1 record")
        yield lambda: not is_there("Select all")
        yield self._picture("retention-done")

    def _look_around(self) -> Iterator[Step]:
        for page in ("Today", "Requests", "Complaints", "Enquiries", "Contacts", "Retention", "Settings"):
            click(page)
            yield self._picture(page.lower())
        field = named("Search")
        QTest.keyClicks(field, "prydd")
        yield lambda: bool(self._work().results.model.rowCount())
        yield self._picture("search")

    def _work(self) -> Workplace:
        work = self._program.workplace
        if work is None:
            raise NotThere("the workplace")
        return work

    def _letters(self) -> list[LetterWindow]:
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, LetterWindow)]

    def _picture(self, name: str, window: QWidget | None = None) -> Step:
        """Wait until every lane has come to its end and the answers were painted, then keep a picture."""
        self._number += 1
        file = self._pictures / f"{self._number:02d}-{name}.png"
        lanes = self._lanes()
        asked = [lane.submit(bool) for lane in lanes]
        ticks = iter(range(_TICKS))

        def take() -> bool:
            if not all(each.done() for each in asked) or next(ticks, None) is not None:
                return False
            (window or within()).grab().save(str(file))
            return True

        return take

    def _lanes(self) -> list[Executor]:
        work = self._program.workplace
        return [work.session.reading, work.session.writing] if work else [self._program.files]


def _keep_pages(letter: Path) -> None:
    document = QPdfDocument()
    document.load(str(letter))
    for number in range(document.pageCount()):
        size = (document.pagePointSize(number) * 1.5).toSize()
        page = QImage(size, QImage.Format.Format_RGB32)
        page.fill(Qt.GlobalColor.white)  # what Qt draws of a page lies on nothing
        painter = QPainter(page)
        painter.drawImage(0, 0, document.render(number, size))
        painter.end()
        page.save(str(letter.with_name(f"letter-page-{number + 1}.png")))
    document.close()


def _create() -> Iterator[Step]:
    """Press until it is taken: the strength of the passphrase is weighed meanwhile."""

    def made() -> bool:
        if is_there("Create the register"):
            click("Create the register")
        return is_there("I have put it in a safe place")

    yield made


def _gap(window: LetterWindow) -> str:
    """Go to the next gap: what it asks for, empty where there is none."""
    QTest.keyClick(window.page, Qt.Key.Key_F8)
    box = window.focusWidget()
    selected = box.textCursor().selectedText() if isinstance(box, QTextEdit) else ""
    return selected if "«" in selected else ""


def _fill_gap(window: LetterWindow) -> bool:
    """Fill the next gap; true when there is none left."""
    gap = _gap(window)
    if not gap:
        return True
    answer = next((text for start, text in _ANSWERS.items() if start in gap), "as you know")
    QTest.keyClicks(window.focusWidget(), answer)
    return False


def _message(subject: str, sender: str, at: datetime) -> bytes:
    message = EmailMessage()
    message["From"] = f"{sender} <{sender.rsplit(maxsplit=1)[-1].lower()}@example.org>"
    message["To"] = "dpo@example.org"
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message.set_content(f"{subject}, please.\n\n{sender}\n")
    return message.as_bytes()
