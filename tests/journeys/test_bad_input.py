"""What goes wrong in the officer's hands ends in a clear sentence in the window, and nothing is lost."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.domain.cases import CaseFilter, CaseKind
from kmss_dpo.domain.contacts import ContactFilter
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.ui.cases.words import kind_words
from kmss_dpo.ui.hands import choose, click, is_there, named, type_into, within
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import PASSPHRASE
from tests.disks import full_disk
from tests.journeys.conftest import PATIENCE, ROOT
from tests.journeys.walking import commit

EVERY_CASE = CaseFilter(statuses=frozenset())
HOLDER = Path(__file__).with_name("holding_child.py")


def said() -> str:
    """Every sentence in sight."""
    labels = [each for each in within().findChildren(QLabel) if each.isVisible()]
    return " ".join(each.text() for each in labels if each.text())


def wait(qtbot: QtBot, until: Callable[[], bool]) -> None:
    qtbot.waitUntil(until, timeout=PATIENCE)


# --- passphrases


@pytest.fixture
def choosing(begin: Callable[..., None], tmp_path: Path, qtbot: QtBot) -> Callable[[str], None]:
    """At the first run's passphrase page, which is given a passphrase by an input method."""
    begin()
    wait(qtbot, lambda: is_there("Folder, required"))
    type_into("Folder, required", str(tmp_path / "made"))
    type_into("Your name, required", "Robin Hale")
    click("Next")
    wait(qtbot, lambda: is_there("Passphrase, required"))

    def give(passphrase: str) -> None:
        for name in ("Passphrase, required", "The same again, required"):
            named(name).clear()
            commit(named(name), passphrase)
        click("Create the register")

    return give


@pytest.mark.parametrize(
    ("passphrase", "sentence"),
    [
        ("", "Choose a passphrase"),
        ("a", "Too short: at least 12 characters are needed"),
        ("a" * 10_000, "Repeated letters or words add little"),
        ("🦦" * 12, "Repeated letters or words add little"),
        ("שלום", "Too short: at least 12 characters are needed"),
    ],
)
def test_a_passphrase_that_will_not_do_is_refused_with_the_reason(
    choosing: Callable[[str], None], tmp_path: Path, qtbot: QtBot, passphrase: str, sentence: str
) -> None:
    choosing(passphrase)

    def told() -> bool:
        if is_there("Create the register") and named("Passphrase, required").length():
            click("Create the register")
        return sentence in said()

    wait(qtbot, told)
    assert not (tmp_path / "made").exists()
    assert is_there("Passphrase, required")


@pytest.mark.parametrize(
    "passphrase",
    [
        " ".join(f"{number * 7919 % 104729:x}" for number in range(3000))[:10_000],
        "🦦🌲🏔️🎻🪁🧭🦉🧵🪵🫖🛶🧊",
        "שבע לוטרות שקטות חותרות צפונה",
    ],
)
def test_a_strong_passphrase_of_any_letters_opens_what_it_locked(
    choosing: Callable[[str], None],
    program: Program,
    unlocking: Unlocking,
    tmp_path: Path,
    qtbot: QtBot,
    passphrase: str,
) -> None:
    choosing(passphrase)

    def made() -> bool:
        if is_there("Create the register"):
            click("Create the register")
        return is_there("I have put it in a safe place")

    wait(qtbot, made)
    click("Cancel")
    wait(qtbot, program.entrance.unlock.isVisible)
    unlocking.with_passphrase(tmp_path / "made", bytearray(passphrase.encode())).close()


# --- days


@pytest.fixture
def new_case(workplace: Workplace, qtbot: QtBot) -> Callable[[str], None]:
    """A new request by hand that is received on a day, typed as it stands."""

    def write(day: str) -> None:
        workplace.page("requests").new_case()
        wait(qtbot, lambda: is_there("What is asked for, required"))
        choose("What is asked for, required", kind_words(CaseKind.ACCESS))
        choose("How it arrived, required", "Post")
        fields = within().findChildren(DateField)
        received = next(each for each in fields if each.accessibleName().startswith("Received"))
        QTest.keyClicks(received.findChildren(QLineEdit)[0], day)
        click("Open the case")

    return write


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("29 Feb 2026", "This is no day"),
        ("29/2/1900", "This is no day"),
        ("1 Jan 1900", "before 1990"),
        ("31 Dec 9999", "lies in the future"),
        ("23 Nov 2026", "lies in the future"),
        ("soon", "This is no day"),
        ("", "received"),
    ],
)
def test_a_day_on_which_nothing_can_have_come_is_refused_beside_its_field(
    new_case: Callable[[str], None], workplace: Workplace, qtbot: QtBot, day: str, sentence: str
) -> None:
    new_case(day)
    wait(qtbot, lambda: any(sentence in error.text() for error in errors()))
    assert workplace.session.cases.ids(EVERY_CASE) == []
    click("Cancel")
    wait(qtbot, lambda: is_there("Throw away"))
    click("Throw away")
    wait(qtbot, lambda: QApplication.activeModalWidget() is None)


