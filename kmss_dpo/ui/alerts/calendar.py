"""The calendar file: what is said about it first, where to, and writing it there."""

from concurrent.futures import Executor
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.coming_dates import ComingDate
from kmss_dpo.domain.days import say_count
from kmss_dpo.session import Session
from kmss_dpo.support.safe_file import write_safely
from kmss_dpo.ui.kit.confirm import ask
from kmss_dpo.ui.kit.files import choose_place
from kmss_dpo.ui.kit.runner import Runner

_KIND = "Calendars (*.ics)"
NOTHING_AHEAD = "No due date, disposal or review lies ahead, so there is nothing to put into a calendar."
SAVED = "The calendar file was saved."
_WORDS = (
    "It holds references, days and numbers of records, and no names. Whoever sees that calendar sees how "
    "much there is to do. Import it into a calendar of its own: a later file moves what has moved, and what "
    "was dealt with stays there until you delete it. The export is recorded in the audit trail."
)


class CalendarExport(QObject):
    """`told` says what came of it."""

    told = Signal(str)

    def __init__(self, session: Session, runner: Runner, files: Executor, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._runner = runner
        self._files = files
        self._window = window

    def ask(self) -> None:
        """Say what the file will hold, before the place is asked for."""
        session = self._session
        self._runner.run(self, session.reading, session.coming_dates.ahead, self._explain)

    def _explain(self, days: list[ComingDate]) -> None:
        if not days:
            self.told.emit(NOTHING_AHEAD)
            return
        title = f"Save {say_count(len(days), 'coming date')} as a calendar file?"
        ask(self._window, title, _WORDS, "Choose where to save it…", self._choose)

    def _choose(self) -> None:
        name = f"register-dates-{self._session.day().isoformat()}.ics"
        choose_place(self._window, "Save the calendar file", name, _KIND, self.save)

    def save(self, place: Path) -> None:
        """Make the file and write it there."""
        session = self._session
        self._runner.run(
            self,
            self._files,
            lambda: write_safely(place, session.coming_dates.calendar()),
            lambda _: self.told.emit(SAVED),
        )
