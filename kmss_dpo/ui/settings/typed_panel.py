"""A panel of the settings with a form that a button saves; a lock keeps what is typed in it."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.labels import button
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.typing_kept import Typing

S = TypeVar("S")


class TypedPanel(Panel, Generic[S]):
    """`FORM` is the name under which what a lock kept is found again."""

    FORM = ""
    typing: Typing[Any]

    def __init__(self, title: str, session: Session, runner: Runner, begun: S, save: str) -> None:
        super().__init__(title)
        self._title, self._session, self._runner = title, session, runner
        self._resumed: Unfinished | None = None
        self.binder: Binder[S] = Binder(begun, self)
        self.form = Form()
        self.save_button = button(save, "main")

    def resume(self, kept: Unfinished) -> None:
        """Go on with what was being typed before a lock, over what is kept, once that was read."""
        if self.form.isEnabled():
            self.typing.resume(kept)
        else:
            self._resumed = kept

    def keep_typing(self, show: Callable[[S], None]) -> None:
        """Let a lock keep what is typed; called once the panel has its fields."""
        self.typing = Typing(
            self,
            self._session,
            self._runner,
            place="settings",
            form=self.FORM,
            title=self._title,
            state=lambda: self.binder.state,
            show=show,
        )

    def allow_typing(self) -> None:
        """What is kept was read: from now on it can be typed over."""
        self.form.setEnabled(True)
        resumed, self._resumed = self._resumed, None
        if resumed:
            self.typing.resume(resumed)

    def lay_out_with(self, beside: QPushButton) -> None:
        """The form, and below it a button at the left and the one that saves at the right."""
        foot = QHBoxLayout()
        foot.addWidget(beside)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        self.column.addWidget(self.form)
        self.column.addLayout(foot)

    def refuse(self, error: Exception) -> None:
        """Say why it was not saved: beside the field where there is one."""
        if not (isinstance(error, Mistake) and self.form.show_mistake(error)):
            self._runner.report(error)
