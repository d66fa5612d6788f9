"""The decision that something of another case is meant to stand in the letter, and why."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from kmss_dpo.domain.letters import Clash, Draft, Missing
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.form import Form, choice
from kmss_dpo.ui.letters.meaning_state import Meaning, meaning_errors, meaning_of, ways

_WORDS = (
    "{} Filing goes on only if it may stand there. What you say here is kept on the case when the letter is "
    "filed, without the words themselves."
)
_NAME_NOBODY = "Name nobody here: the note stays on this case."


class MeaningDialog(Decision):
    """Taken, `state()` says why it is meant, and nothing is wrong with that."""

    def __init__(self, parent: QWidget, draft: Draft, item: Missing) -> None:
        assert item.clash is not None, "only what is of another case can be meant"
        super().__init__(parent, "It is meant", _WORDS.format(item.sentence), "Keep this")
        self._draft = draft
        self.clash = item.clash
        self._form = Form()
        self._why, self._reason = choice(ways(draft, item.clash)), QLineEdit()
        self._form.add("why", "Why it may stand there", self._why, required=True)
        self._form.add("reason", "Reason", self._reason, _NAME_NOBODY, required=True)
        self.column.addWidget(self._form)
        self._binder: Binder[Meaning] = Binder(meaning_of(draft, item.clash), self)
        self._binder.choice("why", self._why)
        self._binder.line("reason", self._reason)
        self._why.setFocus()

    def state(self) -> Meaning:
        """What is entered."""
        return self._binder.state

    def errors(self) -> dict[str, str]:
        """What is shown to be wrong, by field."""
        return {name: said for name in ("why", "reason") if (said := self._form.row(name).error())}

    def accept(self) -> None:
        """Qt: taken only when nothing is wrong."""
        if self._form.refuses(meaning_errors(self._draft, self.clash, self.state())):
            self.fit()
        else:
            super().accept()


def ask_meaning(
    parent: QWidget, draft: Draft, item: Missing, then: Callable[[Clash, Meaning], None]
) -> MeaningDialog:
    """Ask why something of another case stands in the letter; `then` hears of the answer."""
    dialog = MeaningDialog(parent, draft, item)
    dialog.accepted.connect(lambda: then(dialog.clash, dialog.state()))
    dialog.open()
    return dialog
