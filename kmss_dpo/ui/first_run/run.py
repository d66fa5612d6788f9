"""Leads through the first run: makes the register, keeps its recovery kit, settles what was confirmed."""

from concurrent.futures import Executor
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kmss_dpo.domain.errors import Stopped
from kmss_dpo.domain.retention import DEFAULT_RULES
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from kmss_dpo.support.clock import Clock
from kmss_dpo.support.paths import usual_register_folder
from kmss_dpo.support.safe_file import write_safely
from kmss_dpo.support.wiping import wipe
from kmss_dpo.ui.first_run.form_state import FirstRunState, Step
from kmss_dpo.ui.first_run.wizard import FirstRunWizard
from kmss_dpo.ui.kit.files import choose_place
from kmss_dpo.ui.kit.printing import Lanes, PrintJob, ask_and_print
from kmss_dpo.ui.kit.runner import Runner


class FirstRun(QWidget):
    """The wizard with its hands: `opened(Opened)` when all is settled, `given_up` when it was closed.

    With `made` given, the register exists already: it has a new recovery key, whose kit comes first.
    """

    opened = Signal(object)
    given_up = Signal()

    def __init__(
        self,
        unlocking: Unlocking,
        runner: Runner,
        files: Executor,
        clock: Clock,
        made: tuple[Opened, bytearray] | None = None,
    ) -> None:
        super().__init__()
        self._unlocking = unlocking
        self._runner = runner
        self._files = files
        self._clock = clock
        self._opened: Opened | None = None
        self._recovery = bytearray()
        if made:
            self._opened, self._recovery = made
        self.wizard = FirstRunWizard(
            _start_state(self._opened),
            DEFAULT_RULES,
            runner,
            files,
            unlocking.weigh,
            Step.RECOVERY if made else Step.WHERE,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.wizard)
        self._connect()
        if made:
            self.wizard.show_recovery(self._recovery, renewed=True)

    def _connect(self) -> None:
        self.wizard.create_requested.connect(self._create)
        self.wizard.print_kit_requested.connect(self._print_kit)
        self.wizard.save_kit_requested.connect(self._save_kit)
        self.wizard.finished.connect(self._settle)
        self.wizard.cancelled.connect(self._give_up)

    def _create(self, folder: Path, name: str, person: str, passphrase: bytearray) -> None:
        self._runner.run(
            self,
            self._files,
            lambda: self._unlocking.create(folder, name, person, passphrase),
            self._created,
            self.wizard.show_failure,
        )

    def _created(self, made: tuple[Opened, bytearray]) -> None:
        self._opened, self._recovery = made
        self.wizard.show_recovery(self._recovery)

    def _print_kit(self) -> None:
        job = PrintJob(
            "recovery kit",
            self._kit,
            lambda: self.wizard.show_kit_kept("The kit was printed."),
            self.wizard.show_failure,
        )
        ask_and_print(self, self._runner, Lanes(self._files, self._files), job)

    def _save_kit(self) -> None:
        choose_place(self, "Save the recovery kit", "recovery-kit.pdf", "PDF (*.pdf)", self._save_kit_as)

    def _save_kit_as(self, place: Path) -> None:
        told = "The kit was saved. Move it away from this computer: whoever has it can open the register."
        self._runner.run(
            self,
            self._files,
            lambda: write_safely(place, self._kit()),
            lambda _: self.wizard.show_kit_kept(told),
            self.wizard.show_failure,
        )

    def _kit(self) -> bytes:
        """The kit's pages; takes a moment, so on a lane."""
        if self._opened is None:
            raise Stopped
        return self._unlocking.recovery_kit(self._opened, self._recovery)

    def _settle(self, state: FirstRunState) -> None:
        opened = self._opened
        if opened is not None:
            self._runner.run(
                self, self._files, lambda: self._settled(opened, state), self._done, self.wizard.show_failure
            )

    def _settled(self, opened: Opened, state: FirstRunState) -> Opened:
        session = Session(opened, self._clock)
        session.settings.settle(state.organisation(), state.regulator())
        session.retention.approve_defaults()
        session.settings.confirm()
        if state.remember:
            self._unlocking.remember(opened)
        return opened

    def _done(self, opened: Opened) -> None:
        wipe(self._recovery)
        self._opened = None
        self.opened.emit(opened)

    def _give_up(self) -> None:
        """Close what was made; it asks for the rest the next time it is unlocked."""
        wipe(self._recovery)
        self._unlocking.close()
        opened, self._opened = self._opened, None
        if opened is None:
            self.given_up.emit()
            return
        self._runner.run(self, self._files, opened.close, lambda _: self.given_up.emit())


def _start_state(opened: Opened | None) -> FirstRunState:
    if opened is None:
        return FirstRunState(folder=str(usual_register_folder()))
    unlocked = opened.unlocked
    return FirstRunState(
        folder=str(opened.register.folder),
        register_name=unlocked.register_name,
        person=unlocked.way_in.person,
    )
