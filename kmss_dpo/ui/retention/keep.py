"""“Keep until…” and “Hold…”: a day and a reason, for one record or for all that are ticked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.typing_kept import Typing
from kmss_dpo.ui.retention.form_state import HoldState, KeepState, count_words


@dataclass(frozen=True)
class Asked:
    """What is asked about one record or about several: the title, what follows, the fields, the button."""

    title: str
    words: str
    button: str
    day: str
    hint: str
    state: KeepState


def to_keep(count: int) -> Asked:
    """Keeping so many longer than their period."""
    return Asked(
        f"Keep {count_words(count)} longer",
        f"{'It comes' if count == 1 else 'They come'} back to this list on that day. "
        f"Day and reason are kept with {'the record' if count == 1 else 'each record'}.",
        f"Keep {count_words(count)}",
        "Keep until",
        "Why it is still needed, as in “The claim is not settled”.",
        KeepState(),
    )


def to_hold(count: int) -> Asked:
    """Placing a hold on so many."""
    return Asked(
        f"Hold {count_words(count)}",
        f"Nothing of {'it' if count == 1 else 'them'} is erased until you release the hold. "
        "Copies of identity papers can still go.",
        f"Hold {count_words(count)}",
        "Review on",
        "Why it must be kept, as in “A claim is announced”.",
        HoldState(),
    )


class DayDecision(Decision):
    """Stays open until a later day and a reason are given; Escape does nothing and loses nothing."""

    decided = Signal(object, str)
    typing: Typing[KeepState]

    def __init__(self, parent: QWidget, asked: Asked, today: Callable[[], date]) -> None:
        super().__init__(parent, asked.title, asked.words, asked.button)
        self._today = today
        self._day = DateField(today)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(self.fontMetrics().height() * 4)
        self._form = Form()
        self._form.add("until", asked.day, self._day, required=True)
        self._form.add("reason", "Reason", self.reason, asked.hint, required=True)
        self.column.addWidget(self._form)
        self.binder = Binder(asked.state, self)
        self.binder.day("until", self._day)
        self.binder.text("reason", self.reason)
        self._day.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: as high as what it says, however large the text."""
        super().showEvent(event)
        self.fit()

    def accept(self) -> None:
        """Qt: close only with a day and a reason."""
        state = self.binder.state
        refused = self._form.refuses(state.errors(self._today()))
        self.fit()
        if refused or state.until is None:
            return
        super().accept()
        self.decided.emit(state.until, state.reason)
