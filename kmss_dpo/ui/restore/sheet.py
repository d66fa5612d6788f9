"""The sheet that restores a backup: which there are, what each would change, and where it goes."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kmss_dpo.services.restoring import Compared, Found, Outcome, Restoring
from kmss_dpo.ui.kit.chips import Chip, Look
from kmss_dpo.ui.kit.files import choose_folder
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.long_work import LongWork
from kmss_dpo.ui.kit.notice import Notice
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.short_table import ShortTable
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.restore.form_state import (
    NOTHING,
    OF_THEN,
    STAYS,
    change_words,
    day_words,
    opens,
    outcome_words,
    size_words,
    time_words,
)
from kmss_dpo.ui.restore.way_in import WayIn


@dataclass(frozen=True)
class _Line:
    """A backup in the list, by its place in it, with what is known of it so far."""

    id: int
    found: Found
    compared: Compared | None = None


class RestoreSheet(QDialog):
    """Works with a `Restoring`, whose owner closes it; `look_requested(folder)` once one was restored.

    It looks in the folder `chosen` too. Each backup is compared by itself, one after the other, so that the
    first answers are there at once.
    """

    look_requested = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        restoring: Restoring,
        runner: Runner,
        files: Executor,
        chosen: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle("Restore a backup")
        self._restoring, self._runner, self._files = restoring, runner, files
        self._lines: dict[int, _Line] = {}
        self._chosen = chosen
        self._into: Path | None = None
        self._outcome: Outcome | None = None
        self._model = PagedTableModel(_columns(), self._those, runner, files, parent=self)
        self.table = ShortTable(self._model, "Backups")
        self.words = label(STAYS, wrap=True)
        self.notice = Notice(closable=False)
        self.way_in = WayIn()
        self._none = label(NOTHING, "quiet", wrap=True)
        self._change = label("", wrap=True)
        self._where = label("", "quiet", wrap=True)
        self._elsewhere = button("Restore to another place…", "link")
        self._look = button("Look in another folder…")
        self._progress = Progress()
        self.work = LongWork(runner, files, self._progress)
        self.restore_button = button("Restore this backup", "main")
        self._close = button("Close")
        self._lay_out()
        self._connect()
        self._search()

    def _search(self) -> None:
        """Look for backups, and show where the one to restore would go."""
        restoring, chosen = self._restoring, self._chosen
        look = lambda: (restoring.look(chosen), restoring.suggested())  # noqa: E731 - run on another thread
        self._runner.run(self, self._files, look, self._found, self._refused)

    def _found(self, answer: tuple[Sequence[Found], Path]) -> None:
        found, suggested = answer
        self._into = self._into.with_name(suggested.name) if self._into else suggested
        self._lines = {at: _Line(at, each) for at, each in enumerate(found)}
        self._model.set_ids(self._lines, self._lines)
        self.table.setVisible(bool(self._lines))
        self._none.setVisible(not self._lines)
        self.way_in.setVisible(not self._restoring.way.is_known())
        self._show_where()
        self.table.choose(0)
        self._show_chosen(self.table.chosen())
        self._compare(0)

    def _compare(self, at: int) -> None:
        """Compare one after the other, as long as nothing else was looked for."""
        if not self._restoring.way.is_known() or at not in self._lines:
            return
        line, restoring = self._lines[at], self._restoring

        def then(compared: Compared) -> None:
            if self._lines.get(at) is line:
                self._lines[at] = _Line(at, line.found, compared)
                self._model.set_ids(self._lines, self._lines)
                self._show_chosen(self.table.chosen())
                self._compare(at + 1)

        if line.found.trouble:
            self._compare(at + 1)
        else:
            self._runner.run(self, self._files, lambda: restoring.compare(line.found), then, self._refused)

    def _enter(self, secret: bytearray, by_key: bool) -> None:  # noqa: FBT001 - the signal's shape
        way = self._restoring.way
        folders = [line.found.folder for line in self._lines.values()]
        enter = way.by_recovery_key if by_key else way.by_passphrase
        self._runner.run(
            self, self._files, lambda: enter(secret, folders), lambda _: self._entered(), self.way_in.refuse
        )

    def _entered(self) -> None:
        self.words.setText(f"{STAYS} {OF_THEN}" if self._restoring.way.is_of_then() else STAYS)
        self._search()

    def _restore(self) -> None:
        line, into, restoring = self._lines.get(self.table.chosen() or 0), self._into, self._restoring
        if line is None or into is None:
            return
        self.notice.hide()
        self._rest(resting=True)
        self.work.run(
            f"Restoring the backup of {day_words(line.found)}…",
            lambda proceed: restoring.restore(line.found, into, proceed),
            self._restored,
            self._refused,
        )

    def _restored(self, outcome: Outcome) -> None:
        self._rest(resting=False)
        self._outcome = outcome
        self.words.setText(outcome_words(outcome))
        for each in (self.table, self._change, self._where, self._elsewhere, self._look):
            each.hide()
        self.restore_button.setText("Open it and look")
        mark_keys(self)
        self.restore_button.setEnabled(True)
        self.restore_button.setFocus()

    def _decide(self) -> None:
        if self._outcome is None:
            self._restore()
        else:
            self.look_requested.emit(self._outcome.folder)
            self.accept()

    def _refused(self, error: Exception) -> None:
        self._rest(resting=False)
        self.notice.say_error(error)

    def _rest(self, *, resting: bool) -> None:
        for each in (self.table, self._look, self._elsewhere, self._close):
            each.setDisabled(resting)
        self._show_chosen(self.table.chosen())
        if resting:
            self.restore_button.setEnabled(False)

    def _show_chosen(self, at: int | None) -> None:
        line = self._lines.get(at) if at is not None else None
        self._change.setText(change_words(line.found, line.compared) if line else "")
        self.restore_button.setEnabled(line is not None and opens(line.found, line.compared) is True)

    def _show_where(self) -> None:
        self._where.setText(f"It would be restored into “{self._into}”.")

    def _look_in(self, folder: Path) -> None:
        self._chosen = folder
        self._search()

    def _restore_to(self, folder: Path) -> None:
        if self._into:
            self._into = folder / self._into.name
            self._show_where()

    def _those(self, ids: Sequence[int]) -> list[_Line]:
        return [self._lines[each] for each in ids if each in self._lines]

    def _lay_out(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        self.setMinimumWidth(letter * 70)
        self.table.keep_lines(12)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none.hide()
        self.way_in.hide()  # until the backups are known: their key files may be all there is
        body = Scrolling("Backups to restore", margin=4)  # large text needs more than a screen has
        for each in (self.words, self.notice, self.way_in, self._none):
            body.column.addWidget(each)
        body.column.addWidget(self.table, 1)
        for each in (self._change, self._where):
            body.column.addWidget(each)
        body.column.addLayout(_line(self._look, self._elsewhere))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label("Restore a backup", "title", wrap=True))
        column.addWidget(body, 1)
        column.addWidget(self._progress)
        column.addLayout(_line(None, self._close, self.restore_button))
        self.restore_button.setEnabled(False)
        self.resize(_wanted(self.parentWidget() or self))

    def _connect(self) -> None:
        self.table.current_changed.connect(self._show_chosen)
        self.way_in.entered.connect(self._enter)
        self._look.clicked.connect(lambda: choose_folder(self, "Look for backups", self._look_in))
        self._elsewhere.clicked.connect(lambda: choose_folder(self, "Restore to", self._restore_to))
        self._progress.cancel_requested.connect(self._restoring.stop)
        self.restore_button.clicked.connect(self._decide)
        self._close.clicked.connect(self.reject)

    def reject(self) -> None:
        """Qt: Escape and the cross; while one is being restored, Cancel is what stops it."""
        if not self.work.running():
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: every button has its key."""
        super().showEvent(event)
        mark_keys(self)


