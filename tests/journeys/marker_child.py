"""A day of the officer's in which everything typed, opened and searched holds a marker word."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QTextEdit

from kmss_dpo.app import Program
from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.contacts import ContactFilter
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.ui.cases.words import kind_words
from kmss_dpo.ui.hands import choose, click, is_there, named, type_into, within
from kmss_dpo.ui.letters.window import LetterWindow
from kmss_dpo.ui.workplace import Workplace
from tests.disks import full_disk
from tests.journeys.marking import (
    ACCENTED,
    BROKEN,
    EXPORTS,
    FILES,
    MARKER,
    NUMBERS,
    PASSPHRASE,
    choose_file,
    edits,
    fill,
    fill_gaps,
    letter_windows,
    marked,
    message_file,
    says,
    set_day,
    settled,
    use_the_clock,
    write,
)
from tests.journeys.marking_casework import casework, half_written
from tests.journeys.marking_desk import quick_notes
from tests.journeys.marking_documents import documents, trigger
from tests.journeys.marking_holds import holds
from tests.journeys.marking_lists import searching, several
from tests.journeys.marking_schedule import schedule
from tests.journeys.walking import Outside, Step, live


class Day:
    """What is done, part after part; each part is a walk of steps."""

    def __init__(self, folder: Path, program: Program, outside: Outside) -> None:
        self._files, self._exports = folder / FILES, folder / EXPORTS
        self._program, self._outside = program, outside
        self._copied = 0
        clipboard = QGuiApplication.clipboard()
        clipboard.dataChanged.connect(self._count)

    def _count(self) -> None:
        self._copied += 1

    def walk(self) -> Iterator[Step]:
        """Everything."""
        self._outside.tell(str(os.getpid()))
        for part in (
            self.first_run,
            self.contacts,
            self.cases,
            self.correspondence,
            self.documents,
            self.casework,
            self.holds,
            self.quick_notes,
            self.messages,
            self.letters,
            self.searching,
            self.several,
            self.retention,
            self.schedule,
            self.failing,
            self.locking,
        ):
            self._outside.tell(f"part {part.__name__}")
            yield from part()
        self._outside.tell(f"clipboard {self._copied}")
        click("Contacts")
        yield lambda: is_there("New contact")
        click("New contact")
        yield lambda: is_there("Name, required")
        fill()
        self._outside.show("kill")

    def first_run(self) -> Iterator[Step]:
        yield lambda: is_there("Folder, required")
        type_into("Your name, required", marked().replace(ACCENTED, "Zq"))
        click("Next")
        yield lambda: is_there("Passphrase, required")
        type_into("Passphrase, required", PASSPHRASE)
        type_into("The same again, required", PASSPHRASE)

        def made() -> bool:
            if is_there("Create the register"):
                click("Create the register")
            return is_there("I have put it in a safe place")

        yield made
        click("I have put it in a safe place")
        click("Next")
        yield lambda: is_there("Your email address, required")
        fill()
        type_into("Your email address, required", f"{MARKER}@{MARKER}.example")
        click("Next")
        yield lambda: is_there("I approve these rules")
        click("I approve these rules")
        click("Next")
        yield lambda: is_there("Open it")
        click("Open it")
        yield lambda: is_there("Open a message file…")

    def contacts(self) -> Iterator[Step]:
        """One is left unsaved, one refused, one kept, one changed under the form."""
        click("Contacts")
        yield lambda: is_there("New contact")
        click("New contact")
        yield lambda: is_there("Name, required")
        fill()
        click("Cancel")
        yield lambda: is_there("Leave without saving")
        click("Leave without saving")
        yield lambda: is_there("New contact")
        click("New contact")
        yield lambda: is_there("Name, required")
        fill()
        type_into("Email address", f"no address {MARKER}")
        click("Add contact")
        yield lambda: bool(named("Email address"))
        type_into("Email address", f"{MARKER}@{MARKER}.example")
        click("Add contact")
        yield lambda: is_there("Edit")
        click("Edit")
        yield lambda: is_there("Name, required")
        self._change_under_the_form()
        fill()
        type_into("Email address", f"{MARKER}2@{MARKER}.example")
        click("Save contact")
        yield lambda: says("changed")
        click("Save contact")
        yield lambda: is_there("Edit")

    def _change_under_the_form(self) -> None:
        contacts = self._work().session.contacts
        known = contacts.contact(ContactId(contacts.ids(ContactFilter())[0]))
        contacts.change(known.id, known.version, replace(known.details, notes=marked()))

    def cases(self) -> Iterator[Step]:
        """One is thrown away, one voided, one kept."""
        yield from self._new_case("Throw away")
        yield from self._new_case("Open the case")
        yield from self._menu("More, opens a menu", "Void…")
        yield lambda: is_there("Void the case")
        click("Void the case")
        fill()
        click("Void the case")
        yield settled
        yield from self._new_case("Open the case")

    def _new_case(self, decide: str) -> Iterator[Step]:
        """Filled in and thrown away; or refused for its day, and then kept."""
        click("Requests")
        before = self._shown()
        yield from self._menu("New ▾", "New case…")
        yield lambda: is_there("What is asked for, required")
        choose("What is asked for, required", kind_words(CaseKind.ACCESS))
        choose("How it arrived, required", "Post")
        click("New contact…")
        click("It is about someone else: an agent, a parent or a carer asks")
        click("It is meant for a customer: the company only processes the data")
        yield lambda: is_there("Customer")
        click("New contact…")
        click("New contact…")
        fill()
        if decide == "Throw away":
            click("Cancel")
            yield lambda: is_there("Throw away")
            click("Throw away")
            yield settled
            return
        click("It is meant for a customer: the company only processes the data")
        set_day("Received by the company, required", "28 Nov 2026")
        click(decide)
        yield lambda: says("future")
        set_day("Received by the company, required", "20 Nov 2026")
        for field in (each for each in edits() if "email" in each.accessibleName()):
            type_into(field.accessibleName(), f"{MARKER}{next(NUMBERS)}@{MARKER}.example")
        click(decide)
        yield lambda: settled() and self._shown() != before and is_there("Log correspondence")

    def _shown(self) -> int:
        """The request that is shown; 0 for none."""
        view = self._work().window.page("requests").detail.view
        return view.id if view else 0

    def correspondence(self) -> Iterator[Step]:
        """Correspondence, a note, the clock, on the case that is left: the other one was voided."""
        click("Requests")
        yield lambda: is_there("Write letter") and says("SAR-2026-0002")
        click("Log correspondence")
        yield lambda: is_there("Log it")
        fill()
        choose("Direction", "Received")
        choose("Channel, required", "Phone")
        set_day("Day, required", "21 Nov 2026")
        click("Log it")
        yield settled
        for entry, decide in (("Add note…", "Cancel"), ("Add note…", "Add the note")):
            yield from self._menu("More, opens a menu", entry)
            yield lambda: is_there("Add the note")
            fill()
            click(decide)
            if decide == "Cancel":
                yield lambda: is_there("Throw away")
                click("Throw away")
            yield settled
        yield from use_the_clock(self._menu)
        yield from self._menu("More, opens a menu", "Edit details…")
        yield lambda: is_there("Save the details")
        type_into("What it is about", MARKER)
        click("Save the details")
        yield settled

    def documents(self) -> Iterator[Step]:
        """A file whose name, folder and content are markers is kept and worked with."""
        yield from documents(message_file(self._files, "document"), self._work)

    def casework(self) -> Iterator[Step]:
        """What is noted on the cases."""
        yield from casework(self._work())

    def holds(self) -> Iterator[Step]:
        """One is placed and released, each for a reason."""
        yield from holds(self._work())

    def messages(self) -> Iterator[Step]:
        """One is no message, one is closed again, two become cases."""
        for name, kind in (
            (BROKEN, ""),
            ("left", ""),
            ("access", "Subject access"),
            ("demo", "Demo request"),
        ):
            click("Today")
            yield lambda: is_there("Import…")
            click("Import…")
            yield from choose_file(message_file(self._files, name))
            yield lambda: is_there("What it asks for, required") or is_there("Close")
            if not kind:
                click("Close" if is_there("Close") else "Cancel")
                yield settled
                continue
            fill(but=("Email",))
            choose("What it asks for, required", kind)
            click("Open case")
            yield lambda: settled() and is_there("Log correspondence")
        click("Enquiries")
        yield lambda: is_there("Close the case…")
        click("Close the case…")
        yield lambda: is_there("Outcome, required")
        choose("Outcome, required", "Dealt with")
        fill()
        click("Close the case")
        yield settled

    def letters(self) -> Iterator[Step]:
        """One is filed and saved as PDF."""
        yield from self._begin_letter()
        window = letter_windows()[0]
        yield lambda: is_there("File and save PDF…", window)
        click("File and save PDF…", window)
        yield lambda: is_there("File and save PDF")
        choose("How it is sent", "By email")
        click("File and save PDF")
        yield lambda: isinstance(within(), QFileDialog)
        saved = self._exports / "letter.pdf"
        within().findChildren(QLineEdit)[0].setText(str(saved))
        click("Save")
        yield lambda: saved.exists() and is_there("Print…", window)
        click("Close", window)
        yield lambda: not letter_windows() and is_there("Write letter")

    def _begin_letter(self) -> Iterator[Step]:
        click("Requests")
        yield lambda: is_there("Write letter")
        click("Write letter")
        yield lambda: bool(letter_windows()) and letter_windows()[0].page.isEnabled()
        yield partial(fill_gaps, letter_windows()[0])
        self._write_into(letter_windows()[0])

    def _write_into(self, window: LetterWindow) -> None:
        boxes = [
            each for each in window.findChildren(QTextEdit) if each.isVisible() and not each.isReadOnly()
        ]
        for box in boxes:
            box.moveCursor(box.textCursor().MoveOperation.End)
            write(box)

    def quick_notes(self) -> Iterator[Step]:
        """Calls that are taken down."""
        yield from quick_notes(self._work())

    def several(self) -> Iterator[Step]:
        """Many cases at once."""
        yield from several()

    def searching(self) -> Iterator[Step]:
        """In the window's field and in the filters of the lists."""
        yield from searching(self._work())

    def retention(self) -> Iterator[Step]:
        """A closed enquiry is kept longer, for a reason."""
        click("Retention")
        yield lambda: is_there("Select all")
        click("Select all")
        yield lambda: is_there("Keep until…")
        click("Keep until…")
        yield lambda: is_there("Reason, required")
        fill()
        set_day("Keep until, required", "20 Dec 2027")
        click("Keep 1 record")
        yield settled

    def schedule(self) -> Iterator[Step]:
        """A rule says things with markers in them, and is put in force."""
        yield from schedule(self._work())

    def failing(self) -> Iterator[Step]:
        """A disk that takes no more, and defects of our own with a marker in their words."""
        click("Contacts")
        yield lambda: is_there("New contact")
        click("New contact")
        yield lambda: is_there("Name, required")
        fill()
        type_into("Email address", f"{MARKER}3@{MARKER}.example")
        with full_disk(4096):
            click("Add contact")
            yield lambda: says("nothing was saved")
        click("Add contact")
        yield lambda: is_there("Edit")
        work = self._work()
        runner, lane = self._program.runner, work.session.reading
        runner.run(work, lane, partial(fail, marked()), lambda _: None)
        yield lambda: says("our mistake")
        QTimer.singleShot(0, work, partial(fail, marked()))
        gone = iter(range(20))
        yield lambda: next(gone, None) is None

    def locking(self) -> Iterator[Step]:
        """Over a letter and a record half written; a wrong passphrase with a marker, then the right one."""
        yield from self._begin_letter()
        yield from half_written(self._work())
        yield lambda: self._program.workplace is None and is_there("Passphrase")
        type_into("Passphrase", MARKER)
        click("Unlock")
        yield lambda: is_there("Passphrase") and not named("Passphrase").length()
        type_into("Passphrase", PASSPHRASE)
        click("Unlock")
        yield lambda: is_there("Import…") or is_there("Later today")
        if is_there("Later today"):
            click("Later today")
        yield settled

    def _menu(self, name: str, entry: str) -> Iterator[Step]:
        trigger(name, entry)
        yield lambda: QApplication.activeModalWidget() is not None

    def _work(self) -> Workplace:
        assert self._program.workplace is not None
        return self._program.workplace


def fail(words: str) -> None:
    """A defect."""
    raise RuntimeError(words)


if __name__ == "__main__":
    live(None, lambda program, outside: Day(Path(sys.argv[1]), program, outside).walk())
