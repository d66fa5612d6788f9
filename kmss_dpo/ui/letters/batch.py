"""The same letter to many: choose a template, see what is ready, file in one run, print or save them."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from kmss_dpo.domain.batches import Batch, BatchReport, Bound, Choices
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.letters import Template
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.long_work import LongWork, Proceed
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.letters.batch_choices import BatchChoices
from kmss_dpo.ui.letters.batch_gaps import BatchGaps
from kmss_dpo.ui.letters.batch_out import BatchOut
from kmss_dpo.ui.letters.batch_state import (
    all_words,
    decide,
    each_outcome,
    each_waiting,
    letter_words,
    outcome,
)

T = TypeVar("T")
_WIDE, _LINES = 86, 6


@dataclass(frozen=True)
class Wanted:
    """Whom to write to: what to call them, the letters that fit, and what each would be."""

    title: str
    offered: Callable[[], Sequence[Template]]
    look: Callable[[str, Choices, Proceed], Batch]


def to_cases(session: Session, cases: Sequence[int]) -> Wanted:
    """One letter to each of these cases."""
    return Wanted(
        f"Write to {letter_words(len(cases), 'case')}",
        lambda: session.batches.offered(cases),
        lambda code, choices, proceed: session.batches.look(cases, code, choices, proceed),
    )


def to_recipients(session: Session, case: CaseId) -> Wanted:
    """One notice to each recipient of a case who was not told yet (UK GDPR Art 19)."""
    return Wanted(
        "Write to the recipients not told yet",
        lambda: [each for each in session.batches.offered([case]) if each.nature.goes_outside],
        lambda _code, choices, proceed: session.batches.look_at_recipients(case, choices, proceed),
    )


class BatchSheet(QDialog):
    """Looks again whenever something else is chosen; files only what was looked at, once."""

    def __init__(
        self, parent: QWidget, session: Session, runner: Runner, files: Executor, wanted: Wanted
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(wanted.title)
        self.setModal(True)
        self._session = session
        self._runner = runner
        self._wanted = wanted
        self._batch = Batch((), ())
        self._report = BatchReport((), ())
        self._choices = BatchChoices(session)
        self._words = label("", "strong", wrap=True)
        self._each = QPlainTextEdit()
        self._gaps = BatchGaps()
        self._looked_for = ""
        self._filing = False
        self._scroll = Scrolling(wanted.title, margin=0)
        self._progress = Progress()
        self._notice = Notice(closable=False)
        self._work = LongWork(runner, files, self._progress)
        self.file_button = button("File", "main")
        self.out = BatchOut(session, runner, files, self._work)
        self.close_button = button("Cancel")
        self._lay_out()
        self._connect()
        runner.run(self, session.reading, wanted.offered, self._offer)

    def report(self) -> BatchReport:
        """What became of the letters."""
        return self._report

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: with room for all it asks."""
        super().showEvent(event)
        self._make_room()

    def reject(self) -> None:
        """Qt: Escape, Cancel and the cross; filing stops at its next letter, and what was filed is said."""
        if self._filing and self._work.running():
            self._work.stop()
        else:
            super().reject()

    def _lay_out(self) -> None:
        self._each.setReadOnly(True)
        self._each.setTabChangesFocus(True)
        self._each.setAccessibleName("Letters that are left alone or need a reason, each with why")
        self._each.setMinimumHeight(self.fontMetrics().height() * _LINES)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(self.windowTitle(), "title", wrap=True))
        column.addWidget(self._scroll, 1)
        self._scroll.column.setContentsMargins(0, 0, 8, 0)
        for each in (self._choices, self._gaps, self._words):
            self._scroll.column.addWidget(each)
        self._scroll.column.addWidget(self._each, 1)
        for below in (
            self._notice,
            self._progress,
            self.out,
            FlowingRow([self.close_button, self.file_button]),
        ):
            column.addWidget(below)
        self.file_button.setEnabled(False)
        mark_keys(self)

    def _connect(self) -> None:
        self._choices.chosen.connect(self._chosen)
        self._choices.reasoned.connect(self._tell)
        self._gaps.filled_in.connect(self._look)
        self.file_button.clicked.connect(self._file)
        self.close_button.clicked.connect(self.reject)
        self.out.told.connect(self._notice.say)
        self.out.failed.connect(self._notice.say_error)
        self.out.bound.connect(self._show_places)

    def _offer(self, templates: Sequence[Template]) -> None:
        """Show the letters that fit all of the cases."""
        self._choices.offer(templates)
        if not templates:
            self._notice.say("No letter fits all of these cases. Choose cases of one kind.", Tone.ERROR)

    def _look(self) -> None:
        """Look at what each letter would be, as it is chosen now."""
        form = self._choices.state()
        self._batch = Batch((), ())
        self.file_button.setEnabled(False)
        if form.code:
            look, choices = self._wanted.look, form.choices(self._gaps.answers())
            self._run(
                "Looking at the letters…", lambda proceed: look(form.code, choices, proceed), self._show
            )

    def _chosen(self) -> None:
        """Another letter is filled in anew."""
        code = self._choices.state().code
        if code != self._looked_for:
            self._looked_for = code
            self._gaps.forget()
        self._look()

    def _show(self, batch: Batch) -> None:
        self._batch = batch
        self._gaps.ask(batch.gaps())
        self._choices.ask_reason(batch)
        self._tell()
        self._make_room()

    def _make_room(self) -> None:
        """Grow with what is asked, as far as the screen has room; what was made larger stays so."""
        inside, room = self._scroll.column, self.screen().availableSize()
        inside.activate()
        around = self.size() - self._scroll.viewport().size()
        wide = self.fontMetrics().averageCharWidth() * _WIDE + around.width()
        width = max(self.width(), min(wide, room.width()))
        high = inside.totalHeightForWidth(width - around.width()) + around.height()
        self.resize(width, max(self.height(), min(high, room.height())))

    def _tell(self) -> None:
        """Say what would be filed with what is chosen and said."""
        batch, form = self._batch, self._choices.state()
        self._words.setText(all_words(batch, form))
        self._each.setPlainText(each_waiting(batch, form))
        going = form.going(batch)
        self.file_button.setText(decide(len(going)))
        self.file_button.setEnabled(bool(going))
        mark_keys(self)

    def _file(self) -> None:
        if self._choices.wrong():
            return
        self._filing = True
        self._choices.setEnabled(False)
        self._gaps.setEnabled(False)
        self.file_button.setEnabled(False)
        ready, dispatch = self._batch.ready, self._choices.state().dispatch()
        self._run(
            "Filing the letters…",
            lambda proceed: self._session.batches.file(ready, dispatch, proceed),
            self._show_filed,
        )

    def _show_filed(self, report: BatchReport) -> None:
        self._filing = False
        self._report = report
        self._words.setText(outcome(report))
        self._each.setAccessibleName("What became of each letter")
        self._each.setPlainText(each_outcome(report))
        self._gaps.hide()
        self._choices.ask_reason(Batch((), ()))
        self.file_button.hide()
        self.close_button.setText("Close")
        self.out.offer(report)
        mark_keys(self)
        self._scroll.ensureWidgetVisible(self._words)
        (self.out.print_button if report.filed else self.close_button).setFocus()

    def _show_places(self, bound: Bound) -> None:
        self._each.setPlainText(bound.says())
        self._each.setAccessibleName("The pages of each letter")

    def _run(self, words: str, job: Callable[[Proceed], T], then: Callable[[T], None]) -> None:
        self._work.run(words, job, then, self._notice.say_error)
