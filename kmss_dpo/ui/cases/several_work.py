"""Does the same to several cases: looks at them, asks, works beside the window, and tells what came of it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPlainTextEdit

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import Family
from kmss_dpo.domain.several import Act, Chosen, LeftAlone, Several, left_alone
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.case_table import line_of
from kmss_dpo.ui.cases.form_state.several import all_left, beforehand, case_words, enquiry_words, result
from kmss_dpo.ui.cases.looking import LookSheet
from kmss_dpo.ui.cases.several_bar import SeveralBar
from kmss_dpo.ui.cases.several_sheets import AssignDecision, NoteDecision
from kmss_dpo.ui.kit.confirm import Decision, ask
from kmss_dpo.ui.kit.exporting import Export
from kmss_dpo.ui.kit.long_work import LongWork, Proceed
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.table import Column

_PATIENCE = 300
"""For how many milliseconds work goes on before its bar shows."""
Do = Callable[[Proceed], Several]


class SeveralWork(QObject):
    """One thing at a time; waiting for the register's lanes, it runs on `files`, the window's own pool."""

    told = Signal(str)

    def __init__(
        self, session: Session, runner: Runner, files: Executor, bar: SeveralBar, notice: Notice
    ) -> None:
        super().__init__(bar)
        self._session = session
        self._runner = runner
        self._bar = bar
        self._notice = notice
        self._work = LongWork(runner, files, bar.progress, _PATIENCE)
        self.export_to = Export(session, runner, files, bar)
        self.export_to.written.connect(
            lambda: self.told.emit("The list was exported. The file is not encrypted.")
        )

    def assign(self, cases: Sequence[int]) -> None:
        """Ask who is to work on these cases."""
        several, me = self._session.several, self._session.person

        def look(proceed: Proceed) -> tuple[list[Chosen], list[str]]:
            names = several.handlers()
            return several.choose(cases, proceed), [*names, *([] if me in names else [me])]

        self._run(f"Looking at {case_words(len(cases))}", look, lambda read: self._ask_who(*read))

    def add_note(self, cases: Sequence[int]) -> None:
        """Ask what is to be noted on these cases."""
        self._look(cases, self._ask_note)

    def deal_with(self, cases: Sequence[int]) -> None:
        """Ask whether these enquiries are to be closed."""
        self._look(cases, self._ask_deal_with)

    def export(self, cases: Sequence[int], columns: Sequence[Column[CaseRow]], family: Family) -> Decision:
        """Ask where these cases, in these columns, are to be saved."""

        def save(place: Path) -> None:
            titles, line, several = [each.title for each in columns], line_of(columns), self._session.several
            self._run(
                f"Exporting {case_words(len(cases))}",
                lambda proceed: several.export(cases, titles, line, proceed),
                lambda content: self.export_to.write(place, content),
            )

        return self.export_to.warn(
            case_words(len(cases)), "it is needed", lambda: self.export_to.choose(family.value, save)
        )

    def running(self) -> bool:
        """Whether cases are being worked on."""
        return self._work.running()

    def _look(self, cases: Sequence[int], then: Callable[[list[Chosen]], None]) -> None:
        several = self._session.several
        self._run(
            f"Looking at {case_words(len(cases))}", lambda proceed: several.choose(cases, proceed), then
        )

    def _ask_who(self, chosen: Sequence[Chosen], known: Sequence[str]) -> None:
        if not (count := self._count_for(Act.ASSIGN, chosen)):
            return
        decision = AssignDecision(self._bar, count, self._beforehand(Act.ASSIGN, chosen), known)
        assign = self._session.several.assign
        decision.decided.connect(
            lambda who: self._do(Act.ASSIGN, chosen, lambda proceed: assign(chosen, who, proceed), who)
        )
        decision.open()

    def _ask_note(self, chosen: Sequence[Chosen]) -> None:
        if not (count := self._count_for(Act.NOTE, chosen)):
            return
        decision = NoteDecision(self._bar, count, self._beforehand(Act.NOTE, chosen))
        add = self._session.several.add_note
        decision.decided.connect(
            lambda text: self._do(Act.NOTE, chosen, lambda proceed: add(chosen, text, proceed))
        )
        decision.open()

    def _ask_deal_with(self, chosen: Sequence[Chosen]) -> None:
        if not (count := self._count_for(Act.DEAL_WITH, chosen)):
            return
        words = "Each is closed today. By the retention rule it can be disposed of from then on."
        left, deal_with = self._beforehand(Act.DEAL_WITH, chosen), self._session.several.deal_with
        title = f"Close {enquiry_words(count)} as dealt with"
        ask(
            self._bar,
            title,
            f"{words} {left}".strip(),
            title,
            lambda: self._do(Act.DEAL_WITH, chosen, lambda proceed: deal_with(chosen, proceed)),
        )

    def _count_for(self, act: Act, chosen: Sequence[Chosen]) -> int:
        """How many it can be done to; where there are none that is said, with the reasons."""
        left = left_alone(act, chosen)
        if len(left) == len(chosen):
            self._tell(act, Several(0, left, len(chosen)))
        return len(chosen) - len(left)

    def _beforehand(self, act: Act, chosen: Sequence[Chosen]) -> str:
        return beforehand(left_alone(act, chosen))

    def _do(self, act: Act, chosen: Sequence[Chosen], do: Do, handler: str = "") -> None:
        words = {
            Act.ASSIGN: "Assigning {}",
            Act.NOTE: "Adding the note to {}",
            Act.DEAL_WITH: "Closing {}",
        }
        self._run(words[act].format(case_words(len(chosen))), do, lambda done: self._tell(act, done, handler))

    def _tell(self, act: Act, done: Several, handler: str = "") -> None:
        said = result(act, done, handler)
        if done.done == done.chosen:
            self._notice.hide()
            self.told.emit(said)
        elif done.left:
            self._notice.say(said, Tone.WARNING, "Show each…", lambda: self._show_left(done.left))
        else:
            self._notice.say(said, Tone.WARNING)

    def _show_left(self, left: tuple[LeftAlone, ...]) -> None:
        sheet = LookSheet(self._bar, f"{case_words(len(left))} left alone", "Nothing was changed on them.")
        text = QPlainTextEdit(all_left(left))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName("Cases left alone, each with its reason")
        sheet.fill(text)
        sheet.open()

    def _run(self, words: str, job: Callable[[Proceed], object], then: Callable[..., None]) -> None:
        def ended(answer: object) -> None:
            self._bar.show_busy(busy=False)
            then(answer)

        self._bar.show_busy(busy=True)
        self._work.run(words, job, ended, self._failed)

    def _failed(self, error: Exception) -> None:
        self._bar.show_busy(busy=False)
        self._runner.report(error)
