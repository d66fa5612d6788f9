"""A form over the page, with one button that saves; it keeps what was typed until then."""

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kmss_dpo.domain.errors import Conflict, Mistake
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.confirm import ask
from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.typing_kept import Records, Typing, keep_typing

S = TypeVar("S")
T = TypeVar("T")


class Sheet(QDialog):
    """A form with one button that saves; Escape asks before it throws away what was typed.

    `FORM` is the name under which a sheet that a lock closed is found again; `typing` keeps it until then.
    `CONFLICT` is what is said where the record was changed meanwhile.
    """

    FORM = ""
    CONFLICT = (
        "This was changed elsewhere since you opened it, so nothing was saved. Close this, look at it as it "
        "is now, and enter your change again."
    )
    saved = Signal(object)
    typing: Typing[Any]

    def __init__(self, parent: QWidget, runner: Runner, title: str, decide: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setModal(True)
        self._runner = runner
        self._page = parent
        self.form = Form()
        self.notice = Notice(closable=False)
        self.decide_button = button(decide, "main")
        self._cancel = button("Cancel")
        self.body = QHBoxLayout()
        self._whole = QVBoxLayout(self)
        self._scroll = Scrolling(title, margin=4)
        self._lay_out(title)
        self.decide_button.setDefault(True)
        self.decide_button.clicked.connect(self.save)
        self._cancel.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.decide_button.click)

    def save(self) -> None:
        """Do what the button says; each sheet its own."""
        raise NotImplementedError

    def keep_typing(
        self,
        session: Session,
        place: str,
        state: Callable[[], S],
        show: Callable[[S], None],
        about: Callable[[], Records] = tuple,
    ) -> None:
        """Let a lock keep what is typed; called once the sheet shows what it begins with."""
        self.typing = keep_typing(
            self, session, self._runner, place=place, form=self.FORM, state=state, show=show, about=about
        )

    def touched(self) -> bool:
        """Whether something was typed that would be lost."""
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: every button and field has its key, and the first field that can be filled in has the focus."""
        super().showEvent(event)
        mark_keys(self)
        if not self.form.isAncestorOf(self.focusWidget()):
            self.form.focus_first()

    def widen(self, characters: int, lines: int = 0) -> None:
        """Give the sheet room for lines of so many characters, so many at least, as far as the screen has."""
        room = self._page.window().size()
        width = min(self.fontMetrics().averageCharWidth() * characters, round(room.width() * 0.94))
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self._scroll.setMinimumWidth(min(self.form.minimumSizeHint().width() + bar + 16, width))
        around = self._whole.sizeHint().height() - self._scroll.sizeHint().height()
        wanted = max(self._needed(width - 80) + around + 32, lines * self.fontMetrics().height())
        self.resize(width, min(wanted, round(room.height() * 0.94)))

    def _needed(self, width: int) -> int:
        """The height of the form in pixels at a width."""
        if self.form.hasHeightForWidth():
            return self.form.heightForWidth(width)
        return self.form.sizeHint().height()

    def keep(self, lane: Executor, job: Callable[[], T], then: Callable[[T], None] | None = None) -> None:
        """Save with `job` on a lane; the sheet closes when that went well, and says why when not."""
        self.notice.hide()
        self.decide_button.setEnabled(False)
        self._runner.run(self, lane, job, lambda answer: self._kept(answer, then), self.refuse)

    def refuse(self, error: Exception) -> None:
        """Say why it was not saved: beside the field where there is one, else above the form."""
        self.decide_button.setEnabled(True)
        match error:
            case Conflict():
                self.notice.say(self.CONFLICT, Tone.ERROR)
            case Mistake() if self.form.show_mistake(error):
                pass
            case _:
                self.notice.say_error(error)

    def reject(self) -> None:
        """Qt: Escape, Cancel and the cross; asks first where something would be lost.

        While it is being saved the answer is waited for: it could no longer be thrown away.
        """
        if not self.decide_button.isEnabled():
            return
        if not self.touched():
            super().reject()
            return
        ask(
            self,
            "Throw away what you typed?",
            "Nothing of it has been saved.",
            "Throw away",
            lambda: QDialog.reject(self),
            danger=True,
        )

    def _kept(self, answer: T, then: Callable[[T], None] | None) -> None:
        if then:
            then(answer)
        self.saved.emit(answer)
        self.accept()

    def _lay_out(self, title: str) -> None:
        self._scroll.column.addWidget(self.form)
        self._scroll.column.addStretch(1)
        self.body.setSpacing(24)
        self.body.addWidget(self._scroll, 3)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.decide_button)
        column = self._whole
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, "title", wrap=True))
        column.addWidget(self.notice)
        column.addLayout(self.body, 1)
        column.addLayout(foot)
