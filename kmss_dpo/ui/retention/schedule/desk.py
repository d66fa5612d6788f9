"""Opens the sheets about the schedule, and says what came of it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kmss_dpo.domain.retention import RecordClass, RetentionRule
from kmss_dpo.domain.schedule import RuleVersion
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.services.schedule import WholeSchedule
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheet import Sheet
from kmss_dpo.ui.retention.schedule.approval_sheet import ApprovalSheet
from kmss_dpo.ui.retention.schedule.rule_sheet import RuleSheet
from kmss_dpo.ui.retention.schedule.versions_sheet import VersionsSheet


class ScheduleDesk(QObject):
    """A sheet that stands open is not opened again by a double click."""

    proposed = Signal()
    approved = Signal()

    def __init__(self, session: Session, runner: Runner, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._runner = runner
        self._page = page
        self._open: Sheet | None = None

    def change(self, code: RecordClass, kept: Unfinished | None = None) -> None:
        """Show a rule to change it."""

        def make(whole: WholeSchedule) -> Sheet | None:
            seen = whole.proposed(code)
            return RuleSheet(self._page, self._session, self._runner, whole, seen) if seen else None

        self._read(make, self.proposed.emit, kept)

    def approve(self, listed: str = "", kept: Unfinished | None = None) -> None:
        """Ask until when what is proposed, or else the schedule as it is, shall stand unreviewed."""
        self._read(
            lambda whole: ApprovalSheet(self._page, self._session, self._runner, whole, listed),
            self.approved.emit,
            kept,
        )

    def look_back(self, code: RecordClass) -> None:
        """Show the versions of a rule."""
        session, page, runner = self._session, self._page, self._runner

        def read() -> tuple[Sequence[RuleVersion], RetentionRule | None]:
            return session.schedule.versions(code), session.schedule.whole().proposed(code)

        def show(found: tuple[Sequence[RuleVersion], RetentionRule | None]) -> None:
            versions, seen = found
            if versions and seen and self._open is None:
                self._show(VersionsSheet(page, session, runner, versions, seen), self.proposed.emit, None)

        runner.run(self, session.reading, read, show)

    def resume(self, kept: Unfinished) -> None:
        """Go on with a sheet that a lock closed."""
        if kept.form.startswith(RuleSheet.FORM):
            self.change(RecordClass(kept.form.removeprefix(RuleSheet.FORM)), kept)
        else:
            self.approve(kept=kept)

    def _read(
        self,
        make: Callable[[WholeSchedule], Sheet | None],
        then: Callable[[], None],
        kept: Unfinished | None,
    ) -> None:
        def show(whole: WholeSchedule) -> None:
            sheet = make(whole) if self._open is None else None
            if sheet:
                self._show(sheet, then, kept)

        self._runner.run(self, self._session.reading, self._session.schedule.whole, show)

    def _show(self, sheet: Sheet, then: Callable[[], None], kept: Unfinished | None) -> None:
        self._open = sheet
        sheet.saved.connect(lambda _answer: then())
        sheet.finished.connect(self._closed)
        sheet.open()
        if kept:
            sheet.typing.resume(kept)

    def _closed(self) -> None:
        self._open = None
