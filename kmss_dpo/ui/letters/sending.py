"""The decision that a letter leaves: how and on which day, which is the day the law counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.dispatch import Leaving
from kmss_dpo.domain.letters import Worded, before_writing
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.confirm import LongDecision
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.form import Form, choice
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.letters.care import Care
from kmss_dpo.ui.letters.sending_state import (
    Sending,
    asks_for_update,
    sending_errors,
    sending_of,
    unsafe,
    where_to,
)

_LATER = "The case counts as unanswered until the letter leaves. Record that day under Letters on the case."
_COUNTS = "The law counts the day it leaves, not the date on the letter."
_LEFT: tuple[tuple[str, Channel | None], ...] = (
    ("By post", Channel.POST),
    ("By email", Channel.EMAIL),
    ("Handed over", Channel.IN_PERSON),
)
WAYS: Sequence[tuple[str, Channel | None]] = (*_LEFT, ("Not sent yet", None))
WAYS_IT_LEFT: Sequence[tuple[str, Channel | None]] = _LEFT
_FIELDS = ("channel", "on", "update_on", "proof", "reason")


@dataclass(frozen=True)
class Question:
    """What is decided, in words, and the ways that are offered."""

    title: str
    words: str
    decide: str
    ways: Sequence[tuple[str, Channel | None]]


class SendDialog(LongDecision):
    """Taken, `state()` says how it is sent, and nothing is wrong with that. Escape does nothing."""

    def __init__(self, parent: QWidget, question: Question, leaving: Leaving, today: date) -> None:
        super().__init__(parent, question.title, question.words, question.decide)
        self._leaving = leaving
        self._today = today
        self.care = Care()
        self._form = Form()
        self._way = choice(question.ways)
        self._day, self._update = DateField(lambda: today), DateField(lambda: today)
        self._proof, self._reason = QLineEdit(), QLineEdit()
        self._where = label("", "small", wrap=True)
        self._unsafe = Notice(closable=False)
        self._later = label(_LATER, "small", wrap=True)
        self._binder: Binder[Sending] = Binder(sending_of(leaving.draft, today), self)
        self._lay_out()
        self._tie()
        self.care.show_lines(_to_know(leaving))
        self._follow(self.state())
        self._way.setFocus()

    def state(self) -> Sending:
        """How it is sent."""
        return self._binder.state

    def show_state(self, state: Sending) -> None:
        """Show what was entered before a lock."""
        self._binder.show(state)
        self._follow(state)

    def errors(self) -> dict[str, str]:
        """What is shown to be wrong, by field."""
        return {name: said for name in _FIELDS if (said := self._form.row(name).error())}

    def unsafe(self) -> str:
        """What is said of an unsafe way."""
        return self._unsafe.sentence()

    def accept(self) -> None:
        """Qt: taken only when nothing is wrong."""
        if self._form.refuses(sending_errors(self.state(), self._leaving, self._today)):
            self.make_room()
            wrong = self._form.row(next(iter(self.errors())))
            QTimer.singleShot(0, self, lambda: self.fields.ensureWidgetVisible(wrong))
        else:
            super().accept()

    def _lay_out(self) -> None:
        form = self._form
        form.add("channel", "How it is sent", self._way)
        form.add_widget(self._where)
        form.add_widget(self._unsafe)
        form.add("reason", "Why this way is safe now", self._reason, "Kept on the case.", required=True)
        form.add("on", "Sent on", self._day, _COUNTS)
        form.add(
            "update_on", "You promise to write again by", self._update, "The case reminds you of that day."
        )
        form.add("proof", "Proof of sending", self._proof, "If there is one, such as a tracking number.")
        form.add_widget(self._later)
        self.fields.column.addWidget(self.care)
        self.fields.column.addWidget(form)
        self.fields.column.addStretch(1)

    def _tie(self) -> None:
        self._binder.choice("channel", self._way)
        self._binder.day("on", self._day)
        self._binder.day("update_on", self._update)
        self._binder.line("proof", self._proof)
        self._binder.line("reason", self._reason)
        self._binder.changed.connect(self._follow)

    def _follow(self, state: Sending) -> None:
        """Ask only for what the way chosen calls for."""
        warned = unsafe(state, self._leaving)
        if not warned:
            self._unsafe.hide()
        elif warned != self.unsafe():
            self._unsafe.say(warned, Tone.ERROR)
        self._where.setText(where_to(state, self._leaving))
        leaves = state.channel is not None
        shown = {
            "on": leaves,
            "proof": leaves,
            "update_on": asks_for_update(state, self._leaving),
            "reason": bool(warned),
        }
        for name, wanted in shown.items():
            self._form.row(name).setVisible(wanted)
        self._where.setVisible(bool(self._where.text()))
        self._later.setVisible(not leaves)
        self._form.show_errors({})
        self.make_room()


def _to_know(leaving: Leaving) -> tuple[str, ...]:
    """What to know of each person before it leaves."""
    draft = leaving.draft
    written = Worded(draft.language, frozenset())
    return before_writing(leaving.people, outside=draft.nature.goes_outside, worded=written)