@pytest.mark.parametrize("day", ["29 Feb 2024", "2 Jan 1990", "31 Dec 2018"])
def test_a_day_that_was_is_taken_however_long_ago(
    new_case: Callable[[str], None], workplace: Workplace, qtbot: QtBot, day: str
) -> None:
    new_case(day)
    wait(qtbot, lambda: QApplication.activeModalWidget() is None)
    [case] = workplace.session.cases.ids(EVERY_CASE)
    seen = workplace.session.cases.case(CaseId(case))
    assert seen.deadline.due_on
    assert seen.deadline.derivation
    wait(qtbot, lambda: seen.reference in said())


def errors() -> list[QLabel]:
    """The sentences beside fields."""
    labels = [each for each in within().findChildren(QLabel) if each.isVisible()]
    return [each for each in labels if each.property("role") == "error" and each.text()]


# --- message files


def large() -> bytes:
    message = EmailMessage()
    message["From"] = "Siân Prydderch <sian@example.org>"
    message["Subject"] = "A copy of my personal data"
    message["Date"] = "Mon, 16 Nov 2026 10:00:00 +0000"
    message.set_content("Please.")
    message.add_attachment(bytes(37_500_000), "application", "octet-stream", filename="../../../x.eml")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty"),
        (bytes(range(256)) * 4000, "This file is not an email message"),
        (b"\xff" * 50_000_000, "This file is not an email message"),
    ],
)
def test_a_file_that_is_no_message_is_refused_with_what_to_do(
    workplace: Workplace, tmp_path: Path, qtbot: QtBot, content: bytes, sentence: str
) -> None:
    file = tmp_path / "x.eml"
    file.write_bytes(content)
    workplace.window.files_dropped.emit([file])
    wait(qtbot, lambda: sentence in said())
    click("Close")
    wait(qtbot, lambda: QApplication.activeModalWidget() is None)
    assert workplace.session.cases.ids(EVERY_CASE) == []
    assert file.read_bytes() == content


def test_a_message_of_fifty_megabytes_with_a_path_for_a_name_becomes_a_case(
    workplace: Workplace, tmp_path: Path, qtbot: QtBot
) -> None:
    content = large()
    assert len(content) > 50_000_000
    (tmp_path / "a" / "b").mkdir(parents=True)
    file = tmp_path / "a" / "b" / ".." / ".." / "x.eml"
    file.write_bytes(content)
    began = monotonic()
    workplace.window.files_dropped.emit([file])
    wait(qtbot, lambda: is_there("What it asks for, required"))
    choose("What it asks for, required", "Subject access")
    click("Open case")
    wait(qtbot, lambda: QApplication.activeModalWidget() is None)
    assert monotonic() - began < 20
    [case] = workplace.session.cases.ids(EVERY_CASE)
    documents = workplace.session.casework.documents(CaseId(case))
    assert all("/" not in each.name and ".." not in each.name for each in documents)
    whole = next(each for each in documents if each.media_type == "message/rfc822")
    assert workplace.session.casework.content(whole.id) == content


# --- the register's folder


