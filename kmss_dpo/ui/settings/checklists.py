"""The officer's own checklists: one for each kind of case, a line for each item."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from kmss_dpo.domain.cases import KINDS, CaseKind
from kmss_dpo.domain.checklists import DEFAULTS
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.form import Form, choice
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.typing_kept import Typing

_LINES = 9


@dataclass(frozen=True)
class ChecklistTyped:
    """Whose list is being typed, None while none is, and its items."""

    kind: CaseKind | None
    items: str


class ChecklistsPanel(Panel):
    """What is ticked on a case already stays ticked, whatever becomes of the list."""

    FORM = "checklist"

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__("Checklists")
        self._session = session
        self._runner = runner
        self._kept = ""
        self._left: dict[CaseKind, str] = {}
        self._shown = CaseKind.ACCESS
        self.kind = choice([(KINDS[kind].title, kind) for kind in CaseKind])
        self.items = QPlainTextEdit()
        self.items.setTabChangesFocus(True)
        self.items.setMinimumHeight(self.fontMetrics().height() * _LINES)
        self.form = Form()
        self.form.add("kind", "Kind of case", self.kind)
        self.form.add("items", "What must not be forgotten", self.items, "One item on each line.")
        self.save_button = button("Save this checklist", "main")
        self.restore_button = button("Back to the built-in list")
        self.said = label("", "small", wrap=True)
        foot = QHBoxLayout()
        foot.addWidget(self.restore_button)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        self.column.addWidget(self.form)
        self.column.addWidget(self.said)
        self.column.addLayout(foot)
        self._connect()
        self.typing = Typing(
            self,
            session,
            runner,
            place="settings",
            form=self.FORM,
            title="Checklists",
            state=self._state,
            show=self._put_back,
        )

    def load(self) -> None:
        """Read the list of the kind that is chosen; what is being typed stays."""
        if not self._typed():
            self._read()

    def resume(self, kept: Unfinished) -> None:
        """Go on with what was being typed before a lock."""
        self.typing.resume(kept)

    def _typed(self) -> bool:
        return self.items.toPlainText() != self._kept

    def _read(self) -> None:
        self.items.setReadOnly(True)  # what is typed before it was read would be lost
        kind, lists = self._chosen(), self._session.checklists
        self._runner.run(self, self._session.reading, lambda: lists.template(kind), self._show)

    def _chosen(self) -> CaseKind:
        return CaseKind(self.kind.currentData())

    def _show(self, template: tuple[str, ...]) -> None:
        """What was typed for this kind and not saved is shown again."""
        self._kept = "\n".join(template)
        self._shown = self._chosen()
        self.typing.begin(ChecklistTyped(None, self._kept))
        self.items.setReadOnly(False)
        self.items.setPlainText(self._left.pop(self._shown, self._kept))
        self.form.show_errors({})
        self._follow()

    def _state(self) -> ChecklistTyped:
        return ChecklistTyped(self._shown if self._typed() else None, self.items.toPlainText())

    def _put_back(self, state: ChecklistTyped) -> None:
        if state.kind is None:
            return
        self._left[state.kind] = state.items
        if self._shown is state.kind:
            self._read()
        else:
            self.kind.setCurrentIndex(list(CaseKind).index(state.kind))

    def _follow(self) -> None:
        """Both buttons are there for something only."""
        own = self.items.toPlainText().splitlines() != list(DEFAULTS[self._chosen()])
        self.save_button.setEnabled(self._typed())
        self.restore_button.setEnabled(own)

    def _save(self) -> None:
        kind, typed = self._chosen(), self.items.toPlainText().splitlines()
        settle = self._session.checklists.settle_template
        self._keep(lambda: settle(kind, typed))

    def _restore(self) -> None:
        kind, restore = self._chosen(), self._session.checklists.restore_template
        self._keep(lambda: restore(kind))

    def _keep(self, job: Callable[[], None]) -> None:
        self._runner.run(self, self._session.writing, job, lambda _none: self._saved(), self._refuse)

    def _saved(self) -> None:
        self.said.setText("Saved. Open cases show this list from now on; ticks stay.")
        self._read()

    def _refuse(self, error: Exception) -> None:
        if not (isinstance(error, Mistake) and self.form.show_mistake(error)):
            self._runner.report(error)

    def _other(self) -> None:
        if self._typed():
            self._left[self._shown] = self.items.toPlainText()
        self.said.setText("")
        self._read()

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _at: self._other())
        self.items.textChanged.connect(self._follow)
        self.save_button.clicked.connect(self._save)
        self.restore_button.clicked.connect(self._restore)
