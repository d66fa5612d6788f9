"""Builds everything that lives as long as the process, and leads from the unlock window to the work and back.

The window is painted first; what is slow to load is loaded behind it, while the officer types.
"""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.support.clock import Clock, SystemClock
from kmss_dpo.support.paths import reports_folder
from kmss_dpo.support.process import no_core_dumps
from kmss_dpo.support.settings import (
    REGISTER_FOLDER,
    REGISTER_ID,
    SCHEME,
    TEXT_SCALE,
    Settings,
    settings_folder,
)
from kmss_dpo.ui.entrance import Entrance
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.theme import STYLE, Scheme, Theme

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from kmss_dpo.keys.new_key import NewKeys
    from kmss_dpo.services.unlocking import Opened, Unlocking
    from kmss_dpo.ui.workplace import Workplace


_LOCKING = "Locking. What changed is being copied as a backup…"
_ENDING = "Locking. The program ends once what changed is copied as a backup…"
_NOT_REMEMBERED = (
    "This computer's settings cannot be written: the folder has to be chosen again next time.",
    "Free some space on the disk, or ask for permission to write to the settings folder.",
)


class Program(QObject):
    """One per process: settings, theme, runner, the entrance; and, while unlocked, the workplace.

    `make_unlocking` is called off the GUI thread once the entrance is painted.
    """

    ready = Signal()
    ended = Signal()

    def __init__(
        self,
        app: QApplication,
        settings: Settings,
        clock: Clock,
        make_unlocking: Callable[[], "Unlocking"],
    ) -> None:
        super().__init__(app)
        self.settings = settings
        self.clock = clock
        self.theme = Theme(app, Scheme(settings.get(SCHEME)), settings.get(TEXT_SCALE))
        self.runner = Runner(self)
        self.files: Executor
        self.locking: Executor
        self.entrance = Entrance(settings, clock, self.runner)
        self.unlocking: Unlocking | None = None
        self.workplace: Workplace | None = None
        self.exit_code = 0
        self._make_unlocking = make_unlocking
        self._connect()

    def start(self) -> None:
        """Show the entrance, then load the rest behind it; `ready` tells when that is done."""
        self.entrance.painted.connect(self._load)
        self.entrance.show()

    def _load(self) -> None:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - not needed for the first picture

        self.files = ThreadPoolExecutor(max_workers=2, thread_name_prefix="files")
        self.locking = ThreadPoolExecutor(max_workers=1, thread_name_prefix="locking")
        self.runner.run(self, self.files, self._make_unlocking, self._loaded)

    def _loaded(self, unlocking: "Unlocking") -> None:
        self.unlocking = unlocking
        self.entrance.use(unlocking, self.files)
        self.ready.emit()

    def _connect(self) -> None:
        self.runner.defect.connect(self.apologise)
        self.runner.trouble.connect(self.say)
        self.entrance.opened.connect(self.work_on)
        self.entrance.closed.connect(self.quit)

    def work_on(self, opened: "Opened") -> None:
        """Open the workplace on an unlocked register."""
        from kmss_dpo.session import Session  # noqa: PLC0415 - loaded behind the entrance
        from kmss_dpo.ui.workplace import Surroundings, Workplace  # noqa: PLC0415 - loaded behind the entrance

        if self.unlocking is None:  # nothing can be opened before it is there
            return
        remembered = self.entrance.tried.folder is not None or self.settings.remember(
            REGISTER_FOLDER, str(opened.register.folder)
        )
        self.settings.remember(REGISTER_ID, str(opened.unlocked.register_id))
        around = Surroundings(self.runner, self.files, self.settings, self.theme, self.unlocking, self.clock)
        self.workplace = Workplace(Session(opened, self.clock, self.settings), around)
        self.workplace.lock_requested.connect(self.lock)
        self.workplace.closed.connect(self.quit)
        self.workplace.new_key_requested.connect(self.change_key)
        self.workplace.restores.look_requested.connect(self._look_at)
        self.workplace.restores.taken.connect(self.entrance.tried.take)
        self.workplace.show()
        self.entrance.hide()
        if not remembered:
            self.say(*_NOT_REMEMBERED)

    def lock(self, then: Callable[[], None] | None = None) -> None:
        """Close the register and every window on it, then show the entrance, or go on with `then`.

        Nothing stops it: a defect in keeping what is typed does not keep the register open, nor does work on
        `files` that cannot be broken off. It has a thread of its own.
        """
        if self.workplace is None:
            return
        workplace, self.workplace = self.workplace, None
        if workplace.window.isMinimized():  # what comes in its place stays out of sight as well
            self.entrance.setWindowState(Qt.WindowState.WindowMinimized)

        def gone(answer: object) -> None:
            workplace.deleteLater()
            if self.unlocking is not None:
                self.unlocking.close()  # a passphrase may have been weighed when the lock came
            (then or self.entrance.come_back)()
            if isinstance(answer, Trouble):
                self.entrance.say(answer.happened, answer.to_do)

        try:
            workplace.leave()
        finally:
            self.entrance.show_locking(_LOCKING if then is None else _ENDING)
            self.runner.run(self, self.locking, workplace.session.lock, gone, gone)

    def _look_at(self, folder: Path) -> None:
        """Lock, and show a restored register instead."""
        self.lock(then=lambda: self.entrance.tried.look_at(folder))

    def change_key(self, keys: "NewKeys") -> None:
        """Lock, and give the register the new key that was decided on."""
        from kmss_dpo.ui.keys.change_page import ChangePage  # noqa: PLC0415 - needed once in years

        unlocking = self.unlocking
        if unlocking is None:
            return
        page = ChangePage(lambda proceed: unlocking.change_key(keys, proceed), self.runner, self.files)

        def begin() -> None:
            self.entrance.show_page(page)
            page.begin()

        self.lock(then=begin)

    def quit(self) -> None:
        """Lock, if anything is open, and end."""
        if self.workplace is not None:
            self.lock(then=self.quit)
            return
        if self.unlocking is not None:
            self.unlocking.close()
        self.ended.emit()

    def apologise(self, error: BaseException) -> None:
        """Keep a report of our own defect, and say so where the officer looks."""
        from kmss_dpo.support.report import write_report  # noqa: PLC0415 - not needed for the first picture

        with suppress(Trouble):
            write_report(error, reports_folder(), self.clock.now())
        sentence = "Something went wrong in the program; it is our mistake, and nothing was half saved."
        to_do = "A report without personal data was kept on this computer. Try again, or lock and unlock."
        self.say(sentence, to_do)

    def say(self, happened: str, to_do: str) -> None:
        """Tell the officer where they look."""
        if self.workplace is not None:
            self.workplace.window.say_trouble(happened, to_do)
        else:
            self.entrance.say(happened, to_do)


