"""The decision to file a letter: how and on which day it is sent, which is the day the law counts."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.cases import Channel
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.form import Form, choice
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.letters.foot import After
from kmss_dpo.ui.letters.form_state import Sending
from kmss_dpo.ui.letters.handing_out import NOT_ENCRYPTED

_DECIDE = {After.PRINT: "File and print", After.SAVE: "File and save PDF", After.NOTHING: "File"}
_FROZEN = "A filed letter is kept on the case as it is now and can't be changed any more."
_LATER = "The case counts as unanswered until the letter leaves; log it on the case on that day."
_WAYS: tuple[tuple[str, Channel | None], ...] = (
    ("By post", Channel.POST),
    ("By email", Channel.EMAIL),
    ("Handed over", Channel.IN_PERSON),
    ("Not sent yet", None),
)


class SendDialog(Decision):
    """Taken, `state()` says how it is sent; `check` answers what is wrong. Escape files nothing."""

    def __init__(
        self,
        parent: QWidget,
        after: After,
        sending: Sending,
        check: Callable[[Sending], dict[str, str]],
        today: Callable[[], date],
    ) -> None:
        words = f"{_FROZEN} {NOT_ENCRYPTED}" if after is After.SAVE else _FROZEN
        super().__init__(parent, "File this letter", words, _DECIDE[after])
        self._check = check
        self._form = Form()
        way, day = choice(_WAYS), DateField(today)
        self._form.add("channel", "How it is sent", way)
        self._form.add("on", "Sent on", day, "The law counts the day it leaves, not the date on the letter.")
        self._later = label(_LATER, "small", wrap=True)
        self._form.add_widget(self._later)
        self.column.addWidget(self._form)
        self._binder: Binder[Sending] = Binder(sending, self)
        self._binder.choice("channel", way)
        self._binder.day("on", day)
        self._binder.changed.connect(self._follow)
        self._follow(sending)
        way.setFocus()

    def state(self) -> Sending:
        """How it is sent."""
        return self._binder.state

    def errors(self) -> dict[str, str]:
        """What is shown to be wrong, by field."""
        return {name: said for name in ("channel", "on") if (said := self._form.row(name).error())}

    def accept(self) -> None:
        """Qt: taken only when nothing is wrong."""
        errors = self._check(self.state())
        self._form.show_errors(errors)
        if errors:
            self._form.focus_first_error()
            self._make_room()
        else:
            super().accept()

    def _follow(self, state: Sending) -> None:
        self._form.row("on").setVisible(state.channel is not None)
        self._later.setVisible(state.channel is None)
        self._form.show_errors({})
        self._make_room()

    def _make_room(self) -> None:
        """The dialog grows and shrinks with what it says."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.resize(self.width(), max(self.heightForWidth(self.width()), self.minimumSizeHint().height()))
