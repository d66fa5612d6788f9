"""The wizard's window: the steps at the left, one page at a time, Back and Next below."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.retention import RetentionRule
from kmss_dpo.ui.first_run.form_state import STEPS, FirstRunState, Step, wrong_with
from kmss_dpo.ui.first_run.passphrase_page import PassphrasePage
from kmss_dpo.ui.first_run.rail import Rail
from kmss_dpo.ui.first_run.steps import (
    FinishPage,
    OrganisationPage,
    RecoveryPage,
    RetentionPage,
    StepPage,
    WherePage,
)
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.new_passphrase import Weigh
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner

_NO_WAY_BACK = frozenset({Step.WHERE, Step.RECOVERY, Step.ORGANISATION})
_RENEWED = (
    "The register was made, but not finished. This is a new recovery key: "
    "a kit that you printed or saved before no longer opens the register; destroy it."
)


class FirstRunWizard(QWidget):
    """Makes a register, step by step; what is done about it is wired by its owner.

    After the passphrase `create_requested(folder: Path, register_name, person, passphrase: bytearray)`
    is emitted; the owner answers with `show_recovery(key)` or `show_failure(error)`. Its
    `finished(FirstRunState)` comes last, and is answered with closing or `show_failure`.
    """

    create_requested = Signal(object, str, str, object)
    print_kit_requested = Signal()
    save_kit_requested = Signal()
    finished = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        state: FirstRunState,
        rules: Sequence[RetentionRule],
        runner: Runner,
        lane: Executor,
        weigh: Weigh,
        start: Step = Step.WHERE,
    ) -> None:
        super().__init__()
        self.setWindowTitle("Create a register")
        self._over = False
        self._step = start
        self._first_step = start
        self._binder = Binder(state, self)
        self._words = PassphrasePage(runner, lane, weigh)
        self._recovery = RecoveryPage(self._binder)
        self._pages: dict[Step, StepPage] = {
            Step.WHERE: WherePage(self._binder),
            Step.WORDS: self._words,
            Step.RECOVERY: self._recovery,
            Step.ORGANISATION: OrganisationPage(self._binder),
            Step.RETENTION: RetentionPage(self._binder, rules),
            Step.FINISH: FinishPage(self._binder),
        }
        self._rail = Rail()
        self._stack = QStackedWidget()
        self._notice = Notice()
        self._busy = Progress()
        self._cancel = button("Cancel")
        self._back = button("Back")
        self._next = button("Next", "main")
        self._lay_out()
        self._connect()
        self._show()

    @property
    def state(self) -> FirstRunState:
        """What is typed now."""
        return self._binder.state

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._step

    def show_recovery(self, key: bytearray, *, renewed: bool = False) -> None:
        """The register is made: show its recovery key (ASCII, dashes between groups), then wipe it."""
        self._recovery.key.show_secret(key)
        self._rest()
        self._go(Step.RECOVERY)
        if renewed:
            self._notice.say(_RENEWED, Tone.TOLD)

    def show_kit_kept(self, how: str) -> None:
        """The kit was printed or saved: say so and let the officer go on."""
        self._binder.show(replace(self.state, kit_kept=True))
        self._recovery.show_kept(how)
        self._recovery.form.show_errors({})

    def show_failure(self, error: Exception) -> None:
        """The register could not be made or finished: show it where it belongs and let go on."""
        self._over = False
        self._rest()
        if isinstance(error, Mistake):
            for step, page in self._pages.items():
                if page.form.show_mistake(error):
                    self._go(step, keep_errors=True)
                    return
            self._notice.say(error.sentence, Tone.ERROR)
        elif isinstance(error, Trouble):
            self._notice.say(f"{error.happened} {error.to_do}", Tone.ERROR)
        else:
            self._notice.say("Something in this program went wrong. Nothing was lost.", Tone.ERROR)

    def wipe(self) -> None:
        """Forget the passphrase and the recovery key."""
        self._words.wipe()
        self._recovery.key.wipe()

    def go_on(self) -> None:
        """Next: to the next step, or say what stands in the way."""
        page = self._pages[self._step]
        wrong = self._words.wrong() if self._step is Step.WORDS else wrong_with(self._step, self.state)
        if page.form.refuses(wrong):
            return
        self._notice.hide()
        if self._step is Step.WORDS:
            self._create()
        elif self._step is Step.FINISH:
            self._over = True
            self._work("Finishing")
            self.finished.emit(self.state)
        else:
            if self._step is Step.RECOVERY:
                self._recovery.key.wipe()
            self._go(STEPS[STEPS.index(self._step) + 1])

    def go_back(self) -> None:
        """Back, where the step before can still be changed."""
        if self._may_go_back():
            self._go(STEPS[STEPS.index(self._step) - 1])

    def _may_go_back(self) -> bool:
        """Not behind the making of the register, which has happened then."""
        return self._step is not self._first_step and self._step not in _NO_WAY_BACK

    def _create(self) -> None:
        self._work("Making the register. This takes a few seconds.")
        state = self.state
        self.create_requested.emit(
            Path(state.folder.strip()), state.register_name.strip(), state.person.strip(), self._words.take()
        )

    def _go(self, step: Step, *, keep_errors: bool = False) -> None:
        self._step = step
        if step is Step.WORDS:
            self._words.set_own_words(self.state.own_words())
        if not keep_errors:
            self._pages[step].form.show_errors({})
        self._show()
        if not keep_errors:
            self._pages[step].form.focus_first()

    def _work(self, words: str) -> None:
        self._busy.begin(words, cancellable=False)
        for each in (self._back, self._next, self._cancel, self._stack):
            each.setEnabled(False)

    def _rest(self) -> None:
        self._busy.end()
        for each in (self._next, self._cancel, self._stack):
            each.setEnabled(True)
        self._show()

    def _lay_out(self) -> None:
        self.resize(980, 720)
        for page in self._pages.values():
            self._stack.addWidget(page)
        foot = QHBoxLayout()
        foot.setContentsMargins(32, 12, 32, 20)
        foot.setSpacing(8)
        foot.addWidget(self._cancel)
        foot.addStretch(1)
        foot.addWidget(self._back)
        foot.addWidget(self._next)
        above = QVBoxLayout()
        above.setContentsMargins(32, 12, 32, 0)
        above.addWidget(self._notice)
        above.addWidget(self._busy)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(above)
        right.addWidget(self._stack, 1)
        right.addLayout(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._rail)
        whole.addLayout(right, 1)

    def _connect(self) -> None:
        self._next.clicked.connect(self.go_on)
        self._back.clicked.connect(self.go_back)
        self._cancel.clicked.connect(self.close)
        self._recovery.print_requested.connect(self.print_kit_requested)
        self._recovery.save_requested.connect(self.save_kit_requested)

    def _show(self) -> None:
        """Show the step: its page, its place among the others, what the buttons do."""
        self._stack.setCurrentWidget(self._pages[self._step])
        self._rail.show_step(self._step)
        self._back.setEnabled(self._may_go_back())
        self._next.setText(
            {Step.WORDS: "Create the register", Step.FINISH: "Open it"}.get(self._step, "Next")
        )
        mark_keys(self.window())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: closing forgets what was typed."""
        self.wipe()
        super().closeEvent(event)
        if not self._over:
            self.cancelled.emit()
