"""The passphrase, typed twice, weighed while it is typed."""

from concurrent.futures import Executor

from PySide6.QtCore import Signal

from kmss_dpo.domain.passphrases import LEAST_CHARACTERS
from kmss_dpo.ui.first_run.steps import StepPage
from kmss_dpo.ui.kit.new_passphrase import NewPassphrase, Weigh
from kmss_dpo.ui.kit.runner import Runner


class PassphrasePage(StepPage):
    """`weigh` runs on the lane and leaves the passphrase it is given."""

    changed = Signal()

    def __init__(self, runner: Runner, lane: Executor, weigh: Weigh) -> None:
        super().__init__(
            "Choose a passphrase",
            "It opens the register and is kept nowhere. Four or five words that have nothing to do with "
            f"each other are strong and easy to remember; at least {LEAST_CHARACTERS} characters.",
        )
        self._chosen = NewPassphrase(self.form, runner, lane, weigh)
        self._chosen.changed.connect(self.changed)
        self.finish()
        self._chosen.settle_tab()

    def set_own_words(self, words: tuple[str, ...]) -> None:
        """Names that a passphrase must not be made of."""
        self._chosen.set_own_words(words)

    def wrong(self) -> dict[str, str]:
        """What stands in the way, by field name."""
        return self._chosen.wrong()

    def take(self) -> bytearray:
        """The passphrase, once; both fields are empty afterwards."""
        return self._chosen.take()

    def wipe(self) -> None:
        """Forget both."""
        self._chosen.wipe()
