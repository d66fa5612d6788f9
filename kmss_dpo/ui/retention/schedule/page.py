"""The schedule tab: the rules in force, each whole, and above them what is proposed."""

from concurrent.futures import Executor
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kmss_dpo.domain.retention import RecordClass
from kmss_dpo.domain.retention_words import RULE_NAMES, period, say_date, stock_words
from kmss_dpo.domain.schedule import InForce, review_due
from kmss_dpo.domain.schedule_trial import Trial
from kmss_dpo.domain.schedule_words import review_words, standing_words, told_whole, trial_words
from kmss_dpo.services.schedule import WholeSchedule
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.confirm import ask
from kmss_dpo.ui.kit.fitted_table import FittedTable
from kmss_dpo.ui.kit.flowing import FlowingRow
from kmss_dpo.ui.kit.icons import dress
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.long_work import LongWork
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.panel import Panel, Scrolling
from kmss_dpo.ui.kit.pdf_sheet import PdfSheet
from kmss_dpo.ui.kit.progress import Progress
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column, PagedTableModel
from kmss_dpo.ui.retention.schedule.desk import ScheduleDesk
from kmss_dpo.ui.retention.schedule.form_state import lacking_words, moved_words
from kmss_dpo.ui.retention.schedule.proposal import ProposalPanel
from kmss_dpo.ui.retention.schedule.told import Told
from kmss_dpo.ui.retention.tables import Line

_TITLE_WIDE = 36
_FEW = 5
"""How many rules show however little room there is."""
_PATIENCE = 300
_SENTENCE = "How long each class of record is kept, and why. The list of what is due follows these rules."
_OWED = "The dates of some cases are still those of the schedule before."


