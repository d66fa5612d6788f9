"""What stands behind the list of what is ready: the schedule, the log and the holds, each with a way back."""

from concurrent.futures import Executor
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.exporting import Export
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import line_of
from kmss_dpo.ui.retention.certifying import Certifying
from kmss_dpo.ui.retention.hold_list import HoldList
from kmss_dpo.ui.retention.log import DisposalLog
from kmss_dpo.ui.retention.schedule.page import SchedulePage


class Behind(QObject):
    """Puts its pages into a stack and brings one of them to the front, read anew."""

    back_requested = Signal()

    def __init__(
        self, session: Session, runner: Runner, files: Executor, export: Export, pages: QStackedWidget
    ) -> None:
        super().__init__(pages)
        self._session = session
        self._runner = runner
        self._files = files
        self._export = export
        self._pages = pages
        self.schedule = SchedulePage(session, runner, files)
        self.log = DisposalLog(runner, session.reading)
        self.holds = HoldList(session, runner)
        self.certifying = Certifying(session, runner, files, pages)
        for each in (self.schedule, self.log, self.holds):
            pages.addWidget(each)
        self._connect()

    def show_schedule(self) -> None:
        """Show the rules in force and what is proposed."""
        self._pages.setCurrentWidget(self.schedule)
        self.schedule.table.setFocus()
        self.schedule.refresh()

    def show_log(self) -> None:
        """Show what was disposed of."""
        self._pages.setCurrentWidget(self.log)
        self._runner.run(self, self._session.reading, self._session.retention.log, self.log.show_lines)

    def show_holds(self) -> None:
        """Show what is held, and why."""
        self._pages.setCurrentWidget(self.holds)
        self.holds.refresh()

    def refresh_holds(self) -> None:
        """Read the holds again where they are in sight."""
        if self.holds.isVisible():
            self.holds.refresh()

    def resume(self, kept: Unfinished) -> None:
        """Go on with a sheet about the schedule that a lock closed."""
        self.show_schedule()
        self.schedule.desk.resume(kept)

    def _ask_to_export_holds(self) -> None:
        """The list as it is shown now; making it waits for both lanes, so it runs on `files`."""
        shown, columns, export = self.holds.shown(), self.holds.table.shown_columns(), self._export
        titles = [column.title for column in columns]
        make = partial(self._session.holds.export, shown, titles, line_of(columns))
        export.warn(
            say_count(len(shown), "hold"), "it is needed", partial(export.ask, "holds", self._files, make)
        )

    def _connect(self) -> None:
        for page in (self.schedule, self.log, self.holds):
            page.back_requested.connect(self.back_requested)
        self.holds.export_requested.connect(self._ask_to_export_holds)
        retention, reading = self._session.retention, self._session.reading
        self.schedule.export_requested.connect(
            lambda: self._export.ask("retention-schedule", reading, self._session.schedule.export)
        )
        self.log.certificate_requested.connect(self.certifying.of_entry)
        self.log.days_requested.connect(self.certifying.of_days)
        self.log.export_requested.connect(
            lambda: self._export.ask("disposal-log", reading, retention.export_log)
        )