def _line(left: QWidget | None, *right: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    if left:
        line.addWidget(left)
    line.addStretch(1)
    for each in right:
        line.addWidget(each)
    return line


def _wanted(page: QWidget) -> QSize:
    """As wide and high as the list wants, and as the window below it allows."""
    room, metrics = page.window().size(), page.fontMetrics()
    width = min(metrics.averageCharWidth() * 150, round(room.width() * 0.94))
    return QSize(width, min(metrics.height() * 40, round(room.height() * 0.94)))


_CHIPS = {True: Chip("Opens", Look.IN_TIME), False: Chip("Does not open", Look.OVERDUE)}


def _chip(line: _Line) -> Chip | None:
    answer = opens(line.found, line.compared)
    return None if answer is None else _CHIPS[answer]


def _columns() -> tuple[Column[_Line], ...]:
    return (
        Column(
            "Made",
            text=lambda line: day_words(line.found),
            second=lambda line: time_words(line.found),
            strong=True,
            weight=4,
            sample="Wed 25 Nov 2026",
        ),
        Column(
            "Where", text=lambda line: line.found.place.value.capitalize(), weight=4, sample="In the second"
        ),
        Column(
            "Size", text=lambda line: size_words(line.found.size), weight=0, sample="1,000 MB", right=True
        ),
        Column("Opens", chip=_chip, weight=0, sample="Does not open now"),
        Column(
            "A restore would change",
            text=lambda line: change_words(line.found, line.compared),
            weight=8,
            sample="Lost: 10 cases, 10 contacts",
        ),
    )
