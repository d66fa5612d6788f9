"""The passphrase, typed twice, weighed while it is typed."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from PySide6.QtCore import Signal

from kmss_dpo.domain.passphrases import LEAST_CHARACTERS, Strength
from kmss_dpo.support.wiping import wipe
from kmss_dpo.ui.first_run.form_state import PassphraseState, wrong_with_passphrase
from kmss_dpo.ui.first_run.steps import StepPage
from kmss_dpo.ui.first_run.strength_bar import StrengthBar
from kmss_dpo.ui.kit.passphrase_edit import PassphraseEdit
from kmss_dpo.ui.kit.runner import Runner

Weigh = Callable[[bytearray, Sequence[str]], Strength]


class PassphrasePage(StepPage):
    """`weigh` runs on the lane and leaves the passphrase it is given, which is wiped here."""

    changed = Signal()

    def __init__(self, runner: Runner, lane: Executor, weigh: Weigh) -> None:
        super().__init__(
            "Choose a passphrase",
            "It opens the register and is kept nowhere. Four or five words that have nothing to do with "
            f"each other are strong and easy to remember; at least {LEAST_CHARACTERS} characters.",
        )
        self._runner = runner
        self._lane = lane
        self._weigh = weigh
        self._own_words: tuple[str, ...] = ()
        self._state = PassphraseState()
        self._weighing = False
        self._stale = False
        self._first = PassphraseEdit("Passphrase")
        self._again = PassphraseEdit("Passphrase again")
        self._bar = StrengthBar()
        self.form.add("passphrase", "Passphrase", self._first, required=True)
        self.form.add_widget(self._bar)
        self.form.add("again", "The same again", self._again, required=True)
        self._first.typed.connect(self._typed)
        self._again.typed.connect(self._compare)
        self.finish()
        # A passphrase is typed blind twice: Tab leads from field to field, and to the buttons afterwards.
        self.setTabOrder(self._again.show_button, self._first.show_button)

    def set_own_words(self, words: tuple[str, ...]) -> None:
        """Names that a passphrase must not be made of."""
        self._own_words = words
        if self._first.length():
            self._typed()

    def wrong(self) -> dict[str, str]:
        """What stands in the way, by field name."""
        return wrong_with_passphrase(self._state)

    def take(self) -> bytearray:
        """The passphrase, once; both fields are empty afterwards."""
        self._again.wipe()
        return self._first.take()

    def wipe(self) -> None:
        """Forget both."""
        self._first.wipe()
        self._again.wipe()

    def _typed(self) -> None:
        self._state = replace(self._state, length=self._first.length(), strength=None)
        self._compare()
        if not self._first.length():
            self._bar.show_strength(None)
        elif self._weighing:
            self._stale = True
        else:
            self._ask()

    def _compare(self) -> None:
        one, other = self._first.copy_bytes(), self._again.copy_bytes()
        self._state = replace(self._state, same=one == other)
        wipe(one, other)
        self.form.show_errors({})
        self.changed.emit()

    def _ask(self) -> None:
        """Weigh what is there now; what is typed meanwhile is weighed after."""
        self._weighing, self._stale = True, False
        typed, words, weigh = self._first.copy_bytes(), self._own_words, self._weigh

        def job() -> Strength:
            try:
                return weigh(typed, words)
            finally:
                wipe(typed)

        self._runner.run(self, self._lane, job, self._weighed, self._failed)

    def _weighed(self, strength: Strength) -> None:
        self._weighing = False
        if self._stale:
            self._ask()
            return
        self._state = replace(self._state, strength=strength if self._first.length() else None)
        self._bar.show_strength(self._state.strength)
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._weighing = False
        self._runner.report(error)
