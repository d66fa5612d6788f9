"""A new recovery kit: shown, printed or saved, and only then in the place of the one before."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from kmss_dpo.services.keys import new_recovery_key, written_out
from kmss_dpo.support.safe_file import write_safely
from kmss_dpo.support.wiping import wipe
from kmss_dpo.ui.keys.form_state import NEW_KIT
from kmss_dpo.ui.keys.sheets import Desk, KeySheet
from kmss_dpo.ui.kit.files import choose_place
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.notice import Tone
from kmss_dpo.ui.kit.printing import Lanes, PrintJob, ask_and_print
from kmss_dpo.ui.kit.secret_text import SecretText

_WIDTH = 76
_SAVED = "The kit was saved. Move it away from this computer: whoever has it can open the register."


class KitSheet(KeySheet):
    """Until its button is pressed the new key is in this sheet and on paper only, and opens nothing."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk, "New recovery kit", "Use this kit from now on")
        self._recovery = new_recovery_key()
        self.destroyed.connect(partial(wipe, self._recovery))
        self._in_hands = False
        self.key = SecretText("Recovery key")
        self.print_button = button("Print…")
        self.save_button = button("Save PDF…")
        self.safe = QCheckBox("I have put it in a safe place")
        self._show()
        self._lay_out_kit()
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save_pdf)

    def save(self) -> None:
        """Put it in force, once it is in safe hands."""
        ready = self._in_hands or self.safe.isChecked()
        missing = "Print or save the recovery kit, or tick that you have kept it."
        if self.form.refuses({} if ready else {"safe": missing}):
            return
        recovery = bytearray(self._recovery)

        def job() -> None:
            try:
                self._keys.keep_recovery_key(recovery)
            finally:
                wipe(recovery)

        self.keep(self._lane, job)

    def _show(self) -> None:
        text = written_out(self._recovery)
        self.key.show_secret(text)
        wipe(text)

    def _lay_out_kit(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.print_button)
        line.addWidget(self.save_button)
        line.addStretch(1)
        buttons = QWidget()
        buttons.setLayout(line)
        self.explain(NEW_KIT)
        self.form.add_widget(self.key)
        self.form.add_widget(buttons)
        self.form.add("safe", "Before you go on", self.safe)
        self.widen(_WIDTH)

    def _print(self) -> None:
        files = self._desk.files
        job = PrintJob("recovery kit", self._kit, lambda: self._done("The kit was printed."), self.refuse)
        ask_and_print(self, self._desk.runner, Lanes(files, files), job)

    def _save_pdf(self) -> None:
        choose_place(self, "Save the recovery kit", "recovery-kit.pdf", "PDF (*.pdf)", self._save_as)

    def _save_as(self, place: Path) -> None:
        desk = self._desk
        desk.runner.run(
            self,
            desk.files,
            lambda: write_safely(place, self._kit()),
            lambda _: self._done(_SAVED),
            self.refuse,
        )

    def _kit(self) -> bytes:
        """The kit's pages; takes a moment, so on a lane."""
        return self._keys.recovery_kit(self._recovery)

    def _done(self, told: str) -> None:
        self._in_hands = True
        self.form.show_errors({})
        self.notice.say(told, Tone.TOLD)
