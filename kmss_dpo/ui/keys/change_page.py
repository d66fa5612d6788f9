"""A key change on its way, in the window before the register is open: how far it is, and how it went."""

from concurrent.futures import Executor
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.errors import Mistake, Stopped, Trouble
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.long_work import LongWork, Proceed
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.panel import MiddleCard
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner

if TYPE_CHECKING:
    from collections.abc import Callable

    from kmss_dpo.services.unlocking import Opened

_STOPPED = "The key was not changed: the register is as it was. Unlock it with the passphrase that you had."


class ChangePage(QWidget):
    """`opened(Opened)` under the new key, or `given_up` where it was stopped or refused and that was read."""

    opened = Signal(object)
    given_up = Signal()

    def __init__(self, change: "Callable[[Proceed], Opened]", runner: Runner, files: Executor) -> None:
        super().__init__()
        self.setProperty("role", "backdrop")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._change = change
        self.notice = Notice(closable=False)
        self._progress = Progress()
        self._work = LongWork(runner, files, self._progress)
        self.back_button = button("Back to unlocking", "main")
        self.back_button.hide()
        self.back_button.clicked.connect(self.given_up)
        self._lay_out()

    def begin(self) -> None:
        """Do it."""
        words = "Encrypting everything anew, then comparing it…"
        self._work.run(words, self._change, self.opened.emit, self._refused)

    def _refused(self, error: Exception) -> None:
        match error:
            case Stopped():
                self.notice.say(_STOPPED)
            case Mistake() | Trouble():
                self.notice.say_error(error)
            case _:
                self.notice.say("The key could not be changed by a mistake in the program.", Tone.ERROR)
        self.back_button.show()
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        mark_keys(self.window())

    def _lay_out(self) -> None:
        column = MiddleCard(self).column
        column.setSpacing(12)
        column.addWidget(label("A new key for the register", "title", wrap=True))
        words = (
            "The register is locked meanwhile. If the computer stops, nothing is lost: it opens with the old "
            "passphrase until all is done, and with the new one from then on."
        )
        column.addWidget(label(words, "quiet", wrap=True))
        for each in (self._progress, self.notice, self.back_button):
            column.addWidget(each)
