"""The retention page: what has run out is erased or kept; schedule, log and holds stand behind it."""

from concurrent.futures import Executor
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.disposal import Ready
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.retention import RetentionRule
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.exporting import Export
from kmss_dpo.ui.kit.long_work import LongWork, Proceed
from kmss_dpo.ui.kit.notice import Toast, Tone
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.retention.behind import Behind
from kmss_dpo.ui.retention.deciding import PATIENCE, Deciding
from kmss_dpo.ui.retention.form_state import count_words
from kmss_dpo.ui.retention.ready_list import ReadyList

_SHOWN = frozenset(
    {
        Kind.CASE,
        Kind.CONTACT,
        Kind.CORRESPONDENCE,
        Kind.DOCUMENT,
        Kind.IDENTITY_CHECK,
        Kind.RETENTION,
        Kind.DISPOSAL,
        Kind.HOLD,
        Kind.BINNED,
    }
)
_GATHER = 400
"""For how many milliseconds changes gather before the list is read again."""


class RetentionPage(QWidget):
    """Reading the list waits for the register's lanes, so it runs on `files`, the window's own pool."""

    show_requested = Signal(object, int)
    hold_requested = Signal(object)

    def __init__(
        self, session: Session, runner: Runner, files: Executor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._files = files
        self._stale = True
        self._read_once = False
        retention = session.retention
        self.ready = ReadyList(retention.contents, runner, session.reading, files)
        self.deciding = Deciding(session, runner, files, self.ready, self)
        self.export = Export(session, runner, files, self)
        self._reading = LongWork(runner, files, self.ready.progress, PATIENCE)
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER)
        self._pages = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._pages.addWidget(self.ready)
        self.behind = Behind(session, runner, files, self.export, self._pages)
        self.schedule, self.log, self.holds = self.behind.schedule, self.behind.log, self.behind.holds
        self._toast = Toast(self)
        self._connect()

    def changes_made(self, changes: Changes) -> None:
        """Read again soon, where something shown here was touched."""
        self.behind.refresh_lists(changes.kinds())
        if _SHOWN.isdisjoint(changes.kinds()):
            return
        self._stale = True
        if self.isVisible() and not self._gather.isActive():
            self._gather.start()

    def refresh(self) -> None:
        """Read what is ready now; where that is going on already, once more after it."""
        self._stale = self._reading.running()
        if not self._stale:
            self._reading.run("Reading what has run out", self._read_ready, self._show, self._failed)

    def read(self) -> bool:
        """Whether the list has been read at all."""
        return self._read_once

    def show_list(self) -> None:
        """Bring the list of what is ready to the front."""
        self._pages.setCurrentWidget(self.ready)

    def first_focus(self) -> None:
        """Go to the list."""
        self.show_list()
        self.ready.table.setFocus()

    def resume(self, kept: Unfinished) -> None:
        """Go on with a sheet that a lock closed, above the list or behind it."""
        if not self.deciding.resumes(kept):
            self.behind.resume(kept)

    def _connect(self) -> None:
        ready = self.ready
        self._gather.timeout.connect(self._refresh_if_stale)
        ready.ticks_changed.connect(self.deciding.count)
        ready.keep_requested.connect(self.deciding.keep)
        ready.place_requested.connect(self.deciding.hold)
        ready.open_requested.connect(lambda case: self.show_requested.emit(Kind.CASE, case))
        ready.foot.erase_requested.connect(self.deciding.dispose)
        ready.foot.certificate_requested.connect(self.deciding.preview_certificate)
        self.deciding.ended.connect(self.refresh)
        ready.hold_requested.connect(self.hold_requested)
        self.holds.hold_requested.connect(self.hold_requested)
        ready.head.schedule_requested.connect(self.behind.show_schedule)
        ready.head.log_requested.connect(self.behind.show_log)
        ready.head.holds_requested.connect(self.behind.show_holds)
        ready.head.bin_requested.connect(self.behind.show_bin)
        ready.head.suppressions_requested.connect(self.behind.show_suppressions)
        self.behind.back_requested.connect(self.show_list)
        for listed in (self.holds, self.behind.bin):
            listed.open_requested.connect(self.show_requested)
        ready.export_requested.connect(self._ask_to_export_list)
        self.export.written.connect(
            lambda: self._toast.say("The list was exported. The file is not encrypted.")
        )

    def _read_ready(self, proceed: Proceed) -> tuple[list[Ready], dict[str, RetentionRule], int]:
        retention, holds = self._session.retention, self._session.holds
        rules = {rule.code.value: rule for rule in retention.schedule()}
        return retention.ready(proceed), rules, holds.to_review()

    def _show(self, read: tuple[list[Ready], dict[str, RetentionRule], int]) -> None:
        self._read_once = True
        listed, rules, to_review = read
        self.ready.show_ready(listed, rules)
        self.ready.head.show_to_review(to_review)
        if self._reading.stopped():
            words = f"Reading was cancelled after {count_words(len(listed))}: there may be more."
            self.ready.notice.say(words, Tone.WARNING, "Read all", self.refresh)
        self._refresh_if_stale()

    def _refresh_if_stale(self) -> None:
        if self._stale and self.isVisible() and not self.deciding.running():
            self.refresh()

    def _failed(self, error: Exception) -> None:
        self._runner.report(error)
        self.refresh()

    def _ask_to_export_list(self) -> None:
        shown, export, files = self.ready.shown(), self.export, self._files
        make = partial(self._session.retention.export_ready, shown)  # waits for the audit, so on `files`
        ask_place = partial(export.ask, "disposal-list", files, make)
        export.warn(count_words(len(shown)), "the approval takes", ask_place)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what changed meanwhile is read now."""
        super().showEvent(event)
        self._refresh_if_stale()
