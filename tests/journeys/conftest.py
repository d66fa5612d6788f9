"""The whole program: as a child process with a home of its own, or in this process with a new register."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.support.settings import REGISTER_FOLDER, Settings
from kmss_dpo.ui.hands import click, is_there, type_into
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import PASSPHRASE, Wristwatch
from tests.journeys.at_the_windows import PATIENCE, Officer

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
LOCK_EACH = bool(os.environ.get("LOCK_EACH"))
"""Whether each form and dialog is locked by itself and each way there is; else all of them once."""


class Child:
    """The program, and the two pipes at whose ends it is heard and answered."""

    def __init__(
        self,
        home: Path,
        script: str,
        arguments: tuple[str, ...],
        before: tuple[str, ...] = (),
        around: dict[str, str] | None = None,
    ) -> None:
        hear_there, self._say = os.pipe()
        hear_here, say_there = os.pipe()
        self.output = home / "output.txt"
        program = [sys.executable, "-B", str(HERE / script), *arguments, str(hear_there), str(say_there)]
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [*before, *program],
                env=surroundings(home) | (around or {}),
                pass_fds=(hear_there, say_there),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        os.close(hear_there)
        os.close(say_there)
        self._hear = os.fdopen(hear_here, "rb")

    def line(self) -> str:
        """What it says next; empty once it has ended."""
        return self._hear.readline().decode().strip()

    def go_on(self) -> None:
        """It was looked at."""
        os.write(self._say, b".")

    def end(self) -> None:
        """Make sure that it is gone."""
        self.process.kill()
        self.process.wait()
        os.close(self._say)
        self._hear.close()


def surroundings(home: Path) -> dict[str, str]:
    """Everything that a program keeps by itself goes below that home."""
    places = {"TMPDIR": "tmp", "XDG_RUNTIME_DIR": "run", "XDG_CONFIG_HOME": ".config"}
    places |= {"XDG_DATA_HOME": ".local/share", "XDG_STATE_HOME": ".local/state", "XDG_CACHE_HOME": ".cache"}
    for place in places.values():
        (home / place).mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    own = {"HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    return kept | own | {name: str(home / place) for name, place in places.items()}


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Child]]:
    """Starts the program below `tmp_path / "home"`; all that were started are gone afterwards."""
    started = []

    def start_it(script: str, *arguments: str, around: dict[str, str] | None = None) -> Child:
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        started.append(Child(home, script, arguments, around=around))
        return started[-1]

    yield start_it
    for child in started:
        child.end()


@pytest.fixture
def program(
    qapp: QApplication, tmp_path: Path, clock: Wristwatch, unlocking: Unlocking, qtbot: QtBot
) -> Iterator[Program]:
    """The program in this process, with no register known yet; it is shown by `begin`."""
    made = Program(qapp, Settings(tmp_path / "settings"), clock, lambda: unlocking)
    defects: list[BaseException] = []
    made.runner.defect.connect(defects.append)
    yield made
    with qtbot.waitSignal(made.ended, timeout=PATIENCE):
        made.quit()
    made.entrance.close()
    made.files.shutdown()
    made.locking.shutdown()
    assert defects == []


@pytest.fixture
def begin(program: Program, qtbot: QtBot) -> Callable[..., None]:
    """Shows the entrance, of a register where one is given."""

    def show(register: Path | None = None) -> None:
        if register:
            program.settings.set(REGISTER_FOLDER, str(register))
        with qtbot.waitSignal(program.ready, timeout=PATIENCE):
            program.start()

    return show


@pytest.fixture
def workplace(program: Program, begin: Callable[..., None], folder: Path, qtbot: QtBot) -> Workplace:
    """The program on an unlocked register."""
    begin(folder)
    qtbot.waitUntil(lambda: is_there("Passphrase"), timeout=PATIENCE)
    type_into("Passphrase", PASSPHRASE)
    click("Unlock")
    qtbot.waitUntil(lambda: program.workplace is not None and is_there("Search"), timeout=PATIENCE)
    assert program.workplace is not None
    alerts = program.workplace._morning.alerts  # what a test adds is to come after the unlock
    qtbot.waitUntil(lambda: alerts._begun and not alerts._timely, timeout=PATIENCE)
    return program.workplace


@pytest.fixture
def officer(program: Program, workplace: Workplace, qtbot: QtBot) -> Officer:
    """An officer whose name stands under the letters, at an unlocked register."""
    workplace.session.settings.settle(
        Organisation(officer_name="Robin Hale", officer_email="dpo@kmss.example"), Regulator()
    )
    workplace.window.resize(1360, 850)
    return Officer(program, workplace, qtbot)
