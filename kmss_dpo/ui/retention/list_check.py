"""“Check a mailing list…”: which of its lines are on the suppression list, and the list without them."""

from concurrent.futures import Executor
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from kmss_dpo.domain.errors import Mistake, Stopped, Trouble
from kmss_dpo.domain.suppression import Checked
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.files import choose_files, choose_place
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.long_work import LongWork
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner

_SAID = (
    "Choose a file with one person on each line, such as a CSV file, or paste the lines. Nothing of the list "
    "is kept in the register."
)
_CLEAN = "All files (*)"
_LISTS = "Lists (*.csv *.txt);;All files (*)"
_WRITTEN = "The list without them was written. The file is not encrypted."


class ListCheck(QDialog):
    """Opened with `open()`. What was pasted is kept over no lock: it is somebody else's list."""

    def __init__(self, parent: QWidget, session: Session, runner: Runner, files: Executor) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Check a mailing list")
        self.setModal(True)
        self._session = session
        self._runner = runner
        self._source: Path | str = ""
        self.pasted = QPlainTextEdit()
        self.pasted.setTabChangesFocus(True)
        self.pasted.setAccessibleName("Lines of a mailing list")
        self.pasted.setPlaceholderText("ann@example.org")
        self.pasted.setMinimumHeight(self.fontMetrics().height() * 5)
        self.choose, self.check = button("Choose a file…"), button("Check these lines", "main")
        self.write, self._close = button("Write the list without them…"), button("Close")
        self.notice = Notice(closable=False)
        self.numbers = label("", wrap=True)
        self.numbers.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.progress = Progress()
        self._page = Scrolling("Check a mailing list", margin=4)
        self._work = LongWork(runner, files, self.progress, patience=300)
        self._lay_out(parent)
        self._connect()

    def check_file(self, path: Path) -> None:
        """Check a file that was chosen."""
        self._check(path)

    def write_to(self, place: Path) -> None:
        """Write the list without the lines that match."""
        clean, source = self._session.suppression.clean_list, self._source
        self._rest(resting=True)
        self._work.run(
            "Writing the list",
            lambda proceed: clean(source, place, proceed),
            lambda done: self._told(done, f"{done.words()} {_WRITTEN}"),
            self._failed,
        )

    def reject(self) -> None:
        """Qt: Escape and Close; what is being checked stops."""
        self._work.stop()
        super().reject()

    def showEvent(self, event: object) -> None:
        """Qt: every button has its key."""
        super().showEvent(event)  # type: ignore[arg-type]
        mark_keys(self)

    def _check(self, source: Path | str) -> None:
        self._source, check = source, self._session.suppression.check_list
        self._rest(resting=True)
        self._work.run(
            "Checking the list",
            lambda proceed: check(source, proceed),
            lambda done: self._told(done, done.words()),
            self._failed,
        )

    def _told(self, done: Checked, words: str) -> None:
        self._rest(resting=False)
        self.notice.say(words, Tone.WARNING if done.matches or done.doubtful else Tone.TOLD)
        self.numbers.setText(done.numbers())
        self.numbers.setVisible(bool(done.matches))
        self._page.verticalScrollBar().setValue(0)
        self.write.setEnabled(bool(done.matches))

    def _failed(self, error: Exception) -> None:
        self._rest(resting=False)
        match error:
            case Stopped():
                self.notice.say("It was cancelled. Nothing was written.", Tone.WARNING)
            case Mistake() | Trouble():
                self.notice.say_error(error)
            case _:
                self.notice.say("Something went wrong in the program; nothing was written.", Tone.ERROR)

    def _rest(self, *, resting: bool) -> None:
        self.notice.hide()
        self.numbers.hide()
        self.write.setEnabled(False)
        self.choose.setDisabled(resting)
        self.check.setDisabled(resting or not self.pasted.toPlainText().strip())

    def _typed(self) -> None:
        self.check.setEnabled(bool(self.pasted.toPlainText().strip()) and not self._work.running())

    def _lay_out(self, parent: QWidget) -> None:
        page = self._page
        page.column.addWidget(self.numbers)
        page.column.addWidget(label(_SAID, "quiet", wrap=True))
        page.column.addWidget(FlowingRow((self.choose,)))
        page.column.addWidget(self.pasted, 1)
        page.column.addWidget(FlowingRow((self.check,)))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self._close)
        foot.addWidget(self.write)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label("Check a mailing list", "title", wrap=True))
        column.addWidget(self.notice)  # what came of it stays in sight
        column.addWidget(page, 1)
        column.addWidget(self.progress)
        column.addLayout(foot)
        self._rest(resting=False)
        room = parent.window().size()
        width = min(self.fontMetrics().averageCharWidth() * 80, round(room.width() * 0.94))
        self.resize(width, min(self.fontMetrics().height() * 30, round(room.height() * 0.94)))

    def _connect(self) -> None:
        self.choose.clicked.connect(
            lambda: choose_files(self, "Check a mailing list", _LISTS, lambda some: self.check_file(some[0]))
        )
        self.check.clicked.connect(lambda: self._check(self.pasted.toPlainText()))
        self.write.clicked.connect(
            lambda: choose_place(
                self, "Write the list without them, not encrypted", "mailing-list.csv", _CLEAN, self.write_to
            )
        )
        self.pasted.textChanged.connect(self._typed)
        self._close.clicked.connect(self.reject)
