"""Fields for what was asked and what came of it: two days that belong together, once or several times."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kmss_dpo.ui.cases.form_state.clock import Pair
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.labels import button, label


class PairField(QWidget):
    """Two nullable days with a word above each."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], name: str, asked: str, met: str) -> None:
        super().__init__()
        self.asked = DateField(today)
        self.met = DateField(today)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for words, field in ((asked, self.asked), (met, self.met)):
            caption = label(words, "small")
            caption.setBuddy(field)
            field.setAccessibleName(f"{name}: {words}")
            part = QVBoxLayout()
            part.setSpacing(2)
            part.addWidget(caption)
            part.addWidget(field)
            line.addLayout(part, 1)
            field.day_changed.connect(self.changed)
        self.setFocusProxy(self.asked)

    def pair(self) -> Pair:
        """The two days."""
        return Pair(self.asked.day(), self.met.day())

    def set_pair(self, pair: Pair) -> None:
        """Show two days."""
        self.asked.set_day(pair.asked_on)
        self.met.set_day(pair.met_on)

    def invalid(self) -> bool:
        """Whether something is typed that is no day."""
        return self.asked.invalid() or self.met.invalid()


class PairsField(QWidget):
    """As many pairs as were needed, one below the other."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], name: str, asked: str, met: str) -> None:
        super().__init__()
        self._today = today
        self._words = (name, asked, met)
        self.fields: list[PairField] = []
        self._more = button("Another one…", "link")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._more.clicked.connect(self._add_another)
        self._add(Pair())

    def pairs(self) -> tuple[Pair, ...]:
        """The pairs in which something is entered."""
        return tuple(field.pair() for field in self.fields if not field.pair().empty())

    def set_pairs(self, pairs: tuple[Pair, ...]) -> None:
        """Show these pairs, and nothing in the fields below them."""
        for field in self.fields[len(pairs) :]:
            field.set_pair(Pair())
        for at, pair in enumerate(pairs):
            if at < len(self.fields):
                self.fields[at].set_pair(pair)
            else:
                self._add(pair)

    def invalid(self) -> bool:
        """Whether something is typed that is no day."""
        return any(field.invalid() for field in self.fields)

    def _add_another(self) -> None:
        self._add(Pair()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, pair: Pair) -> PairField:
        made = PairField(self._today, *self._words)
        made.set_pair(pair)
        made.changed.connect(self.changed)
        self.fields.append(made)
        self._column.insertWidget(self._column.count() - 1, made)
        self.setFocusProxy(self.fields[0])
        return made