def test_a_register_that_is_open_elsewhere_is_not_opened_twice(
    begin: Callable[..., None], folder: Path, program: Program, qtbot: QtBot
) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-B", str(HOLDER), str(folder)],
        env={"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        begin(folder)
        unlock(qtbot)
        wait(qtbot, lambda: "open" in said() and "already" in said())
        assert program.workplace is None
        assert holder.stdin is not None
        holder.stdin.close()
    unlock(qtbot)
    wait(qtbot, lambda: program.workplace is not None)


@pytest.fixture
def closed_folder(folder: Path, tmp_path: Path) -> Iterator[Path]:
    """The register where nobody may write, the administrator included."""
    if os.geteuid():
        folder.chmod(0o500)
        (folder / "register.kmss").chmod(0o400)
        yield folder
        folder.chmod(0o700)
        return
    there = tmp_path / "closed"
    there.mkdir()
    mount = ["mount", "-t", "tmpfs", "tmpfs", str(there)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("the administrator may write everywhere, and may not mount a folder to read only")
    shutil.copytree(folder, there / "register")
    subprocess.run(["mount", "-o", "remount,ro", str(there)], check=True)
    yield there / "register"
    subprocess.run(["umount", str(there)], check=True)


def test_a_register_in_a_folder_that_cannot_be_written_to_is_told(
    begin: Callable[..., None], closed_folder: Path, program: Program, qtbot: QtBot
) -> None:
    begin(closed_folder)
    unlock(qtbot)
    wait(qtbot, lambda: bool(errors()))
    assert any("writ" in error.text() for error in errors())
    assert program.workplace is None


def test_no_register_is_made_in_a_folder_that_cannot_be_written_to(
    begin: Callable[..., None], closed_folder: Path, qtbot: QtBot
) -> None:
    begin()
    wait(qtbot, lambda: is_there("Folder, required"))
    type_into("Folder, required", str(closed_folder.parent / "another"))
    type_into("Your name, required", "Robin Hale")
    click("Next")
    wait(qtbot, lambda: is_there("Passphrase, required") or bool(errors()))
    if is_there("Passphrase, required"):
        type_into("Passphrase, required", PASSPHRASE)
        type_into("The same again, required", PASSPHRASE)

        def told() -> bool:
            if is_there("Create the register") and named("Passphrase, required").length():
                click("Create the register")
            return "does not let the program write" in said()

        wait(qtbot, told)
    assert not (closed_folder.parent / "another").exists()


def unlock(qtbot: QtBot) -> None:
    wait(qtbot, lambda: is_there("Passphrase"))
    type_into("Passphrase", PASSPHRASE)
    click("Unlock")


def test_nothing_is_said_to_be_saved_once_the_folder_is_gone_and_it_is_saved_when_it_is_back(
    workplace: Workplace, folder: Path, qtbot: QtBot
) -> None:
    click("Contacts")
    wait(qtbot, lambda: is_there("New contact"))
    click("New contact")
    wait(qtbot, lambda: is_there("Name, required"))
    type_into("Name, required", "Rhiannon")
    folder.rename(folder.with_name("elsewhere"))
    click("Add contact")
    wait(qtbot, lambda: "nothing was saved" in said())
    assert workplace.session.contacts.ids(ContactFilter()) == []
    folder.with_name("elsewhere").rename(folder)
    click("Add contact")
    wait(qtbot, lambda: is_there("Edit"))
    assert len(workplace.session.contacts.ids(ContactFilter())) == 1


# --- a full disk


def test_on_a_full_disk_nothing_is_lost_and_saving_again_saves(workplace: Workplace, qtbot: QtBot) -> None:
    click("Contacts")
    wait(qtbot, lambda: is_there("New contact"))
    click("New contact")
    wait(qtbot, lambda: is_there("Name, required"))
    type_into("Name, required", "Rhiannon")
    with full_disk(4096):
        click("Add contact")
        wait(qtbot, lambda: "nothing was saved" in said())
    assert workplace.session.contacts.ids(ContactFilter()) == []
    wait(qtbot, lambda: is_there("Add contact"))
    click("Add contact")
    wait(qtbot, lambda: is_there("Edit"))
    [contact] = workplace.session.contacts.ids(ContactFilter())
    assert workplace.session.contacts.contact(ContactId(contact)).details.name == "Rhiannon"
    assert workplace.session.today.health().broken_at is None


def test_on_a_full_disk_the_window_does_not_close_over_what_is_typed(
    program: Program, workplace: Workplace, qtbot: QtBot
) -> None:
    workplace.page("contacts").new_contact()
    type_into("Name, required", "Rhiannon")
    with full_disk(4096):
        workplace.window.close()
        wait(qtbot, lambda: "nothing was saved" in said())
    assert workplace.window.isVisible()
    workplace.window.close()
    wait(qtbot, lambda: program.workplace is None)
