"""Two rows of a form in which a passphrase is chosen: typed twice, weighed while it is typed."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.passphrases import Strength, TypedTwice
from kmss_dpo.support.wiping import wipe
from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.passphrase_edit import PassphraseEdit
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.strength_bar import StrengthBar

Weigh = Callable[[bytearray, Sequence[str]], Strength]


class NewPassphrase(QObject):
    """`weigh` runs on the lane and leaves the passphrase it is given, which is wiped here."""

    changed = Signal()

    def __init__(
        self, form: Form, runner: Runner, lane: Executor, weigh: Weigh, caption: str = "Passphrase"
    ) -> None:
        super().__init__(form)
        self._form = form
        self._runner = runner
        self._lane = lane
        self._weigh = weigh
        self._own_words: tuple[str, ...] = ()
        self._state = TypedTwice()
        self._weighing = False
        self._stale = False
        spoken = caption.removeprefix("Their ").capitalize()  # “Show the passphrase”, whoever's it is
        self._first = PassphraseEdit(spoken)
        self._again = PassphraseEdit(f"{spoken} again")
        self._bar = StrengthBar()
        form.add("passphrase", caption, self._first, required=True)
        form.add_widget(self._bar)
        form.add("again", "The same again", self._again, required=True)
        self._first.typed.connect(self._typed)
        self._again.typed.connect(self._compare)

    def settle_tab(self) -> None:
        """Tab leads from field to field, and to their buttons afterwards: a passphrase is typed blind twice.

        Called once the form is where it will be.
        """
        QWidget.setTabOrder(self._again.show_button, self._first.show_button)

    def set_own_words(self, words: tuple[str, ...]) -> None:
        """Names that a passphrase must not be made of."""
        self._own_words = words
        if self._first.length():
            self._typed()

    def wrong(self) -> dict[str, str]:
        """What stands in the way, by field name."""
        return self._state.wrong()

    def begun(self) -> bool:
        """Whether something is typed."""
        return bool(self._first.length() or self._again.length())

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
        self._form.show_errors({})
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
