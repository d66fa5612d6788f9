"""The window before the register is open: unlocking it, or making one for the first time.

It is painted before anything that opens registers is loaded; wishes of the first moment wait for that.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.unlocking import KeyFileTrouble
from kmss_dpo.support.clock import LONDON, Clock
from kmss_dpo.support.settings import REGISTER_FOLDER, REGISTER_ID, Settings
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.restore.at_entrance import TriedOut
from kmss_dpo.ui.unlock.form_state import RegisterCard
from kmss_dpo.ui.unlock.page import UnlockPage

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from kmss_dpo.services.unlocking import Appearance, Opened, Unlocking

_FILE = "register.kmss"


class Entrance(QMainWindow):
    """Shows the unlock page, or the first-run pages where no register is known; `opened` hands over.

    `painted` comes once, when the window can be seen: what loads behind it would hold the painting up.
    """

    opened = Signal(object)
    painted = Signal()
    closed = Signal()

    def __init__(self, settings: Settings, clock: Clock, runner: Runner) -> None:
        super().__init__()
        self._settings = settings
        self._clock = clock
        self._runner = runner
        self._files: Executor
        self._unlocking: Unlocking | None = None
        self._waiting: Callable[[], None] | None = None
        self._seen_by_anyone = False
        self.tried = TriedOut(self, settings, runner)
        self.unlock = UnlockPage(_unseen_card(self._folder(), self._settings), self._now())
        self._refused = partial(_show_refusal, self.unlock)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.unlock)
        self.setCentralWidget(self._pages)
        self.setWindowTitle("KMSS DPO Register")
        self.resize(1000, 720)
        if settings.damaged:
            self.hint("This computer's settings were damaged and stand at their defaults.")
        self._connect()

    def use(self, unlocking: "Unlocking", files: "Executor") -> None:
        """From now on registers can be opened; what was wished for meanwhile is done."""
        self._unlocking, self._files = unlocking, files
        self.come_back()
        waiting, self._waiting = self._waiting, None
        if waiting:
            waiting()

    def come_back(self) -> None:
        """Show the entrance, as after a lock, with what can be seen of the register now."""
        self._pages.setCurrentWidget(self.unlock)
        self.unlock.show_locking("")
        self.show()
        if folder := self._folder():
            self._look(folder)
        else:
            self._create()

    def show_page(self, page: Any) -> None:
        """Show a page that ends with `opened` or `given_up`, in the place of the unlock page."""
        page.opened.connect(lambda opened: self._created(page, opened))
        page.given_up.connect(lambda: self._given_up(page))
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self.show()

    def show_locking(self, words: str) -> None:
        """Show at once that the register is being locked, and what is done about it without its key."""
        self._pages.setCurrentWidget(self.unlock)
        self.unlock.show_locking(words)
        self.show()

    def hint(self, sentence: str) -> None:
        """Something to know that stands in the window's foot."""
        self.statusBar().showMessage(sentence)

    def say(self, sentence: str, to_do: str) -> None:
        """Say something beside the field."""
        self.unlock.show_error(sentence, to_do)

    def _connect(self) -> None:
        page = self.unlock
        page.unlock_requested.connect(self._by_passphrase)
        page.recovery_requested.connect(
            lambda typed: self._open(lambda way, folder: way.with_recovery_key(folder, typed))
        )
        page.keychain_requested.connect(lambda: self._open(lambda way, folder: way.with_keychain(folder)))
        page.open_other_requested.connect(self._choose)
        page.create_requested.connect(self._create)
        page.restore_keys_requested.connect(self._restore_keys)
        page.forget_requested.connect(self._ask_to_forget)
        page.restore_requested.connect(self._restore)
        self.tried.wanted.connect(self.come_back)

    def _by_passphrase(self, passphrase: bytearray, remember: bool) -> None:  # noqa: FBT001 - the signal's shape
        self._open(lambda way, folder: way.with_passphrase(folder, passphrase, remember=remember))

    def _open(self, opening: Callable[["Unlocking", Path], "Opened"]) -> None:
        """Open the register by one of the ways in, as soon as that can be done."""
        unlocking, folder = self._unlocking, self._folder()
        if unlocking is None:
            self._waiting = lambda: self._open(opening)
        elif folder is None:
            self.unlock.show_error("Choose the register to open, or create one.")
        else:
            self.unlock.show_busy()
            enter = partial(_entered, unlocking, opening, folder)
            self._runner.run(self, self._files, enter, self._opened, self._refused)

    def _opened(self, answer: "tuple[Opened, bytearray | None]") -> None:
        """Go to work, or on with a first run that was broken off: its kit, and what was not answered."""
        opened, recovery = answer
        self.unlock.wipe()
        if recovery is None:
            self.opened.emit(opened)
        else:
            self._ask((opened, recovery))

    def _choose(self) -> None:
        from kmss_dpo.ui.kit.files import choose_folder  # noqa: PLC0415 - not needed for the first picture

        choose_folder(self, "Open another register", self._chosen)

    def _restore(self) -> None:
        if self._unlocking is None:
            self._waiting = self._restore
        else:
            self.tried.ask(self._unlocking, self._files)

    def _chosen(self, folder: Path) -> None:
        self.tried.folder = None
        self._settings.remember(REGISTER_FOLDER, str(folder))
        self._settings.remember(REGISTER_ID, "")
        self.unlock.show_card(_unseen_card(self._folder(), self._settings), self._now())
        self._look(folder)

    def _look(self, folder: Path) -> None:
        if unlocking := self._unlocking:
            self._runner.run(self, self._files, lambda: unlocking.look(folder), self._seen, self._unseen)

    def _seen(self, register: "Appearance") -> None:
        self.unlock.show_seen(_card(register, tried=self.tried.folder is not None), self._now())

    def _unseen(self, error: Exception) -> None:
        """Say why nothing can be seen of it, and show nothing that was seen before."""
        self.unlock.show_card(_unseen_card(self._folder(), self._settings, out_of_reach=True), self._now())
        self._refused(error)

    def _restore_keys(self) -> None:
        unlocking, folder = self._unlocking, self._folder()
        if unlocking is not None and folder is not None:
            restore = partial(unlocking.restore_key_file, folder)
            self._runner.run(self, self._files, restore, lambda _: self._look(folder), self._refused)

    def _ask_to_forget(self) -> None:
        from kmss_dpo.ui.forgetting import Forgetting  # noqa: PLC0415 - not needed for the first picture

        unlocking, folder = self._unlocking, self._folder()
        if unlocking is not None and folder is not None:
            forgetting = Forgetting(self, self._settings, self._runner, self._files)
            forgetting.ask(unlocking, folder, self.unlock.say_forgotten, self._refused)

    def _create(self) -> None:
        if self._unlocking is None:
            self._waiting = self._create
        else:
            self._ask(None)

    def _ask(self, made: "tuple[Opened, bytearray] | None") -> None:
        """Show the first-run pages: all of them, or those that are left for a register that exists."""
        from kmss_dpo.ui.first_run.run import FirstRun  # noqa: PLC0415 - needed once in a register's life

        if self._unlocking is None:
            return
        self.show_page(FirstRun(self._unlocking, self._runner, self._files, self._clock, made))

    def _created(self, page: QWidget, opened: "Opened") -> None:
        self._drop(page)
        self.opened.emit(opened)

    def _given_up(self, page: QWidget) -> None:
        self._drop(page)
        if folder := self._folder():
            self._look(folder)

    def _drop(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(self.unlock)
        self.unlock.show_card(_unseen_card(self._folder(), self._settings), self._now())
        self._pages.removeWidget(page)
        page.deleteLater()

    def _folder(self) -> Path | None:
        return self.tried.folder or _folder(self._settings)

    def _now(self) -> datetime:
        return self._clock.now().astimezone(LONDON)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the window itself is painted, then in the same go what is in it."""
        super().paintEvent(event)
        if not self._seen_by_anyone:
            self._seen_by_anyone = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: the window closes."""
        super().closeEvent(event)
        if event.isAccepted():
            self.closed.emit()


def _entered(
    unlocking: "Unlocking", opening: Callable[["Unlocking", Path], "Opened"], folder: Path
) -> "tuple[Opened, bytearray | None]":
    """The open register, and a new recovery key where its first run was broken off."""
    opened = opening(unlocking, folder)
    try:
        return opened, unlocking.renewed_if_unfinished(opened)
    except BaseException:
        opened.close()
        raise


def _card(register: "Appearance", *, tried: bool) -> RegisterCard:
    """What can be seen of a register; of one that is `tried`, that it is a restored one."""
    name = f"{register.name}, restored to be looked at" if tried else register.name
    used = register.last_used.astimezone(LONDON)
    return RegisterCard(name, _FILE, register.size, used, register.remembered)


def _show_refusal(page: UnlockPage, error: Exception) -> None:
    """Say beside the field why it did not open."""
    match error:
        case KeyFileTrouble():
            page.show_error(error.happened, error.to_do, restorable=error.previous_intact)
        case Trouble():
            page.show_error(error.happened, error.to_do)
        case Mistake():
            page.show_error(error.sentence)
        case _:
            page.show_error("It did not open because of a mistake in the program.", "Try again.")


def _folder(settings: Settings) -> Path | None:
    kept = settings.get(REGISTER_FOLDER)
    return Path(kept) if kept else None


def _unseen_card(folder: Path | None, settings: Settings, *, out_of_reach: bool = False) -> RegisterCard:
    """A register before it was looked at, or that cannot be: then the keychain can still forget it."""
    known = bool(settings.get(REGISTER_ID))
    name = folder.name if folder else "No register yet"
    return RegisterCard(name, _FILE, forgettable=known and out_of_reach)
