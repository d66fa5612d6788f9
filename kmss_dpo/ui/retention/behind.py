"""What stands behind the list of what is ready: the schedule, the log and the holds, each with a way back."""

from collections.abc import Collection
from concurrent.futures import Executor
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.exporting import Export
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import line_of
from kmss_dpo.ui.retention.bin_list import BinList
from kmss_dpo.ui.retention.certifying import Certifying, DaysDecision
from kmss_dpo.ui.retention.hold_list import HoldList
from kmss_dpo.ui.retention.log import DisposalLog
from kmss_dpo.ui.retention.schedule.page import SchedulePage
from kmss_dpo.ui.retention.suppressing import AddressSheet
from kmss_dpo.ui.retention.suppression_list import SuppressionList

_OF_HOLDS = frozenset(
    {Kind.CASE, Kind.CONTACT, Kind.CORRESPONDENCE, Kind.RETENTION, Kind.DISPOSAL, Kind.HOLD}
)
_OF_BIN = frozenset({Kind.BINNED, Kind.CASE, Kind.HOLD})


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
        self.bin = BinList(session, runner, files)
        self.suppressions = SuppressionList(session, runner, files)
        for each in (self.schedule, self.log, self.holds, self.bin, self.suppressions):
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

    def show_bin(self) -> None:
        """Show what was deleted."""
        self._pages.setCurrentWidget(self.bin)
        self.bin.refresh()

    def show_suppressions(self) -> None:
        """Show who objected to marketing, without an address."""
        self._pages.setCurrentWidget(self.suppressions)
        self.suppressions.refresh()

    def refresh_lists(self, kinds: Collection[Kind]) -> None:
        """Read the lists again that show these kinds of record, where they are in sight."""
        lists: tuple[tuple[Any, frozenset[Kind]], ...] = (
            (self.holds, _OF_HOLDS),
            (self.bin, _OF_BIN),
            (self.suppressions, frozenset({Kind.SUPPRESSION})),
        )
        for each, shown in lists:
            if each.isVisible() and not shown.isdisjoint(kinds):
                each.refresh()

    def resume(self, kept: Unfinished) -> None:
        """Go on with what a lock closed, above the page that it was asked on."""
        match kept.form:
            case DaysDecision.FORM:
                self.show_log()
                self.certifying.of_days().typing.resume(kept)
            case AddressSheet.FORM:
                self.show_suppressions()
                self.suppressions.ask_for_address().typing.resume(kept)
            case _:
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
        for page in (self.schedule, self.log, self.holds, self.bin, self.suppressions):
            page.back_requested.connect(self.back_requested)
        self.holds.export_requested.connect(self._ask_to_export_holds)
        retention, reading = self._session.retention, self._session.reading
        self.suppressions.export_requested.connect(
            lambda: self._export.ask("suppression-list", reading, self._session.suppression.export)
        )
        self.schedule.export_requested.connect(
            lambda: self._export.ask("retention-schedule", reading, self._session.schedule.export)
        )
        self.log.certificate_requested.connect(self.certifying.of_entry)
        self.log.days_requested.connect(self.certifying.of_days)
        self.log.export_requested.connect(
            lambda: self._export.ask("disposal-log", reading, retention.export_log)
        )
