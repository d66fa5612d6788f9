"""Marker words, the files that hold them, and the hands that write them into every field in sight."""

from collections.abc import Callable, Iterator
from email.message import EmailMessage
from itertools import count
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from kmss_dpo.ui.hands import choose, click, is_there, named, within
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.letters.window import LetterWindow
from tests.journeys.walking import Step, commit

MARKER = "qzvexmark"
ACCENTED = "qzvéxmârk"
SECRET = "wkjupasszq"
PASSPHRASE = f"seven {SECRET} otters paddle north"
FILES = "files"
EXPORTS = "exports"
MESSAGES = ("document", "left", "access", "demo")
BROKEN = "broken"
NUMBERS = count(1)


def marked() -> str:
    """Words that are in nothing else."""
    number = next(NUMBERS)
    return f"{MARKER}{number} {ACCENTED}{number}"


def message_file(files: Path, name: str) -> Path:
    """Where a message lies: folder and file name are markers."""
    return files / f"{MARKER} {ACCENTED}" / f"{MARKER} {name}.eml"


def write_messages(files: Path) -> None:
    """Messages with markers everywhere, and one file that is none."""
    for name in MESSAGES:
        made = EmailMessage()
        made["From"] = f"{marked()} <{MARKER}{name}@{MARKER}.example>"
        made["To"] = "dpo@example.org"
        made["Subject"] = marked()
        made["Date"] = "Mon, 16 Nov 2026 10:00:00 +0000"
        made["Message-ID"] = f"<{MARKER}@{MARKER}.example>"
        made.set_content(f"Please. {marked()}\n")
        made.add_attachment(marked().encode(), "application", "octet-stream", filename=f"{marked()}.bin")
        file = message_file(files, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(made.as_bytes())
    message_file(files, BROKEN).write_bytes(marked().encode("utf-16"))


def settled() -> bool:
    """Whether no dialog is open."""
    return QApplication.activeModalWidget() is None


def says(words: str) -> bool:
    """Whether the window in front says so."""
    return any(words in each.text() for each in within().findChildren(type(label(""))) if each.isVisible())


def letter_windows() -> list[LetterWindow]:
    """Those that are open."""
    return [
        each for each in QApplication.topLevelWidgets() if isinstance(each, LetterWindow) and each.isVisible()
    ]


def edits(root: QWidget | None = None) -> list[QWidget]:
    """Every field in sight that takes words; days are set on their own."""
    kinds = (QLineEdit, QPlainTextEdit, QTextEdit)
    return [
        each
        for each in (root or within()).findChildren(QWidget)
        if isinstance(each, kinds)
        and each.isVisible()
        and each.isEnabled()
        and not each.isReadOnly()
        and not isinstance(each.parent(), DateField)
    ]


def write(field: QWidget) -> None:
    """Type a marker and let an input method add the other."""
    plain, accented = marked().split()
    QTest.keyClicks(field, f"{plain} ")
    commit(field, accented)


def fill(but: tuple[str, ...] = ()) -> None:
    """Write into every field of the form in front, but not into the window's own search field."""
    for field in edits():
        name = field.accessibleName()
        if name != "Search" and not name.startswith(("Filter", "Find", *but)):
            write(field)


def set_day(name: str, day: str) -> None:
    """Type a day."""
    field = next(each for each in within().findChildren(DateField) if each.accessibleName() == name)
    line = field.findChildren(QLineEdit)[0]
    line.selectAll()
    QTest.keyClicks(line, day)


def choose_file(file: Path) -> Iterator[Step]:
    """Name a file in the dialog that asks for one."""
    yield lambda: isinstance(within(), QFileDialog)
    within().findChildren(QLineEdit)[0].setText(str(file))
    click("Open")
    yield lambda: not isinstance(within(), QFileDialog)


def fill_gaps(window: LetterWindow) -> bool:
    """Fill the next gap of a letter; true when there is none left."""
    QTest.keyClick(window.page, Qt.Key.Key_F8)
    box = window.focusWidget()
    gap = box.textCursor().selectedText() if isinstance(box, QTextEdit) else ""
    if "«" not in gap:
        return True
    write(box)
    return False


def why() -> str:
    """How the date of the case in sight was worked out."""
    return next(
        each.toPlainText()
        for each in within().findChildren(QTextEdit)
        if each.isVisible() and each.accessibleName() == "How the date was worked out"
    )


def use_the_clock(menu: Callable[[str, str], Iterator[Step]]) -> Iterator[Step]:
    """An extension is recorded, corrected with a reason, and changed once more and thrown away."""
    yield from menu("Clock, opens a menu", "Extend the time to answer…")
    yield lambda: is_there("Record the extension")
    choose("Ground, required", "Complexity of the request")
    fill()
    yield lambda: is_there("Write the letter now")
    click("Write the letter now")
    click("Record the extension")
    yield settled
    yield lambda: "Extended once" in why()
    for decide in ("Save these facts", "Cancel"):
        yield from menu("Clock, opens a menu", "Correct the clock facts…")
        yield lambda: is_there("Save these facts")
        fill()
        yield lambda: is_there("Why it is corrected, required")
        write(named("Why it is corrected, required"))
        click(decide)
        if decide == "Cancel":
            yield lambda: is_there("Throw away")
            click("Throw away")
        yield settled
        yield lambda: "Corrected on" in why()
