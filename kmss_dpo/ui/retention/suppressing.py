"""Putting an address on the suppression list by hand, and taking lines off it again.

The address is kept over no lock: the register is to hold none for this list. The reason is.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.ids import SuppressionId
from kmss_dpo.domain.suppression import SORT_WORDS, Address, Off
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.form import Form, choice
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.lines import lines_edit
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheet import Sheet
from kmss_dpo.ui.retention.form_state import AddressState
from kmss_dpo.ui.retention.schedule.rule_sheet import PLACE

_SAID = (
    "Only a keyed hash of it is kept: the next import recognises the address, and nobody can read it from "
    "the list."
)
_HINT = "As in “Asked on the phone”. It is kept, so name no one and no address."


class AddressSheet(Sheet):
    """`saved` carries whether the address is new on the list."""

    FORM = "address to suppress"

    def __init__(self, parent: QWidget, session: Session, runner: Runner) -> None:
        super().__init__(parent, runner, "Add an address", "Put on the list")
        self._session = session
        self.sort = choice([(words, sort) for sort, words in SORT_WORDS.items()])
        self.value, self.reason = lines_edit(2), lines_edit(2)
        self.form.add_widget(label(_SAID, "quiet", wrap=True))
        self.form.add("sort", "Kind", self.sort, required=True)
        self.form.add("value", "Address", self.value, required=True)
        self.form.add("reason", "Reason", self.reason, _HINT, required=True)
        self._binder: Binder[AddressState] = Binder(AddressState(), self)
        self._binder.choice("sort", self.sort)
        self._binder.text("reason", self.reason)
        self.widen(60)
        self.keep_typing(session, PLACE, lambda: self._binder.state, self._binder.show)

    def touched(self) -> bool:
        """Whether something was typed."""
        return bool(self.value.toPlainText().strip() or self.reason.toPlainText().strip())

    def save(self) -> None:
        """Put it on the list, or say beside a field what is wrong."""
        self.form.show_errors({})
        state, add = self._binder.state, self._session.suppression.add
        address = Address(state.sort, self.value.toPlainText())
        self.keep(self._session.writing, lambda: add(address, state.reason))


class TakeOffDecision(Decision):
    """Stays open until a reason is chosen; `decided` carries it."""

    decided = Signal(object)

    def __init__(self, parent: QWidget, chosen: Sequence[SuppressionId]) -> None:
        lines = say_count(len(chosen), "line")
        super().__init__(
            parent,
            f"Take {lines} off the list?",
            "Marketing may be sent there again. The digest goes from the kept backups too, and cannot be "
            "brought back without the address.",
            f"Take {lines} off",
            danger=True,
        )
        self.why = choice([(each.value.capitalize(), each) for each in Off])
        self.why.setPlaceholderText("Choose…")
        self.why.setCurrentIndex(-1)
        self.form = Form()
        self.form.add("why", "Why", self.why, "The log keeps this reason.", required=True)
        self.column.addWidget(self.form)
        self.why.setFocus()

    def accept(self) -> None:
        """Qt: close only with a reason."""
        why = self.why.currentData()
        refused = self.form.refuses({} if isinstance(why, Off) else {"why": "Choose why it is taken off."})
        self.fit()
        if not refused:
            super().accept()
            self.decided.emit(why)
