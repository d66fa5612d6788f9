"""The fields for a day and a time until which something is put off."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kmss_dpo.ui.alerts.form_state import PickState, times
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.form import Form, choice
from kmss_dpo.ui.kit.labels import button


class Pick(QWidget):
    """Hidden until it is asked for, with its button; `picked` carries the moment, in UTC."""

    picked = Signal(object)

    def __init__(self, today: Callable[[], date], now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self.day = DateField(today)
        self.at = choice(times())
        self.button = button("Put off until then", "main")
        self._form = Form()
        self._form.add_beside([("day", "Day", self.day), ("at", "Time", self.at)], required=("day",))
        self.binder = Binder(PickState(), self)
        self.binder.day("day", self.day)
        self.binder.choice("at", self.at)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)
        self.button.clicked.connect(self._take)
        self.hide()
        self.button.hide()

    def begin(self) -> None:
        """Show the fields and go to the first."""
        self.show()
        self.button.show()
        self._form.focus_first()

    def _take(self) -> None:
        state = self.binder.state
        error = state.error(self._now())
        if not self._form.refuses({"day": error} if error else {}):
            self.picked.emit(state.until())