def main(arguments: Sequence[str] | None = None) -> int:
    """What `kmss-dpo` does; answers the exit code."""
    wanted = _wanted(arguments)
    no_core_dumps()
    if wanted.tour:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        # That platform complains of what only a display could do.
        qInstallMessageHandler(lambda *_: None)
    app = QApplication([*sys.argv[:1], *STYLE])
    app.setApplicationName("kmss-dpo")
    app.setApplicationDisplayName("KMSS DPO Register")
    app.setQuitOnLastWindowClosed(False)
    clock = SystemClock()
    with ExitStack() as leaving:
        invented = Path(leaving.enter_context(TemporaryDirectory())) if wanted.demo or wanted.tour else None
        settings = Settings(invented or wanted.settings or settings_folder())
        if wanted.register:
            settings.remember(REGISTER_FOLDER, str(wanted.register))
        program = Program(app, settings, clock, lambda: _make_unlocking(clock))
        program.ended.connect(app.quit)
        sys.excepthook = lambda _kind, error, _trace: program.apologise(error)
        if invented and wanted.demo:
            program.ready.connect(lambda: _demonstrate(program, invented))
        if invented and wanted.tour:
            program.ready.connect(lambda: _tour(program, invented, wanted))
        program.start()
        code = app.exec()
        return code or program.exit_code


def _demonstrate(program: Program, folder: Path) -> None:
    """Open a register of invented people, made in a folder that goes with the program."""
    from kmss_dpo.demonstration import PASSPHRASE, make  # noqa: PLC0415 - only on wish

    unlocking = program.unlocking
    if unlocking is None:
        return
    program.entrance.unlock.show_busy()
    program.entrance.hint(f"The demonstration's passphrase is “{PASSPHRASE}”.")
    make_register = partial(make, unlocking, program.clock, folder / "demonstration")
    program.runner.run(program, program.files, make_register, program.entrance.opened.emit)


def _tour(program: Program, folder: Path, wanted: argparse.Namespace) -> None:
    """Do the main job without a display, by the same windows, and leave pictures of them."""
    from kmss_dpo.ui.tour import Tour  # noqa: PLC0415 - only on wish

    tour = Tour(program, folder, wanted.tour, demonstration=wanted.demo)
    tour.setParent(program)

    def tell() -> None:
        failed = f"It stopped {tour.failed_at}." if tour.failed_at else "It went through."
        print(f"{failed} The pictures and the letter are in {wanted.tour.absolute()}")  # noqa: T201 - there is no window to tell it
        program.exit_code = 1 if tour.failed_at else 0
        program.quit()

    tour.finished.connect(tell)
    print("There is no display: the main job is done out of sight, by the same windows.")  # noqa: T201 - there is no window to tell it
    tour.start()


def _make_unlocking(clock: Clock) -> "Unlocking":
    from kmss_dpo.domain.holidays import Nation  # noqa: PLC0415 - loaded behind the entrance
    from kmss_dpo.intake.public_holidays import closed_days  # noqa: PLC0415 - loaded behind the entrance
    from kmss_dpo.keys.keychain import SystemKeychain  # noqa: PLC0415 - loaded behind the entrance
    from kmss_dpo.services.unlocking import Unlocking  # noqa: PLC0415 - loaded behind the entrance
    from kmss_dpo.ui import workplace  # noqa: F401, PLC0415 - loaded behind the entrance

    closed_days(Nation.ENGLAND_AND_WALES)  # kept from here on: the first Today would wait for it
    gc.freeze()  # what was loaded stays for good: clearing up need not look through it each time
    return Unlocking(SystemKeychain(), clock)


def _wanted(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="kmss-dpo", description="The encrypted register of a Data Protection Officer."
    )
    parser.add_argument("--register", type=Path, help="the folder of the register to open")
    parser.add_argument("--demo", action="store_true", help="open a register of invented people")
    parser.add_argument(
        "--offscreen-tour",
        type=Path,
        dest="tour",
        metavar="FOLDER",
        help="do the main job without a display; pictures go to FOLDER",
    )
    parser.add_argument(
        "--settings", type=Path, metavar="FOLDER", help="where this computer's settings are kept"
    )
    return parser.parse_args(arguments)
