"""The controls that narrow the audit trail: a reference or a name, who, what, which kind, and days."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.trail import action_words
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.form import Form, choice
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.trail.form_state import Narrowed, kinds

_LEAST = 9
"""Characters of plain text in each of the choices at least."""


class Narrowing(QWidget):
    """`changed` carries what is chosen now."""

    changed = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.binder: Binder[Narrowed] = Binder(Narrowed(), self)
        self.form = Form()
        self.text = QLineEdit()
        self.text.setPlaceholderText("Reference or name")
        self.text.setClearButtonEnabled(True)
        self._person, self._action = choice([("Anyone", None)]), choice([("Anything", "")])
        self._kind = choice([("All kinds", None), *kinds()])
        self._since, self._until = DateField(today), DateField(today)
        self._record = label("", "quiet", wrap=True)
        self.clear = button("Clear")
        self._narrowed = FlowingRow((self.clear, self._record))
        self._lay_out()
        self._connect()

    def offer(self, people: Sequence[tuple[int, str]], actions: Sequence[str]) -> None:
        """Offer everyone and everything that the trail knows."""
        now = self.binder.state
        self._person.offer([("Anyone", None), *((name, number) for number, name in people)], now.person)
        said = sorted((action_words(each), each) for each in actions)
        self._action.offer([("Anything", ""), *said], now.action)

    def only(self, record: tuple[Kind, int]) -> None:
        """Narrow to one record, whatever else was chosen."""
        self._show(Narrowed(record=record))

    def _show(self, now: Narrowed) -> None:
        self.text.clear()
        for field in (self._since, self._until):
            field.clear()
        self.binder.show(now)
        self._tell(now)

    def _tell(self, now: Narrowed) -> None:
        self._record.setText("Only the chosen record." if now.record else "")
        self._record.setVisible(now.record is not None)
        self._narrowed.setVisible(now != Narrowed())
        self.form.show_errors(self.form.unreadable())
        self.changed.emit(now)

    def _lay_out(self) -> None:
        for box in (self._person, self._action, self._kind):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LEAST)
        self.form.add_flowing(
            [
                ("text", "Case or contact", self.text),
                ("person", "Who", self._person),
                ("action", "What", self._action),
                ("kind", "Kind of record", self._kind),
                ("since", "From", self._since),
                ("until", "To", self._until),
            ]
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addWidget(self._narrowed)
        self._narrowed.hide()

    def _connect(self) -> None:
        self.binder.line("text", self.text)
        for name, box in (("person", self._person), ("action", self._action), ("kind", self._kind)):
            self.binder.choice(name, box)
        self.binder.day("since", self._since)
        self.binder.day("until", self._until)
        self.binder.changed.connect(self._tell)
        self.clear.clicked.connect(lambda: self._show(Narrowed()))
