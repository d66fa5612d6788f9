"""Where this computer's settings can't be written the register opens and locks all the same."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.support.settings import LIST_LAYOUTS, REGISTER_FOLDER, Settings
from kmss_dpo.ui.hands import click, is_there, type_into
from kmss_dpo.ui.kit.notice import Notice
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import PASSPHRASE
from tests.journeys.conftest import PATIENCE


@pytest.fixture
def refuse(tmp_path: Path) -> Callable[[], None]:
    """From then on a file lies where the settings' folder was: nobody can write there."""

    def put_file() -> None:
        shutil.rmtree(tmp_path / "settings", ignore_errors=True)
        (tmp_path / "settings").touch()

    return put_file


def unlock(qtbot: QtBot, program: Program) -> Workplace:
    qtbot.waitUntil(lambda: is_there("Passphrase"), timeout=PATIENCE)
    type_into("Passphrase", PASSPHRASE)
    click("Unlock")
    qtbot.waitUntil(lambda: program.workplace is not None and is_there("Search"), timeout=PATIENCE)
    assert program.workplace is not None
    return program.workplace


def test_the_register_locks(
    qtbot: QtBot, program: Program, workplace: Workplace, refuse: Callable[[], None]
) -> None:
    refuse()
    click("Lock")
    qtbot.waitUntil(lambda: program.workplace is None and is_there("Passphrase"), timeout=PATIENCE)
    qtbot.waitUntil(lambda: workplace.session.opened.unlocked.key.wiped, timeout=PATIENCE)


def test_the_register_locks_whatever_goes_wrong_meanwhile(
    qtbot: QtBot, program: Program, workplace: Workplace
) -> None:
    page = workplace.page("contacts")
    page.new_contact()
    page.shown().typing._about = lambda: 1 / 0
    type_into("Name, required", "Rhiannon")
    window = workplace.window
    with qtbot.captureExceptions() as raised:
        workplace.lock_requested.emit()
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]
    assert not window.isVisible()
    qtbot.waitUntil(lambda: program.workplace is None and is_there("Passphrase"), timeout=PATIENCE)
    qtbot.waitUntil(lambda: workplace.session.opened.unlocked.key.wiped, timeout=PATIENCE)


def test_the_register_opens_and_it_is_said_that_its_folder_is_not_remembered(
    qtbot: QtBot,
    program: Program,
    begin: Callable[..., None],
    folder: Path,
    tmp_path: Path,
    refuse: Callable[[], None],
) -> None:
    begin()
    refuse()
    program.entrance._chosen(folder)
    click("Cancel")
    work = unlock(qtbot, program)
    said = " ".join(each.sentence() for each in work.window.findChildren(Notice))
    assert "the folder has to be chosen again next time" in said
    assert Settings(tmp_path / "settings").get(REGISTER_FOLDER) == ""


@pytest.mark.parametrize(
    "layouts",
    [
        "[" * 30_000,
        '{"Contacts": {"widths": {"Name": 1e400, "Open cases": NaN, "City": 1e30}}, "Requests": 5}',
    ],
)
def test_odd_layouts_of_lists_are_left_aside(
    qtbot: QtBot, program: Program, begin: Callable[..., None], folder: Path, layouts: str
) -> None:
    program.settings.set(LIST_LAYOUTS, layouts)
    begin(folder)
    work = unlock(qtbot, program)
    for name in ("requests", "complaints", "enquiries", "contacts"):
        work.page(name)
    assert is_there("New contact")


@pytest.mark.parametrize("place", ["\0", "\ud83d", "x" * 5000])
def test_a_folder_that_no_disk_can_hold_is_no_register(
    qtbot: QtBot, program: Program, begin: Callable[..., None], place: str
) -> None:
    program.settings.set(REGISTER_FOLDER, place)
    begin()
    qtbot.waitUntil(lambda: "cannot be read" in program.entrance.unlock._error.text(), timeout=PATIENCE)
