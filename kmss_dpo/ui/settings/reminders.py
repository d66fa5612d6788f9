"""What one is reminded of, how long ahead, by a message of the desktop or not; and the calendar file."""

from concurrent.futures import Executor

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from kmss_dpo.domain.alerts import ALWAYS, HEADINGS, MOST_DAYS_AHEAD, AlertSort, Wanted
from kmss_dpo.session import Session
from kmss_dpo.support.settings import TRAY_MESSAGES, Settings
from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.lines import number_edit
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.ticks import Tick, Ticks

_LEFT_TO_CHOOSE = [(sort.value, HEADINGS[sort]) for sort in AlertSort if sort not in ALWAYS]


class RemindersPanel(Panel):
    """Every choice holds at once: of what, in the register; of the desktop's messages, for this computer."""

    calendar_requested = Signal()

    def __init__(self, session: Session, runner: Runner, settings: Settings, files: Executor) -> None:
        super().__init__("Reminders and calendar")
        self._session, self._runner, self._settings = session, runner, settings
        self._keeping = Newest(runner, session.writing, self)
        self._noting = Newest(runner, files, self)
        self.ticks = Ticks("Remind me of what is overdue, always, and of")
        self.days = number_edit()
        self.days.setRange(1, MOST_DAYS_AHEAD)
        self.messages = Tick(TRAY_MESSAGES.title)
        self.messages.box.setChecked(settings.get(TRAY_MESSAGES))
        self.calendar_button = button("Save a calendar file…")
        dress(self.calendar_button, "calendar")
        self.form = Form()
        self.form.setEnabled(False)
        self._lay_out()
        self._connect()

    def load(self) -> None:
        """Read what is wanted."""
        session = self._session
        self._runner.run(self, session.reading, session.attention.wanted, self._show)

    def _lay_out(self) -> None:
        self.form.add_widget(self.ticks)
        self.ticks.begin(_LEFT_TO_CHOOSE, ())
        self.form.add("days_ahead", "Due soon means within so many days", self.days)
        line = QHBoxLayout()
        line.addWidget(self.calendar_button)
        line.addStretch(1)
        said = f"{TRAY_MESSAGES.help_text} No names and no references."
        self.messages.box.setAccessibleDescription(said)
        coming = "Due dates, disposals and reviews that lie ahead, by reference, for a calendar of your own."
        self.column.addWidget(self.form)
        self.column.addWidget(self.messages)
        self.column.addWidget(label(said, "small", wrap=True))
        self.column.addWidget(label(coming, "quiet", wrap=True))
        self.column.addLayout(line)

    def _connect(self) -> None:
        self.ticks.changed.connect(lambda _sort, _on: self._keep())
        self.days.valueChanged.connect(lambda _days: self._keep())
        self.messages.box.toggled.connect(self._note)
        self.calendar_button.clicked.connect(self.calendar_requested)

    def _show(self, wanted: Wanted) -> None:
        self.ticks.show_ticked([sort.value for sort in wanted.sorts])
        self.days.blockSignals(True)  # noqa: FBT003 Qt's own way to say it
        self.days.setValue(wanted.days_ahead)
        self._suffix()
        self.days.blockSignals(False)  # noqa: FBT003 as above
        self.form.setEnabled(True)

    def _suffix(self) -> None:
        self.days.setSuffix(" day" if self.days.value() == 1 else " days")

    def _keep(self) -> None:
        """Keep what is chosen now, one choice after the other."""
        self._suffix()
        wanted = Wanted(frozenset(map(AlertSort, self.ticks.ticked())), self.days.value())
        self._keeping.ask(lambda: self._session.attention.want(wanted), lambda _: None)

    def _note(self, on: bool) -> None:  # noqa: FBT001 - a Qt signal carries it so
        settings = self._settings
        self._noting.ask(lambda: settings.set(TRAY_MESSAGES, on), lambda _: None)