class SchedulePage(QWidget):
    """Reads the schedule on the reading lane; what waits for both lanes runs on `files`."""

    back_requested = Signal()
    export_requested = Signal()

    def __init__(self, session: Session, runner: Runner, files: Executor) -> None:
        super().__init__()
        self._session, self._runner, self._files = session, runner, files
        self._trial: Trial | None = None
        self._lines: dict[int, Line[InForce]] = {}
        self._asking = Newest(runner, session.reading, self)
        self._model = PagedTableModel(
            _columns(), lambda ids: [self._lines[each] for each in ids], runner, session.reading, parent=self
        )
        self.table = FittedTable(self._model, "Retention schedule", _FEW)
        self.desk = ScheduleDesk(session, runner, self)
        self.proposal = ProposalPanel(runner, session.reading)
        self.review, self.lacking, self.notice = (Notice(closable=False) for _ in range(3))
        self._progress = Progress()
        self._trying = LongWork(runner, files, self.proposal.progress, _PATIENCE)
        self._moving = LongWork(runner, files, self._progress, _PATIENCE)
        self._standing = label("", "quiet", wrap=True)
        self._rule = Panel()
        self._name = label("", "heading", wrap=True)
        self._told = Told()
        self._change, self._versions = button("Change this rule…"), button("Versions…")
        self._print, self._confirm = button("Print…"), button("Confirm as it is…")
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the schedule anew."""
        self._asking.ask(self._session.schedule.whole, self._show)

    def work_out(self) -> None:
        """Work out the dates that are owed since an approval."""
        self.notice.hide()
        words = "Working out the dates of cases by the schedule in force"
        self._moving.run(words, self._session.schedule.work_out, self._moved)

    def chosen(self) -> InForce | None:
        """The rule that is shown whole."""
        at = self.table.chosen()
        return self._lines[at].of if at in self._lines else None

    def _show(self, whole: WholeSchedule) -> None:
        self._lines = {at: Line(at, line) for at, line in enumerate(whole.lines)}
        self._model.set_ids(self._lines, self._lines)
        self._standing.setText(" ".join(standing_words(whole.edition, whole.approved)))
        self._confirm.setVisible(whole.proposal is None)
        self.proposal.show_proposal(whole)
        self._say(whole)
        if self.table.chosen() is None:
            self.table.choose(0)
        self._tell()
        self._try(whole)

    def _say(self, whole: WholeSchedule) -> None:
        """Say what there is to do about the schedule: its review, classes without a rule, dates owed."""
        today = self._session.day()
        due = review_due([whole.approved.review_on] if whole.approved else (), today)
        _say_or_hide(self.review, review_words(due, today) if due else "")
        if whole.lacking:
            propose = "Propose the program's rules"
            self.lacking.say(lacking_words(whole.lacking), Tone.WARNING, propose, self._propose_lacking)
        else:
            self.lacking.hide()
        if whole.owed and not self._moving.running() and not self.notice.sentence():
            self.notice.say(_OWED, Tone.WARNING, "Work them out", self.work_out)

    def _try(self, whole: WholeSchedule) -> None:
        """Count what the proposal would list; nothing of it is in force meanwhile."""
        self._trial = None
        if whole.proposal is None:
            self._trying.stop()
            return
        trial = self._session.schedule.trial
        words = "Counting what this would list today"
        self._trying.run(words, lambda _proceed: trial(), self._tried, self._not_tried)

    def _tried(self, trial: Trial) -> None:
        self._trial = trial
        self.proposal.show_trial(trial)

    def _not_tried(self, error: Exception) -> None:
        self.proposal.show_untried("What this would list could not be counted.")
        self._runner.report(error)

    def _tell(self) -> None:
        """Show all of the rule that is chosen."""
        line = self.chosen()
        self._rule.setVisible(line is not None)
        if line:
            self._name.setText(RULE_NAMES[line.rule.code])
            self._told.show_told(told_whole(line))
            self._versions.setEnabled(line.version is not None)

    def _change_chosen(self) -> None:
        if line := self.chosen():
            self.desk.change(line.rule.code)

    def _look_back(self) -> None:
        if line := self.chosen():
            self.desk.look_back(line.rule.code)

    def _approve(self) -> None:
        self.desk.approve(trial_words(self._trial) if self._trial else "")

    def _approved(self) -> None:
        self.refresh()
        self.work_out()

    def _moved(self, moved: int) -> None:
        stopped = self._moving.stopped()
        words = f"The schedule is in force. {moved_words(moved, stopped=stopped)}"
        if stopped:
            self.notice.say(words, Tone.WARNING, "Go on", self.work_out)
        else:
            self.notice.say(words)
        self.refresh()

    def _propose_lacking(self) -> None:
        self._write(self._session.schedule.propose_lacking)

    def _withdraw(self, codes: list[RecordClass]) -> None:
        """One rule is taken back at once, for it can be typed again."""
        withdraw = self._session.schedule.withdraw
        self._write(lambda: withdraw(codes))

    def _ask_to_throw_away(self, codes: list[RecordClass]) -> None:
        ask(
            self,
            "Throw the proposal away?",
            "Everything that is proposed is thrown away. What is in force stays.",
            "Throw away",
            lambda: self._withdraw(codes),
            danger=True,
        )

    def _write(self, job: Any) -> None:
        self._runner.run(self, self._session.writing, job, lambda _: self.refresh())

    def _show_print(self) -> None:
        self._runner.run(
            self,
            self._files,
            self._session.schedule.printed,
            lambda pdf: PdfSheet(self, self._runner, self._files, "Retention schedule", pdf).open(),
        )

    def _lay_out(self) -> None:
        back, self._export = button("Back to the list"), button("Export…")
        dress(back, "chevron-left")
        dress(self._export, "download")
        dress(self._print, "printer")
        back.clicked.connect(self.back_requested)
        self._rule.column.addWidget(FlowingRow((self._versions, self._change), self._name, _TITLE_WIDE))
        self._rule.column.addWidget(self._told)
        page = Scrolling("Retention schedule")
        column = page.column
        others = (self._confirm, self._print, self._export, back)
        column.addWidget(FlowingRow(others, label("Retention schedule", "title"), _TITLE_WIDE))
        column.addWidget(label(_SENTENCE, "quiet", wrap=True))
        for each in (self._standing, self.review, self.lacking, self.notice, self._progress, self.proposal):
            column.addWidget(each)
        column.addWidget(self.table, 1)
        column.addWidget(self._rule)
        self._rule.hide()  # until it is read
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def _connect(self) -> None:
        self._export.clicked.connect(self.export_requested)
        self._print.clicked.connect(self._show_print)
        self._confirm.clicked.connect(self._approve)
        self._change.clicked.connect(self._change_chosen)
        self._versions.clicked.connect(self._look_back)
        self.table.current_changed.connect(lambda _at: self._tell())
        for asked in (self.table.open_requested, self.table.action_requested):
            asked.connect(lambda at: self.desk.change(self._lines[at].of.rule.code))
        self.proposal.approve_requested.connect(self._approve)
        self.proposal.withdraw_requested.connect(self._withdraw)
        self.proposal.throw_away_requested.connect(self._ask_to_throw_away)
        self.desk.proposed.connect(self.refresh)
        self.desk.approved.connect(self._approved)


def _say_or_hide(notice: Notice, words: str) -> None:
    if words:
        notice.say(words, Tone.WARNING)
    else:
        notice.hide()


def _columns() -> tuple[Column[Line[InForce]], ...]:
    return (
        Column(
            "Records",
            text=lambda line: RULE_NAMES[line.of.rule.code],
            second=lambda line: stock_words(line.of.stock),
            strong=True,
            weight=4,
            sample="Statistics of requests",
        ),
        Column(
            "Kept",
            text=lambda line: period(line.of.rule),
            second=lambda line: f"then {line.of.rule.action.value}",
            weight=4,
            sample="one month after asking",
        ),
        Column(
            "Version",
            text=lambda line: f"Version {line.of.version.number}" if line.of.version else "Not approved",
            second=lambda line: say_date(line.of.version.approved.on) if line.of.version else "",
            weight=0,
            sample="Not approved",
        ),
        Column("", action=lambda _line: "Change…", weight=0, sample="Change…"),
    )
