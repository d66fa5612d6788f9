"""One message file: it is read beside the window, the officer decides, and it is kept on a case."""

from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.proposals import Proposal
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.services.intake import Imported
from kmss_dpo.session import Session
from kmss_dpo.ui.intake.case_form import CaseForm
from kmss_dpo.ui.intake.form_state import IntakeState, Into
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label, rule
from kmss_dpo.ui.kit.long_work import LongWork
from kmss_dpo.ui.kit.message_view import MessageView
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.panel import Scrolling
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner

STILL_THERE = (
    "The register keeps an encrypted copy. The file itself still lies unencrypted where it was: delete it "
    "there, and empty the bin, once the case is open."
)
PLACE = "messages"
"""Where one that a lock closed is gone on with: above whichever page is shown."""
FORM = "message file "
"""Before the path of the file, which is read again."""
_BUTTONS = {Into.NEW_CASE: "Open case", Into.EXISTING: "Add to case"}


class MessageDialog(QDialog):
    """Opened with `open()`. `opened` carries the case; `others_taken` says that `others` were added as well.

    Escape keeps nothing; the file stays where it is in any case.
    """

    opened = Signal(int)
    others_taken = Signal()

    def __init__(
        self,
        session: Session,
        runner: Runner,
        files: Executor,
        path: Path,
        parent: QWidget,
        others: Sequence[Path] = (),
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Case from a message")
        self.setModal(True)
        self._session = session
        self._runner = runner
        self._files = files
        self._path = path
        self._others = tuple(others)
        self._kept: Unfinished | None = None
        self._keeping = False
        self._proposal: Proposal | None = None
        self.case_form: CaseForm | None = None
        self.notice = Notice(closable=False)
        self._parts = QStackedWidget()
        self._progress = Progress()
        self._work = LongWork(runner, files, self._progress)
        self.all_files = QCheckBox(f"Add the {len(self._others)} other files to the same case too")
        self.decide_button = button(_BUTTONS[Into.NEW_CASE], "main")
        self._cancel = button("Cancel")
        self._lay_out()
        self.decide_button.clicked.connect(self._decide)
        self._cancel.clicked.connect(self.reject)
        self._read()

    def resume(self, kept: Unfinished) -> None:
        """Go on with what a lock closed, once the file is read."""
        self._kept = kept

    # --- reading

    def _read(self) -> None:
        path, intake = self._path, self._session.intake
        self.decide_button.setEnabled(False)
        self._progress.begin("Reading the message…", cancellable=False)
        self._runner.run(self, self._files, lambda: intake.propose(path), self._show, self._unreadable)

    def _show(self, proposal: Proposal) -> None:
        self._progress.end()
        self._proposal = proposal
        form = CaseForm(self._session, self._runner, proposal)
        form.binder.changed.connect(self._follow)
        self.case_form = form
        typing = form.keep_typing(self, PLACE, f"{FORM}{self._path}")
        if self._kept:
            typing.resume(self._kept)
        self._parts.addWidget(_side_by_side(MessageView(proposal.message), form))
        self._parts.setCurrentIndex(1)
        self._parts.show()
        _grow(self, self._window.window())
        self._still_there.show()
        self.decide_button.setEnabled(True)
        self.decide_button.setDefault(True)
        self._follow(form.state())
        form.form.row("kind").field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unreadable(self, error: Exception) -> None:
        """Say why in the dialog; there is nothing to decide."""
        self._progress.end()
        self.notice.say(_why(error), Tone.ERROR)
        self.decide_button.hide()
        self._cancel.setText("Close")
        self.adjustSize()
        self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- deciding

    def reject(self) -> None:
        """Qt: Escape, Cancel and the cross: not while it is kept; other files stop, and are told."""
        if self._work.running():
            self._work.stop()
        elif not self._keeping:
            super().reject()

    def _follow(self, state: IntakeState) -> None:
        existing = state.into is Into.EXISTING
        self.decide_button.setText(_decides(state))
        self.all_files.setVisible(existing and bool(self._others))
        mark_keys(self)

    def _decide(self) -> None:
        form, proposal = self.case_form, self._proposal
        if form is None or proposal is None or not form.check(self._session.day()):
            return
        self.notice.hide()
        state = form.state()
        if state.into is Into.NEW_CASE:
            self._open_case(proposal, state)
        else:
            self._add(proposal, state)

    def _open_case(self, proposal: Proposal, state: IntakeState) -> None:
        self._wait("Opening…")
        arrival, intake = state.arrival(), self._session.intake
        accept = lambda: intake.accept(proposal, arrival)[0]  # noqa: E731 - the first is shown
        self._runner.run(self, self._session.writing, accept, self._done, self._refused)

    def _add(self, proposal: Proposal, state: IntakeState) -> None:
        self._wait("Adding the message…")
        case, intake, day = CaseId(state.case or 0), self._session.intake, state.received_on
        assert day is not None
        self._runner.run(
            self,
            self._session.writing,
            lambda: intake.add(case, proposal, day),
            lambda _: self._add_others(case),
            self._refused,
        )

    def _add_others(self, case: CaseId) -> None:
        if not self._others or not self.all_files.isChecked():
            self._done(case)
            return
        others, intake = self._others, self._session.intake
        self._keeping = False
        self.others_taken.emit()
        self._work.run(
            f"Adding {len(others)} other files…",
            lambda proceed: intake.add_to_case(case, others, proceed),
            lambda imported: self._added(case, imported),
            self._refused,
        )

    def _added(self, case: CaseId, imported: Imported) -> None:
        left = len(self._others) - imported.kept
        if not left:
            self._done(case)
            return
        reasons = " ".join(dict.fromkeys(imported.refused))
        self.notice.say(
            f"{imported.kept} of {len(self._others)} other files were added. {reasons}", Tone.WARNING
        )
        self.decide_button.setText("Go to the case")
        self.decide_button.setEnabled(True)
        self.decide_button.clicked.disconnect()
        self.decide_button.clicked.connect(lambda: self._done(case))

    def _wait(self, words: str) -> None:
        self._keeping = True
        self.decide_button.setEnabled(False)
        self._progress.begin(words, cancellable=False)

    def _done(self, case: int) -> None:
        self.opened.emit(case)
        self.accept()

    def _refused(self, error: Exception) -> None:
        self._keeping = False
        self._progress.end()
        self.decide_button.setEnabled(True)
        shown = isinstance(error, Mistake) and self.case_form and self.case_form.form.show_mistake(error)
        if not shown:
            self.notice.say(_why(error), Tone.ERROR)

    # --- building

    def _lay_out(self) -> None:
        self._still_there = Notice(closable=False)
        self._still_there.say(STILL_THERE)
        self._still_there.hide()
        self._parts.addWidget(QWidget())
        self._parts.hide()
        self.all_files.hide()
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.all_files)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.decide_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label("Case from a message", "title"))
        column.addWidget(self.notice)
        column.addWidget(self._parts, 1)
        column.addWidget(self._progress)
        column.addWidget(self._still_there)
        column.addStretch(0)
        column.addLayout(foot)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)


def _decides(state: IntakeState) -> str:
    """What the button says: how many cases will be opened, or that the message is added to one."""
    count = len(state.kinds())
    several = state.into is Into.NEW_CASE and count > 1
    return f"Open {count} cases" if several else _BUTTONS[state.into]


def _why(error: Exception) -> str:
    """Why nothing was kept, and what to do."""
    match error:
        case Mistake():
            return error.sentence
        case Trouble():
            return f"{error.happened} {error.to_do}"
        case _:
            return "Something went wrong in the program; nothing was kept."


def _side_by_side(message: MessageView, form: CaseForm) -> QWidget:
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(24)
    deciding = Scrolling("What you decide", margin=4)
    deciding.column.addWidget(form)
    line.addWidget(message, 6)
    line.addWidget(rule(upright=True))
    line.addWidget(deciding, 5)
    return both


def _grow(dialog: QDialog, window: QWidget) -> None:
    """Become as large as the reading needs, within the window, and stay in its middle."""
    room, letter = window.geometry(), dialog.fontMetrics()
    width = min(letter.averageCharWidth() * 150, room.width() - 48)
    height = min(letter.height() * 46, room.height() - 48)
    dialog.resize(width, height)
    dialog.move(room.center() - dialog.rect().center())
