"""A decision that needs a reason, which is kept as a note on the case."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import family_of
from kmss_dpo.domain.ids import Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.ending import TextForm
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.lines import lines_edit
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.typing_kept import Records, Typing, keep_typing

NAME_NOBODY = "It is kept, so name no one."


class ReasonDecision(Decision):
    """Stays open until there is a reason, `lacking` says that there is none; Escape does nothing.

    `reasoned` carries the reason.
    """

    reasoned = Signal(str)

    def __init__(  # noqa: PLR0913 what a decision is made of, and what it asks
        self,
        parent: QWidget,
        title: str,
        words: str,
        decide: str,
        *,
        lacking: str,
        hint: str,
        danger: bool = False,
    ) -> None:
        super().__init__(parent, title, words, decide, danger=danger)
        self._lacking = lacking
        self.reason = lines_edit(3)
        self.binder: Binder[TextForm] = Binder(TextForm(), self)
        self.binder.text("text", self.reason)
        self.form = Form()
        self.form.add("reason", "Reason", self.reason, f"{hint} {NAME_NOBODY}", required=True)
        self.column.addWidget(self.form)
        self.reason.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: with large text the words and the field have room from the start."""
        super().showEvent(event)
        self.fit()

    def keep_typing_on(
        self, session: Session, runner: Runner, view: CaseView, form: str, about: Records
    ) -> Typing[TextForm]:
        """Let a lock keep the reason, for the list of this case and these of its records."""
        return keep_typing(
            self,
            session,
            runner,
            place=family_of(view.details.kind).value,
            form=form,
            state=lambda: self.binder.state,
            show=self.binder.show,
            about=lambda: [(Kind.CASE, view.id), *about],
        )

    def accept(self) -> None:
        """Qt: close only with a reason."""
        reason = self.binder.state.text
        refused = self.form.refuses({} if reason.strip() else {"reason": self._lacking})
        self.fit()
        if not refused:
            super().accept()
            self.reasoned.emit(reason)
